"""The search that a statement asks for, between one start and one goal."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kg.query.paths.budget import Budget
from kg.query.paths.distances import Distances
from kg.query.paths.layers import Layers
from kg.query.paths.result import Ending, Hop, Node, Path
from kg.query.paths.statement import Selector
from kg.query.paths.steps import Steps
from kg.query.paths.walk import PlainWalk, ProductWalk, Walk
from kg.query.paths.weights import HOPS, weigher

if TYPE_CHECKING:
    from kg.query.paths.automaton import Automaton

_KEPT = 10_000  # paths of one search; what is more is not found
_Order = tuple[float, int, int, tuple[int, ...]]
_SAME = 1e-9  # costs nearer than this are equal: sums depend on their order


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One search, all names looked up.

    Attributes:
        steps: The graph that is searched.
        selector: Which paths are wanted.
        count: The k of the selector.
        least: Smallest number of hops.
        most: Largest number of hops.
        blocked: Numbers of nodes that are not passed.
        through: Numbers of nodes that must be passed.
        vias: Numbers of agreements that must be used.
        hubs: Largest degree of inner nodes, or None.
        along: The regular path, or None.
        weight: See ``weights``.
    """

    steps: Steps
    selector: Selector = Selector.ALL_SHORTEST
    count: int = 1
    least: int = 1
    most: int = 4
    blocked: frozenset[int] = frozenset()
    through: frozenset[int] = frozenset()
    vias: frozenset[int] = frozenset()
    hubs: int | None = None
    along: Automaton | None = None
    weight: str = HOPS


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A path of positions with one fact for each step."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]
    cost: float


