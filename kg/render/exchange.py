"""The partner network in formats of other programs: GEXF, GraphML, CSV, DOT.

networkx writes the first two as well, but puts the day of writing into GEXF and numbers attributes
in the order of their first use; here the same network gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from kg.network.measures import Measures
from kg.network.model import Edge, Network
from kg.render.width import sentence, visible

Value = str | int | float

NODE_COLUMNS: dict[str, str] = {
    "label": "string",
    "type": "string",
    "aliases": "string",
    "places": "string",
    "partners": "integer",
    "deals": "integer",
    "betweenness": "double",
    "core": "integer",
    "community": "integer",
}
EDGE_COLUMNS: dict[str, str] = {
    "deals": "integer",
    "kind": "string",
    "first": "string",
    "last": "string",
    "status": "string",
    "planned": "boolean",
    "about": "string",
    "articles": "integer",
    "sentence": "string",
    "outlet": "string",
    "weight": "double",
}


def exchange(network: Network, measures: Mapping[str, Measures], format: str) -> str:
    """The network as text.

    Args:
        network: What to write.
        measures: Of every node, by IRI.
        format: ``gexf``, ``graphml``, ``csv`` or ``dot``.
    """
    return WRITERS[format](network, measures)


def node_values(
    network: Network, measures: Mapping[str, Measures]
) -> list[tuple[str, list[Value]]]:
    """The IRI and the values of ``NODE_COLUMNS`` of every node."""
    return [
        (
            node.iri,
            [
                node.label,
                node.type,
                "、".join(node.aliases),
                "、".join(node.places),
                measures[node.iri].partners,
                measures[node.iri].deals,
                measures[node.iri].betweenness,
                measures[node.iri].core,
                measures[node.iri].community,
            ],
        )
        for node in network.nodes
    ]


def edge_values(edge: Edge) -> list[Value]:
    """The values of ``EDGE_COLUMNS`` of an edge."""
    dates = edge.dates
    quotes = [quote for tie in edge.ties for quote in tie.quotes]
    return [
        len(edge.ties),
        "、".join(sorted({tie.kind for tie in edge.ties})),
        dates[0] if dates else "",
        dates[-1] if dates else "",
        "、".join(sorted({tie.status for tie in edge.ties})),
        "true" if edge.planned else "false",
        "、".join(sorted({tie.about for tie in edge.ties if tie.about})),
        edge.sources,
        sentence(quotes[0].sentence) if quotes else "",
        f"{quotes[0].outlet} {quotes[0].published}".strip() if quotes else "",
        round(edge.weight, 6),
    ]


def gexf(network: Network, measures: Mapping[str, Measures]) -> str:
    """GEXF 1.2, the version that Gephi of every age and networkx read; edges begin at their date.

    The label of a node is GEXF's own, not an attribute, and so is the weight of an edge.
    """
    node_columns = {name: kind for name, kind in NODE_COLUMNS.items() if name != "label"}
    edge_columns = {name: kind for name, kind in EDGE_COLUMNS.items() if name != "weight"}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
        '<graph defaultedgetype="undirected" mode="dynamic" timeformat="date">',
        *_gexf_columns("node", node_columns),
        *_gexf_columns("edge", edge_columns),
        "<nodes>",
    ]
    for iri, (label, *values) in node_values(network, measures):
        lines.append(f"<node id={_quoted(iri)} label={_quoted(label)}>")
        lines += [*_gexf_values(values), "</node>"]
    lines += ["</nodes>", "<edges>"]
    for number, edge in enumerate(network.edges):
        *values, weight = edge_values(edge)
        start = _day(edge.dates[0]) if edge.dates else ""
        since = f" start={_quoted(start)}" if start else ""
        lines.append(
            f'<edge id="{number}" source={_quoted(edge.source)} target={_quoted(edge.target)} '
            f'weight="{weight}"{since}>'
        )
        lines += [*_gexf_values(values), "</edge>"]
    return "\n".join([*lines, "</edges>", "</graph>", "</gexf>"]) + "\n"


def _gexf_columns(of: str, columns: Mapping[str, str]) -> Iterable[str]:
    yield f'<attributes class="{of}">'
    for number, (name, kind) in enumerate(columns.items()):
        yield f'<attribute id="{number}" title="{name}" type="{kind}"/>'
    yield "</attributes>"


def _gexf_values(values: Sequence[Value]) -> Iterable[str]:
    yield "<attvalues>"
    for number, value in enumerate(values):
        yield f'<attvalue for="{number}" value={_quoted(value)}/>'
    yield "</attvalues>"


def graphml(network: Network, measures: Mapping[str, Measures]) -> str:
    """GraphML, for yEd, Gephi, Cytoscape and igraph."""
    kinds = {"string": "string", "integer": "int", "double": "double", "boolean": "boolean"}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    for of, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        lines += [
            f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{kinds[kind]}"/>'
            for name, kind in columns.items()
        ]
    lines.append('<graph edgedefault="undirected">')
    for iri, values in node_values(network, measures):
        lines.append(
            f"<node id={_quoted(iri)}>{_graphml_values('node', NODE_COLUMNS, values)}</node>"
        )
    for edge in network.edges:
        lines.append(
            f"<edge source={_quoted(edge.source)} target={_quoted(edge.target)}>"
            f"{_graphml_values('edge', EDGE_COLUMNS, edge_values(edge))}</edge>"
        )
    return "\n".join([*lines, "</graph>", "</graphml>"]) + "\n"


def _graphml_values(of: str, columns: Mapping[str, str], values: Sequence[Value]) -> str:
    return "".join(
        f'<data key="{of}-{name}">{escape(_xml(str(value)))}</data>'
        for name, value in zip(columns, values, strict=True)
    )


def nodes_csv(network: Network, measures: Mapping[str, Measures]) -> str:
    """The table of nodes."""
    rows = [[iri, *values] for iri, values in node_values(network, measures)]
    return _csv(["id", *NODE_COLUMNS], rows)


def edges_csv(network: Network, measures: Mapping[str, Measures]) -> str:
    """The table of edges; Gephi takes its columns ``source`` and ``target`` as they are."""
    names = {node.iri: node.label for node in network.nodes}
    rows = [
        [edge.source, edge.target, names[edge.source], names[edge.target], *edge_values(edge)]
        for edge in network.edges
    ]
    return _csv(["source", "target", "source_label", "target_label", *EDGE_COLUMNS], rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(head)
    writer.writerows(rows)
    return buffer.getvalue()


def dot(network: Network, measures: Mapping[str, Measures]) -> str:
    """DOT, for Graphviz."""
    lines = ["graph partners {", '  node [shape=box, fontname="Noto Sans CJK SC"];']
    for iri, values in node_values(network, measures):
        lines.append(f"  {_dot(iri)} [label={_dot(values[0])}, class={_dot(values[1])}];")
    for edge in network.edges:
        style = ", style=dashed" if edge.planned else ""
        dates = " – ".join(dict.fromkeys([edge.dates[0], edge.dates[-1]])) if edge.dates else ""
        lines.append(
            f"  {_dot(edge.source)} -- {_dot(edge.target)} "
            f"[label={_dot(dates)}, penwidth={len(edge.ties)}{style}];"
        )
    return "\n".join([*lines, "}"]) + "\n"


def _dot(value: Value) -> str:
    text = visible(str(value)).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _day(date: str) -> str:
    """A month or year as its first day, as GEXF has no less precise dates."""
    return date + {4: "-01-01", 7: "-01"}.get(len(date), "")


def _quoted(value: Value) -> str:
    """The value as an XML attribute, in quotation marks."""
    text = escape(_xml(str(value)), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
    return f'"{text}"'


def _xml(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))


WRITERS: dict[str, Callable[[Network, Mapping[str, Measures]], str]] = {
    "gexf": gexf,
    "graphml": graphml,
    "csv": edges_csv,
    "dot": dot,
}
