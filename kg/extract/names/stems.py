"""Districts called without their last character: 杭州钱塘的, 落户越城."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kg.extract.names.grammar import NameGrammar
from kg.extract.words import Match
from kg.schema import GazetteerEntry
from kg.text.alternatives import any_of
from kg.text.fold import fold

_SHORTEST, _LONGEST = 2, 3  # characters; one is no name, and longer ones are known by themselves


def stem_places(folded: str, known: Sequence[Match], grammar: NameGrammar) -> Iterator[Match]:
    """Where such a district stands before a mark, with its full name as the word.

    Right after a higher place it must lie there; after a verb of siting it must be the only one of
    its name, or the text must name what it lies in.
    """
    stems, closers = district_stems(grammar), grammar.lexicon.stems.closers
    for match in known:
        for end in range(match.end + _LONGEST, match.end + _SHORTEST - 1, -1):
            inside = stems.get(folded[match.end : end])
            if inside and folded.startswith(closers, end):
                higher = {entry.name for entry in grammar.known[match.word]}
                yield from (
                    Match(match.end, end, fold(entry.name))
                    for entry in inside
                    if not higher.isdisjoint(entry.within)
                )
    for found in _sited(grammar).finditer(folded):
        inside = stems.get(found.group("stem"), ())
        named = [e for e in inside if any(_named(w, folded, grammar) for w in e.within)]
        meant = named if len(inside) > 1 else inside
        if len(meant) == 1:
            yield Match(*found.span("stem"), fold(meant[0].name))


def _named(place: str, folded: str, grammar: NameGrammar) -> bool:
    entries = grammar.known.get(fold(place), ())
    return any(form in folded for e in entries[:1] for form in (e.name, *e.aliases))


@lru_cache(maxsize=4)
def district_stems(grammar: NameGrammar) -> Mapping[str, Sequence[GazetteerEntry]]:
    """The stems of districts that are no known names, with the districts that they may mean."""
    stems: dict[str, list[GazetteerEntry]] = {}
    for entry in grammar.schema.gazetteer:
        stem = fold(entry.name)[:-1]
        if not (entry.name.endswith(grammar.lexicon.stems.ends) and grammar.is_place(entry.type)):
            continue
        if _SHORTEST <= len(stem) <= _LONGEST and stem not in grammar.known:
            stems.setdefault(stem, []).append(entry)
    return stems


@lru_cache(maxsize=4)
def _sited(grammar: NameGrammar) -> re.Pattern[str]:
    lexicon = grammar.lexicon.stems
    verbs, closers = any_of(lexicon.sited), any_of(lexicon.closers)
    stem = rf"(?P<stem>[\u4e00-\u9fff]{{{_SHORTEST},{_LONGEST}}})"
    return re.compile(rf"(?:{verbs}){stem}(?={closers})")
