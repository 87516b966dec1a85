"""What the handlers of dot commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.lexicon.shell import CommandWord
from kg.shell.output import Output

if TYPE_CHECKING:
    from kg.shell.session import Session

Handler = Callable[["Session", CommandWord, str], Output | Iterator[Output]]


def text(words: str) -> Output:
    """An output that is only text."""
    return Output(text=words)


def misuse(session: Session, command: CommandWord, expected: str = "") -> UsageError:
    """The error of an argument that does not fit.

    Args:
        session: The sitting.
        command: The command.
        expected: What it takes; default: what the lexicon says.
    """
    expected = expected or command.argument.replace("|", " ")
    return UsageError(session.texts["bad_argument"].format(name=command.name, expected=expected))
