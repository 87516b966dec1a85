"""Distances from both ends of a path: bidirectional breadth-first search, level by level."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from kg.query.paths.budget import Budget
from kg.query.paths.walk import Walk

Admit = Callable[[set[int]], set[int]]
"""Leaves out positions that may not be passed."""

_FEW = 16  # looking so many steps up takes less time than running over a hub
_MEMBERSHIP = 8  # looking for members takes so many positions less time than gathering them


class Distances:
    """How far positions are from the start and from the goal, as far as has been looked.

    The side with the smaller frontier is expanded, so that a hub is met from its far side and not
    opened.

    Args:
        walk: The graph of positions.
        starts: Where walks begin.
        goals: Where they end.
        admit: Leaves out positions that may not be passed; the ends always may.
        budget: What may be spent.

    Attributes:
        levels: Positions by their distance from the start, and from the goal.
    """

    def __init__(
        self,
        walk: Walk,
        starts: Iterable[int],
        goals: Iterable[int],
        *,
        admit: Admit,
        budget: Budget,
    ) -> None:
        self._walk = walk
        self._steps = (walk.out, walk.into)
        self._admit, self._budget = admit, budget
        self.levels: tuple[list[set[int]], list[set[int]]] = ([set(starts)], [set(goals)])
        self._seen = (set(self.levels[0][0]), set(self.levels[1][0]))
        self._partial: int | None = None  # the side whose last level holds only where they meet

    @property
    def depth(self) -> int:
        """The length up to which every path has been seen from one side or the other."""
        return len(self.levels[0]) + len(self.levels[1]) - 2

    @property
    def closed(self) -> int | None:
        """The side (0 start, 1 goal) that reaches no more positions, if there is one."""
        start, goal = self.levels
        if start[-1] and goal[-1]:
            return None
        return 1 if start[-1] else 0

    def shortest(self, most: int) -> int | None:
        """The length of a shortest walk of at most ``most`` steps; None if none was found."""
        while self.depth < most and self.closed is None:
            side = self._smaller()
            frontier, other = self.levels[side][-1], self.levels[1 - side][-1]
            if not self._budget.spend(len(frontier)):
                return None
            # Most of the work of a search is its last level, and of that only the meeting counts.
            step = self._steps[side]
            if meeting := other.intersection(chain.from_iterable(map(step, frontier))):
                self._partial = side
                self.levels[side].append(meeting)
                self._seen[side].update(meeting)
                return self.depth
            self._expand(side)
        return None

    def witness(self, most: int) -> tuple[int, ...] | None:
        """The first shortest walk of at most ``most`` steps that is met; None if none was found.

        After it, ``shortest`` goes on from before the sides met.
        """
        while self.depth < most and self.closed is None:
            side = self._smaller()
            frontier, other = self.levels[side][-1], self.levels[1 - side][-1]
            if not self._budget.spend(len(frontier)):
                return None
            step = self._steps[side]
            for position in sorted(frontier):
                if not other.isdisjoint(step(position)):
                    meeting = next(filter(other.__contains__, step(position)))
                    one, other_end = self._back(position, side), self._back(meeting, 1 - side)
                    first, second = (one, other_end) if side == 0 else (other_end, one)
                    return (*reversed(first), *second)
            self._expand(side)
        return None

    def _back(self, position: int, side: int) -> list[int]:
        """A position of a side's last level and those before it, up to the end it began at."""
        found = [position]
        for level in reversed(self.levels[side][:-1]):
            found.append(self._neighbour(found[-1], level, side))
        return found

    def _neighbour(self, position: int, level: set[int], side: int) -> int:
        """The first position of a level from which (on the goal's side, to which) a step leads."""
        if len(level) == 1:
            return min(level)
        if len(level) <= _FEW:
            edges = self._walk.edges
            for near in sorted(level):
                if edges(near, position) if side == 0 else edges(position, near):
                    return near
        return next(filter(level.__contains__, self._steps[1 - side](position)))

    def complete(self) -> None:
        """Look at the whole of a level of which only the meeting is known."""
        if self._partial is not None:
            side, self._partial = self._partial, None
            self._seen[side].difference_update(self.levels[side].pop())
            self._expand(side)

    def grow(self, length: int) -> bool:
        """Look until every walk of a length has been seen; False if the budget does not allow."""
        if self.depth < length:
            self.complete()
        while self.depth < length and self.closed is None:
            side = self._smaller()
            if not self._budget.spend(len(self.levels[side][-1])):
                return False
            self._expand(side)
        return True

    def to_goal(self, length: int, *, exact: bool = False) -> list[set[int]]:
        """Positions by their steps to the goal, for walks of at most this length.

        What is nearer to the goal than the goal's side was expanded is known; further off, only
        what the start's side has seen can be on such a walk.

        Args:
            length: Largest number of steps.
            exact: Whether no walk is shorter, so that a position's distances add up to it.
        """
        from_start, levels = self.levels[0], list(self.levels[1])
        frontier = levels[-1] & self._seen[0]
        known = set(frontier)
        for distance in range(len(levels), length + 1):
            nearest = length - distance
            if exact:
                possible = from_start[nearest]
            else:
                possible = set().union(*from_start[: nearest + 1]) - self._seen[1] - known
            frontier = self._before(frontier, possible)
            known |= frontier
            levels.append(frontier)
        return levels

    def reached(self, side: int) -> int:
        """How many nodes were reached from a side, its end included."""
        return len(set(map(self._walk.node, self._seen[side])))

    def _before(self, frontier: set[int], possible: set[int]) -> set[int]:
        """The possible positions from which a step leads to the frontier."""
        out, into = self._steps
        if len(possible) <= _MEMBERSHIP * len(frontier):
            return {position for position in possible if not frontier.isdisjoint(out(position))}
        return possible.intersection(chain.from_iterable(map(into, frontier)))

    def _smaller(self) -> int:
        return 0 if len(self.levels[0][-1]) <= len(self.levels[1][-1]) else 1

    def _expand(self, side: int) -> None:
        near = set(chain.from_iterable(map(self._steps[side], self.levels[side][-1])))
        new = self._admit(near - self._seen[side])
        self._seen[side].update(new)
        self.levels[side].append(new)
