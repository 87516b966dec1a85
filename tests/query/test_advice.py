from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import Graph, memory_graph, open_graph
from kg.graph.quads import article_quads
from kg.query.advice import oddities, why_empty
from kg.schema import Schema
from tests.graph.builders import sample


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    """One hand-made article."""
    return memory_graph(article_quads(sample().extraction(), schema))


@pytest.mark.parametrize(
    ("query", "key", "marked", "near"),
    [
        ("SELECT * { ?x kg:partys ?y }", "unknown_property", "kg:partys", "kg:party"),
        ("SELECT * { ?x kg:参与方 ?y }", "unknown_property", "kg:参与方", "kg:party"),
        ("SELECT * { ?x kg:canyufang ?y }", "unknown_property", "kg:canyufang", "kg:party"),
        ("SELECT * { ?x a kg:Compny }", "unknown_class", "kg:Compny", "kg:Company"),
        ("SELECT * { ?x a kg:企业 }", "unknown_class", "kg:企业", "kg:Company"),
        ("SELECT * { ?x <http://x/zzz> ?y }", "unknown_property", "<http://x/zzz>", ""),
        (
            "PREFIX v: <https://example.org/kg/ontology#> SELECT * { ?x kg:party/v:partys ?y }",
            *("unknown_property", "v:partys", "kg:party"),
        ),
        ("SELECT * { ?x kg:subsidiaryOf ?y }", "unused_property", "kg:subsidiaryOf", None),
        ("SELECT * { ?x a kg:Laboratory }", "unused_class", "kg:Laboratory", None),
    ],
)
def test_terms_that_the_graph_does_not_have(
    graph: Graph, query: str, key: str, marked: str, near: str | None
) -> None:
    problem = why_empty(graph, query)
    assert problem is not None
    assert (problem.key, query[problem.start : problem.end]) == (key, marked)
    assert problem.values.get("near") == near


def test_of_properties_that_end_alike_the_commonest_is_meant(graph: Graph, tmp_path: Path) -> None:
    with open_graph(tmp_path / "s", read_only=False) as store:
        store.load(graph.quads())
    with open_graph(tmp_path / "s") as store:
        problem = why_empty(store, "SELECT * { ?x rdfs:label ?y }")
    assert problem is not None
    assert (problem.values["near"], problem.hint) == ("skos:prefLabel", "near_name")


@pytest.mark.parametrize(
    ("query", "stored"),
    [
        ('SELECT * { ?x skos:prefLabel "北山电信" }', '"北山电信"@zh'),
        ('SELECT * { ?x skos:prefLabel "北山电信"@en }', '"北山电信"@zh'),
    ],
)
def test_texts_in_another_language(graph: Graph, query: str, stored: str) -> None:
    problem = why_empty(graph, query)
    assert problem is not None
    assert (problem.key, problem.values["stored"]) == ("other_language", stored)
    assert query[problem.start : problem.end] == problem.values["given"]


def test_a_name_in_the_place_of_what_it_names(graph: Graph) -> None:
    problem = why_empty(graph, 'SELECT * { ?x kg:partnerOf "北山电信" }')
    assert problem is not None
    assert (problem.key, problem.values["term"]) == ("text_for_entity", "id:北山电信")
    nameless = why_empty(graph, 'SELECT * { ?x kg:partnerOf "无人知晓" }')
    assert nameless is not None
    assert nameless.key == "no_match"


@pytest.mark.parametrize(
    ("query", "key", "marked"),
    [
        (
            "SELECT * { ?x a kg:Company ; kg:partnerOf id:无 }",
            *("no_match", "?x a kg:Company ; kg:partnerOf id:无"),
        ),
        ("SELECT * { ?x a kg:Company . ?x kg:party ?y }", "no_join", "?x kg:party ?y"),
        ("SELECT * { ?x a kg:Company FILTER(?x = 1) }", "no_filter", "?x a kg:Company"),
        ("SELECT * { GRAPH <g:none> { ?x a kg:Company } }", "no_match", "?x a kg:Company"),
    ],
)
def test_patterns_without_match(graph: Graph, query: str, key: str, marked: str) -> None:
    problem = why_empty(graph, query)
    assert problem is not None
    assert (problem.key, query[problem.start : problem.end]) == (key, marked)


def test_patterns_that_need_not_match_are_no_reason(graph: Graph) -> None:
    query = "SELECT * { ?x a kg:Company OPTIONAL { ?x kg:partnerOf id:无 } FILTER(?x = 1) }"
    assert why_empty(graph, query) is None


def test_what_the_grammar_does_not_know_has_no_reason(graph: Graph) -> None:
    assert why_empty(graph, "SELECT * { << ?a ?b ?c >> ?p ?o }") is None
    assert oddities("SELECT * { << ?a ?b ?c >> ?p ?o }") == []


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("SELECT * { ?x a kg:A . ?y a kg:B }", "?y a kg:B"),
        ("SELECT * { ?x a kg:A . ?x kg:p ?y . ?z a ?y . ?u kg:q 1 }", "?u kg:q 1"),
        (
            "SELECT * { ?x a kg:A { ?y a kg:B } UNION { ?z a kg:C } }",
            "{ ?y a kg:B } UNION { ?z a kg:C }",
        ),
        ("SELECT * { ?x a kg:A . ?y a kg:B FILTER(?x != ?y) }", None),
        ("SELECT * { ?x a kg:A . ?y a kg:B . ?x kg:p ?y }", None),
        ("SELECT * { ?x kg:p _:b . _:b kg:q ?y }", None),
        ("SELECT * { ?x a kg:A OPTIONAL { ?x kg:p ?y } OPTIONAL { ?y kg:q ?z } }", None),
        ("SELECT * { id:a kg:p id:b . ?x a kg:A }", None),
        ("SELECT * { ?x a kg:A BIND(?x AS ?y) ?y kg:p ?z }", None),
        ("SELECT * { VALUES ?x { 1 } ?x kg:p ?z . { SELECT ?x { ?x kg:q ?w } } }", None),
    ],
)
def test_patterns_without_connection(query: str, marked: str | None) -> None:
    found = [query[p.start : p.end] for p in oddities(query) if p.key == "unconnected"]
    assert found == ([] if marked is None else [marked])


def test_columns_that_nothing_binds_are_odd() -> None:
    (problem,) = oddities("SELECT ?x ?z { ?x a kg:A }")
    assert (problem.key, problem.values["name"]) == ("unbound", "?z")
