"""The graphs of the sample articles: what must hold of every graph, whatever was found."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.identity import named, resolve
from kg.graph.quads import article_quads
from kg.graph.validate import validate
from kg.model import Extraction
from kg.pipeline import extract
from kg.schema import Schema

DATA = Path(__file__).parents[2] / "data"
SAMPLES = sorted(p for p in DATA.iterdir() if p.suffix in (".txt", ".html"))


@pytest.fixture(scope="module")
def extractions() -> list[Extraction]:
    return [extract(path).extraction for path in SAMPLES]


def properties(quads: tuple[Quad, ...], kind: NamedNode) -> list[dict[NamedNode, list[str]]]:
    """The nodes of a class, as the values of their properties."""
    nodes = {q.subject for q in quads if q.predicate == v.TYPE and q.object == kind}
    found: dict[object, dict[NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    for q in quads:
        if q.subject in nodes:
            found[q.subject][q.predicate].append(getattr(q.object, "value", ""))
    return list(found.values())


def test_all_evidence_is_cut_from_its_source(extractions: list[Extraction], schema: Schema) -> None:
    checked = 0
    for extraction in extractions:
        text = extraction.document.text
        for node in properties(article_quads(extraction, schema), v.EVIDENCE_CLASS):
            start, end = int(node[v.START][0]), int(node[v.END][0])
            assert node[v.EXACT] == [text[start:end]]
            first, last = int(node[v.SENTENCE_START][0]), int(node[v.SENTENCE_END][0])
            assert node[v.SENTENCE] == [text[first:last]]
            checked += 1
    assert checked > len(SAMPLES)


def test_all_links_between_nodes_are_claimed(extractions: list[Extraction], schema: Schema) -> None:
    terms = schema.ontology.properties
    names = {
        *schema.ontology.relations,
        *(str(terms[r].inverse) for r in schema.ontology.relations),
    }
    linking = {v.PARTY, v.ABOUT, v.HAS_MEASUREMENT, *map(v.kg, names)}
    for extraction in extractions:
        quads = article_quads(extraction, schema)
        claims = properties(quads, v.CLAIM)
        assert all(claim[v.EVIDENCE] for claim in claims)
        claimed = {(c[v.SUBJECT][0], c[v.PREDICATE][0], c[v.OBJECT][0]) for c in claims}
        for q in quads:
            if q.predicate in linking:
                ends = (getattr(q.subject, "value", ""), getattr(q.object, "value", ""))
                assert (ends[0], q.predicate.value, ends[1]) in claimed


@pytest.mark.slow
def test_the_articles_together_conform(extractions: list[Extraction], schema: Schema) -> None:
    identity = resolve(entity for x in extractions for entity in named(x, schema))
    quads = [q for x in extractions for q in article_quads(x, schema, identity=identity)]
    assert validate(quads, schema) == ()
