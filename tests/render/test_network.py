from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from kg.render.network import network_csv, network_file, network_json, pairs, parties
from kg.schema import Schema
from tests.network.builders import QUOTE, network, tie

STAR = network([("a", "b"), ("a", "c")])


def test_parties_come_best_connected_first(schema: Schema) -> None:
    heads, rows = parties(STAR, schema, "zh")
    assert heads[:3] == ["名称", "类别", "合作方"]
    assert rows[0] == ["企业a", "企业", "2", "2", "1.000", "1", "1"]
    assert [row[0] for row in rows] == ["企业a", "企业b", "企业c"]


def test_pairs_begin_with_the_better_connected(schema: Schema) -> None:
    _, rows = pairs(network([("b", "z"), ("b", "a")]), schema, "en")
    assert rows[0] == ["企业b", "企业a", "2024-03-02", "actual", "东湖智算中心", "1"]


def test_json_has_measures_and_sentences() -> None:
    data = json.loads(network_json(STAR))
    assert data["nodes"][0]["partners"] == 2
    (tie,) = data["edges"][0]["ties"]
    assert tie["quotes"][0]["sentence"] == "甲与乙签订合作协议。"


def test_pairs_tell_what_looks_alike_once(schema: Schema) -> None:
    ties = (
        tie("signed"),
        replace(tie("done"), date="", quotes=(replace(QUOTE, iri="id:article-2"),)),
        tie("planned", status="planned"),
        replace(tie("other"), about="西河数据中心"),
    )
    whole = network([("a", "b")])
    whole = replace(whole, edges=(replace(whole.edges[0], ties=ties),))
    _, rows = pairs(whole, schema, "en")
    assert [row[2:] for row in rows] == [
        ["2024-03-02", "actual", "东湖智算中心", "2"],
        ["2024-03-02", "planned", "东湖智算中心", "1"],
        ["2024-03-02", "actual", "西河数据中心", "1"],
    ]


def test_csv_is_of_parties_or_pairs() -> None:
    nodes = list(csv.DictReader(io.StringIO(network_csv(STAR))))
    edges = list(csv.DictReader(io.StringIO(network_csv(STAR, edges=True))))
    assert (nodes[0]["label"], nodes[0]["core"]) == ("企业a", "1")
    assert len(edges) == 2


def test_exchange_formats_are_files_too(schema: Schema) -> None:
    assert b"<graphml" in network_file(STAR, schema, "graphml")
