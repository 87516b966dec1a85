"""``kg check`` and ``kg eval``."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.console import emit, say
from kg.errors import InputError, SchemaError
from kg.reading.inputs import SUFFIXES
from kg.schema import load_schema

if TYPE_CHECKING:
    from kg.evaluate import ArticleScore, Gold


def run_check(args: Namespace) -> int:
    """Check ontology, lexicon, gazetteer and shapes against one another."""
    from kg.schema.check import check

    root = Path(args.ontology) if args.ontology else load_schema().root
    problems = check(root)
    for problem in problems:
        emit(f"{problem}\n")
    warnings = sum(problem.warning for problem in problems)
    wrong = len(problems) - warnings
    say(f"{root}: {wrong} problems, {warnings} warnings")
    return SchemaError.exit_code if wrong else 0


def run_eval(args: Namespace) -> int:
    """Compare extracted facts with gold facts."""
    from kg.evaluate import Report, changes, read_gold_folder

    folder = Path(args.gold)
    articles = Path(args.articles) if args.articles else folder.parent
    before = _figures(Path(args.compare)) if args.compare else None
    texts: dict[str, str] = {}
    scores = {gold.id: _score(gold, articles, texts) for gold in read_gold_folder(folder)}
    report = Report(scores, missing=tuple(name for name in scores if name not in texts))
    figures = json.dumps(report.figures(), ensure_ascii=False, indent=1) + "\n"
    if args.save:
        emit(figures, args.save)
    lines = [] if args.json else [*report.lines()]
    if args.errors:
        lines += ["", *report.error_lines(texts)]
    if before is not None:
        lines += ["", *(list(changes(report, before)) or ["no change"])]
    emit(figures if args.json else "".join(f"{line}\n" for line in lines))
    return 0


def _score(gold: Gold, articles: Path, texts: dict[str, str]) -> ArticleScore:
    """The score of one article; its text is put into ``texts`` if it can be read."""
    from kg.evaluate import Found, found_in, score
    from kg.graph import memory_graph
    from kg.pipeline import extract

    schema = load_schema()
    path = next((p for p in sorted(articles.glob(f"{gold.id}.*")) if p.suffix in SUFFIXES), None)
    if path is None:
        say(f"kg: no article {gold.id} in {articles}; its facts count as missed")
        return score(gold, Found(), schema)
    article = extract(path, schema=schema)
    texts[gold.id] = article.document.view.text
    return score(gold, found_in(memory_graph(article.quads()), schema), schema)


def _figures(path: Path) -> dict[str, object]:
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: holds no figures of an earlier run ({error})") from None
    if not isinstance(figures, dict):
        raise InputError(f"{path}: holds no figures of an earlier run")
    return figures
