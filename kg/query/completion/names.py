"""The names of a graph, found from the few characters that were typed.

Texts of one name a line are searched as wholes, which is faster than any loop. The lines stand in
the order of rank, the names of what has most relations first, so that the first matches found are
the ones to show. After a tab each line says which name it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice

from kg.text.fold import fold

LIMIT = 40
"""No more names than these are offered."""

LONGEST = 24
# No name is looked for in more characters than these before the cursor.
LONGEST_APART = 8
# Names with characters apart are looked for through all names.
_TYPO_FROM = 3
_TYPO_RATIO = 65.0
_SCANNED = 4000  # places of a part of a word that are looked at, whether it begins a syllable


@dataclass(frozen=True, slots=True)
class Name:
    """A name that can be completed.

    Attributes:
        text: The name itself.
        label: The preferred name of what it names; equal to ``text`` unless it is another name.
        term: How SPARQL refers to it: a prefixed name or an IRI in angle brackets.
        types: Local names of its classes.
        edges: How many relations it has to other entities.
    """

    text: str
    label: str
    term: str
    types: tuple[str, ...] = ()
    edges: int = 0


@dataclass(frozen=True)
class NameIndex:
    """Names in the order of rank.

    Attributes:
        rows: One line for each name: text, label, term, classes with commas between, edges.
        keys: Lines of the folded name.
        pinyin: Lines of a reading, each syllable with a capital; a name may have several.
        initials: Lines of the first letters of a reading's syllables.
    """

    rows: str = ""
    keys: str = "\n"
    pinyin: str = "\n"
    initials: str = "\n"

    @cached_property
    def _lines(self) -> list[str]:
        return self.rows.split("\n")

    @cached_property
    def _lowered(self) -> str:
        return self.pinyin.lower()

    @cached_property
    def _key_lists(self) -> dict[bool, list[tuple[str, int]]]:
        """The keys that begin with a Latin letter, under True, and the others, with numbers."""
        lists: dict[bool, list[tuple[str, int]]] = {True: [], False: []}
        for line in self.keys.split("\n")[1:-1]:
            key, _, number = line.partition("\t")
            lists[key[0].isascii()].append((key, int(number)))
        return lists

    def name(self, number: int) -> Name:
        """The name of a line."""
        text, label, term, types, edges = self._lines[number].split("\t")
        return Name(text, label, term, tuple(filter(None, types.split(","))), int(edges))

    # -- one fragment

    def find(self, fragment: str) -> list[Name]:
        """The names that a fragment may mean, one for each entity, the likeliest first.

        In this order: the name itself, its beginning, a part of it, characters of it in order,
        initials of its pinyin, its pinyin, a name with one or two other characters.
        """
        key = name_key(fragment)
        if not key:
            return []
        found = self._collect(
            [
                lambda: self._exact(key),
                lambda: self._beginning(key),
                lambda: self._spelled(key) if _is_latin(key) else (),
                lambda: self._inside(key) if len(key) > 1 else (),
                lambda: self._apart(key, anchored=True),
                lambda: self._apart(key, anchored=False) if not key.isascii() else (),
            ]
        )
        return found or self._collect([lambda: self._near(key)])

    def beginning(self, fragment: str) -> list[Name]:
        """The names that begin with a fragment, the one that it is first."""
        key = name_key(fragment)
        if not key:
            return []
        return self._collect([lambda: self._exact(key), lambda: self._beginning(key)])

    def holding(self, fragment: str) -> list[Name]:
        """The names that hold the fragment's characters in order, together or apart."""
        key = name_key(fragment)
        if not key:
            return []
        return self._collect([lambda: self._inside(key), lambda: self._apart(key, anchored=False)])

    def foremost(self, types: Collection[str]) -> list[Name]:
        """The entities with most relations, of some classes or, if none are given, of all."""

        def fitting() -> Iterator[int]:
            for number in range(self.rows.count("\n") + 1 if self.rows else 0):
                if not types or not set(self.name(number).types).isdisjoint(types):
                    yield number

        return self._collect([fitting])

    # -- the end of a text

    def at_end(self, text: str) -> tuple[str, list[Name]]:
        """The longest end of a text that may be the beginning of a name, and those names.

        Chinese has no blanks: in 谁收购了小 only 小 is the fragment. Where no end begins a name,
        the longest one whose characters stand in a name in the same order is taken; Latin letters
        may be pinyin.
        """
        ends = list(_ends(text))
        for end in ends:
            if found := self.beginning(end):
                return end, found
        latin = re.search(r"[A-Za-z][A-Za-z0-9]*$", text)
        if latin and (found := self.find(latin.group())):
            return latin.group(), found
        for end in ends:
            if 1 < len(end) <= LONGEST_APART:
                key = name_key(end)
                if found := self._collect([partial(self._apart, key, anchored=True)]):
                    return end, found
        # A typing error is looked for only in what is nothing but a name.
        whole = text.strip()
        tried = latin is not None and latin.group() == whole
        near = self.find(whole) if len(whole) <= LONGEST and not tried else []
        return (whole, near) if near else ("", [])

    # -- ways to find; each gives numbers of names in order

    def _collect(self, ways: Iterable[Callable[[], Iterable[int]]]) -> list[Name]:
        """What the ways find one after the other, one name for each entity, at most 40."""
        found: dict[str, Name] = {}
        for way in ways:
            # An entity has a few names, so some numbers more than are shown are enough.
            for number in islice(way(), 3 * LIMIT):
                name = self.name(number)
                found.setdefault(name.term, name)
                if len(found) == LIMIT:
                    return list(found.values())
        return list(found.values())

    def _exact(self, key: str) -> Iterator[int]:
        return _numbers(self.keys, f"\n{key}\t")

    def _beginning(self, key: str) -> Iterator[int]:
        return _numbers(self.keys, f"\n{key}")

    def _inside(self, key: str) -> Iterator[int]:
        return _numbers(self.keys, key)

    def _apart(self, key: str, *, anchored: bool) -> Iterator[int]:
        if not 1 < len(key) <= LONGEST_APART:
            return
        pattern = r"[^\n\t]*?".join(map(re.escape, key))
        for match in re.finditer(("\n" if anchored else "") + pattern, self.keys):
            if not _in_number(self.keys, match.end()):
                yield _number(self.keys, match.end())

    def _spelled(self, key: str) -> Iterator[int]:
        yield from _numbers(self.initials, f"\n{key}\t")
        yield from _numbers(self.initials, f"\n{key}")
        yield from _numbers(self._lowered, f"\n{key}")
        yield from self._mixed(key)
        yield from self._syllables(key)

    def _mixed(self, key: str) -> Iterator[int]:
        """Readings that begin with the key, whose syllables may be cut short (anhuidx, zhgsy)."""
        following = (f"(?:{c}|[^A-Z\n\t]*{c.upper()})" for c in key[1:])
        for match in re.finditer(f"\n{key[0].upper()}" + "".join(following), self.pinyin):
            yield _number(self.pinyin, match.end())

    def _syllables(self, key: str) -> Iterator[int]:
        """Readings with the key from the beginning of a syllable on."""
        at = -1
        for _ in range(_SCANNED):
            at = self._lowered.find(key, at + 1)
            if at < 0:
                return
            if not self.pinyin[at].islower() and not _in_number(self._lowered, at):
                yield _number(self._lowered, at)

    def _near(self, key: str) -> Iterator[int]:
        if len(key) < _TYPO_FROM:
            return
        from rapidfuzz import fuzz, process  # 0.04 s, and needed seldom

        # What is typed is the beginning of a name, so that much of each name is compared.
        length, keys = len(key), self._key_lists[key[0].isascii()]
        begun = [name[:length] for name, _ in keys]
        found = process.extract(
            key, begun, scorer=fuzz.ratio, score_cutoff=_TYPO_RATIO, limit=LIMIT
        )
        for _, _, at in sorted(found, key=lambda f: (-f[1], len(keys[f[2]][0]), f[2])):
            yield keys[at][1]


def name_key(name: str) -> str:
    """The form in which names are compared: script, width, case and blanks around do not count."""
    return fold(name).lower().replace("\t", " ").replace("\n", " ").strip()


def _is_latin(key: str) -> bool:
    return key.isascii() and key.isalnum()


def _numbers(text: str, part: str) -> Iterator[int]:
    """The names whose lines have a part."""
    at = text.find(part)
    while at >= 0:
        if not _in_number(text, at + (part[0] == "\n")):
            yield _number(text, at + 1)
        following = text.find("\n", at + 1)
        at = text.find(part, following) if following >= 0 else -1


def _in_number(text: str, at: int) -> bool:
    """Whether a place lies behind its line's tab."""
    end = text.find("\n", at)
    return text.find("\t", at, end) < 0


def _number(text: str, at: int) -> int:
    """The number in the line of a place before its tab."""
    end = text.find("\n", at)
    return int(text[text.rfind("\t", at, end) + 1 : end])


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
