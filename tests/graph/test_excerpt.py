from __future__ import annotations

import pytest
from pyoxigraph import Quad

from kg.graph import Graph, memory_graph
from kg.graph.excerpt import article_quads_of, articles_of, surroundings
from kg.graph.quads import article_quads
from kg.graph.validate import validate
from kg.schema import Schema
from tests.graph.builders import Article, sample

BASE = "https://example.org/kg/id/"


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    other = Article("河谷数据由青原建设承建。", source="news/b.txt")
    other.entity("河谷数据", "DataCenter")
    other.entity("青原建设", "Company")
    other.relation(("河谷数据", "builtBy", "青原建设"), "由青原建设承建")
    one = article_quads(sample().extraction(), schema)
    return memory_graph([*one, *article_quads(other.extraction(), schema)])


def named(quads: set[Quad]) -> set[str]:
    return {
        getattr(quad.subject, "value", "").removeprefix(BASE)
        for quad in quads
        if quad.predicate.value.endswith("prefLabel")
    }


def around(graph: Graph, name: str, depth: int) -> set[Quad]:
    return set(surroundings(graph, [BASE + name], depth))


@pytest.mark.parametrize("name", ["b", "b.txt", "news/b.txt", "河谷数据由青原建设承建。"])
def test_an_article_is_found_by_its_names(graph: Graph, name: str) -> None:
    (found,) = articles_of(graph, [name])
    assert found.source == "news/b.txt"
    quads = set(article_quads_of(graph, [found]))
    assert {str(quad.graph_name) for quad in quads} == {f"<{found.iri}>"}
    assert articles_of(graph, [(found.sha256 or "")[:12]]) == (found,)


def test_articles_are_found_by_their_date(graph: Graph) -> None:
    assert len(articles_of(graph, [], "2024-03-02")) == 2
    assert articles_of(graph, [], "2024-03-03") == ()
    assert articles_of(graph, ["nothing"]) == ()


def test_the_surroundings_grow_with_the_steps(graph: Graph) -> None:
    assert named(around(graph, "云帆软件", 0)) == {"云帆软件"}
    near = named(around(graph, "云帆软件", 1))
    assert near == {"云帆软件", "北山电信"}
    further = named(around(graph, "云帆软件", 2))
    assert {"东湖智算中心", "海川科技", "张三"} <= further
    assert "河谷数据" not in further


def test_the_surroundings_are_a_part_that_conforms(graph: Graph, schema: Schema) -> None:
    part = around(graph, "东湖智算中心", 1)
    assert part < set(graph.quads())
    assert validate(part, schema) == ()
    assert any(quad.predicate.value.endswith("#sentence") for quad in part)
