"""``kg check`` and ``kg eval``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from kg.cli.console import emit, say
from kg.errors import SchemaError
from kg.schema import load_schema


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
    from kg import evaluate

    raise NotImplementedError(evaluate, args)
