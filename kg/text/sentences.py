"""Sentences and clauses of the folded view."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.document import Block, BlockKind, Document, Span
from kg.model.text import Sentence

_CLOSING = "”’\"')】》>]"
_BLANKS = " \n"
# A bracket that closes within this distance is one aside of its clause; a farther one is likely
# to be a slip of the pen, or noise.
_ASIDE = 160

_FULL_STOPS = "。！!?"
# Every alternative begins with one character: re then goes from one of these to the next instead
# of trying all alternatives at each character of the text.
_MARKS = re.compile(
    "|".join(
        [
            *(f"{re.escape(mark)}[{_FULL_STOPS}]*" for mark in _FULL_STOPS),
            *("……+", r"\.\.\.+", r"\.(?<=[A-Za-z)]\.)(?= +[A-Z“]| *$)"),
            *(r"\(", "【", ",", ";", ":", "——*", "  +"),
        ]
    )
)
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:No|Co|Inc|Ltd|Corp|Dr|Mr|Ms|Mrs|Prof|St|vs|Vol|pp))$")
_BRACKETS = {"(": ")", "【": "】"}
_TITLES = (BlockKind.HEADLINE, BlockKind.HEADING)


def split_sentences(document: Document, folded: str) -> tuple[Sentence, ...]:
    """The sentences of the view, in order; none crosses a block, blanks between them are dropped.

    A full stop ends a sentence, together with the quotation marks and brackets that follow it;
    inside a short bracket it does not. A semicolon, like comma, colon and dash, ends a clause;
    marks within numbers, times and short brackets do not. A heading or table row is one sentence,
    and the cells of a row are its clauses.

    Args:
        document: Whose blocks bound the sentences.
        folded: Its view, folded.
    """
    return tuple(
        sentence
        for index, block in enumerate(document.blocks)
        for sentence in _of_block(folded, block, index)
    )


def _of_block(folded: str, block: Block, index: int) -> Iterator[Sentence]:
    if block.kind is BlockKind.ROW:
        yield Sentence(block.span, block.cells or (block.span,), index)
        return
    whole = block.kind in _TITLES
    for start, end, cuts in _stretches(folded, block.span, whole):
        span = _trimmed(folded, start, end)
        if span is not None:
            clauses = tuple(_clauses(folded, span, cuts))
            yield Sentence(span, clauses or (span,), index)


def _stretches(
    folded: str, span: Span, whole: bool
) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Begin and end of each sentence, and the marks that part its clauses."""
    start, at = span.start, span.start
    cuts: list[tuple[int, int]] = []
    while found := _MARKS.search(folded, at, span.end):
        mark, at = found.group(), found.end()
        if mark in _BRACKETS:
            closing = folded.find(_BRACKETS[mark], at, min(span.end, at + _ASIDE))
            at = closing + 1 if closing >= 0 else at
        elif mark[0] in ",;:—":
            if _parts_clauses(folded, found.start(), at):
                cuts.append((found.start(), at))
        elif mark[0] == " ":
            if whole:
                cuts.append((found.start(), at))
        elif mark == "." and _ABBREVIATION.search(folded, max(start, at - 6), at - 1):
            continue
        else:
            at = _after_closing(folded, at, span.end)
            cuts.append((found.start(), at))
            if not whole:
                yield start, at, cuts
                start, cuts = at, []
    yield start, span.end, cuts


def _parts_clauses(folded: str, start: int, end: int) -> bool:
    """Whether a comma, colon, semicolon or dash is none inside a number, time, ratio or address."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if not (before.isdigit() and after.isdigit()):
        return folded[end : end + 2] != "//"
    if folded[start] == ",":
        group = folded[end : end + 4]
        return not (group[:3].isdigit() and len(group[:3]) == 3 and not group[3:].isdigit())
    return folded[start] == ";"


def _after_closing(folded: str, at: int, end: int) -> int:
    while at < end and folded[at] in _CLOSING:
        at += 1
    return at


def _clauses(folded: str, span: Span, cuts: list[tuple[int, int]]) -> Iterator[Span]:
    start = span.start
    for low, high in [*cuts, (span.end, span.end)]:
        clause = _trimmed(folded, start, min(low, span.end))
        if clause is not None:
            yield clause
        start = high


def _trimmed(folded: str, start: int, end: int) -> Span | None:
    while start < end and folded[start] in _BLANKS:
        start += 1
    while end > start and folded[end - 1] in _BLANKS:
        end -= 1
    return Span(start, end) if start < end else None
