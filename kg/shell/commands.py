"""What the dot commands do; their names and help stand in the lexicon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.lexicon.shell import CommandWord
from kg.query.answer import Answer
from kg.render.answer import sources_text
from kg.render.table import table
from kg.render.width import cells, pad
from kg.shell import networking
from kg.shell.output import Output
from kg.shell.vocabulary import read_names

if TYPE_CHECKING:
    from kg.shell.session import Session

KEYS = (
    "key_enter",
    "key_alt_enter",
    "key_tab",
    "key_history",
    "key_ctrl_c",
    "key_ctrl_d",
    "key_editor",
)


def run_command(session: Session, command: CommandWord, argument: str) -> Output:
    """Run one dot command.

    Raises:
        UsageError: If the argument does not fit.
    """
    if command.choices and argument and argument not in command.choices:
        raise _misuse(session, command)
    return COMMANDS[command.name](session, command, argument)


def _misuse(session: Session, command: CommandWord) -> UsageError:
    expected = command.argument.replace("|", " ")
    return UsageError(session.texts["bad_argument"].format(name=command.name, expected=expected))


def _text(text: str) -> Output:
    return Output(text=text)


def _help(session: Session, _: CommandWord, argument: str) -> Output:
    lang = session.runner.screen.lang
    commands = session.commands.commands
    if argument:
        name = argument if argument.startswith(".") else f".{argument}"
        commands = session.commands.called(name) or commands
    rows = [(" ".join((c.name, *c.aliases)), c.help(lang), c.choices) for c in commands]
    room = max(cells(names) for names, _, _ in rows)
    lines = [
        f"  {pad(names, room)}  {help_text}" + (f"（{' '.join(choices)}）" if choices else "")
        for names, help_text, choices in rows
    ]
    head = [] if argument else [session.texts["help_head"]]
    return _text("\n".join([*head, *lines]) + "\n")


def _quit(session: Session, _: CommandWord, __: str) -> Output:
    return replace(_text(""), leave=True)


def _show(session: Session, command: CommandWord, argument: str) -> Output:
    if not argument:
        raise _misuse(session, command)
    return session.answered(session.runner.card(argument))


def _find(session: Session, command: CommandWord, argument: str) -> Output:
    if not argument:
        raise _misuse(session, command)
    found = read_names(session.runner).holding(argument)
    if not found:
        raise UsageError(session.texts["nothing_found"].format(words=argument))
    lines = [f"{name.text}  {name.type}  {name.term}" for name in found]
    return _text("\n".join(lines) + "\n")


def _last(session: Session) -> Answer:
    if session.last is None:
        raise UsageError(session.texts["no_last"])
    return session.last


def _sources(session: Session, command: CommandWord, argument: str) -> Output:
    items = _last(session).items
    if argument:
        if not argument.isdecimal() or not 1 <= int(argument) <= len(items):
            raise UsageError(
                session.texts["bad_argument"].format(name=command.name, expected=f"1–{len(items)}")
            )
        items = items[int(argument) - 1 : int(argument)]
    return _text(sources_text(items, session.texts, width=session.runner.screen.width))


def _explain(session: Session, _: CommandWord, argument: str) -> Output:
    answer = session.ask(argument) if argument else _last(session)
    session.last = answer
    return _text(session.runner.show_answer(answer, explain=True))


def _questions(session: Session, _: CommandWord, __: str) -> Output:
    from kg.query.questions.catalogue import catalogue

    runner = session.runner
    topics = catalogue(runner.schema, runner.screen.lang)
    rows = [[t.label, " ".join(t.words)] for t in topics if t.group != "example"]
    heads = [session.texts["label"], session.texts["words"]]
    return _text(table(heads, rows, width=runner.screen.width, ambiguous=runner.screen.ambiguous))


def _mode(session: Session, _: CommandWord, argument: str) -> Output:
    session.settings.mode = argument or session.settings.mode
    return _text(session.texts["mode_is"].format(mode=session.settings.mode) + "\n")


def _limit(session: Session, command: CommandWord, argument: str) -> Output:
    if argument:
        if not argument.isdecimal():
            raise UsageError(
                session.texts["bad_argument"].format(name=command.name, expected="0, 1, 2 …")
            )
        session.settings.limit = int(argument)
    return _text(session.texts["limit_is"].format(count=session.settings.limit) + "\n")


def _stats(session: Session, _: CommandWord, __: str) -> Output:
    from kg.query.counts import count
    from kg.render.stats import stats_text

    runner = session.runner
    counts = count(runner.graph)
    return _text(
        stats_text(
            counts,
            runner.schema.ontology,
            runner.texts,
            lang=runner.screen.lang,
            ambiguous=runner.screen.ambiguous,
        )
    )


def _graphs(session: Session, _: CommandWord, __: str) -> Output:
    texts, screen = session.texts, session.runner.screen
    rows = [
        [a.published or "", a.headline or "", a.source or "", a.iri.rsplit("/", 1)[-1]]
        for a in session.runner.graph.articles()
    ]
    heads = [texts["column_date"], texts["headline"], texts["file"], "id:"]
    return _text(table(heads, sorted(rows), width=screen.width, ambiguous=screen.ambiguous))


def _edges(session: Session, _: CommandWord, __: str) -> Output:
    lang = session.runner.screen.lang
    rows = [
        [view.name, view.zh if lang == "zh" else view.en, " ".join(view.words)]
        for view in session.runner.edges.views
    ]
    heads = [session.texts["edge"], session.texts["label"], session.texts["words"]]
    return _text(table(heads, rows, width=session.runner.screen.width))


def _timing(session: Session, _: CommandWord, argument: str) -> Output:
    if argument:
        session.settings.timing = argument == "on"
    state = session.texts["on" if session.settings.timing else "off"]
    return _text(session.texts["timing_is"].format(mode=state) + "\n")


def _keys(session: Session, _: CommandWord, __: str) -> Output:
    return _text("".join(session.texts[key] + "\n" for key in KEYS))


COMMANDS: dict[str, Callable[[Session, CommandWord, str], Output]] = {
    ".help": _help,
    ".quit": _quit,
    ".show": _show,
    ".find": _find,
    ".sources": _sources,
    ".explain": _explain,
    ".questions": _questions,
    ".mode": _mode,
    ".limit": _limit,
    ".stats": _stats,
    ".graphs": _graphs,
    ".edges": _edges,
    ".net": networking.net,
    ".hubs": networking.hubs,
    ".timing": _timing,
    ".keys": _keys,
}
