from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx as nx
import pytest

from kg.network import Edge, Network, Node
from kg.network.measures import measure
from kg.render.exchange import WRITERS, exchange, nodes_csv
from tests.network.builders import network, tie

SIMPLE = network([("a", "b"), ("a", "c")])


def written(shown: Network, format: str) -> str:
    return exchange(shown, measure(shown), format)


@pytest.mark.parametrize("format", sorted(WRITERS))
def test_same_bytes_on_every_run(format: str) -> None:
    assert written(SIMPLE, format) == written(network([("c", "a"), ("b", "a")]), format)


def test_networkx_reads_the_gexf_back(tmp_path: Path) -> None:
    path = tmp_path / "n.gexf"
    path.write_text(
        written(SIMPLE, "gexf")
        .replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
        .replace('version="1.3"', 'version="1.2"'),
        encoding="utf-8",
    )
    graph = nx.read_gexf(path)
    assert graph.nodes["id:a"]["label"] == "企业a"
    assert graph.nodes["id:a"]["partners"] == 2


def test_networkx_reads_the_graphml_back(tmp_path: Path) -> None:
    path = tmp_path / "n.graphml"
    path.write_text(written(SIMPLE, "graphml"), encoding="utf-8")
    graph = nx.read_graphml(path)
    assert graph.edges["id:a", "id:b"]["sentence"] == "甲与乙签订合作协议。"
    assert graph.nodes["id:a"]["betweenness"] == 1.0


def test_csv_has_edges_and_nodes() -> None:
    edges = list(csv.DictReader(io.StringIO(written(SIMPLE, "csv"))))
    assert [(row["from"], row["to"], row["first"]) for row in edges] == [
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
    assert "\x01" not in text or format == "dot"
    if format == "graphml":
        path = tmp_path / "n.graphml"
        path.write_text(text, encoding="utf-8")
        assert nx.read_graphml(path).nodes["id:a"]["label"] == 'a"<&>\\'
