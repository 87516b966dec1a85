"""The partner network as one HTML file: needs no server, no network and no other file.

The drawing is the SVG that Python wrote, so that the page shows it even without scripts; the
script adds moving, zooming, searching and the sentences behind an edge. A content security policy
names the one script and the one style sheet by their digests and forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib import resources
from string import Template

from kg.network.model import Quote, Tie
from kg.render.svg import MARGIN, Picture, drawing, legend_families, shape
from kg.render.width import sentence, visible

PAGE_TEXTS = (
    *("title", "search", "search_hint", "zoom_in", "zoom_out", "fit", "theme", "hint"),
    *("table_title", "column_a", "column_b", "column_date", "column_status", "column_about"),
    "column_source",
)


def page(drawn: Picture, *, lang: str = "zh") -> str:
    """The picture as an HTML document.

    Args:
        drawn: The picture.
        lang: Language of the picture's words, for the document.
    """
    style, script = _part("page.css"), _part("page.js")
    texts = {name: escape(drawn.texts[name]) for name in PAGE_TEXTS}
    summary = drawn.texts["summary"].format(
        nodes=len(drawn.network.nodes), edges=len(drawn.network.edges)
    )
    names = sorted({name for n in drawn.network.nodes for name in (n.label, *n.aliases)})
    box = (-MARGIN, -MARGIN, drawn.width + 2 * MARGIN, drawn.height + 2 * MARGIN)
    return Template(_part("page.html")).substitute(
        texts,
        lang=lang,
        script=script,
        script_hash=_digest(script),
        style=style,
        style_hash=_digest(style),
        summary=escape(summary),
        names="".join(f'<option value="{escape(visible(name))}">' for name in names),
        view_box=" ".join(f"{value:g}" for value in box),
        drawing=drawing(drawn),
        legend=_legend(drawn),
        rows="".join(_rows(drawn)),
        data=_json(_data(drawn)),
    )


def _part(name: str) -> str:
    return resources.files("kg.render").joinpath("page", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """The digest by which a content security policy names an inline script or style."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(value: object) -> str:
    """JSON that cannot end the script element that it stands in."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _data(drawn: Picture) -> dict[str, object]:
    nodes = []
    for node in drawn.network.nodes:
        measures, place = drawn.measures[node.iri], drawn.places[node.iri]
        nodes.append(
            {
                "iri": node.iri,
                "label": visible(node.label),
                "aliases": [visible(alias) for alias in node.aliases],
                "type": drawn.kinds[node.type].label,
                "counts": drawn.texts["node_counts"].format(
                    partners=measures.partners,
                    deals=measures.deals,
                    betweenness=f"{measures.betweenness:.2f}",
                    community=measures.community,
                ),
                "x": place.x,
                "y": place.y,
            }
        )
    edges = [
        {
            "source": edge.source,
            "target": edge.target,
            "deals": [_deal(tie, drawn) for tie in edge.ties],
        }
        for edge in drawn.network.edges
    ]
    return {"nodes": nodes, "edges": edges, "texts": {"undated": drawn.texts["undated"]}}


def _deal(tie: Tie, drawn: Picture) -> dict[str, object]:
    note = ""
    if tie.declared is not None:
        note = drawn.texts["declared"].format(declared=tie.declared)
    return {
        "date": tie.date,
        "status": drawn.texts.get(f"status_{tie.status}", tie.status),
        "about": visible(tie.about),
        "note": note,
        "quotes": [{"sentence": sentence(q.sentence), "from": _origin(q)} for q in tie.quotes],
    }


def _origin(quote: Quote) -> str:
    """Outlet, date, headline and offsets of a sentence."""
    parts = [quote.outlet, quote.published, f"《{quote.article}》", f"[{quote.begin}, {quote.end})"]
    return visible(" ".join(part for part in parts if part))


def _legend(drawn: Picture) -> str:
    items = [
        f'<li><svg viewBox="-11 -8 22 16" aria-hidden="true"><g class="f{family}">'
        f"{shape(family, 6)}</g></svg>{escape(text)}</li>"
        for family, text in legend_families(drawn)
    ]
    for name, dash in (("line_actual", ""), ("line_planned", ' stroke-dasharray="5 3"')):
        items.append(
            '<li><svg viewBox="-11 -8 22 16" aria-hidden="true">'
            f'<line class="edge" x1="-11" x2="11" stroke-width="1.5"{dash}/></svg>'
            f"{escape(drawn.texts[name])}</li>"
        )
    items.append(f"<li>{escape(drawn.texts['legend_size'])}</li>")
    return "".join(items)


def _rows(drawn: Picture) -> list[str]:
    names = {node.iri: node.label for node in drawn.network.nodes}
    rows = []
    for edge in drawn.network.edges:
        for tie in edge.ties:
            quotes = "<br>".join(
                f"{escape(sentence(quote.sentence))} "
                f'<span class="from">{escape(_origin(quote))}</span>'
                for quote in tie.quotes
            )
            cells = (
                escape(visible(names[edge.source])),
                escape(visible(names[edge.target])),
                escape(tie.date or drawn.texts["undated"]),
                escape(drawn.texts.get(f"status_{tie.status}", tie.status)),
                escape(visible(tie.about)),
                quotes,
            )
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n")
    return rows
