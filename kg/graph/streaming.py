"""Graphs of any size to and from files, without holding them in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from pyoxigraph import serialize as _serialise

from kg.errors import InputError, StoreError
from kg.graph.interface import Graph
from kg.graph.serialise import DATASET_FORMATS, EXTENSIONS, prefixes_for
from kg.schema.messages import message, reason

LARGE: Final = 500_000
"""Quads above which a graph is written in the order of the store instead of for people."""
_HELD: Final = 500_000
"""Quads that an import holds before it writes them."""
_FORMATS: Final = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


def is_large(graph: Graph) -> bool:
    """Whether a graph has too many quads to sort them."""
    return sum(1 for _ in islice(graph.quads(), LARGE + 1)) > LARGE


def stream(graph: Graph, file: BinaryIO, format: str) -> None:
    """Write a graph as it is read, in the order of its store, which depends on its content alone.

    Args:
        graph: The graph.
        file: Where to.
        format: One of ``serialise.FORMATS``; those that know no articles get every triple once.

    Raises:
        StoreError: If the file cannot be written.
    """
    try:
        if format == "turtle":
            graph.write_turtle(file)
            return
        statements = graph.quads() if format in DATASET_FORMATS else graph.stated()
        _serialise(statements, file, _FORMATS[format], prefixes=prefixes_for(graph.base))
    except OSError as error:
        raise StoreError(message("graph_not_written", reason=reason(error))) from None


def import_file(graph: Graph, path: Path, tell: Callable[[int], None] = lambda _: None) -> int:
    """Put an RDF file into a store; graphs of its names are replaced.

    Triples that belong to no graph get one whose name follows from the bytes of the file. What was
    broken off can be done again: it ends as if nothing had happened.

    Args:
        graph: The store.
        path: The file.
        tell: Called now and then with the number of statements that are in the store so far.

    Returns:
        The number of statements.

    Raises:
        InputError: If the file cannot be read as RDF; what came before the fault may be in the
            store.
        StoreError: If the store cannot be written.
    """
    format = _FORMATS.get(EXTENSIONS.get(path.suffix.lower(), ""))
    if format is None:
        known = " ".join(sorted(EXTENSIONS))
        raise InputError(message("not_rdf_file", path=path, known=known))
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        unnamed = NamedNode(f"{graph.base}import-{digest[:16]}")
        return _import(graph, parse(path=str(path), format=format), unnamed, tell)
    except SyntaxError as error:
        raise InputError(
            message("not_valid", path=path, format=format.name, reason=error)
        ) from None
    except OSError as error:
        raise InputError(message("cannot_be_read", path=path, reason=reason(error))) from None


def _import(
    graph: Graph, quads: Iterator[Quad], unnamed: NamedNode, tell: Callable[[int], None]
) -> int:
    count = 0
    begun: set[NamedNode] = set()
    while held := list(islice(quads, _HELD)):
        count += len(held)
        named = [
            quad
            if isinstance(quad.graph_name, NamedNode)
            else Quad(quad.subject, quad.predicate, quad.object, unnamed)
            for quad in held
        ]
        names = {q.graph_name for q in named if isinstance(q.graph_name, NamedNode)}
        # A graph that goes on from the statements held before is loaded again as a whole.
        before = chain.from_iterable(map(graph.quads, sorted(begun & names)))
        graph.load([*before, *named])
        graph.flush()
        begun |= names
        tell(count)
    return count
