"""Where graphs are kept, and how one is opened.

A store is a folder with the marker file ``kg-store.json`` and the Oxigraph database beside it. RDF
files are read into memory; an address is a SPARQL 1.1 endpoint.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, Store

from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.hierarchy import hierarchy
from kg.graph.interface import Graph
from kg.graph.local import LocalGraph, refresh_classes, union_of
from kg.graph.marker import (
    ENGINE,
    MARKER,
    Changes,
    Marker,
    is_store,
    read_marker,
    write_marker,
)
from kg.graph.serialise import EXTENSIONS
from kg.schema import Schema, load_schema
from kg.schema.messages import message, reason

_RDF_FORMATS: Final = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


def open_graph(
    location: str | Path,
    *,
    read_only: bool = True,
    base: str = v.INDIVIDUALS,
    schema: Schema | None = None,
) -> Graph:
    """Open the graph at a location.

    Args:
        location: A store folder, an RDF file (by its extension), the URL of a SPARQL 1.1 endpoint,
            or ``:memory:`` for an empty graph.
        read_only: False opens a store for writing and makes it if there is none. A store can be
            read while another process writes it, and sees it as it was when it was opened.
        base: Namespace of the individuals of a new store, and of files and endpoints.
        schema: The ontology that says which class is part of which; default: the one of kg.

    Raises:
        StoreError: If there is no graph, or it cannot be opened; the message says what to do.
    """
    name = str(location)
    if name.startswith(("http://", "https://")):
        from kg.graph.endpoint import EndpointGraph  # a fifth of the time that a short query takes

        return EndpointGraph(name, read_only=read_only, base=base)
    if name == ":memory:":
        return LocalGraph(Store(), location=name, read_only=read_only, base=base, schema=schema)
    path = Path(location)
    if path.is_file():
        return _open_file(path, read_only, base, schema)
    if path.is_dir() or not read_only:
        return _open_store(path, read_only, base, schema)
    raise StoreError(message("no_graph_at", path=name))


def memory_graph(
    quads: Iterable[Quad] = (),
    *,
    location: str = ":memory:",
    base: str = v.INDIVIDUALS,
    schema: Schema | None = None,
) -> Graph:
    """A graph in memory that holds the quads and can be written."""
    store = Store()
    store.bulk_extend(quads)
    return _in_memory(store, location, read_only=False, base=base, schema=schema)


def _in_memory(
    store: Store, location: str, *, read_only: bool, base: str, schema: Schema | None
) -> Graph:
    loose = union_of(store, hierarchy(schema or load_schema()))
    return LocalGraph(
        store, location=location, read_only=read_only, base=base, schema=schema, loose=loose
    )


def remove_store(path: str | Path) -> None:
    """Delete a store and all it holds.

    Raises:
        StoreError: If the folder is no store or cannot be deleted.
    """
    folder = Path(path)
    read_marker(folder)
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise StoreError(message("store_not_deleted", path=folder, reason=reason(error))) from None


def _open_file(path: Path, read_only: bool, base: str, schema: Schema | None) -> Graph:
    rdf_format = _RDF_FORMATS.get(EXTENSIONS.get(path.suffix.lower(), ""))
    if rdf_format is None:
        known = " ".join(sorted(EXTENSIONS))
        raise StoreError(message("not_graph_file", path=path, known=known))
    if not read_only:
        raise StoreError(message("rdf_only_read", path=path))
    store = Store()
    try:
        store.bulk_load(path=path, format=rdf_format)
    except SyntaxError as error:
        raise StoreError(
            message("not_valid", path=path, format=rdf_format.name, reason=error)
        ) from None
    except OSError as error:
        raise StoreError(message("cannot_be_read", path=path, reason=reason(error))) from None
    return _in_memory(store, str(path), read_only=True, base=base, schema=schema)


def _open_store(folder: Path, read_only: bool, base: str, schema: Schema | None) -> Graph:
    if not read_only and not is_store(folder):
        _make_store(folder, base)
    marker = read_marker(folder)
    database = folder / ENGINE
    if read_only and not database.is_dir():
        raise StoreError(message("store_empty", path=folder))
    try:
        store = Store.read_only(str(database)) if read_only else Store(str(database))
        if not read_only:
            _tidy(database)
    except (OSError, RuntimeError) as error:  # damage is a RuntimeError
        raise _cannot_open(folder, str(error)) from None
    graph = LocalGraph(
        store, location=str(folder), read_only=read_only, base=marker.base, schema=schema
    )
    graph.on_disk = True
    if read_only:
        # What was opened has this number only if nobody wrote in between.
        graph.revision = marker.state if read_marker(folder) == marker else None
    else:
        graph.changes = Changes(folder)
        _refresh(folder, marker, store, schema or load_schema())
    return graph


def _tidy(database: Path) -> None:
    """Delete what a build that was killed while it loaded has left; nobody else writes here."""
    for path in database.glob("bulk-*.sst"):
        path.unlink(missing_ok=True)


def _refresh(folder: Path, marker: Marker, store: Store, schema: Schema) -> None:
    """Bring the superclasses up to date when the ontology is not that of the last writing."""
    classes = hierarchy(schema)
    if marker.classes != classes.digest:
        write_marker(folder, replace(marker, changing=True))
        refresh_classes(store, classes)
        write_marker(folder, replace(marker, changing=True, classes=classes.digest))


def _make_store(folder: Path, base: str) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise StoreError(message("not_store_not_empty", path=folder, marker=MARKER))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(message("store_not_made", path=folder, reason=reason(error))) from None
    write_marker(folder, Marker(base))


def _cannot_open(folder: Path, reason: str) -> StoreError:
    if "lock" in reason.lower():
        return StoreError(message("store_busy", path=folder))
    if "CURRENT" in reason:
        return StoreError(message("store_empty", path=folder))
    if "Permission denied" in reason or "Read-only file system" in reason:
        return StoreError(message("store_denied", path=folder))
    detail = " ".join(reason.split())
    return StoreError(message("store_damaged_detail", path=folder, detail=detail))
