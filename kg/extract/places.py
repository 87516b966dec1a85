"""The full names of places, which articles often call by shorter ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kg.schema import Schema
from kg.text.fold import fold


@lru_cache(maxsize=4)
def full_places(schema: Schema) -> Mapping[str, str]:
    """What each name of a known place is short for; all folded.

    A short name that several places share is left out.
    """
    places = schema.ontology.subclasses("Place")
    full: dict[str, str] = {}
    shared: set[str] = set()
    for entry in schema.gazetteer:
        if entry.type not in places:
            continue
        name = fold(entry.name)
        for short in (name, *map(fold, entry.aliases)):
            if full.setdefault(short, name) != name:
                shared.add(short)
    for short in shared:
        del full[short]
    return full
