"""Graphs in this process: an Oxigraph store on disk or in memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property, lru_cache, partial
from itertools import chain, filterfalse
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    Store,
    Variable,
)

from kg.errors import StoreError
from kg.graph import sieve, sparql
from kg.graph import vocabulary as v
from kg.graph.failures import Failures, cannot_write
from kg.graph.hierarchy import Hierarchy, hierarchy
from kg.graph.interface import Bindings, Graph
from kg.graph.marker import ENGINE, Changes
from kg.graph.results import Result, Row, Rows, Solutions, Triples
from kg.graph.update import Change, difference
from kg.schema import Schema
from kg.schema.messages import message

if TYPE_CHECKING:
    from kg.graph.counts import Counts
    from kg.graph.journal import Difference

_MANY = 20_000
"""Statements of new articles from which on they are loaded as files: that takes half the time."""


class LocalGraph(Graph):
    """A graph held by an Oxigraph store.

    The store's default graph is the union of all articles, kept beside them: Oxigraph can form the
    union while it queries, but then gives a fact once for each article that states it, which makes
    every count and sum wrong. It has the superclasses of every node as well, so that a query for
    a class finds the members of narrower ones.

    Attributes:
        changes: Is told when a store folder is about to change; None for what is not on disk.
        on_disk: Whether it is a folder; such a store keeps the triples of a subject together.
    """

    changes: Changes | None = None
    on_disk: bool = False

    def __init__(
        self,
        store: Store,
        *,
        location: str,
        read_only: bool,
        base: str = v.INDIVIDUALS,
        schema: Schema | None = None,
        loose: frozenset[Quad] = frozenset(),
    ) -> None:
        self._store: Store | None = store
        self._schema = schema
        self._loose = loose
        self.location = location
        self.read_only = read_only
        self.base = base
        self._prefixes = self.prefixes()
        self._named_prefixes = lru_cache(1024)(partial(sparql.named_prefixes, self._prefixes))
        self._failures = Failures(location)

    def query(self, text: str, *, bindings: Bindings | None = None) -> Result:
        """Run any query, see ``Graph.query``."""
        found = self._run(text, bindings)
        if not isinstance(found, QuerySolutions):
            return found
        variables, order = _columns(text, found)
        with self._failures:
            rows = tuple(map(tuple, found))
        return Solutions(variables, rows if order is None else tuple(map(order, rows)))

    def stream(self, text: str, *, bindings: Bindings | None = None) -> Rows | Triples | bool:
        """Run any query, see ``Graph.stream``."""
        found = self._run(text, bindings)
        if not isinstance(found, QuerySolutions):
            return found
        variables, order = _columns(text, found)
        return Rows(variables, self._rows(found, order))

    def _run(self, text: str, bindings: Bindings | None) -> QuerySolutions | Triples | bool:
        """What a query gives, the rows of a table still to come."""
        sparql.refuse_outside(text, self._prefixes, self._may_be_named)
        bound, rest = sparql.put_in(text, bindings) if bindings else (text, {})
        values = {Variable(name): term for name, term in rest.items()} or None
        prefixes = self._named_prefixes(text)
        try:
            with self._failures:
                found = self._open.query(bound, prefixes=prefixes, substitutions=values)
                if isinstance(found, QuerySolutions):
                    return found
                if isinstance(found, QueryBoolean):
                    return bool(found)
                return Triples(tuple(sorted(set(found), key=str)))
        except SyntaxError as error:
            raise self.syntax_error(text, str(error)) from None

    def _rows(self, found: QuerySolutions, order: Callable[[Row], Row] | None) -> Iterator[Row]:
        rows = map(tuple, found)
        with self._failures:
            yield from rows if order is None else map(order, rows)

    def quads(self, article: NamedNode | None = None) -> Iterator[Quad]:
        """All quads, or those of one article."""
        if article is not None:
            yield from self._open.quads_for_pattern(None, None, None, article)
            return
        for name in self._open.named_graphs():
            yield from self._open.quads_for_pattern(None, None, None, name)
        yield from self._loose

    def stated(self) -> Iterable[Quad]:
        """What the articles state, every triple once, subject after subject."""
        entailed = {Quad(*triple) for triple in sieve.entailed(self._open)}
        # Half of the time of an export would go into a loop in Python.
        return filterfalse(
            (entailed - self._loose).__contains__,
            self._open.quads_for_pattern(None, None, None, DefaultGraph()),
        )

    def counts(self, before: Counts | None = None, since: Difference | None = None) -> Counts:
        """How often classes, properties and relations come, see ``Graph.counts``."""
        from kg.graph.counts import count, recount  # for those who make an index
        from kg.graph.turtle import Namer

        namer = Namer(self.prefixes())
        if before is None or since is None:
            return count(self._open, namer)
        return recount(self._open, namer, before, since)

    def write_turtle(self, file: BinaryIO) -> None:
        """Write what the articles state as Turtle, every triple once, subject after subject."""
        if self.on_disk and not self._loose:
            sieve.write_stated(self._open, file, self._prefixes)
        else:
            super().write_turtle(file)

    def copy_files(self, folder: Path) -> None:
        """Copy the database into a folder; what does not change any more is linked, not copied."""
        self._check_writable()
        self._open.backup(str(folder / ENGINE))

    def load(self, quads: Iterable[Quad], *, instead_of: Iterable[NamedNode] = ()) -> None:
        """Replace the named graphs that the quads belong to, and those they come instead of."""
        self._check_writable()
        others, graphs = frozenset(instead_of), self._by_article(quads)
        # What is replaced goes in the transaction of what comes instead of it.
        for name, graph in graphs if others else self._load_new(graphs):
            self._replace(others | {name}, graph)
            others = frozenset()

    def _load_new(
        self, graphs: list[tuple[NamedNode, set[Quad]]]
    ) -> list[tuple[NamedNode, set[Quad]]]:
        """Load those that are not there, if they are many, in one transaction; gives the others."""
        store = self._open
        others = {name: quads for name, quads in graphs if store.contains_named_graph(name)}
        new = [quads for name, quads in graphs if name not in others]
        if sum(map(len, new)) < _MANY:
            return graphs
        if self.changes is not None:
            self.changes.begin()
            self.changes.journal.give_up()
        named = chain.from_iterable(new)
        union = map(_in_union, chain.from_iterable(new))
        entailed = self._hierarchy.entailed(chain.from_iterable(new))
        try:
            store.bulk_extend(chain(named, union, entailed))
        except OSError as error:
            raise cannot_write(self.location, error) from None
        return list(others.items())

    def remove(self, article: NamedNode) -> bool:
        """Remove an article's graph."""
        self._check_writable()
        if not self._open.contains_named_graph(article):
            return False
        self._replace(frozenset([article]), set())
        return True

    def rehearse(self, text: str, folder: Path) -> Change:
        """What an update would change, found out on a copy of a store folder's database.

        Args:
            text: SPARQL Update.
            folder: An empty folder for the copy, on the disk of the store: files that do not change
                are shared with it.

        Raises:
            QuerySyntaxError: If it does not parse.
            QueryError: If it is not allowed, fails, or would leave what no article states.
        """
        sparql.refuse_outside(text, self.prefixes(), self._may_be_named, updates=True)
        copy = folder / "copy"
        try:
            with self._failures:
                self._open.backup(str(copy))
                changed = Store(str(copy))
                changed.update(text, prefixes=self.prefixes())
        except SyntaxError as error:
            raise self.syntax_error(text, str(error)) from None
        return difference(self._open, changed, self._hierarchy)

    def change(self, change: Change) -> None:
        """Change the graphs of articles, all of it or nothing.

        Raises:
            StoreError: If the graph is read-only or cannot be written.
        """
        self._check_writable()
        held = {quad for name in change.articles for quad in self.quads(name)}
        self._replace(frozenset(change.articles), (held - change.removed) | change.added)

    def _may_be_named(self, iri: str) -> bool:
        """Whether a query may name this as a graph to read."""
        return iri in self.allowed or self._open.contains_named_graph(NamedNode(iri))

    def __len__(self) -> int:
        return sum(1 for _ in self.quads())

    def flush(self) -> None:
        """Write what is buffered to the files."""
        try:
            self._open.flush()
        except OSError as error:
            raise cannot_write(self.location, error) from None

    def compact(self) -> None:
        """Sort the files of a store folder anew, see ``Graph.compact``."""
        folder = Path(self.location) / ENGINE
        if not self.on_disk or _size(folder) > shutil.disk_usage(folder).free:
            return
        try:
            self._open.optimize()
        except OSError as error:
            raise cannot_write(self.location, error) from None

    def close(self) -> None:
        """Write what is still to be written and let go of the files."""
        if self._store is not None and not self.read_only:
            self.flush()
            if self.changes is not None:
                self.changes.end()
        self._store = None  # the store closes with its last reference

    @property
    def _open(self) -> Store:
        if self._store is None:
            raise StoreError(message("graph_closed", path=self.location))
        return self._store

    def _replace(self, names: frozenset[NamedNode], quads: set[Quad]) -> None:
        """Put quads of one of these graphs in the place of all that they hold."""
        store = self._open
        before = {q for name in names for q in store.quads_for_pattern(None, None, None, name)}
        if before == quads:
            return
        new, gone = quads - before, before - quads
        union = {*map(_in_union, new), *self._hierarchy.entailed(new)}
        unfounded = self._unfounded(gone, names, quads)
        journal = None
        if self.changes is not None:
            self.changes.begin()
            journal = self.changes.journal if self.changes.journal.whole else None
        fresh = [quad for quad in union if quad not in store] if journal else []
        try:
            if not before:
                store.extend([*new, *union])  # one transaction
            else:
                change = [
                    _change("DELETE", [*gone, *unfounded]),
                    _change("INSERT", [*new, *union]),
                ]
                kept = {quad.graph_name for quad in quads}
                change += [f"DROP SILENT GRAPH {name}" for name in sorted(names - kept)]
                # An update is one transaction, however many steps it has.
                store.update(" ;\n".join(change))
        except OSError as error:
            raise cannot_write(self.location, error) from None
        if journal:
            journal.note(fresh, unfounded)

    @cached_property
    def _hierarchy(self) -> Hierarchy:
        return hierarchy(self.schema)

    def _unfounded(
        self, gone: set[Quad], names: frozenset[NamedNode], quads: set[Quad]
    ) -> list[Quad]:
        """What no longer holds in the union when these quads are gone.

        Args:
            gone: What is taken out of the graphs.
            names: The graphs.
            quads: What is in them then.
        """
        classes = self._hierarchy
        doubtful = set(map(_in_union, gone)) | classes.entailed(gone)
        return [
            quad
            for quad in doubtful
            if not any(self._stated(premise, names, quads) for premise in classes.premises(quad))
        ]

    def _stated(self, quad: Quad, names: frozenset[NamedNode], quads: set[Quad]) -> bool:
        """Whether something says this, where the graphs of these names hold just these quads."""
        s, p, o = quad.triple
        if quad in self._loose or any(Quad(s, p, o, name) in quads for name in names):
            return True
        same = self._open.quads_for_pattern(s, p, o, None)
        return any(q.graph_name not in names and q.graph_name != DefaultGraph() for q in same)


