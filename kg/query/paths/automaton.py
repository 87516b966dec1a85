"""Regular paths as automata over edge views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import assert_never

from kg.query.paths.result import Edge
from kg.query.paths.statement import Choice, EdgeName, Pattern, Repeat, Sequence, Step

States = frozenset[int]
Accepts = Callable[[EdgeName, Edge, bool], bool]
"""Whether an edge walked forward (or not) is what a name means."""


class Automaton:
    """A nondeterministic automaton whose steps are edges.

    Args:
        pattern: The regular path.
        accepts: Decides whether an edge may be walked for a name.

    Attributes:
        start: The states before the first edge.
    """

    def __init__(self, pattern: Pattern, accepts: Accepts) -> None:
        self._accepts = accepts
        self._moves: dict[int, list[tuple[EdgeName, int]]] = defaultdict(list)
        self._free: dict[int, list[int]] = defaultdict(list)
        self._count = 0
        first = self._state()
        self._final = self._build(pattern, first)
        self.start = self._closure({first})

    def step(self, states: States, edge: Edge, *, forward: bool) -> States:
        """The states after an edge; none if the edge does not fit."""
        reached = {
            target
            for state in states
            for name, target in self._moves[state]
            if self._accepts(name, edge, forward)
        }
        return self._closure(reached)

    def done(self, states: States) -> bool:
        """Whether the path may end here."""
        return self._final in states

    def _state(self) -> int:
        self._count += 1
        return self._count - 1

    def _closure(self, states: set[int]) -> States:
        found = set(states)
        pending = list(states)
        while pending:
            for target in self._free[pending.pop()]:
                if target not in found:
                    found.add(target)
                    pending.append(target)
        return frozenset(found)

    def _build(self, pattern: Pattern, start: int) -> int:
        """Add a pattern after a state; the state that it ends in."""
        match pattern:
            case Step(edge):
                end = self._state()
                self._moves[start].append((edge, end))
                return end
            case Sequence(parts):
                for part in parts:
                    start = self._build(part, start)
                return start
            case Choice(parts):
                ends = [self._build(part, self._after(start)) for part in parts]
                end = self._state()
                for one in ends:
                    self._free[one].append(end)
                return end
            case Repeat(part, least, most):
                return self._repeat(part, least, most, start)
            case _:
                assert_never(pattern)

    def _after(self, start: int) -> int:
        state = self._state()
        self._free[start].append(state)
        return state

    def _repeat(self, part: Pattern, least: int, most: int | None, start: int) -> int:
        for _ in range(least):
            start = self._build(part, start)
        end = self._state()
        self._free[start].append(end)
        if most is None:
            loop = self._after(start)
            back = self._build(part, loop)
            self._free[back] += [loop, end]
            return end
        for _ in range(most - least):
            start = self._build(part, start)
            self._free[start].append(end)
        return end
