"""Edge views over a graph, and the arrays that are kept beside a store."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.graph import open_graph
from kg.graph import vocabulary as v
from kg.query.paths import find_paths
from kg.query.paths.adjacency import Adjacency
from kg.query.paths.result import Edge
from kg.query.paths.views import adjacency, forget
from kg.schema import Schema
from tests.query.paths.builders import ASKS, PREFIXES, WEB, ask, chains, deal, graph_of

ARTICLE = pyoxigraph.NamedNode(v.INDIVIDUALS + "article-1")


def edges(turtle: str, schema: Schema) -> list[Edge]:
    held = adjacency(graph_of(turtle), schema)
    return [held.edge(number) for number in range(len(held))]


def claim(name: str, status: str, *articles: str) -> str:
    """A claim that b built a, by some articles, as Turtle."""
    evidence = "".join(
        f"id:c{name} kg:evidence id:e{name}{article} .\n"
        f"id:e{name}{article} oa:hasSource id:{article} .\n"
        for article in articles
    )
    return (
        f"id:c{name} rdf:subject id:a ; rdf:predicate kg:builtBy ; rdf:object id:b ; "
        f"kg:status kg:{status} .\n{evidence}"
    )


def test_sources_are_articles_and_not_sentences(schema: Schema) -> None:
    turtle = "id:a kg:builtBy id:b .\n" + claim("1", "actual", "x", "y") + claim("2", "actual", "x")
    (found,) = edges(turtle, schema)
    assert (found.status, found.sources) == ("actual", 2)


def test_facts_of_two_statuses_are_two_edges(schema: Schema) -> None:
    turtle = "id:a kg:builtBy id:b .\n" + claim("1", "actual", "x") + claim("2", "denied", "y")
    assert [edge.status for edge in edges(turtle, schema)] == ["actual", "denied"]


def test_a_triple_that_nobody_claims_is_actual_and_has_no_source(schema: Schema) -> None:
    (found,) = edges("id:a kg:builtBy id:b .", schema)
    assert (found.status, found.sources) == ("actual", 0)


def test_an_agreement_of_three_is_three_edges_with_what_it_is_about(schema: Schema) -> None:
    turtle = deal("x", "a", "b", "c", date="2024-05") + 'id:x kg:subjectMatter "算力"@zh .'
    found = edges(turtle, schema)
    assert [(e.start[-1], e.end[-1]) for e in found] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert {(e.date, e.title, e.via) for e in found} == {("2024-05", "算力", v.INDIVIDUALS + "x")}
    (item,) = ask(turtle, "PATH FROM id:a TO id:b", schema).items
    assert item.label == "a —签约合作（算力） 2024-05— b"


def test_a_denied_agreement_has_claims_only_and_is_an_edge_all_the_same(schema: Schema) -> None:
    turtle = "id:x kg:status kg:denied .\n" + "".join(
        f"id:c{end} rdf:subject id:x ; rdf:predicate kg:party ; rdf:object id:{end} ;"
        f" kg:status kg:denied ; kg:evidence id:e . id:e oa:hasSource id:y .\n"
        for end in "ab"
    )
    (found,) = edges(turtle, schema)
    assert (found.status, found.sources) == ("denied", 1)


def in_article(quad: pyoxigraph.Quad) -> pyoxigraph.Quad:
    return pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, ARTICLE)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with the agreements of ``WEB``."""
    folder = tmp_path / "kg.store"
    write(folder, WEB)
    return folder


def write(folder: Path, turtle: str) -> None:
    quads = pyoxigraph.parse(PREFIXES + turtle, pyoxigraph.RdfFormat.TURTLE)
    with open_graph(folder, read_only=False) as graph:
        graph.load(in_article(quad) for quad in quads)


def test_arrays_are_kept_beside_a_store_and_used_again(store: Path, schema: Schema) -> None:
    with open_graph(store) as graph:
        assert chains(find_paths(graph, ASKS, schema)) == ["abd", "acd"]
    (folder,) = (store / "indexes").glob("paths-*")
    (folder / "arrays.json").rename(folder / "held")
    one, other = v.INDIVIDUALS + "a", v.INDIVIDUALS + "d"
    edge = Edge(view="agreement", start=one, end=other, symmetric=True, via="id:w")
    Adjacency.of([edge]).save(folder)
    with open_graph(store) as graph:
        assert chains(find_paths(graph, ASKS, schema)) == ["ad"]


def test_arrays_are_made_anew_when_the_store_changes(store: Path, schema: Schema) -> None:
    with open_graph(store) as graph:
        assert chains(find_paths(graph, ASKS, schema)) == ["abd", "acd"]
    write(store, WEB + deal("w", "a", "d"))
    with open_graph(store) as graph:
        assert chains(find_paths(graph, ASKS, schema)) == ["ad"]


def test_damaged_arrays_are_done_without(store: Path, schema: Schema) -> None:
    with open_graph(store) as graph:
        adjacency(graph, schema)
    (folder,) = (store / "indexes").glob("paths-*")
    (folder / "arrays.json").write_text("{", encoding="utf-8")
    with open_graph(store) as graph:
        assert chains(find_paths(graph, ASKS, schema)) == ["abd", "acd"]


def test_a_graph_in_memory_is_read_again_when_it_is_forgotten(schema: Schema) -> None:
    graph = graph_of(WEB)
    assert chains(find_paths(graph, ASKS, schema)) == ["abd", "acd"]
    quads = pyoxigraph.parse(PREFIXES + deal("w", "a", "d"), pyoxigraph.RdfFormat.TURTLE)
    graph.load(in_article(quad) for quad in quads)
    forget(graph)
    assert chains(find_paths(graph, ASKS, schema)) == ["ad"]
