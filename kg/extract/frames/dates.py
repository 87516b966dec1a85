"""When it happened: the time expression that governs a trigger."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from kg.extract.analysis import Analysis
from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import TIME, Slot
from kg.extract.frames.phrases import WINDOW, Scene
from kg.extract.modality import Standing
from kg.model import BlockKind
from kg.model.facts import PLANNED
from kg.model.text import TimeExpression

_DAY = len("2024-06-03")
_YEAR = len("2024")
_FRESH = 7  # days after which an event is not what an article reports


class Dates:
    """Finds the date of what a trigger says; to be asked in the order of the text."""

    def __init__(self, analysis: Analysis, grammar: FrameGrammar) -> None:
        self._analysis = analysis
        self._grammar = grammar
        self._times = {time.span: time for time in analysis.times}
        self._sentences = analysis.sentences
        self._last: str | None = None

    def of(self, scene: Scene, standing: Standing) -> str | None:
        """The date of a trigger: in its clause, else the latest said before it in the sentence.

        A time in the future does not date what has happened, nor a past one what is planned.
        """
        date = self._stated(scene, standing)
        if date is not None:
            self._last = date
        return date or self._same_day(scene)

    @cached_property
    def lead(self) -> str | None:
        """The day that the article is about."""
        return _lead(self._analysis, self._grammar)

    @property
    def last(self) -> str | None:
        """The date that was told last."""
        return self._last or self.lead

    def _stated(self, scene: Scene, standing: Standing) -> str | None:
        line = scene.line
        after = self._directly_after(scene)
        if after is not None:
            return after
        before = [
            s for s in line.between(scene.low - WINDOW, scene.trigger.start) if s.kind is TIME
        ]
        own = [s for s in before if s.at >= scene.low]
        for slot in reversed(own or before):
            if self._of_another(scene, slot):
                continue
            time = self._times.get(slot.span)
            if self._opens_paragraph(scene, slot) and self.lead is not None:
                return self.lead
            if time is not None and (own or _agrees(time, standing)):
                return time.value if own else self._finer(before, time.value)
        return None

    def _finer(self, slots: list[Slot], value: str | None) -> str | None:
        """A day of the sentence instead of its bare year: 7月8日,2023年重点项目签约."""
        if value is None or len(value) != _YEAR:
            return value
        times = (self._times.get(slot.span) for slot in slots)
        finer = [t.value for t in times if t and t.value and len(t.value) == _DAY]
        return next((day for day in finer if day.startswith(value)), value)

    def _of_another(self, scene: Scene, slot: Slot) -> bool:
        """Whether a time dates a verb before the trigger: 自去年2月开工后已封顶."""
        text = scene.line.text
        verbs = scene.triggers.between(slot.at, scene.trigger.start)
        return any(self._grammar.afterwards.match(text, verb.end) for verb in verbs)

    def _opens_paragraph(self, scene: Scene, slot: Slot) -> bool:
        """Whether a paragraph begins with 当天: the day of which the article tells."""
        index = scene.line.index
        sentences = self._sentences
        first = index == 0 or sentences[index - 1].block != sentences[index].block
        return first and slot.at == 0 and self._grammar.same_day.match(slot.text) is not None

    def _directly_after(self, scene: Scene) -> str | None:
        """成立于2017年."""
        found = self._grammar.since.match(scene.line.text, scene.trigger.end)
        slot: Slot | None = scene.line.slot_at(found.end()) if found else None
        time = self._times.get(slot.span) if slot is not None else None
        return time.value if time is not None else None

    def _same_day(self, scene: Scene) -> str | None:
        """The day that the article is about, if the sentence says that this was on that day."""
        opening = scene.line.text[max(scene.low - WINDOW, 0) : scene.trigger.start]
        return self.lead if self._grammar.same_day.search(opening) else None


def _agrees(time: TimeExpression, standing: Standing) -> bool:
    if time.future is None:
        return True
    return time.future == (standing.status is PLANNED)


def _lead(analysis: Analysis, grammar: FrameGrammar) -> str | None:
    """The day that the body tells of, but for that of a dateline (6月3日讯).

    The first that is not long before the publication, else the first.
    """
    blocks = analysis.document.blocks
    silent = (BlockKind.BYLINE, BlockKind.HEADLINE, BlockKind.CAPTION)
    days: list[dt.date] = []
    for time in analysis.times:
        if time.value is None or len(time.value) != _DAY:
            continue
        block = blocks[analysis.sentence_at(time.span.start).block]
        if block.kind not in silent and not grammar.dateline.match(analysis.folded, time.span.end):
            days.append(dt.date.fromisoformat(time.value))
    published = analysis.document.published
    if published is not None:
        days.sort(key=lambda day: not 0 <= (published - day).days <= _FRESH)
    return days[0].isoformat() if days else None
