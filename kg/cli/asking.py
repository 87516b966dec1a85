"""``kg query``, ``path``, ``ask``, ``show``, ``why`` and ``stats``."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from kg.cli import console
from kg.cli.console import EMPTY, emit, read_statement
from kg.errors import InputError, KgError, UsageError
from kg.pipeline import open_default
from kg.query.answer import Answer
from kg.schema import load_schema
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
        raise UsageError("give a query, or -f FILE with one")
    text = args.statement if args.file is None else read_statement(args.file)
    format = args.format or ("table" if sys.stdout.isatty() and not args.output else "tsv")
    with runner(args) as found:
        result = console.run(lambda: found.query(text), timeout=args.timeout)
        shown = found.show_result(result, format)
    emit(shown, args.output)
    empty = not result if isinstance(result, bool) else len(result) == 0
    return EMPTY if args.fail_empty and empty else 0


def run_path(args: Namespace) -> int:
    """Find how two entities are connected."""
    with runner(args) as found:
        statement = path_statement(
            args.ends,
            path_words=found.path_words,
            within=args.within,
            via=args.via or (),
            avoid=args.avoid or (),
            shortest=args.shortest,
        )
        return _answer(args, found, lambda: found.path(statement))


def run_ask(args: Namespace) -> int:
    """Answer plain questions."""
    if bool(args.question) == bool(args.questions):
        raise UsageError("give one question, or --questions FILE")
    with runner(args) as found:
        if args.questions:
            return _ask_all(args, found)
        question = " ".join(args.question)
        return _answer(args, found, lambda: found.ask(question))


def _answer(args: Namespace, found: Runner, ask: Callable[[], Answer]) -> int:
    answer = console.run(ask, timeout=args.timeout)
    if args.json:
        emit(json.dumps(answer.json(), ensure_ascii=False, indent=1) + "\n")
    else:
        emit(found.show_answer(answer, explain=getattr(args, "explain", False)))
    return EMPTY if args.fail_empty and not answer.items else 0


def _ask_all(args: Namespace, found: Runner) -> int:
    """Answer a file of questions, one line of JSON each; one that fails has an empty answer."""
    for name, question in _questions(args.questions):
        line: dict[str, object] = {"id": name, "question": question}
        try:
            line |= found.ask(question).json()
        except KgError as error:
            line |= {"answers": [], "plain": [], "error": str(error)}
        if args.json:
            emit(json.dumps(line, ensure_ascii=False) + "\n")
        else:
            plain = json.dumps(line["plain"], ensure_ascii=False)
            emit(f"{question}\t{plain}\n")
    return 0


def _questions(path: str) -> list[tuple[str, str]]:
    """The questions of a file with their names: a JSON list of objects, or one a line."""
    text = read_statement(path)
    if not text.lstrip().startswith("["):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return [(str(number), line) for number, line in enumerate(lines, 1)]
    try:
        items = json.loads(text)
        return [(str(item.get("id", n)), str(item["q"])) for n, item in enumerate(items, 1)]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(
            f"{path}: not a list of questions ({error}); expected "
            '[{"id": "1", "q": "…"}, …] or one question a line'
        ) from None


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
