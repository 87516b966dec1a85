"""The names of a graph, found from the few characters that were typed."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.text.fold import fold

LIMIT = 40
# No name is looked for in more characters than these before the cursor.
LONGEST = 24
# Names with characters apart are looked for through all names: 5 ms for 50,000.
LONGEST_APART = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A name that can be completed.

    Attributes:
        text: The name itself.
        label: The preferred name of what it names; equal to ``text`` unless it is a short name.
        term: How SPARQL refers to it: a prefixed name or an IRI in angle brackets.
        type: Label of its class.
    """

    text: str
    label: str
    term: str
    type: str


@dataclass(frozen=True)
class NameIndex:
    """Names by their beginnings, and by characters in the same order (中石化 in 中国石油化工)."""

    names: tuple[Name, ...]

    @cached_property
    def _keys(self) -> list[tuple[str, int]]:
        return sorted((fold(name.text).lower(), at) for at, name in enumerate(self.names))

    @cached_property
    def _all(self) -> str:
        """All folded names, one a line: one regular expression looks through them at once."""
        return "\n".join(key for key, _ in self._keys)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for key, _ in self._keys:
            starts.append(at)
            at += len(key) + 1
        return starts

    def beginning(self, fragment: str) -> list[Name]:
        """The names that begin with a fragment, the shortest first."""
        key = fold(fragment).lower()
        low = bisect.bisect_left(self._keys, (key, -1))
        high = bisect.bisect_left(self._keys, (key + "\U0010ffff", -1))
        return self._ranked(at for _, at in self._keys[low:high])

    def holding(self, fragment: str) -> list[Name]:
        """The names that hold the fragment's characters in order, together or apart."""
        key = fold(fragment).lower()
        pattern = r"[^\n]*?".join(map(re.escape, key))
        found: dict[int, None] = {}
        for match in re.finditer(pattern, self._all):
            line = bisect.bisect_right(self._starts, match.start()) - 1
            found[self._keys[line][1]] = None
        return self._ranked(found)

    def _ranked(self, places: Iterable[int]) -> list[Name]:
        chosen = [self.names[at] for at in places]
        return sorted(chosen, key=lambda name: (len(name.text), name.text))[:LIMIT]

    def at_end(self, text: str) -> tuple[str, list[Name]]:
        """The longest end of a text that may be the beginning of a name, and those names.

        Chinese has no blanks: in 谁收购了小 only 小 is the fragment. Where no end begins a name,
        the longest one whose characters stand in a name in the same order is taken.
        """
        ends = list(_ends(text))
        for end in ends:
            if found := self.beginning(end):
                return end, found
        for end in ends:
            if 1 < len(end) <= LONGEST_APART and (found := self.holding(end)):
                return end, found
        return "", []


def _ends(text: str) -> Iterator[str]:
    """The ends of a text that may be a fragment of a name, the longest first.

    A fragment does not begin in the middle of a Latin word or number, nor with a blank.
    """
    low = max(0, len(text) - LONGEST)
    for start in range(low, len(text)):
        here, before = text[start], text[start - 1] if start else " "
        inside = here.isascii() and here.isalnum() and before.isascii() and before.isalnum()
        if not inside and not here.isspace():
            yield text[start:]
