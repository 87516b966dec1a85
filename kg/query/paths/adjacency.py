"""The entities and the steps between them, as arrays of integers.

Node numbers follow the order of IRIs by code point, so that an order of numbers is an order of
names and does not depend on the order in which a graph was filled.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from kg.query.paths.result import Edge


class Adjacency:
    """Which entities are joined, and by what.

    Attributes:
        nodes: IRIs in order; a node's number is its place here.
        edges: The facts, in a fixed order.
        number: IRI to number.
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self.edges = tuple(sorted(edges, key=_order))
        names = {e.start for e in self.edges} | {e.end for e in self.edges}
        self.nodes = tuple(sorted(names))
        self.number = {iri: index for index, iri in enumerate(self.nodes)}
        ends = [(self.number[e.start], self.number[e.end]) for e in self.edges]
        self.starts = array("I", (start for start, _ in ends))
        self.ends = array("I", (end for _, end in ends))
        self._offsets, self._incident = _incidence(len(self.nodes), self.starts, self.ends)

    def incident(self, node: int) -> Sequence[int]:
        """The edges at a node, in the order of ``edges``."""
        return self._incident[self._offsets[node] : self._offsets[node + 1]]

    def other(self, edge: int, node: int) -> int:
        """The far end of an edge."""
        start = self.starts[edge]
        return self.ends[edge] if start == node else start

    def forward(self, edge: int, node: int) -> bool:
        """Whether leaving ``node`` by the edge follows the stored direction."""
        return self.starts[edge] == node

    def filtered(self, keep: Callable[[Edge], bool]) -> Adjacency:
        """The part whose edges are kept; the same object if all are."""
        kept = [edge for edge in self.edges if keep(edge)]
        return self if len(kept) == len(self.edges) else Adjacency(kept)


class Neighbours:
    """Who can be reached from whom in one step, each once, in order.

    Args:
        adjacency: The steps.
        directed: Whether asymmetric steps are walked only as stored.
        reverse: Whether all steps are walked backwards (for a search from the goal).
        blocked: Nodes that are not entered.
    """

    def __init__(
        self,
        adjacency: Adjacency,
        *,
        directed: bool = False,
        reverse: bool = False,
        blocked: frozenset[int] = frozenset(),
    ) -> None:
        self._adjacency = adjacency
        self._directed, self._reverse, self._blocked = directed, reverse, blocked
        self._known: dict[int, tuple[int, ...]] = {}

    def __call__(self, node: int) -> tuple[int, ...]:
        """The nodes one step away."""
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = tuple(sorted(self._find(node)))
        return found

    def edges(self, node: int, other: int) -> tuple[int, ...]:
        """The edges by which ``other`` is reached from ``node``."""
        adjacency = self._adjacency
        return tuple(
            edge
            for edge in adjacency.incident(node)
            if adjacency.other(edge, node) == other and self._walkable(edge, node)
        )

    def _find(self, node: int) -> set[int]:
        adjacency = self._adjacency
        reached = {
            adjacency.other(edge, node)
            for edge in adjacency.incident(node)
            if self._walkable(edge, node)
        }
        return reached - self._blocked - {node}

    def _walkable(self, edge: int, node: int) -> bool:
        if not self._directed or self._adjacency.edges[edge].symmetric:
            return True
        return self._adjacency.forward(edge, node) is not self._reverse


def _order(edge: Edge) -> tuple[str, str, str, str, str]:
    return (edge.start, edge.end, edge.view, edge.via or "", edge.status)


def _incidence(
    count: int, starts: Sequence[int], ends: Sequence[int]
) -> tuple[array[int], array[int]]:
    """Offsets and edge numbers by node; a loop is left out."""
    pairs = [(s, e) for s, e in zip(starts, ends, strict=True)]
    degrees = [0] * count
    for start, end in pairs:
        if start != end:
            degrees[start] += 1
            degrees[end] += 1
    offsets = array("I", accumulate(degrees, initial=0))
    place = list(offsets)
    incident = array("I", bytes(4 * offsets[-1]))
    for number, (start, end) in enumerate(pairs):
        if start != end:
            for node in (start, end):
                incident[place[node]] = number
                place[node] += 1
    return offsets, incident
