"""Every command, option and example of ``kg``; loads nothing beyond the standard library."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn

from kg.cli.arguments import (
    PATH_FORMATS,
    PICTURE_FORMATS,
    RDF_FORMATS,
    RESULT_FORMATS,
    SHELL_FORMATS,
    STATUSES,
    add_backup,
    add_build,
    add_conflicts,
    add_entities,
    add_export,
    add_graph,
    add_import,
    add_output,
    add_restore,
    add_running,
    add_screen,
    add_timeline,
)
from kg.cli.helping import Formatter, Parser

EXIT_CODES = """\
exit codes:
  0 success (an empty result too)       5 question not understood
  1 a statement or input failed         6 a name is not in the graph
  2 wrong usage                         7 a question turns on an unknown word
  3 file or store cannot be used      124 timeout
  4 empty result, with --fail-empty   130 interrupted
"""

Adder = Callable[[argparse.ArgumentParser], None]


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; ``args.command`` names the command."""
    parser = Parser(
        prog="kg",
        description="Chinese news to an RDF knowledge graph, and questions over it, with sources.",
        epilog="kg COMMAND --help shows the options of a command and an example.\n\n" + EXIT_CODES,
        formatter_class=Formatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    parser.add_argument(
        "--debug", action="store_true", help="show the traceback of an error as well"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (summary, example, add) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=f"example:\n  {example}\n\n{EXIT_CODES}",
            formatter_class=Formatter,
        )
        add(command)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: that takes a third of a short command."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib import metadata

        print(f"kg {metadata.version('kg-shell')}")
        parser.exit()


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="FILE", help="article, folder or - for stdin")
    add_output(parser, RDF_FORMATS, "by the ending of FILE, else turtle")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="print the article with its names, facts and rules instead (HTML for -o FILE.html)",
    )


def _query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("statement", nargs="?", metavar="SPARQL", help="the query")
    parser.add_argument("-f", "--file", metavar="FILE", help="read it from FILE (- is stdin)")
    add_graph(parser)
    add_output(parser, RESULT_FORMATS, "table on a terminal, tsv in a pipe; graphs: turtle")
    add_running(parser)
    add_screen(parser)


def _path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ends", nargs="+", metavar="A B", help="two names, or one PATH statement")
    parser.add_argument("--within", type=int, metavar="N", help="at most N hops")
    parser.add_argument("--via", action="append", metavar="EDGE", help="only edges of this kind")
    parser.add_argument("--avoid", action="append", metavar="NAME", help="not through this entity")
    parser.add_argument("--shortest", type=int, metavar="K", help="the K shortest chains")
    parser.add_argument("--format", choices=PATH_FORMATS, help="default: text")
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument("--explain", action="store_true", help="what would be searched, and how")
    add_graph(parser)
    add_running(parser)
    add_screen(parser)


def _ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="*", metavar="QUESTION", help="in Chinese or English")
    parser.add_argument(
        "--questions", metavar="FILE", help="JSON list of {id, q}, or one a line (- is stdin)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line per question")
    parser.add_argument("--sparql", action="store_true", help="print the query behind the answer")
    parser.add_argument("--explain", action="store_true", help="show how the reading came about")
    parser.add_argument(
        "--reading", type=int, default=1, metavar="N", help="answer the N-th reading (default 1)"
    )
    parser.add_argument("--list", action="store_true", help="show what can be asked")
    add_graph(parser)
    add_running(parser)
    add_screen(parser)


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("entity", nargs="+", metavar="ENTITY", help="a name, short name or IRI")
    parser.add_argument("--json", action="store_true", help="the card as JSON")
    add_graph(parser)
    add_screen(parser)


