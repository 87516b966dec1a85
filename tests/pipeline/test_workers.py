"""Extraction elsewhere: the store that comes out is the one that a single process makes."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import open_graph
from kg.graph.serialise import serialise
from kg.pipeline import Options, build
from kg.pipeline.archive import fingerprint
from kg.pipeline.cluster import _work as on_cluster
from kg.pipeline.extraction import Task, work
from kg.pipeline.report import Step
from kg.pipeline.workers import Processes
from kg.schema import Schema

COMPANIES = ["北山", "海川", "云帆", "河谷", "青原", "南岭", "东湖", "西河", "中原", "高山"]


def text(number: int) -> str:
    one, other = (COMPANIES[(number * k) % 10] for k in (3, 7))
    return f"{one}智算中心开工\n\n3月{number + 1}日，{one}电信公司与{other}科技公司签订合作协议。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty articles, one of which cannot be read."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(text(number), encoding="utf-8")
    (folder / "05.txt").write_bytes(b"")
    return folder


def whole(store: Path) -> tuple[bytes, str]:
    """All that a store holds."""
    with open_graph(store) as graph:
        quads = serialise(graph.quads(), "nq")
    database = sqlite3.connect(store / "articles.sqlite")
    dump = "\n".join(sorted(database.iterdump()))
    database.close()
    return quads, dump


def tasks(count: int) -> list[Task]:
    found = []
    for number in range(count):
        data = text(number).encode()
        sha256 = hashlib.sha256(data).hexdigest()
        found.append(Task(f"{number}.txt", f"/{number}.txt", sha256, data))
    return found


def test_several_processes_make_the_store_of_one(folder: Path, tmp_path: Path) -> None:
    one = build([folder], tmp_path / "one")
    two = build([folder], tmp_path / "two", options=Options(workers=2))
    assert (one.added, len(one.failures)) == (two.added, len(two.failures)) == (19, 1)
    assert whole(tmp_path / "one") == whole(tmp_path / "two")


def test_processes_that_die_are_replaced(schema: Schema) -> None:
    expected = [(task, work(task, schema)) for task in tasks(20)]
    found = []
    for task, outcome in Processes(schema, 2)(iter(tasks(20))):
        found.append((task, outcome))
        if len(found) == 1:
            for process in multiprocessing.active_children():
                process.kill()
    assert found == expected
    assert multiprocessing.active_children() == []


def test_a_scheduler_that_does_not_answer_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.cluster._PATIENCE", 1)
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:9: no Dask scheduler"):
        build([folder], tmp_path / "s", options=Options(scheduler="tcp://127.0.0.1:9"))


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers, each a process of its own."""
    pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"
    common = ["--scheduler-file", str(file), "--no-dashboard"]
    running = [_dask("scheduler", "--host", "127.0.0.1", "--port", "0", *common)]
    running += [_dask("worker", "--nthreads", "1", "--no-nanny", *common) for _ in range(2)]
    try:
        for _ in range(300):
            if file.exists() and file.stat().st_size:
                break
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"], running[1:]
    finally:
        for process in running:
            process.kill()
            process.wait()


def _dask(role: str, *arguments: str) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *arguments]
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_makes_the_store_of_one_process(
    folder: Path, tmp_path: Path, scheduler: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = scheduler
    killed: list[int] = []

    def kill_one(step: Step) -> None:
        if step.done == 3 and not killed:
            killed.append(workers[0].pid)
            workers[0].kill()

    report = build(
        [folder], tmp_path / "two", options=Options(scheduler=address), progress=kill_one
    )
    assert killed
    assert workers[0].wait(5) != 0
    build([folder], tmp_path / "one")
    assert (report.added, len(report.failures)) == (19, 1)
    assert whole(tmp_path / "one") == whole(tmp_path / "two")


def test_workers_of_another_version_are_refused(schema: Schema) -> None:
    (task,) = tasks(1)
    assert on_cluster(task, fingerprint(schema.root)) == work(task, schema)
    assert on_cluster(task, "other").problem == "another version"
