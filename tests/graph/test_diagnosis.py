from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, QuerySyntaxError
from kg.graph import memory_graph
from kg.graph.sparql import tokens, written_order

# The place is marked by hand with ⸢: the first character that is wrong, or where something lacks.
BROKEN = [
    ("⸢", "begins with SELECT", ""),
    ("⸢谁和海川科技合作", "begins with SELECT", ""),
    ("⸢SELEC ?x { ?x ?y ?z }", "begins with SELECT", "SELECT"),
    ("⸢SELECTED ?x { ?x ?y ?z }", "begins with SELECT", "SELECT"),
    ("SELECT ?s { ?s ?p ?o⸢", "“}” is missing", ""),
    ("SELECT ?s { ?s ?p ?o⸢ # 注释 }", "“}” is missing", ""),
    ("SELECT ?s {\n ?s ?p ?o } ⸢}", "“}” is not expected", "nothing is open"),
    ("SELECT ?s { FILTER (?s ⸢} )", "“}” is not expected", "line 1, column 20"),
    ("SELECT ?x { ⸢'电信 ?s ?p }", "the quotation mark ' is not closed", ""),
    ('SELECT ?x {\n  ?x kg:a ⸢"电信 }', 'the quotation mark " is not closed', ""),
    ("SELECT * { ?s ?p ⸢}", "an object is missing", ""),
    ("SELECT * {\n  ?机构 kg:party ⸢.\n}", "an object is missing", ""),
    ("SELECT * { ?s kg:a ?o, ⸢; kg:b 1 }", "an object is missing", ""),
    ("SELECT * { ?s ⸢. }", "a predicate and an object are missing", ""),
    ("SELECT * { [ kg:a 1 ; kg:b ⸢] ?p ?o }", "an object is missing", ""),
    ("SELECT * { ?电信 kg:a id:北山 ⸢?o }", "“?o” is not expected", "“.” may be missing"),
    ("SELECT ?x { ?x a kg:A\n  ⸢?y kg:b ?z }", "“?y” is not expected", "“.” may be missing"),
    ("SELECT ?x { ⸢中国石油 ?p ?x }", "“中国石油” is not expected", "id:中国石油"),
    ("SELECT ?x { ?x ?p ⸢中国石油 }", "“中国石油” is not expected", '"中国石油"'),
    ("SELECT ?s { ?s ?p ?o } LIMIT ⸢x", "“x” is not expected", ""),
    ("SELECT ⸢s WHERE { ?s ?p ?o }", "“s” is not expected", ""),
    ("SELECT ?x ⸢WHER { ?x ?p ?o }", "“WHER” is not expected", "WHERE"),
    ("SELECT ?x { ?x ?p ?o ⸢FITLER(?o) }", "“FITLER” is not expected", "FILTER"),
    ("SELECT ?s { ?s ?p ?o } ORDER ⸢?s", "“?s” is not expected", ""),
    ("SELECT ?s { ?s ?p ?o } ORDER BY⸢", "ends too early", ""),
    ("SELECT (COUNT(?a) AS ?n ⸢?b { ?b ?c ?a }", "“?b” is not expected", ""),
    ("SELECT (SUM(?x⸢, ?y) AS ?n) { ?x ?p ?y }", "“,” is not expected", ""),
    ("SELECT ?a { ?b ?c ?d FILTER(?a =⸢= 1) }", "“=” is not expected", "equality is one ="),
    ("SELECT ?a { ?b ?c ?d FILTER(?b <⸢> ?c) }", "“>” is not expected", "!="),
    ("SELECT ?a { ?a ?c ?d FILTER(?a = 1 ⸢and ?d = 2) }", "“and” is not expected", "&&"),
    ("SELECT ?a { ?a ?c ?d FILTER(?a = 1 ⸢OR ?d = 2) }", "“OR” is not expected", "||"),
    ("SELECT ?a⸢, ?b { ?a ?b ?c }", "“,” is not expected", "blanks"),
    ("SELECT ⸢COUNT(?a) { ?a ?b ?c }", "“COUNT” is not expected", "(COUNT(…) AS ?name)"),
    ("SELECT ?a (COUNT(?b)⸢) { ?a ?b ?c }", "“)” is not expected", "AS ?name"),
    ("SELECT ?a { ?a ?b ?c FILTER ⸢?c > 3 }", "“?c” is not expected", "parentheses"),
    ("SELECT ?a { ?a ?b ?c } ORDER BY DESC ⸢?a", "“?a” is not expected", "parentheses"),
    ("SELECT ?a { ?a ?b ?c } LIMIT 3 ⸢ORDER BY ?a", "“ORDER” is not expected", "before LIMIT"),
    ("PREFIX ⸢x <http://x/> ASK { }", "“x” is not expected", "colon: x:"),
    ("SELECT ?a WHERE ⸢?a ?b ?c", "“?a” is not expected", "braces: {"),
    ('SELECT ?a { ?a ?b ?c FILTER regex(?c, "⸢\\d+") }', "no escape", "two backslashes: \\\\d"),
    ("SELECT ?a { ?b ?c ?d FILTER STRLEN(?d⸢, 1) }", "“,” is not expected", ""),
    ("SELECT ?a { ?a ⸢<http://x y> ?v }", "no valid IRI", ""),
    ("SELECT ?a ⸢， ?b { ?a ?b ?c }", "“，” is full-width", "write “,”"),
    ("SELECT ?a ⸢｛ ?a ?b ?c }", "“｛” is full-width", "write “{”"),
    ("SELECT ?s {\n ?s ⸢foo:bar ?o }", "the prefix foo: is not declared", ""),
    ("SELECT ?s { ?s ⸢foaf:name ?o }", "foaf: is not declared", "PREFIX foaf: <http://xmlns.com"),
    ("SELECT ?s { ?s ⸢kgg:name ?o }", "kgg: is not declared", "kg:"),
    ("SELECT ?s { ?s ⸢电信:name ?o }", "电信: is not declared", "PREFIX 电信: <…>"),
    ("SELECT ?a ⸢?a { ?a ?p ?v }", "?a stands twice", ""),
    ("SELECT ⸢?a { ?a ?p ?v } GROUP BY ?p", "?a is neither in GROUP BY", ""),
    ("SELECT ?a { ?a ⸢<名> ?v }", "needs a BASE", ""),
]
_IDS = [query.replace("\n", "↵") for query, _, _ in BROKEN]


