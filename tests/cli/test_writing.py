from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from kg.cli import main
from kg.errors import StoreError


def test_a_part_of_the_graph_is_exported(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "-g", graph_file, "--entity", "云帆软件", "--format", "nt"]) == 0
    part = capsys.readouterr().out.splitlines()
    assert main(["export", "-g", graph_file, "--format", "nt"]) == 0
    assert 0 < len(part) < len(capsys.readouterr().out.splitlines())
    assert main(["export", "-g", graph_file, "--article", "a.txt", "--format", "nq"]) == 0
    assert "article-" in capsys.readouterr().out
    assert main(["export", "-g", graph_file, "--since", "2030-01-01"]) == 1
    assert main(["export", "-g", graph_file, "--since", "2024", "--format", "dot"]) == 2


def test_a_large_graph_is_streamed(
    graph_file: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["export", "-g", graph_file, "-o", "sorted.nq"]) == 0
    monkeypatch.setattr("kg.graph.streaming.LARGE", 10)
    assert main(["export", "-g", graph_file, "-o", "stream.nq"]) == 0
    one, other = ((home / f"{n}.nq").read_text().splitlines() for n in ("sorted", "stream"))
    assert sorted(one) == sorted(other)
    assert main(["export", "-g", graph_file, "-o", "nowhere/stream.nq"]) == 3
    assert not list(home.glob(".*.part"))


def test_a_graph_goes_from_store_to_store(
    graph_file: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", graph_file, "-g", "s"]) == 0
    assert "条陈述" in capsys.readouterr().err
    assert main(["backup", "copy.tar.gz", "-g", "s"]) == 0
    assert main(["restore", "copy.tar.gz", "-g", "t"]) == 0
    assert main(["restore", "copy.tar.gz", "-g", "t"]) == 3
    assert main(["restore", "copy.tar.gz", "-g", "t", "--force"]) == 0
    capsys.readouterr()
    for store in ("s", "t"):
        assert main(["ask", "东湖智算中心由谁承建?", "-g", store]) == 0
        assert "北山电信" in capsys.readouterr().out
    assert main(["import", graph_file, "-g", "http://localhost:1/sparql"]) == 3


def test_an_export_since_no_date_is_refused(
    graph_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "-g", graph_file, "--since", "2024-13"]) == 2
    assert "不是日期" in capsys.readouterr().err


def test_an_import_says_on_a_terminal_what_it_does(
    graph_file: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["import", graph_file, "-g", "s"]) == 0
    told = capsys.readouterr().err.split("\r\x1b[K")
    assert told[1].startswith("已导入 0 条陈述")
    assert told[-2].startswith("建立")
    assert told[-1].startswith(f"{graph_file}：")


class Full(io.BytesIO):
    def write(self, data: object, /) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("large", [False, True])
def test_a_full_disk_behind_stdout_is_said(
    large: bool,
    graph_file: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if large:
        monkeypatch.setattr("kg.graph.streaming.LARGE", 10)
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(Full()))
    assert main(["export", "-g", graph_file, "--format", "nq"]) == 3
    assert "无法写入：磁盘已满" in capsys.readouterr().err


def test_a_full_disk_leaves_the_file_that_was_there(
    graph_file: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.streaming.LARGE", 10)
    assert main(["export", "-g", graph_file, "-o", "a.ttl"]) == 0
    before = (home / "a.ttl").read_bytes()

    def full(graph: object, file: BinaryIO, format: str) -> None:
        file.write(b"half")
        raise StoreError("the graph cannot be written: No space left on device")

    monkeypatch.setattr("kg.cli.writing.stream", full)
    assert main(["export", "-g", graph_file, "-o", "a.ttl"]) == 3
    assert (home / "a.ttl").read_bytes() == before
    assert not list(home.glob(".*.part"))
