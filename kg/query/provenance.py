"""The sentences behind a row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.graph.interface import Graph
from kg.graph.results import Term
from kg.query.evidence import Support, Triple, support
from kg.query.sparql import iri, select, string

_BETWEEN = """
SELECT DISTINCT ?s ?p ?o WHERE {
  VALUES ?s { %(nodes)s } VALUES ?o { %(nodes)s }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o
}
"""
_WITH_VALUE = """
SELECT DISTINCT ?s ?p ?o WHERE {
  VALUES ?s { %(nodes)s } VALUES ?words { %(words)s }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  OPTIONAL { ?o ?any ?value }
  FILTER(STR(?o) = ?words || STR(?value) = ?words)
}
"""
_ABOUT = """
SELECT DISTINCT ?s ?p ?o WHERE {
  VALUES ?node { %(nodes)s }
  { ?claim rdf:subject ?node } UNION { ?claim rdf:object ?node }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o
} ORDER BY ?s ?p ?o LIMIT %(limit)d
"""
SHOWN = 5
"""Facts that are shown of a row that holds no fact of its own."""


def behind(graph: Graph, row: Iterable[Term | None]) -> list[tuple[Triple, Support]]:
    """The facts that a row holds, each with what the articles say about it.

    A fact is held by a row that has both its ends, or its subject and a value of its object; a row
    that has neither stands for the first facts about what is in it.
    """
    terms = [term for term in row if term is not None]
    nodes = _values(terms, "<")
    words = _values(terms, '"')
    if not nodes:
        return []
    names = {"nodes": " ".join(map(iri, nodes)), "words": " ".join(map(string, words))}
    triples = _triples(graph, _BETWEEN % names) if len(nodes) > 1 else []
    if words:
        triples += _triples(graph, _WITH_VALUE % names)
    if not triples:
        triples = _triples(graph, _ABOUT % {**names, "limit": SHOWN})
    # A relation that holds both ways is one fact.
    facts = {(p, *sorted((s, o))): (s, p, o) for s, p, o in reversed(triples)}
    found = support(graph, facts.values())
    return [(triple, found[triple]) for triple in dict.fromkeys(triples) if triple in found]


def _values(terms: Sequence[Term], mark: str) -> list[str]:
    written = {str(getattr(t, "value", t)) for t in terms if str(t)[:1] == mark != str(t)[1:2]}
    return sorted(written)


def _triples(graph: Graph, query: str) -> list[Triple]:
    return sorted((row["s"], row["p"], row["o"]) for row in select(graph, query))
