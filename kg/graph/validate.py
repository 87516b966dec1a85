"""SHACL: whether a graph looks as a graph of kg must. Nothing is looked up on the net."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.errors import SchemaError
from kg.graph.rdf import to_rdflib
from kg.graph.serialise import prefixes_for
from kg.graph.turtle import Namer
from kg.schema import Schema
from kg.schema.messages import message

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is not as the shapes demand.

    Attributes:
        node: The node, as Turtle writes it.
        path: The property, as Turtle writes it, or the empty string.
        message: What is wrong.
        value: The value that is wrong, or the empty string.
    """

    node: str
    path: str
    message: str
    value: str

    def __str__(self) -> str:
        value = f" ({self.value})" if self.value else ""
        return f"{' '.join(filter(None, (self.node, self.path)))}: {self.message}{value}"


def validate(
    quads: Iterable[Quad], schema: Schema, *, language: str = "en"
) -> tuple[Violation, ...]:
    """Compare a graph with the shapes of the ontology.

    Args:
        quads: The graph; the articles together.
        schema: The shapes and the classes that they speak of.
        language: Of the messages, ``en`` or ``zh``.

    Returns:
        What is wrong, in order; nothing if the graph conforms.

    Raises:
        SchemaError: If the shapes cannot be read.
    """
    import pyshacl  # takes half a second to import, so only who validates pays for it
    import rdflib

    # meta_shacl would load the shapes of shapes; they are checked with the schema instead.
    _, report, text = pyshacl.validate(
        to_rdflib(quads),
        shacl_graph=_read(schema, "shapes.ttl"),
        ont_graph=_read(schema, "kg.ttl"),
        inference="none",
        advanced=False,
        do_owl_imports=False,
        inplace=True,
    )
    if not isinstance(report, rdflib.Graph):
        raise SchemaError(message("about", name=schema.root / "shapes.ttl", problem=text))
    return _violations(report, language)


def _read(schema: Schema, name: str) -> rdflib.Graph:
    import rdflib

    path = schema.root / name
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except FileNotFoundError:
        raise SchemaError(message("no_such_file", path=path)) from None


def _violations(report: rdflib.Graph, language: str) -> tuple[Violation, ...]:
    from rdflib import RDF, SH

    def name(term: object) -> str:
        return "" if term is None else _short(str(term))

    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = sorted(
            (getattr(m, "language", None) != language, str(m))
            for m in report.objects(result, SH.resultMessage)
        )
        found.add(
            Violation(
                name(report.value(result, SH.focusNode)),
                name(report.value(result, SH.resultPath)),
                messages[0][1] if messages else "",
                name(report.value(result, SH.value)),
            )
        )
    return tuple(sorted(found))


def _short(text: str) -> str:
    from pyoxigraph import NamedNode

    try:
        return Namer(prefixes_for()).iri(NamedNode(text))
    except ValueError:
        return text
