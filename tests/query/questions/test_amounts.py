"""How amounts are written that no article has words for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.model.lexicon.questions import QuestionLexicon
from kg.query.questions.answers.amounts import written
from kg.schema import Schema


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("1130000000", "CNY", "11.3亿元", "1.13 billion CNY"),
        ("235000000000", "CNY", "2,350亿元", "235 billion CNY"),
        ("26000000", "USD", "2,600万美元", "26 million USD"),
        ("-8000", "CNY", "-8,000元", "-8,000 CNY"),
        ("23000", "1", "2.3万", "23,000"),
        ("23000", None, "2.3万", "23,000"),
        ("146666.74", "m2", "14.666674万平方米", "146,666.74 m²"),
        ("1200", "PFLOPS", "1,200 PFLOPS", "1,200 PFLOPS"),
        ("24000000", "W", "24 MW", "24 MW"),
        ("120000000000000000", "B", "120 PB", "120 PB"),
        ("0.003", "s", "3 ms", "3 ms"),
        ("0", "s", "0 s", "0 s"),
    ],
)
def test_amounts(value: str, unit: str | None, zh: str, en: str, schema: Schema) -> None:
    lexicon = schema.lexicon("questions", QuestionLexicon)
    for lang, text in (("zh", zh), ("en", en)):
        words, prefixed = lexicon.amounts[lang], lexicon.prefixed_units
        assert written(Decimal(value), unit, words, prefixed) == text


def test_amounts_are_written_alike_in_both_languages(schema: Schema) -> None:
    amounts = schema.lexicon("questions", QuestionLexicon).amounts
    assert amounts["zh"].units.keys() == amounts["en"].units.keys()
    assert amounts["zh"].units.keys() <= schema.ontology.units.keys()
