"""``kg shell`` without a terminal: statements from arguments, files and pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli import main

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
NAMES = "SELECT ?e { ?e a kg:ComputingCenter }"


def started(graph_file: str, *arguments: str, stdin: int | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "shell", graph_file, *arguments],
        stdin=stdin if stdin is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "KG_LANG": "en"},
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["-e", "ASK {}"], 0),
        (["-e", "ASK { ?x a kg:Nix }"], 0),
        (["-e", "SELECT ?x {"], 1),
        (["-e", "DELETE WHERE { ?s ?p ?o }"], 1),
        (["-e", ".nix"], 2),
        (["-e", "ASK {}", "--timeout", "soon"], 2),
        (["-e", ".read nix.rq"], 3),
        (["-f", "nix.rq"], 3),
        (["-e", "ASK {} ; > no/folder/a.txt"], 3),
        (["-e", "ASK { ?x a kg:Nix }", "--fail-empty"], 4),
        (["-e", "SELECT * { ?x a kg:Nix }", "--fail-empty"], 4),
        (["-e", "ASK {}", "--fail-empty"], 0),
        (["-e", "你好"], 5),
        (["-e", "火星公司在哪里?"], 6),
        (["-e", ENDLESS, "--timeout", "200ms"], 124),
    ],
)
def test_exit_codes(graph_file: str, arguments: list[str], code: int) -> None:
    assert main(["shell", graph_file, *arguments]) == code


def test_interrupted_has_a_code_of_its_own(graph_file: str) -> None:
    shell = started(graph_file, "-e", "ASK {}", "-e", ENDLESS, "-e", "ASK {}")
    assert shell.stdout is not None
    assert shell.stdout.readline() == b"true\n"
    time.sleep(0.1)
    shell.send_signal(signal.SIGINT)
    out, err = shell.communicate(timeout=20)
    assert (shell.returncode, out) == (130, b"")
    assert b"cancelled" in err


def test_pipe_gets_tsv_and_nothing_else(graph_file: str) -> None:
    shell = started(graph_file, "-e", NAMES, "-e", "CONSTRUCT WHERE { ?e a kg:ComputingCenter }")
    out, err = shell.communicate(timeout=20)
    assert out.decode().startswith("?e\n<https://example.org/kg/id/东湖智算中心>\n@prefix")
    assert out.decode().endswith("id:东湖智算中心 a kg:ComputingCenter .\n")
    assert b"\x1b" not in out
    assert err == b""


def test_reader_that_has_seen_enough_is_no_error(graph_file: str) -> None:
    command = f"{sys.executable} -m kg shell {graph_file} -e 'SELECT * {{?s ?p ?o. ?a ?b ?c}}'"
    done = subprocess.run(
        f"{command} | head -1; echo ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        check=False,
        timeout=20,
    )
    assert done.stdout.splitlines() == [b"?s\t?p\t?o\t?a\t?b\t?c", b"0"]
    assert done.stderr == b""


def test_statement_from_a_pipe_runs_as_soon_as_it_ends(graph_file: str) -> None:
    shell = started(graph_file, stdin=subprocess.PIPE)
    assert shell.stdin is not None
    assert shell.stdout is not None
    shell.stdin.write(b"ASK {\n}\n;\nASK {};\n")
    shell.stdin.flush()
    assert [shell.stdout.readline(), shell.stdout.readline()] == [b"true\n", b"true\n"]
    shell.stdin.write("# 注释\n东湖智算中心\n".encode())
    shell.stdin.close()
    assert "东湖智算中心 (computing center)" in shell.stdout.read().decode()
    assert shell.wait(timeout=20) == 0
    shell.stdout.close()
    assert shell.stderr is not None
    shell.stderr.close()


def test_first_error_stops_unless_told_to_go_on(
    graph_file: str, capfd: pytest.CaptureFixture[str]
) -> None:
    statements = ["-e", "ASK {}", "-e", "SELECT {", "-e", ".nix", "-e", "ASK { ?x a kg:Nix }"]
    assert main(["shell", graph_file, *statements]) == 1
    assert capfd.readouterr().out == "true\n"
    assert main(["shell", graph_file, *statements, "--keep-going"]) == 1
    assert capfd.readouterr().out == "true\nfalse\n"


def test_limit_of_time_ends_one_statement_only(
    graph_file: str, capfd: pytest.CaptureFixture[str]
) -> None:
    statements = ["-e", ENDLESS, "-e", "ASK {}"]
    assert main(["shell", graph_file, *statements, "--timeout", "200ms", "--keep-going"]) == 124
    assert capfd.readouterr().out == "true\n"


def test_file_and_statements_go_together(
    graph_file: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "a.rq"
    script.write_text(f"{NAMES}\n;\nASK {{ ?x a kg:Nix }}", encoding="utf-8")
    assert main(["shell", graph_file, "-e", ".mode csv", "-f", str(script)]) == 0
    assert capfd.readouterr().out == (
        "mode: csv\ne\r\nhttps://example.org/kg/id/东湖智算中心\r\nfalse\n"
    )


def test_output_goes_to_a_file(graph_file: str, home: Path) -> None:
    assert main(["shell", graph_file, "-e", NAMES, "-o", "a.tsv"]) == 0
    assert (home / "a.tsv").read_text(encoding="utf-8").startswith("?e\n")
    assert main(["shell", graph_file, "-e", ".nix", "-o", "b.tsv"]) == 2


def test_statement_says_where_its_output_goes(
    graph_file: str, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["shell", graph_file, "-e", f"{NAMES} ; > a.csv"]) == 0
    assert main(["shell", graph_file, "-e", f"{NAMES} ; > a.csv"]) == 2
    assert main(["shell", graph_file, "-e", f"{NAMES} ; >> a.csv"]) == 0
    assert (home / "a.csv").read_bytes().count(b"\r\n") == 4
    assert main(["shell", graph_file, "-e", f"{NAMES} ；>! a.jsonl"]) == 0
    assert (home / "a.jsonl").read_text(encoding="utf-8").startswith('{"e": "https://')
    capfd.readouterr()
    assert main(["shell", graph_file, "-e", f"{NAMES} ; | tail -1"]) == 0
    assert capfd.readouterr().out == "<https://example.org/kg/id/东湖智算中心>\n"
    assert main(["shell", graph_file, "-e", f"{NAMES} ; | exit 3"]) == 1
    assert main(["shell", graph_file, "-e", "CONSTRUCT WHERE { ?a a ?b } ; > a.xml"]) == 2


def test_settings_come_from_flags_environment_and_file(
    graph_file: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("KG_LIMIT", "7")
    (home / "kg").mkdir()
    config = home / "kg" / "config.toml"
    config.write_text('limit = 5\ntimeout = "9s"\nmode = "csv"\n', encoding="utf-8")
    shown = ["shell", graph_file, "-e", ".show settings", "--format", "table", "--lang", "en"]
    assert main(shown) == 0
    rows = {line.split("│")[1].strip(): line for line in capfd.readouterr().out.splitlines()[3:-1]}
    assert "│ 7 " in rows["limit"]
    assert "$KG_LIMIT" in rows["limit"]
    assert str(config) in rows["timeout"]
    assert "--format" in rows["mode"]
    assert "default" in rows["pager"]
    config.write_text("colour = 5\n", encoding="utf-8")
    assert main(shown) == 3
    assert "colour" in capfd.readouterr().err
    assert main([*shown, "--no-rc"]) == 0
    monkeypatch.setenv("KG_LIMIT", "many")
    assert main([*shown, "--no-rc"]) == 2
    assert "$KG_LIMIT" in capfd.readouterr().err
