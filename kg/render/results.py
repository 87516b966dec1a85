"""Results of queries in every format: for a screen, for other programs, for a page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.graph.results import Result, Row, Solutions, Term, Triples
from kg.graph.serialise import serialise
from kg.schema.messages import message

if TYPE_CHECKING:
    from kg.graph.turtle import Namer

FORMATS = (
    *(
        "table",
        "expanded",
        "auto",
        "wrapped",
        "csv",
        "tsv",
        "json",
        "jsonl",
        "xml",
        "markdown",
        "html",
    ),
    *("turtle", "nt", "jsonld", "rdfxml", "dot"),
)
GRAPHS = ("turtle", "nt", "jsonld", "rdfxml", "dot")
SCREEN = ("table", "expanded", "auto", "wrapped", "markdown", "html")
"""Formats that people read: they have labels instead of IRIs."""
STREAMED = ("csv", "tsv", "jsonl")
"""Formats that can be written while the rows come in."""
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
NO_LABELS: Mapping[str, str] = {}
_RESULTS_NAMESPACE = "http://www.w3.org/2005/sparql-results#"


def results(
    result: Result,
    format: str,
    *,
    prefixes: Mapping[str, str],
    labels: Mapping[str, str] = NO_LABELS,
    width: int | None = None,
    ambiguous: int = 1,
) -> str:
    """A result as text.

    Args:
        result: What a query gave.
        format: One of ``FORMATS``; ``auto`` is a table, or expanded where it would be cut;
            ``wrapped`` a table whose wide cells go on in the next line. Graphs are Turtle unless
            another format for graphs is given.
        prefixes: For IRIs in tables that have no label.
        labels: For IRIs in tables.
        width: Cells of the screen, for tables; None: no limit.
        ambiguous: Cells of an ambiguous character, for tables.

    Raises:
        UsageError: If this kind of result has no such format.
    """
    if isinstance(result, Triples):
        if format not in (*GRAPHS, "table", "expanded", "auto", "wrapped", "tsv"):
            raise UsageError(message("graph_as", format=format, known="turtle"))
        return _graph(result, format, prefixes, labels)
    if format in GRAPHS:
        known = ("csv", "tsv", "json", "xml", "markdown")
        raise UsageError(message("table_as", format=format, known=known))
    if isinstance(result, bool):
        return _truth(result, format)
    if format in SCREEN:
        from kg.graph.turtle import Namer

        namer = Namer(prefixes)
        rows = [[shown_term(term, namer, labels) for term in row] for row in result]
        return _on_screen(result.variables, rows, format, width, ambiguous)
    if format in STREAMED:
        return "".join(streamed(result.variables, [result.rows], format))
    return _xml(result) if format == "xml" else _json(result)


def _graph(
    result: Triples, format: str, prefixes: Mapping[str, str], labels: Mapping[str, str]
) -> str:
    """A graph; as Turtle, with those prefixes that it uses."""
    from kg.graph.turtle import Namer, turtle

    if format == "dot":
        from kg.render.dot import dot

        return dot(result, Namer(prefixes), labels)
    if format in GRAPHS and format != "turtle":
        return serialise(result, format).decode()

    written = "\n".join(map(str, result))
    used = {name: space for name, space in prefixes.items() if f"<{space}" in written}
    return "".join(turtle(result, used))


def _on_screen(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    format: str,
    width: int | None,
    ambiguous: int,
) -> str:
    """A table for people, in one of the formats of ``SCREEN``."""
    from kg.render.table import expanded, html, markdown, natural_width, table

    if format == "auto":
        cut = width is not None and natural_width(columns, rows, ambiguous) > width
        format = "expanded" if cut else "table"
    if format == "expanded":
        return expanded(columns, rows, ambiguous=ambiguous)
    if format in ("html", "markdown"):
        return (html if format == "html" else markdown)(columns, rows)
    wrapped = format == "wrapped"
    return table(columns, rows, width=width, ambiguous=ambiguous, wrapped=wrapped)


def streamed(
    variables: Sequence[str], batches: Iterable[Sequence[Row]], format: str
) -> Iterator[str]:
    """A table piece by piece, in one of the formats of ``STREAMED``; the head comes first."""
    writers: dict[str, tuple[str, Callable[[Sequence[str], Sequence[Row]], str]]] = {
        "csv": (_csv_lines([variables]), lambda _, rows: _csv(rows)),
        "tsv": ("\t".join(f"?{name}" for name in variables) + "\n", lambda _, rows: _tsv(rows)),
        "jsonl": ("", _jsonl),
    }
    head, write = writers[format]
    if head:
        yield head
    for batch in batches:
        if batch:
            yield write(variables, batch)


def shown_term(term: Term | None, namer: Namer, labels: Mapping[str, str] = NO_LABELS) -> str:
    """A term as people read it: a label, a prefixed name, a plain value, or nothing."""
    if term is None:
        return ""
    written = str(term)
    if written.startswith("<<"):
        return written
    if written.startswith("<"):
        return labels.get(value_of(term)) or namer.term(term)
    return value_of(term) if written.startswith('"') else written


def value_of(term: Term) -> str:
    """The characters of a literal, an IRI or a blank node's name; a triple as it is written."""
    return str(getattr(term, "value", term))


