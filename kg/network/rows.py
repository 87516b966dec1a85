"""Asking a graph for plain rows in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph.interface import Graph

Row = dict[str, str]
"""The characters of each variable that is bound."""


def rows(graph: Graph, query: str) -> list[Row]:
    """The rows of a SELECT, sorted: a store gives them in no particular order."""
    found = [
        {name: str(getattr(term, "value", term)) for name, term in row.items()}
        for row in graph.select(query).dicts()
    ]
    return sorted(found, key=lambda row: sorted(row.items()))


def iris(values: Iterable[str]) -> str:
    """IRIs of the ontology, as the VALUES of a query."""
    return " ".join(f"<{value}>" for value in values)


def local_name(iri: str) -> str:
    """The part of an IRI after the last ``#`` or ``/``."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
