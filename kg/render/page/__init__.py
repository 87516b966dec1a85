"""The partner network as one HTML file: needs no server, no network and no other file.

Python computes what takes a graph or a dictionary (places, communities, pinyin) and writes it as
data; a script of some plain files, put together here, draws and filters it. A content security
policy names the one script and the one style sheet by their digests and forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection
from html import escape
from importlib import resources
from string import Template

from kg.render.page.data import page_data
from kg.render.svg import Picture

SCRIPTS = (
    *("data", "places", "state", "camera", "scene", "pens"),
    *("paint", "details", "search", "controls", "table", "pointer", "files", "main"),
)
"""The parts of the script; each uses what stands in the ones before it."""

PAGE_TEXTS = (
    *("title", "search", "search_hint", "zoom_in", "zoom_out", "fit", "theme", "filters"),
    *("save_png", "save_svg"),
    *("first", "all", "map_label", "nothing_left", "legend_size", "noscript"),
    *("table_title", "column_a", "column_b", "column_date", "column_status", "column_about"),
    *("column_source", "previous", "next"),
)
SCRIPT_TEXTS = (
    *("hint", "undated", "reported", "declared", "parties", "node_counts", "expand", "only"),
    *("path_from", "path_start", "path_title", "no_path", "cancel", "more", "found", "shown"),
    *("party_class", "column_status", "between", "time", "time_from", "time_to", "place"),
    *("anywhere", "least_sources", "more_filters", "colour", "colour_class", "colour_community"),
    *("community_of", "other_communities", "file_name"),
)


def page(
    drawn: Picture,
    *,
    lang: str = "zh",
    first: int = 0,
    centres: Collection[str] = (),
    depth: int = 1,
) -> str:
    """The picture as an HTML document.

    Args:
        drawn: The picture.
        lang: Language of the picture's words, for the document.
        first: How many parties are shown at first, the best connected; 0 for all.
        centres: IRIs of parties in whose neighbourhood the page opens.
        depth: How many steps this reaches.
    """
    style, script = _part("page.css"), _script()
    data = page_data(drawn, first=first, centres=centres, depth=depth)
    texts = {name: drawn.texts[name] for name in SCRIPT_TEXTS}
    return Template(_part("page.html")).substitute(
        {name: escape(drawn.texts[name]) for name in PAGE_TEXTS},
        lang=lang,
        script=script,
        script_hash=_digest(script),
        style=style,
        style_hash=_digest(style),
        data=_json({**data, "texts": texts}),
    )


def _script() -> str:
    """All parts in one function, so that the page has no global names."""
    parts = "\n".join(_part(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _part(name: str) -> str:
    return resources.files("kg.render.page").joinpath("static", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """The digest by which a content security policy names an inline script or style."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(value: object) -> str:
    """JSON that cannot end the script element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c")