class Search:
    """One pair of ends.

    Args:
        task: What to search, and how.
        start: Number of the first node.
        goal: Number of the last node, another one.
        budget: What may be spent.
    """

    def __init__(self, task: Task, start: int, goal: int, budget: Budget) -> None:
        self.task, self._steps = task, task.steps
        self._start, self._goal, self._budget = start, goal, budget
        through = task.through - {start, goal}
        self._walk: Walk = PlainWalk(task.steps)
        if task.along is not None or through or task.vias:
            self._walk = ProductWalk(task.steps, task.along, through, task.vias)
        self._weigh = weigher(self._steps.adjacency, task.weight, self._steps.conditions.unknown)
        (self._first,) = self._walk.starts(start)
        self._distances = Distances(
            self._walk,
            (self._first,),
            self._walk.goals(goal),
            admit=self._admit,
            budget=budget,
        )

    def paths(self) -> Iterator[Path]:
        """The paths that the selector wants, in order."""
        for number, chosen in enumerate(self._selected()):
            if number == _KEPT:
                self._budget.stop()
                return
            yield self._path(chosen)

    def nodes(self) -> Iterator[tuple[int, ...]]:
        """The same as numbers of nodes, for who needs no facts."""
        return (chosen.nodes for chosen in self._selected())

    def ending(self) -> Ending:
        """How far a search that found nothing has come."""
        distances = self._distances
        side = distances.closed
        return Ending(
            closed=side,
            reached=distances.reached(side or 0),
            depth=distances.depth,
            cut_short=self._budget.exhausted,
        )

    # -- selectors -----------------------------------------------------------------------------

    def _selected(self) -> Iterator[_Chosen]:
        task = self.task
        if task.selector is Selector.CHEAPEST and task.weight != HOPS:
            yield from islice(self._cheapest(), task.count)
            return
        if task.selector is Selector.ANY and task.least == 1 and (witness := self._witness()):
            yield witness
            return
        groups = 0
        given = 0
        for group in self._by_length():
            before = given
            for chosen in group:
                yield chosen
                given += 1
                if given >= self._wanted:
                    return
            groups += given > before
            if groups >= self._groups or self._budget.exhausted:
                return

    @property
    def _wanted(self) -> int:
        """The number of paths after which nothing more is wanted."""
        if self.task.selector is Selector.ANY:
            return 1
        if self.task.selector in (Selector.SHORTEST, Selector.CHEAPEST):
            return self.task.count
        return _KEPT + 1

    @property
    def _groups(self) -> int:
        """The number of lengths after which nothing more is wanted."""
        if self.task.selector is Selector.ALL_SHORTEST:
            return 1
        return self.task.count if self.task.selector is Selector.GROUPS else self.task.most

    def _by_length(self) -> Iterator[Iterator[_Chosen]]:
        """The paths of each length, the shortest first."""
        distances, task = self._distances, self.task
        shortest = distances.shortest(task.most)
        if shortest is None:
            return
        for length in range(max(task.least, shortest), task.most + 1):
            if not distances.grow(length):
                return
            yield self._of_length(length, shortest)

    def _witness(self) -> _Chosen | None:
        """The first shortest path that is met, unless it uses an agreement twice."""
        positions = self._distances.witness(self.task.most)
        if positions is None:
            return None
        edges = self._assigned([self._walk.edges(*step) for step in pairwise(positions)])
        return (
            None if edges is None else self._chosen(tuple(map(self._walk.node, positions)), edges)
        )

    def _of_length(self, length: int, shortest: int) -> Iterator[_Chosen]:
        exact = length == shortest
        to_goal = self._distances.to_goal(length, exact=exact)
        layers = Layers(
            self._walk,
            self._steps,
            to_goal,
            (self._first, self._goal),
            exact=exact,
            budget=self._budget,
        )
        seen: set[tuple[int, ...]] = set()
        # Where two steps have one agreement as their best fact, another fact must do for one of
        # them; such a path comes later than its nodes would.
        held: list[tuple[_Order, _Chosen]] = []
        for positions in layers.paths(length):
            nodes = tuple(map(self._walk.node, positions))
            options = [self._walk.edges(*step) for step in pairwise(positions)]
            edges = self._assigned(options) if nodes not in seen else None
            if edges is None:
                continue
            seen.add(nodes)
            chosen = self._chosen(nodes, edges)
            best = tuple(option[0] for option in options)
            order = self._order(nodes, best)
            while held and held[0][0] < order:
                yield heapq.heappop(held)[1]
            if edges == best:
                yield chosen
            else:
                heapq.heappush(held, (self._order(nodes, edges), chosen))
        while held:
            yield heapq.heappop(held)[1]

    def _cheapest(self) -> Iterator[_Chosen]:
        from kg.query.paths.cheapest import cheapest  # few statements weigh

        distances, most = self._distances, self.task.most
        if distances.shortest(most) is None or not distances.grow(most):
            return

        def cost(one: int, other: int) -> float:
            return min(map(self._weigh, self._walk.edges(one, other)))

        ends = (self._first, self._goal)
        # A path is held until all that cost as little are there, for the order among them.
        held: list[tuple[tuple[float, _Order], _Chosen]] = []
        seen: set[tuple[int, ...]] = set()
        for estimate, positions in cheapest(
            self._walk, distances.to_goal(most), ends, cost, self._budget
        ):
            while held and held[0][0][0] < estimate - _SAME:
                yield heapq.heappop(held)[1]
            nodes = tuple(map(self._walk.node, positions))
            options = [
                tuple(sorted(self._walk.edges(*step), key=self._weigh))
                for step in pairwise(positions)
            ]
            edges = self._assigned(options) if nodes not in seen else None
            if edges is not None and len(edges) >= self.task.least:
                seen.add(nodes)
                chosen = self._chosen(nodes, edges)
                order = self._order(nodes, edges)
                heapq.heappush(held, ((round(chosen.cost, 9), order), chosen))
        while held:
            yield heapq.heappop(held)[1]

    # -- facts ---------------------------------------------------------------------------------

    def _assigned(self, options: Sequence[tuple[int, ...]]) -> tuple[int, ...] | None:
        """The first fact for each step that goes, no agreement twice; None if none goes."""
        vias = self._steps.adjacency.vias
        best = tuple(option[0] for option in options)
        used = [via for edge in best if (via := vias[edge])]
        if len(used) < 2 or len(set(used)) == len(used):
            return best

        def assign(step: int, used: tuple[int, ...]) -> tuple[int, ...] | None:
            if step == len(options):
                return ()
            for edge in options[step]:
                via = vias[edge]
                if via and via in used:
                    continue
                rest = assign(step + 1, (*used, via))
                if rest is not None:
                    return (edge, *rest)
            return None

        return assign(0, ())

    def _chosen(self, nodes: tuple[int, ...], edges: tuple[int, ...]) -> _Chosen:
        return _Chosen(nodes, edges, sum(map(self._weigh, edges)))

    def _order(self, nodes: tuple[int, ...], edges: tuple[int, ...]) -> _Order:
        """The place of a path among those of one length or cost."""
        confidence, sources = min(map(self._steps.strength, edges))
        date = max(self._steps.adjacency.date[edge] for edge in edges)
        return (-confidence, -sources, -date, nodes)

    def _path(self, chosen: _Chosen) -> Path:
        adjacency = self._steps.adjacency
        hops = []
        for (one, other), edge in zip(pairwise(chosen.nodes), chosen.edges, strict=True):
            facts = (edge, *(e for e in self._steps.edges(one, other) if e != edge))
            forward = adjacency.starts[edge] == one
            hops.append(Hop(tuple(map(adjacency.edge, facts)), forward))
        names = (adjacency.nodes[node] for node in chosen.nodes)
        return Path(tuple(Node(name, name) for name in names), tuple(hops), chosen.cost)

    # -- limits --------------------------------------------------------------------------------

    def _admit(self, positions: set[int]) -> set[int]:
        """Leave out positions at nodes that may not be passed; the ends may."""
        if not self.task.blocked and self.task.hubs is None:
            return positions
        return {p for p in positions if self._passable(self._walk.node(p))}

    def _passable(self, node: int) -> bool:
        if node in (self._start, self._goal):
            return True
        hubs = self.task.hubs
        return node not in self.task.blocked and (hubs is None or self._steps.degree(node) <= hubs)
