"""What the dot commands do; their names and help stand in the lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.lexicon.shell import CommandWord
from kg.shell.commands.handler import Handler, misuse
from kg.shell.output import Output

if TYPE_CHECKING:
    from kg.shell.session import Session


@cache
def handlers() -> Mapping[str, Handler]:
    """The handler of each command of the lexicon."""
    # A statement that is no command, run by -e, does without all this.
    from kg.shell import networking
    from kg.shell.commands import keeping, look, paths, results, running, sitting

    return {
        **look.COMMANDS,
        **results.COMMANDS,
        **running.COMMANDS,
        **keeping.COMMANDS,
        **sitting.COMMANDS,
        **paths.COMMANDS,
        ".net": networking.net,
        ".hubs": networking.hubs,
    }


def run_command(session: Session, command: CommandWord, argument: str) -> Iterator[Output]:
    """Run one dot command.

    Raises:
        UsageError: If the argument does not fit.
    """
    if argument and not (command.argument or command.takes or command.choices):
        raise UsageError(session.texts["takes_nothing"].format(name=command.name))
    if command.choices:
        argument = session.commands.word(argument)
    if command.choices and argument and argument not in command.choices:
        raise misuse(session, command)
    given = handlers()[command.name](session, command, argument)
    if isinstance(given, Output):
        yield given
    else:
        yield from given
