"""The partner network as lists of parties and pairs, as JSON, and in the format of any file."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kg.model.lexicon.interface import Interface
from kg.model.lexicon.network import NetworkLexicon
from kg.network import Network, Tie, measure
from kg.render.exchange import WRITERS, edges_csv, exchange, nodes_csv
from kg.schema import Schema

if TYPE_CHECKING:
    from kg.render.svg import Picture

PICTURES = ("html", "svg", "png")
PRINTED = ("svg", "png")
SHOWN_FIRST = 60
"""How many parties a printed picture has, and a page shows before more are asked for."""

PARTY_HEADS = ("label", "party_class", "partners", "deals", "betweenness", "core", "community")
PAIR_HEADS = ("column_a", "column_b", "column_date", "column_status", "column_about", "articles")


def parties(
    network: Network, schema: Schema, lang: str, *, classes: Collection[str] = ()
) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of the parties with their measures, the best connected first.

    Args:
        network: What they are measured in.
        schema: The ontology and the words.
        lang: ``zh`` or ``en``.
        classes: Local names of the classes that are listed; all if empty.
    """
    texts, measures = _texts(schema, lang), measure(network)
    nodes = {node.iri: node for node in network.nodes}
    rows = []
    for iri in network.ranked():
        if classes and nodes[iri].type not in classes:
            continue
        found = measures[iri]
        rows.append(
            [
                nodes[iri].label,
                schema.ontology.label(nodes[iri].type, lang),
                str(found.partners),
                str(found.deals),
                f"{found.betweenness:.3f}",
                str(found.core),
                str(found.community),
            ]
        )
    return [texts[name] for name in PARTY_HEADS], rows


def pairs(network: Network, schema: Schema, lang: str) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of everything that joins two parties, those with the most partners first."""
    texts = _texts(schema, lang)
    labels = {node.iri: node.label for node in network.nodes}
    rank = {iri: place for place, iri in enumerate(network.ranked())}
    edges = [sorted((e.source, e.target), key=rank.__getitem__) for e in network.edges]
    found = sorted(
        zip(edges, network.edges, strict=True), key=lambda pair: [*map(rank.get, pair[0])]
    )
    rows = [
        [labels[a], labels[b], date, texts.get(f"status_{status}", status), about, str(len(said))]
        for (a, b), edge in found
        for (date, status, about), said in _told_once(edge.ties).items()
    ]
    return [texts[name] for name in PAIR_HEADS], rows


def _told_once(ties: Sequence[Tie]) -> dict[tuple[str, str, str], set[str]]:
    """What joins a pair by date, status and matter, each with the articles that say so.

    An agreement and what two do together by it look alike here, and so does a report that leaves
    out the date.
    """
    dated = {(tie.status, tie.about): tie.date for tie in reversed(ties) if tie.date}
    found: dict[tuple[str, str, str], set[str]] = {}
    for tie in ties:
        date = tie.date or dated.get((tie.status, tie.about), "")
        said = found.setdefault((date, tie.status, tie.about), set())
        said.update(quote.iri for quote in tie.quotes)
    return found


def network_json(network: Network) -> str:
    """Parties with their measures, pairs with everything that joins them and its sentences."""
    measures = measure(network)
    document = {
        "nodes": [{**asdict(node), **asdict(measures[node.iri])} for node in network.nodes],
        "edges": [
            {
                "source": edge.source,
                "target": edge.target,
                "weight": round(edge.weight, 6),
                "sources": edge.sources,
                "ties": [asdict(tie) for tie in edge.ties],
            }
            for edge in network.edges
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def network_csv(network: Network, *, edges: bool = False) -> str:
    """The parties with their measures, or the pairs."""
    measures = measure(network)
    return edges_csv(network, measures) if edges else nodes_csv(network, measures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a page shows before more is asked for.

    Attributes:
        first: How many parties, the best connected; 0 for all.
        centres: IRIs of parties in whose neighbourhood it opens; none for the whole network.
        depth: How many steps the neighbourhood reaches.
    """

    first: int = SHOWN_FIRST
    centres: tuple[str, ...] = ()
    depth: int = 1


def network_file(
    network: Network,
    schema: Schema,
    format: str,
    *,
    lang: str = "zh",
    opening: Opening | None = None,
) -> bytes:
    """The network in the format of a file.

    Args:
        network: What to write.
        schema: The ontology and the words.
        format: ``html``, ``svg``, ``png``, or one of ``exchange``.
        lang: ``zh`` or ``en``.
        opening: What a page shows at first; default: the best connected.

    Raises:
        UsageError: If a PNG is wanted and no font with Chinese characters is installed.
    """
    if format in WRITERS:
        return exchange(network, measure(network), format).encode()
    drawn = _picture(network, schema, lang)
    if format == "html":
        from kg.render.page import page

        opening = opening or Opening()
        return page(
            drawn,
            lang=lang,
            first=opening.first,
            centres=opening.centres,
            depth=opening.depth,
        ).encode()
    from kg.render.svg import svg

    markup = svg(drawn)
    if format == "svg":
        return markup.encode()
    from kg.render.png import png

    return png(markup, size=max(drawn.width, drawn.height))


def _picture(network: Network, schema: Schema, lang: str) -> Picture:
    from kg.render.svg import kinds_of, picture

    kinds = kinds_of(schema.ontology, lang)
    projections = schema.lexicon("network", NetworkLexicon).projections
    ties = {f"tie_{one.name}": one.label(lang) for one in projections}
    return picture(network, measure(network), kinds, {**_texts(schema, lang), **ties})


def _texts(schema: Schema, lang: str) -> Mapping[str, str]:
    return schema.lexicon("interface", Interface).texts(lang)
