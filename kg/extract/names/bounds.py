"""Roads and rivers that bound an area: 东至砚园路、南至春砚街、西至砚泉河."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.names.candidate import Candidate
from kg.extract.names.grammar import NameGrammar
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.text.alternatives import any_of

_SHORTEST, _LONGEST = 1, 6  # characters before the last noun


def bounds(row: AtomRow) -> Iterator[Candidate]:
    """The ways and waters that a text names as the sides of an area, in order."""
    for match in _side(row.grammar).finditer(row.folded):
        for group in ("first", "second"):
            start, end = match.span(group)
            whole = row.whole(start, end)
            if whole is not None:
                type_ = row.grammar.lexicon.bounds.type
                yield Candidate(Span(start, end), type_, "bounds", *whole)


@lru_cache(maxsize=4)
def _side(grammar: NameGrammar) -> re.Pattern[str]:
    """A direction, a verb of reaching, and the way there, or from one way to another."""
    lexicon = grammar.lexicon.bounds
    sides = "|".join(grammar.lexicon.inside.directions)
    reach, ends = "|".join(lexicon.verbs), any_of(lexicon.ends)
    way = f"[\u4e00-\u9fff]{{{_SHORTEST},{_LONGEST}}}?(?:{ends})"
    return re.compile(f"(?:{sides})(?:{reach})(?P<first>{way})(?:-(?P<second>{way}))?(?=[、,。;)])")
