"""Facts as RDF: quads, IRIs, identity across articles, stores, serialisation, validation."""

from kg.graph.interface import ArticleRecord, Graph
from kg.graph.results import Result, Row, Solutions, Term, Triples
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
