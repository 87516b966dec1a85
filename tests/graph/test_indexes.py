from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.graph import Graph, memory_graph, open_graph
from kg.graph.indexes import FOLDER, index_folder
from kg.graph.marker import MARKER
from kg.graph.quads import article_quads
from kg.schema import Schema
from tests.graph.builders import Article


def small(name: str, schema: Schema) -> tuple[Quad, ...]:
    a = Article(f"{name}签约。", source=f"{name}.txt")
    a.entity(name, "Company")
    return article_quads(a.extraction(), schema)


@pytest.fixture
def store(tmp_path: Path, schema: Schema) -> Path:
    with open_graph(tmp_path / "store", read_only=False) as graph:
        graph.load(small("北山电信", schema))
    return tmp_path / "store"


class Counting:
    """Writes how many quads there are, and counts how often it was asked to."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.times = 0

    def __call__(self, folder: Path) -> None:
        self.times += 1
        (folder / "count").write_text(str(len(self.graph)))


def count(graph: Graph, *, version: int = 1) -> tuple[str, int]:
    """What the index says, and how often it had to be made for that."""
    make = Counting(graph)
    folder = index_folder(graph, "count", version, make)
    assert folder is not None
    return (folder / "count").read_text(), make.times


def test_an_index_is_made_once(store: Path) -> None:
    with open_graph(store) as graph:
        content, times = count(graph)
        assert (content, times) == (str(len(graph)), 1)
    with open_graph(store) as graph:
        assert count(graph) == (content, 0)


def test_an_index_is_made_anew_when_the_store_has_changed(store: Path, schema: Schema) -> None:
    with open_graph(store) as graph:
        before, _ = count(graph)
    with open_graph(store, read_only=False) as graph:
        graph.load(small("南岭电信", schema))
    with open_graph(store) as graph:
        after, times = count(graph)
        assert (after, times) == (str(len(graph)), 1)
    assert after != before
    assert len(list((store / FOLDER).iterdir())) == 1, "the old one is deleted"


def test_an_index_stays_when_nothing_was_changed(store: Path, schema: Schema) -> None:
    with open_graph(store) as graph:
        count(graph)
    with open_graph(store, read_only=False) as graph:
        graph.load(small("北山电信", schema))
    with open_graph(store) as graph:
        assert count(graph)[1] == 0


def test_an_index_of_another_version_is_made_anew(store: Path) -> None:
    with open_graph(store) as graph:
        count(graph)
        assert count(graph, version=2)[1] == 1


def test_removing_an_article_is_a_change(store: Path, schema: Schema) -> None:
    quads = small("北山电信", schema)
    with open_graph(store) as graph:
        before = graph.revision
    with open_graph(store, read_only=False) as graph:
        name = quads[0].graph_name
        assert isinstance(name, NamedNode)
        graph.remove(name)
    with open_graph(store) as graph:
        assert graph.revision not in (None, before)


def test_what_is_being_changed_has_no_index(store: Path, schema: Schema) -> None:
    with open_graph(store, read_only=False) as writer:
        writer.load(small("南岭电信", schema))
        assert index_folder(writer, "count", 1, Counting(writer)) is None


def test_a_change_that_was_broken_off_leaves_no_index_to_trust(store: Path, schema: Schema) -> None:
    with open_graph(store) as graph:
        count(graph)
    marker = json.loads((store / MARKER).read_text())
    (store / MARKER).write_text(json.dumps({**marker, "changing": True}))
    with open_graph(store) as graph:
        assert graph.revision is None
    with open_graph(store, read_only=False) as graph:
        graph.load(small("南岭电信", schema))
    with open_graph(store) as graph:
        assert graph.revision == marker["revision"] + 1


def test_an_index_that_fails_leaves_nothing_behind(store: Path) -> None:
    def make(folder: Path) -> None:
        (folder / "half").write_text("…")
        raise OSError

    with open_graph(store) as graph:
        assert index_folder(graph, "count", 1, make) is None
    assert list((store / FOLDER).iterdir()) == []


def test_a_graph_in_memory_has_no_index(schema: Schema) -> None:
    graph = memory_graph(small("北山电信", schema))
    assert index_folder(graph, "count", 1, Counting(graph)) is None
