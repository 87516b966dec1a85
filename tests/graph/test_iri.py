from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib import URIRef

from kg.graph import iri


def local(node: NamedNode) -> str:
    return node.value.rsplit("/", 1)[-1]


def test_an_entity_is_called_by_its_name() -> None:
    assert iri.entity_iri("北山电信").value == "https://example.org/kg/id/北山电信"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("东湖(北区)中心", "东湖（北区）中心"),
        ("东湖（北区）中心", "东湖（北区）中心"),
        ("“东湖”计划", "东湖计划"),
        ("Ｂｌｕｅ Ｂｉｒｄ 910", "Blue_Bird_910"),
        ("甲/乙#1?", "甲%2F乙%231%3F"),
        ("100%", "100%25"),
        ("青鸟·一号", "青鸟·一号"),
        ("“”", "“”"),
    ],
)
def test_names_become_tidy_and_stay_readable(name: str, expected: str) -> None:
    assert local(iri.entity_iri(name)) == expected


def test_a_qualifier_tells_two_of_one_name_apart() -> None:
    assert local(iri.entity_iri("东湖", qualifier="Place")) == "东湖_Place"


def test_the_base_can_be_set() -> None:
    assert iri.entity_iri("东湖", base="urn:x:").value == "urn:x:东湖"
    assert iri.article_iri("ab" * 32, base="urn:x:").value == "urn:x:article-abababababababab"


def test_minted_iris_follow_from_what_is_said() -> None:
    one = iri.minted("claim", ["a", "b"])
    assert one == iri.minted("claim", ["a", "b"])
    assert one != iri.minted("claim", ["ab"])
    assert local(one).startswith("claim-")


@given(st.text())
@example("\ud800")
@example("\x00\u202e\ue000")
@example('e"\u0301')
def test_any_name_gives_a_valid_iri(name: str) -> None:
    node = iri.entity_iri(name)
    assert URIRef(node.value).n3()
    assert iri.tidy(iri.tidy(name)) == iri.tidy(name)
