"""Which stretches of a text are taken, and by places that only seem to stand there."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.names.entities import Draft, DraftBook
from kg.model import Span


class Begun:
    """The places with which short names of organisations begin: 石梁|青禾 for 石梁青禾有限公司.

    At first sight such a place is a name of its own.
    """

    def __init__(self, book: DraftBook, covered: Cover) -> None:
        self._covered = covered
        self._is_place = book.grammar.is_place
        self._drafts = {
            span.start: (draft, span)
            for draft in book.drafts
            if book.grammar.is_place(draft.type)
            for span in draft.spans
        }

    def opens(self, offset: int) -> bool:
        """Whether such a place may begin here."""
        return offset in self._drafts

    def given(self, name: Span) -> Span | None:
        """The place that is only the given name of a person (杜|德清), or None if there is none."""
        for at in range(name.start + 1, name.end):
            if at in self._drafts and self._drafts[at][1].end == name.end:
                return self._drafts[at][1]
        return None

    def take_away(self, place: Span) -> None:
        """Let no place stand there."""
        draft, span = self._drafts.pop(place.start)
        draft.spans.remove(span)

    def inside(self, short: Span, owner: Draft) -> list[Span]:
        """Take away the places that are only the beginning of a short name of something else."""
        if self._is_place(owner.type):
            return []
        found: list[tuple[Draft, Span]] = []
        at = short.start
        while at in self._drafts and self._drafts[at][1].end <= short.end:
            found.append(self._drafts[at])
            at = found[-1][1].end
        whole = at == short.end
        if (whole and len(found) == 1) or not (whole or self._covered.is_free(at, short.end)):
            return []
        for _, span in found:
            self.take_away(span)
        return [span for _, span in found]


class Cover:
    """Which stretches of a text are taken.

    Args:
        length: Of the text.
        spans: The stretches taken at first.
    """

    def __init__(self, length: int, spans: Iterable[Span]) -> None:
        self._taken = bytearray(length)  # a one for each character that is taken
        for span in spans:
            self._taken[span.start : span.end] = b"\1" * (span.end - span.start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no part of a stretch is taken."""
        return self._taken.find(1, start, end) < 0

    def release(self, spans: Iterable[Span]) -> None:
        """Give stretches back."""
        for span in spans:
            self._taken[span.start : span.end] = bytes(span.end - span.start)

    def add(self, span: Span) -> bool:
        """Take a stretch; False if part of it is taken already."""
        if not self.is_free(span.start, span.end):
            return False
        self._taken[span.start : span.end] = b"\1" * (span.end - span.start)
        return True
