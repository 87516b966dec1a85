"""Where a walk can be: at a node, or at a node in a state of what it still has to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from kg.query.paths.steps import Steps

if TYPE_CHECKING:
    from kg.query.paths.automaton import Automaton


class Walk(Protocol):
    """The graph whose nodes are the positions of a walk."""

    def starts(self, node: int) -> frozenset[int]:
        """The positions of a walk that begins at a node."""
        ...

    def goals(self, node: int) -> frozenset[int]:
        """The positions in which a walk may end at a node."""
        ...

    def node(self, position: int) -> int:
        """The node of a position."""
        ...

    def out(self, position: int, /) -> Iterable[int]:
        """The positions after one step; one may come several times."""
        ...

    def into(self, position: int, /) -> Iterable[int]:
        """The positions before one step."""
        ...

    def edges(self, one: int, other: int) -> tuple[int, ...]:
        """The facts by which a step leads from one position to another, the best first."""
        ...


class PlainWalk:
    """A walk that has nothing to remember: its positions are the nodes.

    Args:
        steps: The graph that is searched.
    """

    def __init__(self, steps: Steps) -> None:
        self.out, self.into, self.edges = steps.out, steps.into, steps.edges

    def starts(self, node: int) -> frozenset[int]:
        """The node."""
        return frozenset({node})

    goals = starts

    def node(self, position: int) -> int:
        """The position."""
        return position


class ProductWalk:
    """A walk that follows a regular path and has nodes or agreements to pass.

    A position is a node, a state of the automaton and the set of what was passed, in one number.

    Args:
        steps: The graph that is searched.
        automaton: The regular path, or None.
        nodes: Numbers of the nodes to pass; the ends are not among them.
        vias: Numbers of the agreements to pass.
    """

    def __init__(
        self,
        steps: Steps,
        automaton: Automaton | None,
        nodes: Iterable[int] = (),
        vias: Iterable[int] = (),
    ) -> None:
        self._steps, self._automaton = steps, automaton
        places = [*((0, node) for node in sorted(nodes)), *((1, via) for via in sorted(vias))]
        bits = {place: 1 << number for number, place in enumerate(places)}
        self._of_node = {node: bit for (kind, node), bit in bits.items() if kind == 0}
        self._of_via = {via: bit for (kind, via), bit in bits.items() if kind == 1}
        self._sets = 1 << len(bits)
        self._width = self._sets * (len(automaton.moves) if automaton else 1)

    def starts(self, node: int) -> frozenset[int]:
        """The node before the first step, nothing passed."""
        return frozenset({node * self._width})

    def goals(self, node: int) -> frozenset[int]:
        """The node in each final state, all passed."""
        final = self._automaton.final if self._automaton else (0,)
        return frozenset(self._position(node, state, self._sets - 1) for state in final)

    def node(self, position: int) -> int:
        """The node of a position."""
        return position // self._width

    def out(self, position: int) -> Iterator[int]:
        """The positions after one step."""
        node, state, passed = self._parts(position)
        for target, mark, edge in self._steps.marked(node):
            following = self._automaton.moves[state].get(mark) if self._automaton else 0
            bits = self._bits(target, edge)
            if following is not None and not passed & bits:
                yield self._position(target, following, passed | bits)

    def into(self, position: int) -> Iterator[int]:
        """The positions before one step."""
        node, state, passed = self._parts(position)
        for source, mark, edge in self._steps.marked(node, back=True):
            bits = self._bits(node, edge)
            if bits & ~passed or self._of_node.get(source, 0) & ~(passed & ~bits):
                continue
            for origin in self._automaton.origins[state].get(mark, ()) if self._automaton else (0,):
                yield self._position(source, origin, passed & ~bits)

    def edges(self, one: int, other: int) -> tuple[int, ...]:
        """The facts by which a step leads from one position to another, the best first."""
        node, state, passed = self._parts(one)
        target, following, after = self._parts(other)
        moves = self._automaton.moves[state] if self._automaton else None
        return tuple(
            edge
            for edge in self._steps.edges(node, target)
            if passed | self._bits(target, edge) == after
            and (moves is None or moves.get(self._steps.mark(edge, node)) == following)
        )

    def _bits(self, node: int, edge: int) -> int:
        """What a step to a node by an edge passes."""
        bits = self._of_node.get(node, 0)
        if self._of_via:
            bits |= self._of_via.get(self._steps.adjacency.vias[edge], 0)
        return bits

    def _position(self, node: int, state: int, passed: int) -> int:
        return node * self._width + state * self._sets + passed

    def _parts(self, position: int) -> tuple[int, int, int]:
        node, rest = divmod(position, self._width)
        return (node, *divmod(rest, self._sets))
