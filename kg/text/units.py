"""Units around numbers, looked up by their spelling."""

from __future__ import annotations

import re
from collections import defaultdict

import msgspec

from kg.model.lexicon.quantities import QuantityLexicon, Unit
from kg.text.spellings import Spellings, lengths

_SCALES = {"百万": 10**6, "千万": 10**7, "万": 10**4, "亿": 10**8, "千": 1000}


class FoundUnit(msgspec.Struct, frozen=True, gc=False):
    """A unit at a place of the text.

    Attributes:
        unit: Its entry.
        end: One past its last character.
        inside: The word between number and unit that bounds the number (余, 多, 来), or empty.
    """

    unit: Unit
    end: int
    inside: str = ""


class UnitTable:
    """The units of a lexicon."""

    def __init__(self, lexicon: QuantityLexicon) -> None:
        self._exact: dict[str, list[Unit]] = defaultdict(list)
        self._any_case: dict[str, list[Unit]] = defaultdict(list)
        self._prefixes = {word: unit for unit in lexicon.unit for word in unit.before}
        for unit in lexicon.unit:
            for word in unit.words:
                if unit.any_case and len(word) > 2:  # 1080p is no computing power
                    self._any_case[word.casefold()].append(unit)
                else:
                    self._exact[word].append(unit)
        any_case = self._any_case
        self._lengths = lengths([*self._exact, *any_case, *(word.upper() for word in any_case)])
        self._before = Spellings(self._prefixes)
        self._inside = Spellings(w for bound in lexicon.bound for w in bound.inside)
        self._header = lexicon.header_unit

    @property
    def first_characters(self) -> frozenset[str]:
        """The characters with which a unit, or a word between number and unit, may begin."""
        return frozenset(self._lengths) | self._inside.first_characters

    @property
    def last_characters_before(self) -> frozenset[str]:
        """The characters with which a unit that is written before its number may end."""
        return self._before.last_characters

    def after(self, text: str, at: int, *, near: str = "") -> FoundUnit | None:
        """The unit right after a number.

        Args:
            text: The folded text.
            at: Where the number ends.
            near: The clause, for units that need a noun in it.
        """
        at += text[at : at + 1] == " "
        inside = self._inside.at(text, at)
        if inside is None:
            return self._at(text, at, near)
        end = at + len(inside)
        end += text[end : end + 1] == " "
        found = self._at(text, end, near)
        if found is not None:
            return FoundUnit(found.unit, found.end, inside)
        return self._at(text, end - len(inside), near)

    def before(self, text: str, start: int) -> tuple[Unit, int] | None:
        """The unit written before a number (``US$``), and where it begins."""
        end = start - (text[start - 1 : start] == " ")
        word = self._before.before(text, end)
        return (self._prefixes[word], end - len(word)) if word else None

    def of_header(self, header: str) -> tuple[Unit, int] | None:
        """The unit, and its multiplier, that the header of a table's column gives in brackets."""
        found = re.search(r"\(([^()]{1,12})\)\s*$", header) or re.search(
            r"[/,、 ]([^/,、 ]{1,6})$", header
        )
        if found is None:
            return None
        words = found[1]
        for prefix in self._header:
            words = words.removeprefix(prefix)
        scale = 1
        for sign, factor in _SCALES.items():
            if words.startswith(sign):
                words, scale = words[len(sign) :], factor
                break
        unit = self.after(words, 0, near=header)
        return (unit.unit, scale) if unit and unit.end == len(words) else None

    def _at(self, text: str, start: int, near: str) -> FoundUnit | None:
        """The longest unit that begins at a place."""
        for length in self._lengths.get(text[start : start + 1], ()):
            end = start + length
            word = text[start:end]
            units = self._exact.get(word) or self._any_case.get(word.casefold())
            if units and len(word) == length and _is_whole(text, word, end):
                for unit in units:
                    if self._fits(unit, text, end, near):
                        return FoundUnit(unit, end)
        return None

    @staticmethod
    def _fits(unit: Unit, text: str, end: int, near: str) -> bool:
        if text.startswith(unit.not_followed, end):
            return False
        return not unit.needs or any(word in near for word in unit.needs)


def _is_whole(text: str, word: str, end: int) -> bool:
    following = text[end : end + 1]
    return not (
        word[-1].isascii() and word[-1].isalpha() and following.isascii() and following.isalnum()
    )
