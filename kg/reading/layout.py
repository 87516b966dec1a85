"""From the lines of a page to the parts of its article.

What can be judged noise goes: menus, counters, hidden and doubled text, lists of other articles,
what readers say. Running text is never dropped for where it stands, only for what it says.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import BlockKind
from kg.model.lexicon.page import PageLexicon
from kg.reading.colophon import Colophon, colophon
from kg.reading.doubling import contained, repeated
from kg.reading.lines import Line, Tag
from kg.reading.noise import Judge, is_prose, is_sentence, judge
from kg.reading.parts import Part, Shapes, first_body, shapes

_KICKER = 9  # a shorter line above the headline is a site or section name
_SITE = 8  # the name of a medium that stands alone is no longer
_NOTICE = 4  # 自願公告 and its like, above the title of an announcement
_LINKED = 0.6  # share of a line inside links that makes it an entry of a list
_AROUND = 8  # parts that a summary may sum up
_SUMMED = 0.6  # share of a summary that the article says again
_BOXED = 2  # containers, the root among them, that a heading with a list of its own stands in
_COMMENT_SHARE = 0.5  # share of the text that must come before the readers' comments


class Layout:
    """Lays out pages by the words of a page lexicon."""

    def __init__(self, lexicon: PageLexicon) -> None:
        self.judge: Judge = judge(lexicon)
        self.colophon: Colophon = colophon(lexicon)
        self.shapes: Shapes = shapes(lexicon)

    def parts(self, lines: Sequence[Line], *, title: str = "") -> list[Part]:
        """The parts of the article, in order.

        Args:
            lines: Everything that a reader of the page sees.
            title: The title that the markup gives the page; helps to find the headline.
        """
        parts = [Part(self.shapes.unmarked(line)) for line in _visible(lines)]
        parts = [part for part in parts if not self._is_noise(part, title)]
        parts = self._undoubled(parts)
        parts = self._without_others(parts)
        for part in parts:
            self._credit(part)
        self._find_headline(parts, title)
        parts = self._without_head_noise(parts)
        parts = self._without_tail_noise(parts)
        parts = self._without_summaries(parts)
        self._release_dates(parts)
        if parts and parts[-1].kind is None and parts[-1].line.tag is Tag.TEXT:
            # The last line is no heading: there is nothing below it.
            parts[-1].kind = self.shapes.kind_of_last(parts[-1])
        for part in parts:
            part.kind = part.kind or self.shapes.kind_of(part)
        return parts

    def _is_noise(self, part: Part, title: str) -> bool:
        if part.line.tag is Tag.CELLS:
            return False
        if len(part.text) >= _KICKER and part.text in title:
            return False
        if self.judge.is_noise(part.text):
            # Lists that follow are judged by their headings.
            return not (self.judge.opens_related(part.text) or self.judge.opens_comments(part.text))
        linked = part.line.links >= _LINKED * len(part.text)
        return linked and part.line.tag is not Tag.TITLE and not is_sentence(part.text)

    def _undoubled(self, parts: list[Part]) -> list[Part]:
        """The parts without what an earlier part says; a headline said again is only marked."""
        found = repeated([part.text for part in parts])
        body = first_body(parts)
        heads: set[str] = set()
        kept = []
        for index, part in enumerate(parts):
            part.repeated = index < body and part.text in heads
            if index < body:
                heads.add(part.text)
            if found[index] is None or part.repeated or part.kind is BlockKind.ROW:
                kept.append(part)
        return kept

    def _without_others(self, parts: list[Part]) -> list[Part]:
        """The parts without lists of other articles and readers' comments."""
        total = sum(len(part.text) for part in parts if is_prose(part.text))
        before = 0
        kept: list[Part] = []
        index = 0
        while index < len(parts):
            part = parts[index]
            if self.judge.opens_comments(part.text) and before >= _COMMENT_SHARE * total:
                index = _end_of_box(parts, index, to_end=True)
            elif self.judge.opens_related(part.text) or self.judge.opens_comments(part.text):
                # Above the text a list cannot be told from the headline that follows it.
                boxed = len(part.line.path) > _BOXED
                index = _end_of_box(parts, index, to_end=False) if before or boxed else index + 1
            else:
                kept.append(part)
                before += len(part.text) if is_prose(part.text) else 0
                index += 1
        return kept

    def _credit(self, part: Part) -> None:
        if part.line.tag is Tag.CELLS:
            part.kind = BlockKind.ROW
            return
        credits = self.colophon.read(part.text)
        if self.colophon.is_credit_line(part.text, credits):
            part.kind, part.credits = BlockKind.BYLINE, credits

    def _find_headline(self, parts: list[Part], title: str) -> None:
        found = self._headline(parts, title)
        if found is None:
            return
        headline = parts[found]
        headline.kind, headline.repeated = BlockKind.HEADLINE, False
        for part in parts[found + 1 : first_body(parts)]:
            if part.text == headline.text:
                part.kind, part.repeated = BlockKind.HEADLINE, True
        for step in (-1, 1):
            index = found + step
            while 0 <= index < len(parts) and self._continues(headline, parts[index]):
                parts[index].kind = BlockKind.HEADLINE
                index += step

    def _headline(self, parts: list[Part], title: str) -> int | None:
        head = [i for i in range(first_body(parts)) if parts[i].kind is None]
        marked = [i for i, p in enumerate(parts) if p.line.tag is Tag.TITLE and p.kind is None]
        titled = [i for i in (*marked, *head) if len(parts[i].text) > 4 and parts[i].text in title]
        if titled or marked:
            return (titled or marked)[0]
        for sure in (True, False):
            fitting = [i for i in head if self._may_head(parts[i], sure=sure)]
            dated = (i for i in fitting if i + 1 < len(parts) and parts[i + 1].credits.dates)
            found = next(dated, fitting[0] if fitting else None)
            if found is not None:
                return next(i for i in fitting if parts[i].text == parts[found].text)
        return None

    def _may_head(self, part: Part, *, sure: bool) -> bool:
        plain = part.line.tag is Tag.TEXT and not self._is_outlet(part.text)
        return plain and self.shapes.is_headline(part, sure=sure)

    def _is_outlet(self, text: str) -> bool:
        return len(text) <= _SITE and self.colophon.makers.is_outlet(text)

    def _continues(self, headline: Part, part: Part) -> bool:
        """Whether a line next to the headline is a part of it, set on a line of its own."""
        same = part.line.group == headline.line.group and not part.line.path
        fits = part.kind is None and part.line.tag is Tag.TEXT and not is_prose(part.text)
        short = 4 <= len(part.text) <= 40 and part.text[-1] not in "。,:;"
        titled = len(part.text) == _NOTICE or self.shapes.is_headline(part, sure=False)
        return same and fits and short and titled

    def _without_head_noise(self, parts: list[Part]) -> list[Part]:
        """The parts without the names of sites and sections above and below the headline."""
        body = first_body(parts)
        headline = next((i for i, p in enumerate(parts) if p.kind is BlockKind.HEADLINE), -1)
        kept = []
        for index, part in enumerate(parts):
            if index < body and part.kind is None and part.line.tag is Tag.TEXT:
                if self._is_outlet(part.text):
                    part.kind = BlockKind.BYLINE
                elif index < headline and len(part.text) <= _KICKER:
                    continue
            kept.append(part)
        return kept

    def _without_tail_noise(self, parts: list[Part]) -> list[Part]:
        """The parts without what is not running text after the editors' line."""
        last = max((i for i, part in enumerate(parts) if part.is_body), default=len(parts))
        signed = next(
            (
                i
                for i in range(last + 1, len(parts))
                if any(maker.role == "editor" for maker in parts[i].credits.makers)
            ),
            len(parts),
        )
        return [
            part
            for i, part in enumerate(parts)
            if i <= signed or part.kind is not None or is_prose(part.text)
        ]

    def _without_summaries(self, parts: list[Part]) -> list[Part]:
        """The parts without a summary that the article itself says in the same words."""
        kept: list[Part] = []
        for index, part in enumerate(parts):
            if part.kind is None and self._is_said(
                part, [*kept[:_AROUND], *parts[index + 1 : index + 1 + _AROUND]]
            ):
                continue
            kept.append(part)
        return kept

    def _is_said(self, part: Part, others: Sequence[Part]) -> bool:
        cut_off = part.text.endswith(("...", "……", "…"))
        if not (self.shapes.is_summary(part.text) or cut_off):
            return False
        share = contained(part.text, [p.text for p in others])
        return share >= (_SUMMED if self.shapes.is_summary(part.text) else 1 - _SUMMED / 4)

    def _release_dates(self, parts: list[Part]) -> None:
        """Make headings of dates that stand alone between paragraphs, as in a chronicle."""
        bodies = [i for i, part in enumerate(parts) if part.is_body]
        bare = [
            part
            for part in (parts[bodies[0] : bodies[-1]] if bodies else ())
            if part.kind is BlockKind.BYLINE and part.credits.dates and not part.credits.marked
        ]
        if len(bare) > 1:
            for part in bare:
                part.kind = BlockKind.HEADING


def _visible(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines that the markup does not hide, unless it hides all of the running text."""
    shown = [line for line in lines if not line.hidden]
    return shown if any(is_prose(line.text) for line in shown) else lines


def _end_of_box(parts: Sequence[Part], opener: int, *, to_end: bool) -> int:
    """Index of the first part after a list that begins with a heading.

    In HTML a list ends with the box around its heading; in plain text a list of titles ends where
    running text begins, and comments end with the page.
    """
    box = parts[opener].line.path[:-1]
    for index in range(opener + 1, len(parts)):
        if len(box) >= _BOXED:
            if parts[index].line.path[: len(box)] != box:
                return index
        elif not to_end and is_prose(parts[index].text):
            return index
    return len(parts)
