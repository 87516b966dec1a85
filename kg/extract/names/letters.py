"""Places called by one character: 在京签约, 赴沪考察."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.names.grammar import NameGrammar
from kg.extract.words import Match
from kg.text.alternatives import any_of


def letter_places(folded: str, grammar: NameGrammar) -> Iterator[Match]:
    """Where such a character stands, with the known name that it means in this text as the word."""
    letters = grammar.lexicon.letters
    for found in _pattern(grammar).finditer(folded):
        letter = found.group("letter")
        names = grammar.letters[letter]
        named = (n for n in names if _named(n, folded, grammar))
        meant = next(named, names[0] if letter in letters.alone else None)
        if meant is not None:
            yield Match(found.start("letter"), found.end("letter"), meant)


def _named(name: str, folded: str, grammar: NameGrammar) -> bool:
    entry = grammar.known[name][0]
    return any(form in folded for form in (entry.name, *entry.aliases))


@lru_cache(maxsize=4)
def _pattern(grammar: NameGrammar) -> re.Pattern[str]:
    letters = grammar.lexicon.letters
    before, after = any_of(letters.before), any_of(letters.after)
    return re.compile(rf"(?:{before})(?P<letter>[{''.join(grammar.letters)}])(?={after})")
