"""Statements without a terminal: from ``-e``, a file or a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.render.errors import Origin
from kg.shell.output import Output
from kg.shell.session import INTERRUPTED, Session
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


@dataclass(frozen=True, slots=True)
class Script:
    """Statements to run.

    Attributes:
        lines: As they come.
        source: Name of the file they are read from, if they are.
    """

    lines: Iterable[str]
    source: str = ""


def run_batch(
    session: Session,
    scripts: Iterable[Script],
    show: Callable[[Output], None],
    *,
    keep_going: bool = False,
) -> Ended:
    """Run statements one after the other.

    Args:
        session: What they are run against.
        scripts: One script or several; a statement runs as soon as its end is read.
        show: Called with each piece of output as soon as it is there.
        keep_going: Whether a failed statement does not end the batch; Ctrl-C always does.
    """
    code, empty = 0, False
    for script in scripts:
        for statement in statements(script.lines, path_words=session.runner.path_words):
            failed = leave = False
            for output in session.outputs(statement, Origin(script.source, statement.line)):
                show(output)
                code = code or output.code
                failed = failed or bool(output.code and not keep_going)
                leave = leave or output.leave or output.code == INTERRUPTED
                empty = output.empty
            if failed or leave:
                return Ended(code, empty)
    return Ended(code, empty)
