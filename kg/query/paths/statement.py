"""The values a path statement consists of."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Selector(StrEnum):
    """Which of the possible paths are wanted."""

    ANY = "ANY"  # one shortest, the first that is met; SHORTEST 1 is the first in order
    ALL_SHORTEST = "ALL SHORTEST"
    SHORTEST = "SHORTEST"  # the k shortest
    GROUPS = "GROUPS"  # all of the k smallest lengths
    CHEAPEST = "CHEAPEST"  # k of least cost
    ALL = "ALL"


class EndKind(StrEnum):
    """How an end of the path is given."""

    NAME = "name"
    IRI = "IRI"
    PARAMETER = "parameter"  # $org
    ROW = "row"  # _3.机构
    GROUP = "group"  # { SPARQL that binds ?x }
    CLASS = "class"  # *:机构; * alone is any entity


@dataclass(frozen=True, slots=True)
class End:
    """One end of the path, or a node to pass or avoid; ``at`` is its place in the statement."""

    kind: EndKind
    text: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Name:
    """A class, a status or a weight; ``at`` is its place in the statement."""

    text: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class EdgeName:
    """An edge view by name, label, word or property IRI; ``*`` is every view."""

    name: str
    inverse: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a regular path."""

    edge: EdgeName


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several parts."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part ``least`` to ``most`` times; None is without limit."""

    part: Pattern
    least: int
    most: int | None


Pattern = Step | Sequence | Choice | Repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStatement:
    """A path statement as it was written, names not yet looked up.

    Attributes:
        starts: Where paths begin.
        goals: Where they end.
        selector: Which paths are wanted.
        count: The k of the selector.
        via: Edges allowed, in any order; empty for the default.
        along: The regular path to follow, or None.
        avoid_edges: Edges not walked.
        avoid_nodes: Entities not passed.
        avoid_classes: Classes whose members are not passed.
        hubs: Inner nodes may have at most this degree, or None.
        through: Entities that must be passed, in any order.
        least: Smallest number of hops.
        most: Largest number of hops, or None for the default.
        directed: Whether edges are walked only as stored.
        since: ISO date; edges before it or without a date are left out.
        until: ISO date; edges after it or without a date are left out.
        undated: Whether edges without a date are kept all the same.
        sources: Least number of articles an edge needs.
        confidence: Least confidence an edge needs, or None.
        weight: Name of the weight, or None for hops.
        limit: Largest number of paths, or None.
        evidence: Whether sentences are wanted.
        statuses: Statuses an edge may have; empty for actual only.
        format: Output format, or None.
        explain: Whether the plan is wanted instead of the paths.
    """

    starts: tuple[End, ...]
    goals: tuple[End, ...]
    selector: Selector = Selector.ALL_SHORTEST
    count: int = 1
    via: tuple[EdgeName, ...] = ()
    along: Pattern | None = None
    avoid_edges: tuple[EdgeName, ...] = ()
    avoid_nodes: tuple[End, ...] = ()
    avoid_classes: tuple[Name, ...] = ()
    hubs: int | None = None
    through: tuple[End, ...] = ()
    least: int = 1
    most: int | None = None
    directed: bool = False
    since: str | None = None
    until: str | None = None
    undated: bool = False
    sources: int = 0
    confidence: float | None = None
    weight: Name | None = None
    limit: int | None = None
    evidence: bool = False
    statuses: tuple[Name, ...] = field(default=())
    format: str | None = None
    explain: bool = False
