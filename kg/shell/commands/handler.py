"""What the handlers of dot commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.lexicon.shell import CommandWord
from kg.schema.messages import message
from kg.shell.output import Output
from kg.shell.settings import PARSERS

if TYPE_CHECKING:
    from kg.shell.session import Session

Handler = Callable[["Session", CommandWord, str], Output | Iterator[Output]]


def text(words: str) -> Output:
    """An output that is only text."""
    return Output(text=words)


def perhaps(word: str, known: Iterable[str], texts: Mapping[str, str]) -> str:
    """Which of the known words was probably meant, as the end of a message; empty if none."""
    near = get_close_matches(word, list(known), n=1)
    if word[:1] == "." and word[1:] in PARSERS:
        near = [f".set {word[1:]}"]
    return texts["perhaps"].format(near=near[0]) if near else ""


def misuse(session: Session, command: CommandWord, expected: str = "") -> UsageError:
    """The error of an argument that does not fit.

    Args:
        session: The sitting.
        command: The command.
        expected: What it takes; default: what the lexicon says.
    """
    key = "bad_value_of"
    if not expected:
        expected = takes(session, command)
        key = "bad_argument" if is_spelled(command) else key
    return UsageError(session.texts[key].format(name=command.name, expected=expected))


def is_spelled(command: CommandWord) -> bool:
    """Whether the lexicon spells out what may follow a command."""
    return bool(command.takes or command.choices)


def takes(session: Session, command: CommandWord) -> str:
    """What may follow a command, for people."""
    if command.choices:
        return " | ".join(command.choices)
    lang = session.runner.screen.lang
    return command.takes.get(lang) or session.texts[f"takes_{command.argument}"]


def unclosed(command: CommandWord) -> UsageError:
    """The error of an argument whose quotation marks do not pair."""
    return UsageError(message("about", name=command.name, problem=message("open_quote")))
