"""HTML as a stream of tags and texts with their offsets.

``html.parser`` changes the text of entities without telling their length, and the libraries that
build trees give no offsets at all. This reader keeps every offset, needs time linear in the length
of any input, and never fails: what is no markup is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:-]{0,40}")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]{1,80})(?:\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?"""
)
_OPENING = re.compile(r"""=\s?["']""")
RAW = frozenset({"script", "style", "textarea", "title", "noscript", "template", "xmp", "iframe"})


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of an HTML source.

    Attributes:
        start: Where it begins.
        end: One past its end.
        tag: Lower-case name of an opening tag, with ``/`` before it if closing; "" for text.
        attributes: Of an opening tag; names in lower case, values without entities.
    """

    start: int
    end: int
    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(source: str) -> Iterator[Token]:
    """The tags and texts of a source, in order; comments and declarations are left out."""
    finder = _Finder(source)
    at = text = 0
    while True:
        at = finder.find("<", at)
        if at < 0:
            break
        end = _markup_end(source, at, finder)
        if end is None:
            at += 1
            continue
        if at > text:
            yield Token(text, at)
        name = _tag_name(source, at)
        if name:
            attributes = {} if name[0] == "/" else _attributes(source, at + 1 + len(name), end)
            yield Token(at, end, name, attributes)
        if name in RAW:
            close = finder.closing(name, end)
            yield Token(end, close, "#" + name)
            end = close
        at = text = end
    if text < len(source):
        yield Token(text, len(source))


def _tag_name(source: str, at: int) -> str:
    closing = source.startswith("/", at + 1)
    match = _NAME.match(source, at + 1 + closing)
    return ("/" if closing else "") + match.group().lower() if match else ""


def _markup_end(source: str, at: int, finder: _Finder) -> int | None:
    """One past the end of the markup that begins here, or None if none does."""
    if source.startswith("<!--", at):
        end = finder.find("-->", at + 4)
        return end + 3 if end >= 0 else finder.end_of_tag(at)
    following = source[at + 1 : at + 2]
    if following in ("!", "?") or _tag_name(source, at):
        return finder.end_of_tag(at)
    return None


def _attributes(source: str, start: int, end: int) -> dict[str, str]:
    found: dict[str, str] = {}
    if end - start > 2:
        for name, *values in _ATTRIBUTE.findall(source[start : end - 1]):
            value = next((v for v in values if v), "")
            found.setdefault(name.lower(), unescape(value))
    return found


class _Finder:
    """Finds marks in a source; what is not there is looked for once only."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._missing: set[str] = set()

    def find(self, mark: str, start: int) -> int:
        if mark in self._missing:
            return -1
        found = self._source.find(mark, start)
        if found < 0:
            self._missing.add(mark)
        return found

    def end_of_tag(self, at: int) -> int | None:
        """One past the ``>`` of a tag; one inside a quoted value does not count."""
        source = self._source
        plain = self.find(">", at)
        if plain < 0:
            return None
        end = plain
        position = at
        while True:
            quote = _first_quote(source, position, end)
            if quote < 0:
                return end + 1
            closing = self.find(source[quote], quote + 1)
            if closing < 0:
                return plain + 1
            position = closing + 1
            if closing > end:
                end = self.find(">", closing)
                if end < 0 or "<" in source[plain + 1 : min(closing, plain + 200)]:
                    return plain + 1  # a stray quote: the value would swallow other tags

    def closing(self, name: str, start: int) -> int:
        """Where the closing tag of a raw element begins, or the end of the source."""
        key = "</" + name
        if key in self._missing:
            return len(self._source)
        match = re.compile(re.escape(key), re.IGNORECASE).search(self._source, start)
        if match is None:
            self._missing.add(key)
            return len(self._source)
        return match.start()


def _first_quote(source: str, start: int, end: int) -> int:
    """The first quote that opens a value (it follows an equals sign), or -1."""
    match = _OPENING.search(source, start, end)
    return match.end() - 1 if match else -1
