"""``kg network``."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from kg.cli.console import ambiguous_width, by_ending, date, emit, language, say, screen_width
from kg.errors import StoreError
from kg.graph import Graph
from kg.model.lexicon.interface import Interface
from kg.model.lexicon.network import NetworkLexicon
from kg.network import (
    DEFAULT_STATUSES,
    Network,
    Selection,
    classes_named,
    partner_network,
    select,
)
from kg.pipeline import open_default
from kg.render.network import (
    PICTURES,
    PRINTED,
    SHOWN_FIRST,
    Opening,
    network_csv,
    network_file,
    network_json,
    pairs,
    parties,
)
from kg.render.table import table
from kg.schema.messages import message

ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".svg": "svg",
    ".png": "png",
    ".gexf": "gexf",
    ".graphml": "graphml",
    ".dot": "dot",
    ".gv": "dot",
    ".csv": "csv",
    ".json": "json",
    ".txt": "table",
}
# A page of more parties is no longer smooth to move.
LARGEST_PAGE = 20_000


def run_network(args: Namespace) -> int:
    """List, draw or write the partner network."""
    format = by_ending(args, ENDINGS, "table") if args.output or args.format else "table"
    with open_default(args.graph) as graph:
        schema = graph.schema
        whole = _whole(graph, args)
        centres = _centres(graph, args)
    network = whole.around(centres, args.depth) if centres else whole
    if not network.edges and format in PICTURES:
        raise StoreError(message("no_partners"))
    network = _cut(network, args.top, format)
    if len(network.nodes) < len(whole.nodes):
        texts = schema.lexicon("interface", Interface).texts(language())
        part = {"nodes": len(network.nodes), "all": len(whole.nodes)}
        say("kg: " + texts["network_part"].format(**part))
    if not network.edges:
        say(schema.lexicon("interface", Interface).texts(language())["nothing_left"])
    if format == "table":
        heads, rows = (pairs if args.edges else parties)(network, schema, language())
        width = None if args.output else screen_width(args)
        text = table(heads, rows, width=width, ambiguous=ambiguous_width(args))
        emit(text, args.output)
    elif format == "csv":
        emit(network_csv(network, edges=args.edges), args.output)
    elif format == "json":
        emit(network_json(network), args.output)
    else:
        opening = Opening(
            first=SHOWN_FIRST if args.top is None else args.top,
            centres=tuple(sorted(centres)),
            depth=args.depth,
        )
        drawn = network_file(network, schema, format, lang=language(), opening=opening)
        emit(drawn, args.output)
    return 0


def _whole(graph: Graph, args: Namespace) -> Network:
    """All that meets the conditions."""
    statuses = args.status or DEFAULT_STATUSES
    network = partner_network(graph, args.between or (), statuses=statuses)
    return select(network, _selection(graph, args))


def _centres(graph: Graph, args: Namespace) -> frozenset[str]:
    """The parties whose surroundings are wanted; none for everything."""
    if not args.around:
        return frozenset()
    from kg.query.entities import entity_index

    index = entity_index(graph)
    return frozenset(index.resolve(name).iri for name in args.around)


def _selection(graph: Graph, args: Namespace) -> Selection:
    schema = graph.schema
    wanted = Selection(since=date(args.since), until=date(args.until), sources=args.sources)
    if args.cls:
        wanted = replace(wanted, classes=classes_named(schema, args.cls))
    if args.place:
        from kg.network.places import read_places

        rules = schema.lexicon("network", NetworkLexicon).places
        places = read_places(graph, schema, classes=rules.classes, within=rules.properties)
        wanted = replace(wanted, places=[places.known_as(name) for name in args.place])
    return wanted


def _cut(network: Network, top: int | None, format: str) -> Network:
    """At most as many parties as asked for, or as the format can show.

    A page holds everything and opens with the best connected.
    """
    most = LARGEST_PAGE if format == "html" else top
    if most is None and format in PRINTED:
        most = SHOWN_FIRST
    return network.largest(most) if most and len(network.nodes) > most else network
