from __future__ import annotations

import pytest

from kg.graph import Graph, memory_graph
from kg.graph.quads import article_quads
from kg.network import Network, partner_network
from kg.schema import Schema
from tests.graph.builders import sample


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return memory_graph(article_quads(sample().extraction(), schema))


@pytest.fixture(scope="module")
def network(graph: Graph) -> Network:
    return partner_network(graph)


def test_parties_of_agreements_are_nodes(network: Network) -> None:
    assert [node.label for node in network.nodes] == ["云帆软件", "北山电信", "海川科技"]
    assert network.nodes[1].aliases == ("北电",)
    assert network.nodes[1].type == "Company"


def test_denied_agreements_are_left_out(network: Network) -> None:
    assert all("西河集团" not in edge.source + edge.target for edge in network.edges)


def test_edges_know_date_status_subject_and_declared_parties(network: Network) -> None:
    by_ends = {(e.source[-4:], e.target[-4:]): e for e in network.edges}
    (deal,) = by_ends["北山电信", "海川科技"].deals
    assert (deal.date, deal.status, deal.about) == ("2024-03-02", "actual", "东湖智算中心")
    assert deal.declared == 12


def test_quotes_are_the_sentences_of_the_article(network: Network) -> None:
    text = sample().document.text
    for edge in network.edges:
        for quote in (q for deal in edge.deals for q in deal.quotes):
            assert text[quote.begin : quote.end] == quote.sentence
            assert quote.article == "东湖智算中心揭牌"


def test_an_empty_graph_has_an_empty_network() -> None:
    assert partner_network(memory_graph()) == Network((), ())
