"""How Chinese names are read, as people type them: syllables without tones.

pypinyin takes a quarter of a second to import; it is needed only where an index of names is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice, product

SHORT = 4
"""Only of names of at most so many characters are several readings kept: 行 is xing and hang, and
dictionaries of words, which settle it in longer names, do not know short ones."""

READINGS = 8
"""More readings of one name are not kept."""

NONE: Mapping[str, tuple[str, ...]] = {}
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_HAN}]+|[A-Za-z0-9]+")
_PIECE = re.compile(f"[{_HAN}]|[A-Za-z0-9]+")


def readings(name: str, spoken: Mapping[str, tuple[str, ...]] = NONE) -> list[tuple[str, ...]]:
    """How a name may be read; the most likely reading first.

    Args:
        name: In simplified characters.
        spoken: The syllables of words that a general dictionary reads wrongly.

    Returns:
        Each reading as syllables in small letters. Latin words and numbers stand as they are,
        other characters are left out.
    """
    first = tuple(syllable for run in _RUN.findall(name) for syllable in _known(run, spoken))
    pieces = _PIECE.findall(name)
    if not first or len(pieces) > SHORT:
        return [first] if first else []
    choices = product(*map(_single, pieces))
    return list(dict.fromkeys([first, *islice(choices, READINGS)]))[:READINGS]


def _known(run: str, spoken: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The syllables of a run, those of known words as they are known."""
    words = sorted((word for word in spoken if word in run), key=len, reverse=True)
    if not words:
        yield from _likely(run)
        return
    before, word, after = run.partition(words[0])
    if before:
        yield from _known(before, spoken)
    yield from spoken[word]
    if after:
        yield from _known(after, spoken)


def _likely(run: str) -> list[str]:
    if run.isascii():
        return [run.lower()]
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(run, style=Style.NORMAL)


@cache
def _single(piece: str) -> tuple[str, ...]:
    """The readings of one piece, the commonest first."""
    if piece.isascii():
        return (piece.lower(),)
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(piece, style=Style.NORMAL, heteronym=True)[0]))
