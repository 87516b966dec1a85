from __future__ import annotations

import pytest
from pyoxigraph import Quad

from kg.errors import UsageError
from kg.graph import Graph, memory_graph
from kg.graph.quads import article_quads
from kg.model import Status
from kg.network import Network, partner_network
from kg.schema import Schema, load_schema
from tests.graph.builders import Article, sample


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
    (tie,) = by_ends["北山电信", "海川科技"].ties
    assert (tie.date, tie.status, tie.about) == ("2024-03-02", "actual", "东湖智算中心")
    assert tie.declared == 12


def test_quotes_are_the_sentences_of_the_article(network: Network) -> None:
    text = sample().document.text
    for edge in network.edges:
        for quote in (q for tie in edge.ties for q in tie.quotes):
            assert text[quote.begin : quote.end] == quote.sentence
            assert quote.article == "东湖智算中心揭牌"


def test_an_empty_graph_has_an_empty_network() -> None:
    assert partner_network(memory_graph()) == Network((), ())


def test_denied_agreements_are_there_when_asked_for(graph: Graph) -> None:
    denied = partner_network(graph, statuses=iter(["denied"]))
    (edge,) = denied.edges
    assert {edge.source.rsplit("/")[-1], edge.target.rsplit("/")[-1]} == {"北山电信", "西河集团"}
    assert edge.ties[0].quotes[0].exact == "西河集团否认与北山电信签约"


def test_a_quote_tells_the_words_of_its_sentence(network: Network) -> None:
    for edge in network.edges:
        assert all(q.exact in q.sentence for tie in edge.ties for q in tie.quotes)


def both(status: Status = Status.ACTUAL) -> Graph:
    """甲 builds a centre in a city and runs nothing; 乙 pays for it."""
    article = Article("甲公司承建、乙公司投资的东湖智算中心在芜湖市。\n")
    for name, type in (
        ("甲公司", "Company"),
        ("乙公司", "Company"),
        ("东湖智算中心", "ComputingCenter"),
        ("芜湖市", "AdministrativeArea"),
    ):
        article.entity(name, type)
    article.relation(("东湖智算中心", "builtBy", "甲公司"), "甲公司承建")
    article.relation(("东湖智算中心", "investedBy", "乙公司"), "乙公司投资", status=status)
    article.relation(("东湖智算中心", "locatedIn", "芜湖市"), "在芜湖市")
    article.relation(("甲公司", "locatedIn", "芜湖市"), "在芜湖市")
    article.relation(("乙公司", "locatedIn", "芜湖市"), "在芜湖市")
    return memory_graph(article_quads(article.extraction(), load_schema()))


def test_builder_and_investor_of_one_project_are_joined() -> None:
    (edge,) = partner_network(both(), ["项目"]).edges
    (tie,) = edge.ties
    assert (tie.kind, tie.about, tie.status) == ("project", "东湖智算中心", "actual")
    assert [quote.sentence for quote in tie.quotes] == [
        "甲公司承建、乙公司投资的东湖智算中心在芜湖市。"
    ]


def test_a_planned_investor_and_an_actual_builder_are_joined_by_plan() -> None:
    (edge,) = partner_network(both(Status.PLANNED), ["project"]).edges
    assert edge.planned


def test_parties_of_one_place_are_joined() -> None:
    (edge,) = partner_network(both(), ["place"]).edges
    assert [(tie.kind, tie.about) for tie in edge.ties] == [("place", "芜湖市")]


def test_several_projections_add_up() -> None:
    (edge,) = partner_network(both(), ["place", "project"]).edges
    assert sorted(tie.kind for tie in edge.ties) == ["place", "project"]


def test_a_crowded_place_joins_nobody() -> None:
    names = [f"企业{n:02}号公司" for n in range(31)]
    article = Article("在芜湖市：" + "、".join(names) + "。\n")
    article.entity("芜湖市", "AdministrativeArea")
    for name in names:
        article.entity(name, "Company")
        article.relation((name, "locatedIn", "芜湖市"), "在芜湖市")
    graph = memory_graph(article_quads(article.extraction(), load_schema()))
    assert partner_network(graph, ["place"]) == Network((), ())


def test_places_enclose_one_another() -> None:
    network = partner_network(both(), ["project"])
    assert network.edges[0].ties[0].places == ("安徽省", "芜湖市")
    assert all(node.places == ("安徽省", "芜湖市") for node in network.nodes)


def test_unknown_projection_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="agreement"):
        partner_network(memory_graph(), ["nix"])


def test_plain_triples_without_claims_hold() -> None:
    quads = [
        Quad(quad.subject, quad.predicate, quad.object, quad.graph_name)
        for quad in both().quads()
        if "claim-" not in str(quad.subject)
    ]
    (edge,) = partner_network(memory_graph(quads), ["project"]).edges
    assert (edge.ties[0].status, edge.ties[0].quotes) == ("actual", ())
