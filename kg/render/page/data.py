"""What the page's script works with: columns of plain values, everything that repeats by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Generic, TypeVar

from kg.network import Network, Quote, Tie
from kg.render.svg import LABELLED, SHAPES, Picture, label_lines, picture, radius
from kg.render.width import sentence, visible
from kg.text.pinyin import readings

Json = dict[str, object]
Value = TypeVar("Value")


class Numbered(Generic[Value]):
    """Values in the order of their first use, each with its number."""

    def __init__(self, values: Iterable[Value] = ()) -> None:
        """Begin with some values."""
        self._numbers: dict[Value, int] = {}
        for value in values:
            self(value)

    def __call__(self, value: Value) -> int:
        """The number of a value; a new one gets the next."""
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def values(self) -> list[Value]:
        """All values by number."""
        return list(self._numbers)


def page_data(
    drawn: Picture, *, first: int = 0, centres: Collection[str] = (), depth: int = 1
) -> Json:
    """The network for the script; arguments as for ``page``."""
    network = drawn.network
    opening = _opening(network, first, centres, depth)
    number = {node.iri: n for n, node in enumerate(network.nodes)}
    classes = sorted(
        {node.type for node in network.nodes}, key=lambda name: drawn.kinds[name].order
    )
    ties = Numbered(tie for edge in network.edges for tie in edge.ties)
    places = Numbered(sorted(_places(network)))
    articles: Numbered[tuple[str, str]] = Numbered()
    statuses = Numbered(sorted({tie.status for tie in ties.values}))
    kinds = Numbered(sorted({tie.kind for tie in ties.values}))

    def tie_data(tie: Tie) -> Json:
        return {
            "kind": kinds(tie.kind),
            "status": statuses(tie.status),
            "about": visible(tie.about),
            "date": visible(tie.date),
            "when": visible(tie.when),
            "declared": tie.declared,
            "parties": [number[iri] for iri in tie.parties if iri in number],
            "places": [places(place) for place in tie.places],
            "quotes": [_quote(quote, articles) for quote in tie.quotes],
        }

    tie_rows = [tie_data(tie) for tie in ties.values]
    by_class = Counter(node.type for node in network.nodes)
    by_status = Counter(tie.status for tie in ties.values)
    by_kind = Counter(tie.kind for tie in ties.values)
    return {
        "shapes": SHAPES,
        "classes": [
            {
                "name": name,
                "label": drawn.kinds[name].label,
                "shape": drawn.kinds[name].shape,
                "colour": drawn.kinds[name].colour,
                "count": by_class[name],
            }
            for name in classes
        ],
        "statuses": [
            {
                "name": name,
                "label": drawn.texts.get(f"status_{name}", name),
                "count": by_status[name],
            }
            for name in statuses.values
        ],
        "kinds": [
            {"name": name, "label": drawn.texts.get(f"tie_{name}", name), "count": by_kind[name]}
            for name in kinds.values
        ],
        "nodes": _nodes(drawn, classes, places),
        "edges": {
            "source": [number[edge.source] for edge in network.edges],
            "target": [number[edge.target] for edge in network.edges],
            "ties": [[ties(tie) for tie in edge.ties] for edge in network.edges],
        },
        "ties": tie_rows,
        "articles": [origin for _, origin in articles.values],
        "places": [visible(name) for name in places.values],
        "placeOrder": [places(name) for name in _by_frequency(network)],
        "first": [number[node.iri] for node in opening.nodes],
        "firstPlaces": _first_places(drawn, opening),
        "centres": [number[iri] for iri in centres if iri in number],
    }


def _nodes(drawn: Picture, classes: Sequence[str], places: Numbered[str]) -> Json:
    nodes = drawn.network.nodes
    measures = [drawn.measures[node.iri] for node in nodes]
    spots = [drawn.places[node.iri] for node in nodes]
    kinds = {name: n for n, name in enumerate(classes)}
    names = [[visible(name) for name in (node.label, *node.aliases)] for node in nodes]
    return {
        "iri": [visible(node.iri) for node in nodes],
        "label": [first for first, *_ in names],
        "aliases": [others for _, *others in names],
        "pinyin": [_readings(all_names) for all_names in names],
        "lines": [label_lines(node.label) for node in nodes],
        "class": [kinds[node.type] for node in nodes],
        "places": [[places(place) for place in node.places] for node in nodes],
        "x": [spot.x for spot in spots],
        "y": [spot.y for spot in spots],
        "r": [round(radius(found), 1) for found in measures],
        "deals": [found.deals for found in measures],
        "betweenness": [found.betweenness for found in measures],
        "core": [found.core for found in measures],
        "community": [found.community for found in measures],
    }


def _readings(names: Iterable[str]) -> list[str]:
    """How the names of one party may be read: syllables with blanks between them."""
    return [" ".join(reading) for name in names for reading in readings(name)]


def _quote(quote: Quote, articles: Numbered[tuple[str, str]]) -> list[object]:
    """Article, sentence, the words that say it, and where the sentence stands."""
    origin = " ".join(p for p in (quote.outlet, quote.published, f"《{quote.article}》") if p)
    return [
        articles((quote.iri, visible(origin))),
        sentence(quote.sentence),
        sentence(quote.exact),
        quote.begin,
        quote.end,
    ]


def _places(network: Network) -> set[str]:
    ties = (tie for edge in network.edges for tie in edge.ties)
    here = {place for node in network.nodes for place in node.places}
    return here | {place for tie in ties for place in tie.places}


def _by_frequency(network: Network) -> list[str]:
    """The places, those with the most pairs first."""
    of = {node.iri: node.places for node in network.nodes}
    found: Counter[str] = Counter()
    for edge in network.edges:
        here = {*of[edge.source], *of[edge.target]}
        here.update(place for tie in edge.ties for place in tie.places)
        found.update(here)
    return sorted(found, key=lambda place: (-found[place], place))


def _opening(network: Network, first: int, centres: Collection[str], depth: int) -> Network:
    """The parties that a page opens with, and what joins them."""
    known = frozenset(centres) & {node.iri for node in network.nodes}
    near = network.around(known, depth) if known else network
    if not first or len(near.nodes) <= first:
        return near
    return network.restricted(frozenset(node.iri for node in near.largest(first).nodes) | known)


def _first_places(drawn: Picture, opening: Network) -> list[list[float]] | None:
    """Where the parties that a page opens with stand; None if that is where they always do.

    In a large network, which has no room for all names, they are laid out once more by themselves.
    """
    if len(drawn.network.nodes) <= LABELLED or opening.nodes == drawn.network.nodes:
        return None
    alone = picture(opening, drawn.measures, drawn.kinds, drawn.texts)
    return [[alone.places[node.iri].x, alone.places[node.iri].y] for node in opening.nodes]
