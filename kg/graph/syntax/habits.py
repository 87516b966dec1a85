"""What people write who come from SQL or from other query languages, and what SPARQL has for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.graph.syntax.parser import END, Reading


@dataclass(frozen=True, slots=True)
class Habit:
    """A mistake that is known by the piece that does not fit.

    Attributes:
        hint: Key of what to write instead.
        found: Pattern of the piece.
        expected: Terminals of which all could stand there.
        before: Pattern of the piece before it.
        never: Terminals of which none could stand there.
    """

    hint: str
    found: str
    expected: frozenset[str] = frozenset()
    before: str = ".*"
    never: frozenset[str] = frozenset()


_HABITS = (
    Habit("equals", "=", before="="),
    Habit("not_equal", ">", before="<"),
    Habit("and", "and", frozenset(["AND"])),
    Habit("or", "or", frozenset(["OR"])),
    Habit("no_comma", ",", frozenset(["WHERE"])),
    Habit("aggregate", "count|sum|avg|min|max|sample|group_concat", frozenset(["VAR", "LPAR"])),
    Habit("as", r"\)", frozenset(["AS"])),
    Habit("parentheses", r"[?$].*|<.*|\d+|not|!", frozenset(["LPAR"]), "filter|having"),
    Habit("parentheses", r"[?$].*", frozenset(["LPAR"]), "asc|desc"),
    Habit("before_limit", "order|group|having", frozenset([END]), never=frozenset(["LIMIT"])),
    Habit("colon", r"\w+", frozenset(["PNAME_NS"]), "prefix"),
    Habit(
        "brace", "[?$].*|\\w*:.*|\\(", frozenset(["LBRACE"]), "where|optional|union|minus|exists"
    ),
)


def habit(reading: Reading) -> str:
    """The key of what to write instead of the piece that does not fit; empty if it is no habit."""
    before = reading.tokens[-1].value if reading.tokens else ""
    for one in _HABITS:
        fits = one.expected <= reading.expected and not one.never & reading.expected
        found = re.fullmatch(one.found, reading.found, re.IGNORECASE)
        if fits and found and re.fullmatch(one.before, before, re.IGNORECASE | re.DOTALL):
            return one.hint
    return ""
