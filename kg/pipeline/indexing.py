"""The indexes that are made as soon as a store is built, so that nobody waits for them later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from kg.graph import Graph, open_graph
from kg.query.completion.stored import completion_index
from kg.query.entities import entity_index
from kg.query.paths.views import adjacency
from kg.schema import Schema

_INDEXES: Final[tuple[Callable[[Graph, Schema], object], ...]] = (
    lambda graph, _: entity_index(graph),
    lambda graph, _: completion_index(graph),
    adjacency,
)
"""Each makes one index of a graph, or finds it there (``kg.graph.indexes``)."""


def make_indexes(location: str | Path, schema: Schema) -> None:
    """Bring all indexes of a store up to date.

    Raises:
        StoreError: If the store cannot be read.
    """
    with open_graph(location, schema=schema) as graph:
        for make in _INDEXES:
            make(graph, schema)
