"""Commands about saved statements and the values of parameters."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.lexicon.shell import CommandWord
from kg.render.table import table
from kg.shell.commands.handler import Handler, misuse, text, unclosed
from kg.shell.config import queries_folder
from kg.shell.output import Output
from kg.shell.parameters import declared
from kg.shell.saved import Saved, SavedStatements

if TYPE_CHECKING:
    from kg.shell.session import Session

_SAVE = re.compile(
    r"(-f\s+)?(\S+?)(?:(?:\s+(:(?!=).*?))?(?:\s*:=\s*(.+))?|\s+([^:\s].*))", re.DOTALL
)


def saved_statements() -> SavedStatements:
    """The user's own."""
    return SavedStatements(queries_folder())


def _save(session: Session, command: CommandWord, argument: str) -> Output:
    """Keep a statement, or the last one, under a name."""
    match = _SAVE.fullmatch(argument.strip())
    if match is None:
        raise misuse(session, command)
    replace, name, parameters, statement, bare = match.groups()
    statement = (statement or bare or session.last.statement).strip().rstrip(";；").rstrip()
    if not statement:
        raise UsageError(session.texts["no_last"])
    if not replace and name in saved_statements().names():
        raise UsageError(session.texts["saved_exists"].format(name=name))
    saved = Saved(name, statement, declared(parameters or ""))
    path = saved_statements().put(saved, replace=bool(replace))
    return Output(note=session.texts["written"].format(file=path))


def _run(session: Session, command: CommandWord, argument: str) -> Iterator[Output]:
    """A saved statement with the values that are given."""
    name, given = _values(session, command, argument)
    saved = _found(session, name)
    if given is None:
        yield text(f"{saved}")
        return
    unknown = given.keys() - saved.types.keys()
    if unknown:
        known = " ".join(map(str, saved.parameters)) or "–"
        raise UsageError(
            session.texts["no_parameter"].format(name=" ".join(sorted(unknown)), known=known)
        )
    values = {**session.parameters, **given}
    for parameter in saved.parameters:
        if parameter.name not in values:
            values[parameter.name] = (
                parameter.default
                if parameter.default is not None
                else _asked(session, name, parameter.name)
            )
    yield from session.evaluate(saved.text, values=values, types=saved.types)


def _found(session: Session, name: str) -> Saved:
    known = saved_statements().names()
    if name not in known:
        key = "no_saved" if known else "none_saved"
        raise UsageError(session.texts[key].format(name=name, known=" ".join(known)))
    return saved_statements().get(name)


def _asked(session: Session, statement: str, name: str) -> str:
    answer = (session.ask(f"{statement} {name} = ") or "").strip()
    if not answer:
        raise UsageError(session.texts["missing_parameter"].format(statement=statement, name=name))
    return answer


def _values(
    session: Session, command: CommandWord, argument: str
) -> tuple[str, dict[str, str] | None]:
    """The name and values of ``NAME k=v …``; no values for ``--help``."""
    try:
        words = shlex.split(argument)
    except ValueError:
        raise unclosed(command) from None
    if not words:
        raise misuse(session, command)
    if "--help" in words:
        return words[0], None
    given = dict(word.split("=", 1) for word in words[1:] if "=" in word)
    if len(given) != len(words) - 1:
        raise misuse(session, command)
    return words[0], given


def _queries(session: Session, command: CommandWord, argument: str) -> Output:
    """The saved statements, or one of them."""
    saved = saved_statements()
    words = argument.split()
    match words:
        case []:
            rows = [
                [one.name, " ".join(map(str, one.parameters)), one.description or one.text]
                for one in map(saved.get, saved.names())
            ]
            texts, screen = session.texts, session.runner.screen
            heads = [texts["label"], texts["parameters"], texts["meaning"]]
            return text(table(heads, rows, width=screen.width, ambiguous=screen.ambiguous))
        case ["show", name]:
            return text(str(_found(session, name)))
        case ["drop", name]:
            saved.remove(_found(session, name).name)
            return Output()
        case _:
            raise misuse(session, command)


def _param(session: Session, command: CommandWord, argument: str) -> Output:
    """The values of parameters for this sitting."""
    words = argument.split(maxsplit=2)
    match words:
        case []:
            return text("".join(f"{k} = {v}\n" for k, v in sorted(session.parameters.items())))
        case ["set", name, value]:
            session.parameters[name.lstrip(":$")] = value.strip()
            return Output()
        case ["unset", name]:
            session.parameters.pop(name.lstrip(":$"), None)
            return Output()
        case _:
            raise misuse(session, command)


COMMANDS: dict[str, Handler] = {
    ".save": _save,
    ".run": _run,
    ".queries": _queries,
    ".param": _param,
}