@pytest.mark.parametrize(("marked", "message", "hint"), BROKEN, ids=_IDS)
def test_a_broken_query_is_told_what_is_wrong_and_where(
    marked: str, message: str, hint: str
) -> None:
    before, _, after = marked.partition("⸢")
    with pytest.raises(QuerySyntaxError) as caught:
        memory_graph().query(before + after)
    error = caught.value
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert (error.line, error.column) == place
    assert message in error.explanation.headline
    assert hint in error.explanation.hint
    assert str(error) == f"line {place[0]}, column {place[1]}: {error.explanation.headline}"


def test_what_only_the_engine_refuses_is_said_in_its_words() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        memory_graph().query('SELECT ?a {\n ?a ?b "x"@abcdefghijk }')
    assert caught.value.line == 2
    assert caught.value.explanation.headline.startswith("the query engine refuses this: ")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p }", 'a variable, an entity or term (id:… kg:…), a "text", a number'),
        ("SELECT ?s { ?s ?p ?o } LIMIT x", "expected: a number"),
        ("SELECT ?s { ?s ?p ?o } }", "GROUP, HAVING, LIMIT, OFFSET, ORDER, VALUES, the end"),
        ("SELECT s WHERE { ?s ?p ?o }", "a variable, “(”, DISTINCT, REDUCED"),
    ],
)
def test_what_could_stand_there_is_said(query: str, expected: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        memory_graph().query(query)
    assert expected in caught.value.explanation.detail


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
