from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from kg.graph import Graph, iri, memory_graph
from kg.graph.identity import named, resolve
from kg.graph.overruling import stances
from kg.graph.quads import article_quads
from kg.model import Extraction, Status
from kg.model.lexicon.interface import Interface
from kg.query.conflicts import conflicts
from kg.query.timeline import timeline
from kg.render.history import conflicts_text, timeline_text
from kg.schema import Schema
from tests.graph.builders import Article

CENTRE = "东湖智算中心"


def said(text: str, source: str, month: int, *values: tuple[str, str, str]) -> Article:
    """An article of a month of 2024 with these values, words and dates."""
    a = Article(text, source=source)
    a.document = dataclasses.replace(a.document, published=dt.date(2024, month, 2))
    a.entity(CENTRE, "ComputingCenter")
    for value, words, date in values:
        a.measurement(CENTRE, value, words, date=date)
    return a


def graph_of(schema: Schema, *extractions: Extraction) -> Graph:
    identity = resolve(one for x in extractions for one in named(x, schema))
    return memory_graph(q for x in extractions for q in article_quads(x, schema, identity=identity))


@pytest.fixture
def graph(schema: Schema) -> Graph:
    one = said("东湖智算中心算力约1200P。", "1.txt", 3, ("1200", "约1200P", "2024-03"))
    other = said("东湖智算中心算力2000P。", "2.txt", 4, ("2000", "2000P", "2024-03"))
    third = said("东湖智算中心算力2500P。", "3.txt", 6, ("2500", "2500P", "2024-06"))
    return graph_of(schema, *(a.extraction() for a in (one, other, third)))


def test_different_numbers_for_one_time_are_a_conflict(graph: Graph, schema: Schema) -> None:
    (found,) = conflicts(graph, schema)
    assert (found.kind, found.subject, found.date) == ("value", CENTRE, "2024-03")
    assert [side.text for side in found.sides] == ["约1200P", "2000P"]
    assert [side.sources[0].article_id for side in found.sides] == ["1", "2"]


def test_numbers_that_agree_within_their_bounds_are_none(schema: Schema) -> None:
    one = said("东湖智算中心算力约1200P。", "1.txt", 3, ("1200", "约1200P", "2024-03"))
    other = said("东湖智算中心算力约1250P。", "2.txt", 4, ("1250", "约1250P", "2024-03"))
    assert conflicts(graph_of(schema, one.extraction(), other.extraction()), schema) == ()


def test_several_numbers_in_one_article_are_none(schema: Schema) -> None:
    both = ("1200", "约1200P", "2024-03"), ("3000", "3000P", "2024-03")
    one = said("东湖智算中心算力约1200P和3000P。", "1.txt", 3, *both)
    assert conflicts(graph_of(schema, one.extraction()), schema) == ()


def test_a_fact_that_was_denied_later_is_a_conflict(schema: Schema) -> None:
    one = said("北山电信承建东湖智算中心。", "1.txt", 3)
    other = said("北山电信否认承建东湖智算中心。", "2.txt", 5)
    fact = (CENTRE, "builtBy", "北山电信")
    for a, words in ((one, "北山电信承建东湖智算中心"), (other, "北山电信否认承建东湖智算中心")):
        a.entity("北山电信", "Company")
        a.relation(fact, words, status=Status.DENIED if a is other else Status.ACTUAL)
    against = list(stances(other.extraction(), iri.entity_iri, "2024-05-02"))
    quads = [
        *article_quads(one.extraction(), schema, against=against),
        *article_quads(other.extraction(), schema),
    ]
    (found,) = conflicts(memory_graph(quads), schema)
    assert found.kind == "status"
    assert found.subject == CENTRE
    assert [side.status for side in found.sides] == ["actual", "denied"]
    assert [side.sources[0].article_id for side in found.sides] == ["1", "2"]
    assert "北山电信" in found.about


def test_a_timeline_is_in_order_and_knows_whose_dates_it_has(graph: Graph, schema: Schema) -> None:
    found = timeline(graph, CENTRE, schema)
    assert [(m.date, m.item.label) for m in found.moments] == [
        ("2024-03", "2000P"),
        ("2024-03", "约1200P"),
        ("2024-06", "2500P"),
    ]
    assert all(m.dated for m in found.moments)


def test_both_are_shown_with_their_sentences(graph: Graph, schema: Schema) -> None:
    texts = schema.lexicon("interface", Interface).texts("en")
    shown = conflicts_text(conflicts(graph, schema), texts)
    assert "  约1200P (actual) [1]" in shown
    assert "“东湖智算中心算力2000P。”" in shown
    assert conflicts_text([], texts) == ""
    lines = timeline_text(timeline(graph, CENTRE, schema), texts).splitlines()
    assert lines[2].startswith("2024-03")
    assert "[1]" in lines[2]
