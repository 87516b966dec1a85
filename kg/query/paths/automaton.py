"""Regular paths as deterministic automata over kinds of edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import assert_never

from kg.errors import QueryError
from kg.query.paths.adjacency import EdgeKind
from kg.query.paths.statement import Choice, EdgeName, Pattern, Repeat, Step
from kg.query.paths.statement import Sequence as Parts
from kg.schema.messages import message

Accepts = Callable[[EdgeName, EdgeKind, int], bool]
"""Whether a kind of edge, walked forward (1) or back (0), is what a name means."""

_MOST_STATES = 4096


class Automaton:
    """A deterministic automaton that reads marks (kind and direction of a step).

    Thompson's construction of the pattern, made deterministic by sets of states, as far as paths
    of ``most`` steps can lead.

    Args:
        pattern: The regular path.
        kinds: The kinds of edges there are.
        accepts: Decides whether a kind may be walked for a name.
        most: Largest number of steps.

    Attributes:
        moves: By state: mark to the state after it. State 0 is the one before the first step.
        origins: By state: mark to the states that it leads here from.
        final: The states in which a path may end.

    Raises:
        QueryError: If the pattern needs too many states.
    """

    def __init__(
        self, pattern: Pattern, kinds: Sequence[EdgeKind], accepts: Accepts, most: int
    ) -> None:
        nondeterministic = _Nondeterministic(pattern)
        marks = {
            name: frozenset(
                number << 1 | direction
                for number, kind in enumerate(kinds)
                for direction in (0, 1)
                if accepts(name, kind, direction)
            )
            for name in nondeterministic.names
        }
        reached: list[dict[int, frozenset[int]]] = []
        number: dict[frozenset[int], int] = {}
        level = [nondeterministic.first]
        for _ in range(most + 1):
            for states in level:
                number[states] = len(number)
            if len(number) > _MOST_STATES:
                raise QueryError(message("too_many_states", most=_MOST_STATES))
            following: dict[frozenset[int], None] = {}
            for states in level:
                reached.append(nondeterministic.step(states, marks))
                following |= dict.fromkeys(reached[-1].values())
            level = [states for states in following if states not in number]
        self.moves: list[dict[int, int]] = [
            {mark: number[states] for mark, states in move.items() if states in number}
            for move in reached
        ]
        self.final = frozenset(
            index for states, index in number.items() if nondeterministic.last in states
        )
        self.origins: list[dict[int, list[int]]] = [defaultdict(list) for _ in self.moves]
        for state, move in enumerate(self.moves):
            for mark, target in move.items():
                self.origins[target][mark].append(state)


class _Nondeterministic:
    """Thompson's construction; ``free`` are the moves without a step."""

    def __init__(self, pattern: Pattern) -> None:
        self.moves: dict[int, list[tuple[EdgeName, int]]] = defaultdict(list)
        self.free: dict[int, list[int]] = defaultdict(list)
        self.names: dict[EdgeName, None] = {}
        self.count = 0
        start = self._state()
        self.last = self._build(pattern, start)
        self.first = self._closure({start})

    def step(
        self, states: frozenset[int], marks: dict[EdgeName, frozenset[int]]
    ) -> dict[int, frozenset[int]]:
        """The states after each mark that may follow."""
        reached: dict[int, set[int]] = defaultdict(set)
        for state in states:
            for name, target in self.moves[state]:
                for mark in marks[name]:
                    reached[mark].add(target)
        return {mark: self._closure(reached[mark]) for mark in sorted(reached)}

    def _state(self) -> int:
        self.count += 1
        if self.count > _MOST_STATES:
            raise QueryError(message("too_many_states", most=_MOST_STATES))
        return self.count - 1

    def _closure(self, states: set[int]) -> frozenset[int]:
        found = set(states)
        pending = list(states)
        while pending:
            for target in self.free[pending.pop()]:
                if target not in found:
                    found.add(target)
                    pending.append(target)
        return frozenset(found)

    def _build(self, pattern: Pattern, start: int) -> int:
        """Add a pattern after a state; the state that it ends in."""
        match pattern:
            case Step(edge):
                end = self._state()
                self.moves[start].append((edge, end))
                self.names[edge] = None
                return end
            case Parts(parts):
                for part in parts:
                    start = self._build(part, start)
                return start
            case Choice(parts):
                ends = [self._build(part, self._after(start)) for part in parts]
                end = self._state()
                for one in ends:
                    self.free[one].append(end)
                return end
            case Repeat(part, least, most):
                return self._repeat(part, least, most, start)
            case _:
                assert_never(pattern)

    def _after(self, start: int) -> int:
        state = self._state()
        self.free[start].append(state)
        return state

    def _repeat(self, part: Pattern, least: int, most: int | None, start: int) -> int:
        for _ in range(least):
            start = self._build(part, start)
        end = self._after(start)
        if most is None:
            loop = self._after(start)
            back = self._build(part, loop)
            self.free[back] += [loop, end]
            return end
        for _ in range(most - least):
            start = self._build(part, start)
            self.free[start].append(end)
        return end
