"""The rules 10 to 17 of the path statement, each by its number."""

from __future__ import annotations

import json
from itertools import pairwise

import pyoxigraph
import pytest

from kg.errors import QueryError
from kg.graph import Graph
from kg.model.lexicon.interface import Interface
from kg.query.paths import find_paths
from kg.query.paths.result import Reason
from kg.schema import Schema
from kg.shell.runner import Runner
from tests.query.paths.builders import (
    ASKS,
    WEB,
    ask,
    chains,
    deal,
    graph_of,
    text,
)
from tests.query.world import world


@pytest.fixture(scope="module")
def story(schema: Schema) -> Graph:
    """Two articles, with names and sentences."""
    return world(schema)


# -- 10 to 13: nodes ---------------------------------------------------------------------------


def test_rule_10_what_must_be_passed_is_passed_in_any_order(schema: Schema) -> None:
    assert chains(ask(WEB, f"{ASKS} THROUGH id:c, id:b", schema)) == ["abcd", "acbd"]
    assert not ask(WEB, f"{ASKS} THROUGH id:c, id:b WITHIN 2", schema).items


def test_rule_10_hubs_are_not_passed_but_may_be_ends(schema: Schema) -> None:
    spokes = "".join(deal(f"s{n}", "b", f"m{n}") for n in range(9))
    answer = ask(WEB + spokes, f"{ASKS} AVOID HUBS > 5", schema)
    assert chains(answer) == ["acd"]
    assert chains(ask(WEB + spokes, "PATH FROM id:b TO id:d AVOID HUBS > 5", schema)) == ["bd"]


@pytest.mark.parametrize(
    ("along", "found"),
    [
        ("母公司/签约/^母公司", ["abcd"]),
        ("签约/^母公司", []),
        ("母公司/(签约|位于)+/^母公司?", ["abcd"]),
        ("母公司{1,2}/签约{2}/^母公司", ["abecd"]),
        ("*{3}", ["abcd"]),
    ],
)
def test_rule_11_a_regular_path_is_followed_as_a_whole(
    schema: Schema, along: str, found: list[str]
) -> None:
    turtle = (
        "id:a kg:subsidiaryOf id:b . id:d kg:subsidiaryOf id:c .\n"
        + deal("x", "b", "c") + deal("y", "b", "e") + deal("z", "e", "c")
    )  # fmt: skip
    assert chains(ask(turtle, f"{ASKS} ALONG {along}", schema)) == found


def test_rule_11_hops_count_edges(schema: Schema) -> None:
    assert not ask(WEB, f"{ASKS} ALONG 签约{{3}} WITHIN 2", schema).items
    assert ask(WEB, f"{ASKS} ALONG 签约{{3}} WITHIN 3", schema).items


@pytest.mark.parametrize(
    "name", ["北山电信有限公司", "北山电信", "北山电信有", "id:北山电信有限公司"]
)
def test_rule_12_names_are_looked_up_and_the_header_says_what_was_found(
    story: Graph, schema: Schema, name: str
) -> None:
    answer = find_paths(story, f"PATH FROM 海川科技 TO {name}", schema)
    header = text(answer, schema).splitlines()[0]
    assert header.startswith("海川科技 id:海川科技 → 北山电信有限公司 id:北山电信有限公司")


def test_rule_12_a_name_of_several_entities_lists_them(schema: Schema) -> None:
    named = "".join(
        f'id:{x} skos:prefLabel "同名公司"@zh ; kg:mentionedIn id:article .\n' for x in "ad"
    )
    with pytest.raises(QueryError, match=r"id/a.*id/d"):
        ask(named + WEB, "PATH FROM 同名公司 TO id:b", schema)


def test_rule_13_what_is_the_same_is_one_node_with_all_its_names(schema: Schema) -> None:
    turtle = (
        deal("x", "a", "b") + deal("y", "z", "d") + "id:b owl:sameAs id:z .\n"
        'id:b skos:prefLabel "乙"@zh . id:z skos:prefLabel "乙公司"@zh .\n'
    )
    answer = ask(turtle, ASKS, schema)
    (item,) = answer.items
    assert item.path is not None
    assert [node.label for node in item.path.nodes] == ["a", "乙 = 乙公司", "d"]
    assert chains(ask(turtle, "PATH FROM id:z TO id:a", schema)) == ["乙 = 乙公司a"]


