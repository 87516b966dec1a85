from __future__ import annotations

import pytest

from kg.errors import QueryError, UnknownEntityError
from kg.graph import Graph
from kg.query.answer import Kind
from kg.query.cards import card, why
from kg.schema import Schema
from tests.query.world import world


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return world(schema)


def test_card_has_names_facts_and_articles(graph: Graph, schema: Schema) -> None:
    answer = card(graph, "东湖中心", schema)
    labels = {item.label for item in answer.items}
    assert answer.kind is Kind.CARD
    assert {"东湖中心", "南岭市", "北山电信有限公司", "青鸟芯片", "西河县发展算力"} <= labels


def test_card_shows_planned_and_superseded_values(graph: Graph, schema: Schema) -> None:
    values = [i for i in card(graph, "东湖智算中心", schema).items if i.value is not None]
    assert {(int(i.value or 0), i.status) for i in values} == {
        (1200, "actual"), (3000, "planned"), (1_000_000_000, "planned"),
        (1_200_000_000, "superseded"),
    }  # fmt: skip


def test_card_shows_each_partner_once(graph: Graph, schema: Schema) -> None:
    partners = [i for i in card(graph, "云帆软件", schema).items if i.kind == "partnerOf"]
    assert [i.label for i in partners] == ["北山电信有限公司"]


def test_facts_of_a_card_have_their_sentences(graph: Graph, schema: Schema) -> None:
    (item,) = [i for i in card(graph, "青鸟芯片", schema).items if i.label == "东湖智算中心"]
    assert item.sources[0].sentence == "东湖智算中心采用青鸟芯片。"


@pytest.mark.parametrize("predicate", ["builtBy", "kg:builtBy", "建设方", "built by"])
def test_why_quotes_the_sentence(graph: Graph, schema: Schema, predicate: str) -> None:
    answer = why(graph, "东湖智算中心", predicate, "北山电信", schema)
    assert "承建" in answer.items[0].sources[0].sentence


def test_why_of_a_partnership_is_its_agreement(graph: Graph, schema: Schema) -> None:
    answer = why(graph, "海川科技", "合作伙伴", "北山电信", schema)
    assert "签约" in answer.items[0].sources[0].sentence


def test_why_of_a_denied_fact_is_the_denial(graph: Graph, schema: Schema) -> None:
    answer = why(graph, "西河集团", "partnerOf", "北山电信", schema)
    assert answer.items[0].status == "denied"


def test_why_of_what_nobody_says(graph: Graph, schema: Schema) -> None:
    with pytest.raises(QueryError, match="no article says"):
        why(graph, "西河集团", "partnerOf", "白鹭科技", schema)


def test_why_with_an_unknown_property_offers_those_there_are(graph: Graph, schema: Schema) -> None:
    with pytest.raises(QueryError, match="builtBy"):
        why(graph, "西河集团", "认识", "白鹭科技", schema)


def test_card_of_an_unknown_name(graph: Graph, schema: Schema) -> None:
    with pytest.raises(UnknownEntityError):
        card(graph, "火星基地", schema)
