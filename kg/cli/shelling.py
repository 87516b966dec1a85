"""``kg shell``."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from kg.cli import console
from kg.cli.console import EMPTY, emit, read_statement, say
from kg.errors import UsageError
from kg.graph import Graph, memory_graph
from kg.graph import vocabulary as v
from kg.graph.marker import is_store
from kg.graph.serialise import EXTENSIONS
from kg.pipeline import open_default
from kg.schema import Schema, load_schema
from kg.shell.batch import run_batch
from kg.shell.output import SCREEN_ROWS, Output, Settings
from kg.shell.runner import Runner, Screen
from kg.shell.session import Session

_PARTNERS = f"""
SELECT ?a ?b {{ ?deal {v.PARTY} ?a, ?b FILTER(STR(?a) < STR(?b)) }} ORDER BY ?a ?b LIMIT 1
"""


def run_shell(args: Namespace) -> int:
    """Open the shell, or run statements without one."""
    schema = load_schema()
    scripts = _scripts(args)
    with _graph(args, schema) as graph:
        screen = Screen(
            console.screen_width(args), console.ambiguous_width(args), console.language()
        )
        runner = Runner(graph, schema, screen)
        if scripts is None:
            return _interactive(args, runner)
        piped = "table" if sys.stdout.isatty() else "tsv"
        session = Session(runner, Settings(mode=args.format or piped))
        ended = console.run(
            lambda: run_batch(session, scripts, _show, keep_going=args.keep_going),
            timeout=args.timeout,
        )
    return ended.code or (EMPTY if args.fail_empty and ended.empty else 0)


def _scripts(args: Namespace) -> list[str] | None:
    """The statements to run, or None if they are to be typed."""
    if args.execute or args.file:
        return [*(args.execute or []), *([read_statement(args.file)] if args.file else [])]
    return None if sys.stdin.isatty() else [read_statement("-")]


def _graph(args: Namespace, schema: Schema) -> Graph:
    """The graph that was named, or the graph of the articles that were named.

    Raises:
        UsageError: If both were named, or several graphs.
    """
    if args.graph and args.inputs:
        raise UsageError("name a graph with -g or as an argument, not both")
    graphs = [name for name in args.inputs if _is_graph(name)]
    if not args.inputs or (graphs and len(args.inputs) == 1):
        return open_default(args.graph or (graphs[0] if graphs else None))
    if graphs:
        raise UsageError(f"{graphs[0]}: a graph goes alone; the shell opens one at a time")
    from kg.pipeline.articles import extract_document, merged_quads, page_lexicon
    from kg.reading import iter_inputs

    page = page_lexicon(schema)
    articles = [extract_document(one.read(page=page), schema) for one in iter_inputs(args.inputs)]
    return memory_graph(merged_quads(articles, schema), location=" ".join(args.inputs))


def _is_graph(name: str) -> bool:
    if name.startswith(("http://", "https://")) or is_store(name):
        return True
    return Path(name).suffix.lower() in EXTENSIONS


def _show(output: Output) -> None:
    if output.text:
        emit(output.text)
    if output.note:
        say(f"kg: {output.note}" if output.code else output.note)


def _interactive(args: Namespace, runner: Runner) -> int:
    from kg.shell.repl import run_repl

    settings = Settings(mode=args.format or "table", limit=SCREEN_ROWS, timing=True)
    session = Session(runner, settings)
    return run_repl(session, history=not args.no_history, first=_welcome(runner))


def _welcome(runner: Runner) -> list[str]:
    """What the graph is, and three lines to try that it has an answer for."""
    from importlib import metadata

    texts, graph = runner.texts, runner.graph
    lines = [
        texts["welcome"].format(
            version=metadata.version("kg-shell"),
            articles=len(graph.articles()),
            statements=len(graph),
            location=graph.location,
        ),
        texts["first_steps"],
    ]
    for row in graph.select(_PARTNERS):
        one, other = (runner.index.label(str(getattr(term, "value", term))) for term in row)
        lines.append("  " + texts["example_question"].format(name=one))
        lines.append("  " + texts["example_path"].format(one=one, other=other))
        lines.append("  " + texts["example_query"].format())
    return lines
