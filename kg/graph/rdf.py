"""Quads as rdflib graphs, for those who want rdflib's interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.graph.serialise import prefixes_for

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_rdflib(quads: Iterable[Quad | Triple]) -> rdflib.Graph:
    """The triples of all named graphs together as one rdflib graph."""
    import rdflib

    graph = rdflib.Graph()
    _bind(graph)
    term = _converter()
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def to_dataset(quads: Iterable[Quad]) -> rdflib.Dataset:
    """The quads as an rdflib dataset whose default graph is the union of all."""
    import rdflib
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    dataset = rdflib.Dataset(default_union=True)
    _bind(dataset)
    term = _converter()
    for quad in quads:
        name = quad.graph_name
        if isinstance(name, DefaultGraph):
            graph = dataset.graph(DATASET_DEFAULT_GRAPH_ID)
        else:
            graph = dataset.graph(rdflib.URIRef(name.value))
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return dataset


def _bind(graph: rdflib.Graph) -> None:
    for prefix, namespace in prefixes_for().items():
        graph.bind(prefix, namespace, replace=True)


def _converter() -> Callable[[NamedNode | BlankNode | Literal | Triple], Node]:
    import rdflib

    @lru_cache(maxsize=65536)
    def iri(value: str) -> rdflib.URIRef:
        return rdflib.URIRef(value)

    def convert(term: NamedNode | BlankNode | Literal | Triple) -> Node:
        if isinstance(term, NamedNode):
            return iri(term.value)
        if isinstance(term, BlankNode):
            return rdflib.BNode(term.value)
        if isinstance(term, Triple):
            raise TypeError("rdflib has no triple terms")
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        if term.datatype.value == _XSD_STRING:
            return rdflib.Literal(term.value)
        # Not normalised: a number keeps the characters that it has in the other formats.
        return rdflib.Literal(term.value, datatype=iri(term.datatype.value), normalize=False)

    return convert
