from __future__ import annotations

import pytest

from kg.graph.syntax.parser import read
from kg.graph.syntax.rules import unbound, undeclared, violations


@pytest.mark.parametrize(
    ("text", "key", "marked"),
    [
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "star_grouped", "*"),
        ("SELECT ?o { ?s ?p ?o } GROUP BY ?s", "ungrouped", "?o"),
        ("SELECT ?o (COUNT(?s) AS ?n) { ?s ?p ?o }", "ungrouped", "?o"),
        ("SELECT (?o + COUNT(?s) AS ?n) { ?s ?p ?o }", "ungrouped", "?o"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "named_twice", "?x"),
        ("SELECT (1 AS ?s) { ?s ?p ?o }", "variable_taken", "?s"),
        ("SELECT * { ?s ?p ?o BIND(1 AS ?o) }", "variable_taken", "?o"),
        ("SELECT * { { ?s ?p ?o } BIND(1 AS ?o) }", "variable_taken", "?o"),
        ("SELECT (SUM(MAX(?o)) AS ?n) { ?s ?p ?o }", "nested_aggregate", "MAX"),
        ("SELECT * { VALUES (?a ?b) { (1 2) (3) } }", "values_count", "(3)"),
        ("SELECT * { _:a ?p 1 { _:a ?q 2 } }", "label_reused", "_:a"),
        ("SELECT * { _:a ?p 1 OPTIONAL { ?x ?q 2 } _:a ?q 2 }", "label_reused", "_:a"),
        ("INSERT DATA { _:a <x:p> 1 } ; INSERT DATA { _:a <x:p> 1 }", "label_reused", "_:a"),
        ("INSERT DATA { ?s <x:p> 1 }", "variable_in_data", "?s"),
        ("DELETE DATA { _:a <x:p> 1 }", "blank_in_delete", "_:a"),
        ("DELETE { ?s ?p [] } WHERE { ?s ?p ?o }", "blank_in_delete", "[]"),
        ("DELETE WHERE { ?s ?p [ ?q 1 ] }", "blank_in_delete", "[ ?q 1 ]"),
        ("SELECT * { FILTER(?x<?a&&?b>?y) }", "reads_as_iri", "<?a&&?b>"),
    ],
)
def test_rules_beyond_the_grammar(text: str, key: str, marked: str) -> None:
    problems = violations(read(text))
    assert [(p.key, text[p.start : p.end]) for p in problems[:1]] == [(key, marked)]
    assert problems[0].start == text.rindex(marked) or key not in ("label_reused", "named_twice")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s",
        "SELECT (?y + 1 AS ?z) { ?s ?p ?d } GROUP BY (YEAR(?d) AS ?y)",
        "SELECT (COUNT(*) AS ?n) (?n * 2 AS ?m) { ?s ?p ?o }",
        "SELECT ?s { ?s ?p ?o FILTER EXISTS { SELECT (MAX(?v) AS ?w) { ?s ?p ?v } } }",
        "SELECT * { _:a ?p 1 FILTER(?p != 2) _:a ?q 2 }",
        "SELECT * { { SELECT (1 AS ?x) {} } UNION { SELECT (2 AS ?x) {} } }",
        "SELECT * { { BIND(1 AS ?y) } UNION { ?s ?p ?y } }",
        "SELECT * { ?s ?p ?o MINUS { ?s ?q ?x } BIND(1 AS ?x) }",
        "INSERT DATA { GRAPH <g:1> { _:a <x:p> 1 } GRAPH <g:2> { _:a <x:p> 1 } }",
        "SELECT * { VALUES () { () } VALUES ?x { 1 2 } }",
    ],
)
def test_what_the_recommendation_allows_breaks_no_rule(text: str) -> None:
    reading = read(text)
    assert reading.tree is not None
    assert violations(reading) == []


def test_prefixes_are_declared_before_they_are_used() -> None:
    text = "PREFIX x: <http://x/> SELECT * { x:a kg:b y:c ; :d 1"
    found = list(undeclared(read(text), ["kg"]))
    assert [(p.values["prefix"], text[p.start : p.end]) for p in found] == [
        ("y", "y:c"),
        ("", ":d"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT ?s ?x { ?s ?p ?o }", ["?x"]),
        ("SELECT ?s ?n (1 AS ?n) { ?s ?p ?o FILTER(?y) }", ["?n"]),
        ("SELECT ?o ?y { ?s ?p ?o MINUS { ?s ?p ?y } }", ["?y"]),
        ("SELECT ?s ?v { ?s ?p ?o } VALUES ?v { 1 }", []),
        ("SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }", []),
        ("SELECT ?s { { SELECT ?n { ?s ?p ?n } } }", ["?s"]),
        ("ASK { ?s ?p ?o }", []),
    ],
)
def test_columns_that_nothing_binds(text: str, names: list[str]) -> None:
    tree = read(text).tree
    assert tree is not None
    assert [text[p.start : p.end] for p in unbound(tree)] == names
