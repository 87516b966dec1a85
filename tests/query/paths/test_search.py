"""The engine against networkx on small random graphs."""

from __future__ import annotations

from itertools import islice, pairwise

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.query.paths.adjacency import Adjacency
from kg.query.paths.budget import Budget
from kg.query.paths.result import Edge
from kg.query.paths.statement import Selector
from kg.query.paths.steps import AHEAD, Conditions
from tests.query.paths.builders import Pairs, adjacency, edge, nodes, reference, search

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=18)
DIAMOND = [(0, 2), (2, 1), (0, 3), (3, 1), (2, 3)]
LADDER = [(0, 2), (2, 3), (3, 4), (4, 1), (3, 5), (5, 1), (0, 6), (6, 3)]


def connected(graph: nx.Graph[str] | nx.DiGraph[str]) -> bool:
    return {"n0", "n1"} <= set(graph) and nx.has_path(graph, "n0", "n1")


@given(PAIRS)
@example(DIAMOND)
@example(LADDER)
@example([(0, 1)])
def test_all_shortest_paths_are_those_of_networkx(pairs: Pairs) -> None:
    graph = reference(pairs)
    expected = nx.all_shortest_paths(graph, "n0", "n1") if connected(graph) else ()
    found = list(map(nodes, search(adjacency(pairs))))
    assert sorted(found) == sorted(map(tuple, expected))


@given(PAIRS, st.integers(1, 6))
@example(DIAMOND, 4)
@example(LADDER, 5)
def test_k_shortest_paths_are_those_of_networkx(pairs: Pairs, count: int) -> None:
    graph = reference(pairs)
    found = list(map(nodes, search(adjacency(pairs), Selector.SHORTEST, count=count)))
    simple = nx.shortest_simple_paths(graph, "n0", "n1") if connected(graph) else ()
    every = [tuple(path) for path in islice(simple, 200) if len(path) <= 9]
    lengths = [len(path) for path in every[:count]]
    assert [len(path) for path in found] == lengths
    # Which of the longest are given is a matter of order; all shorter ones must be there.
    whole = {path for path in every if not lengths or len(path) < lengths[-1]}
    assert whole <= set(found) <= set(every)


@given(PAIRS, st.integers(1, 3))
@example(LADDER, 2)
def test_groups_are_all_paths_of_the_smallest_lengths(pairs: Pairs, count: int) -> None:
    graph = reference(pairs)
    found = list(map(nodes, search(adjacency(pairs), Selector.GROUPS, count=count)))
    known = {"n0", "n1"} <= set(graph)
    every = [tuple(p) for p in nx.all_simple_paths(graph, "n0", "n1", cutoff=8)] if known else []
    lengths = sorted({len(path) for path in every})[:count]
    assert sorted(found) == sorted(path for path in every if len(path) in lengths)


@given(PAIRS, st.integers(1, 5), st.integers(0, 3))
@example(DIAMOND, 3, 0)
@example(LADDER, 5, 1)
def test_all_paths_are_the_simple_paths_of_networkx(pairs: Pairs, least: int, more: int) -> None:
    graph, most = reference(pairs), least + more
    found = list(map(nodes, search(adjacency(pairs), Selector.ALL, least=least, most=most)))
    known = {"n0", "n1"} <= set(graph)
    every = nx.all_simple_paths(graph, "n0", "n1", cutoff=most) if known else ()
    assert sorted(found) == sorted(tuple(path) for path in every if len(path) > least)


@given(PAIRS)
@example(DIAMOND)
@example(LADDER)
def test_directed_paths_are_those_of_networkx(pairs: Pairs) -> None:
    edges = [edge(f"n{a}", f"n{b}", symmetric=False) for a, b in pairs]
    graph: nx.DiGraph[str] = nx.DiGraph((e.start, e.end) for e in edges if e.start != e.end)
    expected = nx.all_shortest_paths(graph, "n0", "n1") if connected(graph) else ()
    found = search(edges, conditions=Conditions(views={"v": AHEAD}))
    assert sorted(map(nodes, found)) == sorted(map(tuple, expected))


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 4)), min_size=1, max_size=16
    ),
    st.integers(1, 5),
)
@example([(0, 1, 1), (0, 2, 3), (2, 1, 3), (0, 3, 4), (3, 1, 2)], 3)
def test_cheapest_paths_cost_what_those_of_networkx_cost(
    weighed: list[tuple[int, int, int]], count: int
) -> None:
    edges = [edge(f"n{a}", f"n{b}", sources=n) for a, b, n in weighed]
    graph: nx.Graph[str] = nx.Graph()
    for one in edges:
        if one.start != one.end:
            cost = min(1 / one.sources, graph.get_edge_data(one.start, one.end, {"w": 1})["w"])
            graph.add_edge(one.start, one.end, w=cost)
    simple = nx.shortest_simple_paths(graph, "n0", "n1", weight="w") if connected(graph) else ()
    expected = [nx.path_weight(graph, path, "w") for path in islice(simple, count)]
    found = search(edges, Selector.CHEAPEST, count=count, weight="support")
    assert [path.cost for path in found] == pytest.approx(expected)


