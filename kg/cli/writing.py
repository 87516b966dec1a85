"""``kg export``."""

from __future__ import annotations

from argparse import Namespace

from kg.cli.console import by_ending, emit
from kg.pipeline import open_default
from kg.render.files import ENDINGS, graph_files, save


def run_export(args: Namespace) -> int:
    """Write the graph for other programs."""
    format = by_ending(args, ENDINGS, "turtle")
    with open_default(args.graph) as graph:
        files = graph_files(graph, format)
    if args.output and args.output != "-":
        save(files, args.output)
    else:
        emit(files[""])
    return 0
