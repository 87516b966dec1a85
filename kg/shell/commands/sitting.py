"""Commands about the sitting: settings, help, history, another graph, the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.graph.marker import is_store
from kg.model.lexicon.shell import CommandWord
from kg.render.table import table
from kg.render.width import cells, pad, wrap
from kg.shell.commands.handler import Handler, is_spelled, misuse, takes, text
from kg.shell.commands.results import change, setting
from kg.shell.commands.words import explained
from kg.shell.config import config_file, read_config, write_config
from kg.shell.output import Output
from kg.shell.settings import Settings, names
from kg.shell.updating import agreed

if TYPE_CHECKING:
    from kg.shell.session import Session

HISTORY_SHOWN = 20
KEYS = (
    *("key_enter", "key_alt_enter", "key_newline", "key_tab", "key_suggestion", "key_history"),
    *("key_entries", "key_search", "key_ctrl_c", "key_ctrl_d", "key_editor", "key_screen"),
    *("key_f1", "key_f2", "key_f3", "key_f4", "key_f5", "key_f6", "key_f7", "key_f9"),
)


def _help(session: Session, _: CommandWord, argument: str) -> Output:
    if not argument:
        return text(_all_commands(session))
    name = argument if argument.startswith(".") else f".{argument}"
    found = session.commands.called(name)
    if not argument.startswith(".") and (said := explained(session, argument)):
        exact = [c for c in found if name.lower() in (c.name, *c.aliases)]
        return text(said + "".join(_lines(session, exact, usage=True)))
    if not found:
        lang = session.runner.screen.lang
        found = tuple(
            c
            for c in session.commands.commands
            if argument in c.help(lang) or argument in " ".join((c.name, *c.aliases))
        )
    if not found:
        raise UsageError(session.texts["no_help"].format(words=argument))
    return text("".join(_lines(session, found, usage=True)))


def _all_commands(session: Session) -> str:
    """Every command, by group."""
    parts = [session.texts["help_head"] + "\n"]
    for group in dict.fromkeys(c.group for c in session.commands.commands):
        commands = [c for c in session.commands.commands if c.group == group]
        parts += [session.texts[f"group_{group}"] + "\n", *_lines(session, commands)]
    return "".join(parts)


def _lines(
    session: Session, commands: Sequence[CommandWord], *, usage: bool = False
) -> Iterator[str]:
    screen = session.runner.screen
    names = [" ".join((c.name, *c.aliases)) for c in commands]
    room = max(map(cells, names), default=0)
    for command, name in zip(commands, names, strict=True):
        spelled = usage and is_spelled(command)
        words = session.texts["usage"].format(takes=takes(session, command)) if spelled else ""
        line = f"  {pad(name, room)}  {command.help(screen.lang)}{words}"
        indent = " " * (room + 4)
        yield (wrap(line, screen.width, indent=indent) if screen.width else line) + "\n"


def _quit(_: Session, __: CommandWord, ___: str) -> Output:
    return Output(leave=True)


def _keys(session: Session, _: CommandWord, __: str) -> Output:
    return text("".join(session.texts[key] + "\n" for key in KEYS))


def _set(session: Session, command: CommandWord, argument: str) -> Output:
    name, _, value = argument.partition(" ")
    if not name:
        return settings_table(session)
    if name == "write":
        raise misuse(session, session.commands.called(".write")[0])
    if value.strip() or name not in names():
        change(session, name, value)
    return text(f"{name}: {session.settings.text(name)}\n")


def settings_table(session: Session) -> Output:
    """Every setting with its value, where that comes from, and what it means."""
    settings, texts, screen = session.settings, session.texts, session.runner.screen
    rows = [
        [
            name,
            settings.text(name),
            settings.origin.get(name, texts["by_default"]),
            texts[f"setting_{name}"],
        ]
        for name in names()
    ]
    heads = [texts["setting"], texts["value"], texts["origin"], texts["meaning"]]
    return text(table(heads, rows, width=screen.width, ambiguous=screen.ambiguous))


def _config(session: Session, command: CommandWord, argument: str) -> Output:
    if argument == "init":
        meanings = {name: session.texts[f"setting_{name}"] for name in names()}
        path = write_config(session.settings, meanings)
        return Output(note=session.texts["written"].format(file=path))
    path = config_file()
    found = read_config(Settings())
    if argument == "check":
        key = "config_good" if found else "config_none"
        return text(session.texts[key].format(file=path) + "\n")
    return text(f"{path}\n")


def _prefix(session: Session, _: CommandWord, __: str) -> Output:
    known = sorted(session.runner.graph.prefixes().items())
    return text("".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in known))


def _write(session: Session, _: CommandWord, argument: str) -> Output:
    texts, settings = session.texts, session.settings
    if argument == "on" and not settings.write:
        location = session.runner.graph.location
        if not is_store(location):
            raise UsageError(texts["only_stores"].format(location=location))
        if not agreed(session, texts["write_ask"].format(location=location), texts["say_yes"]):
            return Output(note=texts["write_off"])
    if argument:
        settings.set("write", argument, texts["by_hand"])
    return Output(note=texts["write_on" if settings.write else "write_off"])


def _history(session: Session, command: CommandWord, argument: str) -> Output:
    """The last statements of this graph, the newest last."""
    from kg.shell.history import entries

    if argument and not argument.isdecimal():
        raise misuse(session, command)
    found = entries(session.runner.graph.location)
    return text("".join(f"{entry}\n" for entry in found[-int(argument or HISTORY_SHOWN) :]))


def _open(session: Session, command: CommandWord, argument: str) -> Output:
    """Another graph in the place of this one."""
    if not argument:
        raise misuse(session, command)
    session.open(argument)
    return Output(note=session.runner.graph.location)


def _refresh(session: Session, _: CommandWord, __: str) -> Output:
    session.refresh()
    return Output()


COMMANDS: dict[str, Handler] = {
    ".help": _help,
    ".quit": _quit,
    ".keys": _keys,
    ".set": _set,
    ".config": _config,
    ".prefix": _prefix,
    ".refresh": _refresh,
    ".write": _write,
    ".history": _history,
    ".open": _open,
    ".timing": setting("timing"),
    ".timeout": setting("timeout"),
}
