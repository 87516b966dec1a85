"""From a parsed statement to the search that it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.lexicon.edges import EdgeLexicon
from kg.query.paths.adjacency import Adjacency, EdgeKind
from kg.query.paths.ends import Ends
from kg.query.paths.engine import Task
from kg.query.paths.lexer import located, missing
from kg.query.paths.statement import (
    Choice,
    EdgeName,
    Name,
    PathStatement,
    Pattern,
    Repeat,
    Sequence,
    Step,
)
from kg.query.paths.steps import AHEAD, BACK, BOTH, Conditions, Steps
from kg.query.paths.views import named_views, view_of
from kg.query.paths.weights import HOPS, VIEW
from kg.schema import Schema

if TYPE_CHECKING:
    from kg.query.paths.automaton import Automaton

MOST_HOPS = 12
"""More are never searched."""
_ACTUAL = "actual"
_NOWHERE = -1  # the number of an entity without edges; no walk passes it


@dataclass(frozen=True, slots=True)
class Planner:
    """Makes searches for statements over one graph.

    Attributes:
        adjacency: Its steps.
        schema: Views and statuses.
        ends: Looks entities up.
    """

    adjacency: Adjacency
    schema: Schema
    ends: Ends

    @property
    def lexicon(self) -> EdgeLexicon:
        """The edge views."""
        return self.schema.lexicon("edges", EdgeLexicon)

    def task(self, statement: PathStatement, *, most: int, every_view: bool = False) -> Task:
        """The search for a statement.

        Args:
            statement: What is wanted.
            most: Largest number of hops.
            every_view: Whether views outside the default are walked where none is named.

        Raises:
            QueryError: If a view, status, class or weight cannot be used.
            UnknownEntityError: If a name is not in the graph.
        """
        weight, view = self._weight(statement.weight)
        avoided = set(self._avoided(statement))
        through = self.ends.find(statement.through)
        steps = Steps(
            self.adjacency,
            Conditions(
                views=self.directions(statement, every_view=every_view),
                statuses=self._statuses(statement.statuses),
                since=statement.since,
                until=statement.until,
                undated=statement.undated,
                sources=statement.sources,
                confidence=statement.confidence,
                unknown=self.lexicon.unknown_confidence,
                avoided=self._vias(avoided),
                weighed=view is not None,
                ranks={view.name: view.rank for view in self.lexicon.views},
            ),
        )
        return Task(
            steps=steps,
            selector=statement.selector,
            count=statement.count,
            least=statement.least,
            most=most,
            blocked=self._nodes(avoided) - {_NOWHERE},
            through=self._nodes(one for one in through if not self.adjacency.via(one)),
            vias=self._vias(through),
            hubs=statement.hubs,
            along=self._along(statement, most),
            weight=weight,
        )

    def directions(
        self, statement: PathStatement, *, every_view: bool = False
    ) -> Mapping[str, frozenset[int]]:
        """The views that a statement walks, and in which directions."""
        both = AHEAD if statement.directed else BOTH
        found: dict[str, frozenset[int]] = {}
        if statement.along is not None:
            names = _names(statement.along)
            found = {view.name: BOTH for view in named_views(names, self.lexicon)}
        for name in statement.via:
            for view in named_views([name], self.lexicon):
                wanted = BACK if name.inverse else both
                found[view.name] = found.get(view.name, frozenset()) | wanted
        if not found:
            views = self.lexicon.views
            found = {view.name: both for view in views if view.default or every_view}
        for view in named_views(statement.avoid_edges, self.lexicon):
            found.pop(view.name, None)
        return found

    # ------------------------------------------------------------------------------------------

    def _nodes(self, iris: Iterable[str]) -> frozenset[int]:
        return frozenset(map(self.adjacency.number, iris))

    def _vias(self, iris: Iterable[str]) -> frozenset[int]:
        return frozenset(filter(None, map(self.adjacency.via, iris)))

    def _avoided(self, statement: PathStatement) -> Iterable[str]:
        yield from self.ends.find(statement.avoid_nodes)
        for name in statement.avoid_classes:
            with located(name.at):
                members = self.ends.members(name.text)
            yield from members

    def _statuses(self, names: tuple[Name, ...]) -> frozenset[str] | None:
        if not names:
            return frozenset({_ACTUAL})
        if any(name.text == "*" for name in names):
            return None
        ontology = self.schema.ontology
        known = {form: s for s in ontology.statuses for form in (s, ontology.label(s))}
        for name in names:
            if name.text not in known:
                with located(name.at):
                    those = [f"{ontology.label(s)} ({s})" for s in ontology.statuses]
                    raise missing("no_status", name.text, those, forms=known)
        return frozenset(known[name.text] for name in names)

    def _weight(self, name: Name | None) -> tuple[str, str | None]:
        """What a step costs, and the view if it is that one's number."""
        if name is None:
            return HOPS, None
        wanted = name.text.casefold()
        for weight, forms in self.lexicon.weights.items():
            if wanted in (form.casefold() for form in forms):
                return weight, None
        for view in self.lexicon.views:
            if view.weight is not None and view.weight.casefold() == wanted:
                return VIEW, view.name
        known = [forms[0] for forms in self.lexicon.weights.values()]
        known += [view.weight for view in self.lexicon.views if view.weight]
        with located(name.at):
            raise missing("no_weight", name.text, known, forms=known)

    def _along(self, statement: PathStatement, most: int) -> Automaton | None:
        if statement.along is None:
            return None
        turned = {view_of(n.name, self.lexicon).name for n in _names(statement.along) if n.inverse}

        def accepts(name: EdgeName, kind: EdgeKind, direction: int) -> bool:
            if name.name != "*" and view_of(name.name, self.lexicon).name != kind.view:
                return False
            if kind.symmetric:
                return True
            if name.inverse:
                return direction == 0
            # A path that speaks of both directions of an edge tells them apart.
            return direction == 1 or not (statement.directed or kind.view in turned)

        from kg.query.paths.automaton import Automaton  # few statements have a regular path

        return Automaton(statement.along, self.adjacency.kinds, accepts, most)


def _names(pattern: Pattern) -> list[EdgeName]:
    """The edges of a regular path."""
    match pattern:
        case Step(edge):
            return [edge]
        case Repeat(part):
            return _names(part)
        case Sequence(parts) | Choice(parts):
            return [name for part in parts for name in _names(part)]
