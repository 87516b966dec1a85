"""When it happened: the time expression that governs a trigger."""

from __future__ import annotations

from kg.extract.analysis import Analysis
from kg.extract.frames.lines import Kind, Line, Slot
from kg.extract.frames.phrases import Scene
from kg.model.text import TimeExpression

_SINCE = ("自", "从")


class Dates:
    """Finds the date of what a trigger says."""

    def __init__(self, analysis: Analysis) -> None:
        self._times = {time.span: time for time in analysis.times}

    def of(self, scene: Scene) -> str | None:
        """The date of a trigger: in its clause, else the latest said before it in the sentence."""
        line = scene.line
        after = self._directly_after(scene)
        if after is not None:
            return after
        before = [s for s in line.between(0, scene.trigger.start) if s.kind is Kind.TIME]
        own = [s for s in before if s.at >= scene.low]
        for slot in reversed(own or before):
            time = self._times.get(slot.span)
            if time is not None and not self._other(line, slot):
                return time.value
        return self._relative(scene)

    def _directly_after(self, scene: Scene) -> str | None:
        """成立于2017年."""
        at = scene.trigger.end
        if scene.line.text[at : at + 1] in ("于", "在") and (slot := scene.line.slot_at(at + 1)):
            time = self._times.get(slot.span)
            return time.value if time else None
        return None

    def _relative(self, scene: Scene) -> str | None:
        return None

    def _other(self, line: Line, slot: Slot) -> bool:
        """Whether a time only says since or until when something else holds."""
        return False

    def at(self, slot: Slot) -> TimeExpression | None:
        """The time expression of a slot."""
        return self._times.get(slot.span)
