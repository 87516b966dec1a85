"""Path statements from text to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.errors import QueryError, UsageError
from kg.graph.interface import Graph
from kg.model.lexicon.edges import EdgeLexicon
from kg.query.answer import Answer, Form, Item, Kind
from kg.query.entities import EntityIndex, entity_index
from kg.query.evidence import Support, Triple, support
from kg.query.paths.automaton import Automaton
from kg.query.paths.engine import WEIGHTS, Outcome, Search, Task
from kg.query.paths.grammar import parse
from kg.query.paths.result import Edge, Hop, Node, Path
from kg.query.paths.statement import EdgeName, End, EndKind, PathStatement
from kg.query.paths.views import adjacency, named_views, view_of
from kg.query.sparql import local_name, select
from kg.schema import Schema

DEFAULT_HOPS = 4
MOST_HOPS = 8
_MOST_PAIRS = 400


@dataclass(frozen=True, slots=True)
class _Widening:
    """How far a search goes when the statement leaves it open."""

    every_view: bool
    most: int
    note: str | None


def run(
    graph: Graph,
    statement: str,
    schema: Schema,
    *,
    bindings: Mapping[str, Sequence[str]] | None = None,
) -> Answer:
    """Run a path statement; see ``kg.query.paths.find_paths``."""
    lexicon = schema.lexicon("edges", EdgeLexicon)
    parsed = parse(statement, lexicon)
    return _Runner(graph, schema, parsed, bindings or {}).answer(statement)


class _Runner:
    """One statement over one graph."""

    def __init__(
        self,
        graph: Graph,
        schema: Schema,
        statement: PathStatement,
        bindings: Mapping[str, Sequence[str]],
    ) -> None:
        self.graph, self.schema, self.statement = graph, schema, statement
        self.lexicon = schema.lexicon("edges", EdgeLexicon)
        self.index: EntityIndex = entity_index(graph)
        self._bindings = bindings

    def answer(self, text: str) -> Answer:
        """Search, and widen the search where the statement leaves that open."""
        starts, goals = self._ends(self.statement.starts), self._ends(self.statement.goals)
        pairs = [(s, g) for s in starts for g in goals if s != g]
        if not pairs:
            raise QueryError("a path needs two different ends")
        if len(pairs) > _MOST_PAIRS:
            raise QueryError(f"{len(pairs)} pairs of ends are too many; at most {_MOST_PAIRS}")
        outcomes: list[Outcome] = []
        note = None
        for widening in self._widenings():
            task = self._task(widening)
            outcomes = [Search(task, s, g).run() for s, g in pairs]
            note = widening.note
            if any(outcome.paths for outcome in outcomes):
                break
        else:
            note = self._why_none(pairs, outcomes)
        if any(outcome.exhausted for outcome in outcomes):
            note = "；".join(filter(None, (note, self.lexicon.notes["not_exhausted"])))
        paths = self._finished([path for outcome in outcomes for path in outcome.paths])
        return Answer(
            question=text,
            kind=Kind.PATH,
            reading=self._reading(starts, goals),
            query=text,
            items=tuple(_item(path) for path in paths),
            note=note,
        )

    # -- names ---------------------------------------------------------------------------------

    def _ends(self, ends: Iterable[End]) -> list[str]:
        return list(dict.fromkeys(iri for end in ends for iri in self._end(end)))

    def _end(self, end: End) -> Sequence[str]:
        match end.kind:
            case EndKind.IRI:
                return (self.index.resolve(end.text).iri,)
            case EndKind.NAME:
                return (self.index.resolve(self._expanded(end.text)).iri,)
            case EndKind.PARAMETER | EndKind.ROW:
                if end.text not in self._bindings:
                    raise UsageError(f"{end.text} stands for nothing here")
                return self._bindings[end.text]
            case EndKind.GROUP:
                query = f"SELECT DISTINCT ?x WHERE {{ {end.text} }}"
                return sorted(row["x"] for row in select(self.graph, query) if "x" in row)
            case EndKind.CLASS:
                return self._members(end.text)

    def _expanded(self, name: str) -> str:
        prefix, colon, rest = name.partition(":")
        namespace = self.graph.prefixes().get(prefix) if colon else None
        return namespace + rest if namespace else name

    def _members(self, name: str) -> Sequence[str]:
        ontology = self.schema.ontology
        if not name:
            return tuple(self.index.known)
        classes = self._class(name)
        return tuple(
            iri
            for iri, known in self.index.known.items()
            if any(ontology.is_a(t, c) for t in known.types for c in classes)
        )

    def _class(self, name: str) -> list[str]:
        found = [
            term.name
            for term in self.schema.ontology.classes.values()
            if name.removeprefix("kg:") in (term.name, *term.labels.values())
        ]
        if not found:
            raise QueryError(f"no class is called {name!r}")
        return found

    # -- the search ----------------------------------------------------------------------------

    def _widenings(self) -> list[_Widening]:
        """The bounds of the statement; where it sets none, wider ones in turn."""
        notes = self.lexicon.notes
        open_views = not self.statement.via and self.statement.along is None
        most = self.statement.most
        if most is not None:
            steps = [_Widening(every_view=False, most=min(most, 12), note=None)]
            if open_views:
                steps.append(_Widening(True, min(most, 12), notes["places"]))
            return steps
        steps = [_Widening(every_view=False, most=DEFAULT_HOPS, note=None)]
        if open_views:
            steps.append(_Widening(True, DEFAULT_HOPS, notes["places"]))
        steps.append(
            _Widening(
                open_views,
                MOST_HOPS,
                notes["wider"].format(default=DEFAULT_HOPS, most=MOST_HOPS),
            )
        )
        return steps

    def _task(self, widening: _Widening) -> Task:
        statement = self.statement
        if statement.weight not in (None, *WEIGHTS):
            raise QueryError(
                f"no weight is called {statement.weight!r}; there are {', '.join(WEIGHTS)}"
            )
        keep = self._keeper(widening)
        avoided = set(self._ends(statement.avoid_nodes))
        for name in statement.avoid_classes:
            avoided |= set(self._members(name))
        return Task(
            adjacency=adjacency(self.graph, self.schema).filtered(keep),
            selector=statement.selector,
            count=statement.count,
            least=statement.least,
            most=widening.most,
            directed=statement.directed,
            blocked=frozenset(avoided),
            through=frozenset(self._ends(statement.through)),
            hubs=statement.hubs,
            along=Automaton(statement.along, self._accepts) if statement.along else None,
            weight=statement.weight or "hops",
            limit=statement.limit,
            ranks={view.name: view.rank for view in self.lexicon.views},
        )

    def _keeper(self, widening: _Widening) -> Callable[[Edge], bool]:
        statement = self.statement
        if statement.via:
            views = {view.name for view in named_views(statement.via, self.lexicon)}
        else:
            every = widening.every_view or statement.along is not None
            views = {view.name for view in self.lexicon.views if every or view.default}
        views -= {view.name for view in named_views(statement.avoid_edges, self.lexicon)}
        statuses = set(statement.statuses) or {"actual"}
        everything = "*" in statuses

        def keep(edge: Edge) -> bool:
            return (
                edge.view in views
                and (everything or edge.status in statuses)
                and edge.sources >= statement.sources
                and _in_time(edge.date, statement)
            )

        return keep

    def _accepts(self, name: EdgeName, edge: Edge, forward: bool) -> bool:
        if name.name != "*" and view_of(name.name, self.lexicon).name != edge.view:
            return False
        if edge.symmetric:
            return True
        return forward is not name.inverse if (name.inverse or self.statement.directed) else True

    def _why_none(self, pairs: list[tuple[str, str]], outcomes: list[Outcome]) -> str:
        """Which of the reasons there is no path."""
        notes = self.lexicon.notes
        whole = adjacency(self.graph, self.schema)
        for start, goal in pairs[:1]:
            for end in (start, goal):
                if end not in whole.number:
                    return notes["no_edge"].format(name=self.index.label(end))
        relaxed = replace(
            self.statement, avoid_nodes=(), avoid_edges=(), avoid_classes=(), hubs=None,
            since=None, until=None, sources=1, statuses=("*",), directed=False,
        )  # fmt: skip
        if relaxed != self.statement:
            runner = _Runner(self.graph, self.schema, relaxed, self._bindings)
            task = runner._task(self._widenings()[-1])
            if any(Search(task, s, g).run().paths for s, g in pairs[:5]):
                return notes["limits"]
        reached = max((outcome.reached for outcome in outcomes), default=0)
        bound = self._widenings()[-1].most
        return notes["too_far"].format(most=bound, reached=reached)

    # -- the result ----------------------------------------------------------------------------

    def _finished(self, paths: list[Path]) -> list[Path]:
        """The paths with labels and sentences."""
        edges = {hop.edge for path in paths for hop in path.hops}
        triples = {edge: self._triple(edge) for edge in edges}
        found = support(self.graph, triples.values())
        return [
            replace(
                path,
                nodes=tuple(Node(n.iri, self.index.label(n.iri)) for n in path.nodes),
                hops=tuple(self._with_sources(hop, triples, found) for hop in path.hops),
            )
            for path in paths
        ]

    def _with_sources(
        self, hop: Hop, triples: Mapping[Edge, Triple], found: Mapping[Triple, Support]
    ) -> Hop:
        sources = found.get(triples[hop.edge], Support()).sources
        return replace(hop, evidence=sources)

    def _triple(self, edge: Edge) -> Triple:
        """The triple whose claims say that the edge is there."""
        ontology = self.schema.ontology
        if edge.via is None:
            return (edge.start, ontology.iri(edge.view), edge.end)
        return (edge.via, ontology.iri("party"), edge.start)

    def _reading(self, starts: list[str], goals: list[str]) -> str:
        def names(iris: list[str]) -> str:
            shown = "、".join(self.index.label(iri) for iri in iris[:5])
            return shown + ("…" if len(iris) > 5 else "")

        bound = self.statement.most
        most = self.lexicon.notes["hops"].format(most=bound) if bound else ""
        return f"{names(starts)} → {names(goals)} {self.statement.selector.value} {most}".strip()


def _in_time(date: str | None, statement: PathStatement) -> bool:
    if statement.since is None and statement.until is None:
        return True
    if date is None:
        return False
    since, until = statement.since, statement.until
    return (since is None or date >= since) and (until is None or date[: len(until)] <= until)


def _item(path: Path) -> Item:
    statuses = {hop.edge.status for hop in path.hops}
    return Item(
        form=Form.PATH,
        label=path.text,
        path=path,
        status=next(iter(statuses)) if statuses == {"actual"} else _least_certain(statuses),
        sources=tuple(source for hop in path.hops for source in hop.evidence[:1]),
    )


def _least_certain(statuses: set[str]) -> str:
    return next(iter(sorted(s for s in statuses if s != "actual")))


__all__ = ["local_name", "run"]
