"""``kg timeline`` and ``kg conflicts``."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict

from kg.cli.console import EMPTY, ambiguous_width, emit, language, say, screen_width
from kg.model.lexicon.interface import Interface
from kg.pipeline import open_default
from kg.query.conflicts import conflicts
from kg.query.timeline import timeline
from kg.render.history import conflicts_text, timeline_text
from kg.schema import load_schema


def run_timeline(args: Namespace) -> int:
    """Show what happened to an entity, in order of time."""
    schema = load_schema()
    with open_default(args.graph) as graph:
        found = timeline(graph, " ".join(args.entity), schema, lang=language())
    if args.json:
        moments = [
            {"date": m.date or None, "dated": m.dated, **m.item.json()} for m in found.moments
        ]
        emit(json.dumps({"entity": found.name, "moments": moments}, ensure_ascii=False, indent=1))
        emit("\n")
        return 0
    texts = schema.lexicon("interface", Interface).texts(language())
    width, ambiguous = screen_width(args), ambiguous_width(args)
    emit(timeline_text(found, texts, width=width, ambiguous=ambiguous))
    return 0


def run_conflicts(args: Namespace) -> int:
    """List where articles disagree."""
    schema = load_schema()
    with open_default(args.graph) as graph:
        part = args.entity or ""
        every = conflicts(graph, schema, lang=language())
        found = [one for one in every if part in one.subject]
    texts = schema.lexicon("interface", Interface).texts(language())
    if args.json:
        emit(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1) + "\n")
    elif found:
        width, ambiguous = screen_width(args), ambiguous_width(args)
        emit(conflicts_text(found, texts, width=width, ambiguous=ambiguous))
    else:
        say(texts["no_conflicts"])
    return EMPTY if args.fail_empty and not found else 0
