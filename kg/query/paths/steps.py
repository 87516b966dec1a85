"""The graph that a statement searches: the steps that its clauses leave.

Every clause makes the graph smaller before a path is chosen. The kinds of edges are told apart by a
table of bytes and the rest by one byte an edge, so that the steps of a node are found without a
Python instruction for each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress
from typing import Final

from kg.query.paths.adjacency import FORWARD, Adjacency, EdgeKind

Neighbours = Callable[[int], Iterable[int]]

BOTH: Final = frozenset({0, FORWARD})
AHEAD: Final = frozenset({FORWARD})
BACK: Final = frozenset({0})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Which edges may be walked.

    Attributes:
        views: The views, and in which directions (``AHEAD``, ``BACK``, ``BOTH``) each is walked;
            symmetric ones are walked in both all the same.
        statuses: Local names of the statuses, or None for all.
        since: ISO date; what is certainly before it is left out.
        until: ISO date; what is certainly after it is left out.
        undated: Whether ``since`` and ``until`` keep what has no date.
        sources: Least number of articles.
        confidence: Least confidence, or None.
        unknown: What counts as the confidence of a fact that has none.
        avoided: Numbers of agreements that are not used.
        weighed: Whether only facts with a number of their view are walked.
        ranks: Order of the views where several facts join the same two nodes.
    """

    views: Mapping[str, frozenset[int]]
    statuses: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None
    undated: bool = False
    sources: int = 0
    confidence: float | None = None
    unknown: float = 0.5
    avoided: frozenset[int] = frozenset()
    weighed: bool = False
    ranks: Mapping[str, int] = field(default_factory=dict)

    @property
    def dated(self) -> bool:
        """Whether dates matter."""
        return self.since is not None or self.until is not None

    def walks(self, kind: EdgeKind, direction: int) -> bool:
        """Whether edges of a kind are walked in this direction."""
        if self.statuses is not None and kind.status not in self.statuses:
            return False
        directions = self.views.get(kind.view, frozenset())
        return bool(directions) if kind.symmetric else direction in directions

    def in_time(self, date: str | None) -> bool:
        """Whether a date, as precise as it is known, can lie between the bounds."""
        if date is None:
            return self.undated or not self.dated
        since, until = self.since or "", self.until or "9999"
        return since[: len(date)] <= date[: len(since)] and date[: len(until)] <= until


@dataclass(frozen=True, slots=True)
class Left:
    """What the clauses leave of a graph.

    Attributes:
        nodes: Entities with a step.
        edges: Facts.
        by_view: Facts by name of their view.
    """

    nodes: int
    edges: int
    by_view: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Wanting:
    """Facts of the kinds that are walked which lack what a clause asks for.

    Attributes:
        undated: Left out because they have no date.
        unknown: Without a confidence; they count with the configured one.
        unweighed: Left out because their view gives them no number.
    """

    undated: int = 0
    unknown: int = 0
    unweighed: int = 0


