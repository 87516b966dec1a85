from __future__ import annotations

import json

import pytest

from kg.errors import QueryError, UnknownEntityError, UsageError
from kg.graph import Graph
from kg.query.answer import Answer
from kg.query.paths import between, find_paths
from kg.schema import Schema
from tests.query.world import world


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return world(schema)


def chains(answer: Answer) -> list[list[str]]:
    return [[node.label for node in item.path.nodes] for item in answer.items if item.path]


def test_an_agreement_is_one_hop_with_its_sentence(graph: Graph, schema: Schema) -> None:
    answer = find_paths(graph, between("海川科技", "北山电信"), schema)
    assert chains(answer) == [["海川科技", "北山电信有限公司"]]
    path = answer.items[0].path
    assert path is not None
    (hop,) = path.hops
    assert hop.edge.date == "2024-03-02"
    assert hop.evidence[0].sentence == "海川科技、云帆软件等5家企业分别与北山电信签约。"


def test_arrows_show_the_stored_direction(graph: Graph, schema: Schema) -> None:
    answer = find_paths(graph, "PATH FROM 北山电信 TO 东湖智算中心", schema)
    assert answer.items[0].label == "北山电信有限公司 ←建设方— 东湖智算中心"


def test_via_limits_the_edges(graph: Graph, schema: Schema) -> None:
    answer = find_paths(graph, "PATH FROM 海川科技 TO 东湖智算中心 VIA 签约", schema)
    assert not answer.items
    assert answer.note


def test_avoided_nodes_are_not_passed(graph: Graph, schema: Schema) -> None:
    statement = "PATH FROM 云帆软件 TO 海川科技 AVOID NODE 北山电信"
    assert chains(find_paths(graph, statement, schema)) == [
        ["云帆软件", "西河数据中心", "海川科技"]
    ]


def test_through_must_be_passed(graph: Graph, schema: Schema) -> None:
    statement = "PATH FROM 云帆软件 TO 海川科技 THROUGH 西河数据中心"
    assert chains(find_paths(graph, statement, schema)) == [
        ["云帆软件", "西河数据中心", "海川科技"]
    ]


def test_places_are_walked_only_when_nothing_else_leads_there(graph: Graph, schema: Schema) -> None:
    answer = find_paths(graph, between("东湖智算中心", "东海省"), schema)
    assert chains(answer) == [["东湖智算中心", "南岭市", "东海省"]]
    assert answer.note


def test_denied_agreement_is_no_edge(graph: Graph, schema: Schema) -> None:
    answer = find_paths(graph, between("西河集团", "北山电信"), schema)
    assert not answer.items


def test_regular_path_is_followed_as_a_whole(graph: Graph, schema: Schema) -> None:
    statement = "PATH FROM 海川集团 TO 东湖智算中心 ALONG ^母公司/签约/^建设方"
    assert chains(find_paths(graph, statement, schema)) == [
        ["海川集团", "海川科技", "北山电信有限公司", "东湖智算中心"]
    ]


def test_directed_follows_the_stored_direction(graph: Graph, schema: Schema) -> None:
    assert find_paths(graph, "PATH FROM 海川科技 TO 海川集团 VIA 母公司 DIRECTED", schema).items
    assert not find_paths(graph, "PATH FROM 海川集团 TO 海川科技 VIA 母公司 DIRECTED", schema).items


def test_dates_drop_edges_without_one(graph: Graph, schema: Schema) -> None:
    assert find_paths(graph, "PATH FROM 海川科技 TO 北山电信 SINCE 2024", schema).items
    assert not find_paths(graph, "PATH FROM 海川科技 TO 海川集团 SINCE 2024", schema).items


def test_ends_may_be_a_group_or_a_class(graph: Graph, schema: Schema) -> None:
    group = "PATH ANY FROM { ?x kg:locatedIn id:西河县 } TO 云帆软件"
    assert chains(find_paths(graph, group, schema)) == [["西河数据中心", "云帆软件"]]
    cls = "PATH ANY FROM 张三 TO *:Person"
    with pytest.raises(QueryError, match="two different ends"):
        find_paths(graph, cls, schema)


def test_parameters_are_bound_from_outside(graph: Graph, schema: Schema) -> None:
    statement = "PATH FROM $org TO 北山电信"
    iri = "https://example.org/kg/id/海川科技"
    answer = find_paths(graph, statement, schema, bindings={"$org": [iri]})
    assert chains(answer) == [["海川科技", "北山电信有限公司"]]
    with pytest.raises(UsageError):
        find_paths(graph, statement, schema)


def test_unknown_name_offers_the_nearest(graph: Graph, schema: Schema) -> None:
    with pytest.raises(UnknownEntityError) as failure:
        find_paths(graph, "PATH FROM 海川科枝 TO 北山电信", schema)
    assert failure.value.near[0] == "海川科技"


@pytest.mark.parametrize(
    "statement",
    [
        "PATH FROM 海川科技 TO 海川科技",
        "PATH FROM 海川科技 TO 北山电信 VIA 认识",
        "PATH CHEAPEST FROM 海川科技 TO 北山电信 WEIGHT BY luck",
        "PATH FROM 海川科技 TO *:Spaceship",
    ],
)
def test_what_cannot_be_searched_is_said(graph: Graph, schema: Schema, statement: str) -> None:
    with pytest.raises(QueryError):
        find_paths(graph, statement, schema)


def test_json_has_nodes_edges_and_evidence(graph: Graph, schema: Schema) -> None:
    data = json.loads(json.dumps(find_paths(graph, between("海川科技", "北山电信"), schema).json()))
    (edge,) = data["answers"][0]["path"]["edges"]
    assert edge["evidence"][0]["sentence"]
    assert data["plain"] == [{"path": ["海川科技", "北山电信有限公司"]}]
