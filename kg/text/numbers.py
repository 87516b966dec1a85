"""Numbers in Arabic and Chinese digits, with their multipliers.

Written by hand rather than with cn2an, which converts a numeral but does not find it in a text and
fails on 三点五亿: a number must come with its offsets, its multiplier apart (``1-2万``) and the
openness of ``300余万``, and in linear time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import msgspec

NUMERALS = "一二三四五六七八九十"
"""Those that write a number up to 99, as in dates and ordinals."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_SCALES = _PLACES | _MYRIADS
# Longer runs of digits are numbers of accounts, files or telephones, and turning ten million digits
# into an integer takes minutes.
_LONGEST = 24
_KEPT = 1024  # numerals whose value is remembered
_VAGUE = tuple("数几上成好")  # before a multiplier

# No number begins inside a number or a Latin word: the lookbehind tells what stands before it.
_BEGINS = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿](?<![\d.A-Za-z].)")
_NUMBER = re.compile(
    r"""
    (?: (?P<digits>\d{1,3}(?:,\d{3}){1,7}(?:\.\d+)?(?!\d)
                 | \d{1,3}(?:[ ]\d{3}){1,7}(?![\d.,])
                 | \d+(?:\.\d+)?)
        (?P<open>[余多])?
        (?P<scale>[ ]?(?:(?:[十百千]?[万亿]){1,4}|[十百千]))?
        (?: (?<=亿)(?P<rest>\d{1,4}(?:\.\d+)?)(?P<rest_scale>千?万))?
      | (?P<chinese>[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+[万亿]*)?)
        (?:(?P<open_chinese>[余多])(?P<scale_chinese>[万亿]{1,2}))?
    )""",
    re.VERBOSE,
)


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number in the folded text.

    Attributes:
        start: Its first character.
        end: One past its last character, the multiplier included.
        core: Its value without the multiplier.
        scale: What the multiplier multiplies by; 1 if there is none.
        is_open: Whether 余 or 多 before the multiplier leaves it open upwards.
        is_bare: Whether it is a mere multiplier (百亿), which is a number only in company (近百亿).
        is_chinese: Whether it is written in Chinese digits.
    """

    start: int
    end: int
    core: Decimal
    scale: int = 1
    is_open: bool = False
    is_bare: bool = False
    is_chinese: bool = False

    @property
    def value(self) -> Decimal:
        """What it amounts to."""
        return self.core * self.scale


def find_numbers(folded: str) -> Iterator[Number]:
    """The numbers of a folded text, in order; vague ones (数百, 两三千) are left out."""
    end = 0
    for begun in _BEGINS.finditer(folded):  # the grammar is tried only where one can begin
        start = begun.start()
        found = _NUMBER.match(folded, start) if start >= end else None
        if found is None:
            continue
        end = found.end()
        number = _chinese(folded, found) if found["chinese"] else _arabic(found)
        if number is not None:
            yield number


@lru_cache(maxsize=_KEPT)
def parse_chinese(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral such as 四千二百, 二〇二四, 一万二 or 三点五亿.

    Returns:
        None if it is none: two digits side by side among multipliers (两三千) are a guess, not a
        number.
    """
    whole, point, fraction = numeral.partition("点")
    if point:
        return _parse_decimal(whole, fraction)
    if all(c in _DIGITS for c in whole):
        return Decimal("".join(str(_DIGITS[c]) for c in whole)) if whole else None
    return _parse_places(whole)


def _parse_decimal(whole: str, fraction: str) -> Decimal | None:
    scale = 1
    while fraction and fraction[-1] in _MYRIADS:
        scale *= _MYRIADS[fraction[-1]]
        fraction = fraction[:-1]
    integer = parse_chinese(whole)
    if integer is None or not fraction:
        return None
    return (integer + Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction))) * scale


def _parse_places(numeral: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    last = 0  # the multiplier that stands right before
    for character in numeral:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
            last = 0 if digit == 0 else last
        elif character in _PLACES:
            section += (1 if digit is None or digit == 0 else digit) * _PLACES[character]
            digit, last = None, _PLACES[character]
        else:
            myriad = _MYRIADS[character]
            section += digit or 0
            if not section:
                section = 0 if total else 1
            # 三千万亿: a larger multiplier takes all that came before it.
            total = (total + section) * myriad if total < myriad else total + section * myriad
            section, digit, last = 0, None, myriad
    if digit:
        section += digit * (last // 10 if last > 10 else 1)
    return Decimal(total + section)


def _arabic(found: re.Match[str]) -> Number | None:
    digits, opened, scaled, rest, rest_scaled = found.groups()[:5]
    if len(digits) > _LONGEST:
        return None
    core = Decimal(digits.replace(",", "").replace(" ", ""))
    if not scaled:  # 余 after the number belongs to the unit
        return Number(found.start(), found.start("open") if opened else found.end(), core)
    scale = _product(scaled.lstrip())
    if rest:
        core, scale = core * scale + Decimal(rest) * _product(rest_scaled), 1
    return Number(found.start(), found.end(), core, scale, is_open=bool(opened))


def _product(multipliers: str) -> int:
    return math.prod(_SCALES[character] for character in multipliers)


def _chinese(folded: str, found: re.Match[str]) -> Number | None:
    numeral = found["chinese"]
    if len(numeral) > _LONGEST or folded.endswith(_VAGUE, 0, found.start()):
        return None
    value = parse_chinese(numeral)
    if value is None:
        return None
    return Number(
        found.start(),
        found.end(),
        value,
        _product(found["scale_chinese"] or ""),
        is_open=bool(found["open_chinese"]),
        is_bare=numeral[0] in "百千万亿",
        is_chinese=True,
    )
