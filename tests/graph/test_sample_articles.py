"""The graphs of the sample articles: what must hold of every graph, whatever was found."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.identity import fold_label, resolve
from kg.graph.quads import article_quads
from kg.graph.validate import validate
from kg.model import Extraction
from kg.pipeline import extract
from kg.pipeline.naming import identified
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
    identity = resolve(entity for x in extractions for entity in identified(x, schema))
    quads = [q for x in extractions for q in article_quads(x, schema, identity=identity)]
    assert validate(quads, schema) == ()


def test_the_articles_together_keep_the_identities_of_the_gold(
    extractions: list[Extraction], schema: Schema
) -> None:
    identity = resolve(one for x in extractions for one in identified(x, schema))
    split, merged, pairs = set(), set(), 0
    for path, extraction in zip(SAMPLES, extractions, strict=True):
        nodes: dict[str, set[NamedNode]] = defaultdict(set)
        for entity in extraction.entities:
            node = identity.iris[extraction.document.sha256, entity.key]
            for name in (entity.name, *entity.aliases):
                nodes[fold_label(name)].add(node)
        owners: dict[NamedNode, set[str]] = defaultdict(set)
        for gold in json.loads((DATA / "gold" / f"{path.stem}.json").read_text())["entities"]:
            names = [fold_label(name) for name in (gold["name"], *gold["aliases"])]
            found = set().union(*(nodes[name] for name in names))
            pairs += sum(name in nodes for name in names[1:])
            if len(found) > 1:
                split.add(gold["name"])
            for node in found:
                owners[node].add(gold["name"])
        merged |= {tuple(sorted(names)) for names in owners.values() if len(names) > 1}
    assert pairs > 80
    assert split == set()
    assert merged == set()


def test_names_of_one_thing_in_several_articles_are_one(
    extractions: list[Extraction], schema: Schema
) -> None:
    """The gold names that are one by the gazetteer or by an alias in another article."""
    identity = resolve(one for x in extractions for one in identified(x, schema))
    gold: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in SAMPLES:
        for one in json.loads((DATA / "gold" / f"{path.stem}.json").read_text())["entities"]:
            for name in (one["name"], *one["aliases"]):
                gold[one["type"], fold_label(name)].add(path.stem)
    several = {name for name, articles in gold.items() if len(articles) > 1}
    nodes: dict[tuple[str, str], set[NamedNode]] = defaultdict(set)
    for extraction in extractions:
        for entity in extraction.entities:
            node = identity.iris[extraction.document.sha256, entity.key]
            for name in (entity.name, *entity.aliases):
                nodes[schema.ontology.coarse(entity.type), fold_label(name)].add(node)
    assert len(several) >= 30
    assert {name for name in several if len(nodes[name]) > 1} == set()
