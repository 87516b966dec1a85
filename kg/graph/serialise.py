"""Graphs as text: the same quads give the same bytes, in every format."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Literal, Quad, RdfFormat, Triple
from pyoxigraph import serialize as _serialise

from kg.errors import UsageError
from kg.graph import vocabulary as v
from kg.schema.messages import message

EXTENSIONS = {
    ".ttl": "turtle",
    ".turtle": "turtle",
    ".trig": "trig",
    ".nt": "nt",
    ".nq": "nq",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".owl": "rdfxml",
    ".xml": "rdfxml",
}
"""File extensions and the format that each stands for."""

FORMATS = ("turtle", "trig", "nt", "nq", "jsonld", "rdfxml")
DATASET_FORMATS = ("trig", "nq", "jsonld")
"""Formats that keep the articles apart; the others write the union of their graphs."""


def format_of(path: str | Path) -> str:
    """The format that a file's extension stands for.

    Raises:
        UsageError: If it stands for none.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in EXTENSIONS:
        known = " ".join(sorted(EXTENSIONS))
        raise UsageError(message("no_rdf_ending", path=path, suffix=suffix, known=known))
    return EXTENSIONS[suffix]


def prefixes_for(base: str = v.INDIVIDUALS) -> dict[str, str]:
    """The prefixes to write with, for individuals of this base."""
    return {**v.PREFIXES, "id": base}


def serialise(
    quads: Iterable[Quad | Triple], format: str = "turtle", *, base: str = v.INDIVIDUALS
) -> bytes:
    """The quads as text in UTF-8.

    Args:
        quads: In any order; repeated ones count once.
        format: One of ``FORMATS``.
        base: Namespace of the individuals, for the prefix ``id``.

    Raises:
        UsageError: If there is no such format.
    """
    buffer = io.BytesIO()
    write(quads, buffer, format, base=base)
    return buffer.getvalue()


def write(
    quads: Iterable[Quad | Triple],
    file: BinaryIO,
    format: str = "turtle",
    *,
    base: str = v.INDIVIDUALS,
) -> None:
    """Write the quads to a file, as ``serialise`` does but piece by piece."""
    writer = _WRITERS.get(format)
    if writer is None:
        raise UsageError(message("no_format", name=format, known=" ".join(FORMATS)))
    file.writelines(writer(quads, prefixes_for(base)))


def _turtle(quads: Iterable[Quad | Triple], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    from kg.graph.turtle import turtle  # its patterns take as long as a short query

    return (piece.encode() for piece in turtle(quads, prefixes))


def _trig(quads: Iterable[Quad | Triple], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    from kg.graph.turtle import trig

    return (piece.encode() for piece in trig(map(_quad, quads), prefixes))


def _nt(quads: Iterable[Quad | Triple], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    return (f"{line} .\n".encode() for line in sorted({str(_triple(quad)) for quad in quads}))


def _nq(quads: Iterable[Quad | Triple], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    return (f"{line} .\n".encode() for line in sorted({str(_quad(quad)) for quad in quads}))


def _jsonld(quads: Iterable[Quad | Triple], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    ordered = sorted({_quad(quad) for quad in quads}, key=_by_graph)
    data = _serialise(ordered, format=RdfFormat.JSON_LD, prefixes=dict(prefixes))
    assert data is not None
    yield json.dumps(json.loads(data), ensure_ascii=False, indent=1).encode() + b"\n"


def _rdfxml(quads: Iterable[Quad | Triple], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    ordered = sorted({_xml_safe(_triple(quad)) for quad in quads}, key=str)
    data = _serialise(ordered, format=RdfFormat.RDF_XML, prefixes=dict(prefixes))
    assert data is not None
    yield data


def _by_graph(quad: Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad)


def _quad(quad: Quad | Triple) -> Quad:
    return quad if isinstance(quad, Quad) else Quad(quad.subject, quad.predicate, quad.object)


def _triple(quad: Quad | Triple) -> Triple:
    return quad.triple if isinstance(quad, Quad) else quad


def _xml_safe(triple: Triple) -> Triple:
    """XML has no way to write most control characters; U+FFFD stands for them."""
    value = triple.object
    if not isinstance(value, Literal) or value.value.isprintable():
        return triple
    text = "".join(
        c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd"
        for c in value.value
    )
    if text == value.value:
        return triple
    safe = (
        Literal(text, language=value.language)
        if value.language
        else Literal(text, datatype=value.datatype)
    )
    return Triple(triple.subject, triple.predicate, safe)


_WRITERS: dict[str, Callable[[Iterable[Quad | Triple], Mapping[str, str]], Iterator[bytes]]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nt": _nt,
    "nq": _nq,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
