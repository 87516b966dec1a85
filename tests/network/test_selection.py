from __future__ import annotations

from dataclasses import replace

import pytest

from kg.network import Edge, Network, Node, Selection, select
from tests.network.builders import QUOTE, TIE

NODES = (
    Node("id:a", "甲", (), "Company", ("安徽省",)),
    Node("id:b", "乙", (), "Company", ()),
    Node("id:c", "丙", (), "GovernmentBody", ()),
)


def tie(name: str, *, date: str = "", articles: int = 1, place: str = "") -> Edge:
    quotes = tuple(replace(QUOTE, iri=f"id:article-{n}") for n in range(articles))
    one = replace(TIE, date=date, quotes=quotes, places=(place,) if place else ())
    return Edge(f"id:{name[0]}", f"id:{name[1]}", (one,))


NETWORK = Network(
    NODES,
    (
        tie("ab", date="2024-03-02", articles=2),
        tie("ac", date="2023"),
        tie("bc", place="青海省"),
    ),
)


def kept(wanted: Selection) -> list[str]:
    return [edge.source[-1] + edge.target[-1] for edge in select(NETWORK, wanted).edges]


@pytest.mark.parametrize(
    ("wanted", "pairs"),
    [
        (Selection(), ["ab", "ac", "bc"]),
        (Selection(classes={"Company"}), ["ab"]),
        (Selection(sources=2), ["ab"]),
        (Selection(places=["安徽省"]), ["ab", "ac"]),
        (Selection(places=["青海省"]), ["bc"]),
        (Selection(since="2024-03"), ["ab", "bc"]),
        (Selection(since="2024-03-03"), []),
        (Selection(until="2023-06"), ["ac"]),
        (Selection(since="2023-06", until="2023-12-31"), ["ac"]),
    ],
)
def test_pairs_meet_all_conditions(wanted: Selection, pairs: list[str]) -> None:
    assert kept(wanted) == pairs


def test_whoever_is_left_without_a_partner_goes() -> None:
    assert [n.label for n in select(NETWORK, Selection(sources=2)).nodes] == ["甲", "乙"]


def test_a_tie_of_no_known_time_is_in_no_period() -> None:
    unknown = replace(TIE, date="", quotes=())
    network = Network(NODES[:2], (Edge("id:a", "id:b", (unknown,)),))
    assert not select(network, Selection(since="2000")).edges
    assert select(network, Selection()).edges


def test_only_the_ties_of_the_period_stay() -> None:
    edge = Edge("id:a", "id:b", (replace(TIE, date="2022"), replace(TIE, date="2024")))
    (found,) = select(Network(NODES[:2], (edge,)), Selection(since="2023")).edges
    assert found.dates == ("2024",)