def _why(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subject", metavar="S", help="name or IRI")
    parser.add_argument("predicate", metavar="P", help="property, such as kg:builtBy or 承建方")
    parser.add_argument("object", metavar="O", help="name, IRI or literal")
    parser.add_argument("--json", action="store_true", help="the sentences as JSON")
    add_graph(parser)
    add_screen(parser)


def _shell(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="GRAPH|FILE",
        help="a graph, or article files to build in memory",
    )
    parser.add_argument(
        "-e", "--execute", action="append", metavar="STMT", help="run STMT and leave; repeatable"
    )
    parser.add_argument("-f", "--file", metavar="FILE", help="run the statements of FILE")
    parser.add_argument("--format", choices=SHELL_FORMATS, help="how results are printed")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, not stdout")
    parser.add_argument("--keep-going", action="store_true", help="go on after a failed statement")
    parser.add_argument(
        "-p", "--param", action="append", metavar="P=VALUE", help="the value of $P; repeatable"
    )
    parser.add_argument("--yes", action="store_true", help="answer every question with yes")
    parser.add_argument("--no-history", action="store_true", help="neither read nor write history")
    parser.add_argument("--no-rc", action="store_true", help="do not read the settings file")
    parser.add_argument("--lang", choices=("zh", "en"), help="the language that kg speaks")
    parser.add_argument("--color", choices=("auto", "always", "never"), help="default: auto")
    parser.add_argument(
        "--allow", action="append", metavar="URL", help="let SERVICE, LOAD and FROM name URL"
    )
    parser.add_argument(
        "--timeout", metavar="T", help="give a statement up after T: 30s, 500ms, 2m (exit code 124)"
    )
    parser.add_argument("--fail-empty", action="store_true", help="exit code 4 for no result")
    add_graph(parser)
    add_screen(parser)


def _network(parser: argparse.ArgumentParser) -> None:
    add_graph(parser)
    add_output(parser, PICTURE_FORMATS, "by the ending of FILE, else table")
    parser.add_argument(
        "--between",
        action="append",
        metavar="WHAT",
        help="what joins two parties: agreement (default; both are party to it), project (both "
        "build, run or pay for it), place (both are there); repeatable. A project or place of more "
        "than 30 parties joins nobody",
    )
    parser.add_argument(
        "--around", action="append", metavar="ENTITY", help="only what is near ENTITY; repeatable"
    )
    parser.add_argument("--depth", type=int, default=2, metavar="N", help="how near (default 2)")
    parser.add_argument(
        "--class",
        dest="cls",
        action="append",
        metavar="CLASS",
        help="only pairs of parties that are both of CLASS",
    )
    parser.add_argument(
        "--place",
        action="append",
        metavar="PLACE",
        help="only pairs of which one, or their project, is in PLACE",
    )
    parser.add_argument(
        "--since", metavar="DATE", help="not before DATE (2024, 2024-03 …); undated: as reported"
    )
    parser.add_argument("--until", metavar="DATE", help="not after DATE")
    parser.add_argument(
        "--sources", type=int, default=0, metavar="N", help="said by at least N articles"
    )
    parser.add_argument(
        "--status",
        action="append",
        choices=STATUSES,
        help="repeatable (default: actual and planned)",
    )
    parser.add_argument(
        "--top",
        type=int,
        metavar="N",
        help="the N best connected; a page opens with them (default: 60 in pictures; 0: all)",
    )
    parser.add_argument("--edges", action="store_true", help="table and csv: pairs, not parties")
    add_screen(parser)


def _stats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="the counts as JSON")
    add_graph(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ontology", nargs="?", metavar="FOLDER", help="default: the ontology that kg uses"
    )


def _eval(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", metavar="GOLD_DIR", help="folder of gold facts (NAME.json)")
    parser.add_argument(
        "articles", nargs="?", metavar="ARTICLES_DIR", help="default: the folder above GOLD_DIR"
    )
    parser.add_argument("--save", metavar="FILE", help="keep the figures in FILE")
    parser.add_argument("--compare", metavar="FILE", help="show what changed since FILE")
    parser.add_argument("--errors", action="store_true", help="list what is wrong and missing")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")


COMMANDS: dict[str, tuple[str, str, Adder]] = {
    "extract": (
        "print the graph of articles, without a store",
        "kg extract data/000_cebb56616ef987a2.txt -o article.ttl",
        _extract,
    ),
    "build": (
        "put articles into a store, one named graph each; running it twice changes nothing",
        "kg build data -g kg.store",
        add_build,
    ),
    "query": (
        "run a SPARQL query",
        "kg query 'SELECT ?a ?b { ?a kg:partnerOf ?b }' --format csv",
        _query,
    ),
    "path": (
        "find how two entities are connected, with sources",
        "kg path 华为 科大讯飞 --within 4",
        _path,
    ),
    "ask": (
        "answer a plain question, with the sentences behind the answer",
        "kg ask '谁和中国电信安徽公司签约?'",
        _ask,
    ),
    "show": (
        "show the card of an entity: names, classes, facts, sources",
        "kg show 芜湖数据中心集群",
        _show,
    ),
    "entities": (
        "list entities, what was made one of them and why, and what somebody must decide",
        "kg entities --review",
        add_entities,
    ),
    "timeline": (
        "show what happened to an entity in order of time",
        "kg timeline 张北云计算产业基地",
        add_timeline,
    ),
    "conflicts": (
        "list where articles disagree: numbers for one thing and time, facts denied later",
        "kg conflicts",
        add_conflicts,
    ),
    "why": (
        "show the sentences behind a fact",
        "kg why 中国电信安徽公司 kg:partnerOf 芜湖市政府",
        _why,
    ),
    "shell": (
        "open the interactive shell for SPARQL, paths and questions",
        "kg shell data/000_cebb56616ef987a2.txt",
        _shell,
    ),
    "export": (
        "write the graph, or its partner network, for other programs",
        "kg export -o graph.ttl",
        add_export,
    ),
    "import": (
        "put RDF files into a store; graphs of the same names are replaced",
        "kg import graph.nq -g other.store",
        add_import,
    ),
    "backup": (
        "copy a store as it is now",
        "kg backup kg-2024-05-01.tar.gz",
        add_backup,
    ),
    "restore": (
        "make a store of a backup",
        "kg restore kg-2024-05-01.tar.gz -g restored.store",
        add_restore,
    ),
    "network": (
        "list or draw the partner network: who is joined to whom by agreements, projects, places",
        "kg network --place 安徽省 --since 2023\n  kg network --around 华为 -o partners.html",
        _network,
    ),
    "stats": ("count what is in the graph", "kg stats", _stats),
    "check": (
        "check ontology, lexicon, gazetteer and shapes against one another",
        "kg check",
        _check,
    ),
    "eval": (
        "compare extracted facts with gold facts",
        "kg eval data/gold data --errors",
        _eval,
    ),
}
