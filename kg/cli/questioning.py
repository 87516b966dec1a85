"""``kg ask``: one question, many, or what can be asked."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable

from kg.cli import console
from kg.cli.asking import runner
from kg.cli.console import EMPTY, emit, read_statement
from kg.errors import InputError, KgError, UsageError
from kg.model.lexicon.interface import Interface
from kg.query.answer import Answer
from kg.schema import load_schema
from kg.schema.messages import message
from kg.shell.runner import Runner

Question = tuple[str, str]
"""Its name in a list, and its words."""


def run_ask(args: Namespace) -> int:
    """Answer plain questions."""
    if args.list:
        return _list(args)
    if args.question and args.questions:
        raise UsageError(message("one_question"))
    if args.question:
        return _one(args, " ".join(args.question))
    if args.questions is None and sys.stdin.isatty():
        raise UsageError(message("question_needed"))
    return _all(args, _questions(args.questions or "-"))


def _one(args: Namespace, question: str) -> int:
    with runner(args) as found:
        try:
            answer = console.run(
                lambda: found.ask(question, choice=args.reading), timeout=args.timeout
            )
        except KgError as error:
            if args.json:
                emit(_line(("1", question), error))
            raise
        if args.sparql:
            emit(answer.query + "\n")
        elif args.json:
            emit(_line(("1", question), answer))
        else:
            emit(found.show_answer(answer, explain=args.explain))
    return EMPTY if args.fail_empty and not answer.items else 0


def _all(args: Namespace, questions: Iterable[Question]) -> int:
    """Answer questions one after another; one that fails does not stop the others."""
    code = 0
    with runner(args) as found:
        for question in questions:
            result = _tried(found, question[1], args)
            if args.json:
                emit(_line(question, result))
            elif isinstance(result, KgError):
                emit(f"{question[1]}\t{result}\n")
            elif args.sparql:
                emit(f"# {question[1]}\n{result.query}\n\n")
            else:
                plain = json.dumps(result.plain, ensure_ascii=False)
                emit(f"{question[1]}\t{plain}\n")
            if args.fail_empty and (isinstance(result, KgError) or not result.items):
                code = EMPTY
    return code


def _tried(found: Runner, question: str, args: Namespace) -> Answer | KgError:
    try:
        return console.run(lambda: found.ask(question), timeout=args.timeout)
    except KgError as error:
        return error


def _line(question: Question, result: Answer | KgError) -> str:
    """One question with its answer, or with why there is none, as one line of JSON."""
    name, words = question
    line: dict[str, object] = {"id": name, "question": words}
    if isinstance(result, KgError):
        line |= {"reading": None, "query": None, "answers": [], "plain": []}
        line |= {"error": str(result), "code": result.exit_code}
    else:
        line |= result.json()
    return json.dumps(line, ensure_ascii=False) + "\n"


def _questions(path: str) -> list[Question]:
    """The questions of a file with their names: a JSON list of objects, or one a line."""
    text = read_statement(path)
    if not text.lstrip().startswith("["):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return [(str(number), line) for number, line in enumerate(lines, 1)]
    try:
        items = json.loads(text)
        return [(str(item.get("id", n)), str(item["q"])) for n, item in enumerate(items, 1)]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(message("not_questions", path=path, reason=error)) from None


def _list(args: Namespace) -> int:
    """Show what can be asked, as the lexicon has it."""
    from kg.query.questions.catalogue import catalogue
    from kg.render.topics import topics_text

    schema, lang = load_schema(), console.language()
    topics = catalogue(schema, lang)
    if args.json:
        for topic in topics:
            line = {
                "group": topic.group, "name": topic.name,
                "label": topic.label, "words": list(topic.words),
            }  # fmt: skip
            emit(json.dumps(line, ensure_ascii=False) + "\n")
        return 0
    texts = schema.lexicon("interface", Interface).texts(lang)
    emit(topics_text(topics, texts, width=console.screen_width(args)))
    return 0
