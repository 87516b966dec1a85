"""What a graph says of an entity and of those near it, as a graph of its own."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import vocabulary as v
from kg.graph.interface import Graph
from kg.graph.results import Triples
from kg.query.sparql import iri, select

_NEIGHBOURS = f"""
SELECT DISTINCT ?other WHERE {{
  VALUES ?node {{ %s }}
  {{ ?node ?p ?other }} UNION {{ ?other ?p ?node }}
  ?other {v.MENTIONED_IN} ?article
}}
"""
_OF_NODES = """
CONSTRUCT { ?node ?p ?o } WHERE { VALUES ?node { %s } ?node ?p ?o }
"""
_CLAIMS = """
CONSTRUCT { ?claim ?p ?o . ?evidence ?q ?r . ?value ?t ?u } WHERE {
  VALUES ?node { %s }
  ?claim rdf:subject ?node ; kg:evidence ?evidence ; ?p ?o .
  ?evidence ?q ?r .
  OPTIONAL { ?claim rdf:object ?value . ?value ?t ?u }
}
"""


def surroundings(graph: Graph, entity: str, depth: int) -> Triples:
    """The triples about an entity and all that are at most so many steps away.

    Claims about them, with the sentences, come along; so the facts can be checked without the rest.

    Args:
        graph: Where it is.
        entity: Its IRI.
        depth: Steps from entity to entity; 0 for the entity alone.
    """
    nodes, frontier = {entity}, {entity}
    for _ in range(depth):
        found = {row["other"] for row in select(graph, _NEIGHBOURS % _listed(frontier))}
        frontier = found - nodes
        if not frontier:
            break
        nodes |= frontier
    listed = _listed(nodes)
    triples = {*graph.construct(_OF_NODES % listed), *graph.construct(_CLAIMS % listed)}
    return Triples(tuple(sorted(triples, key=str)))


def _listed(nodes: Iterable[str]) -> str:
    return " ".join(map(iri, sorted(nodes)))
