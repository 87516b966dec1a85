"""What identity needs to know of an article's entities: their names, and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from kg.extract.names.identifying import Identifier, identifier
from kg.graph.identity import Named, Profile, fold_label, named
from kg.model import Entity, Extraction, Relation
from kg.schema import Schema
from kg.schema.ontology import Ontology

_PLACE = "Place"
_FACILITY = "Facility"


def identified(extraction: Extraction, schema: Schema) -> tuple[Named, ...]:
    """The entities of an article, for ``kg.graph.identity.resolve``."""
    identify = identifier(schema)
    ontology = schema.ontology
    places = _Places(extraction, ontology, identify)
    return tuple(
        replace(one, profile=_profile(one.profile, one.key, identify, places, ontology))
        for one in named(extraction, schema)
    )


def _profile(
    profile: Profile, key: str, identify: Identifier, places: _Places, ontology: Ontology
) -> Profile:
    told = identify(profile.name, profile.type)
    where: tuple[str, ...] = ()
    if ontology.is_a(profile.type, _FACILITY):
        where = places.of(key) or told.places
        if told.common and not where:
            where = places.main
    elif told.common:
        where = places.of(key) or places.main
    located = identify.with_place(profile.name, where[0]) if told.common and where else ()
    return replace(
        profile,
        keys=told.keys,
        expected=told.expected,
        common=told.common,
        places=where,
        located=tuple(map(fold_label, located)),
    )


class _Places:
    """Where the entities of an article stand, as far as it says so."""

    def __init__(self, extraction: Extraction, ontology: Ontology, identify: Identifier) -> None:
        self._known: Mapping[str, tuple[str, ...]] = {
            entity.key: found
            for entity in extraction.entities
            if ontology.is_a(entity.type, _PLACE) and (found := identify.place(entity.name))
        }
        self._stated: dict[str, list[tuple[str, ...]]] = {}
        for fact in extraction.facts:
            if isinstance(fact, Relation) and fact.status.asserted and self._places(fact, ontology):
                self._stated.setdefault(fact.subject, []).append(self._known[fact.object])
        self.main = self._main(extraction.entities)

    def of(self, key: str) -> tuple[str, ...]:
        """The narrowest place that something stands in and what encloses it, or nothing."""
        return max(self._stated.get(key, ()), key=lambda chain: (len(chain), chain), default=())

    def _places(self, fact: Relation, ontology: Ontology) -> bool:
        """Whether a relation says where its subject stands."""
        term = ontology.properties.get(fact.predicate)
        ranges = term.range if term else ()
        where = (
            term is not None and term.transitive and any(ontology.is_a(r, _PLACE) for r in ranges)
        )
        return where and fact.object in self._known

    def _main(self, entities: tuple[Entity, ...]) -> tuple[str, ...]:
        """The place that the article names most often, if it names one more often than others."""
        count = Counter({e.key: len(e.mentions) for e in entities if e.key in self._known})
        ranked = count.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return ()
        return self._known[ranked[0][0]]
