"""Dates in a question, and stretches of time that words around them set."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from kg.graph.interface import Graph
from kg.model.lexicon.questions import DateWords
from kg.query.questions.atoms import Atom, DateUse, Relative
from kg.query.sparql import select
from kg.text.numbers import find_numbers

_YEAR, _MONTH = len("2024"), len("2024-09")
_MONTHS = 12
_NEWEST = """
SELECT ?published WHERE { ?article kg:published ?published } ORDER BY DESC(STR(?published)) LIMIT 1
"""


class Times:
    """Finds dates.

    Args:
        words: How questions write them.
    """

    def __init__(self, words: DateWords) -> None:
        self._words = words
        self._patterns = [re.compile(pattern) for pattern in words.patterns]
        relative = words.relative
        choices: dict[str, Iterable[str]] = {
            "{years}": relative.years,
            "{months}": relative.months,
            "{units}": relative.units,
            "{numbers}": {**words.numbers, **relative.numbers},
        }
        self._relative = [re.compile(_filled(pattern, choices)) for pattern in relative.patterns]

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

    def find_relative(self, lower: str) -> Iterator[Atom]:
        """The dates that are told from now; of those that overlap the first is the best."""
        for pattern in self._relative:
            for match in pattern.finditer(lower):
                if (use := self._relative_use(match)) is not None:
                    yield Atom(match.start(), match.end(), match.group(), (use,))

    def _relative_use(self, match: re.Match[str]) -> DateUse | None:
        groups = match.groupdict()
        words = self._words.relative
        if (name := groups.get("months")) is not None:
            return DateUse(None, None, relative=Relative(months=words.months[name]))
        if (unit := groups.get("unit")) is not None:
            number = self._number(groups.get("n"))
            span = None if number is None else math.ceil(number * words.units[unit])
            return DateUse(None, None, relative=Relative(span=span)) if span else None
        # Whatever is meant of the year is read as it would be in any year.
        use = self._dated("0000", groups)
        if use is None or use.since is None or use.until is None:
            return None
        within = (use.since[_YEAR:], use.until[_YEAR:])
        relative = Relative(years=words.years[groups["year"]], within=within)
        return DateUse(None, None, closed=use.closed, relative=relative)

    def _number(self, written: str | None) -> Decimal | None:
        """The number of months or years; one where none is said."""
        if written is None:
            return Decimal(1)
        known = {**self._words.numbers, **self._words.relative.numbers}
        if written in known:
            return Decimal(str(known[written]))
        found = next(iter(find_numbers(written)), None)
        return found.value if found else None

    def _use(self, match: re.Match[str]) -> DateUse | None:
        groups = match.groupdict()
        return self._dated(groups["y"], groups)

    def _dated(self, year: str, groups: Mapping[str, str | None]) -> DateUse | None:
        if part := groups.get("part"):
            months = self._words.parts.get(part.strip())
            return DateUse(f"{year}-{months[0]:02}", f"{year}-{months[1]:02}") if months else None
        month = groups.get("m")
        if name := groups.get("month"):
            number = self._words.months.get(name)
            if number is None:
                return None
            month = str(number)
        parts = (year, month, groups.get("d") if month else None)
        date = "-".join(part.zfill(2) for part in parts if part)
        return DateUse(date, date, closed=bool(groups.get("end")))


def newest_article(graph: Graph) -> str | None:
    """The latest date on which an article of the graph appeared; None if no date is known."""
    row = next(iter(select(graph, _NEWEST)), None)
    return row["published"] if row else None


def settled(atoms: tuple[Atom, ...], newest: str) -> tuple[Atom, ...]:
    """The atoms with what is told from now (今年, 近三年) told from a date instead.

    A clock would answer differently tomorrow; the newest article is the present of its graph.

    Args:
        atoms: A question.
        newest: The date, to the month at least.
    """
    return tuple(
        replace(
            atom,
            uses=tuple(
                _settled(use, use.relative, newest)
                if isinstance(use, DateUse) and use.relative is not None
                else use
                for use in atom.uses
            ),
        )
        for atom in atoms
    )


def is_relative(atom: Atom) -> bool:
    """Whether an atom is a stretch of time that is told from now."""
    return any(isinstance(use, DateUse) and use.relative is not None for use in atom.uses)


def _settled(use: DateUse, relative: Relative, newest: str) -> DateUse:
    year, month = int(newest[:_YEAR]), int(newest[_YEAR + 1 : _MONTH] or 12)
    if relative.years is not None:
        said = f"{year + relative.years:04}"
        since, until = (said + end for end in relative.within)
    elif relative.months is not None:
        since = until = _month(year, month + relative.months)
    else:
        span = relative.span or 1
        if span > _MONTHS and span % _MONTHS == 0:  # 近三年: years as the calendar has them
            since, until = f"{year - span // _MONTHS + 1:04}", f"{year:04}"
        else:
            since, until = _month(year, month - span + 1), _month(year, month)
    return replace(use, since=since, until=until, newest=newest)


def _month(year: int, month: int) -> str:
    """A month whose number may lie outside its year: month 0 is the December before."""
    return f"{year + (month - 1) // _MONTHS:04}-{(month - 1) % _MONTHS + 1:02}"


def _filled(pattern: str, choices: Mapping[str, Iterable[str]]) -> str:
    """A pattern with the words of the lexicon where it names them, the longest first."""
    for name, words in choices.items():
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        pattern = pattern.replace(name, "|".join(map(re.escape, longest_first)))
    return pattern


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
