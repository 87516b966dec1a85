from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import open_graph
from kg.graph import vocabulary as v
from kg.graph.counts import FEW, Counts
from kg.graph.journal import Journal, difference
from kg.graph.local import LocalGraph
from kg.graph.store import memory_graph
from kg.schema import Schema

ARTICLES = [NamedNode(f"{v.INDIVIDUALS}article-{n}") for n in range(3)]
NODES = [NamedNode(f"{v.INDIVIDUALS}{name}") for name in "甲乙丙丁"]
CLASSES = [v.kg("Company"), v.kg("Organization"), v.kg("Park")]
RELATION, VALUE = v.kg("partnerOf"), v.kg("value")

Said = tuple[NamedNode, NamedNode, NamedNode | Literal]
nodes = st.sampled_from(NODES)
said = st.one_of(
    st.tuples(nodes, st.just(v.TYPE), st.sampled_from(CLASSES)),
    st.tuples(nodes, st.just(v.MENTIONED_IN), st.sampled_from(ARTICLES)),
    st.tuples(nodes, st.sampled_from([RELATION, v.kg("locatedIn")]), nodes),
    st.tuples(nodes, st.just(VALUE), st.sampled_from([Literal(n) for n in range(3)])),
)
MANY = {(NODES[0], VALUE, Literal(number)) for number in range(FEW + 1)}
articles = st.tuples(st.integers(0, 2), st.sets(said, max_size=12), st.booleans())
COMPANY = {(NODES[0], v.TYPE, CLASSES[0]), (NODES[0], v.MENTIONED_IN, ARTICLES[0])}
PARTNERS = {
    (NODES[1], v.MENTIONED_IN, ARTICLES[0]),
    (NODES[0], RELATION, NODES[1]),
    (NODES[1], RELATION, NODES[0]),
}


class Noting:
    """What a store folder does when it changes, for a graph in memory."""

    def __init__(self) -> None:
        self.journal = Journal(whole=True)

    def begin(self) -> None:
        """Nothing is to be said."""


def write(graph: LocalGraph, number: int, statements: set[Said]) -> None:
    """Make these all that an article says."""
    graph.remove(ARTICLES[number])
    graph.load([Quad(*statement, ARTICLES[number]) for statement in statements])


@settings(max_examples=50)
@given(st.lists(st.lists(articles, min_size=1, max_size=3), min_size=2, max_size=5))
@example([[(0, COMPANY, False)], [(1, PARTNERS, False)], [(0, set(), False)]])
@example([[(0, COMPANY | PARTNERS, True)], [(0, COMPANY, False)], [(1, PARTNERS, True)]])
def test_counts_that_follow_changes_are_those_of_the_whole(
    sittings: list[list[tuple[int, set[Said], bool]]],
) -> None:
    graph = memory_graph()
    assert isinstance(graph, LocalGraph)
    counts = graph.counts()
    for sitting in sittings:
        graph.changes = noting = Noting()  # type: ignore[assignment]
        for number, statements, many in sitting:
            write(graph, number, statements | (MANY if many else set()))
        counts = graph.counts(counts, noting.journal.difference)
        assert counts == graph.counts()


def test_an_entity_is_counted_once_for_what_is_said_both_ways() -> None:
    graph = memory_graph(Quad(*one, ARTICLES[0]) for one in COMPANY | PARTNERS)
    assert graph.counts().relations == {NODES[0].value: 1, NODES[1].value: 1}


def test_values_are_told_up_to_a_number() -> None:
    few = [Quad(NODES[0], VALUE, Literal(n), ARTICLES[0]) for n in range(FEW)]
    assert len(memory_graph(few).counts().values["kg:value"] or ()) == FEW
    more = [*few, Quad(NODES[0], VALUE, Literal(FEW), ARTICLES[0])]
    assert memory_graph(more).counts().values["kg:value"] is None


def test_a_store_tells_what_several_sittings_changed(tmp_path: Path, schema: Schema) -> None:
    store = tmp_path / "s"
    with open_graph(store, read_only=False, schema=schema) as graph:
        graph.load([Quad(*one, ARTICLES[0]) for one in COMPANY])
    with open_graph(store, schema=schema) as graph:
        before, first = graph.counts(), graph.revision
    for statements in (PARTNERS, COMPANY | PARTNERS, set[Said]()):
        with open_graph(store, read_only=False, schema=schema) as graph:
            graph.remove(ARTICLES[1])
            graph.load([Quad(*one, ARTICLES[1]) for one in statements])
    with open_graph(store, schema=schema) as graph:
        assert first is not None
        assert graph.revision is not None
        since = difference(store, first, graph.revision)
        assert since is not None
        assert graph.counts(before, since) == graph.counts() == before
        assert not since.added | since.removed, "what came went again"


def test_nothing_is_known_of_a_change_that_was_broken_off(tmp_path: Path, schema: Schema) -> None:
    store = tmp_path / "s"
    with open_graph(store, read_only=False, schema=schema) as graph:
        graph.load([Quad(*one, ARTICLES[0]) for one in COMPANY])
    broken = open_graph(store, read_only=False, schema=schema)
    broken.load([Quad(*one, ARTICLES[1]) for one in PARTNERS])
    assert isinstance(broken, LocalGraph)
    broken.changes = None  # as if it had been killed: nobody says that it has ended
    broken.close()
    with open_graph(store, read_only=False, schema=schema) as graph:
        graph.remove(ARTICLES[0])
    with open_graph(store, schema=schema) as graph:
        assert graph.revision == 2
    assert difference(store, 1, 2) is None


def test_a_change_that_cannot_be_kept_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "changes").write_text("in the way")
    journal = Journal(whole=True)
    journal.note([Quad(*one) for one in COMPANY], [])
    journal.save(tmp_path, 1)
    assert difference(tmp_path, 0, 1) is None


def test_a_change_of_many_articles_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.journal.MOST", 1)
    journal = Journal(whole=True)
    journal.note([Quad(*one) for one in COMPANY], [])
    assert journal.difference is None


def test_a_graph_elsewhere_is_not_counted() -> None:
    from kg.graph.endpoint import EndpointGraph

    graph = EndpointGraph("http://127.0.0.1:1/query", read_only=True, base=v.INDIVIDUALS)
    assert graph.counts() == Counts()
