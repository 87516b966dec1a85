"""The triples that a path walks, and the sentences behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.graph.interface import Graph
from kg.model.lexicon.edges import EdgeLexicon, EdgeView
from kg.query.evidence import Triple, best_first, support
from kg.query.paths.result import Edge, Hop, Node, Path
from kg.query.source import Source
from kg.schema import Schema


class Facts:
    """What the edges of paths say.

    Args:
        graph: Whose prefixes the views use.
        schema: The edge views.
        lang: The language of their labels.
    """

    def __init__(self, graph: Graph, schema: Schema, lang: str = "zh") -> None:
        self._graph, self._lang = graph, lang
        self._views = {v.name: v for v in schema.lexicon("edges", EdgeLexicon).views}
        self._prefixes = graph.prefixes()

    def label(self, edge: Edge) -> str:
        """What an edge says, in words."""
        return self._views[edge.view].titled(edge.title, self._lang)

    def triples(self, edge: Edge) -> tuple[Triple, ...]:
        """The triples that an edge walks."""
        ends = {"?from": edge.start, "?to": edge.end, "?via": edge.via or ""}
        return tuple(
            (ends.get(s) or self._iri(s), self._iri(p), ends.get(o) or self._iri(o))
            for s, p, o in self._templates(self._views[edge.view])
        )

    def finished(self, paths: Sequence[Path], nodes: Mapping[str, Node]) -> list[Path]:
        """The paths with names, labels and sentences."""
        edges = {hop.edge: self.triples(hop.edge) for path in paths for hop in path.hops}
        found = support(self._graph, (triple for triples in edges.values() for triple in triples))
        sources = {
            edge: _sources(edge, [found[t].sources for t in triples if t in found])
            for edge, triples in edges.items()
        }
        return [
            replace(
                path,
                nodes=tuple(nodes[node.iri] for node in path.nodes),
                hops=tuple(self._finished(hop, sources[hop.edge]) for hop in path.hops),
            )
            for path in paths
        ]

    def _finished(self, hop: Hop, sources: tuple[Source, ...]) -> Hop:
        edges = tuple(replace(edge, label=self.label(edge)) for edge in hop.edges)
        return replace(hop, edges=edges, evidence=sources)

    def _templates(self, view: EdgeView) -> tuple[tuple[str, str, str], ...]:
        if view.property is not None:
            # The ontology says the same, but takes longer to read than a path to find.
            return (("?from", f"kg:{view.property}", "?to"),)
        return view.triples

    def _iri(self, name: str) -> str:
        prefix, colon, rest = name.partition(":")
        namespace = self._prefixes.get(prefix) if colon else None
        return namespace + rest if namespace is not None else name


def _sources(edge: Edge, found: Iterable[Sequence[Source]]) -> tuple[Source, ...]:
    """The sentences behind an edge: first those that speak of all its triples."""
    groups = [set(sources) for sources in found]
    every = set().union(*groups)
    shared = set.intersection(*groups) if groups else set()
    wanted = {source for source in every if source.status == edge.status} or every
    return tuple(sorted(wanted, key=lambda source: (source not in shared, best_first(source))))
