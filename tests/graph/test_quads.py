from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.iri import article_iri
from kg.graph.quads import article_quads
from kg.model import Document, Evidence, Run, Span, Status, View
from kg.schema import Schema
from tests.graph.builders import TEXT, Article, sample

ID = v.INDIVIDUALS
CENTRE, TELECOM = "东湖智算中心", "北山电信"


def quads_of(article: Article, schema: Schema) -> tuple[Quad, ...]:
    return article_quads(article.extraction(), schema)


def plain(quads: tuple[Quad, ...], predicate: str) -> set[tuple[str, str]]:
    """Subjects and objects of a property, by local name."""
    return {
        (local(q.subject), local(q.object))
        for q in quads
        if q.predicate.value == v.ONTOLOGY + predicate
    }


def local(term: object) -> str:
    value = getattr(term, "value", "")
    return str(value).removeprefix(ID).removeprefix(v.ONTOLOGY)


def node_of(quads: tuple[Quad, ...], type: str) -> list[dict[str, list[str]]]:
    """All nodes of a class as their properties."""
    nodes = [q.subject for q in quads if q.predicate == v.TYPE and local(q.object) == type]
    result = []
    for node in nodes:
        properties: dict[str, list[str]] = {"": [local(node)]}
        for q in quads:
            if q.subject == node:
                properties.setdefault(local(q.predicate), []).append(local(q.object))
        result.append(properties)
    return result


def claims(quads: tuple[Quad, ...], predicate: str) -> list[tuple[str, str, str]]:
    """Subject, object and status of the claims of a property."""
    rdf = v.PREFIXES["rdf"]
    found = [c for c in node_of(quads, "Claim") if c[rdf + "predicate"] == [predicate]]
    return sorted((c[rdf + "subject"][0], c[rdf + "object"][0], c["status"][0]) for c in found)


def test_every_quad_stands_in_the_graph_of_its_article(schema: Schema) -> None:
    article = sample()
    name = article_iri(article.document.sha256)
    assert {q.graph_name for q in quads_of(article, schema)} == {name}


def test_an_entity_has_its_class_its_names_and_its_article(schema: Schema) -> None:
    quads = quads_of(sample(), schema)
    about = {(q.predicate, q.object) for q in quads if q.subject == NamedNode(ID + TELECOM)}
    assert (v.TYPE, v.kg("Company")) in about
    assert (v.PREF_LABEL, Literal(TELECOM, language="zh")) in about
    assert (v.ALT_LABEL, Literal("北电", language="zh")) in about
    assert v.MENTIONED_IN in {p for p, _ in about}


def test_an_actual_relation_is_a_plain_triple_and_a_claim(schema: Schema) -> None:
    quads = quads_of(sample(), schema)
    assert plain(quads, "builtBy") == {(CENTRE, TELECOM)}
    assert claims(quads, "builtBy") == [(CENTRE, TELECOM, "actual")]


def test_the_inverse_of_a_relation_follows_with_its_premise(schema: Schema) -> None:
    quads = quads_of(sample(), schema)
    assert plain(quads, "builderOf") == {(TELECOM, CENTRE)}
    inverse = next(c for c in node_of(quads, "Claim") if "builderOf" in c[v.PREDICATE.value])
    (premise,) = inverse["premise"]
    stated = next(c for c in node_of(quads, "Claim") if c[""] == [premise])
    assert stated[v.PREDICATE.value] == ["builtBy"]


@pytest.mark.parametrize("status", [s for s in Status if not s.asserted])
def test_what_is_not_asserted_is_a_claim_only(status: Status, schema: Schema) -> None:
    a = Article()
    for name, type in (
        (CENTRE, "ComputingCenter"),
        (TELECOM, "Company"),
        ("海川科技", "Company"),
    ):
        a.entity(name, type)
    a.relation((CENTRE, "builtBy", TELECOM), "承建", status=status)
    a.event("Unveiling", CENTRE, "揭牌", status=status)
    a.measurement(CENTRE, "1200", "约1200P", status=status)
    a.agreement((TELECOM, "海川科技"), "签约", status=status, about=CENTRE)
    a.signing("s", TELECOM, "签约", status=status)
    quads = quads_of(a, schema)
    for predicate in ("builtBy", "builderOf", "about", "party", "partnerOf", "hasMeasurement"):
        assert plain(quads, predicate) == set()
    assert claims(quads, "builtBy") == [(CENTRE, TELECOM, status)]
    assert {s for _, _, s in claims(quads, "party")} == {status}
    assert len(claims(quads, "hasMeasurement")) == 1
    assert {o for _, o, _ in claims(quads, "about")} == {CENTRE, TELECOM}


