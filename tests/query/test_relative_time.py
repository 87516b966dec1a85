"""Time told from now is told from the newest article: the small world ends in May 2024."""

from __future__ import annotations

import pytest

from kg.errors import NotUnderstoodError
from kg.graph import Graph, memory_graph
from kg.model.lexicon.questions import QuestionLexicon
from kg.query.questions import ask
from kg.query.questions.atoms import DateUse
from kg.query.questions.times import Times, settled
from kg.schema import Schema
from tests.query.world import EAST, WEST, graph_of, world


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return world(schema)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("今年揭牌的设施有哪些", ["东湖智算中心"]),
        ("去年投产的智算中心有哪些", ["西河智算中心"]),
        ("去年11月投产的智算中心有哪些", ["西河智算中心"]),
        ("去年上半年投产的智算中心有哪些", []),
        ("过去5年内投产了哪些智算中心", ["西河智算中心"]),
        ("過去兩年投產的智算中心有哪些", ["西河智算中心"]),
        ("近半年投产的智算中心有哪些", []),
        ("近半年揭牌的设施有哪些", ["东湖智算中心"]),
        ("今年和去年投产的智算中心有哪些", ["西河智算中心"]),
        ("2022年以来投产的智算中心有哪些", ["西河智算中心", "东湖智算中心"]),
        ("明年投运的设施有哪些", ["东湖智算中心"]),
        ("东湖智算中心是去年揭牌的吗", [False]),
        ("Which computing centers were launched last year?", ["西河智算中心"]),
        ("Which computing centers were launched in the last three years?", ["西河智算中心"]),
        ("Which computing centers were launched this year?", []),
    ],
)
def test_answer_lies_in_the_time(
    graph: Graph, schema: Schema, question: str, plain: list[object]
) -> None:
    assert ask(graph, question, schema).plain == plain


@pytest.mark.parametrize(
    ("question", "lang", "said"),
    [
        ("近三年投产的智算中心有哪些", "zh", "2022 至 2024（以最新一篇 2024-05 为准）"),
        ("近三年投產的智算中心有哪些", "zh", "2022 至 2024（以最新一篇 2024-05 为准）"),
        (
            "Which computing centers were launched in the last three years?",
            "en",
            "2022 to 2024 (the newest article is of 2024-05)",
        ),
    ],
)
def test_reading_says_from_what_time_is_told(
    graph: Graph, schema: Schema, question: str, lang: str, said: str
) -> None:
    assert said in ask(graph, question, schema, lang=lang).reading


def test_a_date_in_full_is_told_from_nothing(graph: Graph, schema: Schema) -> None:
    assert "以最新" not in ask(graph, "2023年投产的智算中心有哪些", schema).reading


def test_a_follow_up_may_tell_the_time(graph: Graph, schema: Schema) -> None:
    asked = ask(graph, "去年呢", schema, previous="2024年投产的智算中心有哪些")
    assert asked.plain == ["西河智算中心"]


def test_a_follow_up_keeps_a_time_told_before(graph: Graph, schema: Schema) -> None:
    before = "今年东湖智算中心的算力是多少"
    assert ask(graph, "那西河智算中心呢", schema, previous=before).items


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("今年", "2025", "2025"),
        ("前年", "2023", "2023"),
        ("去年3月", "2024-03", "2024-03"),
        ("去年十二月", "2024-12", "2024-12"),
        ("去年3月5日", "2024-03-05", "2024-03-05"),
        ("今年下半年", "2025-07", "2025-12"),
        ("今年一季度", "2025-01", "2025-03"),
        ("本月", "2025-01", "2025-01"),
        ("上个月", "2024-12", "2024-12"),
        ("下个月", "2025-02", "2025-02"),
        ("近三年", "2023", "2025"),
        ("最近两年", "2024", "2025"),
        ("过去5年内", "2021", "2025"),
        ("近一年", "2024-02", "2025-01"),
        ("近半年", "2024-08", "2025-01"),
        ("最近三个月", "2024-11", "2025-01"),
        ("三年来", "2023", "2025"),
        ("近几年", "2023", "2025"),
        ("过去两个季度", "2024-08", "2025-01"),
        ("this year", "2025", "2025"),
        ("march last year", "2024-03", "2024-03"),
        ("the second half of last year", "2024-07", "2024-12"),
        ("in the last three years", "2023", "2025"),
        ("over the past six months", "2024-08", "2025-01"),
        ("the past year", "2024-02", "2025-01"),
    ],
)
def test_span(schema: Schema, text: str, since: str, until: str) -> None:
    words = schema.lexicon("questions", QuestionLexicon).dates
    atom = next(iter(Times(words).find_relative(text)))
    (settled_atom,) = settled((atom,), "2025-01-20")
    use = settled_atom.uses[0]
    assert isinstance(use, DateUse)
    assert (atom.text, use.since, use.until) == (text, since, until)


@pytest.mark.parametrize("text", ["2024年9月以来", "9月以来", "第三年以来", "二〇二三年以来"])
def test_a_date_is_no_span(schema: Schema, text: str) -> None:
    words = schema.lexicon("questions", QuestionLexicon).dates
    assert list(Times(words).find_relative(text)) == []


def test_the_end_of_a_year_closes_it(schema: Schema) -> None:
    words = schema.lexicon("questions", QuestionLexicon).dates
    use = next(iter(Times(words).find_relative("今年年底"))).uses[0]
    assert isinstance(use, DateUse)
    assert use.closed


def test_newest_article_decides(schema: Schema) -> None:
    later = graph_of(schema, EAST, WEST, published=("2024-03-02", "2025-02-01"))
    assert ask(later, "去年揭牌的设施有哪些", schema).plain == ["东湖智算中心"]


def test_without_any_date_of_an_article_nothing_is_guessed(schema: Schema) -> None:
    with pytest.raises(NotUnderstoodError, match="今年"):
        ask(memory_graph(), "今年揭牌的设施有哪些", schema)
