"""Every fact of the sample articles leads back to its source, and the same bytes give the same.

What the graphs say is compared with the files themselves, decoded here, not by kg.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat
from rdflib.compare import isomorphic

import kg
from kg.graph import vocabulary as v
from kg.graph.rdf import to_rdflib
from kg.graph.serialise import serialise
from kg.graph.validate import validate
from kg.pipeline import Article
from kg.schema import Schema
from tests.golden import ARTICLE, GOLDEN, turtle

DATA = Path(__file__).parents[1] / "data"
SAMPLES = sorted(path for path in DATA.iterdir() if path.suffix in (".txt", ".html"))
SEEDS = ("0", "1", "2", "3", "4")

Ends = tuple[str, str, str]


class Graph:
    """The quads of one article, by subject."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        self.quads = quads
        self._objects: dict[tuple[str, str], list[str]] = {}
        for quad in quads:
            subject, _, object = ends(quad)
            self._objects.setdefault((subject, quad.predicate.value), []).append(object)

    def of(self, subject: str, predicate: NamedNode) -> list[str]:
        """The values of a property."""
        return self._objects.get((subject, predicate.value), [])

    def one(self, subject: str, predicate: NamedNode) -> str:
        """The one value of a property."""
        (value,) = self.of(subject, predicate)
        return value

    def members(self, *classes: str) -> Iterator[str]:
        """The nodes of some classes."""
        wanted = {v.kg(name).value for name in classes}
        for quad in self.quads:
            subject, predicate, object = ends(quad)
            if predicate == v.TYPE.value and object in wanted:
                yield subject

    def claims(self) -> set[Ends]:
        """The triples that are claimed on some evidence."""
        return {
            (self.one(c, v.SUBJECT), self.one(c, v.PREDICATE), self.one(c, v.OBJECT))
            for c in self.members("Claim", "SuperlativeClaim")
            if self.of(c, v.EVIDENCE)
        }


def ends(quad: Quad) -> Ends:
    """Subject, predicate and object as plain strings; nothing here is a triple term."""
    assert isinstance(quad.subject, NamedNode)
    assert isinstance(quad.object, NamedNode | pyoxigraph.Literal)
    return quad.subject.value, quad.predicate.value, quad.object.value


