"""Readings of names that a general dictionary gets wrong (``ontology/lexicon/pinyin.toml``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PinyinLexicon:
    """``pinyin.toml``.

    Attributes:
        readings: Syllables with blanks between, by the word that is read so.
    """

    readings: dict[str, str]

    def spoken(self) -> dict[str, tuple[str, ...]]:
        """The syllables by word."""
        return {word: tuple(reading.split()) for word, reading in self.readings.items()}
