"""Regular expressions for one of many words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby


def any_of(words: Iterable[str]) -> str:
    """A regular expression for the longest of some words that fits; of none, what never matches.

    Words that begin alike stand together: the matcher tries one alternative after the other, and so
    compares a place with each first character, not with each word. No word is empty.
    """
    alike = groupby(sorted(set(words)), key=lambda word: word[0])
    return "|".join(re.escape(first) + _rest(group) for first, group in alike) or r"(?!)"


def _rest(words: Iterable[str]) -> str:
    """What follows the first character of words that share it, the longest first."""
    rests = sorted((word[1:] for word in words), key=lambda rest: (-len(rest), rest))
    escaped = "|".join(map(re.escape, rests))
    return escaped if len(rests) == 1 else f"(?:{escaped})"
