"""Amounts of which no article has the words: in their base unit, as a reader would write them."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from kg.model.lexicon.questions import AmountWords
from kg.query.answer import number

_LARGER, _SMALLER = "kMGTPE", "mµn"  # prefixes of the SI, a thousand times each


def written(value: Decimal, unit: str | None, words: AmountWords, prefixed: Collection[str]) -> str:
    """An amount with its unit: 11亿元, 24 MW, 1,200 PFLOPS.

    Args:
        value: In the base unit.
        unit: Symbol of the base unit; None for what is counted.
        words: How the language writes amounts.
        prefixed: Symbols of units that take prefixes of the SI.
    """
    symbol = unit or "1"
    if symbol not in words.units:
        if symbol in prefixed:
            value, symbol = _with_prefix(value, symbol)
        return f"{number(value):,} {symbol}"
    scales = (item for item in words.scales.items() if abs(value) >= item[1])
    scale, factor = next(scales, ("", 1))
    said = words.pattern.format(
        number=f"{number(value / factor):,}", scale=scale, unit=words.units[symbol]
    )
    return " ".join(said.split())


def _with_prefix(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A value in the multiple of its unit that makes it short."""
    prefix = ""
    for larger in _LARGER:
        if abs(value) < 1000:
            break
        value, prefix = value / 1000, larger
    for smaller in _SMALLER:
        if not 0 < abs(value) < 1:
            break
        value, prefix = value * 1000, smaller
    return value, f"{prefix}{unit}"
