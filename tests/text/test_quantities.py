from __future__ import annotations

from decimal import Decimal

import pytest

from kg.model import Block, BlockKind, Document, Run, Span, View
from kg.model.facts import Bound
from kg.model.lexicon.quantities import Noun, QuantityLexicon, Unit
from kg.model.text import Quantity
from kg.schema import load_schema
from kg.text.fold import fold
from kg.text.quantities import QuantityFinder

LEXICON = load_schema().lexicon("quantities", QuantityLexicon)
FINDER = QuantityFinder(LEXICON)


def document(text: str, *blocks: Block) -> Document:
    whole = blocks or (Block(Span(0, len(text)), BlockKind.PARAGRAPH),)
    view = View(text, (Run(0, len(text), 0, len(text)),))
    return Document("text:0", "0", "utf-8", text, view, whole)


def find(text: str) -> tuple[Quantity, ...]:
    return FINDER.find(document(text), fold(text))


def summary(text: str) -> str:
    return "; ".join(f"{q.bound} {q.value}" for q in find(text))


ENTRIES: list[Unit | Noun] = [*LEXICON.unit, *LEXICON.noun]
EXAMPLES = [
    *LEXICON.examples,
    *(example for entry in ENTRIES for example in entry.examples),
    *(example for bound in LEXICON.bound for example in bound.examples),
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_lexicons_examples_give_what_they_say(example: str) -> None:
    text, _, expected = example.partition(" => ")
    assert summary(text) == expected


@pytest.mark.parametrize("text", LEXICON.counterexamples)
def test_what_the_lexicon_calls_no_quantity_is_none(text: str) -> None:
    assert [quantity for quantity in find(text) if quantity.kinds] == []


@pytest.mark.parametrize(
    ("entry", "text"),
    [(entry, text) for entry in ENTRIES for text in entry.counterexamples],
)
def test_a_units_counterexamples_do_not_use_it(entry: Unit | Noun, text: str) -> None:
    assert all(not set(q.kinds) & set(entry.kinds) for q in find(text))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: str(e.words[:1]))
def test_every_entry_has_an_example(entry: Unit | Noun) -> None:
    assert entry.examples


def test_the_span_holds_bounds_number_and_unit() -> None:
    text = "算力不低于１．２万P以上,"
    (quantity,) = find(text)
    assert quantity.span.of(text) == "不低于１．２万P以上"
    assert quantity.number.of(text) == "１．２万"


def test_the_ends_of_a_range_share_their_span() -> None:
    text = "规划8亿元到10亿元。"
    low, high = find(text)
    assert low.span == high.span
    assert low.span.of(text) == "8亿元到10亿元"
    assert low.number.of(text) == "8亿"


@pytest.mark.parametrize(
    ("text", "restated"),
    [
        ("投资31亿元(约合4.3亿美元)", [False, True]),
        ("算力1.2EFLOPS,相当于每秒可完成120亿亿次浮点运算", [False, True]),
        ("占地60亩(40000平方米)", [False, True]),
        ("一期投资3亿元(其中贷款2亿元)", [False, False]),
        ("占地60亩,建筑面积40000平方米", [False, False]),
    ],
)
def test_what_says_the_same_again_is_marked(text: str, restated: list[bool]) -> None:
    assert [quantity.restates for quantity in find(text)] == restated


def test_an_impossible_gloss_is_noted() -> None:
    stated, _ = find("算力1000P(相当于每秒100亿次运算)")
    assert stated.note == "said again as 0.00001 PetaFLOPS"


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("投資313億元,其中政策資源新台幣145億元。", ["CCY_TWD", "CCY_TWD"]),
        ("投資新台幣145億元,約合人民幣32億元。", ["CCY_TWD", "CCY_CNY"]),
        ("投资313亿元,其中政策资源新台币145亿元。", ["CCY_CNY", "CCY_TWD"]),
        ("投资313亿元。", ["CCY_CNY"]),
    ],
)
def test_a_bare_amount_is_of_the_currency_that_the_text_names(text: str, units: list[str]) -> None:
    assert [q.unit for q in find(text)] == units


def test_a_definition_is_no_amount() -> None:
    assert all(quantity.restates for quantity in find("1P相当于每秒1000万亿次计算"))


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("FP16算力5000P", "FP16"),
        ("算力5000P(半精度)", "FP16"),
        ("双精度算力20P", "FP64"),
        ("FP32精度大幅提升,算力5000P", None),
    ],
)
def test_the_precision_stands_beside_the_computing_power(text: str, precision: str | None) -> None:
    assert find(text)[-1].precision == precision


def test_a_cell_takes_the_unit_of_its_column() -> None:
    text = "名称 机架(万架) PUE\n甲 约18.2 1.26"
    header = (Span(0, 2), Span(3, 9), Span(10, 13))
    row = Block(
        Span(14, len(text)),
        BlockKind.ROW,
        cells=(Span(14, 15), Span(16, 21), Span(22, 26)),
        header=header,
    )
    made = document(text, Block(Span(0, 13), BlockKind.ROW, cells=header), row)
    racks, pue = FINDER.find(made, fold(text))
    assert (racks.value, racks.bound) == (Decimal(182_000), Bound.APPROXIMATELY)
    assert (pue.value, pue.kinds) == (Decimal("1.26"), ("pue",))


@pytest.mark.parametrize("hostile", ["1", "1P", "1、", "1-", "约", "1(", "PUE", "投资1", "1 "])
def test_hostile_runs_are_linear(hostile: str) -> None:
    assert find(hostile * 20_000) is not None
