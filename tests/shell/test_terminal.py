"""The real program in a real terminal."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shell.terminal import Terminal

pytestmark = pytest.mark.slow
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


@pytest.fixture(scope="module")
def shared(graph_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """One shell for all tests that leave it as they found it."""
    terminal = Terminal(str(graph_file), home=tmp_path_factory.mktemp("home"))
    terminal.ready()
    yield terminal
    terminal.close()


@pytest.fixture
def shell(shared: Terminal) -> Terminal:
    """The shell with an empty line and a fresh prompt."""
    shared.send("\x03")
    shared.ready()
    return shared


def processes(parent: int) -> list[int]:
    """The processes that a process has begun."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(word) for word in children.read_text().split()]


def busy(pid: int) -> int:
    """Ticks of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def test_every_kind_of_input(shell: Terminal) -> None:
    shell.run("SELECT ?e { ?e a kg:ComputingCenter }", "│ 东湖智算中心 │")
    shell.expect("1 rows")
    shell.ready()
    shell.run("PATH FROM 海川科技 TO 云帆软件", "北山电信")
    shell.expect("分别签约")
    shell.ready()
    shell.send("谁和北山电\t")
    shell.expect("北山电信")
    shell.run("签约?", "[1]")
    shell.ready()
    shell.run("SELECT ?e { ?e nix:a ?b }", ":1:16")
    shell.ready()
    shell.send("半句话\x03")
    shell.ready()
    shell.run("ASK { ?x a kg:Company }", "true")
    shell.ready()
    shell.run(".nix", "no command .nix")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
def test_ctrl_c_ends_what_runs(shell: Terminal) -> None:
    shell.run(ENDLESS, "Ctrl-C cancels")
    (worker,) = processes(shell.child.pid)
    shell.send("\x03")
    shell.expect("cancelled after")
    assert not Path(f"/proc/{worker}").exists()
    shell.ready()
    before = [busy(pid) for pid in (shell.child.pid, *processes(shell.child.pid))]
    time.sleep(0.3)
    after = [busy(pid) for pid in (shell.child.pid, *processes(shell.child.pid))]
    assert sum(after) - sum(before) <= os.sysconf("SC_CLK_TCK") // 10
    shell.run("ASK { ?x a kg:Company }", "true")


def test_time_limit_ends_what_runs(shell: Terminal) -> None:
    shell.run(".timeout 300ms", "timeout: 0.3s")
    shell.ready()
    shell.run(ENDLESS, "not done within 0.3 s")
    shell.ready()
    shell.run(".timeout 0", "timeout: 0s")
    shell.ready()
    shell.run("ASK { ?x a kg:Company }", "true")


def test_paste_with_blank_lines_runs_nothing_until_enter(shell: Terminal) -> None:
    shell.send("\x1b[200~SELECT ?e {\n\n  ?e a kg:ComputingCenter\n\n}\x1b[201~")
    shell.expect("more or ; runs it")
    shell.send(";\r")
    shell.expect("│ 东湖智算中心 │")
    shell.ready()
    shell.send("\x1b[A")  # up: the whole entry again
    shell.expect("SELECT ?e {")
    shell.expect("}")
    shell.send("\x1b\r")
    shell.expect("│ 东湖智算中心 │")


def test_keys_switch_how_results_are_shown(shell: Terminal) -> None:
    shell.run("SELECT ?e { ?e a kg:ComputingCenter }", "│ 东湖智算中心 │")
    shell.ready()
    shell.send("\x1bOR")  # F3
    shell.expect("│ id:东湖智算中心 │")
    shell.send("\x1bOR")
    shell.expect("/id/东湖智算中心> │")
    shell.send("\x1bOR")
    shell.expect("│ 东湖智算中心 │")
    shell.send("\x1b[20~")  # F9
    shell.expect("── 1 ──")
    shell.send("\x1b[20~\x1b[20~")
    shell.expect("│ 东湖智算中心 │")
    shell.expect("│ 东湖智算中心 │")


def test_sources_key_shows_the_sentence_with_its_words_marked(shell: Terminal) -> None:
    shell.run("SELECT ?a ?b { ?a kg:partnerOf ?b } ORDER BY ?a ?b LIMIT 1", "1 rows")
    shell.ready()
    shell.send("\x1b[17~")  # F6
    shell.expect("【")
    shell.expect("】")


def test_help_key_explains_the_word_at_the_cursor(shell: Terminal) -> None:
    shell.send(".limit\x1bOP")
    shell.expect("how many rows are shown")


def test_suggestion_is_taken_at_the_end_of_the_line_only(shell: Terminal) -> None:
    shell.run("ASK { ?x a kg:Institute }", "false")
    shell.ready()
    shell.send("ASK { ?x a kg:Inst")
    shell.expect("itute")  # grey
    shell.send("\x1b[F\r")  # End
    shell.expect("false")


def test_history_is_searched_by_its_beginning(shell: Terminal) -> None:
    shell.run("ASK { ?x a kg:Company }", "true")
    shell.ready()
    shell.run(".timing", "timing: on")
    shell.ready()
    shell.send("ASK\x1b[A\r")
    shell.expect("true")
    shell.ready()
    shell.send("\x10\x10\r")  # Ctrl-P twice: the entry before the last, whatever it begins with
    shell.expect("timing: on")


def test_leaving(graph_file: Path, tmp_path: Path) -> None:
    terminal = Terminal(str(graph_file), home=tmp_path)
    terminal.ready()
    terminal.run("ASK { ?x a kg:Company }", "true")
    terminal.ready()
    assert terminal.leave() == 0
    (history,) = (tmp_path / "state" / "kg" / "history").iterdir()
    assert "+ASK { ?x a kg:Company }" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o777 == 0o600
