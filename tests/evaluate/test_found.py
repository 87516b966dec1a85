"""What a graph says, read back: every fact that went in comes out, in the words of gold files."""

from __future__ import annotations

from decimal import Decimal

from kg.evaluate import found_in
from kg.graph import memory_graph
from kg.graph.quads import article_quads
from kg.model import (
    Agreement,
    Bound,
    Entity,
    Event,
    Evidence,
    Extraction,
    Measurement,
    Relation,
    Span,
    Status,
)
from kg.model.lexicon.page import PageLexicon
from kg.reading import read_text
from kg.schema import Schema

TEXT = "云河中心由云河公司建设，山口县与云河公司签约，机架约3000架。"
EVIDENCE = (Evidence(Span(0, 11), Span(0, len(TEXT))),)


def _entity(name: str, type_: str) -> Entity:
    return Entity(name, name, (), type_, (Span(TEXT.index(name), TEXT.index(name) + 4),), "x")


def test_a_graph_is_read_back(schema: Schema, page: PageLexicon) -> None:
    ontology = schema.ontology
    relation = next(r for r in ontology.relations if ontology.fits(r, "DataCenter", "Company"))
    extraction = Extraction(
        read_text(TEXT, page=page),
        (_entity("云河中心", "DataCenter"), _entity("云河公司", "Company")),
        (
            Relation(
                subject="云河中心",
                predicate=relation,
                object="云河公司",
                evidence=EVIDENCE,
                rule="r/1",
            ),
            Agreement(parties=("云河中心", "云河公司"), evidence=EVIDENCE, rule="r/2"),
            Event(type="Launch", about="云河中心", date="2024-05", evidence=EVIDENCE, rule="r/3"),
            Measurement(
                subject="云河中心",
                kind="rackCount",
                value=Decimal(3000),
                unit="UNITLESS",
                bound=Bound.APPROXIMATELY,
                stated="约3000架",
                status=Status.PLANNED,
                evidence=EVIDENCE,
                rule="r/4",
            ),
            Relation(
                subject="云河公司",
                predicate=relation,
                object="云河中心",
                status=Status.DENIED,
                evidence=EVIDENCE,
                rule="r/5",
            ),
        ),
    )
    found = found_in(memory_graph(article_quads(extraction, schema)), schema)
    named = {min(entity.labels): iri for iri, entity in found.entities.items()}
    centre, company = named["云河中心"], named["云河公司"]
    assert found.entities[centre].types == {"Facility"}
    assert found.partners == {(min(centre, company), max(centre, company))}
    assert found.relations == {(centre, relation, company)}
    (measure,) = found.measures
    assert (measure.s, measure.kind, measure.value) == (centre, "rackCount", 3000.0)
    assert (measure.unit, measure.bound, measure.status) == ("1", "about", "planned")
    (event,) = found.events
    assert (event.s, event.kind, event.date) == (centre, "launched", "2024-05")
    why = found.why[centre, relation, company]
    assert (why.rule, why.sentence) == ("r/1", TEXT)
    assert found.why[measure.claim].rule == "r/4"
    assert found.why[event.claim].rule == "r/3"
