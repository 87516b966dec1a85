"""The steps that a graph holds, read by the edge views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from kg.errors import QueryError
from kg.graph.interface import Graph
from kg.model.lexicon.edges import EdgeLexicon, EdgeView
from kg.query.paths.adjacency import Adjacency
from kg.query.paths.result import Edge
from kg.query.paths.statement import EdgeName
from kg.query.sparql import iri, local_name, select
from kg.schema import Schema

_PROPERTIES = """
SELECT ?from ?p ?to ?status (COUNT(DISTINCT ?evidence) AS ?sources) WHERE {
  VALUES ?p { %s }
  ?from ?p ?to .
  OPTIONAL {
    ?claim rdf:subject ?from ; rdf:predicate ?p ; rdf:object ?to ; kg:status ?status ;
           kg:evidence ?evidence
  }
} GROUP BY ?from ?p ?to ?status
"""
_CLAIMED = """
SELECT ?from ?p ?to ?status (COUNT(DISTINCT ?evidence) AS ?sources) WHERE {
  VALUES ?p { %s }
  ?claim rdf:subject ?from ; rdf:predicate ?p ; rdf:object ?to ; kg:status ?status ;
         kg:evidence ?evidence .
  FILTER NOT EXISTS { ?from ?p ?to }
} GROUP BY ?from ?p ?to ?status
"""

_known: WeakKeyDictionary[Graph, Adjacency] = WeakKeyDictionary()


def adjacency(graph: Graph, schema: Schema) -> Adjacency:
    """All steps of a graph, of every status; read once, until ``forget``."""
    found = _known.get(graph)
    if found is None:
        found = _known[graph] = Adjacency(_edges(graph, schema))
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


def _edges(graph: Graph, schema: Schema) -> Iterator[Edge]:
    lexicon = schema.lexicon("edges", EdgeLexicon)
    by_property = {
        schema.ontology.iri(view.property): view for view in lexicon.views if view.property
    }
    values = " ".join(iri(one) for one in by_property)
    for query in (_PROPERTIES, _CLAIMED):
        for row in select(graph, query % values):
            yield _property_edge(row, by_property[row["p"]])
    for view in lexicon.views:
        if view.pattern:
            yield from _pattern_edges(graph, view)


def _property_edge(row: dict[str, str], view: EdgeView) -> Edge:
    return Edge(
        view=view.name,
        label=view.zh,
        start=row["from"],
        end=row["to"],
        symmetric=view.symmetric,
        status=local_name(row.get("status", "actual")),
        sources=max(1, int(row["sources"])),
    )


def _pattern_edges(graph: Graph, view: EdgeView) -> Iterator[Edge]:
    query = f"SELECT DISTINCT * WHERE {{ {view.pattern} FILTER(?from != ?to) }}"
    for row in select(graph, query):
        if view.symmetric and row["from"] > row["to"]:
            continue
        yield Edge(
            view=view.name,
            label=view.zh,
            start=row["from"],
            end=row["to"],
            symmetric=view.symmetric,
            via=row.get("via"),
            date=row.get("date"),
            status=local_name(row.get("status", "actual")),
        )
