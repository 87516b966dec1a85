from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model import Block, BlockKind, Document, Run, Span, View
from kg.text.fold import fold
from kg.text.sentences import split_sentences


def document(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    text = "\n".join(texts)
    blocks, start = [], 0
    for part in texts:
        blocks.append(Block(Span(start, start + len(part)), kind))
        start += len(part) + 1
    view = View(text, (Run(0, len(text), 0, len(text)),))
    return Document("text:0", "0", "utf-8", text, view, tuple(blocks))


def split(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[list[str]]:
    made = document(text, kind=kind)
    folded = fold(text)
    return [[c.of(folded) for c in s.clauses] for s in split_sentences(made, folded)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲开工。乙投运！", [["甲开工"], ["乙投运"]]),
        ("“甲开工。”他说，“乙也快了。”", [["“甲开工"], ["他说", "“乙也快了"]]),
        ("甲占地3亩；乙占地5亩：够了", [["甲占地3亩", "乙占地5亩", "够了"]]),
        ("甲、乙与丙签约，共建中心", [["甲、乙与丙签约", "共建中心"]]),
        ("共3,500架，PUE 1.2", [["共3,500架", "PUE 1.2"]]),
        ("8:30，投资1.5亿元", [["8:30", "投资1.5亿元"]]),
        ("甲公司（下称甲，代码1。）出资，建中心", [["甲公司(下称甲,代码1。)出资", "建中心"]]),
        ("算力中心——西部最大——开工", [["算力中心", "西部最大", "开工"]]),
        ("It opened. Then No. 5 closed.", [["It opened"], ["Then No. 5 closed"]]),
        ("约5—8亿元", [["约5—8亿元"]]),
    ],
)
def test_sentences_and_clauses(text: str, parts: list[list[str]]) -> None:
    assert split(text) == parts


def test_a_heading_is_one_sentence_whose_clauses_stand_apart() -> None:
    assert split("甲中心开工！  算力3000P", BlockKind.HEADLINE) == [["甲中心开工", "算力3000P"]]


def test_the_cells_of_a_row_are_its_clauses() -> None:
    text = "甲中心 3000。5"
    row = Block(Span(0, 10), BlockKind.ROW, cells=(Span(0, 3), Span(4, 10)))
    made = Document("t", "0", "utf-8", text, View(text, (Run(0, 10, 0, 10),)), (row,))
    (sentence,) = split_sentences(made, text)
    assert sentence.clauses == row.cells


def test_no_sentence_crosses_a_block() -> None:
    made = document("甲开工", "乙投运")
    sentences = split_sentences(made, made.view.text)
    assert [(s.span, s.block) for s in sentences] == [(Span(0, 3), 0), (Span(4, 7), 1)]


@given(st.text(alphabet="甲乙3.,，。；：！？“”（）()—… \n5A", min_size=1))
@example("（甲，乙。”3，500：1——。")
def test_sentences_are_in_order_and_hold_all_that_is_said(text: str) -> None:
    made = document(*[part for part in text.split("\n") if part] or ["甲"])
    folded = fold(made.view.text)
    sentences = split_sentences(made, folded)
    ends = [0]
    for sentence in sentences:
        assert sentence.span.start >= ends[-1]
        assert all(sentence.span.covers(clause) for clause in sentence.clauses)
        ends.append(sentence.span.end)
    kept = "".join(s.span.of(folded) for s in sentences)
    assert [c for c in kept if c.isalnum()] == [c for c in folded if c.isalnum()]


@pytest.mark.parametrize("hostile", ["(", "。", "A.", ",", "1,", "—", " ", "“"])
def test_hostile_runs_are_linear(hostile: str) -> None:
    text = hostile * 100_000
    assert split_sentences(document(text), fold(text)) is not None
