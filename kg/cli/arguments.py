"""The options that several commands share, and those of the commands that fill and keep stores."""

from __future__ import annotations

import argparse

RDF_FORMATS = ("turtle", "trig", "nt", "nq", "jsonld", "rdfxml")
NETWORK_FORMATS = ("graphml", "gexf", "csv", "dot")
RESULT_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "turtle")
SHELL_FORMATS = (
    *("table", "expanded", "csv", "tsv", "json", "jsonl", "xml", "markdown", "html"),
    *("turtle", "nt", "jsonld", "rdfxml", "dot"),
)
PATH_FORMATS = ("text", "table", "json", "turtle", "dot", "html")
PICTURE_FORMATS = ("table", "csv", "json", "html", "svg", "png", "gexf", "graphml", "dot")
STATUSES = ("actual", "planned", "rumoured", "superseded", "terminated", "denied")
GRAPH_HELP = (
    "store folder, RDF file or URL of a SPARQL endpoint (default: $KG_GRAPH, else ./kg.store)"
)


def add_graph(parser: argparse.ArgumentParser) -> None:
    """Which graph is asked."""
    parser.add_argument("-g", "--graph", metavar="GRAPH", help=GRAPH_HELP)


def add_output(parser: argparse.ArgumentParser, formats: tuple[str, ...], default: str) -> None:
    """Where the output goes, and in which format."""
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, not stdout")
    parser.add_argument("--format", choices=formats, help=f"default: {default}")


def add_running(parser: argparse.ArgumentParser) -> None:
    """How long a command may run, and what an empty result is."""
    parser.add_argument(
        "--timeout", type=float, metavar="S", help="give up after S seconds (exit code 124)"
    )
    parser.add_argument("--fail-empty", action="store_true", help="exit code 4 for no result")


def add_screen(parser: argparse.ArgumentParser) -> None:
    """How wide the screen is."""
    parser.add_argument("--width", type=int, metavar="CELLS", help="cut tables to this width")
    parser.add_argument(
        "--ambiguous",
        type=int,
        choices=(1, 2),
        help="cells your terminal gives “”—· (default: $KG_AMBIGUOUS, else 1)",
    )


def _add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-g", "--graph", metavar="STORE", help="store folder (default: $KG_GRAPH, else ./kg.store)"
    )


def add_build(parser: argparse.ArgumentParser) -> None:
    """Of ``kg build``."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="article, folder, pattern, archive (zip, tar, warc), JSON Lines, or - for stdin",
    )
    _add_store(parser)
    parser.add_argument(
        "--remove", action="append", metavar="SOURCE", help="take out what came from here"
    )
    parser.add_argument("--rebuild", action="store_true", help="extract all articles anew")
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="extract in N processes (default 1)"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="extract on the workers of a Dask scheduler"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")


def add_export(parser: argparse.ArgumentParser) -> None:
    """Of ``kg export``."""
    add_graph(parser)
    add_output(parser, (*RDF_FORMATS, *NETWORK_FORMATS), "by the ending of FILE, else turtle")
    parser.add_argument("--entity", action="append", metavar="NAME", help="only what surrounds it")
    parser.add_argument(
        "--depth", type=int, default=1, metavar="N", help="so many steps around (default 1)"
    )
    parser.add_argument("--article", action="append", metavar="NAME", help="only this article")
    parser.add_argument("--since", metavar="DATE", help="only articles published since then")


def add_import(parser: argparse.ArgumentParser) -> None:
    """Of ``kg import``."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="ttl, trig, nt, nq, jsonld or rdf")
    _add_store(parser)


def add_backup(parser: argparse.ArgumentParser) -> None:
    """Of ``kg backup``."""
    parser.add_argument(
        "target", metavar="TARGET", help="new folder, or a file that ends in .tar.gz"
    )
    _add_store(parser)


def add_restore(parser: argparse.ArgumentParser) -> None:
    """Of ``kg restore``."""
    parser.add_argument("source", metavar="BACKUP", help="from kg backup")
    parser.add_argument("--force", action="store_true", help="replace the store that is there")
    _add_store(parser)


def add_entities(parser: argparse.ArgumentParser) -> None:
    """Of ``kg entities``."""
    parser.add_argument("name", nargs="?", metavar="PART", help="only names with this part")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--merges", action="store_true", help="names that were made one, and why")
    what.add_argument(
        "--review", action="store_true", help="names that could mean several things, to decide"
    )
    parser.add_argument("--json", action="store_true", help="the list as JSON")
    add_graph(parser)
    add_screen(parser)


def add_timeline(parser: argparse.ArgumentParser) -> None:
    """Of ``kg timeline``."""
    parser.add_argument("entity", nargs="+", metavar="ENTITY", help="a name, short name or IRI")
    parser.add_argument("--json", action="store_true", help="the moments as JSON")
    add_graph(parser)
    add_screen(parser)


def add_conflicts(parser: argparse.ArgumentParser) -> None:
    """Of ``kg conflicts``."""
    parser.add_argument("entity", nargs="?", metavar="PART", help="only of names with this part")
    parser.add_argument("--json", action="store_true", help="the conflicts as JSON")
    parser.add_argument("--fail-empty", action="store_true", help="exit code 4 for no conflict")
    add_graph(parser)
    add_screen(parser)
