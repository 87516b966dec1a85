"""A sentence with every recognised thing shrunk to one character.

Trigger words and markers are looked for in ``Line.text``, where a name, time, number or title in
《》 is one placeholder, quotation marks and asides in brackets are left out. What a placeholder
stands for is looked up by its position, never by its character.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Mapping
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from kg.extract.analysis import NAME, Analysis, Mention
from kg.model import Span
from kg.model.text import Sentence

SLOT = "\ue000"  # one character for all: its position says what it is
_PRIVATE = range(0xE000, 0xF900)
_DROPPED = '“”"‘’ \n'
_ASIDES = {"(": ")", "【": "】"}
_TITLE = ("《", "》")
_ASIDE_LENGTH = 160
_BREAKS = ",;:。!?"
_SPECIAL = re.compile('[“”"‘’ \\n(【《\ue000-\uf8ff]')


class Kind(StrEnum):
    """What a slot stands for."""

    ENTITY = "entity"
    TIME = "time"
    QUANTITY = "quantity"
    TITLE = "title"  # 《…》 that is no entity


# The members by themselves: before Python 3.12 a look-up in the class costs as much as a call.
ENTITY, TIME, QUANTITY, TITLE = Kind


class Slot(msgspec.Struct, frozen=True, gc=False):
    """One recognised thing in a line.

    Attributes:
        at: Its position in ``Line.text``.
        span: In the view.
        kind: What it is.
        keys: Keys of the entities; empty for other kinds.
        types: Their classes.
        named: Whether an entity is named (not meant by 该中心).
        text: Its folded words.
    """

    at: int
    span: Span
    kind: Kind
    keys: tuple[str, ...]
    types: tuple[str, ...]
    named: bool
    text: str


class Line(msgspec.Struct, frozen=True, gc=False):
    """One sentence.

    Attributes:
        index: Of the sentence in the analysis.
        sentence: The sentence.
        text: Its folded text, shrunk.
        origin: View offset of each character of ``text``, and the sentence's end.
        slots: In order.
        starts: Where each clause begins in ``text``, and its end.
        asides: Bracketed stretches of the view that were left out.
        places: The position of each slot, in order.
        by_place: The slots by their positions.
    """

    index: int
    sentence: Sentence
    text: str
    origin: tuple[int, ...]
    slots: tuple[Slot, ...]
    starts: tuple[int, ...]
    asides: tuple[Span, ...]
    places: tuple[int, ...]
    by_place: Mapping[int, Slot]

    def slot_at(self, at: int) -> Slot | None:
        """The slot at a position, or None."""
        return self.by_place.get(at)

    def between(self, low: int, high: int) -> tuple[Slot, ...]:
        """The slots with ``low <= at < high``."""
        first = bisect.bisect_left(self.places, low)
        return self.slots[first : bisect.bisect_left(self.places, high)]

    def clause_at(self, at: int) -> int:
        """Index of the clause that a position lies in."""
        return max(bisect.bisect_right(self.starts, at) - 1, 0)

    def clause(self, index: int) -> tuple[int, int]:
        """Begin and end of a clause in ``text``."""
        starts = self.starts
        end = starts[index + 1] if index + 1 < len(starts) else len(self.text)
        return starts[index], end

    def view(self, low: int, high: int) -> Span:
        """The stretch of the view between two positions."""
        last = self.by_place.get(high - 1)
        end = last.span.end if last is not None else self.origin[high - 1] + 1
        return Span(self.origin[low], end)


def shrunk(
    analysis: Analysis, index: int, glued: tuple[str, ...] = (), beside: Collection[Mention] = ()
) -> Line:
    """A sentence of an analysis, shrunk.

    Args:
        analysis: The article.
        index: Of the sentence.
        glued: Words whose last character is a reference elsewhere, but not in them (及其).
        beside: Mentions that play no part in the sentence and are left as words.
    """
    return _Shrinker(analysis, analysis.sentences[index], glued, beside).line(index)


def aside_line(analysis: Analysis, line: Line, aside: Span) -> Line | None:
    """What stands in a bracket, as a line of its own; None for an empty bracket."""
    if len(aside) < 3:
        return None
    span = Span(aside.start + 1, aside.end - 1)
    return _Shrinker(analysis, Sentence(span, (span,), line.sentence.block)).line(line.index)


def apposed_line(analysis: Analysis, line: Line, aside: Span, copula: str) -> Line | None:
    """What a bracket says of the name right before it, as one clause; None if it says nothing.

    Args:
        analysis: The article.
        line: Of the sentence.
        aside: The bracket.
        copula: What is read for the opening bracket: 甲(乙子公司) is 甲是乙子公司.
    """
    at = bisect.bisect_left(line.slots, aside.start, key=lambda slot: slot.span.end)
    before = line.slots[at] if at < len(line.slots) else None
    if before is None or before.span.end != aside.start:
        return None
    inner = aside_line(analysis, line, aside)
    if inner is None:
        return None
    shift = 1 + len(copula)
    first = replace(before, at=0)
    slots = (first, *(replace(slot, at=slot.at + shift) for slot in inner.slots))
    return replace(
        inner, text=f"{SLOT}{copula}{inner.text}", starts=(0,), slots=slots,
        origin=(before.span.start, *[aside.start] * len(copula), *inner.origin),
        places=tuple([slot.at for slot in slots]), by_place={slot.at: slot for slot in slots},
    )  # fmt: skip


class _Shrinker:
    def __init__(
        self,
        analysis: Analysis,
        sentence: Sentence,
        glued: tuple[str, ...] = (),
        beside: Collection[Mention] = (),
    ) -> None:
        self.analysis = analysis
        self.sentence = sentence
        self.pieces: list[str] = []
        self.origin: list[int] = []
        self.slots: list[Slot] = []
        self.asides: list[Span] = []
        self.things = _things(analysis, sentence.span, glued, beside)

    def line(self, index: int) -> Line:
        at, end = self.sentence.span.start, self.sentence.span.end
        folded, things, pieces, origin = self.analysis.folded, self.things, self.pieces, self.origin
        breaks = {clause.start for clause in self.sentence.clauses[1:]}
        starts = [0]
        special = [m.start() for m in _SPECIAL.finditer(folded, at, end)]
        for stop in sorted({*special, *breaks, *things}):
            if stop < at:
                continue  # within a name
            # What lies between two such places is taken over as it is.
            if at < stop:
                pieces.append(folded[at:stop])
                origin += range(at, stop)
            if stop in breaks:
                self._break(stop, starts)
            thing = things.get(stop)
            at = self._mark(stop) if thing is None else self._slot(stop, *thing)
        pieces.append(folded[at:end])
        origin += range(at, end)
        origin.append(end)
        places = tuple([slot.at for slot in self.slots])
        return Line(
            index, self.sentence, "".join(pieces), tuple(origin), tuple(self.slots), tuple(starts),
            tuple(self.asides), places, dict(zip(places, self.slots, strict=True)),
        )  # fmt: skip

    def _break(self, at: int, starts: list[int]) -> None:
        if self.pieces and self.pieces[-1][-1] not in _BREAKS:
            self._put(",", at - 1)
        starts.append(len(self.origin))

    def _mark(self, at: int) -> int:
        """Take over one character, unless it is a quotation mark or opens what is left out."""
        character = self.analysis.folded[at]
        if character in _ASIDES or character == _TITLE[0]:
            end = self._closing(at, character)
            if end is not None:
                return end
        if character not in _DROPPED:
            self._put(" " if ord(character) in _PRIVATE else character, at)
        return at + 1

    def _slot(self, at: int, span: Span, kind: Kind, keys: tuple[str, ...], named: bool) -> int:
        entities, end = self.analysis.entities, span.end
        types = tuple([entities[key].type for key in keys])
        text = self.analysis.folded[span.start : end]
        self.slots.append(Slot(len(self.origin), span, kind, keys, types, named, text))
        self.pieces.append(SLOT)
        self.origin.append(at)
        return end

    def _closing(self, at: int, character: str) -> int | None:
        closing = _ASIDES.get(character, _TITLE[1])
        limit = min(self.sentence.span.end, at + _ASIDE_LENGTH)
        end = self.analysis.folded.find(closing, at, limit)
        if end < 0:
            return None
        span = Span(at, end + 1)
        if character == _TITLE[0]:
            if any(at <= start <= end for start in range(at, end) if start in self.things):
                return None
            return self._slot(at, span, TITLE, (), False)
        self.asides.append(span)
        return end + 1

    def _put(self, character: str, at: int) -> None:
        self.pieces.append(character)
        self.origin.append(at)


_Thing = tuple[Span, Kind, tuple[str, ...], bool]


def _things(
    analysis: Analysis, span: Span, glued: tuple[str, ...], beside: Collection[Mention]
) -> dict[int, _Thing]:
    """What begins where in a sentence; names before times before numbers where they overlap."""
    low, high = span.start, span.end
    found: dict[int, _Thing] = {}
    taken: list[tuple[int, int]] = []

    def add(item: Span, kind: Kind) -> None:
        start, end = item.start, item.end
        if end > high or start < low:
            return
        place = bisect.bisect_left(taken, (start, end))
        if place and taken[place - 1][1] > start:
            return
        if place < len(taken) and taken[place][0] < end:
            return
        taken.insert(place, (start, end))
        found[start] = (item, kind, (), False)

    for mention in analysis.mentions_in(span):
        start, end, named = mention.span.start, mention.span.end, mention.reference is NAME
        if not named and (
            analysis.folded.endswith(glued, low, end) or analysis.is_counted(mention)
        ):
            continue
        if end <= high and mention not in beside:
            taken.append((start, end))
            found[start] = (mention.span, ENTITY, mention.keys, named)
    for time in analysis.times_in(span):
        add(time.span, TIME)
    for quantity in analysis.quantities_in(span):
        add(quantity.span, QUANTITY)
    return found
