from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import memory_graph, open_graph
from kg.graph.quads import article_quads
from kg.query.completion import making
from kg.query.completion.statistics import Statistics
from kg.query.completion.stored import completion_index
from kg.schema import Schema
from tests.graph.builders import sample


def test_a_graph_is_known_by_its_names_classes_and_properties(schema: Schema) -> None:
    graph = memory_graph(article_quads(sample().extraction(), schema))
    index = completion_index(graph)
    (first, *_) = index.names.find("bsdx")
    assert (first.text, first.term, first.types) == ("北山电信", "id:北山电信", ("Company",))
    assert first.edges > 0
    statistics = index.statistics
    assert statistics.classes["kg:Company"] >= 1
    assert "kg:party" in dict(statistics.properties_of(["kg:Agreement"])[:3])
    assert statistics.ranges["kg:party"]["kg:Company"] >= 1
    assert "kg:actual" in statistics.values["kg:status"]
    assert completion_index(graph) is index


def test_what_is_said_both_ways_is_one_edge(schema: Schema) -> None:
    graph = memory_graph(article_quads(sample().extraction(), schema))
    query = """SELECT ?x ?p { { id:北山电信 ?p ?x } UNION { ?x ?p id:北山电信 }
        FILTER EXISTS { ?x kg:mentionedIn ?a } }"""
    lines = graph.select(query).rows
    symmetric = [row for row in lines if lines.count(row) > 1]
    (name, *_) = completion_index(graph).names.find("北山电信")
    assert symmetric
    assert name.edges == len(lines) - len(symmetric) // 2


def test_a_store_keeps_the_index_until_it_changes(
    schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quads = list(article_quads(sample().extraction(), schema))
    with open_graph(tmp_path / "kg.store", read_only=False) as graph:
        graph.load(quads)
    with open_graph(tmp_path / "kg.store") as graph:
        made = completion_index(graph)
    monkeypatch.setattr(making, "index_files", lambda *_: pytest.fail("it was made again"))
    with open_graph(tmp_path / "kg.store") as graph:
        assert completion_index(graph) == made
        assert completion_index(graph).names.find("bsdx")


def test_properties_of_unknown_classes_go_by_frequency() -> None:
    statistics = Statistics(properties={"a": 1, "b": 2, "c": 2}, domains={"X": {"a": 1}})
    assert statistics.properties_of([]) == [("b", 0), ("c", 0), ("a", 0)]
    assert statistics.properties_of(["X", "Y"]) == [("a", 1), ("b", 0), ("c", 0)]