def _truth(truth: bool, format: str) -> str:
    word = "true" if truth else "false"
    if format == "json":
        return json.dumps({"head": {}, "boolean": truth}) + "\n"
    if format == "xml":
        return (
            f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS_NAMESPACE}"><head/>'
            f"<boolean>{word}</boolean></sparql>\n"
        )
    return word + "\n"


def _csv(rows: Sequence[Row]) -> str:
    """SPARQL 1.1 Query Results CSV: values only, lines end with CR LF."""
    return _csv_lines(["" if term is None else _bare(term) for term in row] for row in rows)


def _csv_lines(rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def _bare(term: Term) -> str:
    return str(term) if str(term).startswith(("_:", "<<")) else value_of(term)


def _tsv(rows: Sequence[Row]) -> str:
    """SPARQL 1.1 Query Results TSV: terms in Turtle's syntax."""
    lines = ("\t".join("" if t is None else _tsv_term(t) for t in row) for row in rows)
    return "\n".join(lines) + "\n"


def _jsonl(variables: Sequence[str], rows: Sequence[Row]) -> str:
    """One JSON object a line: plain values by column, without what is not bound."""
    lines = (
        {name: _bare(t) for name, t in zip(variables, row, strict=True) if t is not None}
        for row in rows
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _tsv_term(term: Term) -> str:
    return str(term).replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _json(result: Solutions) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [{name: _json_term(term) for name, term in row.items()} for row in result.dicts()]
    data = {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, object]:
    written = str(term)
    if written.startswith("<<"):
        parts = {part: getattr(term, part) for part in ("subject", "predicate", "object")}
        return {"type": "triple", "value": {name: _json_term(t) for name, t in parts.items()}}
    if written.startswith("<"):
        return {"type": "uri", "value": value_of(term)}
    if written.startswith("_:"):
        return {"type": "bnode", "value": value_of(term)}
    language, datatype = _tags(term)
    tag = {"xml:lang": language} if language else {"datatype": datatype} if datatype else {}
    return {"type": "literal", "value": value_of(term), **tag}


def _tags(term: Term) -> tuple[str, str]:
    """Language and datatype of a literal; empty where they say nothing."""
    language = str(getattr(term, "language", None) or "")
    datatype = str(getattr(getattr(term, "datatype", None), "value", ""))
    return language, "" if language or datatype == _XSD_STRING else datatype


def _xml(result: Solutions) -> str:
    """SPARQL Query Results XML."""
    lines = ['<?xml version="1.0"?>', f'<sparql xmlns="{_RESULTS_NAMESPACE}">']
    heads = "".join(f"<variable name={_quoted(name)}/>" for name in result.variables)
    lines += [f"<head>{heads}</head>", "<results>"]
    for row in result.dicts():
        cells = "".join(
            f"<binding name={_quoted(name)}>{_xml_term(term)}</binding>"
            for name, term in row.items()
        )
        lines.append(f"<result>{cells}</result>")
    return "\n".join([*lines, "</results>", "</sparql>"]) + "\n"


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'


def _xml_term(term: Term) -> str:
    written = str(term)
    if written.startswith("<<"):
        parts = ("subject", "predicate", "object")
        inner = "".join(f"<{part}>{_xml_term(getattr(term, part))}</{part}>" for part in parts)
        return f"<triple>{inner}</triple>"
    if written.startswith("<"):
        return f"<uri>{escape(value_of(term), quote=False)}</uri>"
    if written.startswith("_:"):
        return f"<bnode>{escape(value_of(term), quote=False)}</bnode>"
    language, datatype = _tags(term)
    tag = f" xml:lang={_quoted(language)}" if language else ""
    tag += f" datatype={_quoted(datatype)}" if datatype else ""
    # XML 1.0 cannot hold most control characters, not even escaped.
    text = "".join(c if c in "\t\n\r" or c >= " " else "\ufffd" for c in value_of(term))
    return f"<literal{tag}>{escape(text, quote=False)}</literal>"
