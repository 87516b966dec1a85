"""All entities of a graph, and the names that were found to mean one of them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph import Graph, Term

_ENTITIES = """
SELECT ?entity ?label (COUNT(DISTINCT ?article) AS ?articles)
       (GROUP_CONCAT(DISTINCT ?other; separator="、") AS ?others) WHERE {
  ?entity kg:mentionedIn ?article ; skos:prefLabel ?label .
  OPTIONAL { ?entity skos:altLabel ?other }
} GROUP BY ?entity ?label ORDER BY DESC(?articles) ?label ?entity
"""
_CLASSES = "SELECT ?entity ?class { GRAPH ?g { ?entity kg:mentionedIn ?g ; a ?class } }"
_MERGES = """
SELECT ?name ?label ?reason ?source WHERE {
  ?merge kg:mergedInto ?entity ; kg:nameInArticle ?name ; kg:mergeReason ?reason ;
         oa:hasSource ?article .
  ?entity skos:prefLabel ?label . ?article kg:source ?source .
} ORDER BY ?label ?name ?source
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entity.

    Attributes:
        iri: Its IRI.
        label: What it is called.
        classes: Local names of its classes as articles state them, in order.
        articles: How many articles name it.
        others: Its other names, in order.
    """

    iri: str
    label: str
    classes: tuple[str, ...]
    articles: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """One name of an article that means an entity known by another.

    Attributes:
        name: What the article calls it.
        label: What the entity is called.
        reason: Why they are one.
        source: The article.
    """

    name: str
    label: str
    reason: str
    source: str


def list_entities(graph: Graph, part: str = "") -> tuple[Listed, ...]:
    """The entities of which a name has this part, those of most articles first."""
    classes: dict[str, set[str]] = {}
    for entity, cls in graph.select(_CLASSES):
        classes.setdefault(_text(entity), set()).add(_text(cls).rpartition("#")[2])
    found: dict[str, Listed] = {}
    for entity, label, articles, others in graph.select(_ENTITIES):
        iri = _text(entity)
        names = tuple(sorted(filter(None, _text(others).split("、"))))
        if iri not in found and any(part in name for name in (_text(label), *names)):
            kinds = tuple(sorted(classes.get(iri, ())))
            found[iri] = Listed(iri, _text(label), kinds, int(_text(articles)), names)
    return tuple(found.values())


def list_merges(graph: Graph, part: str = "") -> tuple[Merged, ...]:
    """The names that were found to mean an entity known by another, by that entity."""
    rows = (Merged(*map(_text, row)) for row in graph.select(_MERGES))
    return tuple(dict.fromkeys(row for row in rows if part in row.name or part in row.label))


def _text(term: Term | None) -> str:
    return str(getattr(term, "value", ""))
