"""HTML pages: the lines that a reader sees, with their offsets, and what the head says."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from kg.model.lexicon.page import PageLexicon
from kg.reading.lines import Line, Tag
from kg.reading.noise import folded, is_prose
from kg.reading.strip import Strip
from kg.reading.tables import Cell, with_rows
from kg.reading.tags import Token, tokens

_IS_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_IS_TAG = re.compile(
    r"</?(?:p|div|td|tr|table|a|span|br|h[1-6]|li|ul|meta|article)\b[^<>]{0,200}>", re.IGNORECASE
)
_STAMP = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2}):(\d{2}))?")
_JSON_DATE = re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([^"]{8,40})"')
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# fmt: off
_DROPPED = frozenset({
    "head", "nav", "aside", "footer", "select", "button", "svg", "canvas", "object", "map",
    "audio", "video",
})
_BLOCKS = _DROPPED | frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "html", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table",
    "caption", "tbody", "thead", "tfoot", "td", "th", "tr", "ul",
})
# fmt: on
_BREAKS = frozenset({"br", "hr", "option"})
_TAGS = {
    "h1": Tag.TITLE,
    "h2": Tag.HEADING,
    "h3": Tag.HEADING,
    "h4": Tag.HEADING,
    "h5": Tag.HEADING,
    "h6": Tag.HEADING,
    "li": Tag.ITEM,
    "dd": Tag.ITEM,
    "figcaption": Tag.CAPTION,
    "caption": Tag.CAPTION,
}
# What an opening tag closes that was left open, and the elements it does not look beyond.
_CLOSES = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "td": ({"td", "th"}, {"table", "tr"}),
    "th": ({"td", "th"}, {"table", "tr"}),
    "tr": ({"tr"}, {"table"}),
    "p": ({"p"}, _BLOCKS - {"p"}),
    "dd": ({"dd", "dt"}, {"dl"}),
    "dt": ({"dd", "dt"}, {"dl"}),
}
_DEPTH = 64  # containers remembered for a line, the outermost first
_NEAR = 4  # elements around a line that say what it is
_NOISE_SHARE = 0.4  # a box with more of the running text is no noise, whatever its name


@dataclass(frozen=True, slots=True)
class Page:
    """What was read from a source.

    Attributes:
        lines: What a reader of the page sees, in order.
        title: The title of the page's head.
        published: The date that the head gives, or None.
        published_time: The time that goes with it, or None.
        url: The address that the head gives, or None.
    """

    lines: tuple[Line, ...]
    title: str = ""
    published: dt.date | None = None
    published_time: str | None = None
    url: str | None = None


def is_html(text: str) -> bool:
    """Whether a text is an HTML page or a piece of one."""
    head = text[:5000]
    if _IS_HTML.search(head) is not None:
        return True
    return head.lstrip()[:1] == "<" and len(_IS_TAG.findall(head)) >= 2


def read_html(source: str, lexicon: PageLexicon) -> Page:
    """Read an HTML source; anything can be read, what is no markup is text."""
    reader = _Reader(source, lexicon)
    for token in tokens(source):
        reader.take(token)
    return reader.page()


@dataclass(frozen=True, slots=True)
class _Box:
    """An open element."""

    number: int
    tag: str
    hidden: bool
    dropped: bool
    table: int
    row: int
    column: int


_ROOT = _Box(0, "", hidden=False, dropped=False, table=-1, row=0, column=0)


class _Reader:
    """Reads tokens one by one: open elements, the line being built, what the head said."""

    def __init__(self, source: str, lexicon: PageLexicon) -> None:
        self._source = source
        self._html = lexicon.html
        self._noise = frozenset(lexicon.html.noise)
        self._boxes = [_ROOT]
        self._open: Counter[str] = Counter()
        self._strip = Strip(source)
        self._lines: list[Line] = []
        self._cells: list[Cell | None] = []
        self._noisy: set[int] = set()
        self._count = 0
        self._rows: Counter[int] = Counter()
        self._columns: Counter[tuple[int, int]] = Counter()
        self._title = ""
        self._dates: list[str] = []
        self._url: str | None = None

    def take(self, token: Token) -> None:
        """Read one token."""
        if not token.tag:
            if not self._boxes[-1].dropped:
                self._strip.add(token.start, token.end, linked=self._open["a"] > 0)
        elif token.tag[0] == "#":
            self._take_raw(token)
        elif token.tag[0] == "/":
            self._close(token.tag[1:])
        else:
            self._take_opening(token)

    def page(self) -> Page:
        """All that was read."""
        self._end_line()
        date, time = self._published()
        rows = with_rows(self._lines, self._cells)
        lines = tuple(self._without_noise(rows)) or tuple(rows)
        return Page(lines, self._title, date, time, self._url)

    def _take_raw(self, token: Token) -> None:
        text = self._source[token.start : token.end]
        if token.tag == "#title" and not self._title:
            self._title = folded(" ".join(unescape(text).split()))
        elif token.tag == "#script":
            self._dates.extend(_JSON_DATE.findall(text))

    def _take_opening(self, token: Token) -> None:
        tag = token.tag
        if tag == "meta":
            self._take_meta(token.attributes)
        elif tag == "link" and token.attributes.get("rel", "").lower() in self._html.urls:
            self._url = self._url or token.attributes.get("href")
        elif tag in _BREAKS:
            self._end_line()
        elif tag == "a":
            self._open["a"] = 1
        elif tag in _BLOCKS:
            self._end_line()
            self._imply(tag)
            self._push(token)

    def _take_meta(self, attributes: dict[str, str]) -> None:
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        name = name or attributes.get("itemprop", "").lower()
        content = attributes.get("content", "")
        if name in self._html.dates:
            self._dates.append(content)
        elif name in self._html.urls:
            self._url = self._url or content

    def _imply(self, tag: str) -> None:
        closed, limits = _CLOSES.get(tag, (set(), set()))
        if not any(self._open[name] for name in closed):
            return
        for box in reversed(self._boxes[-_DEPTH:]):
            if box.tag in closed:
                self._close(box.tag)
                return
            if box.tag in limits:
                return

    def _push(self, token: Token) -> None:
        above = self._boxes[-1]
        self._count += 1
        tag, attributes = token.tag, token.attributes
        hidden = "hidden" in attributes or _HIDING.search(attributes.get("style", "")) is not None
        table, row, column = above.table, above.row, above.column
        if tag == "table":
            table, row, column = self._count, 0, 0
        elif tag == "tr":
            self._rows[table] += 1
            row, column = self._rows[table], 0
        elif tag in ("td", "th"):
            self._columns[table, row] += 1
            column = self._columns[table, row]
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if self._noise.intersection(word.lower() for word in _WORD.findall(names)):
            self._noisy.add(self._count)
        self._boxes.append(
            _Box(
                self._count,
                tag,
                hidden=hidden or above.hidden,
                dropped=above.dropped or tag in _DROPPED,
                table=table,
                row=row,
                column=column,
            )
        )
        self._open[tag] += 1

    def _close(self, tag: str) -> None:
        if tag == "a":
            self._open["a"] = 0
        if tag == "a" or not self._open[tag]:
            return
        self._end_line()
        while True:
            box = self._boxes.pop()
            self._open[box.tag] -= 1
            if box.tag == tag:
                return

    def _end_line(self) -> None:
        box = self._boxes[-1]
        line = self._strip.line(
            tag=self._tag(), path=tuple(b.number for b in self._boxes[:_DEPTH]), hidden=box.hidden
        )
        if line is None:
            return
        self._lines.append(line)
        cell = Cell(box.table, box.row, box.column, box.tag == "th") if box.column else None
        self._cells.append(cell)

    def _tag(self) -> Tag:
        for box in reversed(self._boxes[-_NEAR:]):
            if box.tag in _TAGS:
                return _TAGS[box.tag]
        return Tag.TEXT

    def _without_noise(self, lines: list[Line]) -> Iterator[Line]:
        """The lines less those in boxes that are named like noise and hold little of the text."""
        shares: Counter[int] = Counter()
        total = 0
        for line in lines:
            if is_prose(folded(line.text)) and not line.hidden:
                total += len(line.text)
                shares.update({n: len(line.text) for n in line.path if n in self._noisy})
        noisy = {n for n in self._noisy if shares[n] <= _NOISE_SHARE * total}
        for line in lines:
            titled = line.tag is Tag.TITLE and folded(line.text) in self._title
            if titled or not noisy.intersection(line.path):
                yield replace(line, group=line.path[-1])

    def _published(self) -> tuple[dt.date | None, str | None]:
        for text in self._dates:
            match = _STAMP.search(text)
            if match is None:
                continue
            year, month, day, hour, minute = match.groups()
            try:
                date = dt.date(int(year), int(month), int(day))
            except ValueError:
                continue
            return date, f"{int(hour):02d}:{minute}" if hour and int(hour) < 24 else None
        return None, None
