"""Why two entities have no path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from kg.query.paths.budget import Budget
from kg.query.paths.engine import Search, Task
from kg.query.paths.result import Ending, Node, NoPath, Reason
from kg.query.paths.statement import Name, PathStatement, Selector
from kg.query.paths.task import Planner

_CLAUSES: Final[tuple[tuple[str, dict[str, object]], ...]] = (
    ("VIA", {"via": ()}),
    ("ALONG", {"along": None}),
    ("AVOID NODE", {"avoid_nodes": ()}),
    ("AVOID EDGE", {"avoid_edges": ()}),
    ("AVOID CLASS", {"avoid_classes": ()}),
    ("AVOID HUBS", {"hubs": None}),
    ("THROUGH", {"through": ()}),
    ("WITHIN", {"least": 1}),
    ("DIRECTED", {"directed": False}),
    ("SINCE", {"since": None}),
    ("UNTIL", {"until": None}),
    ("SOURCES", {"sources": 0}),
    ("CONFIDENCE", {"confidence": None}),
    ("STATUS", {"statuses": (Name("*"),)}),
)
"""The clauses that make the graph smaller, and what leaving each out means."""


class Reasons:
    """Finds out why a statement gives nothing.

    Args:
        planner: Makes searches.
        statement: The statement.
        task: The search that it led to.
        every_view: Whether that search walked all views.
    """

    def __init__(
        self, planner: Planner, statement: PathStatement, task: Task, *, every_view: bool
    ) -> None:
        self._planner, self._statement, self._task = planner, statement, task
        self._every_view = every_view
        # One bound for all clauses together: they are tried only to help.
        self._budget = Budget()

    def of(self, start: Node, goal: Node, ending: Ending | None, *, clauses: bool) -> NoPath:
        """Why there is no path between two ends.

        Args:
            start: One end.
            goal: The other.
            ending: How far the search came; None if it was not begun.
            clauses: Whether to try what leaving out each clause would give.
        """
        found = self._bare(start, goal, ending)
        if found.reason is Reason.CUT_SHORT or not clauses:
            return found
        return replace(found, clauses=tuple(self._helping(start, goal)))

    def _bare(self, start: Node, goal: Node, ending: Ending | None) -> NoPath:
        for end, incoming in ((start, False), (goal, True)):
            if not self._has_edge(end, incoming=incoming):
                return NoPath(start=start, goal=goal, reason=Reason.NO_EDGE, end=end, reached=1)
        if ending is None or ending.cut_short:
            depth = ending.depth if ending else 0
            return NoPath(start=start, goal=goal, reason=Reason.CUT_SHORT, depth=depth)
        if ending.closed is not None:
            return NoPath(
                start=start,
                goal=goal,
                reason=Reason.CLOSED,
                end=(start, goal)[ending.closed],
                reached=ending.reached,
            )
        return NoPath(start=start, goal=goal, reason=Reason.TOO_FAR, depth=self._task.most)

    def _has_edge(self, end: Node, *, incoming: bool) -> bool:
        number = self._planner.adjacency.number(end.iri)
        step = self._task.steps.into if incoming else self._task.steps.out
        return number >= 0 and any(True for _ in step(number))

    @cached_property
    def _relaxed(self) -> list[tuple[str, Task]]:
        most, every_view = self._task.most, self._every_view
        return [
            (clause, self._planner.task(one, most=most, every_view=every_view))
            for clause, one in _without_each_clause(self._statement)
        ]

    def _helping(self, start: Node, goal: Node) -> Iterator[str]:
        number = self._planner.adjacency.number
        ends = (number(start.iri), number(goal.iri))
        for clause, task in self._relaxed:
            if -1 not in ends and any(True for _ in Search(task, *ends, self._budget).paths()):
                yield clause


def _without_each_clause(statement: PathStatement) -> Iterator[tuple[str, PathStatement]]:
    for clause, defaults in _CLAUSES:
        one = replace(statement, **defaults, selector=Selector.ANY)  # type: ignore[arg-type]
        if one != replace(statement, selector=Selector.ANY):
            yield clause, one
