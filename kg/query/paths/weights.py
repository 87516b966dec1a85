"""What a step can cost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf, log
from typing import Final

from kg.query.paths.adjacency import Adjacency

Weigh = Callable[[int], float]
"""The cost of a fact by its number; never negative."""

HOPS: Final = "hops"
CONFIDENCE: Final = "confidence"
SUPPORT: Final = "support"
RECENCY: Final = "recency"
VIEW: Final = "view"
"""The number that the view gives the fact."""


def weigher(adjacency: Adjacency, weight: str, unknown: float) -> Weigh:
    """The function behind a weight.

    Args:
        adjacency: Where the facts are.
        weight: ``HOPS``: 1. ``CONFIDENCE``: -ln of the confidence, so that a sum is that of the
            product. ``SUPPORT``: 1 / number of articles. ``RECENCY``: 1 + years before the newest
            date of the graph. ``VIEW``: the view's own number.
        unknown: The confidence of facts that have none.
    """
    if weight == CONFIDENCE:
        return partial(_doubt, adjacency, unknown)
    if weight == SUPPORT:
        return lambda edge: 1.0 / max(adjacency.sources[edge], 1)
    if weight == RECENCY:
        years = [None if date is None else _years(date) for date in adjacency.dates]
        known = [year for year in years if year is not None] or [0.0]
        ages = [1.0 + max(known) - (min(known) if year is None else year) for year in years]
        return lambda edge: ages[adjacency.date[edge]]
    if weight == VIEW:
        return lambda edge: inf if (own := adjacency.weight(edge)) is None else own
    return lambda _: 1.0


def _doubt(adjacency: Adjacency, unknown: float, edge: int) -> float:
    confidence = adjacency.confidence(edge)
    known = unknown if confidence is None else confidence
    return -log(known) if 0.0 < known < 1.0 else (0.0 if known >= 1.0 else inf)


def _years(date: str) -> float:
    """An ISO date as a number of years; a month or year counts from its beginning."""
    year, month, day = (*(int(part) for part in date[:10].split("-")), 1, 1)[:3]
    return year + (month - 1) / 12 + (day - 1) / 372
