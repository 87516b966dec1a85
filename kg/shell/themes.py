"""Colours of the prompt. What a colour says is said by bold, italics or words as well."""

from __future__ import annotations

import os
from collections.abc import Mapping

from prompt_toolkit.styles import Style

_SHAPES = {
    "keyword": "bold",
    "command": "bold",
    "entity": "bold",
    "comment": "italic",
    "bottom-toolbar": "noreverse",
    "auto-suggestion": "italic",
}
_COLOURS: Mapping[str, Mapping[str, str]] = {
    "dark": {
        "keyword": "ansibrightblue",
        "string": "ansigreen",
        "iri": "ansicyan",
        "name": "ansicyan",
        "variable": "ansimagenta",
        "number": "ansiyellow",
        "comment": "ansibrightblack",
        "command": "ansiyellow",
        "entity": "ansicyan",
        "bottom-toolbar": "ansibrightblack",
        "auto-suggestion": "ansibrightblack",
        "writing": "ansired",
    },
    "light": {
        "keyword": "ansiblue",
        "string": "ansigreen",
        "iri": "#005f5f",
        "name": "#005f5f",
        "variable": "ansimagenta",
        "number": "#875f00",
        "comment": "#6c6c6c",
        "command": "#875f00",
        "entity": "#005f5f",
        "bottom-toolbar": "#6c6c6c",
        "auto-suggestion": "#8a8a8a",
        "writing": "ansired",
    },
    "contrast": {
        "keyword": "ansiwhite",
        "string": "ansibrightgreen",
        "iri": "ansibrightcyan underline",
        "name": "ansibrightcyan",
        "variable": "ansibrightyellow",
        "number": "ansibrightwhite",
        "command": "ansibrightwhite",
        "entity": "ansibrightcyan underline",
        "auto-suggestion": "ansiwhite",
        "writing": "ansibrightwhite bg:ansired",
    },
    "mono": {},
}


def uses_colour(color: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether colours are used: as set, else unless ``$NO_COLOR`` or a dumb terminal speak against.

    https://no-color.org: the variable counts if it is not empty, and a setting goes before it.
    """
    if color == "auto":
        return not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    return color == "always"


def style(theme: str, *, colour: bool) -> Style:
    """The style of a theme; without colour, that of ``mono``."""
    colours = _COLOURS[theme if colour else "mono"]
    names = sorted({*_SHAPES, *colours})
    return Style.from_dict(
        {name: f"{_SHAPES.get(name, '')} {colours.get(name, '')}".strip() for name in names}
    )
