from __future__ import annotations

from kg.network.measure import measure, to_networkx
from tests.network.builders import network

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
