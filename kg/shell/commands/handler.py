"""What the handlers of dot commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.lexicon.shell import CommandWord
from kg.schema.messages import message
from kg.shell.output import Output

if TYPE_CHECKING:
    from kg.shell.session import Session

Handler = Callable[["Session", CommandWord, str], Output | Iterator[Output]]


def text(words: str) -> Output:
    """An output that is only text."""
    return Output(text=words)


def perhaps(word: str, known: Iterable[str], texts: Mapping[str, str]) -> str:
    """Which of the known words was probably meant, as the end of a message; empty if none."""
    near = get_close_matches(word, list(known), n=1)
    return texts["perhaps"].format(near=near[0]) if near else ""


def misuse(session: Session, command: CommandWord, expected: str = "") -> UsageError:
    """The error of an argument that does not fit.

    Args:
        session: The sitting.
        command: The command.
        expected: What it takes; default: what the lexicon says.
    """
    expected = expected or command.argument.replace("|", " ")
    return UsageError(session.texts["bad_argument"].format(name=command.name, expected=expected))


def unclosed(command: CommandWord) -> UsageError:
    """The error of an argument whose quotation marks do not pair."""
    return UsageError(message("about", name=command.name, problem=message("open_quote")))
