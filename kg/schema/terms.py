"""The terms of the ontology as frozen values.

A term is called by its *name*, the part of its IRI after the last ``#`` or ``/``: ``DataCenter``,
``actual``. Units have a short name of their own, see ``Unit``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What every term has.

    Attributes:
        name: Its local name.
        iri: Its whole IRI.
        labels: Label by language (``zh``, ``en``).
        comments: Comment by language.
    """

    name: str
    iri: str
    labels: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)

    def label(self, lang: str = "zh") -> str:
        """The label in a language, else in English, else the name."""
        return self.labels.get(lang) or self.labels.get("en") or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTerm(Term):
    """A class.

    Attributes:
        parents: Names of its direct superclasses in this ontology, in alphabetical order.
        aligned: IRIs of its superclasses in other vocabularies.
    """

    parents: tuple[str, ...] = ()
    aligned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyTerm(Term):
    """A property.

    Attributes:
        parents: Names of its direct superproperties in this ontology.
        aligned: IRIs of its superproperties in other vocabularies.
        domain: Names of the classes a subject may have; any one of them will do; empty if open.
        range: Names of the classes an object may have, in the same manner; for a datatype property
            the name of the datatype (``decimal``, ``Literal``).
        datatype: Whether its objects are literals.
        symmetric: Whether it holds both ways.
        transitive: Whether it is transitive.
        functional: Whether a subject has at most one.
        inverse: Name of the property read from the other end, or None.
        derived_from: Name of the property it is derived from, or None: the relation holds between
            every two objects that one subject has for that property.
    """

    parents: tuple[str, ...] = ()
    aligned: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    datatype: bool = False
    symmetric: bool = False
    transitive: bool = False
    functional: bool = False
    inverse: str | None = None
    derived_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual(Term):
    """A member of a value list: a status, bound, precision, quantity kind or unit.

    Attributes:
        classes: Names of its classes in this ontology, in alphabetical order.
    """

    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Individual):
    """A unit.

    Attributes:
        symbol: Its short name in code and tables: ``PFLOPS``, ``1``, ``m2``, ``W``, ``B``,
            ``bit/s``, ``s``, ``CNY``.
    """

    symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Individual):
    """A kind of quantity.

    Attributes:
        unit: Symbol of its base unit.
        units: Symbols of all units its values may have, the base unit first; more than one only
            where values are not converted (currencies).
    """

    unit: str
    units: tuple[str, ...]
