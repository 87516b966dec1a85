"""Leaves out of the Turtle of a store's union what no article states.

A store writes a graph faster than it hands every triple to Python, but its union holds the
superclasses too (see ``LocalGraph``). They can be told without reading Turtle: the store writes a
predicate a line, objects between `` , ``, and escapes line ends and tabs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import BinaryIO, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.graph import vocabulary as v

_TYPE = b"a "
_BETWEEN = b" , "


def entailed(store: Store) -> Iterator[Triple]:
    """The types that a store's union has only because of narrower ones."""
    for cls in _inferred(store):
        # Class by class, because the store keeps in memory what MINUS takes away.
        pattern = f"?s a {cls} MINUS {{ GRAPH ?g {{ ?s a {cls} }} }}"
        yield from (Triple(node, v.TYPE, cls) for node in _members(store, pattern))


def write_stated(store: Store, file: BinaryIO, prefixes: dict[str, str]) -> None:
    """Write as Turtle what the union of a store on disk has, without the entailed types.

    Raises:
        OSError: If the file cannot be written.
    """
    inferred = _inferred(store)
    classes = types_as_written((Triple(cls, v.TYPE, cls) for cls in inferred), prefixes)
    stated = (
        Triple(node, v.TYPE, cls)
        for cls in inferred
        for node in _members(store, f"GRAPH ?g {{ ?s a {cls} }}")
    )
    sieve = cast("BinaryIO", Sieve(file, classes.keys(), types_as_written(stated, prefixes)))
    store.dump(sieve, RdfFormat.TURTLE, from_graph=DefaultGraph(), prefixes=prefixes)


def _inferred(store: Store) -> list[NamedNode]:
    """The classes that some nodes of the union are in only because of narrower ones."""
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a {} }} }}"
    return [
        cls
        for cls, members in _rows(store, "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c")
        if isinstance(cls, NamedNode) and [[members]] != [*_rows(store, count.format(cls))]
    ]


def _members(store: Store, pattern: str) -> Iterator[NamedNode | BlankNode]:
    for (node,) in _rows(store, f"SELECT DISTINCT ?s {{ {pattern} }}"):
        if isinstance(node, NamedNode | BlankNode):
            yield node


def _rows(store: Store, query: str) -> Iterator[list[NamedNode | BlankNode | Literal | Triple]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return map(list, found)


class Sieve:
    """A file for ``pyoxigraph.Store.dump`` that passes all but some types on to another.

    Args:
        file: The other.
        inferred: Classes to leave out, as Turtle has them; a subject has a narrower one too.
        stated: The subjects for which some of these classes stay.
    """

    def __init__(
        self,
        file: BinaryIO,
        inferred: Collection[bytes],
        stated: Mapping[bytes, Collection[bytes]],
    ) -> None:
        self._file = file
        self._inferred = inferred
        self._stated = stated
        self._rest: list[bytes] = []
        self._subject = b""

    def write(self, data: bytes) -> int:
        """Take the next bytes; a line that is not yet whole waits for the next."""
        end = data.rfind(b"\n") + 1
        if end:
            self._sift(b"".join((*self._rest, data[:end])))
            self._rest.clear()
        self._rest.append(data[end:])
        return len(data)

    def flush(self) -> None:
        """Write what has come; at its end a dump has no line begun."""
        self._file.flush()

    def _sift(self, lines: bytes) -> None:
        at = 0
        found = lines.find(_BETWEEN)
        while found >= 0:
            start, end = lines.rfind(b"\n", 0, found) + 1, lines.find(b"\n", found)
            types = start + 1 if lines.startswith(b"\t", start) else lines.find(b" ", start) + 1
            if lines.startswith(_TYPE, types):
                stay = self._stated.get(self._subject_at(lines, start), ())
                kept = [
                    cls
                    for cls in _classes(lines[types:end])
                    if cls not in self._inferred or cls in stay
                ]
                self._file.write(lines[at:types] + _TYPE + _BETWEEN.join(kept))
                at = end - len(b" ;")
            found = lines.find(_BETWEEN, end)
        self._file.write(lines[at:])
        self._subject = self._subject_at(lines, len(lines))

    def _subject_at(self, lines: bytes, at: int) -> bytes:
        """The subject of the line that begins at a place, or ends before it."""
        while lines.startswith(b"\t", at) or at == len(lines):
            if at == 0:
                return self._subject
            at = lines.rfind(b"\n", 0, at - 1) + 1
        return lines[at : lines.find(b" ", at)]


def types_as_written(types: Iterable[Triple], prefixes: dict[str, str]) -> dict[bytes, set[bytes]]:
    """Classes by subject, both as Turtle with these prefixes has them."""
    text = serialize(types, format=RdfFormat.TURTLE, prefixes=prefixes) or b""
    found: dict[bytes, set[bytes]] = defaultdict(set)
    for line in text.splitlines():
        subject, _, rest = line.partition(b" ")
        if rest.startswith(_TYPE):
            found[subject].update(_classes(rest))
    return dict(found)


def _classes(types: bytes) -> list[bytes]:
    """The classes in the rest of a line: ``a kg:Event , kg:Signing ;``."""
    return types[len(_TYPE) : -len(b" ;")].split(_BETWEEN)