def union_of(store: Store, classes: Hierarchy) -> frozenset[Quad]:
    """Make the default graph of a store the union of all, with the superclasses.

    Returns:
        The quads that stood in the default graph alone.
    """
    loose = set(store.quads_for_pattern(None, None, None, DefaultGraph()))
    store.extend(classes.entailed(loose))
    for name in store.named_graphs():
        named = [_in_union(q) for q in store.quads_for_pattern(None, None, None, name)]
        loose.difference_update(named)
        store.extend([*named, *classes.entailed(named)])
    return frozenset(loose)


def refresh_classes(store: Store, classes: Hierarchy) -> None:
    """Give the union of a store the superclasses that follow now, and no others."""
    types = list(store.quads_for_pattern(None, v.TYPE, None, None))
    stated = {_in_union(q) for q in types if q.graph_name != DefaultGraph()}
    holding = stated | classes.entailed(stated)
    before = {q for q in types if q.graph_name == DefaultGraph()}
    store.extend(holding - before)
    for quad in sorted(before - holding, key=str):
        store.remove(quad)


def _columns(
    text: str, found: QuerySolutions
) -> tuple[tuple[str, ...], Callable[[Row], Row] | None]:
    """The columns as they are written, and what puts a row in that order; None if it is."""
    given = tuple([variable.value for variable in found.variables])
    written = sparql.written_order(text, given)
    return written, None if given == written else itemgetter(*map(given.index, written))


def _size(folder: Path) -> int:
    """Bytes of the files of a folder, without those that its owner deletes meanwhile."""
    size = 0
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            size += path.stat().st_size
    return size


def _in_union(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object)


def _change(action: str, quads: Iterable[Quad]) -> str:
    return f"{action} DATA {{\n{''.join(sorted(map(_statement, quads)))}}}"


def _statement(quad: Quad) -> str:
    if isinstance(quad.graph_name, DefaultGraph):
        return f"{quad.triple} .\n"
    return f"GRAPH {quad.graph_name} {{ {quad.triple} }}\n"
