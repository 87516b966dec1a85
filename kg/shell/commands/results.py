"""Commands about the last result: how it is shown, where it goes, where it was read."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.graph.results import Term
from kg.model.lexicon.shell import CommandWord
from kg.query.answer import Form, Item
from kg.query.dates import is_date
from kg.render.answer import sources_text
from kg.schema.messages import told_error
from kg.shell.commands.handler import Handler, misuse, perhaps, text, unclosed
from kg.shell.output import Output
from kg.shell.redirect import Target
from kg.shell.settings import PARSERS

if TYPE_CHECKING:
    from kg.shell.session import Session


DEPTH = 1
"""Steps from an entity that an export of its surroundings goes."""
ROWS_TOLD = 5
"""Rows of a table whose sources are told unless one is named."""


def setting(name: str, *, argument_of: str = "") -> Handler:
    """The handler of a command that shows or sets one setting."""

    def handle(session: Session, _: CommandWord, argument: str) -> Output:
        if argument:
            change(session, argument_of or name, argument)
        value = session.settings.text(name)
        shown = session.texts[value] if value in ("on", "off") else value
        return text(f"{name}: {shown}\n")

    return handle


def change(session: Session, name: str, value: str) -> None:
    """Give a setting a value.

    Raises:
        UsageError: If there is no such setting, or the value does not fit.
    """
    texts = session.texts
    if name not in PARSERS:
        said = texts["no_setting"].format(name=name, known=" ".join(sorted(PARSERS)))
        raise UsageError(said + perhaps(name, PARSERS, texts))
    try:
        session.settings.set(name, session.commands.word(value), texts["by_hand"])
    except UsageError as error:
        problem = told_error(error, session.runner.screen.lang)
        meaning = texts[f"setting_{name}"]
        raise UsageError(texts["bad_value"].format(problem=problem, meaning=meaning)) from None


def _sources(session: Session, command: CommandWord, argument: str) -> Output:
    items = _items(session, command, argument)
    screen = session.runner.screen
    return text(
        sources_text(items, session.texts, width=screen.width, marked=True, link=screen.link)
    )


def _items(session: Session, command: CommandWord, argument: str) -> Sequence[Item]:
    """The last answer's items, or the facts of the last table's rows; one or all."""
    last = session.last
    if not len(last):
        nothing = last.table is None and last.answer is None
        raise UsageError(session.texts["no_last" if nothing else "last_empty"])
    if argument and not (argument.isdecimal() and 1 <= int(argument) <= len(last)):
        raise misuse(session, command, session.texts["takes_number"].format(most=len(last)))
    chosen = slice(int(argument) - 1, int(argument)) if argument else slice(None)
    if last.answer is not None:
        return last.answer.items[chosen]
    assert last.table is not None
    with session.limit().running():
        rows = last.table.rows[chosen][:ROWS_TOLD]
        return [item for row in rows for item in _facts(session, row)]


def _facts(session: Session, row: Sequence[Term | None]) -> list[Item]:
    from kg.query.provenance import behind

    ontology, index = session.runner.schema.ontology, session.runner.index
    items = []
    for (subject, predicate, value), found in behind(session.runner.graph, row):
        label = ontology.label(ontology.name(predicate) or predicate, session.runner.screen.lang)
        # A measurement or event has no name of its own; its sentence says which it is.
        named = value in index.known or not value.startswith(session.runner.graph.base)
        words = " ".join([index.label(subject), label, *([index.label(value)] if named else [])])
        items.append(Item(form=Form.ENTITY, label=words, iri=subject, sources=found.sources))
    return items


def _last(session: Session, command: CommandWord, argument: str) -> Output:
    """The last result again, without running anything."""
    last = session.last
    if last.answer is not None and not argument:
        return session.answered(last.answer)
    if last.table is None:
        raise UsageError(session.texts["no_last" if last.answer is None else "no_table"])
    return Output(text=session.table(last.table, argument or session.format()))


def _once(session: Session, command: CommandWord, argument: str) -> Output:
    session.once = _file(session, command, argument)
    return Output()


def _tee(session: Session, command: CommandWord, argument: str) -> Output:
    if session.commands.word(argument) == "off":
        session.tee = None
        return Output()
    target = _file(session, command, argument)
    session.tee = replace(target, sign=">>")
    return Output(note=session.texts["tee_is"].format(file=session.tee.name))


def _log(session: Session, command: CommandWord, argument: str) -> Output:
    if session.commands.word(argument) == "off":
        session.log = None
        return Output()
    session.log = replace(_file(session, command, argument), sign=">>")
    return Output(note=session.texts["log_is"].format(file=session.log.name))


def _file(session: Session, command: CommandWord, argument: str) -> Target:
    """The file that ``[-a] FILE`` names."""
    return _target(session, command, _words(command, argument))


def _words(command: CommandWord, argument: str) -> list[str]:
    try:
        return shlex.split(argument)
    except ValueError:
        raise unclosed(command) from None


def _target(session: Session, command: CommandWord, words: list[str]) -> Target:
    sign = ">"
    if words[:1] in (["-a"], [">!"]):
        sign = ">>" if words[0] == "-a" else ">!"
        words = words[1:]
    if len(words) != 1:
        raise misuse(session, command)
    return Target(sign, words[0])


def _export(session: Session, command: CommandWord, argument: str) -> Output:
    """The graph as a file, in the format of its ending: all, or an entity's surroundings."""
    from kg.render.files import format_of, graph_files, save

    words = _words(command, argument)
    entity, since = _option(words, "--entity"), _option(words, "--since")
    depth = _option(words, "--depth") or str(DEPTH)
    path, evidence = _flag(words, "--path"), _flag(words, "--with-evidence")
    if not depth.isdecimal() or sum(map(bool, (entity, since, path))) > 1:
        raise misuse(session, command)
    target = _target(session, command, words)
    file = Path(target.name).expanduser()
    format = format_of(file)
    if file.is_file() and target.sign == ">":
        raise UsageError(session.texts["exists"].format(file=file))
    with session.limit().running():
        if entity:
            files = {"": _around(session, entity, int(depth), format)}
        elif path:
            files = {"": _walked(session, format, evidence=evidence)}
        elif since:
            files = {"": _published(session, since, format)}
        else:
            files = graph_files(session.runner.graph, format)
    save(files, file)
    return Output(note=session.texts["written"].format(file=file))


