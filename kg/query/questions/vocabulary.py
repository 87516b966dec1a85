"""The lexicon of questions as a table from words to meanings, and the cutting of text by it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import fields
from functools import cached_property

import ahocorasick

from kg.model.lexicon.questions import QuestionLexicon, RelationWords
from kg.query.questions.atoms import (
    AskUse,
    ClassUse,
    EventUse,
    IgnoredUse,
    KindUse,
    MarkUse,
    RelationUse,
    Role,
    StatusUse,
    Use,
)

_ROLES = {
    "verbs": Role.VERB,
    "subject_nouns": Role.SUBJECT_NOUN,
    "object_nouns": Role.OBJECT_NOUN,
    "after_object": Role.AFTER_OBJECT,
    "before_object": Role.BEFORE_OBJECT,
    "after_subject": Role.AFTER_SUBJECT,
    "weak": Role.VERB,
}
_LATIN = re.compile(r"[a-z0-9]")
# Cost of leaving a character uncovered, against one for each word used: the fewest words that
# cover the most characters win.
_UNCOVERED = 8


class Vocabulary:
    """All words of the lexicon with their meanings.

    Args:
        lexicon: ``questions.toml``.
    """

    def __init__(self, lexicon: QuestionLexicon) -> None:
        self.lexicon = lexicon

    @cached_property
    def uses(self) -> dict[str, tuple[Use, ...]]:
        """Word to its meanings, in the order in which the lexicon gives them."""
        found: dict[str, list[Use]] = defaultdict(list)
        lexicon = self.lexicon
        for relation in lexicon.relations:
            _add_relation(found, relation)
        for kind in lexicon.kinds:
            _add(found, kind.words, KindUse(kind.kinds))
            _add(found, kind.weak, KindUse(kind.kinds, weak=True))
        for event in lexicon.events:
            _add(found, event.words, EventUse(event.types))
            _add(found, event.weak, EventUse(event.types, weak=True))
        for cls in lexicon.classes:
            _add(found, cls.words, ClassUse(cls))
        for field in fields(lexicon.asking):
            _add(found, getattr(lexicon.asking, field.name), AskUse(field.name))
        for field in fields(lexicon.marks):
            _add(found, getattr(lexicon.marks, field.name), MarkUse(field.name))
        for status, words in lexicon.status.items():
            _add(found, words, StatusUse(status))
        _add(found, lexicon.ignored, IgnoredUse())
        return {word: tuple(uses) for word, uses in found.items()}

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for word in self.uses:
            automaton.add_word(word, word)
        automaton.make_automaton()
        return automaton

    def cut(self, text: str) -> list[tuple[int, int, str | None]]:
        """Cut a text into words of the lexicon and stretches that it does not know.

        Args:
            text: Folded, in lower case.

        Returns:
            Start, end and word (None for an unknown stretch), in order, without blanks.
        """
        ending: dict[int, list[str]] = defaultdict(list)
        for last, word in self._automaton.iter(text):
            start = last + 1 - len(word)
            if _whole(text, start, last + 1):
                ending[last + 1].append(word)
        return list(_merge(text, _cheapest(text, ending)))


def _cheapest(text: str, ending: dict[int, list[str]]) -> list[tuple[int, int, str | None]]:
    """The cut with the fewest words and uncovered characters; longer first words win ties."""
    cost = [0] * (len(text) + 1)
    choice: list[str | None] = [None] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        free = text[end - 1].isspace()
        cost[end] = cost[end - 1] + (0 if free else _UNCOVERED)
        for word in ending.get(end, ()):
            price = cost[end - len(word)] + 1
            if price < cost[end]:
                cost[end], choice[end] = price, word
    pieces: list[tuple[int, int, str | None]] = []
    end = len(text)
    while end > 0:
        chosen = choice[end]
        start = end - (len(chosen) if chosen else 1)
        pieces.append((start, end, chosen))
        end = start
    return pieces[::-1]


def _merge(
    text: str, pieces: list[tuple[int, int, str | None]]
) -> list[tuple[int, int, str | None]]:
    """Join neighbouring unknown characters; blanks part them and go."""
    merged: list[tuple[int, int, str | None]] = []
    for start, end, word in pieces:
        if word is None and text[start].isspace():
            continue
        if word is None and merged and merged[-1][2] is None and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end, None)
        else:
            merged.append((start, end, word))
    return merged


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch does not cut a Latin word."""
    left = start > 0 and _LATIN.match(text[start - 1]) and _LATIN.match(text[start])
    right = end < len(text) and _LATIN.match(text[end - 1]) and _LATIN.match(text[end])
    return not (left or right)


def _add_relation(found: dict[str, list[Use]], relation: RelationWords) -> None:
    _add(found, relation.existential, RelationUse(relation, Role.VERB, existential=True))
    for field, role in _ROLES.items():
        words = tuple(w for w in getattr(relation, field) if w not in relation.existential)
        _add(found, words, RelationUse(relation, role, weak=field == "weak"))


def _add(found: dict[str, list[Use]], words: tuple[str, ...], use: Use) -> None:
    for word in words:
        if use not in found[word]:
            found[word].append(use)
