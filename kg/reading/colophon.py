"""What a page says of its own making: date, outlet, reporters, authors, editors.

A *credit line* holds nothing but such statements (and counters). Credits also stand in brackets at
the beginning of a dateline and at the end of an article. Offsets are those of the line.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache

from kg.model.lexicon.page import DatePattern, PageLexicon
from kg.reading.names import Makers, NamedMaker
from kg.reading.noise import folded

_TIME = re.compile(r"[\sT]{0,3}(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?!\d)")
_WORDY = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_HASHTAG = re.compile(r"#[^#\s]{1,12}#")
_ADDRESS = re.compile(r"https?://[!-~]+|www\.[!-~]+")
_COUNT = re.compile(r" ?[:(]? ?\d[\d,.]*[wWkK]?\+?\)?")
_VALUE_MARKS = " :|/(["

_MAX_LINE = 160
_MAX_REST = 14
_MAX_WORD = 12


@dataclass(frozen=True, slots=True)
class Dated:
    """A full date in a line."""

    start: int
    end: int
    date: dt.date
    time: str | None
    labelled: bool


@dataclass(frozen=True, slots=True)
class Credits:
    """What one line says of the making of the page.

    Attributes:
        dates: Full dates, in order.
        makers: Who is named, in order.
        rest: Words of the line that are none of it: (start, end).
        marked: Whether the line has a label, a time or a counter, so that it is no line of a story.
    """

    dates: tuple[Dated, ...] = ()
    makers: tuple[NamedMaker, ...] = ()
    rest: tuple[tuple[int, int], ...] = ()
    marked: bool = False


@dataclass(slots=True)
class _Cover:
    """Which characters of a line are accounted for."""

    line: str
    done: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.done = bytearray(len(self.line))

    def take(self, start: int, end: int) -> None:
        self.done[start:end] = b"\1" * (end - start)

    def rest(self) -> tuple[tuple[int, int], ...]:
        found = []
        for match in _WORDY.finditer(self.line):
            start, end = match.span()
            while start < end and self.done[start]:
                start += 1
            while end > start and self.done[end - 1]:
                end -= 1
            if start < end:
                found.append((start, end))
        return tuple(found)


class Colophon:
    """Reads credit lines by the words of a page lexicon."""

    def __init__(self, lexicon: PageLexicon) -> None:
        self.makers = Makers(lexicon)
        self._dates = [(re.compile(p.pattern), p) for p in lexicon.dates]
        self._numerals = {ord(c): str(n) for n, cs in enumerate(lexicon.digits.words) for c in cs}
        self._ten = lexicon.numbering.words[9]
        label = r"(?<![\u4e00-\u9fff])" + _alternation(lexicon.date_labels.words)
        self._date_label = re.compile(label + r" ?:? ?\Z")
        self._stamp_label = re.compile(_alternation(lexicon.date_labels.words) + r" ?:? ?")
        self._date_labels = re.compile(label + r" ?:")
        counters = _alternation(lexicon.counters.words)
        self._counter = re.compile(counters + r" ?(?::|(?=\d)|(?=\()|$)")
        menu = sorted(set(map(folded, lexicon.menu.words)), key=len, reverse=True)
        self._menu = re.compile("|".join(map(re.escape, menu)))
        self._edition = re.compile("|".join(f"(?:{p})" for p in lexicon.edition.words))
        self._sections = frozenset(map(folded, lexicon.sections.words))

    def dates_in(self, line: str) -> list[Dated]:
        """The full dates of a folded line, in order, without overlap."""
        found: list[Dated] = []
        for pattern, kind in self._dates:
            for match in pattern.finditer(line):
                date = self._date(match, kind)
                if date is None or any(
                    d.start < match.end() and match.start() < d.end for d in found
                ):
                    continue
                found.append(self._dated(line, match, date))
        return sorted(found, key=lambda d: d.start)

    def stamp_label(self, line: str) -> int:
        """The end of the label of a date at the beginning of a folded line, or 0."""
        match = self._stamp_label.match(line)
        return match.end() if match else 0

    def read(self, line: str) -> Credits:
        """What a folded line of at most 160 characters says; nothing for a longer one."""
        if len(line) > _MAX_LINE:
            return Credits()
        cover = _Cover(line)
        dates = self.dates_in(line)
        for dated in dates:
            cover.take(dated.start, dated.end)
        marked = any(d.time or d.labelled for d in dates)
        for match in self._date_labels.finditer(line):
            cover.take(*match.span())
            marked = True
        stops = [d.start for d in dates]
        makers = self.makers.labelled(line, stops)
        for maker in makers:
            cover.take(maker.label_start, maker.end)
        marked = self._take_counters(cover) or marked or bool(makers)
        for pattern in (_HASHTAG, _ADDRESS, self._edition):
            for match in pattern.finditer(line):
                cover.take(*match.span())
        rest = tuple(r for r in cover.rest() if not self._is_menu(line, r))
        return Credits(tuple(dates), tuple(makers), rest, marked)

    def is_credit_line(self, line: str, credits: Credits) -> bool:
        """Whether a folded line holds hardly anything but credits."""
        if not (credits.dates or credits.marked) or "。" in line:
            return False
        words = [line[a:b] for a, b in credits.rest]
        if any(len(w) > _MAX_WORD for w in words) or sum(map(len, words)) > _MAX_REST:
            return False
        if credits.marked:
            return True
        return all(w in self._sections or self.makers.is_outlet(w) for w in words)

    def outlet_of(self, line: str, credits: Credits) -> tuple[int, int] | None:
        """The word of a credit line that names the outlet without a label: 云河晚报 2024-05-01."""
        words = [r for r in credits.rest if line[r[0] : r[1]] not in self._sections]
        named = [r for r in words if self.makers.is_outlet(line[r[0] : r[1]])]
        return named[0] if named else None

    def _take_counters(self, cover: _Cover) -> bool:
        found = False
        for match in self._counter.finditer(cover.line):
            count = _COUNT.match(cover.line, match.end())
            cover.take(match.start(), count.end() if count else match.end())
            found = True
        return found

    def _is_menu(self, line: str, span: tuple[int, int]) -> bool:
        return self._menu.fullmatch(line, *span) is not None

    def _dated(self, line: str, match: re.Match[str], date: dt.date) -> Dated:
        time = _TIME.match(line, match.end())
        label = self._date_label.search(line[max(0, match.start() - 12) : match.start()])
        clock = f"{int(time.group(1)):02d}:{time.group(2)}" if time else None
        end = time.end() if time else match.end()
        return Dated(match.start(), end, date, clock, label is not None)

    def _date(self, match: re.Match[str], kind: DatePattern) -> dt.date | None:
        parts = match.group("y", "m", "d")
        numbers = [self._number(p) for p in parts] if kind.numerals else [int(p) for p in parts]
        try:
            return dt.date(numbers[0] + kind.era, numbers[1], numbers[2])
        except ValueError:
            return None

    def _number(self, numeral: str) -> int:
        """A year digit by digit, or a number below a hundred."""
        if self._ten not in numeral:
            return int(numeral.translate(self._numerals))
        tens, _, units = numeral.partition(self._ten)
        ten = int(tens.translate(self._numerals)) if tens else 1
        return 10 * ten + (int(units.translate(self._numerals)) if units else 0)


@cache
def colophon(lexicon: PageLexicon) -> Colophon:
    """The reader of credits by a lexicon; made once."""
    return Colophon(lexicon)


def _alternation(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(map(folded, words), key=len, reverse=True))) + ")"
