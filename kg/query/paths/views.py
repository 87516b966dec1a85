"""The steps that a graph holds, read by the edge views, and kept beside a store."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary
from zlib import crc32

from kg.errors import QueryError
from kg.graph.indexes import index_folder
from kg.graph.interface import Graph
from kg.model.lexicon.edges import EdgeLexicon, EdgeView
from kg.query.paths.adjacency import Adjacency
from kg.query.paths.gathering import Gathering
from kg.query.paths.lexer import located, missing
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
SELECT * WHERE { %s FILTER(isIRI(?from) && isIRI(?to) && ?from != ?to) }
"""
_CLASSES = "SELECT DISTINCT ?c WHERE { VALUES ?k { owl:Class rdfs:Class } ?c a ?k }"
_SAME = "SELECT ?a ?b WHERE { ?a owl:sameAs ?b FILTER(isIRI(?a) && isIRI(?b)) }"

_TRIPLE: Final = ("from", "p", "to")

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
        with located(name.at):
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
        raise _no_edge(name, lexicon)
    return view


def _no_edge(name: str, lexicon: EdgeLexicon) -> QueryError:
    """The error of a name that no view has, with the one that comes nearest."""
    forms = [form for v in lexicon.views for form in (v.name, v.zh, v.en, *v.words)]
    holding = [form for form in forms if name and (name in form or form in name)]
    known = [f"{v.zh} ({v.name})" for v in lexicon.views]
    return missing("no_edge", name, known, forms=forms, near=next(iter(holding), ""))


# -- reading -----------------------------------------------------------------------------------


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
    classes = {row["c"] for row in select(graph, _CLASSES)}
    classes |= {schema.ontology.iri(name) for name in schema.ontology.classes}
    gathering = Gathering()
    _gather(gathering, graph, schema)
    edges = (
        edge for edge in gathering.edges() if edge.start not in classes and edge.end not in classes
    )
    return Adjacency.of(edges, _aliases(graph))


def _gather(gathering: Gathering, graph: Graph, schema: Schema) -> None:
    """Read all rows of all views; those that a property states only where no claim does."""
    lexicon = schema.lexicon("edges", EdgeLexicon)
    by_property = {
        schema.ontology.iri(view.property): view for view in lexicon.views if view.property
    }
    values = " ".join(iri(one) for one in by_property)
    claimed: set[tuple[int, ...]] = set()
    for row in stream(graph, _CLAIMED % values):
        claimed.add(tuple(gathering.number(row[name]) for name in _TRIPLE))
        gathering.add(by_property[row["p"]], row)
    for row in stream(graph, _STATED % values):
        if tuple(gathering.number(row[name]) for name in _TRIPLE) not in claimed:
            gathering.add(by_property[row["p"]], {**row, "status": "actual"})
    for view in lexicon.views:
        if view.pattern:
            for row in stream(graph, _PATTERN % view.pattern):
                gathering.add(view, {"status": "actual", **row})


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
