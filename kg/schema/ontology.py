"""The ontology, read from ``kg.ttl`` into frozen values.

pyoxigraph parses it in a millisecond; rdflib, whose import alone takes a hundred times as long, is
not needed. Terms of other vocabularies that the file declares for reasoners are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.errors import SchemaError, spelled
from kg.schema.ontology_reader import Triples
from kg.schema.terms import ClassTerm, Individual, Kind, PropertyTerm, Term, Unit

KG = "https://example.org/kg/ontology#"

# The few terms that give the ontology its frame; everything else is data.
ENTITY = "Entity"
EVENT = "Event"
RELATION = "relatedTo"
_NONE: frozenset[str] = frozenset()
STATUS, BOUND, PRECISION, KIND, UNIT = "Status", "Bound", "Precision", "QuantityKind", "Unit"


@dataclass(frozen=True)
class Ontology:
    """What there is, and what it is called. All names are local names.

    Attributes:
        classes: By name, in alphabetical order; so are all mappings here but ``units``.
        properties: By name.
        individuals: Members of value lists, by the name of each class they belong to, in the order
            of the names. Units stand under ``Unit``, currencies under ``Currency`` as well.
        kinds: Kinds of quantity by name.
        units: By symbol (``PFLOPS``, ``1``, ``m2``, ``CNY``).
        prefixes: IRI by prefix, as the file binds them; the ones to write Turtle and SPARQL with.
    """

    classes: Mapping[str, ClassTerm]
    properties: Mapping[str, PropertyTerm]
    individuals: Mapping[str, tuple[Individual, ...]]
    kinds: Mapping[str, Kind]
    units: Mapping[str, Unit]
    prefixes: Mapping[str, str] = field(default_factory=dict)

    # -- classes

    @cached_property
    def _ancestors(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(_closure(name, self.classes)) for name in self.classes}

    def ancestors(self, cls: str) -> frozenset[str]:
        """Names of a class and all its superclasses; of an unknown class, nothing."""
        return self._ancestors.get(cls, _NONE)

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether a class is ``ancestor`` or below it; False if either is unknown."""
        return ancestor in self._ancestors.get(cls, _NONE)

    def subclasses(self, ancestor: str) -> tuple[str, ...]:
        """Names of a class and everything below it, in alphabetical order."""
        return tuple(name for name in self.classes if self.is_a(name, ancestor))

    def narrowest(self, classes: Iterable[str]) -> tuple[str, ...]:
        """The classes that are no superclass of another of them, in alphabetical order."""
        names = set(classes)
        above = {above for name in names for above in self.ancestors(name) if above != name}
        return tuple(sorted(names - above))

    @cached_property
    def coarse_classes(self) -> tuple[str, ...]:
        """The coarse types of entities: the direct subclasses of ``Entity``."""
        return tuple(name for name, term in self.classes.items() if ENTITY in term.parents)

    def coarse(self, cls: str) -> str:
        """The coarse type of an entity class (``DataCenter`` -> ``Facility``).

        Any other name, such as that of an event class, is given back as it is.
        """
        return self._coarse.get(cls, cls)

    @cached_property
    def _coarse(self) -> dict[str, str]:
        of = {c: [name for name in self.coarse_classes if self.is_a(c, name)] for c in self.classes}
        return {cls: names[0] for cls, names in of.items() if names}

    @cached_property
    def entity_classes(self) -> tuple[str, ...]:
        """All classes of entities, ``Entity`` itself left out."""
        return tuple(name for name in self.subclasses(ENTITY) if name != ENTITY)

    @cached_property
    def event_classes(self) -> tuple[str, ...]:
        """All classes of events, ``Event`` itself left out."""
        return tuple(name for name in self.subclasses(EVENT) if name != EVENT)

    # -- properties

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """The relation types between entities: the direct subproperties of ``relatedTo``.

        Their inverses are not among them; each knows its own (``properties[name].inverse``).
        """
        return tuple(name for name, term in self.properties.items() if RELATION in term.parents)

    @cached_property
    def derived_relations(self) -> Mapping[str, str]:
        """The relations that are derived, each with the property that it is derived from.

        ``{relation: property}`` means: every two objects that one subject has for the property are
        so related. Extraction never gives these as facts of their own.
        """
        terms = ((name, self.properties[name].derived_from) for name in self.relations)
        return {name: source for name, source in terms if source is not None}

    def is_symmetric(self, name: str) -> bool:
        """Whether a property holds both ways."""
        return self.properties[name].symmetric

    def inverse(self, name: str) -> str | None:
        """The property read from the other end, or None."""
        return self.properties[name].inverse

    def fits(self, relation: str, subject_class: str, object_class: str) -> bool:
        """Whether a relation may hold from one entity class to another, by domain and range."""
        term = self.properties[relation]
        return self._admits(term.domain, subject_class) and self._admits(term.range, object_class)

    def _admits(self, allowed: tuple[str, ...], cls: str) -> bool:
        return not allowed or not self.ancestors(cls).isdisjoint(allowed)

    # -- value lists

    @cached_property
    def statuses(self) -> tuple[str, ...]:
        """Names of the statuses."""
        return tuple(x.name for x in self.individuals.get(STATUS, ()))

    @cached_property
    def bounds(self) -> tuple[str, ...]:
        """Names of the bounds."""
        return tuple(x.name for x in self.individuals.get(BOUND, ()))

    @cached_property
    def precisions(self) -> tuple[str, ...]:
        """Names of the precisions."""
        return tuple(x.name for x in self.individuals.get(PRECISION, ()))

    @cached_property
    def _units_by_any_name(self) -> dict[str, Unit]:
        named = {unit.name: unit for unit in self.units.values()}
        return named | {unit.iri: unit for unit in self.units.values()} | dict(self.units)

    def unit(self, name: str) -> Unit:
        """A unit by its symbol (``PFLOPS``, ``CNY``), local name (``PetaFLOPS``) or IRI.

        Raises:
            KeyError: If there is no such unit.
        """
        return self._units_by_any_name[name]

    def unit_iri(self, name: str) -> str:
        """The IRI of a unit by its symbol or local name.

        Raises:
            KeyError: If there is no such unit.
        """
        return self.unit(name).iri

    # -- all terms

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """Every term of the ontology by name; a unit by its local name."""
        individuals = {x.name: x for group in self.individuals.values() for x in group}
        return {**individuals, **self.properties, **self.classes}

    def label(self, name: str, lang: str = "zh") -> str:
        """The label of a term by its name (or of a unit by its symbol), or the name itself."""
        term = self.terms.get(name) or self.units.get(name)
        return term.label(lang) if term else name

    def iri(self, name: str) -> str:
        """The IRI of a term by its name (or of a unit by its symbol).

        Raises:
            KeyError: If the ontology has no such term.
        """
        return (self.terms.get(name) or self.unit(name)).iri

    def name(self, iri: str) -> str | None:
        """The name of a term by its IRI (the symbol of a unit), or None if it is not ours."""
        return self._names_by_iri.get(iri)

    @cached_property
    def _names_by_iri(self) -> dict[str, str]:
        units = {unit.iri: symbol for symbol, unit in self.units.items()}
        return {term.iri: name for name, term in self.terms.items()} | units


