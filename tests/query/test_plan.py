from __future__ import annotations

import pytest

from kg.errors import QuerySyntaxError
from kg.graph import Graph, memory_graph
from kg.graph.quads import article_quads
from kg.query.plan import Step, plan
from kg.schema import Schema
from tests.graph.builders import sample

QUERY = """SELECT ?a ?label {
  ?a a kg:Company ; kg:partnerOf ?b .
  OPTIONAL { ?a skos:altLabel ?label }
  ?a kg:hasMeasurement [ kg:value ?v ] .
}"""


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return memory_graph(article_quads(sample().extraction(), schema))


def number(graph: Graph, pattern: str) -> int:
    return len(graph.select(f"SELECT * {{ {pattern} }}"))


def test_every_pattern_is_counted_by_itself(graph: Graph) -> None:
    steps = plan(graph, QUERY)
    assert steps[:3] == [
        Step("?a a kg:Company", True, number(graph, "?a a kg:Company")),
        Step("?a kg:partnerOf ?b", True, number(graph, "?a kg:partnerOf ?b")),
        Step("?a skos:altLabel ?label", False, number(graph, "?a skos:altLabel ?label")),
    ]
    assert steps[0].alone


def test_required_patterns_are_counted_together(graph: Graph) -> None:
    (first, second, third, *_) = plan(graph, QUERY, analyse=True)
    assert first.together is None
    assert second.together == number(graph, "?a a kg:Company ; kg:partnerOf ?b")
    assert third.together is None


def test_nodes_without_a_name_are_not_counted(graph: Graph) -> None:
    assert [step.alone for step in plan(graph, QUERY)][3:] == [None, None]


def test_declared_prefixes_are_those_of_the_query(graph: Graph) -> None:
    query = "PREFIX x: <https://example.org/kg/ontology#> ASK { ?a a x:Company }"
    assert plan(graph, query)[0].alone == number(graph, "?a a kg:Company")


def test_broken_queries_are_errors(graph: Graph) -> None:
    with pytest.raises(QuerySyntaxError):
        plan(graph, "SELECT * { ?a }")
