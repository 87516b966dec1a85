"""``kg check`` and ``kg eval``."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.cli.console import emit, language, say
from kg.errors import InputError, SchemaError
from kg.schema import Schema, load_schema
from kg.schema.messages import message, reason, told


def run_check(args: Namespace) -> int:
    """Check ontology, lexicon, gazetteer and shapes against one another."""
    from kg.schema.check import check

    root = Path(args.ontology) if args.ontology else load_schema().root
    if not root.is_dir():
        raise SchemaError(message("no_such_folder", path=root))
    problems = check(root)
    emit("".join(f"{problem.told(language())}\n" for problem in problems))
    errors = sum(not problem.warning for problem in problems)
    summary = message("checked", path=root, errors=errors, warnings=len(problems) - errors)
    say(told(summary, language()))
    return SchemaError.exit_code if errors else 0


def run_eval(args: Namespace) -> int:
    """Compare extracted facts with gold facts."""
    from kg.evaluate import Report, changes, read_gold_folder, score

    schema = load_schema()
    folder = Path(args.gold)
    articles = Path(args.articles) if args.articles else folder.resolve().parent
    scores, texts, missing = {}, {}, []
    for gold in read_gold_folder(folder):
        path = _article(articles, gold.id)
        if path is None:
            missing.append(gold.id)
            continue
        texts[gold.id], found = _found(path, schema)
        scores[gold.id] = score(gold, found, schema)
    report = Report(scores, tuple(missing))
    before = _figures(args.compare) if args.compare else None
    if args.save:
        emit(_json(report.figures()), args.save)
    if args.json:
        emit(_json(report.figures()))
    else:
        emit(_lines(report.lines()))
    if args.errors:
        emit(_lines(report.error_lines(texts)))
    if before is not None:
        emit(_lines(changes(report, before)))
    return InputError.exit_code if missing else 0


def _article(folder: Path, name: str) -> Path | None:
    """The article of this name, whatever its ending."""
    from kg.reading.inputs import SUFFIXES

    paths = (folder / f"{name}{suffix}" for suffix in sorted(SUFFIXES))
    return next((path for path in paths if path.is_file()), None)


def _found(path: Path, schema: Schema) -> tuple[str, Any]:
    """The text of an article and what extraction finds in it."""
    from kg.evaluate import found_in
    from kg.graph import memory_graph
    from kg.pipeline import extract

    article = extract(path, schema=schema)
    return article.document.view.text, found_in(memory_graph(article.quads()), schema)


def _figures(path: str) -> dict[str, Any]:
    """The figures that an earlier run saved.

    Raises:
        InputError: If there are none in the file.
    """
    try:
        figures = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(message("cannot_be_read", path=path, reason=reason(error))) from None
    except ValueError:
        raise InputError(message("not_figures", path=path)) from None
    if not isinstance(figures, dict):
        raise InputError(message("not_figures", path=path))
    return figures


def _json(figures: dict[str, Any]) -> str:
    return json.dumps(figures, ensure_ascii=False, indent=1) + "\n"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{told(line, language())}\n" for line in lines)
