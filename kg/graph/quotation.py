"""A stretch of the source as a reader sees it: without the markup that stands inside it."""

from __future__ import annotations

import bisect

from kg.model import Span, View


class Quoter:
    """Reads stretches of the source through the view of an article."""

    def __init__(self, view: View) -> None:
        runs = (run for run in view.runs if run.source_length)
        self._runs = sorted(runs, key=lambda run: (run.source_start, run.start))
        self._starts = [run.source_start for run in self._runs]
        self._text = view.text

    def quote(self, span: Span) -> str:
        """What the view shows of a stretch of the source; empty if it shows nothing of it."""
        at = max(bisect.bisect_right(self._starts, span.start) - 1, 0)
        parts = []
        for run in self._runs[at : bisect.bisect_left(self._starts, span.end)]:
            low = max(span.start - run.source_start, 0)
            high = min(span.end - run.source_start, run.source_length)
            if low >= high:
                continue
            if run.length != run.source_length:
                low, high = 0, run.length
            parts.append(self._text[run.start + low : run.start + high])
        return "".join(parts)
