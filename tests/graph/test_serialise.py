from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Dataset, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.compare import isomorphic

from kg.errors import UsageError
from kg.graph import vocabulary as v
from kg.graph.iri import entity_iri
from kg.graph.quads import article_quads
from kg.graph.rdf import to_dataset, to_rdflib
from kg.graph.serialise import DATASET_FORMATS, FORMATS, format_of, serialise
from kg.graph.turtle import local_name
from kg.schema import Schema
from tests.graph.builders import sample

# rdflib 7.6 calls its own deprecated properties when it reads or writes a dataset.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.*is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

OXIGRAPH = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
RDFLIB = {"jsonld": "json-ld", "rdfxml": "xml", "nq": "nquads"}


@pytest.fixture(scope="module")
def quads(schema: Schema) -> tuple[Quad, ...]:
    return article_quads(sample().extraction(), schema)


@pytest.mark.parametrize("name", FORMATS)
def test_pyoxigraph_reads_back_the_same(name: str, quads: tuple[Quad, ...]) -> None:
    back = set(parse(serialise(quads, name), format=OXIGRAPH[name]))
    if name in DATASET_FORMATS:
        assert back == set(quads)
    else:
        assert {q.triple for q in back} == {q.triple for q in quads}


@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_back_the_same(name: str, quads: tuple[Quad, ...]) -> None:
    text = serialise(quads, name)
    if name in DATASET_FORMATS:
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=text, format=RDFLIB.get(name, name))
        back = rdflib.Graph()
        for s, p, o, _ in dataset.quads():
            back.add((s, p, o))
    else:
        back = rdflib.Graph().parse(data=text, format=RDFLIB.get(name, name))
    assert isomorphic(back, to_rdflib(quads))


@pytest.mark.parametrize("name", FORMATS)
def test_order_and_repetition_leave_no_trace(name: str, quads: tuple[Quad, ...]) -> None:
    assert serialise((*reversed(quads), *quads), name) == serialise(quads, name)


def test_turtle_shows_names_as_such(quads: tuple[Quad, ...]) -> None:
    text = serialise(quads).decode()
    assert "\nid:东湖智算中心 a kg:ComputingCenter ;\n" in text
    assert "    kg:builtBy id:北山电信 ;\n" in text
    assert '    skos:prefLabel "北山电信"@zh ;\n' in text
    assert "    kg:declaredPartyCount 12 ;\n" in text
    assert '    kg:value "1200"^^xsd:decimal .\n' in text


def test_turtle_tells_the_article_then_entities_then_what_explains_them(
    quads: tuple[Quad, ...],
) -> None:
    subjects = [
        line.split()[0] for line in serialise(quads).decode().splitlines() if line.startswith("id:")
    ]
    kinds = [s.partition(":")[2].partition("-")[0] for s in subjects]
    assert kinds[0] == "article"
    assert kinds[1:3] == ["东湖智算中心", "measurement"]
    assert [k for k in dict.fromkeys(kinds) if k.isascii()] == [
        "article",
        "measurement",
        "event",
        "signing",
        "agreement",
        "claim",
        "evidence",
    ]


def test_turtle_of_several_articles_is_their_union(quads: tuple[Quad, ...]) -> None:
    other = [Quad(q.subject, q.predicate, q.object, v.kg("other")) for q in quads]
    assert serialise([*quads, *other]) == serialise(quads)


def test_trig_keeps_articles_apart_and_the_default_graph_outside() -> None:
    a, b = NamedNode("http://x/a"), NamedNode("http://x/b")
    quads = [Quad(a, v.TYPE, b), Quad(b, v.TYPE, a, NamedNode(v.INDIVIDUALS + "g"))]
    text = serialise(quads, "trig").decode()
    assert "\n<http://x/a> a <http://x/b> .\n\nid:g {\n\n<http://x/b> a <http://x/a> .\n}\n" in text


@pytest.mark.parametrize(
    ("local", "written"),
    [
        ("北山电信", "北山电信"),
        ("东湖（北区）中心", "东湖（北区）中心"),
        ("青鸟·一号", "青鸟·一号"),
        ("a(b)", "a\\(b\\)"),
        ("1.5", "1.5"),
        ("Inc.", None),
        ("a.b.c", "a.b.c"),
        ("50%25", "50%25"),
        ("a~b", "a\\~b"),
        ("-a", None),
        ("“x”", None),
        ("\ue005", None),
        ("", ""),
    ],
)
def test_local_names_are_escaped_where_the_grammar_asks(local: str, written: str | None) -> None:
    assert local_name(local) == written


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(NAMES, NAMES)
@example(".", "-")
@example("%41", "a\n\"'\\")
@example("·x", "\x00\x1f\ufffe")
@example("a.", "//")
@example(":", "_:")
def test_any_name_survives_turtle(name: str, label: str) -> None:
    quad = Quad(entity_iri(name), v.PREF_LABEL, Literal(label, language="zh"), v.kg("g"))
    text = serialise([quad])
    assert [q.triple for q in parse(text, format=RdfFormat.TURTLE)] == [quad.triple]
    assert list(parse(serialise([quad], "trig"), format=RdfFormat.TRIG)) == [quad]
    assert set(rdflib.Graph().parse(data=text, format="turtle")) == set(to_rdflib([quad]))


def test_xml_writes_what_it_cannot_hold_as_the_replacement_character() -> None:
    quad = Quad(v.kg("a"), v.LABEL, Literal("a\x0bb\tc"))
    (back,) = parse(serialise([quad], "rdfxml"), format=RdfFormat.RDF_XML)
    assert back.object == Literal("a\ufffdb\tc")


def test_the_base_of_the_individuals_gets_the_prefix() -> None:
    quad = Quad(NamedNode("urn:my:东湖"), v.TYPE, v.kg("Place"))
    assert "\nid:东湖 a kg:Place .\n" in serialise([quad], base="urn:my:").decode()


def test_an_unknown_format_is_named_with_those_known() -> None:
    with pytest.raises(UsageError, match="no format is called “docx”; known: turtle trig"):
        serialise([], "docx")
    with pytest.raises(UsageError, match=r"x\.docx: no RDF format has the extension “\.docx”"):
        format_of("x.docx")
    assert format_of(Path("a/b.TTL")) == "turtle"


def test_a_dataset_of_rdflib_keeps_articles_apart(quads: tuple[Quad, ...]) -> None:
    dataset = to_dataset(quads)
    assert len(dataset) == len(quads)
    names = {g.identifier for g in dataset.graphs() if len(g)}
    assert rdflib.URIRef(str(quads[0].graph_name)[1:-1]) in names


def test_the_canonical_dataset_is_the_same_after_rdflib(quads: tuple[Quad, ...]) -> None:
    text = to_dataset(quads).serialize(format="nquads")
    assert Dataset(parse(text, format=RdfFormat.N_QUADS)) == Dataset(quads)
