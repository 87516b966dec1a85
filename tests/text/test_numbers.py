from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.text.numbers import find_numbers, parse_chinese

DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """The number as a schoolbook writes it."""
    if number >= 10**8:
        high, low = divmod(number, 10**8)
        return in_chinese(high) + "亿" + (_rest(low, 10**7) if low else "")
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        return in_chinese(high) + "万" + (_rest(low, 10**3) if low else "")
    text, zero = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + sign
            zero = False
        elif text:
            zero = True
    return text


def _rest(low: int, first: int) -> str:
    return ("零" if low < first else "") + in_chinese(low)


@given(st.integers(min_value=1, max_value=10**12 - 1))
@example(10_500)
@example(100_003_000)
def test_chinese_numerals_round_trip(number: int) -> None:
    assert parse_chinese(in_chinese(number)) == number


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十二万", 120_000),
        ("两千", 2000),
        ("二〇二四", 2024),
        ("一万二", 12_000),
        ("三百五", 350),
        ("三点五亿", 350_000_000),
        ("百亿", 10**10),
    ],
)
def test_numerals_as_people_write_them(numeral: str, value: int) -> None:
    assert parse_chinese(numeral) == value


@pytest.mark.parametrize("numeral", ["两三千", "七八百", "十五六"])
def test_guesses_are_no_numbers(numeral: str) -> None:
    assert parse_chinese(numeral) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,500", [1500]),
        ("3 000", [3000]),
        ("1.6万", [16_000]),
        ("120亿亿", [12 * 10**17]),
        ("18万千万亿", [18 * 10**19]),
        ("3亿5000万", [350_000_000]),
        ("300余万", [3_000_000]),
        ("5百万", [5_000_000]),
        ("1,2,3", [1, 2, 3]),
        ("2024年9月13日", [2024, 9, 13]),
        ("H800和910B", [910]),
        ("数百家、上千家", []),
    ],
)
def test_numbers_in_text(text: str, values: list[int]) -> None:
    assert [number.value for number in find_numbers(text)] == [Decimal(v) for v in values]


@pytest.mark.parametrize("hostile", ["1", "1,", ",111", " 111", "万", "一", "1 ", "1.", "1亿"])
def test_hostile_runs_are_linear(hostile: str) -> None:
    assert sum(1 for _ in find_numbers(hostile * 200_000)) >= 0
