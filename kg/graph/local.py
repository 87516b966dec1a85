"""Graphs in this process: an Oxigraph store on disk or in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    Store,
    Variable,
)

from kg.errors import QueryError, StoreError
from kg.graph import sparql
from kg.graph import vocabulary as v
from kg.graph.diagnosis import diagnose
from kg.graph.interface import Bindings, Graph
from kg.graph.results import Result, Solutions, Triples

if TYPE_CHECKING:
    from pyoxigraph import QueryTriples


class LocalGraph(Graph):
    """A graph held by an Oxigraph store."""

    def __init__(
        self, store: Store, *, location: str, read_only: bool, base: str = v.INDIVIDUALS
    ) -> None:
        self._store: Store | None = store
        self.location = location
        self.read_only = read_only
        self.base = base

    def query(self, text: str, *, bindings: Bindings | None = None) -> Result:
        """Run any query, see ``Graph.query``."""
        sparql.refuse_outside(text)
        values = {Variable(name): term for name, term in (bindings or {}).items()}
        try:
            return _result(
                text,
                self._open.query(
                    text,
                    prefixes=self.prefixes(),
                    use_default_graph_as_union=True,
                    substitutions=values,
                ),
            )
        except SyntaxError:
            raise diagnose(text, self.prefixes()) from None
        except OSError as error:
            raise StoreError(f"{self.location}: cannot be read: {error}") from None
        except (RuntimeError, ValueError) as error:
            raise QueryError(f"the query failed: {error}") from None

    def quads(self, article: NamedNode | None = None) -> Iterator[Quad]:
        """All quads, or those of one article."""
        return self._open.quads_for_pattern(None, None, None, article)

    def load(self, quads: Iterable[Quad]) -> None:
        """Replace the named graphs that the quads belong to."""
        self._check_writable()
        for name, graph in self._by_article(quads):
            self._replace(name, graph)

    def remove(self, article: NamedNode) -> bool:
        """Remove an article's graph."""
        self._check_writable()
        if not self._open.contains_named_graph(article):
            return False
        try:
            self._open.remove_graph(article)
        except OSError as error:
            raise StoreError(f"{self.location}: cannot be written: {error}") from None
        return True

    def __len__(self) -> int:
        return len(self._open)

    def close(self) -> None:
        """Write what is still to be written and let go of the files."""
        if self._store is not None and not self.read_only:
            try:
                self._store.flush()
            except OSError as error:
                raise StoreError(f"{self.location}: cannot be written: {error}") from None
        self._store = None  # the store closes with its last reference

    @property
    def _open(self) -> Store:
        if self._store is None:
            raise StoreError(f"{self.location}: the graph has been closed")
        return self._store

    def _replace(self, name: NamedNode, quads: set[Quad]) -> None:
        before = set(self._open.quads_for_pattern(None, None, None, name))
        try:
            if not before:
                self._open.extend(quads)  # one transaction
            elif before != quads:
                # An update is one transaction, however many steps it has.
                self._open.update(_change(name, before - quads, quads - before))
        except OSError as error:
            raise StoreError(f"{self.location}: cannot be written: {error}") from None


def _change(name: NamedNode, old: Iterable[Quad], new: Iterable[Quad]) -> str:
    return (
        f"DELETE DATA {{ GRAPH {name} {{ {_statements(old)} }} }} ;\n"
        f"INSERT DATA {{ GRAPH {name} {{ {_statements(new)} }} }}"
    )


def _statements(quads: Iterable[Quad]) -> str:
    return " .\n".join(sorted(str(quad.triple) for quad in quads))


def _result(text: str, found: QuerySolutions | QueryBoolean | QueryTriples) -> Result:
    if isinstance(found, QueryBoolean):
        return bool(found)
    if not isinstance(found, QuerySolutions):
        return Triples(tuple(sorted(set(found), key=str)))
    given = tuple(variable.value for variable in found.variables)
    written = sparql.written_order(text, given)
    if written == given:
        return Solutions(given, tuple(map(tuple, found)))
    columns = [given.index(name) for name in written]
    return Solutions(written, tuple(tuple(row[c] for c in columns) for row in found))


def with_graph_name(quads: Iterable[Quad], name: NamedNode) -> Iterator[Quad]:
    """The quads, with those of the default graph put into a named one."""
    for quad in quads:
        if isinstance(quad.graph_name, DefaultGraph):
            yield Quad(quad.subject, quad.predicate, quad.object, name)
        else:
            yield quad
