"""Errors of statements with the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from kg.errors import QuerySyntaxError
from kg.query.sparql import caret
from kg.render.width import cells, clip, take, visible
from kg.schema.messages import told_error, told_explanation

# Cells of a statement's line that are shown around an error.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement was read.

    Attributes:
        source: Name of the file, or the empty string for what was typed.
        line: Line of the file in which the statement begins, from 1.
    """

    source: str = ""
    line: int = 1


@contextmanager
def quoting(
    statement: str, texts: Mapping[str, str], origin: Origin | None = None, *, lang: str = "en"
) -> Iterator[None]:
    """Put the place, the line of the statement and a mark below it into a syntax error."""
    try:
        yield
    except QuerySyntaxError as error:
        raise in_place(error, statement, texts, origin, lang=lang) from None


def in_place(
    error: QuerySyntaxError,
    statement: str,
    texts: Mapping[str, str],
    origin: Origin | None = None,
    *,
    lang: str = "en",
) -> QuerySyntaxError:
    """The error with the place, the line of the statement and a mark below it.

    Args:
        error: What is wrong.
        statement: Where it is wrong.
        texts: The interface's words.
        origin: Where the statement was read.
        lang: The language of the interface.
    """
    place = {"line": error.line, "column": error.column}
    said = QuerySyntaxError(
        told_error(error, lang), **place, explanation=told_explanation(error.explanation, lang)
    )
    words = quoted(said, statement, texts, origin or Origin())
    return QuerySyntaxError(words, **place, explanation=said.explanation)


def quoted(
    error: QuerySyntaxError,
    statement: str,
    texts: Mapping[str, str],
    origin: Origin,
    *,
    head: str = "error_at",
) -> str:
    """The place and headline of an error, the line it stands in, a mark below, and the hint.

    Args:
        error: What is wrong.
        statement: Where it is wrong.
        texts: The interface's words.
        origin: Where the statement was read.
        head: Key of the first line; ``notice_at`` for what is only odd.
    """
    line, before = caret(statement, error)
    shown = visible(line)
    if before > SHOWN:
        # Wide characters are dropped whole, so the mark moves by what was dropped.
        dropped, shown = take(shown, before - SHOWN // 2)
        before -= cells(dropped)
    number = str(origin.line + error.line - 1)
    first = texts[head].format(
        source=origin.source or texts["typed_input"],
        line=number,
        column=error.column,
        headline=visible(error.explanation.headline),
    )
    margin = " " * len(number)
    parts = [
        first,
        f"  {number} │ {clip(shown, SHOWN)}",
        f"  {margin} │ {' ' * before}^ {visible(error.explanation.detail)}".rstrip(),
    ]
    if error.explanation.hint:
        parts.append(texts["error_hint"].format(hint=visible(error.explanation.hint)))
    return "\n".join(parts)
