"""What classes of things a quantity can be said of."""

from __future__ import annotations

from kg.extract.analysis import Analysis, Mention
from kg.model.lexicon.measures import KindWords, MeasureLexicon
from kg.schema import Schema


class Holders:
    """Tells by their classes which entities can hold a quantity.

    Args:
        schema: Where the lexicon ``measures`` and the classes stand.
    """

    def __init__(self, schema: Schema) -> None:
        self._ontology = schema.ontology
        self._lexicon = schema.lexicon("measures", MeasureLexicon)
        self._facilities = frozenset(self._ontology.subclasses(self._lexicon.facility))
        self._places = frozenset(self._ontology.subclasses(self._lexicon.place))
        self._ranks: dict[tuple[str, str], int | None] = {}  # by class and kind

    def _is_facility(self, analysis: Analysis, key: str) -> bool:
        return analysis.entities[key].type in self._facilities

    def _holds(self, analysis: Analysis, mention: Mention, words: KindWords) -> bool:
        if len(mention.keys) == 1:  # as most
            return self._rank(analysis, mention.keys[0], words) is not None
        return all(self._may_hold(analysis, key, words) for key in mention.keys)

    def _may_hold(self, analysis: Analysis, key: str, words: KindWords) -> bool:
        return self._rank(analysis, key, words) is not None

    def _rank(self, analysis: Analysis, key: str, words: KindWords) -> int | None:
        asked = analysis.entities[key].type, words.kind
        if asked not in self._ranks:
            self._ranks[asked] = self._rank_of(asked[0], words)
        return self._ranks[asked]

    def _rank_of(self, cls: str, words: KindWords) -> int | None:
        above = self._ontology.ancestors(cls)
        if not above.isdisjoint(self._lexicon.speakers):
            return None
        return next((rank for rank, cls in enumerate(words.holders) if cls in above), None)

    def _is_giver(self, analysis: Analysis, key: str) -> bool:
        """Whether an entity rather builds than is built, so that a project goes before it."""
        cls = analysis.entities[key].type
        return cls not in self._facilities and cls not in self._places
