"""How far two values lie apart, and what a value was and became."""

from __future__ import annotations

import pytest

from kg.errors import NotUnderstoodError
from kg.graph import Graph
from kg.model import Status
from kg.query.questions import ask
from kg.schema import Schema
from tests.query.world import EAST, WEST, graph_of, measurement, world

ABROAD = (
    "西河智算中心投资5亿港元。",
    (measurement("西河智算中心", "investment", "500000000", "HKD"),),
)
APART_400 = {"value": 400, "unit": "PFLOPS", "status": "actual"}
WAS_12 = {"value": 1200000000, "unit": "CNY", "status": "superseded"}
IS_10 = {"value": 1000000000, "unit": "CNY", "status": "planned"}


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return world(schema)


@pytest.mark.parametrize(
    "question",
    [
        "投资有变化的项目有哪些",
        "东湖智算中心和西河智算中心哪个算力差距大",
        "东湖智算中心的投资变化了吗",
    ],
)
def test_words_of_contrast_are_never_passed_over(
    graph: Graph, schema: Schema, question: str
) -> None:
    with pytest.raises(NotUnderstoodError):
        ask(graph, question, schema)


class TestDifference:
    @pytest.mark.parametrize(
        "question",
        [
            "东湖智算中心和西河智算中心的算力差多少",
            "東湖智算中心與西河智算中心的算力相差多少",
            "东湖智算中心的算力比西河智算中心多多少",
            "西河智算中心的算力比东湖智算中心低多少",
            "西河智算中心和东湖智算中心的算力差距是多少",
            "How much more computing power does 东湖智算中心 have than 西河智算中心?",
            "What is the difference in computing power between 东湖智算中心 and 西河智算中心?",
        ],
    )
    def test_value(self, graph: Graph, schema: Schema, question: str) -> None:
        assert ask(graph, question, schema).plain == [APART_400]

    def test_both_values_stand_beside_it(self, graph: Graph, schema: Schema) -> None:
        (item,) = ask(graph, "西河智算中心和东湖智算中心的算力差多少", schema).items
        assert item.note == (
            "东湖智算中心 1,200 PFLOPS（已实现） − 西河智算中心 800 PFLOPS（已实现）"
        )
        assert [source.article_id for source in item.sources] == ["east", "west"]

    def test_different_status_is_said(self, graph: Graph, schema: Schema) -> None:
        answer = ask(graph, "东湖智算中心和西河数据中心的投资差多少", schema)
        assert answer.plain == [{"value": 200000000, "unit": "CNY"}]
        assert "状态不同" in (answer.note or "")

    def test_status_that_is_asked_for_decides(self, graph: Graph, schema: Schema) -> None:
        answer = ask(graph, "东湖智算中心的规划算力比西河智算中心多多少", schema)
        assert answer.plain == [{"value": 2200, "unit": "PFLOPS"}]

    def test_missing_value_is_said_and_nothing_invented(self, graph: Graph, schema: Schema) -> None:
        answer = ask(graph, "东湖智算中心比西河智算中心多投资多少", schema)
        assert answer.items == ()
        assert "图谱里没有西河智算中心的投资；有：东湖智算中心 10亿元" in (answer.note or "")

    def test_both_missing(self, graph: Graph, schema: Schema) -> None:
        answer = ask(graph, "东湖智算中心和西河智算中心的PUE差多少", schema)
        assert answer.items == ()
        assert "没有东湖智算中心、西河智算中心的电能利用效率" in (answer.note or "")

    def test_currencies_are_not_subtracted(self, schema: Schema) -> None:
        graph = graph_of(schema, EAST, (*WEST, ABROAD))
        answer = ask(graph, "东湖智算中心和西河智算中心的投资差多少", schema)
        assert [item.unit for item in answer.items] == ["CNY", "HKD"]
        assert all(item.sources for item in answer.items)
        assert "单位不同" in (answer.note or "")

    def test_one_thing_has_no_difference(self, graph: Graph, schema: Schema) -> None:
        answer = ask(graph, "东湖智算中心的算力差距是多少", schema)
        assert {item.value for item in answer.items} == {1200, 3000}

    def test_follow_up_asks_for_a_difference_too(self, graph: Graph, schema: Schema) -> None:
        before = "东湖智算中心和西河数据中心的算力差多少"
        answer = ask(graph, "那投资呢", schema, previous=before)
        assert answer.plain == [{"value": 200000000, "unit": "CNY"}]

    def test_reading(self, graph: Graph, schema: Schema) -> None:
        answer = ask(graph, "东湖智算中心和西河智算中心的算力差多少", schema)
        assert answer.reading == "求 东湖智算中心、西河智算中心 的算力之差"


class TestChange:
    @pytest.mark.parametrize(
        "question",
        [
            "东湖智算中心的投资从多少调整到多少",
            "東湖智算中心的投資由多少調整到了多少",
            "东湖智算中心投资有什么变化",
            "东湖智算中心的投资原计划是多少，后来呢",
            "东湖智算中心投资原计划是多少，后来改成多少",
            "东湖智算中心的投资减少了多少",
            "东湖智算中心投资调整前后分别是多少",
            "东湖智算中心的投资原来和现在分别是多少",
            "How did the investment of 东湖智算中心 change?",
        ],
    )
    def test_before_and_after(self, graph: Graph, schema: Schema, question: str) -> None:
        answer = ask(graph, question, schema)
        assert answer.plain == [WAS_12, IS_10]
        assert all(item.sources for item in answer.items)

    def test_reading_asks_for_no_one_status(self, graph: Graph, schema: Schema) -> None:
        answer = ask(graph, "东湖智算中心的投资原来和现在分别是多少", schema)
        assert answer.reading == "求 东湖智算中心 的投资由多少改为多少"

    def test_what_never_changed_is_said(self, graph: Graph, schema: Schema) -> None:
        answer = ask(graph, "西河数据中心投资从多少改为多少", schema)
        assert "没有被取代的数值" in (answer.note or "")
        assert [item.value for item in answer.items] == [800000000]

    def test_what_was_dropped_is_said(self, schema: Schema) -> None:
        gone = (
            "西河智算中心原计划投资7亿元。",
            (measurement("西河智算中心", "investment", "700000000", "CNY",
                         status=Status.SUPERSEDED),),
        )  # fmt: skip
        graph = graph_of(schema, EAST, (*WEST, gone))
        answer = ask(graph, "西河智算中心的投资从多少调整到多少", schema)
        assert [item.status for item in answer.items] == ["superseded"]
        assert "没有取代它的数值" in (answer.note or "")

    def test_changed_to_alone_asks_for_what_it_is(self, graph: Graph, schema: Schema) -> None:
        assert ask(graph, "东湖智算中心的投资调整到多少", schema).plain == [IS_10]
