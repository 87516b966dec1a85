"""``kg entities``: what there is, what was made one and why, and what somebody must decide."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from kg.cli.console import ambiguous_width, emit, language, say
from kg.graph.identity import Doubt
from kg.model.lexicon.interface import Interface
from kg.pipeline import default_graph, open_default
from kg.pipeline.curation import CURATION, read_doubts
from kg.query.listing import Listed, Merged, list_entities, list_merges
from kg.render.table import table
from kg.schema import Schema, load_schema


def run_entities(args: Namespace) -> int:
    """List entities, merges or doubts."""
    schema = load_schema()
    texts = schema.lexicon("interface", Interface).texts(language())
    part = args.name or ""
    if args.review:
        return _review(args, texts, part)
    with open_default(args.graph) as graph:
        if args.merges:
            merges = list_merges(graph, part)
            heads = ("merge_name", "label", "merge_reason", "merge_source")
            rows = [[one.name, one.label, one.reason, one.source] for one in merges]
            _print(args, texts, heads, rows, merges, none=texts["no_merges"])
            return 0
        entities = list_entities(graph, part)
    heads = ("label", "count_classes", "list_articles", "field_altLabel")
    rows = [
        [
            one.label,
            _classes(one.classes, schema, texts),
            str(one.articles),
            texts["chain_and"].join(one.others),
        ]
        for one in entities
    ]
    none = texts["nothing_found"].format(words=part) if part else texts["no_entities"]
    _print(args, texts, heads, rows, entities, none=none)
    return 0


def _review(args: Namespace, texts: Mapping[str, str], part: str) -> int:
    store = Path(default_graph(args.graph))
    doubts = [doubt for doubt in read_doubts(store) if part in doubt.name]
    rows = [
        [texts[f"doubt_{d.kind}"], d.name, texts["chain_and"].join(d.candidates)] for d in doubts
    ]
    _print(args, texts, ("doubt", "label", "doubt_candidates"), rows, doubts)
    say(texts["doubt_hint"].format(path=store / CURATION) if doubts else texts["doubt_none"])
    return 0


def _classes(names: Sequence[str], schema: Schema, texts: Mapping[str, str]) -> str:
    return texts["chain_and"].join(schema.ontology.label(name, language()) for name in names)


def _print(
    args: Namespace,
    texts: Mapping[str, str],
    heads: Sequence[str],
    rows: list[list[str]],
    found: Sequence[Listed | Merged | Doubt],
    *,
    none: str = "",
) -> None:
    """Print what was found as a table, or whole as JSON; say where a table has no rows."""
    if args.json:
        emit(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1) + "\n")
    elif rows:
        names = [texts[head] for head in heads]
        emit(table(names, rows, ambiguous=ambiguous_width(args)))
    elif none:
        say(none)
