"""The real program in a real terminal."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import open_graph
from tests.shell.terminal import Terminal

pytestmark = pytest.mark.slow
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|38|4[0-7]|48|9[0-7])(?:;[0-9;]*)?m")
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


def test_changing_a_store_is_asked_for(graph_file: Path, tmp_path: Path) -> None:
    with (
        open_graph(graph_file) as graph,
        open_graph(tmp_path / "kg.store", read_only=False) as store,
    ):
        store.load(graph.quads())
    terminal = Terminal(str(tmp_path / "kg.store"), home=tmp_path)
    terminal.ready()
    terminal.run("DELETE WHERE { ?a kg:partnerOf ?b }", ".write on")
    terminal.ready()
    terminal.run(".write on", "Allow changes of")
    terminal.send("y\r")
    terminal.ready("kg!>")
    terminal.run("DELETE WHERE { ?a kg:partnerOf ?b }", "Go on? [y/N]")
    terminal.send("n\r")
    terminal.expect("nothing was changed")
    terminal.ready("kg!>")
    terminal.send("DELETE")  # an update is never suggested
    assert "WHERE" not in terminal.expect("question")
    terminal.send(" WHERE { ?a kg:partnerOf ?b }\r")
    terminal.expect("Go on? [y/N]")
    terminal.send("y\r")
    terminal.expect("added 0 statements, removed")
    terminal.ready("kg!>")
    terminal.run("ASK { ?a kg:partnerOf ?b }", "false")
    terminal.close()


def test_long_output_is_paged_and_editor_does_not_run(graph_file: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "ASK { ?x a kg:Company }" > "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    terminal = Terminal(
        str(graph_file),
        home=tmp_path,
        environment={"EDITOR": str(editor), "VISUAL": "", "PAGER": "less"},
    )
    terminal.ready()
    terminal.run("SELECT * { ?s ?p ?o }", ":")
    terminal.send("\x03")  # is the pager's as long as it runs
    terminal.send("q")
    terminal.expect("rows · query")
    terminal.ready()
    terminal.send("\x18\x05")
    terminal.expect("kg:Company }")
    terminal.send("\r")
    terminal.expect("true")
    terminal.ready()
    terminal.run(".watch 0.2 --until change ASK { ?x a kg:Nix }", "false")
    terminal.expect("false")
    terminal.send("\x03")
    terminal.expect("cancelled")
    terminal.close()


def test_no_colour_and_dumb_terminals(graph_file: Path, tmp_path: Path) -> None:
    plain = Terminal(str(graph_file), home=tmp_path, environment={"NO_COLOR": "1"})
    plain.ready()
    plain.run('SELECT ?e { ?e a kg:ComputingCenter ; ?p "x" }', "0 rows")
    assert not COLOUR.search(plain.written)
    plain.close()
    dumb = Terminal(str(graph_file), home=tmp_path, environment={"TERM": "dumb"})
    dumb.ready()
    time.sleep(0.3)  # such a prompt is written before the keys are read
    dumb.run("ASK { ?x a kg:Company }", "true")
    assert not COLOUR.search(dumb.written)
    dumb.close()


def test_vi_keys(graph_file: Path, tmp_path: Path) -> None:
    terminal = Terminal(str(graph_file), home=tmp_path, environment={"KG_KEYS": "vi"})
    terminal.ready()
    terminal.send("XASK { ?x a kg:Company }")
    terminal.send("\x1b")
    time.sleep(0.2)  # longer than an escape sequence may take
    terminal.send("0x\r")
    terminal.expect("true")
    terminal.ready()
    terminal.send("\x1bOS")  # F4
    terminal.send("ASK {}X\x7f\r")
    terminal.expect("true")
    terminal.close()
