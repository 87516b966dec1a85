"""All paths of one length, one by one in the order in which they are given.

Among paths of one length the better supported comes first (by the weakest of its steps), then the
one with the newer latest date, then the order of the IRIs. The paths are never gathered and sorted:
for each pair of strength and date that occurs, in order, those that have exactly these are walked
depth first in the order of the nodes, and no step is taken from which the pair cannot be reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.query.paths.budget import Budget
from kg.query.paths.steps import Steps
from kg.query.paths.walk import Walk

Positions = tuple[int, ...]
Strength = tuple[float, int]
_NO_CAP = 1 << 32
_BISECTION = 64  # looking a step up takes as long as running over so many


@dataclass(slots=True)
class _Group:
    """Paths whose weakest step has this strength and whose latest date is this."""

    strength: Strength
    date: int
    possible: dict[tuple[int, int, bool, bool], bool] = field(default_factory=dict)


class Layers:
    """The simple paths of one length between two nodes.

    Args:
        walk: The graph of positions.
        steps: The graph that is searched.
        to_goal: Positions by their steps to the goal, see ``Distances.to_goal``.
        ends: The first position and the last node.
        exact: Whether no path is shorter, so that every step must lead nearer to the goal.
        budget: What may be spent.
    """

    def __init__(
        self,
        walk: Walk,
        steps: Steps,
        to_goal: Sequence[set[int]],
        ends: tuple[int, int],
        *,
        exact: bool,
        budget: Budget,
    ) -> None:
        self._walk, self._steps, self._to_goal = walk, steps, to_goal
        self._start, self._goal = ends
        self._exact, self._budget = exact, budget
        self._following: dict[tuple[int, int], Positions] = {}
        self._traits: dict[tuple[int, int], tuple[Strength, int]] = {}

    def paths(self, length: int) -> Iterator[Positions]:
        """The paths in order, as far as the budget allows."""
        if self._steps.adjacency.uniform:
            yield from self._walked((self._start,), length, None)
            return
        for strength in sorted(self._strengths(length), reverse=True):
            cap = _NO_CAP
            while cap > 0:
                date = self._latest(strength, cap, length)
                if date is None or self._budget.exhausted:
                    break
                group = _Group(strength, date)
                yield from self._walked((self._start,), length, group)
                cap = date

    def following(self, position: int, left: int) -> Positions:
        """The positions after a step from which the goal can be reached with the steps left."""
        known = self._following.get((position, left))
        if known is None:
            self._budget.spend()
            levels = self._to_goal[left - 1 : left] if self._exact else self._to_goal[:left]
            found = self._joined(position, levels)
            if left > 1:
                found = {p for p in found if self._walk.node(p) != self._goal}
            known = self._following[position, left] = tuple(sorted(found))
        return known

    def _joined(self, position: int, levels: Sequence[set[int]]) -> set[int]:
        """The positions of some levels to which a step leads."""
        offsets = self._steps.adjacency.offsets
        node = self._walk.node(position)
        degree = offsets[node + 1] - offsets[node]
        if _BISECTION * sum(map(len, levels)) < degree:
            edges = self._walk.edges
            return {other for level in levels for other in level if edges(position, other)}
        near = self._walk.out(position)
        if len(levels) == 1:
            return levels[0].intersection(near)
        gathered = set(near)
        return set().union(*(level & gathered for level in levels))

    def trait(self, one: int, other: int) -> tuple[Strength, int]:
        """How strong a step is and its date, both of its best fact."""
        known = self._traits.get((one, other))
        if known is None:
            best = self._walk.edges(one, other)[0]
            known = (self._steps.strength(best), self._steps.adjacency.date[best])
            self._traits[one, other] = known
        return known

    # -- walking -------------------------------------------------------------------------------

    def _walked(
        self,
        path: Positions,
        left: int,
        group: _Group | None,
        hits: tuple[bool, bool] = (False, False),
    ) -> Iterator[Positions]:
        if left == 0:
            yield path
            return
        nodes = {self._walk.node(p) for p in path}
        for position in self.following(path[-1], left):
            if self._walk.node(position) in nodes:
                continue
            after = hits
            if group is not None:
                taken = self._hits(group, path[-1], position, hits)
                if taken is None or not self._possible(group, position, left - 1, taken):
                    continue
                after = taken
            if not self._budget.spend():
                return
            yield from self._walked((*path, position), left - 1, group, after)

    def _hits(
        self, group: _Group, one: int, other: int, hits: tuple[bool, bool]
    ) -> tuple[bool, bool] | None:
        """Whether strength and date of the group have been met after a step; None if exceeded."""
        strength, date = self.trait(one, other)
        if strength < group.strength or date > group.date:
            return None
        return hits[0] or strength == group.strength, hits[1] or date == group.date

    def _possible(self, group: _Group, position: int, left: int, hits: tuple[bool, bool]) -> bool:
        """Whether a walk to the goal is left that meets what has not been met yet."""
        if left == 0:
            return all(hits)
        key = (position, left, *hits)
        known = group.possible.get(key)
        if known is None:
            known = any(
                taken is not None and self._possible(group, after, left - 1, taken)
                for after in self.following(position, left)
                for taken in (self._hits(group, position, after, hits),)
            )
            group.possible[key] = known
        return known

    # -- groups --------------------------------------------------------------------------------

    def _strengths(self, length: int) -> set[Strength]:
        """The strengths of all steps that walks of this length can take."""
        found: set[Strength] = set()
        level = {self._start}
        for left in range(length, 0, -1):
            pairs = [(p, after) for p in level for after in self.following(p, left)]
            found |= {self.trait(*pair)[0] for pair in pairs}
            level = {after for _, after in pairs}
        return found

    def _latest(self, strength: Strength, cap: int, length: int) -> int | None:
        """The newest latest date before ``cap`` among walks with this weakest strength."""
        known: dict[tuple[int, int, bool], int | None] = {}

        def latest(position: int, left: int, hit: bool) -> int | None:
            if left == 0:
                return 0 if hit else None
            key = (position, left, hit)
            if key not in known:
                best: int | None = None
                for after in self.following(position, left):
                    held, date = self.trait(position, after)
                    if held < strength or date >= cap:
                        continue
                    rest = latest(after, left - 1, hit or held == strength)
                    if rest is not None and (best is None or max(rest, date) > best):
                        best = max(rest, date)
                known[key] = best
            return known[key]

        return latest(self._start, length, False)