def test_planned_facts_are_plain_triples_with_their_status(schema: Schema) -> None:
    a = Article()
    a.entity(CENTRE, "ComputingCenter")
    a.event("Completion", CENTRE, "揭牌", status=Status.PLANNED, date="2025")
    quads = quads_of(a, schema)
    (event,) = node_of(quads, "Completion")
    assert event["status"] == ["planned"]
    assert event["about"] == [CENTRE]
    assert event["date"] == ["2025"]


def test_partners_follow_from_agreements_both_ways(schema: Schema) -> None:
    quads = quads_of(sample(), schema)
    assert plain(quads, "partnerOf") == {
        (TELECOM, "海川科技"),
        ("海川科技", TELECOM),
        (TELECOM, "云帆软件"),
        ("云帆软件", TELECOM),
    }
    derived = [c for c in node_of(quads, "Claim") if c[v.PREDICATE.value] == ["partnerOf"]]
    premises = {p for c in derived for p in c["premise"]}
    stated = [c for c in node_of(quads, "Claim") if c[""][0] in premises]
    assert {c[v.PREDICATE.value][0] for c in stated} == {"party"}
    assert all(len(c["premise"]) == 2 and c["evidence"] for c in derived)


def test_all_parties_of_one_agreement_are_partners(schema: Schema) -> None:
    a = Article()
    for name in (TELECOM, "海川科技", "云帆软件"):
        a.entity(name, "Company")
    a.agreement((TELECOM, "海川科技", "云帆软件"), "签约", signed=False)
    quads = quads_of(a, schema)
    assert len(plain(quads, "partnerOf")) == 6
    assert len(node_of(quads, "Cooperation")) == 1
    assert node_of(quads, "Agreement") == []


def test_agreements_hang_on_their_signing(schema: Schema) -> None:
    quads = quads_of(sample(), schema)
    (signing,) = node_of(quads, "Signing")
    assert signing["declaredPartyCount"] == ["12"]
    assert signing["unnamedPartyCount"] == ["10"]
    assert signing["about"] == [TELECOM]
    part = plain(quads, "partOfSigning")
    assert len(part) == 2
    assert {s for _, s in part} == set(signing[""])


def test_a_signing_of_denied_agreements_only_is_denied(schema: Schema) -> None:
    a = Article()
    a.entity(TELECOM, "Company")
    a.entity("西河集团", "Company")
    a.signing("s", TELECOM, "签约")
    a.agreement((TELECOM, "西河集团"), "签约", signing="s", status=Status.DENIED)
    quads = quads_of(a, schema)
    assert plain(quads, "about") == set()
    assert claims(quads, "about") == [(node_of(quads, "Signing")[0][""][0], TELECOM, "denied")]


def test_a_measurement_says_all_that_is_known(schema: Schema) -> None:
    (measurement,) = node_of(quads_of(sample(), schema), "Measurement")
    assert measurement | {"": []} == {
        "": [],
        v.TYPE.value: ["Measurement"],
        "quantityKind": ["computingPower"],
        "value": ["1200"],
        "unit": ["http://qudt.org/vocab/unit/PetaFLOPS"],
        "bound": ["approximately"],
        "status": ["actual"],
        "statedValue": ["约1200P"],
        "date": ["2024-03"],
        "precision": ["unstated"],
    }


def test_a_superlative_is_a_quoted_claim_of_the_article(schema: Schema) -> None:
    (claim,) = node_of(quads_of(sample(), schema), "SuperlativeClaim")
    assert claim["words"] == ["华东地区规模最大的智算中心"]
    assert claim["scope"] == ["华东地区"]
    assert claim["attributedTo"][0].startswith("article-")


def test_the_role_of_a_person_stands_on_the_claim(schema: Schema) -> None:
    roles = [c["role"] for c in node_of(quads_of(sample(), schema), "Claim") if "role" in c]
    assert roles == [["总经理"]]


