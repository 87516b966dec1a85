"""Where many words stand in a text, found in one pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import ahocorasick
import ahocorasick_rs
import msgspec


class Match(msgspec.Struct, frozen=True, gc=False):
    """A known word found in a text; there are very many."""

    start: int
    end: int
    word: str


def leftmost_longest(match: Match) -> tuple[int, int]:
    """What to sort by where overlapping words compete."""
    return match.start, -match.end


class WordFinder:
    """Finds all of many words in one pass over a text; made once, for it takes long to make."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._words, implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def __call__(self, text: str) -> list[Match]:
        """Every occurrence in a text, overlapping ones too, in the order of ``ends``."""
        words = self._words
        return [Match(start, end, words[i]) for i, start, end in self._found(text)]

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
        return bool(self._found(text))

    def ends(self, text: str) -> list[tuple[int, str]]:
        """Where each occurrence ends, and its word; of those with one end the longest first."""
        words = self._words
        return [(end, words[i]) for i, _, end in self._found(text)]

    def starts(self, text: str) -> set[int]:
        """Where the occurrences begin."""
        return {start for _, start, _ in self._found(text)}

    def _found(self, text: str) -> list[tuple[int, int, int]]:
        """The index of each word that occurs, and where."""
        found: list[tuple[int, int, int]]
        try:
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # a lone surrogate; no word holds one
            text = text.encode("utf-8", "replace").decode("utf-8")
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found


class FewWords:
    """Finds words of one text in it; made twenty times as fast as the finder of all texts' words.

    Args:
        words: They.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word in words:
            self._automaton.add_word(word, word)
        if words:
            self._automaton.make_automaton()

    def ends(self, text: str) -> list[tuple[int, str]]:
        """Where each occurrence ends, and its word; of those with one end the longest first."""
        if not len(self._automaton):
            return []
        return [(last + 1, word) for last, word in self._automaton.iter(text)]
