"""``kg export`` and ``kg network``."""

from __future__ import annotations

from argparse import Namespace

from kg.cli.console import by_ending, emit, language, say
from kg.errors import StoreError
from kg.graph import Graph
from kg.model.lexicon.interface import Interface
from kg.network import Network, partner_network
from kg.network.measure import measure
from kg.pipeline import open_default
from kg.render.exchange import WRITERS, exchange
from kg.render.files import ENDINGS, graph_files, save
from kg.render.svg import Kind, Picture, picture
from kg.schema import Schema, load_schema

PICTURE_ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".svg": "svg",
    ".png": "png",
    ".gexf": "gexf",
    ".graphml": "graphml",
    ".csv": "csv",
    ".dot": "dot",
    ".gv": "dot",
}


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


def run_network(args: Namespace) -> int:
    """Draw the partner network."""
    format = by_ending(args, PICTURE_ENDINGS, None)
    schema = load_schema()
    with open_default(args.graph) as graph:
        network = _chosen(graph, args)
    if not network.edges:
        raise StoreError("the graph has no agreements to draw")
    if format in WRITERS:
        emit(exchange(network, measure(network), format), args.output)
    else:
        emit(_drawn(_picture(network, schema), format), args.output)
    return 0


def _chosen(graph: Graph, args: Namespace) -> Network:
    """The part of the network that was asked for; says what it leaves out."""
    whole = partner_network(graph)
    network = whole
    if args.around:
        from kg.query.entities import entity_index

        network = whole.around(entity_index(graph).resolve(args.around).iri, args.depth)
    if len(network.nodes) > args.top > 0:
        network = network.largest(args.top)
    if len(network.nodes) < len(whole.nodes):
        say(
            f"kg: drew {len(network.nodes)} of {len(whole.nodes)} parties; "
            "--top 0 draws all, --around ENTITY a part"
        )
    return network


def _picture(network: Network, schema: Schema) -> Picture:
    lang = language()
    ontology = schema.ontology
    types = sorted({node.type for node in network.nodes})
    # Families in the order of the ontology's coarse classes, so that colours stay the same.
    families = {name: number for number, name in enumerate(ontology.coarse_classes)}
    kinds = {
        name: Kind(ontology.label(name, lang), families.get(ontology.coarse(name), len(families)))
        for name in types
    }
    texts = schema.lexicon("interface", Interface).texts(lang)
    return picture(network, measure(network), kinds, texts)


def _drawn(drawn: Picture, format: str) -> str | bytes:
    if format == "html":
        from kg.render.page import page

        return page(drawn, lang=language())
    from kg.render.svg import svg

    markup = svg(drawn)
    if format == "svg":
        return markup
    from kg.render.png import png

    return png(markup, size=max(drawn.width, drawn.height))
