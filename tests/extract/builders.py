"""Small articles with their names marked, made into an Analysis.

``[甘肃移动|Company]`` is a name, ``[陇东中心|ComputingCenter|陇东智算中心]`` another name of
the entity with that key, ``⟦3000P⟧`` a stretch whose span is asked for. A line that begins with
``# `` is a headline, with ``## `` a heading, with ``- `` an item, with ``~ `` a byline; others are
paragraphs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from kg.extract.analysis import Analysis, Known, Mention
from kg.model import Block, BlockKind, Document, Run, Span, View
from kg.model.facts import Bound
from kg.model.text import Quantity, TimeExpression
from kg.text.fold import fold
from kg.text.segment import Segmenter
from kg.text.sentences import split_sentences

_MARK = re.compile(r"\[([^\[\]|]+)\|(\w+)(?:\|([^\[\]|]+))?\]|⟦|⟧")
_QUANTITY = re.compile(r"(\d[\d.,]*)[万亿千百]*(P(?!B)|架|亩|元|台|家|座|兆瓦|个|%)")
_UNITS = {"P": "computingPower", "架": "rackCount", "亩": "landArea", "元": "investment"}
_TIME = re.compile(r"((?:20)\d\d)年|(去年|昨日)|(明年|年底|年内|月底)")
_KINDS = {
    "# ": BlockKind.HEADLINE,
    "## ": BlockKind.HEADING,
    "- ": BlockKind.ITEM,
    "~ ": BlockKind.BYLINE,
}


@dataclass
class _Reader:
    """Strips the marks off a text and remembers what they said."""

    text: str = ""
    entities: dict[str, Known] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    targets: list[Span] = field(default_factory=list)
    _open: int = 0

    def read(self, marked: str) -> None:
        at = 0
        for mark in _MARK.finditer(marked):
            self.text += marked[at : mark.start()]
            at = mark.end()
            if mark.group() == "⟦":
                self._open = len(self.text)
            elif mark.group() == "⟧":
                self.targets.append(Span(self._open, len(self.text)))
            else:
                self._name(mark.group(1), mark.group(2), mark.group(3) or mark.group(1))
        self.text += marked[at:]

    def _name(self, name: str, kind: str, key: str) -> None:
        start = len(self.text)
        self.text += name
        self.mentions.append(Mention(Span(start, len(self.text)), (key,)))
        known = self.entities.get(key, Known(key, key, kind))
        if name not in (known.name, *known.aliases):
            known = replace(known, aliases=(*known.aliases, name))
        self.entities[key] = known


def build(marked: str, published: dt.date | None = dt.date(2024, 5, 20)) -> Analysis:
    """The analysis of a marked text, without discourse."""
    return build_marked(marked, published)[0]


def build_marked(
    marked: str, published: dt.date | None = dt.date(2024, 5, 20)
) -> tuple[Analysis, tuple[Span, ...]]:
    """The analysis of a marked text, and the spans of its ⟦⟧."""
    lines = [line.strip() for line in marked.strip().splitlines() if line.strip()]
    reader, blocks = _Reader(), []
    for line in lines:
        prefix = next((p for p in _KINDS if line.startswith(p)), "")
        start = len(reader.text)
        reader.read(line.removeprefix(prefix))
        kind = _KINDS.get(prefix, BlockKind.PARAGRAPH)
        blocks.append(Block(Span(start, len(reader.text)), kind))
        reader.text += "\n"
    text = reader.text.removesuffix("\n")
    document = _document(text, tuple(blocks), published)
    folded = fold(text)
    analysis = Analysis(
        document,
        folded,
        tokens=segmenter().tokens(folded),
        sentences=split_sentences(document, folded),
        quantities=_quantities(folded),
        times=_times(folded, published),
        entities=reader.entities,
        mentions=tuple(reader.mentions),
    )
    return analysis, tuple(reader.targets)


def _document(text: str, blocks: tuple[Block, ...], published: dt.date | None) -> Document:
    return Document(
        source="text:test",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        encoding="utf-8",
        text=text,
        view=View(text, (Run(0, len(text), 0, len(text)),)),
        blocks=blocks,
        published=published,
    )


def _quantities(folded: str) -> tuple[Quantity, ...]:
    """Stand-ins: enough for the stages that only ask where a number is and of which kind."""
    return tuple(
        Quantity(
            span=Span(*found.span()),
            number=Span(*found.span(1)),
            value=Decimal(found.group(1).replace(",", "")),
            unit="",
            bound=Bound.EXACT,
            kinds=(_UNITS[found.group(2)],) if found.group(2) in _UNITS else (),
        )
        for found in _QUANTITY.finditer(folded)
    )


def _times(folded: str, published: dt.date | None) -> tuple[TimeExpression, ...]:
    """Stand-ins: enough for the stages that only ask whether a time lies ahead."""
    found = []
    for time in _TIME.finditer(folded):
        future = bool(time.group(3))
        if time.group(1) and published:
            future = int(time.group(1)) > published.year
        found.append(TimeExpression(Span(*time.span()), time.group(1), future=future))
    return tuple(found)


@cache
def segmenter() -> Segmenter:
    """One segmenter for all tests; making one takes half a second."""
    return Segmenter()
