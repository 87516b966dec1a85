"""``kg build``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.cli.console import ambiguous_width, language, say
from kg.cli.progress import Bar
from kg.errors import InputError, UsageError
from kg.model.lexicon.interface import Interface
from kg.pipeline import Options, Report, build
from kg.pipeline.curation import CURATION
from kg.schema import load_schema
from kg.schema.messages import message, told


def run_build(args: Namespace) -> int:
    """Put articles into a store, take them out, or extract them anew."""
    if not (args.paths or args.remove or args.rebuild):
        raise UsageError(message("articles_needed"))
    if args.workers < 1:
        raise UsageError(message("workers_number"))
    options = Options(
        remove=tuple(args.remove or ()),
        rebuild=args.rebuild,
        workers=args.workers,
        scheduler=args.scheduler,
    )
    texts = load_schema().lexicon("interface", Interface).texts(language())
    if args.quiet:
        report = build(args.paths, args.graph, options=options)
    else:
        bar = Bar(texts, ambiguous=ambiguous_width(args))
        try:
            report = build(args.paths, args.graph, progress=bar, options=options)
        finally:
            bar.close()
    for failure in report.failures:
        say(f"kg: {told(failure.reason, language())}")
    if report.unused:
        path = Path(report.location) / CURATION
        say(
            texts["curation_unused"].format(path=path, names=texts["chain_and"].join(report.unused))
        )
    if not args.quiet:
        counts = texts["build_join"].join(_counts(report, texts))
        say(texts["build_done"].format(path=report.location, counts=counts))
    return InputError.exit_code if report.failures else 0


def _counts(report: Report, texts: Mapping[str, str]) -> Iterator[str]:
    """What was done, in words; what is seldom is said only when it was."""
    always = {
        "build_read": report.added + report.replaced + report.updated,
        "build_unchanged": report.unchanged,
        "build_duplicate": report.repeated,
        "build_failed": len(report.failures),
    }
    seldom = {
        "build_replaced": report.replaced,
        "build_removed": report.removed,
        "build_rewritten": report.rewritten,
        "build_copies": report.copies,
        "build_doubts": report.doubts,
    }
    for name, count in always.items():
        yield texts[name].format(count=count)
    for name, count in seldom.items():
        if count:
            yield texts[name].format(count=count)
    yield texts["build_holds"].format(entities=report.entities, statements=report.quads)
