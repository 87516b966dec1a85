"""The last result, and how the next statement refers to it: ``_``, ``_3`` and ``_3.机构``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.graph import Solutions
from kg.graph.results import Term
from kg.shell.statement import Kind

if TYPE_CHECKING:
    from kg.query.answer import Answer

_REFERENCE = re.compile(
    r"""(?P<skip>"[^"\n]*"|'[^'\n]*'|“[^”\n]*”|<[^<>\s]*>|\#[^\n]*)
    |(?P<values>\bVALUES\s+_(?![\w:]))
    |(?<![\w?$:@.])_(?P<row>\d+)?(?:\.(?P<column>\w+))?(?![\w:])""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Last:
    """What was shown last.

    Attributes:
        table: Its rows, if it was a table.
        answer: The answer, if it was a path, a card or that of a question.
        statement: What was run.
    """

    table: Solutions | None = None
    answer: Answer | None = None
    statement: str = ""

    def __len__(self) -> int:
        if self.answer is not None:
            return len(self.answer.items)
        return len(self.table) if self.table is not None else 0


def refers(text: str) -> bool:
    """Whether a statement refers to the last result."""
    return any(not m.group("skip") for m in _REFERENCE.finditer(text))


def put_in_last(
    text: str, kind: Kind, last: Last, texts: Mapping[str, str], label: Callable[[str], str]
) -> str:
    """A statement with the last result in the place of its references.

    In SPARQL a reference is a term, and ``VALUES _`` a block of all rows; in a path statement or
    command it is an IRI, in a question a name.

    Args:
        text: The statement.
        kind: What it is.
        last: The result.
        texts: The interface's words.
        label: Gives the name of an IRI.

    Raises:
        UsageError: If there is no such row or column, or no result yet.
    """
    name = label if kind is Kind.QUESTION else None

    def one(match: re.Match[str]) -> str:
        if match.group("skip"):
            return match.group()
        if match.group("values"):
            return _block(last, texts)
        row = int(match.group("row") or 1)
        if not match.group("row") and len(last) > 1:
            raise UsageError(texts["which_row"].format(count=len(last)))
        return _cell(last, row, match.group("column"), texts, name)

    return _REFERENCE.sub(one, text)


def _block(last: Last, texts: Mapping[str, str]) -> str:
    if last.table is None or not last.table.variables:
        raise UsageError(texts["no_table"])
    heads = " ".join(f"?{name}" for name in last.table.variables)
    rows = " ".join(
        "(" + " ".join("UNDEF" if t is None else _term(t, texts) for t in row) + ")"
        for row in last.table.rows
    )
    return f"VALUES ({heads}) {{ {rows} }}"


def _cell(
    last: Last,
    row: int,
    column: str | None,
    texts: Mapping[str, str],
    name: Callable[[str], str] | None,
) -> str:
    if not len(last):
        raise UsageError(texts["no_last"])
    if not 1 <= row <= len(last):
        raise UsageError(texts["no_row"].format(row=row, count=len(last)))
    if last.answer is not None:
        if column is not None:
            raise UsageError(texts["no_table"])
        item = last.answer.items[row - 1]
        if name is not None or item.iri is None:
            return item.label
        return f"<{item.iri}>"
    assert last.table is not None
    term = _of_row(last.table, row - 1, column, texts)
    if name is None:
        return _term(term, texts)
    value = str(getattr(term, "value", term))
    return name(value) if str(term).startswith("<") else value


def _of_row(table: Solutions, row: int, column: str | None, texts: Mapping[str, str]) -> Term:
    """A cell by its column; without one, the first IRI of the row, else its first value."""
    bound = {n: t for n, t in zip(table.variables, table.rows[row], strict=True) if t is not None}
    if column is not None:
        if column not in bound:
            known = " ".join(bound)
            raise UsageError(texts["no_column"].format(column=column, columns=known))
        return bound[column]
    if not bound:
        raise UsageError(texts["no_row"].format(row=row + 1, count=len(table)))
    return next((t for t in bound.values() if str(t).startswith("<")), next(iter(bound.values())))


def _term(term: Term, texts: Mapping[str, str]) -> str:
    written = str(term)
    if written.startswith("_:"):
        raise UsageError(texts["no_blank"])
    return written