def test_the_article_is_described(schema: Schema) -> None:
    a = sample()
    a.publisher, a.reporters = "西河集团", ("张三",)
    (article,) = node_of(quads_of(a, schema), "Article")
    assert article["headline"] == ["东湖智算中心揭牌"]
    assert article["publisher"] == ["西河集团"]
    assert article["author"] == ["张三"]
    assert article["published"] == ["2024-03-02"]
    assert article["publishedAt"] == ["2024-03-02T09:30:00"]
    assert article["length"] == [str(len(TEXT))]
    assert article["sha256"] == [a.document.sha256]


def test_every_link_between_nodes_has_a_claim_whose_words_are_in_the_source(schema: Schema) -> None:
    quads = quads_of(sample(), schema)
    claimed = set()
    for claim in node_of(quads, "Claim"):
        claimed.add(tuple(claim[x.value][0] for x in (v.SUBJECT, v.PREDICATE, v.OBJECT)))
        assert claim["evidence"]
    linking = {*schema.ontology.relations, "party", "about", "hasMeasurement"}
    linking |= {str(schema.ontology.properties[r].inverse) for r in schema.ontology.relations}
    for q in quads:
        if local(q.predicate) in linking:
            assert (local(q.subject), local(q.predicate), local(q.object)) in claimed
    for evidence in node_of(quads, "Evidence"):
        start, end = int(evidence[v.START.value][0]), int(evidence[v.END.value][0])
        assert TEXT[start:end] == evidence[v.EXACT.value][0]
        first, last = int(evidence["sentenceStart"][0]), int(evidence["sentenceEnd"][0])
        assert TEXT[first:last] == evidence["sentence"][0]
        assert first <= start < end <= last


def test_there_are_no_blank_nodes(schema: Schema) -> None:
    for quad in quads_of(sample(), schema):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)


def test_two_of_one_name_and_different_class_are_two(schema: Schema) -> None:
    a = Article()
    a.entity("东湖", "Park", key="东湖 (Park)")
    a.entity("东湖", "Region", key="东湖 (Region)")
    nodes = {local(q.subject) for q in quads_of(a, schema) if q.predicate == v.PREF_LABEL}
    assert nodes == {"东湖", "东湖_Place"}


def test_the_order_of_the_facts_leaves_no_trace(schema: Schema) -> None:
    extraction = sample().extraction()
    expected = article_quads(extraction, schema)
    assert list(expected) == sorted(set(expected), key=str)
    for n in (1, 3, 5):
        facts = (*extraction.facts[n:], *extraction.facts[:n])[::-1]
        entities = (*extraction.entities[n:], *extraction.entities[:n])
        turned = replace(extraction, facts=facts, entities=entities)
        assert article_quads(turned, schema) == expected


def test_markup_inside_a_sentence_is_left_out_of_the_quotation(schema: Schema) -> None:
    text = "<p>北山<b>电信</b>签约。</p>"
    runs = (Run(0, 2, 3, 2), Run(2, 2, 8, 2), Run(4, 3, 14, 3))
    a = Article("北山电信签约。")
    view = View("北山电信签约。", runs)
    a.document = Document("a.html", a.document.sha256, "utf-8", text, view, a.document.blocks)
    a.entity("北山电信", "Company")
    a.statement("北山电信", "签约")
    (fact,) = a.facts
    where = (Evidence(Span(14, 16), Span(3, 17)),)
    a.facts = [structs.replace(fact, evidence=where)]
    (evidence,) = node_of(quads_of(a, schema), "Evidence")
    assert evidence["sentence"] == ["北山<b>电信</b>签约。"]
    assert evidence["quotation"] == ["北山电信签约。"]


@pytest.mark.slow
def test_the_same_bytes_for_every_hash_seed() -> None:
    code = (
        "import sys\n"
        "from kg.graph.quads import article_quads\n"
        "from kg.graph.serialise import FORMATS, serialise\n"
        "from kg.schema import load_schema\n"
        "from tests.graph.builders import sample\n"
        "quads = article_quads(sample().extraction(), load_schema())\n"
        "for f in FORMATS: sys.stdout.buffer.write(serialise(quads, f))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
        ).stdout
        for seed in range(5)
    }
    assert len(outputs) == 1
    assert outputs.pop()
