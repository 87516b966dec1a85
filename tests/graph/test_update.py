from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.graph import memory_graph, open_graph
from kg.graph.local import LocalGraph
from kg.graph.quads import article_quads
from kg.graph.update import Change
from kg.schema import Schema
from tests.graph.builders import sample


@pytest.fixture(scope="module")
def store(schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("built") / "kg.store"
    with open_graph(store, read_only=False, schema=schema) as writer:
        writer.load(memory_graph(article_quads(sample().extraction(), schema)).quads())
    return store


@pytest.fixture
def graph(store: Path, schema: Schema) -> LocalGraph:
    graph = open_graph(store, schema=schema)
    assert isinstance(graph, LocalGraph)
    return graph


def rehearsed(graph: LocalGraph, text: str, folder: Path) -> Change:
    change = graph.rehearse(text, folder)
    assert graph.ask("ASK { id:北山电信 kg:partnerOf id:海川科技 }")  # nothing has changed
    return change


def test_what_goes_into_an_article(graph: LocalGraph, tmp_path: Path) -> None:
    (article,) = graph.articles()
    text = f"INSERT DATA {{ GRAPH <{article.iri}> {{ id:甲 kg:partnerOf id:乙 }} }}"
    change = rehearsed(graph, text, tmp_path)
    assert [str(quad.subject) for quad in change.added] == [f"<{graph.base}甲>"]
    assert not change.removed
    assert [name.value for name in change.articles] == [article.iri]


def test_what_goes_out_of_the_union_goes_out_of_every_article(
    graph: LocalGraph, tmp_path: Path
) -> None:
    change = rehearsed(graph, "DELETE WHERE { id:北山电信 kg:partnerOf ?b }", tmp_path)
    (article,) = graph.articles()
    assert {str(quad.graph_name) for quad in change.removed} == {f"<{article.iri}>"}
    assert not change.added


def test_nothing_is_no_change(graph: LocalGraph, tmp_path: Path) -> None:
    assert not rehearsed(graph, "DELETE DATA { id:没有 kg:partnerOf id:没有 }", tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("INSERT DATA { id:甲 kg:partnerOf id:乙 }", "belongs to no article"),
        ("DELETE DATA { id:东湖智算中心 a kg:Facility }", "follows from a narrower class"),
        ("INSERT DATA { GRAPH id:a { _:x kg:partnerOf id:乙 } }", "blank node"),
        ("LOAD <http://127.0.0.1:9/x.ttl> INTO GRAPH id:a", "not allowed"),
        ("INSERT { GRAPH id:a { ?s ?p ?o } } WHERE { SERVICE ?x { ?s ?p ?o } }", "not allowed"),
    ],
)
def test_what_cannot_be_said_of_articles_is_refused(
    graph: LocalGraph, tmp_path: Path, text: str, reason: str
) -> None:
    with pytest.raises(QueryError, match=reason):
        graph.rehearse(text, tmp_path)


def test_a_graph_of_the_store_may_be_named(graph: LocalGraph) -> None:
    (article,) = graph.articles()
    query = f"PREFIX g: <{article.iri[:-1]}> ASK FROM g:{article.iri[-1]} {{ ?s ?p ?o }}"
    assert graph.ask(query)
    assert graph.ask(f"ASK FROM NAMED <{article.iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}")


def test_an_address_may_be_named_once_it_is_allowed(graph: LocalGraph) -> None:
    query = "ASK FROM <http://other.example/> { ?s ?p ?o }"
    with pytest.raises(QueryError, match="not allowed"):
        graph.ask(query)
    graph.allowed = frozenset(["http://other.example/"])
    assert graph.ask(query) is False