@given(PAIRS)
@example([(0, 2), (2, 1), (0, 1)])
def test_consecutive_nodes_are_joined_and_no_node_comes_twice(pairs: Pairs) -> None:
    graph = reference(pairs)
    for path in search(adjacency(pairs), Selector.SHORTEST, count=5):
        names = nodes(path)
        assert len(set(names)) == len(names)
        assert all(graph.has_edge(a, b) for a, b in pairwise(names))


def order(edges: list[Edge], selector: Selector) -> list[tuple[object, ...]]:
    """The place of each path that is found by length, strength, date and names."""
    return [
        (
            len(path.hops),
            -min(hop.edge.sources for hop in path.hops),
            -max(int(hop.edge.date or 0) for hop in path.hops),
            nodes(path),
        )
        for path in search(edges, selector, count=3)
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 6),
            st.integers(0, 6),
            st.integers(1, 3),
            st.sampled_from([None, "2020", "2021", "2022"]),
        ),
        min_size=1,
        max_size=16,
    )
)
@example([(0, 2, 1, None), (2, 1, 2, "2020"), (0, 3, 2, None), (3, 1, 2, "2021")])
def test_paths_come_in_their_order_without_being_sorted(
    facts: list[tuple[int, int, int, str | None]],
) -> None:
    edges = [edge(f"n{a}", f"n{b}", sources=n, date=date) for a, b, n, date in facts]
    for selector in (Selector.ALL_SHORTEST, Selector.ALL, Selector.SHORTEST):
        found = order(edges, selector)
        assert found == sorted(found)


def test_longer_way_is_found_where_the_shortest_uses_an_agreement_twice() -> None:
    edges = [
        edge("n0", "n2", via="x"), edge("n2", "n1", via="x"),
        edge("n0", "n3"), edge("n3", "n4"), edge("n4", "n1"),
    ]  # fmt: skip
    (path,) = search(edges)
    assert nodes(path) == ("n0", "n3", "n4", "n1")


def test_another_fact_stands_in_where_the_best_ones_share_an_agreement() -> None:
    edges = [
        edge("n0", "n2", via="x", sources=3), edge("n2", "n1", via="x", sources=3),
        edge("n2", "n1", via="y", sources=1),
        edge("n0", "n3", sources=2), edge("n3", "n1", sources=2),
    ]  # fmt: skip
    first, second = search(edges)
    assert nodes(first) == ("n0", "n3", "n1")
    assert [hop.edge.via for hop in second.hops] == ["x", "y"]


def test_unknown_ends_have_no_path() -> None:
    assert not search(adjacency([(2, 3)]))


def test_search_stops_when_its_budget_is_used_up() -> None:
    budget = Budget(expansions=2)
    assert not search(adjacency(LADDER), budget=budget)
    assert budget.exhausted


def test_search_stops_when_its_time_is_used_up() -> None:
    budget = Budget(seconds=-1.0)
    assert not search(adjacency(LADDER), budget=budget)
    assert budget.exhausted


def test_one_entity_has_many_ways_and_only_the_wanted_are_walked() -> None:
    wide = [(0, n) for n in range(2, 400)] + [(n, 1) for n in range(2, 400)]
    budget = Budget(expansions=50)
    assert len(list(islice(search(adjacency(wide), Selector.SHORTEST, count=5), 5))) == 5
    assert len(search(adjacency(wide), Selector.ANY, budget=budget)) == 1
    assert not budget.exhausted


@given(PAIRS)
@example(DIAMOND)
def test_arrays_of_a_file_are_those_in_memory(
    tmp_path_factory: pytest.TempPathFactory, pairs: Pairs
) -> None:
    folder = tmp_path_factory.mktemp("arrays")
    held = Adjacency.of(
        edge(f"n{a}", f"n{b}", via=f"x{a}", date="2024" if a % 2 else None, confidence=b / 8)
        for a, b in pairs
    )
    held.save(folder)
    mapped = Adjacency.load(folder)
    assert [mapped.edge(n) for n in range(len(mapped))] == [held.edge(n) for n in range(len(held))]
    assert search(mapped) == search(held)
