"""The lines of a page with what each is: headline, heading, paragraph, item, row, byline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from kg.model import BlockKind
from kg.model.lexicon.page import PageLexicon
from kg.reading.colophon import Credits
from kg.reading.lines import Line, Tag
from kg.reading.noise import folded, is_prose, is_sentence

_BULLET = re.compile(
    r"(?:[•▪●◆■□◇○★☆➤►▶▷→※▍❖✦·]|[-*+](?= )|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)+ *"
)
_EMOJI = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]")
_EMPHASIS = re.compile(r"\*\*|__")
_HEADING_MARK = re.compile(r"#{1,6} +")
_QUOTED = re.compile(r"[(\[【].*[)\]】]")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z0-9]+){2,}")
_VALUES = re.compile(r"(?:^| )[^:,\s]{2,8}:\S")
_VALUE = re.compile(r"[^:,]{1,16}:.")

_KINDS = {
    Tag.CELLS: BlockKind.ROW,
    Tag.CAPTION: BlockKind.CAPTION,
    Tag.TITLE: BlockKind.HEADING,
    Tag.HEADING: BlockKind.HEADING,
    Tag.ITEM: BlockKind.ITEM,
}

_HEADLINE = (5, 64)
_HEADLINE_SURE = 10
_HEADING = 32
_NUMBERED_HEADING = 26
_CAPTION = 80


@dataclass(slots=True)
class Part:
    """One line on its way to a block.

    Attributes:
        line: The line.
        text: Its text, folded.
        credits: What it says of the page's making.
        kind: What it is, or None while that is open.
        repeated: Whether it says the headline again.
    """

    line: Line
    text: str = field(init=False)
    credits: Credits = field(default_factory=Credits)
    kind: BlockKind | None = None
    repeated: bool = False

    def __post_init__(self) -> None:
        self.text = folded(self.line.text)

    @property
    def is_body(self) -> bool:
        """Whether it is surely of the body: running text or a row."""
        if self.kind is BlockKind.ROW:
            return True
        return self.kind is None and is_prose(self.text)


class Shapes:
    """Tells kinds by shape and by the words of a page lexicon."""

    def __init__(self, lexicon: PageLexicon) -> None:
        numerals = "".join(lexicon.numbering.words)
        self._number = re.compile(
            rf"(?:\((?:[{numerals}]{{1,3}}|\d{{1,2}})\)|[{numerals}]{{1,3}}、"
            r"|\d{1,2}(?:[.．](?!\d)|、(?!\d{1,2}\D)|\)(?!\d))) *"
        )
        self._issuers = tuple(lexicon.issuers.words)
        self._captions = tuple(map(folded, lexicon.captions.words))
        self._caption_starts = tuple(map(folded, lexicon.caption_starts.words))
        self._summaries = tuple(folded(w) + ":" for w in lexicon.summaries.words)

    def is_headline(self, part: Part, *, sure: bool = True) -> bool:
        """Whether a line looks like one: a title's length, and no end of a sentence."""
        text = part.text
        low = _HEADLINE_SURE if sure else _HEADLINE[0]
        if not low <= len(text) <= _HEADLINE[1] or text[-1] in "。,、;:" or "。" in text:
            return False
        if _QUOTED.fullmatch(text) or len(_VALUES.findall(text)) > 1 or self.is_issuer(text):
            return False
        return _HAN.search(text) is not None or _LATIN_WORDS.search(text) is not None

    def is_issuer(self, text: str) -> bool:
        """Whether a line is the name of the body that issues what follows."""
        return len(text) <= 30 and text.endswith(self._issuers) and " " not in text

    def is_caption(self, text: str) -> bool:
        """Whether a folded line stands under a picture."""
        if len(text) > _CAPTION * 2:
            return False
        if text.startswith(self._caption_starts):
            return True
        bare = text.rstrip(")]】 ")
        return len(text) <= _CAPTION and bare.endswith(self._captions)

    def is_summary(self, text: str) -> bool:
        """Whether a folded line sums up the article before it begins."""
        return text.startswith(self._summaries)

    def unmarked(self, line: Line) -> Line:
        """The line without the marks of Markdown, bullets and numbers in front of it."""
        text = folded(line.text)
        heading = _HEADING_MARK.match(text)
        if heading is not None:
            tag = Tag.TITLE if heading.group().count("#") == 1 else Tag.HEADING
            return _tagged(line.cut(heading.end(), len(text)) or line, tag)
        emphasis = [match.span() for match in _EMPHASIS.finditer(text)]
        if emphasis and len(emphasis) % 2 == 0:
            line = line.without(emphasis) or line
            text = folded(line.text)
        if len(text) > 2 and text[0] == text[-1] == "*":
            line = line.cut(1, len(text) - 1) or line
        text = folded(line.text)
        if text[0] == "|" or text[-1] == "|":
            line = line.cut(text[0] == "|", len(text) - (text[-1] == "|")) or line
            text = folded(line.text)
        mark = _BULLET.match(text) or self._number.match(text)
        if mark is None or mark.end() == len(text):
            return line
        bare = line.cut(mark.end(), len(text)) or line
        return _tagged(bare, self._marked_tag(folded(bare.text), mark.group()))

    def _marked_tag(self, text: str, mark: str) -> Tag:
        if _EMOJI.match(mark) and len(text) <= 12 and ":" not in text:
            return Tag.HEADING
        short = len(text) <= _NUMBERED_HEADING and not is_sentence(text) and ":" not in text
        numbered = self._number.match(mark) is not None or mark[0] == "▍"
        return Tag.HEADING if short and numbered else Tag.ITEM

    def kind_of(self, part: Part) -> BlockKind:
        """What a line is whose kind is still open."""
        kind = _KINDS.get(part.line.tag)
        if kind is not BlockKind.ROW and self.is_caption(part.text):
            return BlockKind.CAPTION
        return kind or _kind_by_shape(part.text)

    def kind_of_last(self, part: Part) -> BlockKind:
        """What the last line of a page is whose kind is still open."""
        kind = self.kind_of(part)
        return BlockKind.PARAGRAPH if kind is BlockKind.HEADING else kind


def _kind_by_shape(text: str) -> BlockKind:
    if len(_VALUES.findall(text)) > 1:
        return BlockKind.ITEM
    if is_sentence(text) or len(text) > _HEADING:
        return BlockKind.PARAGRAPH
    if _VALUE.match(text):
        return BlockKind.ITEM
    return BlockKind.PARAGRAPH if "," in text else BlockKind.HEADING


def _tagged(line: Line, tag: Tag) -> Line:
    return replace(line, tag=tag)


def first_body(parts: Sequence[Part]) -> int:
    """Index of the first part that is surely of the body; their number if there is none."""
    return next((i for i, part in enumerate(parts) if part.is_body), len(parts))


@cache
def shapes(lexicon: PageLexicon) -> Shapes:
    """The shapes by a lexicon; made once."""
    return Shapes(lexicon)
