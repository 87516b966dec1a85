"""One line of an HTML page while it is being read: characters with the places they came from."""

from __future__ import annotations

import re
from html import unescape

from kg.model import Run
from kg.reading.lines import Line, Tag, plain

_PIECE = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|[ \t\n\r\f\v]+"
)
_WIDE = re.compile(
    r"[\u00b7\u2014-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff]"
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


class Strip:
    """Gathers the text of a line; markup in between leaves no trace but in the offsets."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._links = 0
        self._blank: tuple[int, int] | None = None

    def add(self, start: int, end: int, *, linked: bool) -> None:
        """Add a stretch of the source."""
        before = self._length
        at = start
        for match in _PIECE.finditer(self._source, start, end):
            piece = match.group()
            if piece[0] == "&" and unescape(piece) == piece:
                continue
            self._put(self._source[at : match.start()], at)
            at = match.end()
            if piece[0] != "&":
                self._blank = self._blank or (match.start(), match.end())
                continue
            text = plain(unescape(piece))
            if text not in _INVISIBLE:
                self._put(text, match.start(), match.end() - match.start())
        self._put(self._source[at:end], at)
        if linked:
            self._links += self._length - before

    def line(self, *, tag: Tag, path: tuple[int, ...], hidden: bool) -> Line | None:
        """The line, and a new beginning; None if it is blank."""
        text, runs, links = "".join(self._text), tuple(self._runs), self._links
        self._text, self._runs, self._length, self._links = [], [], 0, 0
        self._blank = None
        if not text.strip():
            return None
        line = Line(text, runs, tag=tag, path=path, links=links, hidden=hidden)
        return line.cut(0, len(text))

    def _put(self, text: str, start: int, length: int | None = None) -> None:
        if not text:
            return
        if self._blank is not None and self._length:
            first, last = self._blank
            broken = "\n" in self._source[first:last]
            # A line feed between two Chinese characters only wraps the source.
            if not (broken and _WIDE.match(self._text[-1][-1]) and _WIDE.match(text[0])):
                self._append(" ", first, last - first)
        self._blank = None
        self._append(plain(text), start, len(text) if length is None else length)

    def _append(self, text: str, start: int, length: int) -> None:
        last = self._runs[-1] if self._runs else None
        if (
            last is not None
            and last.length == last.source_length
            and len(text) == length
            and last.source_start + last.source_length == start
        ):
            self._runs[-1] = Run(
                last.start, last.length + length, last.source_start, last.length + length
            )
        else:
            self._runs.append(Run(self._length, len(text), start, length))
        self._text.append(text)
        self._length += len(text)
