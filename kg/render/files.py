"""A whole graph in the format of a file: RDF, or its partner network for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.errors import UsageError
from kg.graph.interface import Graph
from kg.graph.serialise import EXTENSIONS, FORMATS, serialise
from kg.schema.messages import message, not_written

NETWORK_FORMATS = ("graphml", "gexf", "csv", "dot")
ENDINGS = {
    **EXTENSIONS,
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".csv": "csv",
    ".dot": "dot",
    ".gv": "dot",
}
"""Endings of file names and the format that each stands for."""


def format_of(file: str | Path) -> str:
    """The format that a file's ending stands for.

    Raises:
        UsageError: If it stands for none.
    """
    suffix = Path(file).suffix.lower()
    if suffix not in ENDINGS:
        known = " ".join(sorted(ENDINGS))
        raise UsageError(message("unknown_ending", file=file, known=known))
    return ENDINGS[suffix]


def graph_files(graph: Graph, format: str) -> dict[str, bytes]:
    """A graph in a format, as one file or several.

    Args:
        graph: What to write.
        format: An RDF format, which is everything, or a network format, which is the partners.

    Returns:
        The contents by the word that goes before the ending (``edges``); empty for a single file.
        ``csv`` gives two, nodes and edges.
    """
    if format in FORMATS:
        return {"": serialise(graph.quads(), format, base=graph.base)}
    if format not in NETWORK_FORMATS:
        raise UsageError(
            message("no_format", name=format, known=" ".join((*FORMATS, *NETWORK_FORMATS)))
        )
    from kg.network import partner_network
    from kg.network.measures import measure
    from kg.render.exchange import exchange, nodes_csv

    network = partner_network(graph)
    measures = measure(network)
    main = exchange(network, measures, format).encode()
    if format != "csv":
        return {"": main}
    return {"": main, "nodes": nodes_csv(network, measures).encode()}


def save(files: Mapping[str, bytes], target: str | Path) -> None:
    """Write what ``graph_files`` gave, each file whole or not at all.

    Raises:
        StoreError: If a file cannot be written.
    """
    path = Path(target)
    for word, content in files.items():
        write_whole(content, path.with_suffix(f".{word}{path.suffix}") if word else path)


def write_whole(content: bytes, path: Path) -> None:
    """Write a file under another name first, so that nobody ever finds half of it.

    What is there and is no plain file, such as ``/dev/stdout``, is written to and never replaced.

    Raises:
        StoreError: If it cannot be written.
    """
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(content, target)
    except OSError as error:
        raise not_written(path, error) from None


def _replace(content: bytes, target: Path) -> None:
    temporary = target.with_name(f".{target.name}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
