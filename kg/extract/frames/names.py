"""What one name says of another: a phase of a facility, the programme in the name of a hub."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import NAME, Mention
from kg.extract.frames.roles import Lookup
from kg.model import Relation
from kg.model.lexicon.frames import Named

_QUOTES = frozenset('“”"‘’ ')
_WITHOUT = str.maketrans(dict.fromkeys(_QUOTES))


def nested(lookup: Lookup) -> Iterator[Relation]:
    """The relations that the names of an article state by themselves."""
    first: dict[str, Mention] = {}
    for mention in lookup.analysis.mentions:
        if mention.reference is NAME:
            for key in mention.keys:
                first.setdefault(key, mention)
    bare = {key: tuple(map(_bare, names)) for key, names in lookup.analysis.spellings.items()}
    for entry in lookup.grammar.lexicon.named:
        yield from _entry(lookup, entry, first, bare)


def _entry(
    lookup: Lookup, entry: Named, first: dict[str, Mention], bare: dict[str, tuple[str, ...]]
) -> Iterator[Relation]:
    analysis, grammar = lookup.analysis, lookup.grammar
    parts = [key for key in lookup.fitting(analysis.entities, entry.theme) if key in first]
    if not parts:
        return
    wholes = {
        name: key
        for key in lookup.fitting(analysis.entities, entry.goal)
        # Its full name last, which goes before the same word as an alias.
        for name in (*bare[key][1:], bare[key][0])
    }
    for key in parts:
        for name in bare[key]:
            whole = _whole(name, grammar.tails.get(entry.id), wholes)
            if whole is not None and whole != key:
                yield Relation(
                    subject=key, predicate=entry.gives, object=whole,
                    rule=f"{entry.gives}/{entry.id}",
                    evidence=(analysis.evidence(first[key].span),),
                )  # fmt: skip
                break


def _bare(name: str) -> str:
    """A name without quotation marks and spaces."""
    return name if _QUOTES.isdisjoint(name) else name.translate(_WITHOUT)


def _whole(name: str, tails: re.Pattern[str] | None, wholes: dict[str, str]) -> str | None:
    if tails is not None:
        for found in tails.finditer(name):
            whole = wholes.get(name[: found.start()])
            if whole is not None:
                return whole
        return None
    # The longest name that the name begins with and goes on from.
    for end in range(len(name) - 1, 1, -1):
        if name[:end] in wholes:
            return wholes[name[:end]]
    return None
