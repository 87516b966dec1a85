"""What a graph holds, in numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph import vocabulary as v
from kg.graph.interface import Graph
from kg.query.sparql import local_name, select

_CLASSES = f"""
SELECT ?type (COUNT(DISTINCT ?node) AS ?number) WHERE {{
  ?node a ?type . FILTER(STRSTARTS(STR(?type), "{v.ONTOLOGY}"))
}} GROUP BY ?type
"""
_ONLY = """
SELECT (COUNT(DISTINCT ?node) AS ?number) WHERE {
  ?node a kg:%s MINUS { VALUES ?narrower { %s } ?node a ?narrower }
}
"""
_RELATIONS = f"""
SELECT ?property (COUNT(*) AS ?number) WHERE {{
  SELECT DISTINCT ?subject ?property ?object WHERE {{
    ?subject {v.MENTIONED_IN} ?one ; ?property ?object . ?object {v.MENTIONED_IN} ?other
  }}
}} GROUP BY ?property
"""
_STATUSES = f"""
SELECT ?status (COUNT(DISTINCT ?claim) AS ?number) WHERE {{
  ?claim a {v.CLAIM} ; {v.STATUS} ?status
}} GROUP BY ?status
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of what; mappings from local names, the most frequent first.

    Attributes:
        statements: Quads.
        articles: Articles.
        classes: Members of each class that belong to no narrower one.
        relations: Facts of each property between two entities.
        statuses: Claims of each status.
    """

    statements: int
    articles: int
    classes: dict[str, int]
    relations: dict[str, int]
    statuses: dict[str, int]


def count(graph: Graph) -> Counts:
    """Count what is in a graph.

    Raises:
        StoreError: If it cannot be read.
    """
    classes = _classes(graph)
    return Counts(
        statements=len(graph),
        articles=classes.get(local_name(v.ARTICLE.value), 0),
        classes=classes,
        relations=_numbers(graph, _RELATIONS, "property"),
        statuses=_numbers(graph, _STATUSES, "status"),
    )


def _classes(graph: Graph) -> dict[str, int]:
    found = _numbers(graph, _CLASSES, "type")
    ontology = graph.schema.ontology
    # A superlative is written as a claim too, and counts as one.
    for name in found.keys() - {local_name(v.CLAIM.value)}:
        below = found.keys() & set(ontology.subclasses(name)) - {name}
        narrower = [f"kg:{one}" for one in sorted(below)]
        if narrower:
            (row,) = select(graph, _ONLY % (name, " ".join(narrower)))
            found[name] = int(row["number"])
    return _ordered((name, number) for name, number in found.items() if number)


def _numbers(graph: Graph, query: str, name: str) -> dict[str, int]:
    rows = [
        (local_name(row[name]), int(row["number"])) for row in select(graph, query) if name in row
    ]
    return _ordered(rows)


def _ordered(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))
