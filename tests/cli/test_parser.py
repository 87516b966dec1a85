from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from kg.cli import main
from kg.cli.helping import Formatter
from kg.cli.parser import COMMANDS, build_parser
from kg.model.lexicon.help import HelpLexicon
from kg.schema import Schema


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The language of the environment."""
    monkeypatch.setenv("KG_LANG", request.param)
    return str(request.param)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    example, codes = {"zh": ("例：", "退出码："), "en": ("example:", "exit codes:")}[lang]
    assert re.search(rf"^{example}\n  kg {command}\b", text, re.MULTILINE)
    assert f"\n{codes}\n" in text


def test_help_lists_every_command(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert all(re.search(rf"^    {command}\b", text, re.MULTILINE) for command in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"kg \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("argv", [[], ["nix"], ["query", "--nix"], ["extract"]])
def test_wrong_usage_is_code_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def texts(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every text that the help shows, in English."""
    yield from (parser.description or "").rstrip(".").splitlines()
    yield from filter(None, (parser.epilog or "").splitlines())
    yield from (group.title or "" for group in parser._action_groups)  # noqa: SLF001 - no public name
    for action in parser._actions:  # noqa: SLF001 - no public name
        yield action.help or ""
        for command in (action.choices or {}) if action.dest == "command" else ():
            yield from texts(action.choices[command])  # type: ignore[index]


def test_every_text_of_the_help_is_there_in_chinese(schema: Schema) -> None:
    words = schema.lexicon("help", HelpLexicon).zh
    summaries = {summary for summary, _, _ in COMMANDS.values()}
    said = {text for text in texts(build_parser()) if text and not text.startswith("  kg ")}
    shown = {text[0].lower() + text[1:] if text[0].lower() + text[1:] in summaries else text
             for text in said}  # fmt: skip
    about = build_parser().description or ""
    used = shown - {about.rstrip(".")} | summaries | {about, "usage: ", ":"}
    assert used - words.keys() == set()
    assert words.keys() - used == set()


def test_chinese_help_holds_no_english_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", "zh")
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert text.startswith("用法：kg [-h]")
    assert "\n选项：\n" in text
    assert "把文章存入图库，每篇一个命名图；再运行一次不会有任何改变" in text


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "kg: 缺少参数：COMMAND"),
        (["query", "--nix"], "kg: 不认识的参数：--nix"),
        (["nix"], "kg: 参数 COMMAND 不能是 'nix'；可选："),
        (["path", "--within", "x"], "kg path: 参数 --within 的值不对：'x'"),
        (["build", "-g"], "kg build: 参数 -g/--graph 后面要有一个值"),
        (["query", "--fail-empty=1"], "kg query: 参数 --fail-empty 不带值，却给了 '1'"),
    ],
)
def test_wrong_calls_are_told_in_chinese(
    argv: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KG_LANG", "zh")
    with pytest.raises(SystemExit):
        main(argv)
    assert capsys.readouterr().err.splitlines()[-1].startswith(said)


@pytest.mark.parametrize(
    ("lang", "hint"), [("zh", "；是不是 build？"), ("en", "; did you mean build?")]
)
def test_a_mistyped_command_is_answered_with_the_nearest(
    lang: str, hint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", lang)
    with pytest.raises(SystemExit):
        main(["bild"])
    assert capsys.readouterr().err.rstrip("\n").endswith(hint)


def test_long_help_is_broken_by_cells() -> None:
    parser = argparse.ArgumentParser(formatter_class=lambda prog: Formatter(prog, width=60))
    parser.add_argument("--x", help="甲乙丙丁，" * 12)
    lines = parser.format_help().splitlines()
    assert max(sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in lines) <= 62
