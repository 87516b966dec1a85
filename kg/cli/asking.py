"""``kg query``, ``path``, ``show``, ``why`` and ``stats``."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from kg.cli import console
from kg.cli.console import EMPTY, emit, read_statement, say
from kg.errors import UsageError
from kg.pipeline import open_default
from kg.query.answer import Answer
from kg.render.errors import Origin
from kg.schema import load_schema
from kg.schema.messages import message
from kg.shell.runner import Runner, Screen, path_statement


@contextmanager
def runner(args: Namespace) -> Iterator[Runner]:
    """The graph that was named, ready to be asked."""
    screen = Screen(console.screen_width(args), console.ambiguous_width(args), console.language())
    with open_default(args.graph) as graph:
        yield Runner(graph, load_schema(), screen)


def run_query(args: Namespace) -> int:
    """Run a SPARQL query."""
    if (args.statement is None) == (args.file is None):
        raise UsageError(message("query_needed"))
    text = args.statement if args.file is None else read_statement(args.file)
    format = args.format or ("table" if sys.stdout.isatty() and not args.output else "tsv")
    origin = Origin("" if args.file in (None, "-") else args.file)
    with runner(args) as found:
        result = console.run(lambda: found.query(text, origin), timeout=args.timeout)
        shown = found.show_result(result, format)
        empty = not result if isinstance(result, bool) else len(result) == 0
        reasons = empty and not isinstance(result, bool) and sys.stderr.isatty()
        notes = found.advice(text, origin, empty=True) if reasons else []
    emit(shown, args.output)
    for note in notes:
        say(note)
    return EMPTY if args.fail_empty and empty else 0


def run_path(args: Namespace) -> int:
    """Find how two entities are connected."""
    with runner(args) as found:
        statement = path_statement(
            args.ends,
            path_words=found.path_words(),
            within=args.within,
            via=args.via or (),
            avoid=args.avoid or (),
            shortest=args.shortest,
        )
        if args.explain:
            statement = f"{statement.rstrip('; ')} EXPLAIN"
        written = len(args.ends) == 1
        answer = console.run(lambda: found.path(statement, quote=written), timeout=args.timeout)
        emit(found.show_paths(answer, "json" if args.json else args.format))
    explained = answer.report is not None and answer.report.plan is not None
    return EMPTY if args.fail_empty and not answer.items and not explained else 0


def _answer(args: Namespace, found: Runner, ask: Callable[[], Answer]) -> int:
    answer = console.run(ask, timeout=args.timeout)
    if args.json:
        emit(json.dumps(answer.json(), ensure_ascii=False, indent=1) + "\n")
    else:
        emit(found.show_answer(answer))
    return EMPTY if args.fail_empty and not answer.items else 0


def run_show(args: Namespace) -> int:
    """Show the card of an entity."""
    with runner(args) as found:
        answer = found.card(" ".join(args.entity))
        if args.json:
            emit(json.dumps(answer.json(), ensure_ascii=False, indent=1) + "\n")
        else:
            emit(found.show_answer(answer))
    return 0


def run_why(args: Namespace) -> int:
    """Show the sentences behind a fact."""
    with runner(args) as found:
        answer = found.why(args.subject, args.predicate, args.object)
        if args.json:
            emit(json.dumps(answer.json(), ensure_ascii=False, indent=1) + "\n")
        else:
            emit(found.show_answer(answer))
    return 0


def run_stats(args: Namespace) -> int:
    """Count what is in the graph."""
    from kg.query.counts import count
    from kg.render.stats import stats_text

    with runner(args) as found:
        counts = console.run(lambda: count(found.graph))
    if args.json:
        emit(json.dumps(asdict(counts), ensure_ascii=False, indent=1) + "\n")
    else:
        emit(stats_text(counts, found.schema.ontology, found.texts, lang=found.screen.lang))
    return 0
