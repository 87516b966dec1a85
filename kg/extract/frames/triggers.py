"""The trigger words of a line."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

import msgspec

from kg.extract.analysis import Analysis
from kg.extract.frames.lines import Line
from kg.extract.words import WordFinder
from kg.model.lexicon.frames import ACCORD, KIN, LABEL, MEMBER, RANK, SIGNED, Frame, Pattern

_NOUNS = (LABEL, KIN, MEMBER, ACCORD, RANK)


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """A trigger word in a line.

    Attributes:
        start: First position.
        end: One past the last.
        word: The word.
        frames: What it can say.
        pattern: The pattern of the first of them.
        verb: Whether the word is a verb, not a noun such as 子公司.
        governs: Whether later verbs of the clause are only what it approves.
        signed: Whether whatever it says is an agreement that is made.
    """

    start: int
    end: int
    word: str
    frames: tuple[Frame, ...]
    pattern: Pattern
    verb: bool
    governs: bool
    signed: bool


class Triggers:
    """The trigger words of a line, none of which overlaps another.

    Args:
        found: They, in order.
    """

    def __init__(self, found: tuple[Trigger, ...]) -> None:
        self._found = found
        self._starts = [trigger.start for trigger in found]
        self._by_start = dict(zip(self._starts, found, strict=True))

    def __iter__(self) -> Iterator[Trigger]:
        return iter(self._found)

    def at(self, start: int) -> Trigger | None:
        """The one that begins at a position."""
        return self._by_start.get(start)

    def verb_at(self, start: int) -> Trigger | None:
        """The verb that begins at a position."""
        found = self._by_start.get(start)
        return found if found is not None and found.verb else None

    def between(self, low: int, high: int) -> tuple[Trigger, ...]:
        """Those that begin between two positions."""
        first = bisect.bisect_left(self._starts, low)
        return self._found[first : bisect.bisect_left(self._starts, high, first)]

    def verbs(self, low: int, high: int) -> list[Trigger]:
        """The verbs that begin between two positions."""
        return [trigger for trigger in self.between(low, high) if trigger.verb]


class TriggerFinder:
    """Finds trigger words.

    Args:
        frames: What can be said, each with its words.
        hidden: Longer words in which a trigger is none.
    """

    def __init__(self, frames: Iterable[Frame], hidden: Iterable[str]) -> None:
        self._frames: dict[str, tuple[Frame, ...]] = {}
        for frame in frames:
            for word in frame.words:
                self._frames[word] = (*self._frames.get(word, ()), frame)
        self._nature = {word: _nature(found) for word, found in self._frames.items()}
        self._verbs = frozenset(word for word, (_, verb, *_) in self._nature.items() if verb)
        self._words = WordFinder([*self._frames, *hidden])

    def is_trigger(self, word: str) -> bool:
        """Whether a word is a trigger."""
        return word in self._frames

    def ends(self, text: str) -> list[int]:
        """Where the trigger words of a folded text end, in order."""
        return [end for end, _ in self._words.ends(text)]

    def is_any_in(self, text: str) -> bool:
        """Whether a folded text holds a trigger word, even within a name."""
        return self._words.is_any_in(text)

    def is_verb_in(self, text: str) -> bool:
        """Whether a text holds a trigger that is a verb."""
        return any(word in self._verbs for _, word in self._words.ends(text))

    def find(self, analysis: Analysis, line: Line) -> Triggers:
        """The trigger words of a line, the leftmost and then the longest where they overlap.

        One that is made of the end of one word and the beginning of the next is none.
        """
        kept: list[Trigger] = []
        at = 0
        found = [(end - len(word), -end, word) for end, word in self._words.ends(line.text)]
        for start, last, word in sorted(found):
            end = -last
            if start < at or _cuts(analysis, line, start, end):
                continue
            at = end
            frames = self._frames.get(word)
            if frames is not None:
                kept.append(Trigger(start, end, word, frames, *self._nature[word]))
        return Triggers(tuple(kept))


def _nature(frames: tuple[Frame, ...]) -> tuple[Pattern, bool, bool, bool]:
    """What a trigger that can say all this is: its pattern, a verb, one that governs, or signs."""
    verb = any(frame.pattern not in _NOUNS for frame in frames)
    governs = any(frame.governs for frame in frames)
    return frames[0].pattern, verb, governs, all(frame.accord is SIGNED for frame in frames)


def _cuts(analysis: Analysis, line: Line, start: int, end: int) -> bool:
    """Whether a stretch begins within a word and ends beyond it: 联[合建]设."""
    first = line.origin[start]
    token = analysis.token_at(first)
    return token.start < first < token.end <= line.origin[end - 1]
