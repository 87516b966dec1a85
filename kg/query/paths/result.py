"""Chains of facts between two entities."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kg.query.source import Source


@dataclass(frozen=True, slots=True)
class Node:
    """An entity on a path."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One fact that joins two entities.

    Attributes:
        view: The edge view it is an instance of.
        start: The entity it goes out from, as stored.
        end: The entity it goes to, as stored.
        symmetric: Whether the two ends are alike.
        label: What it says, in words.
        via: IRI of the agreement that stands behind it, or None.
        date: ISO 8601, as precise as known, or None.
        status: Local name of its status.
        sources: How many articles say so.
        confidence: 0 to 1, or None where nothing says.
        weight: The number that its view gives it, or None.
        title: What the agreement is about, or None.
    """

    view: str
    start: str
    end: str
    symmetric: bool
    label: str = ""
    via: str | None = None
    date: str | None = None
    status: str = "actual"
    sources: int = 1
    confidence: float | None = None
    weight: float | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path.

    Attributes:
        edges: The facts that join its two nodes, the best first; at least one.
        forward: Whether the first edge is walked as stored.
        evidence: The sentences behind the first edge, the best first.
    """

    edges: tuple[Edge, ...]
    forward: bool
    evidence: tuple[Source, ...] = ()

    @property
    def edge(self) -> Edge:
        """The fact that is shown."""
        return self.edges[0]

    @property
    def arrow(self) -> str:
        """The step as text: the label between marks of the stored direction."""
        text = self.edge.label + (f" {self.edge.date}" if self.edge.date else "")
        if self.edge.symmetric:
            return f"—{text}—"
        return f"—{text}→" if self.forward else f"←{text}—"


@dataclass(frozen=True, slots=True)
class Ending:
    """How far a search that found nothing has come.

    Attributes:
        closed: The side (0 start, 1 goal) from which nothing more can be reached, or None.
        reached: How many entities were reached from that side, itself included.
        depth: The length up to which there is no path.
        cut_short: Whether the budget was used up.
    """

    closed: int | None
    reached: int
    depth: int
    cut_short: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A chain: one hop fewer than nodes, no node twice."""

    nodes: tuple[Node, ...]
    hops: tuple[Hop, ...]
    cost: float

    @property
    def text(self) -> str:
        """The chain on one line."""
        parts = [self.nodes[0].label]
        for hop, node in zip(self.hops, self.nodes[1:], strict=True):
            parts += [hop.arrow, node.label]
        return " ".join(parts)

    def json(self) -> dict[str, object]:
        """Nodes, edges and cost for ``kg path --json``."""
        return {
            "nodes": [{"iri": node.iri, "label": node.label} for node in self.nodes],
            "edges": [
                {
                    "view": hop.edge.view,
                    "label": hop.edge.label,
                    "from": hop.edge.start,
                    "to": hop.edge.end,
                    "symmetric": hop.edge.symmetric,
                    "via": hop.edge.via,
                    "date": hop.edge.date,
                    "status": hop.edge.status,
                    "sources": hop.edge.sources,
                    "confidence": hop.edge.confidence,
                    "others": len(hop.edges) - 1,
                    "evidence": [source.json() for source in hop.evidence],
                }
                for hop in self.hops
            ],
            "cost": self.cost,
        }


class Reason(StrEnum):
    """Why there is no path between two entities."""

    NO_EDGE = "no_edge"  # an end has no edge that may be walked
    CLOSED = "closed"  # all that one end reaches has been seen
    TOO_FAR = "too_far"  # the bound was reached, and both sides go on
    CLAUSE = "clause"  # there is one if a clause is left out
    CUT_SHORT = "cut_short"  # the budget was used up, so that nothing can be said


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPath:
    """Two ends without a path.

    Attributes:
        start: One end.
        goal: The other.
        reason: Why, clauses apart.
        end: The end that has no edge, or whose surroundings have all been seen; else None.
        reached: How many entities that end reaches, itself included.
        depth: The length up to which there is no path.
        clauses: Each of these, left out alone, gives a path.
    """

    start: Node
    goal: Node
    reason: Reason
    end: Node | None = None
    reached: int = 0
    depth: int = 0
    clauses: tuple[str, ...] = ()

    @property
    def kind(self) -> Reason:
        """The reason to be given first."""
        return Reason.CLAUSE if self.clauses else self.reason

    def json(self) -> dict[str, object]:
        """The pair and its reason for ``kg path --json``."""
        return {
            "from": self.start.iri,
            "to": self.goal.iri,
            "reason": self.kind.value,
            "reached": self.reached,
            "depth": self.depth,
            "clauses": list(self.clauses),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What EXPLAIN says of a search.

    Attributes:
        views: Views that are walked, with the number of their facts.
        nodes: Entities of the graph that is searched.
        edges: Its facts.
        algorithm: Names of the algorithms, in the order in which they are used.
        sparql: A query that finds the same chains with any other engine.
        unsaid: Clauses that the query leaves out.
    """

    views: dict[str, int]
    nodes: int
    edges: int
    algorithm: tuple[str, ...]
    sparql: str
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a path statement was taken to mean and what the search met, beside the paths.

    Attributes:
        starts: Where paths begin, names looked up.
        goals: Where they end.
        views: Labels of the views that were walked.
        excluded: Labels of the others.
        least: Smallest number of hops.
        most: Largest number of hops.
        wider: Why the search was widened: ``places``, ``far``, both or none of them.
        expanded: Positions that were expanded.
        cut_short: Whether the budget was used up, so that there may be more.
        limited: The number of paths after which no more were given, or None.
        undated: Facts left out for want of a date.
        unknown: Facts that counted with the configured confidence, where confidence matters.
        unweighed: Facts left out for want of the number that is the weight.
        without: Pairs of ends that have no path.
        evidence: Whether all sentences are wanted.
        format: The output format that the statement names, or None.
        plan: What EXPLAIN asks for, else None.
    """

    starts: tuple[Node, ...]
    goals: tuple[Node, ...]
    views: tuple[str, ...]
    excluded: tuple[str, ...]
    least: int
    most: int
    wider: tuple[str, ...] = ()
    expanded: int = 0
    cut_short: bool = False
    limited: int | None = None
    undated: int = 0
    unknown: int = 0
    unweighed: int = 0
    without: tuple[NoPath, ...] = field(default=())
    evidence: bool = False
    format: str | None = None
    plan: Plan | None = None

    def json(self) -> dict[str, object]:
        """The report for ``kg path --json``."""
        return {
            "from": [node.iri for node in self.starts],
            "to": [node.iri for node in self.goals],
            "views": list(self.views),
            "excluded": list(self.excluded),
            "hops": [self.least, self.most],
            "widened": list(self.wider),
            "expanded": self.expanded,
            "exhausted": not self.cut_short,
            "limited": self.limited,
            "undated": self.undated,
            "unknown_confidence": self.unknown,
            "without": [pair.json() for pair in self.without],
        }
