from __future__ import annotations

from itertools import permutations

from kg.graph.whereabouts import Chain, clusters

PROVINCE: Chain = ("安徽省",)
CITY: Chain = ("芜湖市", "安徽省")
DISTRICT: Chain = ("鸠江区", "芜湖市", "安徽省")
OTHER: Chain = ("合肥市", "安徽省")


def found(*chains: Chain) -> dict[Chain, str | None]:
    """The clusters, which are the same in every order."""
    results = [clusters(order) for order in permutations(chains)]
    assert all(result == results[0] for result in results)
    return results[0]


def test_a_district_and_its_city_are_one_place() -> None:
    assert set(found(PROVINCE, CITY, DISTRICT).values()) == {"鸠江区"}


def test_two_cities_are_two_places() -> None:
    assert found(CITY, OTHER) == {CITY: "芜湖市", OTHER: "合肥市"}


def test_what_encloses_two_may_be_either() -> None:
    assert found(PROVINCE, CITY, OTHER) == {CITY: "芜湖市", OTHER: "合肥市", PROVINCE: None}
    assert found(PROVINCE, DISTRICT, OTHER)[PROVINCE] is None


def test_nowhere_is_nothing() -> None:
    assert clusters([]) == {}
