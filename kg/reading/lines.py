"""Lines: what a reader sees of a source text, each with the way back to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from kg.model import Run, Span


class Tag(Enum):
    """What the markup says a line is."""

    TEXT = "text"
    TITLE = "title"  # a heading of the first order
    HEADING = "heading"
    ITEM = "item"
    CELLS = "cells"  # one row of a table
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    Attributes:
        text: Its characters; never blank, no blank at either end.
        runs: Cover ``text``; their ``start`` counts from the beginning of the line.
        tag: What the markup says it is.
        group: Lines of one paragraph group (no blank line between them) share a number.
        path: The containers it stands in, the outermost first (HTML only).
        links: How many of its characters are inside links.
        hidden: Whether the markup hides it.
        cells: For a row of a table, its cells.
        table: For a row of a table, the number of its table.
        header: Whether the row heads its table.
    """

    text: str
    runs: tuple[Run, ...]
    tag: Tag = Tag.TEXT
    group: int = 0
    path: tuple[int, ...] = ()
    links: int = 0
    hidden: bool = False
    cells: tuple[Span, ...] = ()
    table: int = -1
    header: bool = False

    @property
    def source_start(self) -> int:
        """Where it begins in the source."""
        return self.runs[0].source_start

    def cut(self, start: int, end: int) -> Line | None:
        """The part between two offsets, without blanks at its ends; None if nothing is left."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        if start == 0 and end == len(self.text):
            return self
        links = self.links * (end - start) // len(self.text)
        return replace(
            self, text=self.text[start:end], runs=_cut_runs(self.runs, start, end), links=links
        )

    def without(self, spans: list[tuple[int, int]]) -> Line | None:
        """The line without some stretches of it (in order); None if nothing is left."""
        text: list[str] = []
        runs: list[Run] = []
        at = length = 0
        for start, end in [*spans, (len(self.text), len(self.text))]:
            if start > at:
                text.append(self.text[at:start])
                runs.extend(_shift(run, length) for run in _cut_runs(self.runs, at, start))
                length += start - at
            at = max(at, end)
        if not length:
            return None
        joined = replace(self, text="".join(text), runs=tuple(runs))
        return joined.cut(0, length)


def joined(lines: list[Line]) -> Line:
    """One line out of lines that only the width of a page has broken.

    A blank is put between two Latin words; Chinese needs none.
    """
    text: list[str] = []
    runs: list[Run] = []
    length = 0
    for line in lines:
        if text and _is_latin(text[-1][-1]) and _is_latin(line.text[0]):
            last = runs[-1]
            runs.append(Run(length, 1, last.source_start + last.source_length, 0))
            text.append(" ")
            length += 1
        runs.extend(_shift(run, length) for run in line.runs)
        text.append(line.text)
        length += len(line.text)
    return replace(
        lines[0], text="".join(text), runs=tuple(runs), links=sum(x.links for x in lines)
    )


def _is_latin(char: str) -> bool:
    return char < "\u0250" and not char.isspace()


def _shift(run: Run, by: int) -> Run:
    return Run(run.start + by, run.length, run.source_start, run.source_length)


def _cut_runs(runs: tuple[Run, ...], start: int, end: int) -> tuple[Run, ...]:
    """The runs between two offsets, counted from ``start``."""
    cut = []
    for run in runs:
        low, high = max(run.start, start), min(run.start + run.length, end)
        if low >= high:
            continue
        if run.length == run.source_length:
            source, length = run.source_start + low - run.start, high - low
        else:
            source, length = run.source_start, run.source_length
        cut.append(Run(low - start, high - low, source, length))
    return tuple(cut)


# The line ends of str.splitlines but for the separators of ASCII, which are no line ends in text.
_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+|\r\n|[\n\r\f\v\x85\u2028\u2029]")


def text_lines(text: str) -> Iterator[Line]:
    """The lines of a plain text that are not blank."""
    group = 0
    breaks = 0
    for match in _LINE.finditer(text):
        piece = match.group()
        if piece[0] in "\n\r\f\v\x85\u2028\u2029":
            breaks += 1
            continue
        start, end = _edges(text, match.start(), match.end())
        if start == end:
            continue
        if breaks > 1:
            group += 1
        breaks = 0
        yield Line(plain(text[start:end]), (Run(0, end - start, start, end - start),), group=group)


def plain(text: str) -> str:
    """The same characters with every kind of blank as a space."""
    return text.translate(_BLANKS)


_BLANKS = {ord(c): " " for c in "\t\u00a0\u1680\u202f\u205f\u3000"} | dict.fromkeys(
    range(0x2000, 0x200B), " "
)
_TRIMMED = frozenset(" \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u200b\u200c\u200d\u2060\ufeff") | frozenset(
    chr(c) for c in _BLANKS
)


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    return start, end
