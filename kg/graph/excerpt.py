"""A part of a graph that stands on its own: some articles, or what surrounds some entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import vocabulary as v
from kg.graph.interface import ArticleRecord, Graph
from kg.graph.results import Term

_BATCH = 200
# Agreements, events and measurements are between entities: they are no step of their own.
_NEIGHBOURS = """
SELECT DISTINCT ?near ?entity WHERE {
  VALUES ?node { %s }
  { ?node ?p ?near } UNION { ?near ?p ?node }
  { ?near kg:mentionedIn ?article BIND(true AS ?entity) }
  UNION { ?near kg:status ?status FILTER NOT EXISTS { ?near rdf:subject ?what } }
}
"""
_OF = "SELECT DISTINCT ?s ?p ?o ?g WHERE { VALUES ?s { %s } GRAPH ?g { ?s ?p ?o } }"
_CLAIMS = """
SELECT DISTINCT ?claim ?object ?evidence WHERE {
  VALUES ?node { %s } ?claim rdf:subject ?node ; rdf:object ?object .
  OPTIONAL { ?claim kg:evidence ?evidence }
}
"""


def articles_of(graph: Graph, names: Iterable[str], since: str = "") -> tuple[ArticleRecord, ...]:
    """The articles that some names mean, or that were published since a date.

    Args:
        graph: Where they are.
        names: Sources, file names, headlines or beginnings of digests.
        since: ISO 8601 date, or the empty string.
    """
    wanted = set(names)
    return tuple(
        one
        for one in graph.articles()
        if any(_means(name, one) for name in wanted)
        or (since and one.published is not None and one.published >= since)
    )


def article_quads_of(graph: Graph, articles: Iterable[ArticleRecord]) -> Iterator[Quad]:
    """The graphs of some articles."""
    for one in articles:
        yield from graph.quads(NamedNode(one.iri))


def surroundings(graph: Graph, entities: Iterable[str], depth: int) -> Iterator[Quad]:
    """What surrounds some entities: names, facts among them with claims and evidence, articles.

    Args:
        graph: The graph.
        entities: IRIs.
        depth: Steps from entity to entity.
    """
    nodes = _within(graph, {NamedNode(one) for one in entities}, depth)
    claims: set[NamedNode] = set()
    evidence: set[NamedNode] = set()
    for claim, value, each in _select(graph, _CLAIMS, nodes):
        if isinstance(claim, NamedNode) and (isinstance(value, Literal) or value in nodes):
            claims.add(claim)
            evidence.update([each] if isinstance(each, NamedNode) else [])
    said = [q for q in _quads(graph, claims | evidence) if _stands(q, claims)]
    speakers = {q.object for q in said if q.predicate in _SPEAKERS} - nodes
    known = [q for q in _quads(graph, nodes) if _describes(q) or q.object in nodes]
    known += [
        q for q in _quads(graph, {n for n in speakers if isinstance(n, NamedNode)}) if _describes(q)
    ]
    articles = {q.graph_name for q in known if isinstance(q.graph_name, NamedNode)}
    yield from known
    yield from said
    for quad in _quads(graph, articles):
        if quad.predicate not in _MAKERS:
            yield quad


def _describes(quad: Quad) -> bool:
    """Whether a quad needs nothing of the graph but its subject."""
    return quad.predicate in _OWN or not isinstance(quad.object, NamedNode)


def _stands(quad: Quad, claims: set[NamedNode]) -> bool:
    """Whether what a claim rests on is there too."""
    return quad.predicate != v.PREMISE or quad.object in claims


_OWN = frozenset((v.TYPE, v.MENTIONED_IN, v.STATUS, v.BOUND, v.UNIT, v.QUANTITY_KIND, v.PRECISION))
_SPEAKERS = frozenset((v.SCOPE, v.ATTRIBUTED_TO))
_MAKERS = frozenset((v.PUBLISHER, v.AUTHOR, v.EDITOR, v.COPY_OF))


def _within(graph: Graph, start: set[NamedNode], depth: int) -> set[NamedNode]:
    nodes, edge = set(start), set(start)
    for _ in range(depth):
        reached: set[NamedNode] = set()
        between = edge
        for _ in range(2):  # to an agreement, and on to its parties
            found = list(_select(graph, _NEIGHBOURS, between))
            near = {n for n, _ in found if isinstance(n, NamedNode) and n not in nodes}
            entities = {n for n, entity in found if entity is not None}
            nodes |= near
            reached |= near & entities
            between = near - entities
        edge = reached
    return nodes


def _quads(graph: Graph, subjects: Iterable[NamedNode]) -> Iterator[Quad]:
    for s, p, o, g in _select(graph, _OF, subjects):
        yield Quad(s, p, o, g)  # type: ignore[arg-type]  # GRAPH binds all four


def _select(
    graph: Graph, query: str, nodes: Iterable[NamedNode]
) -> Iterator[tuple[Term | None, ...]]:
    ordered = sorted(nodes)
    for at in range(0, len(ordered), _BATCH):
        yield from graph.select(query % " ".join(map(str, ordered[at : at + _BATCH])))


def _means(name: str, article: ArticleRecord) -> bool:
    source = article.source or ""
    local = article.iri.rpartition("/")[2]
    file = source.replace("\\", "/").rpartition("/")[2]
    digest = (article.sha256 or "").startswith(name) and len(name) >= len("8d21c0f4")
    return (
        name in (article.iri, local, source, file, file.partition(".")[0])
        or digest
        or (name == article.headline)
    )
