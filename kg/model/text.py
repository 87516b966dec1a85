"""What was recognised in the view of an article, before any name is known."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec

from kg.model.document import Span
from kg.model.facts import Bound


class AtomKind(StrEnum):
    """What a unit of a text is."""

    KNOWN = "known"  # a name of the gazetteer
    WORD = "word"
    LATIN = "latin"
    NUMBER = "number"
    MARK = "mark"  # punctuation, blanks, line feeds


# For comparing kinds: Python 3.11 takes ten times as long to look a member up in its class.
KNOWN, WORD, LATIN, NUMBER, MARK = AtomKind


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word as the segmenter cut it; there are very many.

    Attributes:
        start: In the view.
        end: One past the last character.
        word: Its characters in the folded text (simplified, half-width).
        kind: What it is; known names are found later.
        tag: Part of speech in jieba's tag set, ``x`` when the dictionary does not know the word.
        frequency: How often the segmenter's dictionary counts the word; 0 when it does not know it.
    """

    start: int
    end: int
    word: str
    kind: AtomKind
    tag: str
    frequency: int = 0

    @property
    def span(self) -> Span:
        """Its place in the view."""
        return Span(self.start, self.end)


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """One sentence, or one heading, item or table row without a full stop.

    Attributes:
        span: In the view, closing punctuation included.
        clauses: Its parts between commas, semicolons and colons, in order, without the marks. The
            enumeration comma (、) does not end a clause.
        block: Index of its block in ``Document.blocks``.
    """

    span: Span
    clauses: tuple[Span, ...]
    block: int


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number with its unit.

    Attributes:
        span: Bound words, number, unit and trailing bound words, in the view.
        number: The number alone (with its multiplier 万, 亿), in the view.
        value: In the base unit of its kinds.
        unit: Local name of the base unit.
        bound: Which side is meant; the two ends of a range are two quantities that share ``span``.
        kinds: Quantity kinds the unit can stand for, the likeliest first; empty when the unit
            says nothing about the kind (``other``).
        precision: ``FP16``, ``FP32``, … when stated next to computing power, else None.
        restates: Whether it only says an earlier quantity again in other units (折合约).
        note: What a sanity check found wrong with it, or None.
    """

    span: Span
    number: Span
    value: Decimal
    unit: str
    bound: Bound
    kinds: tuple[str, ...]
    precision: str | None = None
    restates: bool = False
    note: str | None = None


class TimeExpression(msgspec.Struct, frozen=True, gc=False):
    """A date, month, year or period, resolved as far as the article allows.

    Attributes:
        span: In the view.
        value: ISO 8601 date as precise as known; the later end of a period; None when the
            expression is relative and the article's date is not known, or too vague (近年来).
        since: The earlier end of a period (未来5年), or None.
        future: Whether it lies after the article's date (None when not known).
    """

    span: Span
    value: str | None
    since: str | None = None
    future: bool | None = None
