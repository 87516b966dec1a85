"""The partner network as SVG, to print: selectable Chinese labels, tooltips with sentences.

Shape and colour together tell the class of a node, and a dashed line says planned.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from kg.network.boxes import Box, Point
from kg.network.layout import layout
from kg.network.measures import Measures
from kg.network.model import Edge, Network, Node
from kg.render.width import cells, clip, sentence, take, visible
from kg.schema import Ontology

FONT_SIZE = 14
FONTS = (
    '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", '
    '"WenQuanYi Zen Hei", "WenQuanYi Micro Hei", sans-serif'
)
LABEL_CELLS = 22
LABEL_LINES = 3
CLOSING = frozenset("）)”」』》、，。")
MARGIN = 36
ORGANIZATION = "Organization"
# In larger networks there is no room for every label; a page shows them as one comes nearer.
LABELLED = 400
CLEAR = 6
# The heading of a small network may be wider than the network.
LEGEND_WIDTH = 420.0

# Okabe and Ito's colours, which the colour-blind can tell apart; brown for their yellow, which is
# lost on white, and purple for their black.
COLOURS = (
    *("#0072b2", "#d55e00", "#009e73", "#cc79a7"),
    *("#e69f00", "#56b4e9", "#8c6d1f", "#6a51a3"),
)
SHAPES = ("circle", "square", "diamond", "triangle", "hexagon", "pentagon")
STYLE = f"""
text {{ font-family: {FONTS}; font-size: {FONT_SIZE}px; fill: #1a1a1a; }}
.label {{ text-anchor: middle; }}
.halo {{ stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round; fill: #ffffff; }}
.edge {{ stroke: #8a8f98; fill: none; }}
.title {{ font-size: 17px; font-weight: bold; }}
.caption {{ fill: #555b66; }}
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """How the nodes of one class are shown.

    Attributes:
        label: Name of the class for people.
        shape: Number of one of ``SHAPES``; that of the coarse class.
        colour: Number of one of ``COLOURS``; that of the class among those of its shape.
    """

    label: str
    shape: int
    colour: int

    @property
    def order(self) -> tuple[int, int, str]:
        """Where it stands in a legend."""
        return self.shape, self.colour, self.label


def kinds_of(ontology: Ontology, lang: str) -> dict[str, Kind]:
    """How the nodes of each class are shown, the same in every picture; by local name."""
    found = {}
    # Most parties are organisations: they get the circle, and with it the first of the shapes.
    coarse = sorted(ontology.coarse_classes, key=lambda name: (name != ORGANIZATION, name))
    for number, name in enumerate(coarse):
        for rank, cls in enumerate(ontology.subclasses(name)):
            label = ontology.label(cls, lang)
            found[cls] = Kind(label, number % len(SHAPES), rank % len(COLOURS))
    return found


@dataclass(frozen=True, slots=True)
class Picture:
    """A network laid out, ready to be drawn.

    Attributes:
        network: What is shown.
        measures: Of every node, by IRI.
        kinds: Of every class that occurs, by local name.
        texts: The picture's words, by name.
        places: Of every node, by IRI.
        width: In pixels, labels included.
        height: In pixels.
    """

    network: Network
    measures: Mapping[str, Measures]
    kinds: Mapping[str, Kind]
    texts: Mapping[str, str]
    places: Mapping[str, Point]
    width: float
    height: float


def picture(
    network: Network,
    measures: Mapping[str, Measures],
    kinds: Mapping[str, Kind],
    texts: Mapping[str, str],
) -> Picture:
    """Lay a network out for drawing."""
    labelled = len(network.nodes) <= LABELLED
    boxes = {n.iri: _box(n, measures[n.iri], labelled=labelled) for n in network.nodes}
    communities = {iri: found.community for iri, found in measures.items()}
    places = layout(network, boxes, communities)
    right = max((places[iri].x + box.half for iri, box in boxes.items()), default=0.0)
    bottom = max((places[iri].y + box.below for iri, box in boxes.items()), default=0.0)
    return Picture(network, measures, kinds, texts, places, right, bottom)


def svg(drawn: Picture) -> str:
    """The picture as an SVG document of its own, with a title and a legend."""
    heads = _legend(drawn)
    width = max(drawn.width + 2 * MARGIN, heads.width + 2 * MARGIN)
    height = drawn.height + 2 * MARGIN + heads.height
    title = escape(drawn.texts["title"])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width)}" height="{_n(height)}" role="img" lang="zh">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n"
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="#ffffff"/>\n'
        f"{heads.markup}"
        f'<g transform="translate({MARGIN} {_n(MARGIN + heads.height)})">\n'
        f"{_drawing(drawn)}</g>\n</svg>\n"
    )


def _drawing(drawn: Picture) -> str:
    names = {node.iri: node.label for node in drawn.network.nodes}
    edges = "".join(_edge(edge, drawn, names) for edge in drawn.network.edges)
    nodes = "".join(_node(node, drawn) for node in drawn.network.nodes)
    return f'<g class="edges">\n{edges}</g>\n<g class="nodes">\n{nodes}</g>\n'


def _mark(kind: Kind, radius: float) -> str:
    """The mark of a class, around the origin."""
    form, fill = SHAPES[kind.shape], f' fill="{COLOURS[kind.colour]}"'
    if form == "circle":
        return f'<circle r="{_n(radius)}"{fill}/>'
    corners, turn = {
        "square": (4, math.pi / 4),
        "diamond": (4, 0.0),
        "triangle": (3, -math.pi / 2),
        "hexagon": (6, 0.0),
        "pentagon": (5, -math.pi / 2),
    }[form]
    points = " ".join(
        f"{_n(1.15 * radius * math.cos(turn + 2 * math.pi * i / corners))},"
        f"{_n(1.15 * radius * math.sin(turn + 2 * math.pi * i / corners))}"
        for i in range(corners)
    )
    return f'<polygon points="{points}"{fill}/>'


def label_lines(label: str) -> list[str]:
    """A name in at most three lines of eleven Chinese characters; the last may end in …."""
    lines: list[str] = []
    rest = visible(label)
    while cells(rest) > LABEL_CELLS and len(lines) < LABEL_LINES - 1:
        # Even lines read better than a full one and a single character below it.
        parts = min(-(-cells(rest) // LABEL_CELLS), LABEL_LINES - len(lines))
        line, rest = take(rest, min(LABEL_CELLS, -(-cells(rest) // parts) + 1))
        if rest[0] in CLOSING:
            line, rest = line + rest[0], rest[1:]
        lines.append(line)
    lines.append(clip(rest, LABEL_CELLS))
    return lines


def radius(measures: Measures) -> float:
    """The size of a node: its area grows with the number of its partners."""
    return 6 + 2.6 * math.sqrt(measures.partners)


def _box(node: Node, measures: Measures, *, labelled: bool) -> Box:
    if not labelled:
        size = radius(measures) + CLEAR
        return Box(1.5 * size, size, size)
    lines = label_lines(node.label)
    half = max(cells(line) for line in lines) * FONT_SIZE / 4 + 4
    size = radius(measures)
    return Box(max(half, size), size + 4, size + 6 + 1.25 * FONT_SIZE * len(lines))


def _node(node: Node, drawn: Picture) -> str:
    place, measures = drawn.places[node.iri], drawn.measures[node.iri]
    kind = drawn.kinds[node.type]
    size = radius(measures)
    halo, lines = [], []
    labelled = len(drawn.network.nodes) <= LABELLED
    for number, line in enumerate(label_lines(node.label) if labelled else ()):
        y = size + 4 + FONT_SIZE * (0.9 + 1.25 * number)
        halo.append(
            f'<text class="label halo" y="{_n(y)}" aria-hidden="true">{escape(line)}</text>'
        )
        lines.append(f'<text class="label" y="{_n(y)}">{escape(line)}</text>')
    tip = drawn.texts["node_tip"].format(
        label=visible(node.label),
        type=kind.label,
        partners=measures.partners,
        deals=measures.deals,
    )
    return (
        f'<g class="node" data-iri={quoteattr(visible(node.iri))} '
        f'transform="translate({_n(place.x)} {_n(place.y)})">'
        f"<title>{escape(tip)}</title>{_mark(kind, size)}" + "".join(halo + lines) + "</g>\n"
    )


def _edge(edge: Edge, drawn: Picture, names: Mapping[str, str]) -> str:
    a, b = drawn.places[edge.source], drawn.places[edge.target]
    width = 1.2 + 0.8 * math.log2(len(edge.ties))
    dash = ' stroke-dasharray="6 4"' if edge.planned else ""
    return (
        f'<g class="link" data-source={quoteattr(visible(edge.source))} '
        f"data-target={quoteattr(visible(edge.target))}>"
        f"<title>{escape(edge_tip(edge, names, drawn.texts))}</title>"
        f'<line class="edge" x1="{_n(a.x)}" y1="{_n(a.y)}" x2="{_n(b.x)}" y2="{_n(b.y)}" '
        f'stroke-width="{_n(width)}"{dash}/></g>\n'
    )


def edge_tip(edge: Edge, names: Mapping[str, str], texts: Mapping[str, str]) -> str:
    """What is said when the pointer rests on an edge: the ends, then every agreement."""
    lines = [f"{names[edge.source]} — {names[edge.target]}"]
    for tie in edge.ties:
        parts = [tie.date or texts["undated"], texts.get(f"status_{tie.status}", tie.status)]
        lines.append(" · ".join([*parts, tie.about] if tie.about else parts))
        lines += [
            f"“{sentence(quote.sentence)}” {quote.outlet} {quote.published}"
            for quote in tie.quotes[:1]
        ]
    return "\n".join(visible(line) for line in lines)


@dataclass(frozen=True, slots=True)
class _Legend:
    markup: str
    width: float
    height: float


def shown_kinds(drawn: Picture) -> list[Kind]:
    """The kinds of the nodes of a picture, by shape and colour."""
    found = {drawn.kinds[node.type] for node in drawn.network.nodes}
    return sorted(found, key=lambda kind: kind.order)


def _legend(drawn: Picture) -> _Legend:
    entries = [(kind.label, _mark(kind, 6)) for kind in shown_kinds(drawn)]
    for name, dash in (("line_actual", ""), ("line_planned", ' stroke-dasharray="6 4"')):
        line = f'<line class="edge" x1="-8" x2="8" stroke-width="1.5"{dash}/>'
        entries.append((drawn.texts[name], line))
    title = drawn.texts["title"]
    subtitle = drawn.texts["summary"].format(
        nodes=len(drawn.network.nodes), edges=len(drawn.network.edges)
    )
    room = max(drawn.width, LEGEND_WIDTH)
    x = y = widest = 0.0
    marks = []
    for text, mark in entries:
        needed = cells(text) * FONT_SIZE / 2 + 44
        if x > 0 and x + needed > room:
            x, y = 0.0, y + 22
        marks.append(
            f'<g transform="translate({_n(MARGIN + 8 + x)} {_n(MARGIN + 48 + y)})">'
            f"{mark}{_caption(text)}</g>\n"
        )
        x += needed
        widest = max(widest, x)
    markup = (
        f'<text class="title" x="{MARGIN}" y="{MARGIN}">{escape(title)}</text>\n'
        f'<text class="caption" x="{MARGIN}" y="{MARGIN + 22}">{escape(subtitle)}</text>\n'
    )
    widest = max(widest, cells(subtitle) * FONT_SIZE / 2, cells(title) * FONT_SIZE * 0.62)
    return _Legend(markup + "".join(marks), widest, 48 + y + 24)


def _caption(text: str) -> str:
    return f'<text class="caption" x="16" y="4.5">{escape(text)}</text>'


def _n(value: float) -> str:
    """A length without superfluous digits."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
