"""What EXPLAIN says: the graph that is searched, how, and a query that can check it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.model.lexicon.edges import EdgeLexicon, EdgeView
from kg.query.paths.adjacency import FORWARD
from kg.query.paths.engine import Task
from kg.query.paths.result import Plan
from kg.query.paths.statement import PathStatement, Selector
from kg.query.paths.steps import Conditions
from kg.query.paths.weights import HOPS
from kg.query.sparql import iri, string
from kg.schema import Schema

_VARIABLE = re.compile(r"[?$](\w+)")


def plan(
    schema: Schema,
    statement: PathStatement,
    task: Task,
    ends: tuple[list[str], list[str]],
    *,
    lang: str = "zh",
) -> Plan:
    """The plan of a search.

    Args:
        schema: The edge views.
        statement: What is wanted.
        task: The search.
        ends: IRIs of the starts and of the goals.
        lang: The language of labels.
    """
    left = task.steps.left
    views = schema.lexicon("edges", EdgeLexicon).views
    walked = task.steps.conditions.views
    return Plan(
        views={v.label(lang): left.by_view.get(v.name, 0) for v in views if v.name in walked},
        nodes=left.nodes,
        edges=left.edges,
        algorithm=tuple(_algorithm(task)),
        sparql=_Query(schema, task, tuple(v for v in views if v.name in walked)).text(*ends),
        unsaid=tuple(_unsaid(statement, task)),
    )


def _algorithm(task: Task) -> Iterator[str]:
    if task.along is not None or task.through or task.vias:
        yield "product"
    yield "bidirectional"
    if task.selector is Selector.CHEAPEST and task.weight != HOPS:
        yield "cheapest"
    elif task.selector in (Selector.ANY, Selector.ALL_SHORTEST) and task.least == 1:
        yield "shortest"
    else:
        yield "lengths"


def _unsaid(statement: PathStatement, task: Task) -> Iterator[str]:
    """The clauses that SPARQL does not say here."""
    if task.along is not None:
        yield "ALONG"
    if task.vias:
        yield "THROUGH"
    if task.hubs is not None:
        yield "HUBS"
    if statement.sources > 1:
        yield "SOURCES"
    if statement.confidence is not None:
        yield "CONFIDENCE"
    if task.selector is not Selector.ALL:
        yield str(task.selector)


@dataclass(frozen=True)
class _Query:
    """The fixed-length patterns of all chains within the bounds."""

    schema: Schema
    task: Task
    views: tuple[EdgeView, ...]

    @property
    def _conditions(self) -> Conditions:
        return self.task.steps.conditions

    def text(self, starts: Iterable[str], goals: Iterable[str]) -> str:
        """The query."""
        task = self.task
        nodes = " ".join(f"?n{place}" for place in range(task.most))
        lengths = "\n  UNION\n".join(map(self._chain, range(task.least, task.most + 1)))
        return (
            f"SELECT DISTINCT {nodes} ?goal WHERE {{\n"
            f"  VALUES ?n0 {{ {' '.join(map(iri, starts))} }}\n"
            f"  VALUES ?goal {{ {' '.join(map(iri, goals))} }}\n{lengths}\n}}"
        )

    def _chain(self, length: int) -> str:
        nodes = [*(f"?n{place}" for place in range(length)), "?goal"]
        hops = [self._hop(one, other, n) for n, (one, other) in enumerate(pairwise(nodes), 1)]
        filters = [f"{one} != {other}" for one, other in combinations(nodes, 2)]
        names = self.task.steps.adjacency.nodes
        if blocked := [iri(names[node]) for node in sorted(self.task.blocked)]:
            filters += [f"{node} NOT IN ({', '.join(blocked)})" for node in nodes[1:-1]]
        for node in sorted(self.task.through):
            name = iri(names[node]) if node >= 0 else "<>"
            filters.append(f"{name} IN ({', '.join(nodes)})")
        if any("?via" in (view.pattern or "") for view in self.views):
            filters += [
                f"COALESCE(?via_{one} != ?via_{other}, true)"
                for one, other in combinations(range(1, length + 1), 2)
            ]
        return f"  {{\n{''.join(hops)}    FILTER({' && '.join(filters)})\n  }}"

    def _hop(self, one: str, other: str, number: int) -> str:
        branches = list(self._branches(one, other, number))
        return "    { " + "\n      UNION ".join(branches) + " }\n" if branches else "    { }\n"

    def _branches(self, one: str, other: str, number: int) -> Iterator[str]:
        directions: Mapping[str, frozenset[int]] = self._conditions.views
        for direction, (start, end) in ((FORWARD, (one, other)), (0, (other, one))):
            properties = [
                view.property
                for view in self.views
                if view.property is not None
                and (view.symmetric or direction in directions[view.name])
            ]
            if properties and (self._conditions.undated or not self._conditions.dated):
                yield from self._properties(properties, start, end, number)
            for view in self.views:
                walked = (
                    direction == FORWARD if view.symmetric else direction in directions[view.name]
                )
                if view.pattern and walked:
                    yield self._pattern(view, start, end, number)

    def _properties(
        self, properties: Iterable[str], start: str, end: str, number: int
    ) -> Iterator[str]:
        values = " ".join(iri(self.schema.ontology.iri(name)) for name in properties)
        claim = f"?c_{number} rdf:predicate ?p_{number} ; rdf:subject {start} ; rdf:object {end}"
        named = f"VALUES ?p_{number} {{ {values} }}"
        yield f"{{ {named} {claim} ; kg:status ?s_{number} {self._status(f'?s_{number}')} }}"
        statuses = self._conditions.statuses
        if statuses is None or "actual" in statuses:
            stated = f"{start} ?p_{number} {end}"
            yield f"{{ {named} {stated} FILTER NOT EXISTS {{ {claim} }} }}"

    def _pattern(self, view: EdgeView, start: str, end: str, number: int) -> str:
        names = {"from": start, "to": end}
        text = _VARIABLE.sub(
            lambda m: names.get(m.group(1), f"?{m.group(1)}_{number}"), view.pattern or ""
        )
        filters = self._status(f"COALESCE(?status_{number}, kg:actual)")
        date = f"STR(?date_{number})"
        bounds = []
        if since := self._conditions.since:
            cut = f"SUBSTR({date}, 1, {len(since)})"
            bounds.append(f"SUBSTR({string(since)}, 1, STRLEN({date})) <= {cut}")
        if until := self._conditions.until:
            bounds.append(f"SUBSTR({date}, 1, {len(until)}) <= {string(until)}")
        if bounds:
            kept = "true" if self._conditions.undated else "false"
            filters += f" FILTER(COALESCE({' && '.join(bounds)}, {kept}))"
        avoided = [self.task.steps.adjacency.via_name(v) for v in sorted(self._conditions.avoided)]
        if avoided:
            out = ", ".join(map(iri, avoided))
            filters += f" FILTER(COALESCE(?via_{number} NOT IN ({out}), true))"
        return f"{{ {' '.join(text.split())} {filters} }}"

    def _status(self, variable: str) -> str:
        statuses = self._conditions.statuses
        if statuses is None:
            return ""
        names = ", ".join(iri(self.schema.ontology.iri(name)) for name in sorted(statuses))
        return f"FILTER({variable} IN ({names}))"
