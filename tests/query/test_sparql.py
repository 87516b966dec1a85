from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import QueryError, QuerySyntaxError
from kg.graph import Graph, memory_graph
from kg.query.sparql import caret, iri, run, select, string, table
from kg.schema import Schema
from tests.query.world import world


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return world(schema)


def test_prefixes_need_no_declaration(graph: Graph) -> None:
    query = "SELECT ?b { id:东湖智算中心 kg:builtBy ?b }"
    assert [row["b"] for row in select(graph, query)] == [
        "https://example.org/kg/id/北山电信有限公司"
    ]


def test_columns_come_as_written_and_entities_by_name(graph: Graph) -> None:
    result = run(graph, "SELECT ?z ?a { ?z kg:deploys ?a }")
    shown = table(graph, result)
    assert shown.columns == ("z", "a")
    assert [[cell.label for cell in row if cell] for row in shown.rows] == [
        ["东湖智算中心", "青鸟芯片"]
    ]


def test_ask_and_construct_are_tables_too(graph: Graph) -> None:
    assert table(graph, run(graph, "ASK { ?s ?p ?o }")).truth is True
    built = run(graph, "CONSTRUCT { ?s kg:deploys ?o } { ?s kg:deploys ?o }")
    assert len(table(graph, built).rows) == 1


def test_syntax_error_points_at_its_place(graph: Graph) -> None:
    text = "SELECT ?机构\nWHERE { ?机构 kg:party . }"
    with pytest.raises(QuerySyntaxError) as failure:
        run(graph, text)
    line, cells = caret(text, failure.value)
    assert line == "WHERE { ?机构 kg:party . }"
    assert line[: cells - 2].endswith(("party ", "party . "))  # two wide characters before it


def test_updates_are_refused(graph: Graph) -> None:
    with pytest.raises(QueryError):
        run(graph, "DELETE WHERE { ?s ?p ?o }")


@given(st.text(max_size=30))
@example('"} #\\')
@example("\n\t")
def test_strings_are_written_so_that_they_come_back(text: str) -> None:
    if any("\ud800" <= c <= "\udfff" or c in "\x00\ufffe\uffff" for c in text):
        return
    (row,) = select(memory_graph(), f"SELECT ?x {{ BIND({string(text)} AS ?x) }}")
    assert row["x"] == text


def test_iri_cannot_end_early() -> None:
    assert ">" not in iri("a> } DROP ALL #")[1:-1]
