"""Errors of statements with the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from kg.errors import QueryError, QuerySyntaxError
from kg.query.sparql import caret
from kg.render.width import cells, clip, take, visible, wrap
from kg.schema.messages import told_error, told_explanation

# Cells of a statement's line that are shown around an error.
SHOWN = 100
_LEAST = 20  # however narrow the screen is


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
    statement: str,
    texts: Mapping[str, str],
    origin: Origin | None = None,
    *,
    lang: str = "en",
    width: int | None = None,
) -> Iterator[None]:
    """Put the place, the line of the statement and a mark below it into an error.

    Errors that have no place in the statement go through as they are.
    """
    try:
        yield
    except QuerySyntaxError as error:
        if error.at is not None:
            error.line, error.column = _line_and_column(statement, error.at)
        raise in_place(error, statement, texts, origin, lang=lang, width=width) from None
    except QueryError as error:
        if error.at is not None:
            line, column = _line_and_column(statement, error.at)
            parts = QuerySyntaxError("", line=line, column=column, explanation=error.explanation)
            said = in_place(parts, statement, texts, origin, lang=lang, width=width)
            error.args = (said.message,)  # what kind of error it is decides the exit code
        raise


@contextmanager
def unplaced() -> Iterator[None]:
    """Say what is wrong without the place, in a statement that nobody has seen."""
    try:
        yield
    except QuerySyntaxError as error:
        raise QueryError(error.explanation.headline) from None


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    """Line and column of a place, both from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def in_place(
    error: QuerySyntaxError,
    statement: str,
    texts: Mapping[str, str],
    origin: Origin | None = None,
    *,
    lang: str = "en",
    width: int | None = None,
) -> QuerySyntaxError:
    """The error with the place, the line of the statement and a mark below it.

    Args:
        error: What is wrong.
        statement: Where it is wrong.
        texts: The interface's words.
        origin: Where the statement was read.
        lang: The language of the interface.
        width: Cells of a line, or None.
    """
    place = {"line": error.line, "column": error.column}
    said = QuerySyntaxError(
        told_error(error, lang), **place, explanation=told_explanation(error.explanation, lang)
    )
    words = quoted(said, statement, texts, origin or Origin(), width=width)
    return QuerySyntaxError(words, **place, explanation=said.explanation)


def quoted(
    error: QuerySyntaxError,
    statement: str,
    texts: Mapping[str, str],
    origin: Origin,
    *,
    head: str = "error_at",
    width: int | None = None,
) -> str:
    """The place and headline of an error, the line it stands in, a mark below, and the hint.

    Args:
        error: What is wrong.
        statement: Where it is wrong.
        texts: The interface's words.
        origin: Where the statement was read.
        head: Key of the first line; ``notice_at`` for what is only odd.
        width: Cells of a line, or None.
    """
    line, before = caret(statement, error)
    number = str(origin.line + error.line - 1)
    frame, margin = f"  {number} │ ", f"  {' ' * len(number)} │ "
    room = SHOWN if width is None else min(SHOWN, max(width - cells(frame), _LEAST))
    shown = visible(line)
    if before > room:
        # Wide characters are dropped whole, so the mark moves by what was dropped.
        dropped, shown = take(shown, before - room // 2)
        before -= cells(dropped)
    first = texts[head].format(
        source=origin.source or texts["typed_input"],
        line=number,
        column=error.column,
        headline=visible(error.explanation.headline),
    )
    mark, detail = f"{margin}{' ' * before}^", visible(error.explanation.detail)
    parts = [first, f"{frame}{clip(shown, room)}"]
    if width is None or not detail or cells(f"{mark} {detail}") <= width:
        parts.append(f"{mark} {detail}".rstrip())
    else:
        parts += [mark, wrap(f"{margin}{detail}", width, indent=margin)]
    if error.explanation.hint:
        hint = texts["error_hint"].format(hint=visible(error.explanation.hint))
        parts.append(hint if width is None else wrap(hint, width))
    return "\n".join(parts)
