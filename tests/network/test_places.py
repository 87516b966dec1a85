from __future__ import annotations

import pytest

from kg.graph import memory_graph
from kg.network.places import Places, read_places
from kg.schema import load_schema


@pytest.fixture(scope="module")
def places() -> Places:
    return read_places(memory_graph(), load_schema(), classes=["Place"], within=["locatedIn"])


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("芜湖市政府", {"芜湖市", "安徽省"}),
        ("南方电信安徽公司", {"安徽省"}),
        ("中国电信", set()),
        ("青禾云计算公司", set()),
    ],
)
def test_a_name_says_where(places: Places, label: str, expected: set[str]) -> None:
    assert set(places.of("id:x", label)) - {"中国"} == expected


def test_short_names_of_places_are_understood(places: Places) -> None:
    assert places.known_as("安徽") == "安徽省"
    assert places.known_as("月亮") == "月亮"


def test_without_a_name_nothing_is_read_into_an_iri(places: Places) -> None:
    assert places.of("https://example.org/芜湖市政府") == ()
