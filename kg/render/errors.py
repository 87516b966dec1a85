"""Errors of statements with the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import QuerySyntaxError
from kg.query.sparql import caret
from kg.render.width import cells, clip, take, visible

# Cells of a statement's line that are shown around an error.
SHOWN = 100


@contextmanager
def quoting(statement: str) -> Iterator[None]:
    """Put the line of the statement and a mark below it into the message of a syntax error."""
    try:
        yield
    except QuerySyntaxError as error:
        message = quoted(error, statement)
        raise QuerySyntaxError(message, line=error.line, column=error.column) from None


def quoted(error: QuerySyntaxError, statement: str) -> str:
    """The message of a syntax error, the line it stands in, and a mark below its place."""
    line, before = caret(statement, error)
    shown = visible(line)
    if before > SHOWN:
        # Wide characters are dropped whole, so the mark moves by what was dropped.
        dropped, shown = take(shown, before - SHOWN // 2)
        before -= cells(dropped)
    return f"{visible(str(error))}\n  {clip(shown, SHOWN)}\n  {' ' * before}^"
