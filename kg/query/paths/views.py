"""The steps that a graph holds, read by the edge views, and kept beside a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary
from zlib import crc32

from kg.errors import QueryError, SchemaError
from kg.graph.indexes import index_folder
from kg.graph.interface import Graph
from kg.model.lexicon.edges import EdgeLexicon, EdgeView
from kg.query.paths.adjacency import Adjacency
from kg.query.paths.result import Edge
from kg.query.paths.statement import EdgeName
from kg.query.sparql import iri, local_name, select, stream
from kg.schema import Schema

_VERSION: Final = 2  # of the files that Adjacency.save writes and of how the views are read

_STATED = """
SELECT ?from ?p ?to WHERE { VALUES ?p { %s } ?from ?p ?to FILTER(isIRI(?from) && isIRI(?to)) }
"""
_CLAIMED = """
SELECT ?from ?p ?to ?status ?source WHERE {
  VALUES ?p { %s }
  ?claim rdf:predicate ?p ; rdf:subject ?from ; rdf:object ?to ; kg:status ?status .
  OPTIONAL { ?claim kg:evidence/oa:hasSource ?source }
  FILTER(isIRI(?from) && isIRI(?to))
}
"""
_PATTERN = """
SELECT DISTINCT * WHERE { %s FILTER(isIRI(?from) && isIRI(?to) && ?from != ?to) }
"""
_CLASSES = "SELECT DISTINCT ?c WHERE { VALUES ?k { owl:Class rdfs:Class } ?c a ?k }"
_SAME = "SELECT ?a ?b WHERE { ?a owl:sameAs ?b FILTER(isIRI(?a) && isIRI(?b)) }"

_known: WeakKeyDictionary[Graph, Adjacency] = WeakKeyDictionary()


def adjacency(graph: Graph, schema: Schema) -> Adjacency:
    """All steps of a graph, of every status.

    Those of a store are read once and mapped from then on (``index_folder``); those of another
    graph are read once, until ``forget``.
    """
    found = _known.get(graph)
    if found is None:
        found = _known[graph] = _mapped(graph, schema) or _read(graph, schema)
    return found


def forget(graph: Graph) -> None:
    """Read the steps of a graph anew when they are next needed; call it when it changed."""
    _known.pop(graph, None)


def named_views(names: Iterable[EdgeName], lexicon: EdgeLexicon) -> tuple[EdgeView, ...]:
    """The views that a statement names.

    Raises:
        QueryError: If there is no such view; lists those there are.
    """
    found: dict[str, EdgeView] = {}
    for name in names:
        if name.name == "*":
            found |= {view.name: view for view in lexicon.views}
            continue
        view = view_of(name.name, lexicon)
        found[view.name] = view
    return tuple(found.values())


def view_of(name: str, lexicon: EdgeLexicon) -> EdgeView:
    """The view of a name, label, word, prefixed name or IRI.

    Raises:
        QueryError: If there is none.
    """
    bare = local_name(name).removeprefix("kg:")
    view = lexicon.named(name) or lexicon.named(bare)
    if view is None:
        known = "、".join(f"{v.zh} ({v.name})" for v in lexicon.views)
        raise QueryError(f"no edge is called {name!r}; there are {known}")
    return view


# -- reading -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Gathered:
    """What the rows say of one step; of several dates the first, of numbers the better."""

    source: str | None = None
    others: set[str] | None = None
    date: str | None = None
    title: str | None = None
    confidence: float | None = None
    weight: float | None = None

    def add(self, row: Mapping[str, str], view: EdgeView) -> None:
        """Take in one row."""
        source = row.get("source")
        if self.source is None:
            self.source = source
        elif source is not None and source != self.source:
            self.others = self.others or set()
            self.others.add(source)
        if date := row.get("date"):
            self.date = min(date, self.date or date)
        if title := row.get("title"):
            self.title = min(title, self.title or title)
        if "conf" in row:
            self.confidence = max(_number(row["conf"], "conf", view), self.confidence or 0.0)
        if "weight" in row:
            weight = _number(row["weight"], "weight", view)
            self.weight = weight if self.weight is None else min(weight, self.weight)

    @property
    def sources(self) -> int:
        """How many articles say so."""
        return (self.source is not None) + len(self.others or ())


_Key = tuple[str, str, str, str | None, str]
"""View, start, end, what stands behind it, status."""


def _mapped(graph: Graph, schema: Schema) -> Adjacency | None:
    views = schema.lexicon("edges", EdgeLexicon).views
    version = crc32(repr((_VERSION, views)).encode())  # other views, other steps
    folder = index_folder(graph, "paths", version, partial(_make, graph, schema))
    if folder is None:
        return None
    try:
        return Adjacency.load(folder)
    except (OSError, ValueError):
        return None  # it went away, or a machine of another kind wrote it


def _make(graph: Graph, schema: Schema, folder: Path) -> None:
    _read(graph, schema).save(folder)


def _read(graph: Graph, schema: Schema) -> Adjacency:
    lexicon = schema.lexicon("edges", EdgeLexicon)
    symmetric = {view.name: view.symmetric for view in lexicon.views}
    classes = {row["c"] for row in select(graph, _CLASSES)}
    classes |= {schema.ontology.iri(name) for name in schema.ontology.classes}
    gathered = _gathered(_rows(graph, schema, lexicon))
    edges = (
        Edge(
            view=view,
            start=start,
            end=end,
            symmetric=symmetric[view],
            via=via,
            status=status,
            sources=found.sources,
            date=found.date,
            title=found.title,
            confidence=found.confidence,
            weight=found.weight,
        )
        for (view, start, end, via, status), found in gathered.items()
        if start not in classes and end not in classes
    )
    return Adjacency.of(edges, _aliases(graph))


def _gathered(rows: Iterable[tuple[EdgeView, dict[str, str]]]) -> dict[_Key, _Gathered]:
    found: dict[_Key, _Gathered] = {}
    same: dict[str, str] = {}  # a name comes in many rows
    for view, full in rows:
        row = {name: same.setdefault(value, value) for name, value in full.items()}
        start, end = row["from"], row["to"]
        if view.symmetric and start > end:
            start, end = end, start
        key = (view.name, start, end, row.get("via"), local_name(row["status"]))
        found.setdefault(key, _Gathered()).add(row, view)
    return found


def _number(text: str, name: str, view: EdgeView) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value < float("inf") or (name == "conf" and value > 1.0):
        allowed = "0 to 1" if name == "conf" else "0 or more"
        raise SchemaError(f"edges.toml: view {view.name}: ?{name} is {text}; it must be {allowed}")
    return value


def _rows(
    graph: Graph, schema: Schema, lexicon: EdgeLexicon
) -> Iterator[tuple[EdgeView, dict[str, str]]]:
    by_property = {
        schema.ontology.iri(view.property): view for view in lexicon.views if view.property
    }
    values = " ".join(iri(one) for one in by_property)
    claimed: set[tuple[str, str, str]] = set()
    same: dict[str, str] = {}
    for row in stream(graph, _CLAIMED % values):
        ends = (same.setdefault(row[name], row[name]) for name in ("from", "p", "to"))
        claimed.add(tuple(ends))  # type: ignore[arg-type]  # three of them
        yield by_property[row["p"]], row
    for row in stream(graph, _STATED % values):
        if (row["from"], row["p"], row["to"]) not in claimed:
            yield by_property[row["p"]], {**row, "status": "actual"}
    for view in lexicon.views:
        if view.pattern:
            for row in stream(graph, _PATTERN % view.pattern):
                yield view, {"status": "actual", **row}


def _aliases(graph: Graph) -> dict[str, str]:
    """The entities that are the same as another, with that one: the first by its IRI."""
    first: dict[str, str] = {}

    def root(one: str) -> str:
        while first.get(one, one) != one:
            one = first[one]
        return one

    for row in sorted(select(graph, _SAME), key=lambda row: (row["a"], row["b"])):
        low, high = sorted((root(row["a"]), root(row["b"])))
        first[high] = low
    return {one: root(one) for one in sorted(first) if root(one) != one}