# -- 14 to 17: what is said --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turtle", "statement", "reason", "words"),
    [
        ("id:d kg:locatedIn id:p .\n" + deal("x", "a", "b"), f"{ASKS} VIA 签约", Reason.NO_EDGE,
         "d 没有可走的边"),
        (deal("x", "a", "b") + deal("y", "d", "e") + deal("z", "e", "f"), ASKS, Reason.CLOSED,
         "从 a 只能走到 2 个实体，其中没有 d"),
        ("".join(deal(f"x{n}", p, q) for n, (p, q) in enumerate(pairwise("abcefd"))),
         f"{ASKS} WITHIN 3", Reason.TOO_FAR, "3 跳以内没有路径，两端都还能走下去"),
        (deal("x", "a", "d", status="planned"), ASKS, Reason.CLAUSE, "单独去掉 STATUS 即有路径"),
        (deal("x", "a", "b", "c") + "id:b kg:subsidiaryOf id:d .\n",
         f"{ASKS} VIA 签约 AVOID NODE id:c", Reason.CLAUSE, "单独去掉 VIA 即有路径"),
        (WEB, f"{ASKS} AVOID NODE id:b, id:c, HUBS > 9", Reason.CLAUSE, "去掉 AVOID NODE 即"),
        (WEB, f"{ASKS} SOURCES >= 2", Reason.CLAUSE, "去掉 SOURCES 即"),
    ],
)  # fmt: skip
def test_rule_14_no_path_says_why(
    schema: Schema, turtle: str, statement: str, reason: Reason, words: str
) -> None:
    answer = ask(turtle, statement, schema)
    assert not answer.items
    assert answer.report is not None
    assert [pair.kind for pair in answer.report.without] == [reason]
    assert words in text(answer, schema)
    assert words in (answer.note or "")


@pytest.mark.parametrize("status", ["planned", "denied", "terminated"])
def test_planned_denied_and_terminated_facts_are_walked_only_when_asked_for(
    schema: Schema, status: str
) -> None:
    claim = (
        f"id:c rdf:subject id:a ; rdf:predicate kg:subsidiaryOf ; rdf:object id:d ;"
        f" kg:status kg:{status} .\n"
    )
    assert not ask(claim, ASKS, schema).items
    answer = ask(claim, f"{ASKS} STATUS {status}", schema)
    assert chains(answer) == ["ad"]
    assert schema.lexicon("interface", Interface).zh[f"status_{status}"] in text(answer, schema)


def test_rule_15_each_step_has_its_best_source(story: Graph, schema: Schema) -> None:
    answer = find_paths(story, "PATH FROM 海川科技 TO 北山电信", schema)
    shown = text(answer, schema)
    assert "[1] “海川科技、云帆软件等5家企业分别与北山电信签约。”" in shown
    assert "无出处" in text(ask(WEB, ASKS, schema), schema)


def test_rule_15_further_sources_are_counted_or_given(schema: Schema) -> None:
    claims = "".join(
        f"id:c{n} rdf:subject id:a ; rdf:predicate kg:subsidiaryOf ; rdf:object id:d ;"
        f" kg:status kg:actual ; kg:evidence id:e{n} .\n"
        f'id:e{n} oa:hasSource id:article{n} ; oa:start 0 ; oa:end 2 ; oa:exact "原文{n}" .\n'
        for n in (1, 2, 3)
    )
    answer = ask(claims, ASKS, schema)
    (item,) = answer.items
    assert item.path is not None
    assert item.path.hops[0].edge.sources == 3
    assert "[1]+2" in text(answer, schema)
    full = text(ask(claims, f"{ASKS} WITH EVIDENCE", schema), schema)
    assert all(f"“原文{n}”" in full for n in (1, 2, 3))


def test_rule_16_json_has_nodes_edges_and_cost(story: Graph, schema: Schema) -> None:
    answer = find_paths(story, "PATH FROM 海川科技 TO 北山电信 AS json", schema)
    found = json.loads(text(answer, schema, "json"))
    (path,) = [one["path"] for one in found["answers"]]
    assert path["cost"] == 1
    assert [edge["date"] for edge in path["edges"]] == ["2024-03-02"]
    assert found["search"]["hops"] == [1, 4]


