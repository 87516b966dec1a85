"""Glosses: what sites put between the words of an article, which nobody wrote.

Pinyin after characters that a converter of scripts did not know (數(shù)據(jù)), and links to a
company's page (某某股份(行情,股吧)).
"""

from __future__ import annotations

import re
from functools import cache

from kg.model.lexicon.page import PageLexicon
from kg.reading.lines import Line

_OPENERS = "([（［【"


def without_glosses(line: Line, lexicon: PageLexicon) -> Line:
    """The line without its glosses; the line itself if it has none."""
    if line.cells or not any(mark in line.text for mark in _OPENERS):
        return line
    spans = [match.span() for match in _pattern(lexicon).finditer(line.text)]
    return (line.without(spans) or line) if spans else line


@cache
def _pattern(lexicon: PageLexicon) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lexicon.glosses.patterns))
