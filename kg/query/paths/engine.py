"""The search that a statement asks for, from numbers back to paths.

All limits of a statement make the graph smaller before anything is chosen; only LIMIT comes after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg.query.paths import search
from kg.query.paths.adjacency import Adjacency, Neighbours
from kg.query.paths.automaton import Automaton, States
from kg.query.paths.result import Edge, Hop, Node, Path
from kg.query.paths.search import Budget, NodePath
from kg.query.paths.statement import Selector

EXPANSIONS = 200_000
"""How many nodes one search may expand."""
_ALL_LIMIT = 50
_KEPT = 10_000  # paths gathered before they are put in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One search, all names looked up.

    Attributes:
        adjacency: The steps that may be walked.
        selector: Which paths are wanted.
        count: The k of the selector.
        least: Smallest number of hops.
        most: Largest number of hops.
        directed: Whether edges are walked only as stored.
        blocked: IRIs that are not passed.
        through: IRIs that must be passed.
        hubs: Largest degree of inner nodes, or None.
        along: The regular path, or None.
        weight: ``hops``, ``support`` or ``recency``.
        limit: Largest number of paths, or None.
        ranks: Order of the views where several facts join two nodes.
    """

    adjacency: Adjacency
    selector: Selector = Selector.ALL_SHORTEST
    count: int = 1
    least: int = 1
    most: int = 4
    directed: bool = False
    blocked: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    hubs: int | None = None
    along: Automaton | None = None
    weight: str = "hops"
    limit: int | None = None
    ranks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search found.

    Attributes:
        paths: In order.
        exhausted: Whether it was cut short, so that there may be more.
        reached: How many nodes lie within the bound of the start.
    """

    paths: tuple[Path, ...]
    exhausted: bool
    reached: int


class Search:
    """One pair of ends.

    Args:
        task: What to search, and how.
        start: IRI of the first node.
        goal: IRI of the last node.
    """

    def __init__(self, task: Task, start: str, goal: str) -> None:
        self.task = task
        self._adjacency = task.adjacency
        self._ends = (task.adjacency.number.get(start, -1), task.adjacency.number.get(goal, -1))
        self._budget = Budget(EXPANSIONS)
        blocked = self._blocked() - set(self._ends)
        self._forward = Neighbours(
            task.adjacency, directed=task.directed, blocked=frozenset(blocked)
        )
        self._backward = Neighbours(
            task.adjacency, directed=task.directed, reverse=True, blocked=frozenset(blocked)
        )

    def run(self) -> Outcome:
        """Search."""
        if -1 in self._ends:
            return Outcome((), exhausted=False, reached=0)
        paths = list(self._limited())
        reached = 0
        if not paths:
            reached = len(
                search.distances(self._forward, self._ends[0], self.task.most, Budget(EXPANSIONS))
            )
        return Outcome(tuple(paths), self._budget.exhausted, reached)

    def _limited(self) -> Iterator[Path]:
        limit = self.task.limit
        if limit is None and self.task.selector is Selector.ALL:
            limit = _ALL_LIMIT
        for number, path in enumerate(self._selected()):
            if limit is not None and number >= limit:
                return
            yield path

    def _selected(self) -> Iterator[Path]:
        task = self.task
        if task.selector is Selector.CHEAPEST:
            yield from self._cheapest()
            return
        groups = 0
        given = 0
        for group in self._by_length():
            if not group:
                continue
            groups += 1
            for path in group:
                yield path
                given += 1
                if task.selector is Selector.ANY or (
                    task.selector is Selector.SHORTEST and given >= task.count
                ):
                    return
            if task.selector is Selector.ALL_SHORTEST or (
                task.selector is Selector.GROUPS and groups >= task.count
            ):
                return

    def _by_length(self) -> Iterator[list[Path]]:
        """The paths of each length, shortest first, each group in order."""
        task = self.task
        plain = task.along is None and not task.through and task.least == 1
        if plain and task.selector in (Selector.ANY, Selector.ALL_SHORTEST):
            found = search.shortest(
                self._forward, self._backward, self._ends, task.most, self._budget
            )
            group = self._ordered(found)
            if group or not self._adjacency_has_repeats():
                yield group
                return
        to_goal = search.distances(self._backward, self._ends[1], task.most, self._budget)
        shortest = to_goal.get(self._ends[0])
        if shortest is None:
            return
        for length in range(max(task.least, shortest), task.most + 1):
            yield self._ordered(
                search.of_length(self._forward, to_goal, self._ends, length, self._budget)
            )
            if self._budget.exhausted:
                return

    def _adjacency_has_repeats(self) -> bool:
        """Whether one agreement joins several pairs, so that a path could use it twice."""
        return True

    def _ordered(self, found: Iterator[NodePath]) -> list[Path]:
        paths = []
        for nodes in found:
            path = self._path(nodes)
            if path is not None:
                paths.append(path)
            if len(paths) >= _KEPT:
                self._budget.left = -1
                break
        return sorted(paths, key=_order)

    def _cheapest(self) -> Iterator[Path]:
        found = search.cheapest(
            self._forward, self._backward, self._ends, self._cost, self.task.most, self._budget
        )
        given = 0
        for cost, nodes in found:
            path = self._path(nodes, cost)
            if path is not None and len(path.hops) >= self.task.least:
                yield path
                given += 1
                if given >= self.task.count:
                    return

    # -- from numbers to paths -----------------------------------------------------------------

    def _path(self, nodes: NodePath, cost: float | None = None) -> Path | None:
        """The path over these nodes; None if no choice of facts makes it one.

        No agreement stands behind two hops, the regular path is followed, and all nodes to pass
        are passed.
        """
        names = [self._adjacency.nodes[n] for n in nodes]
        if not self.task.through <= set(names):
            return None
        steps = [self._edges(a, b) for a, b in pairwise(nodes)]
        automaton = self.task.along
        chosen = self._choose(steps, nodes, frozenset(), automaton.start if automaton else None)
        if chosen is None:
            return None
        hops = [
            self._hop(edges, first, a)
            for edges, first, a in zip(steps, chosen, nodes[:-1], strict=True)
        ]
        total = float(len(hops)) if cost is None else cost
        return Path(tuple(Node(name, name) for name in names), tuple(hops), total)

    def _choose(
        self,
        steps: list[tuple[int, ...]],
        nodes: NodePath,
        vias: frozenset[str],
        states: States | None,
    ) -> list[int] | None:
        """One edge for each step, the best first."""
        if not steps:
            automaton = self.task.along
            fits = automaton is None or states is None or automaton.done(states)
            return [] if fits else None
        for number in steps[0]:
            edge = self._adjacency.edges[number]
            if edge.via is not None and edge.via in vias:
                continue
            following = states
            if states is not None and self.task.along is not None:
                forward = self._adjacency.forward(number, nodes[0])
                following = self.task.along.step(states, edge, forward=forward)
                if not following:
                    continue
            taken = vias | {edge.via} if edge.via else vias
            rest = self._choose(steps[1:], nodes[1:], taken, following)
            if rest is not None:
                return [number, *rest]
        return None

    def _edges(self, one: int, other: int) -> tuple[int, ...]:
        edges = self._adjacency.edges
        ranks = self.task.ranks
        return tuple(
            sorted(
                self._forward.edges(one, other),
                key=lambda n: (
                    edges[n].status != "actual",
                    ranks.get(edges[n].view, 99),
                    -edges[n].sources,
                    _newest_first(edges[n].date),
                    n,
                ),
            )
        )

    def _hop(self, edges: tuple[int, ...], first: int, node: int) -> Hop:
        ordered = [first, *(n for n in edges if n != first)]
        return Hop(
            tuple(self._adjacency.edges[n] for n in ordered), self._adjacency.forward(first, node)
        )

    # -- limits --------------------------------------------------------------------------------

    def _blocked(self) -> set[int]:
        task = self.task
        blocked = {task.adjacency.number[i] for i in task.blocked if i in task.adjacency.number}
        if task.hubs is not None:
            blocked |= {
                node
                for node in range(len(task.adjacency.nodes))
                if len(task.adjacency.incident(node)) > task.hubs
            }
        return blocked

    def _cost(self, one: int, other: int) -> float:
        edges = [self._adjacency.edges[n] for n in self._forward.edges(one, other)]
        return min((weigh(edge, self.task.weight) for edge in edges), default=1.0)


WEIGHTS = ("hops", "support", "recency")
"""What an edge can cost."""
_NOW = 2100.0
_UNDATED = 1900.0


def weigh(edge: Edge, weight: str) -> float:
    """What one edge costs: 1, one by the number of its sources, or more the older it is."""
    if weight == "support":
        return 1.0 / edge.sources
    if weight == "recency":
        year = float(edge.date[:4]) if edge.date else _UNDATED
        return (_NOW - year) / 100.0
    return 1.0


def _newest_first(date: str | None) -> tuple[int, ...]:
    return tuple(-ord(c) for c in date) if date else (0,)


def _order(path: Path) -> tuple[int, int, tuple[int, ...], tuple[str, ...]]:
    """Length, then better supported, then newer, then the names."""
    newest = max((hop.edge.date or "" for hop in path.hops), default="")
    weakest = min(hop.edge.sources for hop in path.hops)
    return (len(path.hops), -weakest, _newest_first(newest), tuple(n.iri for n in path.nodes))
