from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.graph.identity import Doubt
from kg.pipeline.curation import write_doubts

FULL = "北山云海揭牌\n\n3月2日，北山云海科技有限公司与海川科技公司签订合作协议。\n"
SHORT = "云海开工\n\n3月3日，北山云海科技与云帆科技公司签订合作协议。\n"


@pytest.fixture
def store(home: Path) -> Path:
    """A store of two articles, in the folder that is used if none is named."""
    for name, text in (("1.txt", FULL), ("2.txt", SHORT)):
        (home / name).write_text(text, encoding="utf-8")
    main(["build", "-q", "1.txt", "2.txt"])
    return home / "kg.store"


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_entities_are_listed_with_their_names(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["entities", "云海"]) == 0
    (line,) = [line for line in out(capsys).splitlines() if "北山云海科技有限公司" in line]
    assert "企业" in line
    assert line.count("北山云海科技") == 2
    main(["entities", "--json"])
    found = {one["label"]: one for one in json.loads(out(capsys))}
    assert found["北山云海科技有限公司"]["articles"] == 2
    assert found["海川科技公司"]["classes"] == ["Company"]


def test_merges_are_listed_with_their_reasons(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["entities", "--merges"]) == 0
    assert "与“北山云海科技有限公司”只差公司的法定形式" in out(capsys)


def test_doubts_are_listed_with_what_to_do(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entities", "--review"]) == 0
    seen = capsys.readouterr()
    assert seen.out == ""
    assert "没有存疑" in seen.err
    write_doubts(store, [Doubt("several", "青禾", ("北山青禾", "海川青禾"))])
    main(["entities", "--review"])
    seen = capsys.readouterr()
    assert "北山青禾、海川青禾" in seen.out
    assert str(Path("kg.store") / "curation.toml") in seen.err
    main(["entities", "--review", "--json"])
    assert json.loads(out(capsys))[0]["kind"] == "several"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["entities", "火星"], "没有名称含有“火星”"),
        (["entities", "--merges", "火星"], "没有合并过的名称"),
    ],
)
def test_that_nothing_is_listed_is_said(
    argv: list[str], said: str, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 0
    assert capsys.readouterr() == ("", f"{said}\n")
