"""Dates in a question, and stretches of time that words around them set."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kg.model.lexicon.questions import DateWords
from kg.query.questions.atoms import Atom, DateUse

_YEAR, _MONTH = len("2024"), len("2024-09")


class Times:
    """Finds dates.

    Args:
        words: How questions write them.
    """

    def __init__(self, words: DateWords) -> None:
        self._words = words
        self._patterns = [re.compile(pattern) for pattern in words.patterns]

    def find(self, lower: str) -> Iterator[Atom]:
        """The dates of a text; patterns that come first in the lexicon go before later ones.

        Args:
            lower: The text, folded, in lower case.
        """
        taken: list[tuple[int, int]] = []
        for pattern in self._patterns:
            for match in pattern.finditer(lower):
                use = self._use(match)
                if use is None or any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                taken.append(match.span())
                yield Atom(match.start(), match.end(), match.group(), (use,))

    def _use(self, match: re.Match[str]) -> DateUse | None:
        groups = match.groupdict()
        year = groups["y"]
        if part := groups.get("part"):
            months = self._words.parts.get(part.strip())
            return DateUse(f"{year}-{months[0]:02}", f"{year}-{months[1]:02}") if months else None
        month = groups.get("m")
        if name := groups.get("month"):
            number = self._words.months.get(name)
            if number is None:
                return None
            month = str(number)
        parts = [year, month, groups.get("d") if month else None]
        date = "-".join(part.zfill(2) for part in parts if part)
        return DateUse(date, date, closed=bool(groups.get("end")))


def following(date: str) -> str:
    """The first year, month or day after a date of that precision."""
    if len(date) == _YEAR:
        return f"{int(date) + 1:04}"
    if len(date) == _MONTH:
        year, month = map(int, date.split("-"))
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return _shifted(date, 1)


def preceding(date: str) -> str:
    """The last year, month or day before a date of that precision."""
    if len(date) == _YEAR:
        return f"{int(date) - 1:04}"
    if len(date) == _MONTH:
        year, month = map(int, date.split("-"))
        return f"{year - (month == 1):04}-{(month - 2) % 12 + 1:02}"
    return _shifted(date, -1)


def _shifted(date: str, days: int) -> str:
    try:
        return (dt.date.fromisoformat(date) + dt.timedelta(days=days)).isoformat()
    except ValueError:  # no such day: 2024-02-31
        return date
