from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import console, main

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def failed(capsys: pytest.CaptureFixture[str], argv: list[str]) -> tuple[int, str]:
    """The exit code and the message of a command that prints nothing else."""
    code = main(argv)
    seen = capsys.readouterr()
    assert seen.out == ""
    assert "Traceback" not in seen.err
    return code, seen.err


def make_binary(home: Path) -> str:
    (home / "b.txt").write_bytes(bytes(range(256)) * 8)
    return "b.txt"


def make_empty(home: Path) -> str:
    (home / "e.txt").touch()
    return "e.txt"


def make_folder(home: Path) -> str:
    (home / "folder").mkdir()
    return "folder"


@pytest.mark.parametrize("make", [make_binary, make_empty, make_folder, lambda _: "nix.txt"])
@pytest.mark.parametrize("command", ["extract", "build", "shell"])
def test_bad_articles_are_one_clear_line(
    home: Path,
    command: str,
    make: Callable[[Path], str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = make(home)
    argv = [command, name, *(["-e", "ASK {}"] if command == "shell" else [])]
    code, message = failed(capsys, argv)
    assert code == 3
    assert message.startswith("kg: ")
    assert name in message
    assert message.count("\n") == 1


@pytest.mark.parametrize(
    "argv",
    [
        ["query", "ASK {}"],
        ["path", "甲", "乙"],
        ["ask", "谁?"],
        ["show", "甲"],
        ["why", "甲", "乙", "丙"],
        ["stats"],
        ["export"],
        ["network", "--format", "svg"],
        ["shell", "-e", "ASK {}"],
    ],
)
def test_without_a_graph_the_message_says_how_to_make_one(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, message = failed(capsys, argv)
    assert code == 3
    assert "kg build" in message
    assert message.count("\n") == 1


def test_a_folder_that_is_no_store(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, message = failed(capsys, ["query", "-g", make_folder(home), "ASK {}"])
    assert code == 3
    assert "不是图库" in message


def test_an_article_is_no_graph(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, message = failed(capsys, ["query", "-g", str(article), "ASK {}"])
    assert code == 3
    assert "a.txt" in message


def test_a_damaged_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "g.ttl").write_text("这不是 Turtle", encoding="utf-8")
    code, message = failed(capsys, ["stats", "-g", "g.ttl"])
    assert code == 3
    assert "g.ttl" in message


def test_broken_sparql_shows_line_column_and_place(
    graph_file: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    query = "SELECT ?x {\n  ?x nix:甲 ?y }"
    code, message = failed(capsys, ["query", "-g", graph_file, query])
    assert code == 1
    assert ":2:6" in message
    assert "\n  2 │   ?x nix:甲 ?y }\n    │      ^\n" in message
    (home / "q.rq").write_text(query, encoding="utf-8")
    code, message = failed(capsys, ["query", "-g", graph_file, "-f", "q.rq"])
    assert "q.rq:2:6" in message


def test_an_empty_result_says_why_to_who_looks(
    graph_file: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    query = ["query", "-g", graph_file, "SELECT ?x { ?x kg:party id:无 }"]
    assert main(query) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(query) == 0
    assert "?x kg:party id:无" in capsys.readouterr().err


def test_updates_are_refused(graph_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = failed(capsys, ["query", "-g", graph_file, "DELETE WHERE { ?s ?p ?o }"])
    assert code == 1


def test_unknown_entity_offers_near_names(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, message = failed(capsys, ["show", "-g", graph_file, "北山电讯"])
    assert code == 6
    assert "北山电信" in message


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["ask", "你好"], 5),
        (["why", "东湖智算中心", "nix", "北山电信"], 1),
        (["why", "海川科技", "builtBy", "北山电信"], 1),
        (["path", "海川科技"], 1),
        (["path", "", "海川科技"], 6),
        (["path", "海川科技", "海川科技"], 1),
        (["ask", ""], 5),
        (["query", ""], 1),
        (["show", ""], 6),
        (["export", "-o", "."], 3),
        (["path", "PATH FROM 海川科技"], 1),
        (["query"], 2),
        (["query", "ASK {}", "-f", "x"], 2),
        (["query", "-f", "nix.rq"], 3),
        (["ask", "甲", "--questions", "q"], 2),
        (["ask", "北山电讯的算力是多少"], 6),
        (["ask", "东湖智算中心的量子比特是多少"], 7),
        (["ask", "西山数据公司和海川科技合作吗"], 6),
        (["ask", "--questions", "nix.json"], 3),
        (["export", "-o", "x.nix"], 2),
        (["export", "-o", "no/such/folder/x.ttl"], 3),
        (["network", "-o", "x.nix"], 2),
        (["query", "SELECT * { ?s ?p ?o }", "--format", "turtle"], 2),
        (["check", "nix"], 3),
    ],
)
def test_exit_codes(
    graph_file: str,
    argv: list[str],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KG_GRAPH", graph_file)
    assert main(argv) == code
    seen = capsys.readouterr()
    assert seen.err or seen.out


@pytest.mark.parametrize(
    "argv", [["query", "ASK { ?x a kg:Nix }"], ["query", "SELECT ?x { ?x a kg:Nix }"]]
)
def test_empty_is_a_failure_only_if_asked_for(graph_file: str, argv: list[str]) -> None:
    assert main([*argv, "-g", graph_file]) == 0
    assert main([*argv, "-g", graph_file, "--fail-empty"]) == 4


def test_wrong_encoding_of_questions(
    graph_file: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "q").write_bytes("谁和甲签约".encode("gb18030"))
    code, message = failed(capsys, ["ask", "-g", graph_file, "--questions", "q"])
    assert code == 3
    assert "UTF-8" in message


def test_questions_must_be_a_list_of_questions(
    graph_file: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "q").write_text('[{"nix": 1}]', encoding="utf-8")
    code, message = failed(capsys, ["ask", "-g", graph_file, "--questions", "q"])
    assert code == 3
    assert '"q"' in message


def test_one_bad_article_does_not_stop_a_build(
    article: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_binary(home)
    assert main(["build", "b.txt", str(article)]) == 3
    message = capsys.readouterr().err
    assert "读入 1 篇" in message
    assert "失败 1 篇" in message
    assert "b.txt" in message


def test_debug_shows_where_an_error_came_from() -> None:
    with pytest.raises(Exception, match="nix"):
        main(["--debug", "extract", "nix.txt"])


def test_interrupt_is_130(
    graph_file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.cli.asking.run_stats", interrupted)
    assert main(["stats", "-g", graph_file]) == 130
    assert capsys.readouterr().err == "kg: 已中断\n"


def kg(*argv: str) -> list[str]:
    return [sys.executable, "-m", "kg", *argv]


def test_timeout_is_124(graph_file: str) -> None:
    ended = subprocess.run(
        kg("query", "-g", graph_file, SLOW, "--timeout", "0.3"), capture_output=True, check=False
    )
    assert ended.returncode == console.TIMEOUT
    assert "0.3 秒" in ended.stderr.decode()


def test_ctrl_c_ends_a_query_that_does_not_listen(graph_file: str) -> None:
    with subprocess.Popen(
        kg("query", "-g", graph_file, SLOW), stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        try:
            _, message = process.communicate(timeout=10)
        finally:
            process.kill()
    assert process.returncode == console.INTERRUPTED
    assert message.decode() == "kg: 已中断\n"


def test_a_closed_pipe_ends_quietly(graph_file: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        ended = subprocess.run(
            kg("export", "-g", graph_file), stdout=pipe, stderr=subprocess.PIPE, check=False
        )
    assert ended.stderr == b""
    assert ended.returncode == 0


@pytest.mark.parametrize("argv", [["build"], ["build", "a.txt", "--workers", "0"]])
def test_a_build_of_nothing_or_by_nobody_is_wrong_usage(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2
    assert "kg:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--within", "0"], "kg: 跳数至少为 1，且小的写在前面\n"),
        (["--via", "operatdBy"], "kg: 没有叫“operatdBy”的边；是不是 operatedBy？有："),
    ],
)
def test_options_of_a_path_are_told_without_a_place_in_the_statement_made_of_them(
    options: list[str], said: str, graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["path", "海川科技", "北山电信", "-g", graph_file, *options]) == 1
    assert capsys.readouterr().err.startswith(said)


def test_a_path_statement_shows_the_place(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["path", "PATH FROM 海川 TO 北山电讯", "-g", graph_file]) == 6
    assert "\n    │                   ^\n" in capsys.readouterr().err
