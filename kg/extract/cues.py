"""Where the cue words of modality stand in a stretch of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from kg.extract.analysis import Analysis
from kg.extract.words import WordFinder
from kg.model.lexicon.modality import Cue, ModalityLexicon
from kg.schema import Schema
from kg.text.alternatives import any_of

_QUOTES = "“‘《"
_GAP = "…"
_GAP_LENGTH = 20
_STOPS = ",;:。!?\n"  # a cue of two words never leaves its clause


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A cue in a text.

    Attributes:
        start: Its first character.
        end: One past its last character.
        cue: The entry of the lexicon.
    """

    start: int
    end: int
    cue: Cue


class CueFinder:
    """Finds cues; the longest of those that begin at a place wins, and hidden words have none.

    Args:
        lexicon: The words.
    """

    def __init__(self, lexicon: ModalityLexicon) -> None:
        self.lexicon = lexicon
        words: dict[str, Cue | None] = dict.fromkeys(lexicon.hidden)
        pairs: dict[str, Cue] = {}
        for cue in lexicon.cues:
            for word in cue.words:
                if _GAP in word:
                    pairs[word] = cue
                else:
                    words.setdefault(word, cue)
        self.changed_to = alternation(lexicon.change.to)
        self.intending = alternation(lexicon.intending)
        self.agreements = alternation(lexicon.agreements)
        self.pointers = alternation(lexicon.pointers)
        self.beginnings = alternation(lexicon.beginnings)
        self.begun = alternation(lexicon.progress.begun)
        self._words = words
        self._finder = WordFinder(words)
        self._pairs = tuple((gapped(pair), cue) for pair, cue in pairs.items())

    def find(self, text: str) -> tuple[Hit, ...]:
        """The cues of a folded text, in order."""
        hits = []
        for match in self._finder.apart(text):
            cue = self._words[match.word]
            if cue is not None:
                hits.append(Hit(match.start, match.end, cue))
        for pattern, cue in self._pairs:
            hits += [Hit(m.start(), m.end(), cue) for m in pattern.finditer(text)]
        return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))


@cache
def cue_finder(schema: Schema) -> CueFinder:
    """The finder for the schema's cues."""
    return CueFinder(schema.lexicon("modality", ModalityLexicon))


def alternation(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches the longest of the words at each place."""
    return re.compile(any_of(words))


def gapped(pair: str) -> re.Pattern[str]:
    """A pattern for two words of one clause, written 甲…乙; at most twenty characters part them."""
    first, second = pair.split(_GAP)
    return re.compile(
        f"{re.escape(first)}[^{_STOPS}]{{0,{_GAP_LENGTH}}}?{re.escape(second)}",
    )


def ends_modifier(analysis: Analysis, start: int, end: int, modifying: tuple[str, ...]) -> bool:
    """Whether what begins at a place only describes a name that stands before an end: 筹建的甲."""
    if start >= end:
        return False
    names = analysis.mentions_between(start, end)
    return any(
        analysis.folded[start : name.span.start].rstrip(_QUOTES).endswith(modifying)
        for name in names[-1:]
    )
