"""Chinese names as pinyin, to be found by what is typed without an input method."""

from __future__ import annotations


def syllables(name: str) -> str:
    """A name's syllables without tones, in lower case, with blanks between them.

    What is not Chinese stays as it is, in one piece: ``chang sha AI`` gives ``chang sha ai``.
    """
    # Its tables take 0.15 s to load, and only a page with a search box needs them.
    from pypinyin import lazy_pinyin

    return " ".join(part for piece in lazy_pinyin(name) for part in piece.lower().split())
