from __future__ import annotations

import pytest

from kg.graph.syntax.parser import read
from kg.graph.syntax.triples import Pattern, classes_of, patterns


def _words(pattern: Pattern) -> tuple[str, str, str]:
    parts = (pattern.subject, pattern.predicate, pattern.object)
    first, second, third = ("".join(t.value for t in part) for part in parts)
    return first, second, third


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { ?a a kg:A ; kg:p 1, 2 . ?b", ["?a a kg:A", "?a kg:p 1", "?a kg:p 2"]),
        ("SELECT * { ?a kg:p/^kg:q+ ?b }", ["?a kg:p/^kg:q+ ?b"]),
        ("SELECT * { ?a (kg:p|!(kg:q)) ?b }", ["?a (kg:p|!(kg:q)) ?b"]),
        (
            'SELECT * { ?a kg:p "x"@zh ; kg:q "1"^^xsd:date }',
            ['?a kg:p "x"@zh', '?a kg:q "1"^^xsd:date'],
        ),
        (
            "SELECT * { ?a kg:p [ kg:q 1 ; kg:r ?b ] ; kg:s 2 }",
            ["?a kg:p ", " kg:q 1", " kg:r ?b", "?a kg:s 2"],
        ),
        ("SELECT * { ?a kg:p ( 1 ?b ) . ?c kg:q 2 }", ["?a kg:p ", "?c kg:q 2"]),
        ("SELECT * { (1 2) kg:p ?b }", [" kg:p ?b"]),
        ("SELECT (COUNT(?a) AS ?n) { ?a ?b ?c } ORDER BY ?c", ["?a ?b ?c"]),
        (
            "SELECT * { FILTER(?a > 1) ?a ?b ?c FILTER regex(?a, 'x') ?d ?e ?f }",
            ["?a ?b ?c", "?d ?e ?f"],
        ),
        ("SELECT * { VALUES (?x ?y) { (1 2) } ?a ?b ?x }", ["?a ?b ?x"]),
        ("SELECT * { BIND(1 AS ?x) { SELECT ?y { ?y a kg:B } } }", ["?y a kg:B"]),
    ],
)
def test_patterns_in_order(text: str, expected: list[str]) -> None:
    assert [" ".join(_words(p)) for p in patterns(read(text).tokens)] == expected


def test_patterns_that_a_result_does_not_need() -> None:
    text = """SELECT * {
      ?a kg:needed 1 OPTIONAL { ?a kg:optional 1 { ?a kg:within 1 } }
      { ?a kg:left 1 } UNION { ?a kg:right 1 } MINUS { ?a kg:minus 1 }
      FILTER(?x && NOT EXISTS { ?a kg:not 1 }) { ?a kg:nested 1 }
    }"""
    needed = [p.predicate[0].value for p in patterns(read(text).tokens) if p.required]
    assert needed == ["kg:needed", "kg:nested"]


def test_patterns_know_their_graph_and_templates() -> None:
    text = "CONSTRUCT { ?a kg:made 1 } { GRAPH ?g { ?a kg:in 1 } ?a kg:out 1 }"
    made, inside, outside = patterns(read(text).tokens)
    assert (made.template, inside.template) == (True, False)
    assert (str(inside.graph), outside.graph) == ("?g", None)
    assert text[slice(*inside.span)] == "?a kg:in 1"


def test_classes_of_a_subject() -> None:
    found = patterns(read("SELECT * { ?a a kg:A, kg:B ; kg:p ?b . ?b a kg:C . ?a kg:q ").tokens)
    assert list(classes_of(found, "?a")) == ["kg:A", "kg:B"]
