"""Simple paths by growing cost, of at most a number of steps.

The cost that is left to the goal is found first for every position and number of steps (Bellman and
Ford's rounds over the positions that can be on such a path). Partial paths are then pursued in the
order of the least that they can still become, so that each is looked at once, where Yen's algorithm
searches anew from every node of every path it has found; what they find is the same.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from math import inf

from kg.query.paths.budget import Budget
from kg.query.paths.walk import Walk

Positions = tuple[int, ...]
Cost = Callable[[int, int], float]


def cheapest(
    walk: Walk,
    to_goal: Sequence[set[int]],
    ends: tuple[int, int],
    cost: Cost,
    budget: Budget,
) -> Iterator[tuple[float, Positions]]:
    """The simple paths by growing cost.

    Args:
        walk: The graph of positions.
        to_goal: Positions by their steps to the goal; its length bounds that of the paths.
        ends: The first position and the last node.
        cost: Of a step; not negative.
        budget: What may be spent.

    Yields:
        Cost and positions; equal costs in no particular order.
    """
    start, goal = ends
    goals = to_goal[0]
    most = len(to_goal) - 1
    left = _costs_left(walk, to_goal, cost, budget)
    if budget.exhausted or left[most].get(start, inf) == inf:
        return
    heap: list[tuple[float, Positions, float]] = [(left[most][start], (start,), 0.0)]
    while heap:
        _, path, spent = heapq.heappop(heap)
        if path[-1] in goals:
            yield spent, path
            continue
        if not budget.spend():
            return
        nodes = {walk.node(p) for p in path}
        rest = left[most - len(path)]
        for position in dict.fromkeys(walk.out(path[-1])):
            node = walk.node(position)
            if position not in rest or node in nodes or (node == goal and position not in goals):
                continue
            paid = spent + cost(path[-1], position)
            if paid < inf:
                heapq.heappush(heap, (paid + rest[position], (*path, position), paid))


def _costs_left(
    walk: Walk, to_goal: Sequence[set[int]], cost: Cost, budget: Budget
) -> list[dict[int, float]]:
    """The least cost to the goal by number of steps that may still be taken."""
    goals = to_goal[0]
    useful = set().union(*to_goal)
    rounds: list[dict[int, float]] = [dict.fromkeys(goals, 0.0)]
    changed: dict[int, float] = rounds[0]
    for _ in range(len(to_goal) - 1):
        best = dict(rounds[-1])
        now: dict[int, float] = {}
        if not budget.spend(len(changed)):
            return rounds
        for position, paid in changed.items():
            for before in useful.intersection(walk.into(position)) - goals:
                total = paid + cost(before, position)
                if total < best.get(before, inf):
                    best[before] = now[before] = total
        rounds.append(best)
        changed = now
    return rounds
