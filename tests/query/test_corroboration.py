"""Questions that only want what several articles say, and what is taken over from a question."""

from __future__ import annotations

import pytest

from kg.errors import NotUnderstoodError
from kg.graph import Graph
from kg.model.lexicon.questions import QuestionLexicon
from kg.query.questions import ask
from kg.query.questions.corroboration import least_articles
from kg.schema import Schema
from tests.query.world import world


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Graph:
    return world(schema)


@pytest.mark.parametrize(
    ("question", "rest", "least"),
    [
        ("哪些企业在多篇文章里出现过", "哪些企业", 2),
        ("谁和甲的合作在两篇以上的报道中都提到", "谁和甲的合作", 2),
        ("谁和甲的合作在至少3篇报道里都有?", "谁和甲的合作 ?", 3),
        ("Which partners of 甲 are named in more than one article?", "Which partners of 甲 ?", 2),
        ("Which partners of 甲 are in at least 4 reports", "Which partners of 甲", 4),
        ("哪几篇文章提到甲", "哪几篇文章提到甲", 1),
        ("甲在哪篇文章里", "甲在哪篇文章里", 1),
        ("甲投资多少", "甲投资多少", 1),
    ],
)
def test_words_for_several_articles(question: str, rest: str, least: int, schema: Schema) -> None:
    assert least_articles(question, schema.lexicon("questions", QuestionLexicon)) == (rest, least)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("哪些企业在多篇文章里出现过", ["云帆软件", "海川科技"]),
        ("哪些企业在至少三篇文章里出现过", []),
        ("哪些企业的合作在多篇文章里都有提到", ["海川科技"]),
        ("谁和北山电信的合作在多篇文章里都有", []),
    ],
)
def test_only_what_several_articles_say(
    question: str, plain: list[str], graph: Graph, schema: Schema
) -> None:
    answer = ask(graph, question, schema)
    assert answer.plain == plain
    assert "篇文章" in answer.reading


@pytest.mark.parametrize(
    "question", ["东湖智算中心在多篇文章里都投运了吗", "哪些合作在多篇文章里都有"]
)
def test_what_cannot_be_counted_is_not_understood(
    question: str, graph: Graph, schema: Schema
) -> None:
    with pytest.raises(NotUnderstoodError):
        ask(graph, question, schema)


@pytest.mark.parametrize(
    "question",
    [
        "2023年以来有哪些投产",
        "哪些智算中心的算力超过1000P",
        "哪些智算中心2023年投产",
        "Which launches since 2023?",
    ],
)
def test_a_question_with_limits_of_its_own_takes_nothing_over(
    question: str, graph: Graph, schema: Schema
) -> None:
    alone = ask(graph, question, schema).plain
    assert alone
    assert ask(graph, question, schema, previous="东湖智算中心由谁承建").plain == alone


@pytest.mark.parametrize("question", ["x", "嗯", "就是", "这个那个"])
def test_what_says_nothing_does_not_repeat_the_question_before(
    question: str, graph: Graph, schema: Schema
) -> None:
    with pytest.raises(NotUnderstoodError):
        ask(graph, question, schema, previous="东湖智算中心由谁承建")


@pytest.mark.parametrize(
    ("before", "question", "plain"),
    [
        ("西河智算中心由谁建设", "它2023年投产了吗", [True]),
        ("东湖智算中心由谁承建", "它2023年投产了吗", [False]),
        ("谁和北山电信签约", "其中有哪些企业", ["云帆软件", "海川科技"]),
    ],
)
def test_a_pronoun_takes_over(
    before: str, question: str, plain: list[str], graph: Graph, schema: Schema
) -> None:
    assert ask(graph, question, schema, previous=before).plain == plain
