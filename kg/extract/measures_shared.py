"""Numbers that are handed out: 甲、乙分别为3000架和2000架, 甲、乙均为3000架."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.analysis import Analysis, Mention
from kg.extract.measures_kinds import Setting, latter
from kg.model.lexicon.measures import MeasureLexicon
from kg.text.alternatives import any_of

_Mentions = tuple[Mention, ...]


class Sharing:
    """Finds the lists of things that lists of numbers are handed out to.

    Args:
        lexicon: The words.
    """

    def __init__(self, lexicon: MeasureLexicon) -> None:
        self._joiner = re.compile(rf"\s?(?:{any_of(lexicon.joiners)})?\s?")
        self._respectively = re.compile(any_of(lexicon.respectively))
        self._each = re.compile(rf"(?:{any_of(lexicon.each)})\D{{0,8}}$")

    def runs(self, analysis: Analysis, settings: list[Setting]) -> list[list[Setting]]:
        """The settings of a sentence, those together that form one list of numbers."""
        runs: list[list[Setting]] = []
        for setting in settings:
            if runs and self._is_next(analysis, runs[-1][-1], setting):
                runs[-1].append(setting)
            else:
                runs.append([setting])
        return runs

    def keys(
        self, analysis: Analysis, run: list[Setting], holds: Iterable[Mention]
    ) -> tuple[str, ...]:
        """What the numbers of a list are handed out to, one key for each; empty if to nothing.

        Args:
            analysis: The article.
            run: The numbers; of a single one that each of several things has, all keys are given.
            holds: The mentions of the sentence before the numbers that may have such a number.
        """
        start = run[0].quantity.span.start
        before = analysis.folded[run[0].clause.start : start]
        if len(run) == 1:
            if not self._each.search(before):
                return ()
            return self._group(analysis, tuple(holds), 0)
        if not self._respectively.search(before):
            return ()
        return self._group(analysis, tuple(holds), len(run))

    def is_handed_out(self, analysis: Analysis, run: list[Setting]) -> bool:
        """Whether the text says that a list of numbers is handed out (分别)."""
        start, end = run[0].clause.start, run[0].quantity.span.start
        return start < end and self._respectively.search(analysis.folded, start, end) is not None

    def list_of(self, analysis: Analysis, mentions: _Mentions, at: int) -> _Mentions:
        """The list of joined mentions that one of some mentions stands in, or it alone."""
        first, last = at, at + 1
        while first and self._joined(analysis, mentions[first - 1], mentions[first]):
            first -= 1
        while last < len(mentions) and self._joined(analysis, mentions[last - 1], mentions[last]):
            last += 1
        return mentions[first:last]

    def listed(self, analysis: Analysis, mentions: _Mentions) -> list[_Mentions]:
        """Mentions that stand joined in lists."""
        groups: list[list[Mention]] = []
        for mention in mentions:
            if groups and self._joined(analysis, groups[-1][-1], mention):
                groups[-1].append(mention)
            else:
                groups.append([mention])
        return [tuple(group) for group in groups]

    def _group(self, analysis: Analysis, mentions: _Mentions, size: int) -> tuple[str, ...]:
        for group in reversed(self.listed(analysis, mentions)):
            keys = tuple(dict.fromkeys(key for mention in group for key in mention.keys))
            if len(keys) > 1 and size in (0, len(keys)):
                return keys
        return ()

    def _joined(self, analysis: Analysis, one: Mention, other: Mention) -> bool:
        between = analysis.folded[one.span.end : other.span.start]
        return bool(between) and self._joiner.fullmatch(between) is not None

    def _is_next(self, analysis: Analysis, one: Setting, other: Setting) -> bool:
        low, high = one.quantity.span, other.quantity.span
        if one.quantity.unit != other.quantity.unit or low.end >= high.start:
            return False
        return self._joiner.fullmatch(analysis.folded, low.end, high.start) is not None


def lately(analysis: Analysis, setting: Setting) -> tuple[Mention, ...]:
    """What the sentence of a number, and the one before in its paragraph, have named."""
    last = analysis.sentences[setting.sentence - 1] if setting.sentence else None
    if last is None or last.block != analysis.sentences[setting.sentence].block:
        return setting.named
    return (*analysis.mentions_in(latter(last.span)), *setting.named)
