"""Commands that run statements: explained, from files, edited, again and again."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, UsageError
from kg.model.lexicon.shell import CommandWord
from kg.render.errors import Origin
from kg.render.table import table
from kg.schema.messages import message, reason
from kg.shell.commands.handler import Handler, misuse
from kg.shell.output import Output, joined
from kg.shell.settings import duration
from kg.shell.statement import Kind, statements

if TYPE_CHECKING:
    from kg.shell.session import Session


def _explain(session: Session, command: CommandWord, argument: str) -> Iterator[Output]:
    """How a statement was understood; of SPARQL, what the graph has for each of its patterns."""
    if not argument:
        if session.last.answer is None:
            raise UsageError(session.texts["no_last"])
        yield session.answered(session.last.answer, explain=True)
        return
    first, _, rest = argument.partition(" ")
    analyse = first.lower() == "analyze" and bool(rest)
    statement = rest if analyse else argument
    kind = session.classify(statement)
    if kind is Kind.SPARQL:
        yield _plan(session, statement, analyse=analyse)
        if analyse:
            yield from (output for output in session.evaluate(statement) if output.note)
    elif kind in (Kind.QUESTION, Kind.ENTITY, Kind.PATH):
        find = session.runner.path if kind is Kind.PATH else session.question
        with session.limit().running():
            answer = find(statement)
        yield session.answered(answer, explain=True)
    else:
        raise misuse(session, command)


def _plan(session: Session, statement: str, *, analyse: bool) -> Output:
    texts, screen = session.texts, session.runner.screen
    with session.limit().running():
        steps = session.runner.plan(statement, analyse=analyse)
    optional = not all(step.required for step in steps)
    rows = [
        [
            str(number),
            step.pattern,
            "" if step.alone is None else str(step.alone),
            *(["" if step.together is None else str(step.together)] if analyse else []),
            *(["" if step.required else texts["optional"]] if optional else []),
        ]
        for number, step in enumerate(steps, 1)
    ]
    heads = ["#", texts["pattern"], texts["alone"]]
    heads += [texts["together"]] * analyse + [""] * optional
    return Output(text=table(heads, rows, width=screen.width, ambiguous=screen.ambiguous))


def _read(session: Session, command: CommandWord, argument: str) -> Iterator[Output]:
    """The statements of a file; the first that fails ends it."""
    if not argument:
        raise misuse(session, command)
    path = Path(argument).expanduser()
    try:
        script = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(message("about", name=path, problem=reason(error))) from None
    except UnicodeDecodeError:
        raise InputError(message("not_utf8", path=path)) from None
    for statement in statements(script, path_words=session.runner.path_words):
        for output in session.outputs(statement, Origin(argument, statement.line)):
            yield output
            if output.code or output.leave:
                return


def _watch(session: Session, command: CommandWord, argument: str) -> Iterator[Output]:
    """A statement every N seconds, until Ctrl-C, an error, or a change if that is waited for."""
    words = argument.split(maxsplit=1)
    pause, statement = 10.0, argument
    with suppress(ValueError, IndexError):
        pause, statement = duration(words[0]), " ".join(words[1:])
    until_change, clear = False, False
    while statement.startswith("-"):
        option, _, statement = statement.partition(" ")
        if option == "--until":
            _, _, statement = statement.partition(" ")
            until_change = True
        elif option == "-c":
            clear = True
        else:
            raise misuse(session, command)
    if not statement.strip():
        raise misuse(session, command)
    before: str | None = None
    while True:
        session.refresh()
        found = joined(session.outputs(statement))
        wipe = "\x1b[2J\x1b[H" if clear and session.interactive else ""
        yield Output(wipe + found.text, found.note, found.code, found.empty, paged=False)
        if found.code or (until_change and before not in (None, found.text)):
            return
        before = found.text
        time.sleep(pause)


def _edit(session: Session, _: CommandWord, argument: str) -> Iterator[Output]:
    """A statement, or the last one, in the editor; what comes back is run."""
    edited = edit(argument or session.last.statement)
    if edited.strip():
        yield Output(note=edited.strip())
        yield from session.outputs(edited)


def edit(text: str) -> str:
    """A text as the user leaves it in ``$VISUAL`` or ``$EDITOR``.

    Raises:
        UsageError: If there is no editor, or it fails.
    """
    words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    descriptor, name = tempfile.mkstemp(suffix=".rq")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        code = subprocess.call([*words, name])
        if code:
            raise UsageError(message("exit_code", program=words[0], code=code))
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(message("editor_failed", program=words[0], reason=reason(error))) from None
    finally:
        path.unlink(missing_ok=True)


COMMANDS: dict[str, Handler] = {
    ".explain": _explain,
    ".read": _read,
    ".watch": _watch,
    ".edit": _edit,
}
