"""The real program in a real terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def shell(graph_file: Path, tmp_path: Path) -> Iterator[pexpect.spawn]:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "kg", "shell", str(graph_file)],
        env={
            **os.environ,
            "XDG_STATE_HOME": str(tmp_path),
            "TERM": "xterm",
            "KG_LANG": "en",
            # pexpect is no terminal that answers where its cursor is; the shell would wait for it.
            "PROMPT_TOOLKIT_NO_CPR": "1",
        },
        encoding="utf-8",
        dimensions=(40, 120),
        timeout=20,
    )
    child.expect("kg>")
    yield child
    child.close(force=True)


def test_one_sitting(shell: pexpect.spawn) -> None:
    shell.send("SELECT ?e { ?e a kg:ComputingCenter }\r")
    shell.expect("│ 东湖智算中心 │")
    shell.expect("1 rows")
    shell.send("PATH FROM 海川科技 TO 云帆软件\r")
    shell.expect("北山电信")
    shell.expect("分别签约")
    shell.send("谁和北山电\t")
    shell.expect("北山电信")
    shell.send("签约?\r")
    shell.expect(r"\[1\]")
    shell.send("SELECT ?e { ?e nix:a ?b }\r")
    shell.expect(":1:16")
    shell.send("半句话\x03")
    shell.send("ASK { ?x a kg:Company }\r")
    shell.expect("true")
    shell.send(".quit\r")
    shell.expect(pexpect.EOF)
    shell.wait()
    assert shell.exitstatus == 0


def test_ctrl_c_cancels_what_runs(shell: pexpect.spawn) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
    shell.send(slow + "\r")
    shell.expect(r"\x1b\[\?2004l")  # the prompt has let go of the terminal
    time.sleep(0.5)
    shell.send("\x03")
    shell.expect("cancelled")
    shell.expect("kg>")
    time.sleep(0.5)
    shell.send("\x04")
    shell.expect("bye")
