from __future__ import annotations

from dataclasses import replace

import pytest

from kg.network.measures import measure, to_networkx
from tests.network.builders import TIE, network

BARBELL = [
    *[(a, b) for a in "abc" for b in "abc" if a < b],
    ("c", "x"),
    ("x", "y"),
    ("x", "z"),
    ("y", "z"),
]


def test_counts_partners_and_agreements() -> None:
    found = measure(network([("a", "b"), ("a", "c")]))
    assert (found["id:a"].partners, found["id:a"].deals) == (2, 2)


def test_whoever_joins_two_groups_lies_between_them() -> None:
    found = measure(network(BARBELL))
    assert found["id:c"].betweenness > found["id:a"].betweenness == 0.0


def test_groups_are_found_and_numbered_by_size() -> None:
    found = measure(network(BARBELL))
    assert {found[f"id:{n}"].community for n in "abc"} == {1}
    assert {found[f"id:{n}"].community for n in "xyz"} == {2}


def test_measures_are_the_same_on_every_run() -> None:
    assert measure(network(BARBELL)) == measure(network(reversed(BARBELL)))


def test_networkx_graph_carries_labels() -> None:
    graph = to_networkx(network([("a", "b")]))
    assert graph.nodes["id:a"]["label"] == "企业a"
    assert graph.edges["id:a", "id:b"]["weight"] == 1


def test_cores_tell_groups_from_chains() -> None:
    found = measure(network([*BARBELL, ("a", "q")]))
    assert [found[f"id:{n}"].core for n in "abcxyzq"] == [2, 2, 2, 2, 2, 2, 1]


def test_a_tie_of_many_weighs_less_for_each_pair() -> None:
    (edge,) = network([("a", "b")]).edges
    three = replace(edge, ties=(replace(TIE, parties=("id:a", "id:b", "id:c")),))
    assert (edge.weight, three.weight) == (1.0, 0.5)


def test_large_networks_are_measured_from_pivots(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = [(f"n{i:02}", f"n{(i + 1) % 40:02}") for i in range(40)]
    exact = measure(network(ring))
    monkeypatch.setattr("kg.network.measures.BETWEENNESS_STEPS", 1600)
    estimated = measure(network(ring))
    assert estimated != exact
    assert estimated == measure(network(ring))
