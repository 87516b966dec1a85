from __future__ import annotations

from kg.network import Edge
from tests.network.builders import network, tie


def test_around_keeps_what_is_near() -> None:
    chain = network([("a", "b"), ("b", "c"), ("c", "d")])
    assert [n.iri for n in chain.around(frozenset({"id:a"}), 2).nodes] == ["id:a", "id:b", "id:c"]
    assert len(chain.around(frozenset({"id:a"}), 2).edges) == 2


def test_largest_leaves_nobody_alone() -> None:
    both = network([("a", "b"), ("a", "c"), ("a", "d"), ("x", "y")])
    cut = both.largest(2)
    assert [n.iri for n in cut.nodes] == ["id:a", "id:b"]


def test_edge_is_planned_only_if_no_agreement_is_made() -> None:
    plan, fact = tie("p", status="planned"), tie("f")
    assert Edge("id:a", "id:b", (plan,)).planned
    assert not Edge("id:a", "id:b", (plan, fact)).planned


def test_dates_are_sorted_and_known() -> None:
    edge = Edge("id:a", "id:b", (tie("x", date="2024"), tie("y", date=""), tie("z", date="2023")))
    assert edge.dates == ("2023", "2024")