def read_ontology(path: Path) -> Ontology:
    """Read an ontology file.

    Raises:
        SchemaError: If the file is missing, is not Turtle, or a quantity kind has no base unit.
    """
    triples = Triples.read(path, KG)
    individuals = triples.individuals()
    units = {unit.symbol: unit for unit in individuals if isinstance(unit, Unit)}
    kinds = {kind.name: kind for kind in individuals if isinstance(kind, Kind)}
    if not triples.classes:
        raise SchemaError.of(
            path, spelled("schema_no_class", "declares no class in {namespace}", namespace=KG)
        )
    return Ontology(
        classes=triples.classes,
        properties=triples.properties,
        individuals=_grouped(individuals, triples.classes),
        kinds=kinds,
        units=units,
        prefixes=triples.prefixes,
    )


def _grouped(
    individuals: Iterable[Individual], classes: Mapping[str, ClassTerm]
) -> dict[str, tuple[Individual, ...]]:
    groups: dict[str, list[Individual]] = {}
    for individual in individuals:
        every = {name for cls in individual.classes for name in _closure(cls, classes)}
        for name in sorted(every):
            groups.setdefault(name, []).append(individual)
    return {name: tuple(groups[name]) for name in sorted(groups)}


def _closure(name: str, classes: Mapping[str, ClassTerm]) -> set[str]:
    found: set[str] = set()
    open_names = [name]
    while open_names:
        current = open_names.pop()
        if current not in found and current in classes:
            found.add(current)
            open_names.extend(classes[current].parents)
    return found
