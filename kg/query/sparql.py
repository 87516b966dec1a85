"""SPARQL over a graph: rows as plain values, tables with labels, and where an error stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import QuerySyntaxError
from kg.graph.interface import Bindings, Graph
from kg.graph.results import Result, Rows, Term, Triples

_KINDS = {"NamedNode": "iri", "BlankNode": "blank", "Literal": "literal", "Triple": "triple"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table.

    Attributes:
        kind: ``iri``, ``literal``, ``blank`` or ``triple``.
        value: The IRI, or the literal's characters.
        label: What to show: the name of an entity, the local name of a term, or the characters.
        datatype: IRI of a literal's datatype, or None.
        language: Language of a literal, or None.
    """

    kind: str
    value: str
    label: str
    datatype: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A result as rows and columns.

    Attributes:
        columns: Their names, in the order of the query.
        rows: One cell, or None, for each column.
        truth: The answer of an ASK, else None.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    truth: bool | None = None


def run(graph: Graph, text: str, *, bindings: Bindings | None = None) -> Result:
    """Run any SPARQL query.

    Args:
        graph: The graph to ask; its prefixes need no declaration.
        text: SELECT, ASK, CONSTRUCT or DESCRIBE.
        bindings: Values for variables.

    Raises:
        QuerySyntaxError: With line and column; see ``caret``.
        QueryError: If the query is not allowed or fails.
    """
    return graph.query(text, bindings=bindings)


def select(
    graph: Graph, text: str, *, bindings: Bindings | None = None
) -> Iterator[dict[str, str]]:
    """The rows of a SELECT as plain characters, without what is not bound."""
    result = graph.select(text, bindings=bindings)
    for row in result.rows:
        yield {
            name: _value(term)
            for name, term in zip(result.variables, row, strict=True)
            if term is not None
        }


def table(graph: Graph, result: Result) -> Table:
    """A result as rows with labels: entities by their names, terms by their local names."""
    if isinstance(result, bool):
        return Table((), (), truth=result)
    terms: list[tuple[Term | None, ...]]
    if isinstance(result, Triples):
        terms = [(t.subject, t.predicate, t.object) for t in result]
        columns: tuple[str, ...] = ("subject", "predicate", "object")
    else:
        terms = list(result.rows)
        columns = result.variables
    labels = label_terms(graph, (term for row in terms for term in row if term is not None))
    rows = tuple(tuple(None if t is None else _cell(t, labels) for t in row) for row in terms)
    return Table(columns, rows)


def label_terms(
    graph: Graph, terms: Iterable[Term], languages: Sequence[str] = ()
) -> dict[str, str]:
    """The names of those IRIs that have one.

    Args:
        graph: Where the names are.
        terms: Any terms.
        languages: Which name is taken of several, the best language first; then any other.
    """
    wanted = {_value(term) for term in terms if type(term).__name__ == "NamedNode"}
    if not wanted:
        return {}
    values = " ".join(iri(one) for one in sorted(wanted))
    query = (
        f"SELECT ?e ?label (LANG(?label) AS ?lang) WHERE {{ VALUES ?e {{ {values} }} "
        "{ ?e skos:prefLabel ?label } UNION { ?e kg:headline ?label } }"
    )
    rank = {language: len(languages) - n for n, language in enumerate(languages)}
    rows = sorted(select(graph, query), key=lambda r: (rank.get(r["lang"], 0), str(r)))
    return {row["e"]: row["label"] for row in rows}


def stream(graph: Graph, text: str) -> Iterator[dict[str, str]]:
    """Like ``select``, without ever holding more than one row."""
    result = graph.stream(text)
    assert isinstance(result, Rows)
    for row in result.rows:
        yield {
            name: _value(term)
            for name, term in zip(result.variables, row, strict=True)
            if term is not None
        }


def bound(query: str, values: Mapping[str, str]) -> str:
    """A SELECT with IRIs in the place of some variables; all others become its columns."""
    where = query.partition("WHERE")[2]
    names = "|".join(values)
    where = re.sub(rf"[?$]({names})\b", lambda match: iri(values[match[1]]), where)
    return f"SELECT DISTINCT * WHERE{where}"


def iri(value: str) -> str:
    """An IRI as SPARQL writes it; characters that would end it are escaped."""
    safe = "".join(f"\\u{ord(c):04X}" if c in '<>"{}|^`\\' or ord(c) <= 0x20 else c for c in value)
    return f"<{safe}>"


def string(value: str) -> str:
    """A string as SPARQL writes it."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, c) for c in value) + '"'


def local_name(value: str) -> str:
    """The part of an IRI after the last ``#`` or ``/``."""
    return value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def caret(text: str, error: QuerySyntaxError) -> tuple[str, int]:
    """The line of a statement in which an error stands, and the cells before its place.

    A Chinese character counts as two cells, a combining one as none, a tab as one.
    """
    lines = text.splitlines() or [""]
    line = lines[min(error.line, len(lines)) - 1]
    return line, sum(_cells(c) for c in line[: error.column - 1])


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _value(term: Term) -> str:
    return str(getattr(term, "value", term))


def _cell(term: Term, labels: dict[str, str]) -> Cell:
    kind = _KINDS.get(type(term).__name__, "literal")
    value = _value(term)
    if kind == "iri":
        return Cell(kind, value, labels.get(value) or local_name(value))
    datatype = getattr(term, "datatype", None)
    language = getattr(term, "language", None)
    return Cell(kind, value, value, datatype.value if datatype else None, language)