def _around(session: Session, entity: str, depth: int, format: str) -> bytes:
    from kg.query.surroundings import surroundings

    runner = session.runner
    _check_graph(session, format)
    found = surroundings(runner.graph, runner.index.resolve(entity).iri, depth)
    return runner.show_result(found, format).encode()


def _walked(session: Session, format: str, *, evidence: bool) -> bytes:
    """The triples of the last path statement, with the claims behind them if that is wanted."""
    answer = session.last.answer
    if answer is None or answer.report is None:
        raise UsageError(session.texts["last_no_path"])
    from kg.query.paths.walked import walked

    runner = session.runner
    _check_graph(session, format)
    paths = [item.path for item in answer.items if item.path is not None]
    wanted = evidence or answer.report.evidence
    found = walked(runner.graph, paths, runner.schema, evidence=wanted)
    return runner.show_result(found, format).encode()


def _published(session: Session, since: str, format: str) -> bytes:
    """The articles that were published on a day or later; those without a date are left out."""
    from kg.graph import terms
    from kg.graph.serialise import FORMATS, serialise

    if not is_date(since):
        raise UsageError(session.texts["no_date"].format(date=since))
    if format not in FORMATS:
        raise UsageError(session.texts["no_such_format"].format(formats=" ".join(FORMATS)))
    graph = session.runner.graph
    chosen = [a for a in graph.articles() if a.published and a.published[: len(since)] >= since]
    quads = (quad for article in chosen for quad in graph.quads(terms.node(article.iri)))
    return serialise(quads, format, base=graph.base)


def _check_graph(session: Session, format: str) -> None:
    from kg.render.results import GRAPHS

    if format not in GRAPHS:
        raise UsageError(session.texts["no_such_format"].format(formats=" ".join(GRAPHS)))


def _flag(words: list[str], name: str) -> bool:
    """Take an option without a value out of the words."""
    found = name in words
    if found:
        words.remove(name)
    return found


def _option(words: list[str], name: str) -> str:
    """Take an option and its value out of the words; empty if it is not there."""
    if name not in words[:-1]:
        return ""
    at = words.index(name)
    value = words[at + 1]
    del words[at : at + 2]
    return value


COMMANDS: dict[str, Handler] = {
    ".mode": setting("mode"),
    ".x": setting("expanded"),
    ".limit": setting("limit"),
    ".wrap": setting("wrap"),
    ".lang": setting("lang"),
    ".labels": setting("labels"),
    ".pager": setting("pager"),
    ".sources": _sources,
    ".last": _last,
    ".once": _once,
    ".tee": _tee,
    ".log": _log,
    ".export": _export,
}
