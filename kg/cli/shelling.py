"""``kg shell``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.cli import console
from kg.cli.console import EMPTY, emit, say
from kg.errors import InputError, KgError, UsageError
from kg.graph import Graph
from kg.graph import vocabulary as v
from kg.graph.marker import is_store
from kg.graph.serialise import EXTENSIONS
from kg.graph.worker import CAN_FORK, Worker, WorkerGraph, open_in_worker
from kg.pipeline import default_graph, open_default
from kg.query.sparql import label_terms
from kg.schema import Schema, load_schema
from kg.schema.messages import message, told_error
from kg.shell.batch import Script, run_batch
from kg.shell.output import Output
from kg.shell.redirect import Sink, Target, open_target
from kg.shell.runner import Runner, Screen
from kg.shell.session import Session
from kg.shell.settings import SCREEN_ROWS, TIMEOUT, Settings, from_environment
from kg.shell.typeahead import typed_ahead_is_kept

_PARTNERS = f"SELECT ?a ?b {{ ?deal {v.PARTY} ?a, ?b FILTER(STR(?a) < STR(?b)) }} LIMIT 1"
_ARTICLES = f"SELECT (COUNT(?a) AS ?n) {{ ?a a {v.ARTICLE} }}"


def run_shell(args: Namespace) -> int:
    """Open the shell, or run statements without one."""
    interactive = not (args.execute or args.file) and sys.stdin.isatty()
    settings = _settings(args, interactive=interactive)
    if not interactive:
        return _run(args, settings)
    with typed_ahead_is_kept():  # from now on: the graph may take a while
        return _run(args, settings, interactive=True)


def _run(args: Namespace, settings: Settings, *, interactive: bool = False) -> int:
    schema = load_schema()
    meanwhile = _load_prompt if interactive else lambda: None
    with _graph(args, schema, meanwhile) as graph:
        lang = args.lang or console.language()
        screen = Screen(console.screen_width(args), settings.ambiguous, lang)
        runner = Runner(graph, schema, screen)
        session = Session(runner, settings, interactive=interactive, yes=args.yes)
        session.parameters = _parameters(args)
        if not interactive:
            return _batch(args, session)
        from kg.shell.repl import run_repl

        return run_repl(session, history=not args.no_history, first=_welcome(runner))


def _settings(args: Namespace, *, interactive: bool) -> Settings:
    """What is in force: defaults, then the file, the environment and the flags.

    Raises:
        UsageError: If a value does not fit.
        InputError: If the settings file is wrong.
    """
    settings = Settings()
    if interactive:
        settings.limit, settings.timing, settings.timeout = SCREEN_ROWS, True, TIMEOUT
    elif not sys.stdout.isatty() or args.output:
        settings.mode = "tsv"
    if not args.no_rc:
        from kg.shell.config import read_config

        read_config(settings)
    from_environment(settings)
    flags = {
        "mode": args.format,
        "timeout": args.timeout,
        "color": args.color,
        "ambiguous": args.ambiguous,
        "allow": ",".join(args.allow or ()),
    }
    for name, value in flags.items():
        if value:
            settings.set(name, str(value), f"--{'format' if name == 'mode' else name}")
    return settings


def _parameters(args: Namespace) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in args.param or ()]
    if wrong := [name for name, sign, _ in pairs if not sign or not name.isidentifier()]:
        raise UsageError(message("bad_option", name=wrong[0]))
    return {name: value for name, _, value in pairs}


def _batch(args: Namespace, session: Session) -> int:
    """Run the statements that were given, or those of stdin."""
    sink = open_target(Target(">!", args.output)) if args.output else None
    try:
        ended = run_batch(
            session,
            _scripts(args),
            lambda output: _show(output, sink),
            keep_going=args.keep_going,
        )
    except BaseException:
        if sink:
            sink.undo()
        raise
    if sink:
        sink.done()
    return ended.code or (EMPTY if args.fail_empty and ended.empty else 0)


def _scripts(args: Namespace) -> Iterator[Script]:
    """The scripts: every ``-e``, of the file, or of stdin as they come."""
    for statement in args.execute or ():
        yield Script(statement.splitlines())
    if args.file and args.file != "-":
        yield Script(console.read_statement(args.file).splitlines(), args.file)
    elif args.file or not args.execute:
        yield Script(_stdin())


def _stdin() -> Iterator[str]:
    for number, line in enumerate(sys.stdin.buffer):
        try:
            text = line.decode("utf-8-sig" if number == 0 else "utf-8")
        except UnicodeDecodeError:
            raise InputError(message("line_not_utf8", path="-", line=number + 1)) from None
        yield text.rstrip("\r\n")


def _show(output: Output, sink: Sink | None) -> None:
    if output.text and sink:
        sink.write(output.text)
    elif output.text:
        emit(output.text)
    if output.note:
        say(f"kg: {output.note}" if output.code else output.note)


def _load_prompt() -> None:
    """Load the prompt's libraries, which takes as long as to open a store."""
    import kg.shell.repl  # noqa: F401


def _graph(args: Namespace, schema: Schema, meanwhile: Callable[[], None]) -> Graph:
    """The graph that was named, or the graph of the articles that were named.

    Args:
        args: Those of the command.
        schema: What the graph is written in.
        meanwhile: Called while a store is opened.

    Raises:
        UsageError: If both were named, or several graphs.
    """
    if args.graph and args.inputs:
        raise UsageError(message("graph_twice"))
    graphs = [name for name in args.inputs if _is_graph(name)]
    if not args.inputs or (graphs and len(args.inputs) == 1):
        named = args.graph or (graphs[0] if graphs else None)
        location = str(default_graph(named))
        if named is None and not Path(location).exists():
            return open_default(named)  # says what to do
        return open_in_worker(location, schema, meanwhile=meanwhile)
    if graphs:
        raise UsageError(message("graph_alone", path=graphs[0]))
    from kg.graph import memory_graph
    from kg.pipeline.articles import extract_document, merged_quads, page_lexicon
    from kg.reading import iter_inputs

    page = page_lexicon(schema)
    articles = [extract_document(one.read(page=page), schema) for one in iter_inputs(args.inputs)]
    graph = memory_graph(merged_quads(articles, schema), location=" ".join(args.inputs))
    return WorkerGraph(Worker(lambda: graph), schema=schema) if CAN_FORK else graph


def _is_graph(name: str) -> bool:
    if name.startswith(("http://", "https://")) or is_store(name):
        return True
    return Path(name).suffix.lower() in EXTENSIONS


def _welcome(runner: Runner) -> list[str]:
    """What the graph is, and three lines to try that it has an answer for."""
    texts, graph = runner.texts, runner.graph
    try:
        ((articles,),) = graph.select(_ARTICLES)
        pair = next(iter(graph.select(_PARTNERS)), None)
        names = label_terms(graph, filter(None, pair or ()))
    except KgError as error:
        return [told_error(error, runner.screen.lang)]
    count = getattr(articles, "value", "")
    lines = [
        texts["welcome"].format(articles=count, location=graph.location),
        texts["first_steps"],
    ]
    if pair and len(names) == len(pair):
        one, other = (names[str(getattr(term, "value", term))] for term in pair)
        lines.append("  " + texts["example_question"].format(name=one))
        lines.append("  " + texts["example_path"].format(one=one, other=other))
        lines.append("  " + texts["example_query"].format())
    return lines