class Steps:
    """The steps of a graph under some conditions.

    Args:
        adjacency: All steps.
        conditions: Which may be walked.

    Attributes:
        out: The nodes that one step leads to; one with several facts may come several times.
        into: The nodes from which one step leads here.
    """

    def __init__(self, adjacency: Adjacency, conditions: Conditions) -> None:
        self.adjacency, self.conditions = adjacency, conditions
        walked = [
            [conditions.walks(kind, direction) for direction in (0, FORWARD)]
            for kind in adjacency.kinds
        ]
        flat = [one for pair in walked for one in pair]
        turned = [one for pair in walked for one in reversed(pair)]
        self._table = bytes(flat + [False] * (256 - len(flat)))
        self._turned = bytes(turned + [False] * (256 - len(turned)))
        self._keep = self._kept()
        self._plain = all(flat) and self._keep is None
        self._edges: dict[tuple[int, int], tuple[int, ...]] = {}
        self.out, self.into = self._targets(self._table), self._targets(self._turned)

    def marked(self, node: int, *, back: bool = False) -> Iterator[tuple[int, int, int]]:
        """The nodes that one step leads to (or from), the mark as it is walked, and the fact."""
        low, high = self.adjacency.offsets[node], self.adjacency.offsets[node + 1]
        for place in self._places(low, high, self._turned if back else self._table):
            mark = self.adjacency.marks[place]
            edge = self.adjacency.edges[place]
            yield self.adjacency.targets[place], mark ^ 1 if back else mark, edge

    def edges(self, one: int, other: int) -> tuple[int, ...]:
        """The facts by which a step leads from one node to another, the best first."""
        known = self._edges.get((one, other))
        if known is None:
            places = self.adjacency.joining(one, other)
            found = self._places(places.start, places.stop, self._table)
            edges = [self.adjacency.edges[place] for place in found]
            known = tuple(edges if len(edges) == 1 else sorted(edges, key=self._merit))
            self._edges[one, other] = known
        return known

    def mark(self, edge: int, node: int) -> int:
        """The mark of a fact that is walked away from a node."""
        forward = self.adjacency.starts[edge] == node
        return self.adjacency.kind[edge] << 1 | forward

    def degree(self, node: int) -> int:
        """The number of facts at a node that may be walked in one direction or the other."""
        low, high = self.adjacency.offsets[node], self.adjacency.offsets[node + 1]
        return high - low if self._plain else len(self._places(low, high, self._either))

    def strength(self, edge: int) -> tuple[float, int]:
        """How well a fact is supported: its confidence, then the number of its sources."""
        confidence = self.adjacency.confidence(edge)
        known = self.conditions.unknown if confidence is None else confidence
        return known, self.adjacency.sources[edge]

    @cached_property
    def left(self) -> Left:
        """Counts over the whole graph; takes a moment on a large one."""
        adjacency, keep = self.adjacency, self._keep
        kept = [n for n in self._of_kind(range(len(adjacency))) if keep is None or keep[n]]
        nodes = {adjacency.starts[n] for n in kept} | {adjacency.ends[n] for n in kept}
        views = Counter(adjacency.kinds[adjacency.kind[n]].view for n in kept)
        return Left(nodes=len(nodes), edges=len(kept), by_view=dict(sorted(views.items())))

    @cached_property
    def wanting(self) -> Wanting:
        """What lacks a date or number that a clause asks for; nothing is counted without one."""
        adjacency, conditions = self.adjacency, self.conditions
        numbers = range(len(adjacency))
        found = Wanting()
        if conditions.dated and not conditions.undated:
            undated = sum(not date for date in self._of_kind(adjacency.date))
            found = replace(found, undated=undated)
        if conditions.confidence is not None:
            unknown = sum(adjacency.confidence(n) is None for n in self._of_kind(numbers))
            found = replace(found, unknown=unknown)
        if conditions.weighed:
            unweighed = sum(adjacency.weight(n) is None for n in self._of_kind(numbers))
            found = replace(found, unweighed=unweighed)
        return found

    # ------------------------------------------------------------------------------------------

    def _of_kind(self, column: Sequence[int]) -> Iterator[int]:
        """The values of a column of facts, of those whose kind is walked."""
        kinds = bytes(self._either[k << 1] for k in range(len(self.adjacency.kinds)))
        return compress(column, map(kinds.__getitem__, self.adjacency.kind))

    @cached_property
    def _either(self) -> bytes:
        return bytes(map(max, self._table, self._turned))

    def _targets(self, table: bytes) -> Neighbours:
        offsets, targets = self.adjacency.offsets, self.adjacency.targets
        marks, edges, keep = self.adjacency.marks, self.adjacency.edges, self._keep

        def every(node: int) -> Iterable[int]:
            return targets[offsets[node] : offsets[node + 1]]

        def of_kind(node: int) -> Iterable[int]:
            low, high = offsets[node], offsets[node + 1]
            return compress(targets[low:high], bytes(marks[low:high]).translate(table))

        if keep is None:
            return every if self._plain else of_kind

        def kept(node: int) -> Iterable[int]:
            low, high = offsets[node], offsets[node + 1]
            allowed = bytes(marks[low:high]).translate(table)
            good = map(keep.__getitem__, edges[low:high])
            return compress(targets[low:high], map(int.__and__, allowed, good))

        return kept

    def _places(self, low: int, high: int, table: bytes) -> list[int]:
        """The places of the steps that may be walked."""
        marks, edges, keep = self.adjacency.marks, self.adjacency.edges, self._keep
        return [
            place
            for place in range(low, high)
            if table[marks[place]] and (keep is None or keep[edges[place]])
        ]

    def _merit(self, edge: int) -> tuple[object, ...]:
        adjacency = self.adjacency
        kind = adjacency.kinds[adjacency.kind[edge]]
        confidence, sources = self.strength(edge)
        rank = self.conditions.ranks.get(kind.view, 99)
        return (kind.status != "actual", rank, -confidence, -sources, -adjacency.date[edge], edge)

    def _kept(self) -> bytes | None:
        """One byte for each fact: whether its date, sources and numbers are good enough."""
        masks = list(self._masks())
        if not masks:
            return None
        return bytes(map(all, zip(*masks, strict=True))) if len(masks) > 1 else bytes(masks[0])

    def _masks(self) -> Iterator[Iterable[int]]:
        adjacency, conditions = self.adjacency, self.conditions
        if conditions.dated:
            good: Sequence[int] = [conditions.in_time(date) for date in adjacency.dates]
            yield map(good.__getitem__, adjacency.date)
        if conditions.sources > 1:
            yield (number >= conditions.sources for number in adjacency.sources)
        if (least := conditions.confidence) is not None:
            known = (adjacency.confidence(edge) for edge in range(len(adjacency)))
            yield ((conditions.unknown if c is None else c) >= least for c in known)
        if conditions.avoided:
            yield (via not in conditions.avoided for via in adjacency.vias)
        if conditions.weighed:
            yield (adjacency.weight(edge) is not None for edge in range(len(adjacency)))
