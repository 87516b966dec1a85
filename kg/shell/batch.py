"""Statements without a terminal: from ``-e``, a file or a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.shell.output import Output
from kg.shell.session import Session
from kg.shell.statement import statements


@dataclass(frozen=True, slots=True)
class Ended:
    """How a batch ended.

    Attributes:
        code: Exit code of the first statement that failed, else 0.
        empty: Whether the last statement had no result.
    """

    code: int = 0
    empty: bool = False


def run_batch(
    session: Session,
    texts: Iterable[str],
    show: Callable[[Output], None],
    *,
    keep_going: bool = False,
) -> Ended:
    """Run statements one after the other.

    Args:
        session: What they are run against.
        texts: Scripts of one statement or several.
        show: Called with the output of each statement as soon as it is there.
        keep_going: Whether a failed statement does not end the batch.
    """
    code, empty = 0, False
    for statement in _each(session, texts):
        output = session.run(statement)
        show(output)
        code = code or output.code
        empty = output.empty
        if output.leave or (output.code and not keep_going):
            break
    return Ended(code, empty)


def _each(session: Session, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from statements(text, path_words=session.runner.path_words)
