from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from kg.network import Edge, Network, Node
from kg.network.measures import measure
from kg.render.exchange import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    WRITERS,
    edge_values,
    exchange,
    node_values,
    nodes_csv,
)
from tests.network.builders import network, tie

SIMPLE = network([("a", "b"), ("a", "c")])


def written(shown: Network, format: str) -> str:
    return exchange(shown, measure(shown), format)


@pytest.mark.parametrize("format", sorted(WRITERS))
def test_same_bytes_on_every_run(format: str) -> None:
    assert written(SIMPLE, format) == written(network([("c", "a"), ("b", "a")]), format)


Attributes = dict[str, object]


def expected_nodes(shown: Network) -> dict[str, Attributes]:
    return {
        iri: dict(zip(NODE_COLUMNS, values, strict=True))
        for iri, values in node_values(shown, measure(shown))
    }


def expected_edges(shown: Network) -> dict[tuple[str, str], Attributes]:
    found = {}
    for edge in shown.edges:
        values: Attributes = dict(zip(EDGE_COLUMNS, edge_values(edge), strict=True))
        values["planned"] = values["planned"] == "true"
        found[edge.source, edge.target] = values
    return found


def read_back(
    graph: nx.Graph[str], without: Collection[str] = ()
) -> tuple[dict[str, Attributes], dict[tuple[str, str], Attributes]]:
    """Nodes and edges of a graph with their attributes, ends in order."""
    nodes = {iri: dict(values) for iri, values in graph.nodes(data=True)}
    edges = {
        (min(a, b), max(a, b)): {k: v for k, v in values.items() if k not in without}
        for a, b, values in graph.edges(data=True)
    }
    return nodes, edges


MIXED = Network(
    (
        Node("id:a", 'a"<&>]]>\u2028', ("又名",), "Company", ("安徽省", "芜湖市")),
        *network([("b", "c")]).nodes,
    ),
    (
        Edge("id:a", "id:b", (tie("x", date="2024-03"), tie("y", status="planned", date=""))),
        Edge("id:b", "id:c", (replace(tie("z", status="planned"), quotes=(), about="</a>"),)),
    ),
)


@pytest.mark.parametrize("shown", [SIMPLE, MIXED])
def test_networkx_reads_the_gexf_back(shown: Network, tmp_path: Path) -> None:
    path = tmp_path / "n.gexf"
    path.write_text(written(shown, "gexf"), encoding="utf-8")
    nodes, edges = read_back(nx.read_gexf(path), without={"id", "start"})
    assert nodes == expected_nodes(shown)
    assert edges == expected_edges(shown)


@pytest.mark.parametrize("shown", [SIMPLE, MIXED])
def test_networkx_reads_the_graphml_back(shown: Network, tmp_path: Path) -> None:
    path = tmp_path / "n.graphml"
    path.write_text(written(shown, "graphml"), encoding="utf-8")
    assert read_back(nx.read_graphml(path)) == (expected_nodes(shown), expected_edges(shown))


def test_gexf_edges_begin_at_their_date(tmp_path: Path) -> None:
    path = tmp_path / "n.gexf"
    path.write_text(written(MIXED, "gexf"), encoding="utf-8")
    graph = nx.read_gexf(path)
    assert graph.edges["id:a", "id:b"]["start"] == "2024-03-01"
    assert graph.edges["id:b", "id:c"]["start"] == "2024-03-02"


def test_csv_has_edges_and_nodes() -> None:
    edges = list(csv.DictReader(io.StringIO(written(SIMPLE, "csv"))))
    assert [(row["source_label"], row["target_label"], row["first"]) for row in edges] == [
        ("企业a", "企业b", "2024-03-02"),
        ("企业a", "企业c", "2024-03-02"),
    ]
    nodes = list(csv.DictReader(io.StringIO(nodes_csv(SIMPLE, measure(SIMPLE)))))
    assert [row["label"] for row in nodes] == ["企业a", "企业b", "企业c"]


def test_dot_draws_planned_agreements_dashed() -> None:
    assert "style=dashed" not in written(SIMPLE, "dot")
    assert "style=dashed" in written(network([("a", "b")], status="planned"), "dot")


def test_dates_of_gexf_are_days() -> None:
    edge = Edge("id:a", "id:b", (tie("x", date="2024-03"),))
    text = written(Network(SIMPLE.nodes[:2], (edge,)), "gexf")
    assert 'start="2024-03-01"' in text


@pytest.mark.parametrize("format", ["gexf", "graphml", "dot"])
def test_names_are_escaped(format: str, tmp_path: Path) -> None:
    nodes = (Node("id:a", 'a"<&>\x01\\', (), "Company"), SIMPLE.nodes[1])
    text = written(Network(nodes, SIMPLE.edges[:1]), format)
    assert "\x01" not in text
    if format == "graphml":
        path = tmp_path / "n.graphml"
        path.write_text(text, encoding="utf-8")
        assert nx.read_graphml(path).nodes["id:a"]["label"] == 'a"<&>\\'
