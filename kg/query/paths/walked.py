"""Exactly the triples that paths walk, as the graph holds them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.interface import Graph
from kg.graph.results import Triples
from kg.query.evidence import Triple as Names
from kg.query.paths.evidence import Facts
from kg.query.paths.result import Path
from kg.query.sparql import iri
from kg.schema import Schema

_STATED = "CONSTRUCT { ?s ?p ?o } WHERE { VALUES (?s ?p ?o) { %s } ?s ?p ?o }"
_CLAIMED = """
CONSTRUCT { ?c ?part ?value } WHERE {
  VALUES (?s ?p ?o) { %s } ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  VALUES ?part { rdf:subject rdf:predicate rdf:object kg:status } ?c ?part ?value
}
"""
_PROVENANCE = """
CONSTRUCT { ?c ?cp ?co . ?e ?ep ?eo . ?a ?ap ?ao } WHERE {
  VALUES (?s ?p ?o) { %s } ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; ?cp ?co .
  OPTIONAL { ?c kg:evidence ?e . ?e ?ep ?eo ; oa:hasSource ?a . ?a ?ap ?ao }
}
"""
_SAME = """
CONSTRUCT { ?a owl:sameAs ?b } WHERE { VALUES ?a { %s } VALUES ?b { %s } ?a owl:sameAs ?b }
"""
_BATCH = 200


def walked(
    graph: Graph, paths: Sequence[Path], schema: Schema, *, evidence: bool = False
) -> Triples:
    """The triples that paths walk; a part of the graph.

    A fact that is not asserted has no plain triple: its claim is given instead.

    Args:
        graph: Where the paths were found.
        paths: The paths.
        schema: The edge views, which say which triples an edge walks.
        evidence: Whether claims, evidence and articles are wanted as well.
    """
    facts = Facts(graph, schema)
    edges = dict.fromkeys(hop.edge for path in paths for hop in path.hops)
    wanted = sorted({triple for edge in edges for triple in facts.triples(edge)})
    stated = _construct(graph, _STATED, wanted)
    asserted = {tuple(map(_value, (t.subject, t.predicate, t.object))) for t in stated}
    found = set(stated)
    found.update(_construct(graph, _CLAIMED, [t for t in wanted if t not in asserted]))
    if evidence:
        found.update(_construct(graph, _PROVENANCE, wanted))
    ends = {end for edge in edges for end in (edge.start, edge.end)}
    values = " ".join(map(iri, sorted(ends | {node.iri for path in paths for node in path.nodes})))
    found.update(graph.construct(_SAME % (values, values)))
    return Triples(tuple(sorted(found, key=str)))


def _construct(graph: Graph, query: str, triples: Sequence[Names]) -> Triples:
    found = Triples(())
    for at in range(0, len(triples), _BATCH):
        rows = " ".join(f"({' '.join(map(iri, t))})" for t in triples[at : at + _BATCH])
        found = Triples((*found, *graph.construct(query % rows)))
    return found


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
