"""Path statements from text to answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from kg.errors import QueryError
from kg.graph.interface import Graph
from kg.model.lexicon.edges import EdgeLexicon
from kg.model.lexicon.interface import Interface
from kg.query.answer import Answer, Form, Item, Kind
from kg.query.paths.budget import Budget
from kg.query.paths.ends import Ends
from kg.query.paths.engine import Search, Task
from kg.query.paths.evidence import Facts
from kg.query.paths.grammar import parse
from kg.query.paths.notes import notes
from kg.query.paths.result import Ending, Node, NoPath, Path, Plan, Report
from kg.query.paths.statement import PathStatement, Selector
from kg.query.paths.task import MOST_HOPS, Planner
from kg.query.paths.views import adjacency
from kg.schema import Schema
from kg.schema.messages import message

DEFAULT_HOPS = 4
FAR_HOPS = 8
"""How far a search goes that sets no bound and finds nothing within the default."""
PLACES = "places"
FAR = "far"
_MOST_PAIRS = 1000
ALL_LIMIT = 50
"""Paths that ALL gives at most, unless the statement says how many."""
_KEPT = 10_000  # paths of one answer
_EXPLAINED = 5  # pairs without a path for which it is tried what would help
_NAMED = 5  # ends that the reading names

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far a search goes; wider where the statement leaves that open and nothing is found."""

    most: int
    every_view: bool = False
    why: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """What a search within one reach gave.

    Attributes:
        reach: How far it went.
        task: What was searched.
        paths: In order, those of one pair of ends together.
        without: Pairs that have no path, with how far their search came.
        limited: Whether there are more paths than were wanted.
    """

    reach: _Reach
    task: Task
    paths: list[Path] = field(default_factory=list)
    without: list[tuple[Pair, Ending | None]] = field(default_factory=list)
    limited: bool = False


def run(
    graph: Graph,
    statement: str,
    schema: Schema,
    *,
    bindings: Mapping[str, Sequence[str]] | None = None,
    lang: str = "zh",
) -> Answer:
    """Run a path statement; see ``kg.query.paths.find_paths``."""
    parsed = parse(statement, schema.lexicon("edges", EdgeLexicon))
    return _Runner(graph, schema, parsed, bindings or {}, lang).answer(statement)


