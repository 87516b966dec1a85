from __future__ import annotations

from decimal import Decimal

import pytest

from kg.graph import terms


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("北山电信", "zh"),
        ("昇光910B", "zh"),
        ("Blue Bird", "en"),
        ("910", "zh"),
    ],
)
def test_labels_carry_their_language(name: str, language: str) -> None:
    assert terms.label(name).language == language
    assert terms.label(name).value == name


def test_labels_of_traditional_articles_say_so() -> None:
    assert terms.label("北山電信", traditional=True).language == "zh-hant"
    assert terms.label("Blue Bird", traditional=True).language == "en"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北山電信與海川科技簽約", True),
        ("北山电信部署了昇光芯片，建设数据中心集群和园区", False),
        ("Blue Bird", False),
        ("", False),
    ],
)
def test_the_script_is_that_of_the_whole_text(text: str, expected: bool) -> None:
    assert terms.is_traditional(text) is expected


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2024-03-02", "date"),
        ("2024-03", "gYearMonth"),
        ("2024", "gYear"),
        ("2024-03-02T09:30:00", "dateTime"),
        ("春天", "string"),
    ],
)
def test_dates_are_typed_as_precisely_as_they_are_given(value: str, datatype: str) -> None:
    assert terms.date(value).datatype.value.endswith("#" + datatype)


@pytest.mark.parametrize(
    ("value", "written"),
    [("1200", "1200"), ("1.50", "1.5"), ("2.35E+11", "235000000000"), ("0.00", "0"), ("-0", "0")],
)
def test_numbers_have_one_form(value: str, written: str) -> None:
    assert terms.decimal(Decimal(value)).value == written


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number"):
        terms.decimal(Decimal("NaN"))


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    assert terms.string("a\ud83d\ude00b").value == "a\ufffd\ufffdb"
