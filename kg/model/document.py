"""What was read: the source text of one article and the part of it that is the article.

Two texts, two kinds of offset. ``Document.text`` is the decoded source, never edited; evidence
points into it. ``View.text`` is what a reader sees of the article: headline, body and bylines
without markup, noise and repetition. All stages between reading and the finished facts work on the
view; its spans are turned into spans of the source by ``View.to_source`` when a fact is made.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A stretch of a text, in code points; there are very many.

    Attributes:
        start: First code point covered.
        end: One past the last code point covered.

    Raises:
        ValueError: If the span is empty, inverted or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span (or is equal to it)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def joined(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the view that was taken from one place of the source.

    When ``length == source_length`` the characters correspond one to one; otherwise (an entity such
    as ``&middot;``, a collapsed blank) the whole run stands for the whole source stretch.

    Attributes:
        start: Where the run begins in the view.
        length: Its length in the view; at least 1.
        source_start: Where it begins in the source.
        source_length: Its length in the source; 0 for a character that reading put in, such as
            the line feed between two blocks.
    """

    start: int
    length: int
    source_start: int
    source_length: int


@dataclass(frozen=True, slots=True)
class View:
    """The article as a reader sees it, with the way back to the source.

    Attributes:
        text: Headline, body and bylines; blocks are separated by one line feed.
        runs: Cover ``text`` without gap or overlap, in order.
    """

    text: str
    runs: tuple[Run, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(run.start for run in self.runs))

    def to_source(self, span: Span) -> Span:
        """The stretch of the source that a stretch of the view was taken from."""
        first = self._run_at(span.start)
        last = self._run_at(span.end - 1)
        if first.length == first.source_length:
            start = first.source_start + span.start - first.start
        else:
            start = first.source_start
        if last.length == last.source_length:
            end = last.source_start + span.end - last.start
        else:
            end = last.source_start + last.source_length
        return Span(start, end)

    def _run_at(self, offset: int) -> Run:
        return self.runs[bisect.bisect_right(self._starts, offset) - 1]


class BlockKind(StrEnum):
    """What a block of the view is on the page."""

    HEADLINE = "headline"
    HEADING = "heading"  # a sub-heading of the body
    PARAGRAPH = "paragraph"
    ITEM = "item"  # one bullet or numbered line
    ROW = "row"  # one row of a table
    BYLINE = "byline"  # reporter, editor, source, time
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the view; its line feed is not part of it.

    Attributes:
        span: In the view.
        kind: What it is on the page.
        cells: For a table row, the spans of its cells in the view.
        header: For a table row, the spans of the header cells of its columns (same number as
            ``cells``; empty if the table has no header row).
        repeated: Whether the same text stands in an earlier block (a doubled page is dropped
            altogether; this marks a headline that is said again).
    """

    span: Span
    kind: BlockKind
    cells: tuple[Span, ...] = ()
    header: tuple[Span, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Byline:
    """A person or outlet that the page names as its maker.

    Attributes:
        role: ``reporter``, ``author``, ``editor`` or ``outlet``.
        span: The name alone, in the view.
    """

    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was read.

    Attributes:
        source: Where it came from: a path as given, a URL, or ``text:`` and the digest's beginning.
        sha256: Hex digest of the bytes (of the UTF-8 bytes for a text given as ``str``).
        encoding: Python's name of the encoding that decoded the bytes.
        text: The decoded source, whole and unedited.
        view: The article in it.
        blocks: The blocks of the view in order; every character of the view but the line feeds
            between blocks lies in exactly one.
        published: The date the page gives, or None.
        published_time: The time of day the page gives as ``HH:MM``, or None.
        bylines: Reporters, authors, editors and the outlet, as far as the page names them.
        url: Where the page says it stands, or None.
    """

    source: str
    sha256: str
    encoding: str
    text: str
    view: View
    blocks: tuple[Block, ...]
    published: dt.date | None = None
    published_time: str | None = None
    bylines: tuple[Byline, ...] = ()
    url: str | None = None

    @property
    def headline(self) -> Span | None:
        """The first headline block, in the view."""
        return next((b.span for b in self.blocks if b.kind is BlockKind.HEADLINE), None)

    @property
    def title(self) -> str:
        """The headline's words, or the empty string."""
        return self.headline.of(self.view.text) if self.headline else ""

    def body(self) -> Iterator[Block]:
        """The blocks that can hold facts: everything but bylines."""
        return (b for b in self.blocks if b.kind is not BlockKind.BYLINE)