def decoded(path: Path) -> str:
    """The text of a sample, without kg's help."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


@pytest.fixture(scope="module")
def articles() -> dict[Path, Article]:
    return {path: kg.extract(path) for path in SAMPLES}


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(
    request: pytest.FixtureRequest, articles: dict[Path, Article]
) -> tuple[str, Article, Graph]:
    """The decoded source of one sample, what was found in it, and its graph."""
    path: Path = request.param
    return decoded(path), articles[path], Graph(articles[path].quads())


def test_evidence_is_cut_from_the_decoded_file(sample: tuple[str, Article, Graph]) -> None:
    source, _, graph = sample
    evidence = list(graph.members("Evidence"))
    assert evidence
    for node in evidence:
        start, end = int(graph.one(node, v.START)), int(graph.one(node, v.END))
        first, last = int(graph.one(node, v.SENTENCE_START)), int(graph.one(node, v.SENTENCE_END))
        assert source[start:end] == graph.one(node, v.EXACT) != ""
        assert source[first:last] == graph.one(node, v.SENTENCE)
        assert first <= start < end <= last


def test_every_plain_triple_between_entities_is_claimed(
    sample: tuple[str, Article, Graph], schema: Schema
) -> None:
    _, _, graph = sample
    entities = set(graph.members(*schema.ontology.entity_classes))
    claims = graph.claims()
    # Who made the page is read from the page, not from a sentence.
    makers = {p.value for p in (v.PUBLISHER, v.AUTHOR, v.EDITOR)}
    linked = [ends(quad) for quad in graph.quads]
    between = [x for x in linked if {x[0], x[2]} <= entities and x[1] not in makers]
    assert [x for x in between if x not in claims] == []


def test_every_measurement_event_agreement_and_signing_is_claimed(
    sample: tuple[str, Article, Graph], schema: Schema
) -> None:
    _, _, graph = sample
    claims = graph.claims()
    claimed = {end for claim in claims for end in (claim[0], claim[2])}
    events = schema.ontology.event_classes
    nodes = set(graph.members("Measurement", "Agreement", "Cooperation", "Signing", *events))
    assert nodes
    assert nodes <= claimed
    ends_of_facts = {v.HAS_MEASUREMENT.value, v.ABOUT.value, v.PARTY.value}
    linked = [x for x in map(ends, graph.quads) if x[1] in ends_of_facts]
    assert [x for x in linked if x not in claims] == []


def test_only_what_is_actual_or_planned_is_a_plain_triple(
    sample: tuple[str, Article, Graph],
) -> None:
    _, _, graph = sample
    plain = set(map(ends, graph.quads))
    superlatives = set(graph.members("SuperlativeClaim"))
    held: set[tuple[str, ...]] = set()
    not_held: set[tuple[str, ...]] = set()
    for claim in graph.members("Claim"):
        triple = tuple(graph.one(claim, p) for p in (v.SUBJECT, v.PREDICATE, v.OBJECT))
        asserted = graph.one(claim, v.STATUS) in (v.kg("actual").value, v.kg("planned").value)
        (held if asserted and claim not in superlatives else not_held).add(triple)
    assert held <= plain
    assert not (not_held - held) & plain


def test_mentions_of_entities_stand_in_the_source(sample: tuple[str, Article, Graph]) -> None:
    source, article, _ = sample
    for entity in article.entities:
        assert entity.mentions
        assert all(span.end <= len(source) for span in entity.mentions)


def test_turtle_survives_a_round_trip(sample: tuple[str, Article, Graph]) -> None:
    _, article, graph = sample
    text = article.turtle()
    triples = {quad.triple for quad in graph.quads}
    again = rdflib.Graph().parse(data=text, format="turtle")
    assert isomorphic(again, to_rdflib(graph.quads))
    assert {q.triple for q in pyoxigraph.parse(text, format=RdfFormat.TURTLE)} == triples


@pytest.mark.slow
@pytest.mark.parametrize("name", [ARTICLE.name, "d11.txt", "d17.html", "d18.txt"])
def test_an_article_by_itself_conforms_to_the_shapes(
    articles: dict[Path, Article], schema: Schema, name: str
) -> None:
    # That all of them together conform is tested with the graph.
    assert validate(articles[DATA / name].quads(), schema) == ()


@pytest.mark.parametrize("format", ["trig", "nt", "nq", "jsonld", "rdfxml"])
def test_every_format_says_the_same(articles: dict[Path, Article], format: str) -> None:
    quads = articles[ARTICLE].quads()
    formats = {
        "trig": RdfFormat.TRIG,
        "nt": RdfFormat.N_TRIPLES,
        "nq": RdfFormat.N_QUADS,
        "jsonld": RdfFormat.JSON_LD,
        "rdfxml": RdfFormat.RDF_XML,
    }
    again = pyoxigraph.parse(serialise(quads, format), format=formats[format])
    assert {quad.triple for quad in again} == {quad.triple for quad in quads}


@pytest.mark.slow
def test_hash_seeds_change_no_byte() -> None:
    def start(seed: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "kg", "extract", str(ARTICLE)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )

    running = [start(seed) for seed in SEEDS]
    outputs = [process.communicate()[0] for process in running]
    assert outputs[0]
    assert all(output == outputs[0] for output in outputs)


def test_the_first_article_gives_the_golden_graph() -> None:
    golden, now = GOLDEN.read_text(encoding="utf-8"), turtle().decode()
    changes = "\n".join(
        difflib.unified_diff(golden.splitlines(), now.splitlines(), "golden", "now", n=0)
    )
    if changes:
        pytest.fail(f"if this is as it should be, run python -m tests.golden\n{changes}")
