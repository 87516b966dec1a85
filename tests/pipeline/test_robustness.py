"""What a build survives: being killed, a full disk, a folder that may not be written, a rival."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import open_graph
from kg.graph.serialise import serialise
from kg.pipeline import build

DATA = Path(__file__).parents[2] / "data"
ARTICLES = [DATA / f"d{number:02}.txt" for number in (3, 7, 19)]
_KILLED = """
import os, signal, sys
from kg.graph import local
from kg.pipeline import build, writing
local._MANY = writing._TOGETHER = 1
steps = 0
def step(_):
    global steps
    steps += 1
    if steps == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
build(sys.argv[3:], sys.argv[2], progress=step)
"""


def whole(store: Path) -> tuple[bytes, bytes, list[object]]:
    """All that a store holds: the articles, what queries see, what was extracted."""
    with open_graph(store) as graph:
        union = graph.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        content = serialise(graph.quads(), "nq"), serialise(union, "nt")
    database = sqlite3.connect(store / "articles.sqlite")
    rows = list(database.execute("SELECT * FROM article ORDER BY sha256"))
    rows += database.execute("SELECT * FROM source ORDER BY place")
    database.close()
    return (*content, rows)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes, list[object]]:
    """What an undisturbed build makes."""
    store = tmp_path_factory.mktemp("undisturbed") / "s"
    build(ARTICLES, store)
    return whole(store)


@pytest.mark.slow
@pytest.mark.parametrize("moment", [2, 4, 5])
def test_a_build_that_was_killed_is_finished_by_the_next(
    moment: int, tmp_path: Path, expected: tuple[bytes, bytes, list[object]]
) -> None:
    command = [sys.executable, "-c", _KILLED, str(moment), str(tmp_path / "s")]
    ended = subprocess.run([*command, *map(str, ARTICLES)], check=False)
    assert ended.returncode == -signal.SIGKILL
    build(ARTICLES, tmp_path / "s")
    assert whole(tmp_path / "s") == expected


def test_two_builds_at_once_do_not_meet(tmp_path: Path) -> None:
    build(ARTICLES[:1], tmp_path / "s")
    before = whole(tmp_path / "s")
    with open_graph(tmp_path / "s", read_only=False):
        command = [sys.executable, "-m", "kg", "build", str(ARTICLES[1]), "-g", str(tmp_path / "s")]
        rival = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert rival.returncode == StoreError.exit_code
    assert "另一个进程正在写这个图库" in rival.stderr
    assert whole(tmp_path / "s") == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with little room, where this machine lets us make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small disk")
    if subprocess.run(_mount(disk, "size=700k"), capture_output=True, check=False).returncode:
        pytest.skip("this machine mounts nothing")
    yield disk
    subprocess.run(["umount", disk], check=True)


def _mount(disk: Path, options: str) -> list[str]:
    return ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]


def test_a_full_disk_loses_nothing(
    small_disk: Path, expected: tuple[bytes, bytes, list[object]]
) -> None:
    with pytest.raises(StoreError, match="no space left on the disk"):
        build(ARTICLES, small_disk / "s")
    subprocess.run(_mount(small_disk, "remount,size=32M"), check=True)
    build(ARTICLES, small_disk / "s")
    assert whole(small_disk / "s") == expected


def test_what_may_not_be_written_is_named_and_can_be_read(small_disk: Path) -> None:
    subprocess.run(_mount(small_disk, "remount,size=32M"), check=True)
    build(ARTICLES[:1], small_disk / "s")
    before = whole(small_disk / "s")
    subprocess.run(_mount(small_disk, "remount,ro"), check=True)
    with pytest.raises(StoreError, match="may not be opened: permission denied"):
        build(ARTICLES, small_disk / "s")
    with pytest.raises(StoreError, match="no store can be made here"):
        build(ARTICLES, small_disk / "t")
    with open_graph(small_disk / "s") as graph:
        assert serialise(graph.quads(), "nq") == before[0]
