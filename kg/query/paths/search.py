"""Searches over integers: which node sequences join two nodes.

Every function takes ``forward`` and ``backward`` (the neighbours of a node in ascending order, with
and against the walk) and yields simple paths as tuples of node numbers.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator

NodePath = tuple[int, ...]
Step = Callable[[int], tuple[int, ...]]


class Budget:
    """How many nodes a search may expand; ``exhausted`` says that it was cut short."""

    def __init__(self, expansions: int) -> None:
        self.left = expansions
        self.spent = 0

    @property
    def exhausted(self) -> bool:
        """Whether the search was cut short."""
        return self.left < 0

    def spend(self) -> bool:
        """Pay for one expansion; False when there is nothing left to pay with."""
        self.left -= 1
        self.spent += 1
        return self.left >= 0


def distances(backward: Step, goal: int, most: int, budget: Budget) -> dict[int, int]:
    """Steps to the goal from every node within ``most`` steps of it."""
    found = {goal: 0}
    level = [goal]
    for distance in range(1, most + 1):
        following = []
        for node in level:
            if not budget.spend():
                return found
            for near in backward(node):
                if near not in found:
                    found[near] = distance
                    following.append(near)
        level = following
    return found


def shortest(
    forward: Step, backward: Step, ends: tuple[int, int], most: int, budget: Budget
) -> Iterator[NodePath]:
    """All shortest paths, in ascending order of their node numbers.

    Searches level by level from both ends, always on the side with the smaller frontier.
    """
    start, goal = ends
    seen = ({start: 0}, {goal: 0})
    frontiers = ([start], [goal])
    steps = (forward, backward)
    depth = [0, 0]
    while all(frontiers) and sum(depth) < most:
        side = 0 if len(frontiers[0]) <= len(frontiers[1]) else 1
        depth[side] += 1
        following = []
        met = False
        for node in frontiers[side]:
            if not budget.spend():
                return
            for near in steps[side](node):
                if near not in seen[side]:
                    seen[side][near] = depth[side]
                    following.append(near)
                    met = met or near in seen[1 - side]
        if met:
            yield from _walk(forward, backward, (start, goal), seen, sum(depth))
            return
        frontiers = (following, frontiers[1]) if side == 0 else (frontiers[0], following)


def _walk(
    forward: Step,
    backward: Step,
    ends: tuple[int, int],
    seen: tuple[dict[int, int], dict[int, int]],
    length: int,
) -> Iterator[NodePath]:
    """The paths through two trees of distances that meet."""
    to_goal = _distances_on_paths(backward, ends, seen, length)
    stack: list[NodePath] = [(ends[0],)]
    while stack:
        path = stack.pop()
        left = length - len(path) + 1
        if left == 0:
            yield path
            continue
        stack += [
            (*path, near) for near in reversed(forward(path[-1])) if to_goal.get(near) == left - 1
        ]


def _distances_on_paths(
    backward: Step,
    ends: tuple[int, int],
    seen: tuple[dict[int, int], dict[int, int]],
    length: int,
) -> dict[int, int]:
    from_start, from_goal = seen
    level = [n for n, d in from_start.items() if from_goal.get(n, length + 1) + d == length]
    useful = {node: length - from_start[node] for node in level}
    useful |= {node: d for node, d in from_goal.items() if node not in from_start}
    while level:
        following = []
        for node in level:
            for near in backward(node):
                if from_start.get(near, -1) == from_start.get(node, -2) - 1 and near not in useful:
                    useful[near] = length - from_start[near]
                    following.append(near)
        level = following
    useful.setdefault(ends[0], length)
    return useful


def of_length(
    forward: Step, to_goal: dict[int, int], ends: tuple[int, int], length: int, budget: Budget
) -> Iterator[NodePath]:
    """All simple paths of exactly this many steps.

    Args:
        forward: The neighbours of a node.
        to_goal: Distances as ``distances`` finds them; nodes not in it are not entered.
        ends: First and last node.
        length: Number of steps.
        budget: What the search may spend.
    """
    start, goal = ends
    stack: list[NodePath] = [(start,)]
    while stack:
        path = stack.pop()
        left = length - len(path) + 1
        if left == 0:
            yield path
            continue
        if not budget.spend():
            return
        for near in reversed(forward(path[-1])):
            if near in path or (near == goal and left != 1):
                continue
            if to_goal.get(near, length) <= left - 1:
                stack.append((*path, near))


def cheapest(
    forward: Step,
    backward: Step,
    ends: tuple[int, int],
    cost: Callable[[int, int], float],
    most: int,
    budget: Budget,
) -> Iterator[tuple[float, NodePath]]:
    """Simple paths by growing cost, then by node numbers.

    Costs to the goal are found first (Dijkstra), so that every partial path is pursued in the order
    of the best that it can still become.
    """
    start, goal = ends
    to_goal = _costs(backward, goal, cost, budget)
    if start not in to_goal:
        return
    heap: list[tuple[float, NodePath, float]] = [(to_goal[start], (start,), 0.0)]
    while heap:
        estimate, path, spent = heapq.heappop(heap)
        if path[-1] == goal:
            yield estimate, path
            continue
        if not budget.spend():
            return
        if len(path) > most:
            continue
        for near in forward(path[-1]):
            if near not in path and near in to_goal:
                paid = spent + cost(path[-1], near)
                heapq.heappush(heap, (paid + to_goal[near], (*path, near), paid))


def _costs(
    backward: Step, goal: int, cost: Callable[[int, int], float], budget: Budget
) -> dict[int, float]:
    found: dict[int, float] = {}
    heap = [(0.0, goal)]
    while heap:
        paid, node = heapq.heappop(heap)
        if node in found:
            continue
        if not budget.spend():
            return found
        found[node] = paid
        for near in backward(node):
            if near not in found:
                heapq.heappush(heap, (paid + cost(near, node), near))
    return found
