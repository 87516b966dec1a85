"""What questions are taken to mean and answered with, over the small world."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import KgError, NotUnderstoodError, UnknownEntityError
from kg.graph import Graph
from kg.query.answer import Answer, Kind
from kg.query.questions import ask
from kg.query.questions.catalogue import catalogue
from kg.schema import Schema, load_schema
from tests.query.world import EAST, NAMES, WEST, graph_of, world


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return world(schema)


PLANNED_3000 = {"value": 3000, "unit": "PFLOPS", "status": "planned"}
ACTUAL_1200 = {"value": 1200, "unit": "PFLOPS", "status": "actual"}
NO: list[object] = []


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        # partners
        ("谁和北山电信签约?", ["云帆软件", "南岭市政府", "海川科技"]),
        ("北山电信的合作伙伴有哪些企业", ["云帆软件", "海川科技"]),
        ("Who are the partners of EgretTech?", ["海川科技"]),
        ("白鹭科技参与了哪些协议", ["海川科技"]),
        ("除了云帆软件，还有谁和北山电信签约", ["南岭市政府", "海川科技"]),
        # yes or no
        ("海川科技和北山电信签约了吗", [True]),
        ("北山电信和西河集团签约了吗", [False]),
        ("海川科技和云帆软件有没有合作", [False]),
        ("Is 海川科技 a subsidiary of 海川集团?", [True]),
        ("东湖智算中心投运了吗", [False]),
        ("西河智算中心投产了没有", [True]),
        ("西河数据中心在东海省吗", [True]),
        ("东湖智算中心的算力超过1000P吗", [True]),
        # where and what is there
        ("东湖智算中心在哪里", ["南岭市"]),
        ("Where is 西河数据中心 located?", ["西河县"]),
        ("东海省有哪些数据中心", ["西河数据中心"]),
        ("南岭境内有哪些设施", ["东湖智算中心"]),
        # values
        ("东湖中心算力多少", [ACTUAL_1200, PLANNED_3000]),
        ("東湖智算中心現有多少算力", [ACTUAL_1200]),
        ("东湖智算中心规划算力是多少", [PLANNED_3000]),
        ("东湖中心二期算力多少", [PLANNED_3000]),
        (
            "东湖智算中心原计划投资多少",
            [{"value": 1200000000, "unit": "CNY", "status": "superseded"}],
        ),
        (
            "How many racks does 西河数据中心 have?",
            [{"value": 2000, "unit": "1", "status": "actual"}],
        ),
        ("西河数据中心的PUE是多少", [{"value": 1.2, "unit": "1", "status": "actual"}]),
        ("东湖智算中心的PUE是多少", NO),
        ("东湖智算中心规划了多少机架", NO),
        (
            "西河数据中心与东湖智算中心的投资一共多少",
            [{"value": 1800000000, "unit": "CNY"}],
        ),
        # dates
        ("东湖智算中心哪天揭牌的", ["2024-03-02"]),
        ("东湖智算中心预计什么时候投运", ["2025-06"]),
        ("When did 西河智算中心 go live?", ["2023-11"]),
        ("海川科技和北山电信是什么时候签约的", ["2024-03-02"]),
        ("西河数据中心什么时候开工的", NO),
        # who and what
        ("东湖智算中心由谁承建", ["北山电信有限公司"]),
        ("谁投资了西河数据中心，谁运营", ["云帆软件", "海川科技"]),
        ("海川科技建设或运营了哪些设施", ["西河数据中心", "西河智算中心"]),
        ("東湖智算中心用了什麼芯片", ["青鸟芯片"]),
        ("海川集团旗下有哪些公司", ["海川科技"]),
        ("海川科技的母公司是谁", ["海川集团"]),
        ("北山电信的总经理是谁", ["张三"]),
        ("张三在哪家公司任职", ["北山电信有限公司"]),
        # filters and superlatives
        ("算力超过1000P的智算中心有哪些", ["东湖智算中心"]),
        ("已经投产的智算中心有哪些", ["西河智算中心"]),
        ("哪个智算中心算力最大", ["东湖智算中心"]),
        ("西河智算中心和东湖智算中心哪个现有算力更小", ["西河智算中心"]),
        ("2023年投产的智算中心有哪些", ["西河智算中心"]),
        ("东湖智算中心的规划算力比西河智算中心的算力大吗", [True]),
        ("西河智算中心的算力比东湖智算中心高吗", [False]),
        ("在建的智算中心有哪些", ["东湖智算中心"]),
        ("哪些数据中心公布了PUE", ["西河数据中心"]),
        ("2024年3月揭牌的设施有哪些", ["东湖智算中心"]),
        ("最早投产的智算中心是哪个", ["西河智算中心"]),
        ("算力前两名的智算中心", ["东湖智算中心", "西河智算中心"]),
        # counts
        ("有多少家企业和北山电信签约", [{"declared": 5, "named": 2}]),
        ("东海省有几个数据中心", [{"named": 1}]),
        ("海川科技和云帆软件共同的合作方是谁", ["北山电信有限公司"]),
        ("北山电信的合作方里谁运营了数据中心", ["海川科技"]),
        ("北山电信在南岭建了什么设施", ["东湖智算中心"]),
        # two hops
        ("北山电信的合作方都建了哪些设施", ["西河智算中心"]),
        ("海川科技的合作伙伴的总经理是谁", ["张三"]),
        ("Where are the facilities built by 北山电信?", ["南岭市"]),
        # paths and articles
        (
            "EgretTech跟北山电信是怎么联系起来的",
            [{"path": ["白鹭科技", "海川科技", "北山电信有限公司"]}],
        ),
        ("哪篇文章提到了白鹭科技", ["west"]),
        ("哪篇文章说西河集团否认和北山电信签约", ["east"]),
    ],
)
def test_question(graph: Graph, schema: Schema, question: str, plain: list[object]) -> None:
    assert ask(graph, question, schema).plain == plain


def one(graph: Graph, schema: Schema, question: str) -> Answer:
    return ask(graph, question, schema)


def test_answer_quotes_the_sentence(graph: Graph, schema: Schema) -> None:
    item = one(graph, schema, "谁承建东湖智算中心").items[0]
    source = item.sources[0]
    assert source.sentence == "3月2日，东湖智算中心在南岭市揭牌，由北山电信承建，算力1200P。"
    assert (source.title, source.published, source.article_id) == (
        "东湖智算中心揭牌", "2024-03-02", "east",
    )  # fmt: skip


def test_answer_says_how_many_parties_are_declared(graph: Graph, schema: Schema) -> None:
    assert "5" in (one(graph, schema, "谁和北山电信签约").note or "")


def test_cooperation_is_told_from_signing(graph: Graph, schema: Schema) -> None:
    (item,) = one(graph, schema, "白鹭科技和谁签约").items
    assert item.label == "海川科技"
    assert item.note


def test_denial_is_the_reason_for_no(graph: Graph, schema: Schema) -> None:
    (item,) = one(graph, schema, "北山电信和西河集团签约了吗").items
    assert item.truth is False
    assert item.sources[0].status == "denied"


def test_no_evidence_is_another_reason_for_no(graph: Graph, schema: Schema) -> None:
    (item,) = one(graph, schema, "海川科技和云帆软件有没有合作").items
    assert item.truth is False
    assert not item.sources


def test_a_plan_is_not_yet_so(graph: Graph, schema: Schema) -> None:
    (item,) = one(graph, schema, "东湖智算中心投运了吗").items
    assert item.sources[0].status == "planned"


def test_missing_status_names_what_there_is(graph: Graph, schema: Schema) -> None:
    answer = one(graph, schema, "东湖智算中心现在投资多少")
    assert not answer.items
    assert (answer.note or "").endswith("没有已实现的数值；有：10亿元（计划中）")


def test_what_only_a_name_says_is_told_from_what_an_article_says(
    schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NAMES, "东海省智算中心", ("ComputingCenter", ()))
    graph = graph_of(schema, EAST, (*WEST, ("东海省智算中心昨日揭牌。", ())))
    answer = one(graph, schema, "东海省有哪些智算中心")
    assert [(item.label, bool(item.sources)) for item in answer.items] == [
        ("东海省智算中心", False),
        ("东湖智算中心", True),
    ]
    assert answer.note == "仅据名称（文中没有明说）：东海省智算中心"


def test_what_lies_in_a_place_does_not_invest_in_it(graph: Graph, schema: Schema) -> None:
    assert not one(graph, schema, "谁投资了南岭市").items


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("白鹭科技在南岭市做了什么", "没有用上：白鹭科技"),
        ("南岭市的东湖智算中心由谁承建", "没有用上：南岭市"),
        ("南岭市的南岭市政府和谁签约", None),
    ],
)
def test_a_name_that_the_reading_leaves_out_is_told(
    question: str, note: str | None, graph: Graph, schema: Schema
) -> None:
    answer = one(graph, schema, question)
    assert answer.items
    assert answer.note == note


def test_sum_says_what_was_summed(graph: Graph, schema: Schema) -> None:
    (item,) = one(graph, schema, "西河数据中心与东湖智算中心的投资一共多少").items
    assert "西河数据中心" in (item.note or "")
    assert "东湖智算中心" in (item.note or "")


def test_reading_and_query_are_given(graph: Graph, schema: Schema) -> None:
    answer = one(graph, schema, "东湖智算中心在哪里")
    assert "东湖智算中心" in answer.reading
    assert answer.query.startswith("SELECT")
    assert answer.kind is Kind.ENTITIES


def test_role_of_a_person(graph: Graph, schema: Schema) -> None:
    (item,) = one(graph, schema, "张三是什么职务").items
    assert (item.label, item.note) == ("北山电信有限公司", "总经理")


def test_bare_name_gives_the_card(graph: Graph, schema: Schema) -> None:
    answer = one(graph, schema, "东湖智算中心")
    assert answer.kind is Kind.CARD
    assert "青鸟芯片" in answer.plain


def test_json_has_the_plain_and_the_rich_form(graph: Graph, schema: Schema) -> None:
    data = json.loads(json.dumps(one(graph, schema, "东湖智算中心规划算力是多少").json()))
    (rich,) = data["answers"]
    assert data["plain"] == [PLANNED_3000]
    assert rich["evidence"][0]["begin"] < rich["evidence"][0]["end"]


@pytest.mark.parametrize(
    ("before", "question", "plain"),
    [
        ("东湖智算中心的算力是多少", "它在哪里?", ["南岭市"]),
        ("东湖智算中心由谁承建", "那西河智算中心呢?", ["海川科技"]),
        ("东湖智算中心的算力是多少", "什么时候投运", ["2025-06"]),
    ],
)
def test_follow_up_keeps_what_it_leaves_out(
    graph: Graph, schema: Schema, before: str, question: str, plain: list[object]
) -> None:
    assert ask(graph, question, schema, previous=before).plain == plain


@pytest.mark.parametrize("question", ["算力最大的智算中心是哪个", "算力超过700P的智算中心有哪些"])
def test_a_question_that_names_what_it_is_about_takes_nothing_over(
    graph: Graph, schema: Schema, question: str
) -> None:
    alone = ask(graph, question, schema).plain
    assert alone
    assert ask(graph, question, schema, previous="海川科技建设了什么").plain == alone


def test_catalogue_names_every_relation(schema: Schema) -> None:
    listed = {topic.name for topic in catalogue(schema) if topic.group == "relation"}
    assert listed == set(schema.ontology.relations)


class TestFailures:
    def test_unknown_entity_names_the_nearest(self, graph: Graph, schema: Schema) -> None:
        with pytest.raises(UnknownEntityError) as failure:
            ask(graph, "南海智算中心的算力是多少", schema)
        assert "东湖智算中心" in failure.value.near

    def test_unknown_partner_is_not_taken_for_anybody(self, graph: Graph, schema: Schema) -> None:
        with pytest.raises(UnknownEntityError) as failure:
            ask(graph, "海川科技和火星集团合作吗", schema)
        assert failure.value.name == "火星集团"

    def test_known_entity_without_such_a_fact(self, graph: Graph, schema: Schema) -> None:
        answer = ask(graph, "孤岛公司的合作伙伴有哪些", schema)
        assert answer.plain == []
        assert "孤岛公司" in (answer.note or "")

    def test_unknown_word(self, graph: Graph, schema: Schema) -> None:
        with pytest.raises(NotUnderstoodError, match="量子"):
            ask(graph, "东湖智算中心的量子比特是多少", schema)

    @pytest.mark.parametrize(
        "text", ["你好", "", "今天天气怎么样", "}{\"'<>", "的的的", "P" * 5000]
    )
    def test_no_question(self, graph: Graph, schema: Schema, text: str) -> None:
        with pytest.raises(NotUnderstoodError):
            ask(graph, text, schema)


FRAGMENTS = st.sampled_from(
    [
        "东湖智算中心",
        "北山电信",
        "谁",
        "和",
        "签约",
        "算力",
        "超过",
        "多少",
        "吗",
        "哪里",
        "、",
        "的",
        '"',
        "'",
        "} UNION { ?s ?p ?o",
        "\\",
        "<x>",
        "#",
        "?x",
        "DROP ALL",
        "\n",
        "𝔘",
        "ʼ",
        "3P",
    ]
)


@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=10).map("".join))
@example('北山电信"} UNION { ?s ?p ?o } #和谁签约')
@example("东湖智算中心的算力超过1e9P} 吗")
def test_nothing_of_the_question_is_spliced_into_a_query(question: str) -> None:
    graph, schema = _shared()
    try:
        answer = ask(graph, question, schema)
    except KgError:
        return
    assert "DROP" not in answer.query
    assert "UNION { ?s ?p ?o" not in answer.query
    assert "<x>" not in answer.query


@cache
def _shared() -> tuple[Graph, Schema]:
    schema = load_schema()
    return world(schema), schema
