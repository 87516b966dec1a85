"""The files of a store are sorted anew when much of it is new, and only where there is room."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from kg.cli import main
from kg.graph import open_graph
from kg.graph.local import LocalGraph
from kg.pipeline import build, writing
from kg.pipeline.report import Stage, Step

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def compactions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stores that were compacted; ten statements are much."""
    done: list[str] = []
    compact = LocalGraph.compact

    def noted(graph: LocalGraph) -> None:
        done.append(graph.location)
        compact(graph)

    monkeypatch.setattr(LocalGraph, "compact", noted)
    monkeypatch.setattr(writing, "MUCH", 10)
    monkeypatch.setattr("kg.cli.writing.MUCH", 10)
    return done


def article(folder: Path, number: int) -> Path:
    path = folder / f"{number}.txt"
    path.write_text(
        f"第{number}智算中心揭牌\n\n3月{number}日，北山公司与海川科技公司签约。\n", "utf-8"
    )
    return path


def statements(store: Path) -> set[str]:
    with open_graph(store) as graph:
        return {str(quad) for quad in graph.quads()}


def files(store: Path) -> set[str]:
    return {path.name for path in (store / "oxigraph").glob("*.sst")}


def test_a_new_store_is_compacted_and_holds_the_same(
    tmp_path: Path, compactions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build([article(tmp_path, 1)], tmp_path / "s")
    assert compactions == [str(tmp_path / "s")]
    monkeypatch.setattr(writing, "MUCH", 1_000_000)
    build([tmp_path / "1.txt"], tmp_path / "plain")
    assert compactions == [str(tmp_path / "s")]
    assert statements(tmp_path / "s") == statements(tmp_path / "plain")


def test_what_a_build_does_last_is_told(tmp_path: Path, compactions: list[str]) -> None:
    steps: list[Step] = []
    build([article(tmp_path, 1)], tmp_path / "s", progress=steps.append)
    assert [(step.stage, step.done, step.total) for step in steps] == [
        (Stage.READING, 1, 1),
        (Stage.WRITING, 1, 1),
        (Stage.SORTING, 0, 0),
        (Stage.INDEXING, 0, 0),
    ]


def test_a_store_to_which_little_is_added_is_not(tmp_path: Path, compactions: list[str]) -> None:
    build([article(tmp_path, number) for number in range(1, 16)], tmp_path / "s")
    build([article(tmp_path, 16)], tmp_path / "s")
    assert len(compactions) == 1


def test_without_room_on_the_disk_the_files_stay(
    tmp_path: Path, compactions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MUCH", 1_000_000)
    store = tmp_path / "s"
    for number in (1, 2, 3):
        build([article(tmp_path, number)], store)
    before = files(store)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10, 10, 0))
    with open_graph(store, read_only=False) as graph:
        graph.compact()
    assert files(store) == before != set()
    monkeypatch.undo()
    with open_graph(store, read_only=False) as graph:
        graph.compact()
    assert len(files(store)) < len(before)


def test_an_import_into_an_empty_store_is_compacted(tmp_path: Path, compactions: list[str]) -> None:
    build([article(tmp_path, 1)], tmp_path / "s")
    main(["export", "-g", str(tmp_path / "s"), "-o", str(tmp_path / "all.nq")])
    for _ in range(2):
        main(["import", "-g", str(tmp_path / "t"), str(tmp_path / "all.nq")])
    assert compactions == [str(tmp_path / "s"), str(tmp_path / "t")]