class _Runner:
    """One statement over one graph."""

    def __init__(
        self,
        graph: Graph,
        schema: Schema,
        statement: PathStatement,
        bindings: Mapping[str, Sequence[str]],
        lang: str,
    ) -> None:
        self.graph, self.schema, self.statement, self.lang = graph, schema, statement, lang
        self.adjacency = adjacency(graph, schema)
        self.ends = Ends(graph, schema, self.adjacency, bindings, lang)
        self.planner = Planner(self.adjacency, schema, self.ends)
        self.lexicon = schema.lexicon("edges", EdgeLexicon)
        self.texts = schema.lexicon("interface", Interface).texts(lang)
        self.budget = Budget()

    def answer(self, text: str) -> Answer:
        """Search, and say what was searched."""
        statement = self.statement
        starts, goals = self.ends.find(statement.starts), self.ends.find(statement.goals)
        pairs = [(start, goal) for start in starts for goal in goals if start != goal]
        if not pairs:
            raise QueryError(message("same_ends"))
        if len(pairs) > _MOST_PAIRS:
            raise QueryError(message("too_many_pairs", count=len(pairs), most=_MOST_PAIRS))
        found = None
        for reach in self._reaches():
            found = self._search(pairs, reach)
            if found.paths:
                break
        assert found is not None
        return self._answered(text, starts, goals, found)

    # -- the search ----------------------------------------------------------------------------

    def _reaches(self) -> Iterator[_Reach]:
        """The bounds of the statement; where it sets none, wider ones in turn."""
        statement = self.statement
        open_views = not statement.via and statement.along is None
        most = DEFAULT_HOPS if statement.most is None else statement.most
        if most > MOST_HOPS:
            raise QueryError(message("too_many_hops", count=most, most=MOST_HOPS))
        yield _Reach(most)
        if statement.explain:
            return
        if open_views:
            yield _Reach(most, every_view=True, why=(PLACES,))
        if statement.most is None:
            why = (PLACES, FAR) if open_views else (FAR,)
            yield _Reach(FAR_HOPS, every_view=open_views, why=why)

    def _search(self, pairs: Sequence[Pair], reach: _Reach) -> _Found:
        task = self.planner.task(self.statement, most=reach.most, every_view=reach.every_view)
        found = _Found(reach, task)
        if self.statement.explain:
            return found
        for pair in pairs:
            start, goal = map(self.adjacency.number, pair)
            if self.budget.exhausted or min(start, goal) < 0:
                found.without.append((pair, None))
                continue
            search = Search(task, start, goal, self.budget)
            left = self._limit - len(found.paths)
            paths = list(islice(search.paths(), left + 1))
            if not paths:
                found.without.append((pair, search.ending()))
            found.paths += paths[:left]
            if len(paths) > left:
                found.limited = True
                break
        return found

    @property
    def _limit(self) -> int:
        if self.statement.limit is not None:
            return self.statement.limit
        return ALL_LIMIT if self.statement.selector is Selector.ALL else _KEPT

    # -- the answer ----------------------------------------------------------------------------

    def _answered(self, text: str, starts: list[str], goals: list[str], found: _Found) -> Answer:
        ends = [one for pair, _ in found.without for one in pair]
        passed = [node.iri for path in found.paths for node in path.nodes]
        nodes = self.ends.nodes([*starts, *goals, *ends, *passed])
        without = self._without(found, nodes)
        report = self._report(found, [nodes[s] for s in starts], [nodes[g] for g in goals], without)
        paths = Facts(self.graph, self.schema, self.lang).finished(found.paths, nodes)
        told = self.texts["join_notes"].join(notes(report, self.texts, found=bool(paths)))
        return Answer(
            question=text,
            kind=Kind.PATH,
            reading=self._reading(report),
            query=text,
            items=tuple(map(_item, paths)),
            note=told or None,
            report=report,
        )

    def _without(self, found: _Found, nodes: Mapping[str, Node]) -> tuple[NoPath, ...]:
        """The pairs without a path; what would help is tried for the first, if nothing is found."""
        if not found.without:
            return ()
        from kg.query.paths.reasons import Reasons  # most searches find something

        reasons = Reasons(
            self.planner, self.statement, found.task, every_view=found.reach.every_view
        )
        return tuple(
            reasons.of(nodes[s], nodes[g], ending, clauses=not found.paths and number < _EXPLAINED)
            for number, ((s, g), ending) in enumerate(found.without)
        )

    def _report(
        self, found: _Found, starts: list[Node], goals: list[Node], without: tuple[NoPath, ...]
    ) -> Report:
        statement, task = self.statement, found.task
        walked = task.steps.conditions.views
        wanting = task.steps.wanting
        return Report(
            starts=tuple(starts),
            goals=tuple(goals),
            views=tuple(v.label(self.lang) for v in self.lexicon.views if v.name in walked),
            excluded=tuple(v.label(self.lang) for v in self.lexicon.views if v.name not in walked),
            least=statement.least,
            most=task.most,
            wider=found.reach.why if found.paths else (),
            expanded=self.budget.spent,
            cut_short=self.budget.exhausted,
            limited=self._limit if found.limited else None,
            undated=wanting.undated,
            unknown=wanting.unknown,
            unweighed=wanting.unweighed,
            without=without,
            evidence=statement.evidence,
            format=statement.format,
            plan=self._plan(found, starts, goals) if statement.explain else None,
        )

    def _plan(self, found: _Found, starts: list[Node], goals: list[Node]) -> Plan:
        from kg.query.paths.plan import plan  # few statements explain

        ends = ([node.iri for node in starts], [node.iri for node in goals])
        return plan(self.schema, self.statement, found.task, ends, lang=self.lang)

    def _reading(self, report: Report) -> str:
        def names(nodes: Sequence[Node]) -> str:
            shown = self.texts["chain_and"].join(n.label for n in nodes[:_NAMED])
            return shown + ("…" if len(nodes) > _NAMED else "")

        ends = f"{names(report.starts)} → {names(report.goals)}"
        return f"{ends} {self.statement.selector.value} ≤{report.most}"


def _item(path: Path) -> Item:
    statuses = sorted({hop.edge.status for hop in path.hops} - {"actual"})
    return Item(
        form=Form.PATH,
        label=path.text,
        path=path,
        status=statuses[0] if statuses else "actual",
        sources=tuple(source for hop in path.hops for source in hop.evidence[:1]),
    )
