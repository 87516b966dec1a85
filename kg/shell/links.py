"""Links of a terminal (OSC 8): where an article is, behind the line that names it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from kg.query.source import Source

_SUPPORTING = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")
_MARKS = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "ALACRITTY_WINDOW_ID")
_TERMINALS = ("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm", "contour")
_VTE = 5000
"""The first version of the GNOME terminal's library that has them."""


def uses_links(links: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether links are written: as set, else where the terminal is known to take them.

    Others would show their characters. https://github.com/Alhadis/OSC8-Adoption lists terminals.
    """
    if links != "auto":
        return links == "on"
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _SUPPORTING
        or any(environment.get(name) for name in _MARKS)
        or environment.get("TERM", "").startswith(_TERMINALS)
        or (vte.isdecimal() and int(vte) >= _VTE)
    )


def address(source: Source) -> str:
    """Where a source can be opened: its page, or its file if that is here; else empty."""
    if source.file is None:
        return ""
    if source.file.startswith(("http://", "https://")):
        return source.file
    try:
        return Path(source.file).resolve(strict=True).as_uri()
    except (OSError, ValueError):
        return ""