def test_rule_16_a_table_has_one_row_for_each_hop(schema: Schema) -> None:
    shown = text(ask(WEB, ASKS, schema), schema, "table")
    assert sum(line.startswith("│ ") for line in shown.splitlines()) == 1 + 4


def test_rule_16_pictures_escape_what_names_hold(schema: Schema) -> None:
    turtle = WEB + 'id:b skos:prefLabel "<script>\\"b\\""@zh .\n'
    answer = ask(turtle, ASKS, schema)
    assert '[label="<script>\\"b\\""]' in text(answer, schema, "dot")
    page = text(answer, schema, "html")
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def triples(graph: Graph, statement: str, schema: Schema) -> set[pyoxigraph.Triple]:
    runner = Runner(graph, schema)
    turtle = runner.show_answer(runner.path(statement))
    return {quad.triple for quad in pyoxigraph.parse(turtle.encode(), pyoxigraph.RdfFormat.TURTLE)}


@pytest.mark.parametrize("more", ["", " WITH EVIDENCE", " VIA * STATUS *"])
def test_rule_16_turtle_is_a_part_of_the_graph(story: Graph, schema: Schema, more: str) -> None:
    found = triples(story, f"PATH SHORTEST 3 FROM 海川科技 TO 东湖智算中心{more} AS turtle", schema)
    assert found
    assert found <= {quad.triple for quad in story.quads()}


def test_rule_16_turtle_is_exactly_what_was_walked(schema: Schema) -> None:
    turtle = deal("x", "a", "b") + "id:d kg:subsidiaryOf id:b .\n" + deal("y", "a", "c")
    found = triples(graph_of(turtle), f"{ASKS} AS turtle", schema)
    local = {tuple(term.value.rsplit("/", 1)[-1] for term in triple) for triple in found}
    assert local == {
        ("x", "ontology#party", "a"), ("x", "ontology#party", "b"),
        ("d", "ontology#subsidiaryOf", "b"),
    }  # fmt: skip


def test_rule_16_what_is_denied_is_given_as_its_claim(schema: Schema) -> None:
    claim = (
        "id:c rdf:subject id:a ; rdf:predicate kg:subsidiaryOf ; rdf:object id:d ;"
        ' kg:status kg:denied ; kg:rule "r" .\n'
    )
    assert len(triples(graph_of(claim), f"{ASKS} STATUS denied AS turtle", schema)) == 4


@pytest.mark.parametrize(
    "clauses",
    [
        "", "VIA 签约 | 建设方", "DIRECTED", "AVOID NODE 北山电信有限公司", "STATUS *", "VIA *",
        "THROUGH 海川科技", "SINCE 2024-02", "UNTIL 2024-06 UNDATED", "VIA ^母公司 | 签约",
    ],
)  # fmt: skip
def test_rule_17_the_query_of_explain_finds_the_same_chains(
    story: Graph, schema: Schema, clauses: str
) -> None:
    statement = f"PATH ALL FROM 云帆软件, 海川集团 TO 白鹭科技, 南岭市政府 WITHIN 3 {clauses}"
    graph = story
    plan = find_paths(graph, f"EXPLAIN {statement}", schema).report
    assert plan is not None
    assert plan.plan is not None
    rows = [
        tuple(term.value for term in row if isinstance(term, pyoxigraph.NamedNode))
        for row in graph.select(plan.plan.sparql)
    ]
    answer = find_paths(graph, f"{statement} LIMIT 999", schema)
    walked = [tuple(n.iri for n in item.path.nodes) for item in answer.items if item.path]
    if answer.report is not None and answer.report.wider:
        walked = []  # the plan is that of the search that was asked for
    assert sorted(rows) == sorted(walked)


def test_rule_17_explain_says_what_is_searched_and_how(schema: Schema) -> None:
    answer = ask(WEB, f"EXPLAIN PATH CHEAPEST 2 {ASKS[5:]} WEIGHT 佐证 THROUGH id:b", schema)
    assert not answer.items
    shown = text(answer, schema)
    assert "搜索的图：4 个实体，5 条边" in shown
    assert "签约合作 5" in shown
    assert "积" in shown
    assert "SELECT DISTINCT ?n0" in shown


def test_the_report_speaks_english_too(schema: Schema) -> None:
    shown = text(ask(WEB, f"{ASKS} AVOID NODE id:b, id:c", schema), schema, lang="en")
    assert "there is one without AVOID NODE" in shown
