from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, QuerySyntaxError
from kg.graph import memory_graph
from kg.graph.sparql import tokens, written_order


@pytest.mark.parametrize(
    ("query", "line", "column", "message"),
    [
        ("", 1, 1, "a query begins with SELECT"),
        ("谁和海川科技合作", 1, 1, "a query begins with SELECT"),
        ("SELEC ?x", 1, 1, "a query begins with SELECT"),
        ("SELECT ?s { ?s ?p ?o", 1, 21, "'}' is missing at the end"),
        ("SELECT ?s {\n ?s ?p ?o } }", 2, 13, "'}' closes nothing"),
        ("SELECT ?s { FILTER (?s } )", 1, 24, "'}' is not expected here"),
        ("SELECT ?x { '电信 ?s ?p }", 1, 13, "the quotation mark ' is not closed"),
        ("SELECT ?s {\n ?s foo:bar ?o }", 2, 5, "the prefix 'foo:' is not declared"),
        ("SELECT * { ?s ?p }", 1, 18, "'?s ?p' lacks an object"),
        ("SELECT * { ?电信 kg:a id:北山 ?o }", 1, 30, "'?o' lacks a predicate and an object"),
        ("SELECT ?x { ?x a kg:A ?y kg:b ?z }", 1, 23, "'?y' is not expected here"),
        ("SELECT ?s { ?s ?p ?o } LIMIT x", 1, 30, "'x' is not expected here"),
        ("SELECT s WHERE { ?s ?p ?o }", 1, 8, "'s' is not expected here"),
        ("SELECT ?s { ?s ?p ?o } ORDER BY", 1, 32, "the query ends too early"),
        ("SELECT ?a ?a { ?a ?p ?v }", None, None, "a variable stands twice"),
        ("SELECT ?a { ?a ?p ?v } GROUP BY ?p", None, None, "GROUP BY does not keep"),
        ("SELECT ?a { ?a <http://x y> ?v }", 1, 16, "no valid IRI"),
    ],
)
def test_a_broken_query_is_told_what_is_wrong_and_where(
    query: str, line: int | None, column: int | None, message: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        memory_graph().query(query)
    assert message in str(caught.value)
    if line is not None:
        assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith(f"line {caught.value.line}, column {caught.value.column}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://a> { ?s ?p ?o } }",
        "SELECT * FROM <http://a> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://a> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <http://a>",
        "PREFIX x: <http://x/> INSERT DATA { x:a x:b x:c }",
        "DROP ALL",
    ],
)
def test_what_leaves_the_graph_or_changes_it_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match=r"not allowed|would change the graph") as caught:
        memory_graph().query(query)
    assert not isinstance(caught.value, QuerySyntaxError)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "FROM SERVICE" }',
        "SELECT * { ?from ?service kg:FROM } # LOAD",
        "SELECT * { ?s <http://x/#SERVICE> ?o }",
    ],
)
def test_words_inside_names_texts_and_comments_are_no_keywords(query: str) -> None:
    memory_graph().query(query)


def test_columns_of_star_follow_their_first_appearance() -> None:
    query = "SELECT REDUCED * { # ?x\n ?b ?c '?d' . ?a ?b <http://x/?e> }"
    assert written_order(query, ["a", "b", "c"]) == ("b", "c", "a")
    assert written_order("SELECT ?c ?a { ?a ?b ?c }", ["c", "a"]) == ("c", "a")


@given(st.text(alphabet="SELECT ask{}?xy.:<>\"'#\\\n 中*()[];,^|/+"))
def test_any_text_is_a_query_or_a_clear_error(text: str) -> None:
    assert "".join(t.text for t in tokens(text)) == "".join(
        text[t.start : t.start + len(t.text)] for t in tokens(text)
    )
    message = ""
    try:
        memory_graph().query(text)
    except QueryError as error:
        message = str(error)
    assert "\n" not in message
