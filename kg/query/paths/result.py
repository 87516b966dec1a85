"""Chains of facts between two entities."""

from __future__ import annotations

from dataclasses import dataclass

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
        label: What it says, in words.
        start: The entity it goes out from, as stored.
        end: The entity it goes to, as stored.
        symmetric: Whether the two ends are alike.
        via: IRI of the agreement that stands behind it, or None.
        date: ISO 8601, as precise as known, or None.
        status: Local name of its status.
        sources: How many claims say so.
    """

    view: str
    label: str
    start: str
    end: str
    symmetric: bool
    via: str | None = None
    date: str | None = None
    status: str = "actual"
    sources: int = 1


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
                    "others": len(hop.edges) - 1,
                    "evidence": [source.json() for source in hop.evidence],
                }
                for hop in self.hops
            ],
            "cost": self.cost,
        }
