"""The engine against networkx on small random graphs."""

from __future__ import annotations

from itertools import islice, pairwise

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.query.paths.adjacency import Adjacency
from kg.query.paths.engine import Outcome, Search, Task
from kg.query.paths.result import Edge, Path
from kg.query.paths.statement import Selector

Pairs = list[tuple[int, int]]
PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=16)


def edge(start: str, end: str, *, via: str | None = None, sources: int = 1) -> Edge:
    return Edge(view="v", label="v", start=start, end=end, symmetric=True, via=via, sources=sources)


def graphs(pairs: Pairs) -> tuple[Adjacency, nx.Graph[str]]:
    named = [(f"n{a}", f"n{b}") for a, b in pairs]
    reference: nx.Graph[str] = nx.Graph()
    reference.add_nodes_from(name for pair in named for name in pair)
    reference.add_edges_from((a, b) for a, b in named if a != b)
    return Adjacency(edge(a, b) for a, b in named), reference


def search(adjacency: Adjacency, selector: Selector, count: int = 1, most: int = 8) -> Outcome:
    task = Task(adjacency=adjacency, selector=selector, count=count, most=most)
    return Search(task, "n0", "n1").run()


def nodes(path: Path) -> tuple[str, ...]:
    return tuple(node.iri for node in path.nodes)


@given(PAIRS)
@example([(0, 2), (2, 1), (0, 3), (3, 1), (2, 3)])
@example([(0, 1)])
@example([(0, 2), (2, 3), (3, 4), (4, 1), (3, 5), (5, 1), (0, 6), (6, 3)])
def test_all_shortest_paths_are_those_of_networkx(pairs: Pairs) -> None:
    adjacency, reference = graphs(pairs)
    found = {nodes(path) for path in search(adjacency, Selector.ALL_SHORTEST).paths}
    known = reference.has_node("n0") and reference.has_node("n1")
    connected = known and nx.has_path(reference, "n0", "n1")
    expected = nx.all_shortest_paths(reference, "n0", "n1") if connected else ()
    assert found == {tuple(path) for path in expected}


@given(PAIRS, st.integers(1, 6))
@example([(0, 2), (2, 1), (0, 3), (3, 1), (2, 3)], 4)
def test_k_shortest_paths_have_the_lengths_of_networkx(pairs: Pairs, count: int) -> None:
    adjacency, reference = graphs(pairs)
    found = [len(path.hops) for path in search(adjacency, Selector.SHORTEST, count).paths]
    known = reference.has_node("n0") and reference.has_node("n1")
    connected = known and nx.has_path(reference, "n0", "n1")
    simple = nx.shortest_simple_paths(reference, "n0", "n1") if connected else ()
    assert found == [len(path) - 1 for path in islice(simple, count)]


@given(PAIRS, st.integers(1, 5))
@example([(0, 2), (2, 1), (0, 3), (3, 1), (2, 3)], 3)
def test_all_paths_are_the_simple_paths_of_networkx(pairs: Pairs, most: int) -> None:
    adjacency, reference = graphs(pairs)
    found = {nodes(path) for path in search(adjacency, Selector.ALL, most=most).paths}
    known = reference.has_node("n0") and reference.has_node("n1")
    every = nx.all_simple_paths(reference, "n0", "n1", cutoff=most) if known else ()
    expected = {tuple(path) for path in every}
    assert found <= expected
    assert len(found) == min(len(expected), 50)


@given(PAIRS)
@example([(0, 2), (2, 1), (0, 1)])
def test_consecutive_nodes_are_joined_and_no_node_comes_twice(pairs: Pairs) -> None:
    adjacency, reference = graphs(pairs)
    for path in search(adjacency, Selector.SHORTEST, 5).paths:
        names = nodes(path)
        assert len(set(names)) == len(names)
        assert all(reference.has_edge(a, b) for a, b in pairwise(names))


@given(st.permutations([(0, 2), (2, 1), (0, 3), (3, 1), (2, 3), (4, 1), (0, 4)]))
def test_order_of_the_edges_does_not_matter(pairs: Pairs) -> None:
    found = search(graphs(pairs)[0], Selector.SHORTEST, 9).paths
    assert [nodes(path) for path in found][:3] == [
        ("n0", "n2", "n1"), ("n0", "n3", "n1"), ("n0", "n4", "n1"),
    ]  # fmt: skip


def test_one_agreement_of_three_is_no_path_through_itself() -> None:
    adjacency = Adjacency([edge("n0", "n2", via="x"), edge("n2", "n1", via="x")])
    assert not search(adjacency, Selector.ALL_SHORTEST).paths


def test_longer_way_is_found_where_the_shortest_uses_an_agreement_twice() -> None:
    adjacency = Adjacency(
        [
            edge("n0", "n2", via="x"), edge("n2", "n1", via="x"),
            edge("n0", "n3"), edge("n3", "n4"), edge("n4", "n1"),
        ]
    )  # fmt: skip
    (path,) = search(adjacency, Selector.ALL_SHORTEST).paths
    assert nodes(path) == ("n0", "n3", "n4", "n1")


def test_groups_are_all_paths_of_the_smallest_lengths() -> None:
    adjacency, _ = graphs([(0, 1), (0, 2), (2, 1), (0, 3), (3, 1), (2, 3)])
    found = search(adjacency, Selector.GROUPS, 2).paths
    assert sorted(len(path.hops) for path in found) == [1, 2, 2]


def test_any_is_one_shortest() -> None:
    adjacency, _ = graphs([(0, 2), (2, 1), (0, 3), (3, 1)])
    assert len(search(adjacency, Selector.ANY).paths) == 1


def test_cheapest_prefers_well_supported_edges() -> None:
    adjacency = Adjacency(
        [
            edge("n0", "n1"),
            edge("n0", "n2", sources=9), edge("n2", "n1", sources=9),
        ]
    )  # fmt: skip
    task = Task(adjacency=adjacency, selector=Selector.CHEAPEST, count=1, weight="support")
    (path,) = Search(task, "n0", "n1").run().paths
    assert nodes(path) == ("n0", "n2", "n1")
    assert path.cost == pytest.approx(2 / 9)


def test_better_supported_paths_of_one_length_come_first() -> None:
    adjacency = Adjacency(
        [
            edge("n0", "n2"), edge("n2", "n1"),
            edge("n0", "n3", sources=2), edge("n3", "n1", sources=2),
        ]
    )  # fmt: skip
    first, *_ = search(adjacency, Selector.ALL_SHORTEST).paths
    assert nodes(first) == ("n0", "n3", "n1")


def test_unknown_ends_have_no_path() -> None:
    adjacency, _ = graphs([(2, 3)])
    assert not search(adjacency, Selector.ALL_SHORTEST).paths
