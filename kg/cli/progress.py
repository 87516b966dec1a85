"""How far a build or an import is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Mapping
from typing import TextIO

from kg.pipeline.report import Stage, Step
from kg.render.width import clip, visible

_BAR = 20
_OFTEN = 0.1
_SELDOM = 10.0
"""Seconds between two pictures of a bar, and between two lines."""


class Bar:
    """Tells progress on stderr, with its rate and the time that is left where the end is known."""

    def __init__(
        self, texts: Mapping[str, str], *, ambiguous: int = 1, stream: TextIO | None = None
    ) -> None:
        self._texts = texts
        self._ambiguous = ambiguous
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._stage: Stage | None = None
        self._begun = self._told = 0.0
        self._drawn = self._telling = False

    def __call__(self, step: Step) -> None:
        """Take note of one step; most are not worth telling."""
        now = time.monotonic()
        if step.stage is not self._stage:
            self._stage, self._begun, self._told = step.stage, now, now
        if not self._worth_telling(step, now):
            return
        self._told, self._telling = now, True
        line = self.line(step, now - self._begun)
        if self._terminal:
            width = shutil.get_terminal_size().columns - 1
            self._stream.write(f"\r\x1b[K{clip(line, width, ambiguous=self._ambiguous)}")
            self._drawn = True
        else:
            self._stream.write(f"kg: {line}\n")
        self._stream.flush()

    def _worth_telling(self, step: Step, now: float) -> bool:
        if not step.done:  # the next that is heard of this stage may be its end
            return self._terminal or self._telling
        if now - self._told >= (_OFTEN if self._terminal else _SELDOM):
            return True
        return self._terminal and self._drawn and step.done >= step.total > 0

    def line(self, step: Step, seconds: float) -> str:
        """The step in words.

        Args:
            step: How far the build is.
            seconds: Since this part of it began.
        """
        rate = step.done / seconds if seconds > 0 else 0.0
        left = (step.total - step.done) / rate if rate else 0.0
        text = self._texts[f"progress_{step.stage}"].format(
            done=step.done,
            total=step.total,
            percent=f"{step.done / max(step.total, 1):4.0%}",
            rate=f"{rate:.1f}" if rate < 100 else f"{rate:.0f}",
            left=_clock(left),
        )
        full = round(_BAR * step.done / max(step.total, 1))
        bar = f"[{'#' * full}{'.' * (_BAR - full)}] " if self._terminal and step.total else ""
        return f"{bar}{text} {visible(step.source)}".rstrip()

    def close(self) -> None:
        """Take the bar away."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False


def _clock(seconds: float) -> str:
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
