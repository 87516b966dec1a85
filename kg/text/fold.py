"""One form for every way of writing the same characters; offsets stay.

Folding is for matching only: names, quotes and evidence are cut from the text as written. It maps
full-width letters, digits and marks to their half-width forms, blanks of all kinds to a space,
the brackets 「」『』 to quotation marks, and Traditional characters to Simplified ones, always one
character for one. Words that differ between the regions (伺服器, 服务器) are lexicon entries.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import opencc

_PAIRS = {
    "「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”", "﹃": "‘", "﹄": "’",
    "〝": "“", "〞": "”", "〟": "”",
    "｡": "。", "､": "、", "﹐": ",", "﹑": "、", "﹔": ";", "﹕": ":", "﹖": "?", "﹗": "!",
    "∶": ":", "﹙": "(", "﹚": ")", "︵": "(", "︶": ")", "〖": "【", "〗": "】",
    "〜": "~", "∼": "~", "˜": "~", "−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-", "―": "—",
    "•": "·", "・": "·", "‧": "·", "･": "·", "∙": "·", "⋅": "·", "●": "·", "﹒": ".",
    "﹪": "%", "≦": "≤", "≧": "≥", "⩽": "≤", "⩾": "≥", "〇": "〇", "○": "〇",
}  # fmt: skip

# Blocks whose characters are mere presentation forms. NFKC on everything would also turn ① into 1
# and ² into 2, which makes numbers out of what is none.
_FORMS = ((0xFF00, 0xFFEF), (0xF900, 0xFAFF), (0x2F00, 0x2FDF))


_AMBIGUOUS = re.compile("[著畫]")  # of Traditional writing; its word tells what it is in Simplified
_NEIGHBOURS = 2  # characters


class _Table(dict[int, str]):
    """Filled character by character as texts are met, so that no text pays for those it lacks."""

    def __missing__(self, code: int) -> str:
        folded = chr(code)
        while (further := _fold_once(folded)) != folded:
            folded = further
        self[code] = folded
        return folded


def fold(text: str) -> str:
    """Simplify a text and make it half-width; same length, and folding twice changes nothing."""
    if text.isascii() and text.isprintable():
        return text
    folded = text.translate(_table())
    return folded if folded == text else _by_words(text, folded)


def _by_words(text: str, folded: str) -> str:
    """The folded text with what is two characters in Simplified writing: 隨著, 著名; 計畫, 畫面."""
    found = list(_AMBIGUOUS.finditer(text))
    if not found:
        return folded
    characters = list(folded)
    for match in found:
        at = match.start()
        low = max(at - _NEIGHBOURS, 0)
        around = text[low : at + _NEIGHBOURS + 1]
        back = _converter("tw2s").convert(_converter("s2tw").convert(around))
        if len(back) == len(around):
            characters[at] = back[at - low]
    return "".join(characters)


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """``fold`` for names, which come again and again; the last some thousand are remembered."""
    return fold(name)


@cache
def _table() -> _Table:
    return _Table()


def _fold_once(character: str) -> str:
    if character == "\n" or "!" <= character <= "~":
        return character
    if character in _PAIRS:
        return _PAIRS[character]
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Zs"):
        return " "
    if any(low <= ord(character) <= high for low, high in _FORMS):
        return _single(unicodedata.normalize("NFKC", character), character)
    if ord(character) < 0x2E80:
        return character
    return _single(_converter("t2s").convert(character), character)


def _single(converted: str, character: str) -> str:
    return converted if len(converted) == 1 else character


@cache
def _converter(configuration: str) -> opencc.OpenCC:
    return opencc.OpenCC(configuration)
