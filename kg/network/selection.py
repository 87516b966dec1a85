"""Which part of a network is wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from kg.errors import UsageError
from kg.network.model import Edge, Network, Tie
from kg.schema import Schema
from kg.schema.classes import class_called
from kg.schema.messages import message


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Conditions that a pair of parties meets; what is empty or 0 sets none.

    Attributes:
        classes: Local names of classes, subclasses included: both parties are of one of them.
        places: Names of places: what joins the two is in one of them, or one of the two is.
        since: ISO 8601 date, month or year; earlier ties do not count.
        until: The same for later ones. A tie without a date counts by its first report.
        sources: The least number of articles that say so.
    """

    classes: Collection[str] = ()
    places: Collection[str] = ()
    since: str = ""
    until: str = ""
    sources: int = 0


def select(network: Network, wanted: Selection) -> Network:
    """The pairs that meet all conditions, and their parties."""
    nodes = {node.iri: node for node in network.nodes}
    places = frozenset(wanted.places)

    def fits(edge: Edge) -> bool:
        ends = (nodes[edge.source], nodes[edge.target])
        if wanted.classes and not all(node.type in wanted.classes for node in ends):
            return False
        if edge.sources < wanted.sources:
            return False
        here = [*(tie.places for tie in edge.ties), *(node.places for node in ends)]
        return not places or any(not places.isdisjoint(names) for names in here)

    edges = []
    for edge in network.edges:
        ties = tuple(tie for tie in edge.ties if _in_time(tie, wanted.since, wanted.until))
        if ties and fits(kept := replace(edge, ties=ties)):
            edges.append(kept)
    return replace(network, edges=tuple(edges)).joined()


def _in_time(tie: Tie, since: str, until: str) -> bool:
    """Whether a tie falls into a time; two dates are compared as precisely as both are known."""
    if not since and not until:
        return True
    when = tie.when
    if not when:
        return False
    return when[: len(since)] >= since[: len(when)] and (
        not until or when[: len(until)] <= until[: len(when)]
    )


def classes_named(schema: Schema, names: Iterable[str]) -> frozenset[str]:
    """The classes of entities that are called so, subclasses included.

    Raises:
        UsageError: If there is no such class; lists those there are.
    """
    ontology = schema.ontology
    found: set[str] = set()
    for name in names:
        called = class_called(schema, name)
        if called is None or called not in ontology.entity_classes:
            known = [f"{ontology.label(cls)} ({cls})" for cls in ontology.entity_classes]
            those = message("there_are", known=known)
            problem = message("no_class", name=name)
            raise UsageError(message("no_such", problem=problem, others=those))
        found.update(ontology.subclasses(called))
    return frozenset(found)
