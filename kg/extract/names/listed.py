"""Listed companies: the name right before a stock code, or after 证券简称."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.names.candidate import Candidate
from kg.extract.names.grammar import NameGrammar
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.model.text import MARK, NUMBER, WORD
from kg.text.alternatives import any_of

_USUAL = (4, 3)  # characters of the short names of the exchanges of Shanghai and Shenzhen
_LONGEST = 8
_NO_BRAND = ("p", "c", "u", "r", "d", "t")  # first letters of tags


@lru_cache(maxsize=4)
def _patterns(grammar: NameGrammar) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Codes in brackets, names with the exchange's mark, and what announces a short name."""
    lexicon = grammar.lexicon.code
    labels, announced = any_of(lexicon.labels), any_of(lexicon.announced)
    code = (
        rf"\((?:(?:{labels}):? ?)?(?:[A-Za-z]{{2,6}}:? ?)?"
        r"(?P<code>\d{6}|\d{4,5}(?=[.-](?:HK|TW)\)|\)))(?:[.-][A-Za-z]{2})?[^()\n]{0,40}\)"
    )
    marks = (f"{mark}(?<![A-Za-z]{mark})" for mark in map(re.escape, lexicon.warned))
    warned = rf"(?:{'|'.join(marks)})[\u4e00-\u9fff]{{2,3}}"
    return re.compile(code), re.compile(warned), re.compile(rf"(?:{announced}): ?")


class ListedNames:
    """Finds the listed companies of one text.

    Args:
        row: The text.
    """

    def __init__(self, row: AtomRow) -> None:
        self.row = row
        self.lexicon = row.grammar.lexicon.code
        self._code, self._warned, self._announced = _patterns(row.grammar)

    def find(self) -> Iterator[Candidate]:
        """All candidates, in no particular order."""
        for match in self._code.finditer(self.row.folded):
            last = self.row.ending_at(match.start())
            if last is not None and self.row.atoms[last].word == " ":
                last -= 1
            if last is not None and not self._dated(match.group("code")):
                yield from self._before(last, six=len(match.group("code")) == max(_USUAL) + 2)
        for match in self._warned.finditer(self.row.folded):
            yield from self._marked(Span(*match.span()))
        for match in self._announced.finditer(self.row.folded):
            yield from self._after(match.end())

    def _marked(self, span: Span) -> Iterator[Candidate]:
        """ST砚湖: the mark of the exchange and the two or three characters that fit it."""
        first = self.row.starting_at(span.start)
        ends = (self.row.ending_at(end) for end in range(span.end, span.end - 2, -1))
        last = next((i for i in reversed([*ends]) if i is not None), None)
        if first is not None and last is not None:
            yield self._candidate(first, last)

    def _dated(self, code: str) -> bool:
        """A year is no code."""
        return len(code) == 4 and code.startswith(("19", "20"))

    def _before(self, last: int, *, six: bool) -> Iterator[Candidate]:
        first = last + 1
        starts: dict[int, int] = {}
        while first > 0 and self._brand(first - 1) and self._length(first - 1, last) <= _LONGEST:
            first -= 1
            starts[self._length(first, last)] = first
        if not starts:
            return
        usual = [starts[n] for n in _USUAL if n in starts] if six else []
        start = usual[0] if usual else first
        # 数据港(603881): with a code after it a noun can be the short name of a company.
        shortest = six and start == last and self._length(start, last) == min(_USUAL)
        named = shortest or not self._common(start, last)
        if self._length(start, last) >= 2 and named:
            yield self._candidate(start, last)

    def _after(self, offset: int) -> Iterator[Candidate]:
        first = self.row.starting_at(offset)
        while first is not None and first < len(self.row.atoms):
            last = first - 1
            while last + 1 < len(self.row.atoms) and self._brand(last + 1):
                last += 1
            if last < first or self._length(first, last) > _LONGEST:
                return
            if self.row.atoms[last].word.isascii() and last > first:
                last -= 1  # 甲乙、甲乙B: the second share of the same company
            yield self._candidate(first, last)
            listed = (
                last + 1 < len(self.row.atoms)
                and self.row.atoms[last + 1].word in self.lexicon.listing
            )
            first = last + 2 if listed else None

    def _brand(self, i: int) -> bool:
        atom = self.row.atoms[i]
        if atom.kind in (MARK, NUMBER):
            return False
        if atom.kind is not WORD:
            return True
        return atom.word not in self.row.grammar.border and atom.tag[:1] not in _NO_BRAND

    def _common(self, first: int, last: int) -> bool:
        return all(self.row.grammar.is_common(a.word) for a in self.row.atoms[first : last + 1])

    def _length(self, first: int, last: int) -> int:
        return self.row.atoms[last].end - self.row.atoms[first].start

    def _candidate(self, first: int, last: int) -> Candidate:
        span = Span(self.row.atoms[first].start, self.row.atoms[last].end)
        return Candidate(span, self.lexicon.type, "code", first, last)
