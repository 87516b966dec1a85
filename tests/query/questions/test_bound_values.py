"""Nothing that is typed gets into a query but as a value that the graph or the lexicon has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import KgError, NotUnderstoodError
from kg.graph import Graph
from kg.graph.interface import Bindings
from kg.graph.local import LocalGraph
from kg.graph.results import Result
from kg.model.lexicon.questions import QuestionLexicon
from kg.query.entities import entity_index
from kg.query.questions import ask
from kg.schema import Schema, load_schema
from tests.query.world import world

IRI = re.compile(r"<([^<>\"{}|^`\\\x00-\x20]*)>")
STRING = re.compile(r'"([^"\\\n]*)"')
DATE = re.compile(r"\d{4}(-\d\d){0,2}")
# What is left of a query without its IRIs and strings: keywords, variables, prefixed names,
# numbers and marks.
REST = re.compile(r"[A-Za-z0-9_?:.,;(){}|&!=<>*+\-/\s]*")
WORDS = re.compile(r"(?<![?:\w])[A-Za-z]+(?![\w:])")
KEYWORDS = frozenset(
    [
        "SELECT",
        "DISTINCT",
        "WHERE",
        "VALUES",
        "FILTER",
        "OPTIONAL",
        "UNION",
        "BIND",
        "AS",
        "EXISTS",
        "NOT",
        "IN",
        "ORDER",
        "BY",
        "GROUP",
        "DESC",
        "ASC",
        "LIMIT",
        "COUNT",
        "CONTAINS",
        "STRENDS",
        "LCASE",
        "STR",
        "SUBSTR",
        "GRAPH",
        "MINUS",
        "ASK",
        "isIRI",
        "true",
        "false",
        "a",
    ]
)
FRAGMENTS = st.sampled_from(
    [
        "东湖智算中心", "北山电信", "海川科技", "南岭", "谁", "和", "签约", "算力", "投资", "超过",
        "多少", "吗", "哪里", "有哪些", "智算中心", "企业", "、", "的", "除了", "2024年", "前3",
        "Who", "built", " ", "'", '"', '"""', "\\", "\\u003E", "{", "}", "<x>", "#", "?x", "$x",
        "} UNION { ?s ?p ?o", "; DROP ALL", "INSERT DATA { <a> <b> <c> }", "kg:builtBy", "?", "𝔘",
        "İ", "\n", "3P", "10亿元", "<https://example.org/kg/id/x>", "SERVICE <http://x> { }",
    ]
)  # fmt: skip


@cache
def shared() -> tuple[Graph, Schema]:
    schema = load_schema()
    return world(schema), schema


@contextmanager
def recorded() -> Iterator[list[str]]:
    """The texts of all queries that graphs are asked."""
    texts: list[str] = []
    query = LocalGraph.query

    def noting(self: LocalGraph, text: str, *, bindings: Bindings | None = None) -> Result:
        texts.append(text)
        return query(self, text, bindings=bindings)

    with patch.object(LocalGraph, "query", noting):
        yield texts


@cache
def known_strings() -> frozenset[str]:
    """The strings that the lexicon lets into queries: parts of names that tell a class."""
    lexicon = shared()[1].lexicon("questions", QuestionLexicon)
    return frozenset(
        part.removesuffix("$") for words in lexicon.classes for part in (*words.name, *words.unless)
    )


@cache
def known_iris() -> frozenset[str]:
    """Every IRI of the graph and of the ontology."""
    graph, schema = shared()
    terms = {
        str(getattr(term, "value", term))
        for quad in graph.quads()
        for term in (quad.subject, quad.predicate, quad.object)
    }
    return frozenset(terms | {schema.ontology.iri(name) for name in schema.ontology.terms})


def assert_bound(text: str) -> None:
    """Every value of a query is one that was known before anything was asked."""
    assert set(IRI.findall(text)) <= known_iris()
    without = IRI.sub(" ", text)
    assert all(s in known_strings() or DATE.fullmatch(s) for s in STRING.findall(without))
    rest = STRING.sub(" ", without)
    assert REST.fullmatch(rest)
    assert set(WORDS.findall(rest)) <= KEYWORDS


@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=12).map("".join))
@example('北山电信"} UNION { ?s ?p ?o } #和谁签约')
@example("东湖智算中心的算力超过1e9P} 吗")
@example("2024年以来和北山电信签约的企业有哪些")
@example("算力超过1000P的智算中心有哪些")
@example("哪个智算中心算力最大")
@example("哪篇文章提到了白鹭科技")
@example("海川科技和北山电信是怎么联系起来的")
@example("东湖智算中心")
def test_no_query_holds_anything_of_the_question(question: str) -> None:
    graph, schema = shared()
    entity_index(graph)  # read before: its queries are not about the question
    with recorded() as texts:
        try:
            ask(graph, question, schema)
        except KgError:
            return
    for text in texts:
        assert_bound(text)


def test_queries_are_recorded() -> None:
    graph, schema = shared()
    with recorded() as texts:
        ask(graph, "谁和北山电信签约", schema)
    assert len(texts) > 1


@pytest.mark.parametrize(
    "query", ['SELECT * { ?s ?p "东湖" }', "SELECT * { <urn:x> ?p ?o }", "DROP ALL", "SELECT 东湖"]
)
def test_a_spliced_value_would_be_seen(query: str) -> None:
    with pytest.raises(AssertionError):
        assert_bound(query)


@pytest.mark.parametrize(
    "noise",
    [
        "你好",
        "P" * 5000,
        "东湖" * 2500,
        '"' * 5000,
        "{" * 300,
        "SELECT * WHERE { ?s ?p ?o }",
        "🙂" * 99,
    ],
)
def test_noise_is_no_question(noise: str) -> None:
    graph, schema = shared()
    with pytest.raises(NotUnderstoodError):
        ask(graph, noise, schema)


@pytest.mark.parametrize("mark", ['"', "'", "{", "}", "\\", "<", ">", "#", "`", "“", "（"])
def test_marks_around_a_name_do_not_matter(mark: str) -> None:
    graph, schema = shared()
    assert ask(graph, f"{mark}东湖智算中心{mark}在哪里", schema).plain == ["南岭市"]
