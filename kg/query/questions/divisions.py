"""Places by the gazetteer: which lie in which, and which there are, where no article says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from kg.query.compact import compact
from kg.query.entities import EntityIndex, Known
from kg.schema import GazetteerEntry, Schema

_PLACE = "Place"


class Divisions:
    """The places of the gazetteer.

    Args:
        schema: Gazetteer and classes.
    """

    def __init__(self, schema: Schema) -> None:
        self._ontology = schema.ontology
        self._entries: dict[str, list[GazetteerEntry]] = defaultdict(list)
        for entry in schema.gazetteer:
            if self._is_place(entry.type):
                for name in dict.fromkeys((entry.name, *entry.aliases)):
                    self._entries[compact(name).text].append(entry)
        self._length = max(map(len, self._entries), default=0)

    def inside(self, iris: Iterable[str], index: EntityIndex) -> tuple[str, ...]:
        """The places of a graph that lie in any of these; themselves left out."""
        wholes = tuple(iris)
        names = {
            entry.name
            for one in wholes
            if one in index.known
            for entry in self._of(index.known[one])
        }
        return self._below(names, index, wholes) if names else ()

    def longest(self, text: str, start: int) -> int:
        """Where the longest name of a place that begins at a position ends; there if none does."""
        ends = range(min(start + self._length, len(text)), start + 1, -1)
        return next((end for end in ends if self._called(text[start:end])), start)

    def of(self, name: str, index: EntityIndex) -> tuple[str, ...]:
        """The places of a graph that lie in the place of this name."""
        return self._below({entry.name for entry in self._called(name)}, index)

    def _below(
        self, names: set[str], index: EntityIndex, wholes: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        return tuple(
            known.iri
            for known in index.known.values()
            if known.iri not in wholes
            and any(map(self._is_place, known.types))
            and any(names & set(entry.within) for entry in self._of(known))
        )

    def _called(self, name: str) -> list[GazetteerEntry]:
        return self._entries.get(compact(name).text, [])

    def _is_place(self, name: str) -> bool:
        return self._ontology.coarse(name) == _PLACE

    def _of(self, known: Known) -> list[GazetteerEntry]:
        """The entry of a place; none where its names are those of several places."""
        found = {e.line: e for n in known.names for e in self._entries.get(compact(n).text, ())}
        return list(found.values()) if len({e.within for e in found.values()}) == 1 else []


@lru_cache(maxsize=4)
def divisions(schema: Schema) -> Divisions:
    """The places of a schema's gazetteer, read once."""
    return Divisions(schema)
