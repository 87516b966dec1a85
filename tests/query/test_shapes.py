"""Shapes of questions, as very different people ask them, over the small world."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kg.errors import NotUnderstoodError, UnknownEntityError, UnknownWordError
from kg.graph import Graph
from kg.model import Bound
from kg.model.lexicon.questions import Asking, Marks, QuestionLexicon
from kg.query.answer import Answer
from kg.query.questions import ask, atoms
from kg.schema import Schema
from tests.query.world import EAST, WEST, graph_of, measurement, relation, world

ACTUAL_1200 = {"value": 1200, "unit": "PFLOPS", "status": "actual"}
PLANNED_3000 = {"value": 3000, "unit": "PFLOPS", "status": "planned"}
RACKS_2000 = {"value": 2000, "unit": "1", "status": "actual"}
NOW_10 = {"value": 1000000000, "unit": "CNY", "status": "planned"}
ONCE_12 = {"value": 1200000000, "unit": "CNY", "status": "superseded"}
PARTNERS = ["云帆软件", "南岭市政府", "海川科技"]


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return world(schema)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        # colloquial, Cantonese, Traditional
        ("北山电信都跟谁搭上线了？", PARTNERS),
        ("北山電信同邊個合作？", PARTNERS),
        ("東湖智算中心喺邊度", ["南岭市"]),
        ("東湖智算中心由邊間公司興建", ["北山电信有限公司"]),
        ("西河數據中心有幾多個機櫃", [RACKS_2000]),
        ("海川科技同北山電信係咪有合作", [True]),
        ("帮我看看东湖智算中心要花多少钱兴建", [NOW_10]),
        ("谁给西河数据中心出的钱", ["云帆软件"]),
        ("东湖智算中心是谁和谁共建的", ["北山电信有限公司"]),
        # English
        ("Who did 北山电信 team up with?", PARTNERS),
        ("How many partners does 海川科技 have?", [{"named": 2}]),
        ("In which city is 东湖智算中心 located?", ["南岭市"]),
        ("Has construction of 西河数据中心 started?", [False]),
        ("What was the original investment planned for 东湖智算中心?", [ONCE_12]),
        ("Which data centers have between 1500 and 2500 racks?", ["西河数据中心"]),
        ("What's the computing power of 西河智算中心?", [
            {"value": 800, "unit": "PFLOPS", "status": "actual"}
        ]),
        ("Besides 云帆软件, who signed with 北山电信?", ["南岭市政府", "海川科技"]),
        ("Name the two computing centers with the most computing power", [
            "东湖智算中心", "西河智算中心"
        ]),
        # where the place stands first, or what is done there
        ("南岭市落户了哪些智算中心", ["东湖智算中心"]),
        ("西河县建了什么数据中心", ["西河数据中心"]),
        ("北山电信在哪里建了设施", ["南岭市"]),
        ("北山电信在南岭投了什么项目", []),
        ("青鸟芯片用在哪里", ["东湖智算中心"]),
        ("东湖智算中心在哪个省", ["东海省"]),
        ("东湖智算中心是哪个省的项目", ["东海省"]),
        # several things at once
        ("海川科技和云帆软件都和北山电信签约了吗", [True]),
        ("海川科技和西河集团都和北山电信签约了吗", [False]),
        ("东湖智算中心和西河智算中心是不是都在南岭市", [False]),
        ("海川科技和云帆软件都跟谁签约", ["北山电信有限公司"]),
        ("东湖智算中心现在算力多大，规划呢？", [ACTUAL_1200, PLANNED_3000]),
        ("东湖智算中心原计划投资多少，现在改成多少", [ONCE_12, NOW_10]),
        ("谁没有和北山电信签约", ["西河集团"]),
        ("哪家公司的合作伙伴最多", ["北山电信有限公司"]),
        ("北山电信的合作方里哪些是政府", ["南岭市政府"]),
        ("建设东湖智算中心的公司和谁签约", PARTNERS),
        ("采用青鸟芯片的智算中心由谁承建", ["北山电信有限公司"]),
        ("东海省的机架总数", [RACKS_2000]),
        # limits and times
        ("机架1500到2500之间的数据中心", ["西河数据中心"]),
        ("机架少于2001的数据中心", ["西河数据中心"]),
        ("投资8亿元以上的设施有哪些", ["西河数据中心", "东湖智算中心"]),
        ("2023年下半年投产的智算中心", ["西河智算中心"]),
        ("2023年以后投产的智算中心", ["东湖智算中心"]),
        ("2024年之前投产的智算中心有哪些", ["西河智算中心"]),
        ("2023年11月以来投产的智算中心有哪些", ["东湖智算中心", "西河智算中心"]),
        ("2024年3月跟北山电信签约的企业", ["云帆软件", "海川科技"]),
        ("西河智算中心和东湖智算中心哪个先投产", ["西河智算中心"]),
        ("东湖智算中心的算力超过西河智算中心吗", [True]),
        ("东湖智算中心的算力超过2000P吗", [False]),
        # people and articles
        ("张三是哪家公司的人", ["北山电信有限公司"]),
        ("张三是北山电信的人吗", [True]),
        ("北山电信有谁", ["张三"]),
        ("几篇文章提到海川科技", [{"named": 2}]),
        ("北山电信有哪些人出现在报道里", ["张三"]),
    ],
)  # fmt: skip
def test_shape(graph: Graph, schema: Schema, question: str, plain: list[object]) -> None:
    found = ask(graph, question, schema).plain
    assert sorted(map(str, found)) == sorted(map(str, plain))


def one(graph: Graph, schema: Schema, question: str, **options: object) -> Answer:
    return ask(graph, question, schema, **options)  # type: ignore[arg-type]


def test_another_reading_says_so(graph: Graph, schema: Schema) -> None:
    answer = one(graph, schema, "西河县建了什么数据中心")
    assert answer.alternatives
    assert answer.alternatives[0] in (answer.note or "")


def test_the_other_reading_can_be_chosen(graph: Graph, schema: Schema) -> None:
    answer = one(graph, schema, "东湖智算中心投资")
    best = answer.reading
    if answer.alternatives:
        assert one(graph, schema, "东湖智算中心投资", choice=2).reading != best


def test_readings_are_in_the_language_of_the_interface(graph: Graph, schema: Schema) -> None:
    assert one(graph, schema, "东湖智算中心在哪里", lang="en").reading.startswith("find ")


def test_superseded_and_current_value_stand_side_by_side(graph: Graph, schema: Schema) -> None:
    items = one(graph, schema, "东湖智算中心原计划投资多少，现在改成多少").items
    assert [item.status for item in items] == ["superseded", "planned"]
    assert all(item.sources for item in items)


class TestRefusals:
    @pytest.mark.parametrize(
        ("question", "name"),
        [
            ("火星智算中心在哪", "火星智算中心"),
            ("西山数据公司和海川科技合作吗", "西山数据公司"),
            ("北山电讯的算力是多少", "北山电讯"),
        ],
    )
    def test_unknown_name(self, graph: Graph, schema: Schema, question: str, name: str) -> None:
        with pytest.raises(UnknownEntityError, match=name) as failure:
            one(graph, schema, question)
        assert failure.value.exit_code == 6
        assert failure.value.near

    def test_unknown_word_says_what_can_be_asked(self, graph: Graph, schema: Schema) -> None:
        with pytest.raises(UnknownWordError, match=r"量子.*机架数") as failure:
            one(graph, schema, "东湖智算中心的量子比特是多少")
        assert failure.value.exit_code == 7

    def test_no_reading(self, graph: Graph, schema: Schema) -> None:
        with pytest.raises(NotUnderstoodError) as failure:
            one(graph, schema, "今天天气怎么样")
        assert failure.value.exit_code == 5

    def test_messages_are_in_the_language_of_the_interface(
        self, graph: Graph, schema: Schema
    ) -> None:
        with pytest.raises(UnknownEntityError, match="nothing in the graph is called"):
            one(graph, schema, "火星智算中心在哪", lang="en")

    @pytest.mark.parametrize("question", ["东海省有哪些大型数据中心", "东海省新增的数据中心有哪些"])
    def test_an_unknown_attribute_is_no_name(
        self, graph: Graph, schema: Schema, question: str
    ) -> None:
        assert one(graph, schema, question).plain == ["西河数据中心"]


@pytest.mark.parametrize(
    ("before", "question", "plain"),
    [
        (("东湖智算中心的算力是多少", "那投资呢?"), "它在哪里?", ["南岭市"]),
        (("东湖智算中心由谁承建", "那西河智算中心呢?"), "算力呢", [
            {"value": 800, "unit": "PFLOPS", "status": "actual"}
        ]),
    ],
)  # fmt: skip
def test_follow_ups_lead_back_over_several_questions(
    graph: Graph, schema: Schema, before: tuple[str, ...], question: str, plain: list[object]
) -> None:
    assert ask(graph, question, schema, previous=before).plain == plain


def test_a_pronoun_without_anything_before_is_no_question(graph: Graph, schema: Schema) -> None:
    with pytest.raises(NotUnderstoodError):
        ask(graph, "它在哪里?", schema)


def test_explanation_says_what_each_word_means(graph: Graph, schema: Schema) -> None:
    steps = ask(graph, "东湖智算中心2024年以来规划多少算力", schema).explanation
    assert "东湖智算中心：名称 东湖智算中心" in steps
    assert "算力：数值 算力" in steps
    assert any(step.startswith("规划：状态 计划中") for step in steps)
    assert "2024年：时间 2024" in steps


def test_explanation_in_english(graph: Graph, schema: Schema) -> None:
    steps = ask(graph, "Who built 东湖智算中心?", schema, lang="en").explanation
    assert "Who: Ask who" in steps
    assert any(step.startswith("built: Relation built by (verb)") for step in steps)


def test_what_a_word_can_be_has_a_name_in_chinese(schema: Schema) -> None:
    lexicon = schema.lexicon("questions", QuestionLexicon)
    names = lexicon.explaining["zh"].keys()
    uses = {name.removesuffix("Use") for name in vars(atoms) if name.endswith("Use")} - {""}
    marks = {field.name.removesuffix("_") for field in fields(Marks)}
    asked = {field.name for field in fields(Asking)}
    assert names == uses | marks | asked | {role.value for role in atoms.Role}


def test_articles_that_differ_are_told(schema: Schema) -> None:
    more = (
        "西河数据中心已有机架2600架。",
        (measurement("西河数据中心", "rackCount", "2600", "UNITLESS"),),
    )
    differing = graph_of(schema, (*EAST, more), WEST)
    answer = ask(differing, "西河数据中心有多少机架", schema)
    assert {item.value for item in answer.items} == {2000, 2600}
    assert "2,600（2024-03-02）" in (answer.note or "")


def test_ends_of_a_range_do_not_differ(schema: Schema) -> None:
    ends = (
        "西河智算中心时延1至2毫秒。",
        tuple(
            measurement("西河智算中心", "latency", value, "SEC", bound=bound)
            for value, bound in (("0.001", Bound.AT_LEAST), ("0.002", Bound.AT_MOST))
        ),
    )
    assert ask(graph_of(schema, EAST, (*WEST, ends)), "西河智算中心的时延", schema).note is None


def test_numbered_name_is_another_one(graph: Graph, schema: Schema) -> None:
    with pytest.raises(UnknownEntityError, match="海川科技二号"):
        ask(graph, "海川科技二号有多少机架", schema)


def test_places_of_the_gazetteer_are_taken_as_they_lie(schema: Schema) -> None:
    beside = ("西河智算中心位于沙坡头区。", (relation("西河智算中心", "locatedIn", "沙坡头区"),))
    far = graph_of(schema, (*EAST, ("宁夏发展算力。", ())), (*WEST, beside))
    answer = ask(far, "宁夏有哪些智算中心", schema)
    assert answer.plain == ["西河智算中心"]
    assert "沙坡头区" in (answer.note or "")


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("成都的智算中心有哪些?", "“成都”"),
        ("成都有哪些智算中心?", "“成都”"),  # no word 都有哪些 after a lone 成
        ("成都市有哪些数据中心?", "“成都市”"),  # nor one for cities
        ("拉萨有数据中心吗", "“拉萨”"),
    ],
)
def test_place_that_no_article_names_is_not_passed_over(
    graph: Graph, schema: Schema, question: str, name: str
) -> None:
    with pytest.raises(UnknownEntityError, match=name):
        ask(graph, question, schema)


def test_place_that_no_article_names_stands_for_what_lies_in_it(schema: Schema) -> None:
    beside = ("西河智算中心位于沙坡头区。", (relation("西河智算中心", "locatedIn", "沙坡头区"),))
    answer = ask(graph_of(schema, EAST, [*WEST, beside]), "中卫有哪些智算中心", schema)
    assert [item.label for item in answer.items] == ["西河智算中心"]
    assert "沙坡头区" in answer.reading


def test_city_that_is_called_like_a_word_is_that_word(graph: Graph, schema: Schema) -> None:
    assert ask(graph, "合作的公司有哪些", schema).items  # 合作 is a city in Gansu
