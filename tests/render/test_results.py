from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest

from kg.errors import UsageError
from kg.graph import Graph, memory_graph
from kg.graph.quads import article_quads
from kg.render.results import results
from kg.schema import Schema
from tests.graph.builders import sample

QUERY = "SELECT ?e ?name { ?e a kg:ComputingCenter ; skos:prefLabel ?name }"


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return memory_graph(article_quads(sample().extraction(), schema))


def shown(graph: Graph, query: str, format: str) -> str:
    return results(graph.query(query), format, prefixes=graph.prefixes())


def test_table_shows_prefixed_names(graph: Graph) -> None:
    assert "id:东湖智算中心" in shown(graph, QUERY, "table")


def test_table_prefers_labels(graph: Graph) -> None:
    iri = graph.base + "东湖智算中心"
    text = results(graph.query(QUERY), "table", prefixes=graph.prefixes(), labels={iri: "东湖中心"})
    assert "│ 东湖中心 │" in text


def test_csv_has_plain_values_and_crlf(graph: Graph) -> None:
    text = shown(graph, QUERY, "csv")
    assert list(csv.reader(io.StringIO(text))) == [
        ["e", "name"],
        [graph.base + "东湖智算中心", "东湖智算中心"],
    ]
    assert text.endswith("\r\n")


def test_tsv_has_terms_as_turtle(graph: Graph) -> None:
    assert shown(graph, QUERY, "tsv") == (
        f'?e\t?name\n<{graph.base}东湖智算中心>\t"东湖智算中心"@zh\n'
    )


def test_json_follows_the_w3c_form(graph: Graph) -> None:
    data = json.loads(shown(graph, QUERY, "json"))
    assert data["head"] == {"vars": ["e", "name"]}
    assert data["results"]["bindings"] == [
        {
            "e": {"type": "uri", "value": graph.base + "东湖智算中心"},
            "name": {"type": "literal", "value": "东湖智算中心", "xml:lang": "zh"},
        }
    ]


def test_json_names_datatypes(graph: Graph) -> None:
    data = json.loads(shown(graph, "SELECT (1 AS ?n) {}", "json"))
    assert data["results"]["bindings"][0]["n"]["datatype"].endswith("integer")


def test_xml_parses_and_holds_the_values(graph: Graph) -> None:
    root = ET.fromstring(shown(graph, QUERY, "xml"))
    texts = [element.text for element in root.iter() if element.text and element.text.strip()]
    assert texts == [graph.base + "东湖智算中心", "东湖智算中心"]


@pytest.mark.parametrize("format", ["table", "csv", "tsv", "json", "xml", "markdown"])
def test_unbound_cells_are_empty_in_every_format(graph: Graph, format: str) -> None:
    assert shown(graph, "SELECT ?x ?y { BIND(1 AS ?x) }", format)


@pytest.mark.parametrize(
    ("format", "expected"), [("table", "true\n"), ("json", '{"head": {}, "boolean": true}\n')]
)
def test_truth_of_an_ask(graph: Graph, format: str, expected: str) -> None:
    assert shown(graph, "ASK { ?x a kg:Company }", format) == expected


def test_truth_as_xml(graph: Graph) -> None:
    assert "<boolean>false</boolean>" in shown(graph, "ASK { ?x a kg:Nothing }", "xml")


def test_graphs_are_turtle(graph: Graph) -> None:
    text = shown(graph, "CONSTRUCT { ?e a kg:Company } { ?e a kg:Company }", "turtle")
    assert "id:北山电信 a kg:Company" in text


def test_a_table_is_no_turtle(graph: Graph) -> None:
    with pytest.raises(UsageError, match="csv"):
        shown(graph, QUERY, "turtle")


def test_a_graph_is_no_csv(graph: Graph) -> None:
    with pytest.raises(UsageError, match="turtle"):
        shown(graph, "CONSTRUCT WHERE { ?e a kg:Company }", "csv")
