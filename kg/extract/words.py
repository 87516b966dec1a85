"""Where many words stand in a text, found in one pass."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

import ahocorasick
import msgspec

_BEGINNINGS = 150  # characters that may begin a word; more are looked through slowly
_WIDTH = 4  # bytes of a character


class Match(msgspec.Struct, frozen=True, gc=False):
    """A known word found in a text; there are very many."""

    start: int
    end: int
    word: str


class Occurrences:
    """Words that were found in a text, by where they stand.

    Args:
        matches: They, in order.
    """

    def __init__(self, matches: Sequence[Match]) -> None:
        self._matches = matches
        self._starts = [match.start for match in matches]

    def between(self, start: int, end: int) -> list[Match]:
        """Those that stand between two places."""
        low = bisect.bisect_left(self._starts, start)
        within = self._matches[low : bisect.bisect_left(self._starts, end, low)]
        return [match for match in within if match.end <= end]


def leftmost_longest(match: Match) -> tuple[int, int]:
    """What to sort by where overlapping words compete."""
    return match.start, -match.end


class WordFinder:
    """Finds all of many words in one pass over a text.

    The automaton looks for the next character among all that may follow, one after the other. Where
    a thousand characters may begin a word it is given the four bytes of each character instead.
    """

    def __init__(self, words: Iterable[str]) -> None:
        known = frozenset(words)
        self._by_bytes = len({word[0] for word in known}) > _BEGINNINGS
        self._automaton = ahocorasick.Automaton()
        for word in known:
            self._automaton.add_word(_bytes(word) if self._by_bytes else word, word)
        if known:
            self._automaton.make_automaton()

    def __call__(self, text: str) -> list[Match]:
        """Every occurrence in a text, overlapping ones too, in the order of ``ends``."""
        return [Match(end - len(word), end, word) for end, word in self.ends(text)]

    def apart(self, text: str) -> list[Match]:
        """The occurrences but for those that others overlap which begin before or are longer."""
        kept: list[Match] = []
        end = 0
        for match in sorted(self(text), key=leftmost_longest):
            if match.start >= end:
                kept.append(match)
                end = match.end
        return kept

    def is_any_in(self, text: str) -> bool:
        """Whether a text holds one of the words."""
        if not len(self._automaton):
            return False
        if not self._by_bytes:
            return next(self._automaton.iter(text), None) is not None
        found = self._automaton.iter(_bytes(text))
        return any(last % _WIDTH == _WIDTH - 1 for last, _ in found)

    def ends(self, text: str) -> list[tuple[int, str]]:
        """Where each occurrence ends, and its word; of those with one end the longest first."""
        if not len(self._automaton):
            return []
        if not self._by_bytes:
            return [(last + 1, word) for last, word in self._automaton.iter(text)]
        found = self._automaton.iter(_bytes(text))
        # The bytes of a word may also stand in the middle of two other characters.
        return [(last // _WIDTH + 1, word) for last, word in found if last % _WIDTH == _WIDTH - 1]


def _bytes(text: str) -> str:
    """The bytes of each character of a text, as characters; a lone surrogate is one too."""
    return text.encode("utf-32-be", "surrogatepass").decode("latin-1")
