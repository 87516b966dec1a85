"""The logical form of a question: a small pattern of things, and what is wanted of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model.lexicon.questions import ClassWords, RelationWords
from kg.query.questions.atoms import QuantityUse, Role


class Wanted(StrEnum):
    """What the question asks for."""

    ENTITIES = "entities"
    VALUES = "values"
    DATES = "dates"
    TRUTH = "truth"
    COUNT = "count"
    SUM = "sum"
    DIFFERENCE = "difference"
    CHANGE = "change"
    PATH = "path"
    ARTICLES = "articles"
    ROLES = "roles"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time; ISO 8601 prefixes, both ends belong to it, None is open.

    Attributes:
        since: Where it begins.
        until: Where it ends.
        newest: The date of the newest article, where it is told from that (去年).
    """

    since: str | None = None
    until: str | None = None
    newest: str | None = None


ALWAYS = Window()
"""The stretch of time without ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing of the pattern.

    Attributes:
        names: For each name the entities it can mean; empty for a thing that is not named.
        classes: Classes it must belong to, any one of them; empty if any will do.
        text: The words that stand for it.
        asked: Whether a question word stands for it.
        every: Whether all names are meant together (共同) rather than any of them.
        loosely: Whether any of them will do when they have nothing in common.
        unclear: Whether only entities count whose names do not say what they are.
        without: Entities that it must not be.
        without_classes: Classes that it must not belong to.
        roles: Offices of which a person must hold one.
    """

    names: tuple[tuple[str, ...], ...] = ()
    classes: tuple[ClassWords, ...] = ()
    text: str = ""
    asked: bool = False
    every: bool = False
    loosely: bool = False
    unclear: bool = False
    without: tuple[str, ...] = ()
    without_classes: tuple[ClassWords, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def iris(self) -> tuple[str, ...]:
        """All entities that its names can mean."""
        return tuple(dict.fromkeys(iri for readings in self.names for iri in readings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two things of the pattern are joined by one of several properties.

    Attributes:
        properties: Local names; ``-`` before a name reads it from the object to the subject.
        subject: Number of the node at the subject end.
        object: Number of the node at the object end.
        through: Whether the property is followed over several steps.
        words: How it is said, or None for a default.
        role: How the word stood to the ends, or None for a default.
        existential: Whether the word may have its object end first (``园区入驻了哪些企业``).
        by_name: Whether a subject whose name contains the name of the object will do too.
    """

    properties: tuple[str, ...]
    subject: int
    object: int
    through: bool = False
    words: RelationWords | None = None
    role: Role | None = None
    existential: bool = False
    by_name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A node must have a value of one of these kinds within these limits."""

    node: int
    kinds: tuple[str, ...]
    quantity: QuantityUse
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event of one of these types must (or must not) have happened to a node."""

    node: int
    types: tuple[str, ...]
    statuses: tuple[str, ...] = ()
    window: Window = ALWAYS
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Take the first by a value.

    Attributes:
        kinds: Quantity kinds to compare; empty to compare dates of events.
        counted: Number of the node whose things are counted (合作伙伴最多), or None.
        descending: Whether the greatest comes first.
        top: How many to take.
    """

    kinds: tuple[str, ...] = ()
    counted: int | None = None
    descending: bool = True
    top: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a question means.

    Attributes:
        wanted: What is asked for.
        nodes: The things; at least one.
        focus: Number of the node that is asked for or about.
        edges: How they are joined; together with the nodes a tree.
        measured: Conditions on values.
        happened: Conditions on events.
        kinds: Quantity kinds asked for.
        types: Classes of events asked for.
        statuses: Statuses that facts asked for must have; empty for actual or planned.
        strict: Whether an answer of another status is none.
        phase: Phases asked for, as articles write them; None for no phase in particular.
        window: Time in which facts must lie.
        order: How to choose among several, or None.
        total: Whether words ask for a sum, even of one thing.
        counting: Whether the number of articles is asked for.
        least_articles: How many articles must say an answer.
        compared: Two nodes, of which the first is said to come first by ``order``; or None.
    """

    wanted: Wanted
    nodes: tuple[Node, ...]
    focus: int = 0
    edges: tuple[Edge, ...] = ()
    measured: tuple[Measured, ...] = ()
    happened: tuple[Happened, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    strict: bool = False
    phase: tuple[str, ...] | None = None
    window: Window = ALWAYS
    order: Order | None = None
    compared: tuple[int, int] | None = None
    total: bool = False
    counting: bool = False
    least_articles: int = 1
