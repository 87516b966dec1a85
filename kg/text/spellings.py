"""Words looked up at a place of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Spellings:
    """Finds the longest of some words that stands at a place.

    A place is looked at as often as there are lengths of words with the character that stands
    there, however many words there are.

    Args:
        words: None of them empty.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._by_first = lengths(self._words)
        self._by_last = lengths(self._words, at=-1)

    @property
    def first_characters(self) -> frozenset[str]:
        """The characters with which a word may begin."""
        return frozenset(self._by_first)

    @property
    def last_characters(self) -> frozenset[str]:
        """The characters with which a word may end."""
        return frozenset(self._by_last)

    def at(self, text: str, start: int) -> str | None:
        """The longest word that begins at ``start``."""
        for length in self._by_first.get(text[start : start + 1], ()):
            word = text[start : start + length]
            if word in self._words:
                return word
        return None

    def before(self, text: str, end: int) -> str | None:
        """The longest word that ends before ``end``."""
        for length in self._by_last.get(text[end - 1 : end], ()):
            word = text[max(end - length, 0) : end]
            if word in self._words:
                return word
        return None


def lengths(words: Iterable[str], at: int = 0) -> dict[str, tuple[int, ...]]:
    """The lengths of words, the longest first, by their first or their last character."""
    found: dict[str, set[int]] = defaultdict(set)
    for word in words:
        found[word[at]].add(len(word))
    return {character: tuple(sorted(of, reverse=True)) for character, of in found.items()}
