"""Facts as RDF: quads, IRIs, identity across articles, stores, serialisation, validation.

What opens graphs is loaded when it is first asked for: the shell has it done in another process.
"""

from typing import TYPE_CHECKING

from kg.graph.interface import ArticleRecord, Graph
from kg.graph.results import Result, Row, Solutions, Term, Triples

if TYPE_CHECKING:
    from kg.graph.store import memory_graph, open_graph

__all__ = [
    "ArticleRecord",
    "Graph",
    "Result",
    "Row",
    "Solutions",
    "Term",
    "Triples",
    "memory_graph",
    "open_graph",
]


def __getattr__(name: str) -> object:
    """Load what opens graphs (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kg.graph import store

    return getattr(store, name)
