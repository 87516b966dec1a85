"""What a name tells of the thing it names, for finding the same thing in other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.names.entities import normal, without_tail
from kg.extract.names.grammar import name_grammar
from kg.extract.names.shorts import company_shorts, without_legal_form, without_places
from kg.model.lexicon.identity import IdentityLexicon
from kg.schema import GazetteerEntry, Schema
from kg.text.fold import fold

_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_WORD = 10


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What a name tells.

    Attributes:
        keys: Kind and text; names of one class that share one mean the same thing.
        expected: Kind and text of shorter names that it leads one to expect.
        common: Whether it says of what sort the thing is and no more (软件产业园), so that it is
            a name only where it stands.
        places: Places that the name begins with, the nearest first.
    """

    keys: tuple[tuple[str, str], ...] = ()
    expected: tuple[tuple[str, str], ...] = ()
    common: bool = False
    places: tuple[str, ...] = ()


class Identifier:
    """Tells what names tell; built once per schema."""

    def __init__(self, schema: Schema) -> None:
        self._grammar = name_grammar(schema)
        self._lexicon = schema.lexicon("identity", IdentityLexicon)
        grammar = self._grammar
        sorts = grammar.common | grammar.phases | grammar.tails | grammar.sorts | grammar.tags
        words = sorts | frozenset(grammar.lexicon.lead.words)
        self._common = frozenset(w for w in words if len(w) > 1 and not self._place(w))
        self._ends = {
            end: group[0]
            for group in self._lexicon.ends.same
            for end in sorted(group, key=len, reverse=True)
        }

    def __call__(self, name: str, type_: str) -> Identifiers:
        """What a name of a thing of this class tells.

        Args:
            name: As written.
            type_: Local name of the class.
        """
        grammar = self._grammar
        folded = normal(fold(name))
        entry = self._entry(folded, type_)
        if entry is not None:
            branch = self._branch(folded) if grammar.is_organization(type_) else ()
            return Identifiers((("known", entry.name), *branch))
        if grammar.is_organization(type_):
            return self._organization(folded)
        if grammar.is_facility(type_):
            return self._facility(folded)
        return Identifiers()

    def place(self, name: str) -> tuple[str, ...]:
        """A place and what encloses it, the nearest first; nothing if it is not known."""
        entry = self._place(normal(fold(name)))
        if entry is None or not self._grammar.is_division(entry.type):
            return ()
        return (entry.name, *entry.within)

    def with_place(self, name: str, place: str) -> Iterator[str]:
        """砚湖软件产业园, 砚湖市软件产业园: a common name behind that of its place."""
        entry = self._place(place)
        folded = normal(fold(name))
        for stem in dict.fromkeys((entry.name, *entry.aliases)) if entry else ():
            yield stem + folded
            if stem[-1:] == folded[:1] and folded[:1] in self._lexicon.lead.words:
                yield stem + folded[1:]

    # -- kinds of things

    def _organization(self, name: str) -> Identifiers:
        if self._is_common(name):
            return Identifiers(common=True)
        keys = [*self._branch(name), *self._end(name)]
        core = self._without_form(name)
        if len(core) > self._lexicon.least.characters:
            keys.append(("legal", core))
        expected = () if keys and keys[0][0] == "branch" else tuple(self._shorts(name))
        return Identifiers(tuple(keys), expected, places=tuple(self._leading_places(name)))

    def _facility(self, name: str) -> Identifiers:
        core = without_tail(name, self._grammar)
        plain = _BRACKETS.sub("", core)
        if self._is_common(core):
            return Identifiers(common=True)
        expected = (("short", plain),) if plain != core else ()
        return Identifiers((("tail", core),), expected, places=tuple(self._leading_places(name)))

    def _shorts(self, name: str) -> Iterator[tuple[str, str]]:
        """The shorter names of a company, and its name without that of its parent."""
        if without_legal_form(name, self._grammar) != name:
            for short in company_shorts(name, self._grammar):
                if self._may_stand_alone(short):
                    yield "short", short
        parent = self._known_beginning(name)
        if parent is not None:
            rest = name[len(parent) :]
            if self._may_stand_alone(rest) and without_places(rest, self._grammar):
                yield "parent", rest

    def _may_stand_alone(self, short: str) -> bool:
        """Whether a short name says enough to be looked for in other articles."""
        return (
            len(short) >= self._lexicon.least.characters
            and not self._is_common(short)
            and not self._grammar.known.get(short)
            and self._bare_place(short) is None
        )

    # -- parts of names

    def _branch(self, name: str) -> Iterator[tuple[str, str]]:
        """The key that 云南移动, 中国移动云南公司 and 中国移动股份有限公司云南分公司 share."""
        for operator in self._grammar.lexicon.short.operators:
            for rest in (name.removesuffix(operator), name.removeprefix(operator)):
                place = self._bare_place(rest) if rest != name else None
                if place:
                    yield "branch", f"{operator}@{place}"
                    return
        parent = self._known_beginning(name)
        if parent is None:
            return
        rest = name[len(parent) :]
        for form in self._grammar.lexicon.legal.suffixes:
            if rest.startswith(form) and len(rest) > len(form):
                rest = rest[len(form) :]
                break
        place = self._bare_place(rest)
        if place:
            yield "branch", f"{self._operator(parent)}@{place}"

    def _operator(self, name: str) -> str:
        """How the branches of an organisation are called: 移动 for 中国移动."""
        entry = self._grammar.known[name][0]
        for operator in self._grammar.lexicon.short.operators:
            if any(n.endswith(operator) for n in (entry.name, *entry.aliases)):
                return operator
        return entry.name

    def _bare_place(self, text: str) -> str | None:
        """The place in 安徽, 安徽公司 and 贵州省分公司, where nothing else is said."""
        for rest in (text, without_legal_form(text, self._grammar)):
            entry = self._place(rest)
            if entry is not None:
                return entry.name
        return None

    def _known_beginning(self, name: str) -> str | None:
        """The longest known organisation that a name begins with, and goes on after."""
        grammar = self._grammar
        for end in range(len(name) - 1, 1, -1):
            entries = grammar.known.get(name[:end], ())
            if entries and grammar.is_organization(entries[0].type):
                return name[:end]
        return None

    def _end(self, name: str) -> Iterator[tuple[str, str]]:
        """The key that names share whose ends mean the same."""
        fits = [end for end in self._ends if name.endswith(end) and len(name) > len(end)]
        if fits:
            end = max(fits, key=len)
            yield "end", name[: -len(end)] + self._ends[end]

    def _without_form(self, name: str) -> str:
        for form in self._lexicon.ends.dropped:
            if name.endswith(form):
                return name[: -len(form)]
        return name

    def _leading_places(self, name: str) -> Iterator[str]:
        """The place that a name begins with, and what encloses it."""
        for end in range(min(9, len(name) - 1), 1, -1):
            entry = self._place(name[:end])
            if entry is not None and self._grammar.is_division(entry.type):
                if name[:end] in self._grammar.national:
                    return
                yield entry.name
                yield from entry.within
                return

    def _is_common(self, name: str) -> bool:
        """Whether a name is made of words for sorts of things alone."""
        if not name or name in self._grammar.known:
            return False
        start = 1 if name[0] in self._lexicon.lead.words else 0
        whole = {start}
        for end in range(start + 1, len(name) + 1):
            low = max(start, end - _LONGEST_WORD)
            if any(at in whole and name[at:end] in self._common for at in range(low, end)):
                whole.add(end)
        return len(name) in whole

    def _entry(self, name: str, type_: str) -> GazetteerEntry | None:
        """The one known thing of this name and class."""
        coarse = self._grammar.coarse(type_)
        found = [
            e for e in self._grammar.known.get(name, ()) if self._grammar.coarse(e.type) == coarse
        ]
        # A name that stands for itself means that thing, though others are called so for short.
        own = [e for e in found if e.name == name]
        fitting = own or found
        return fitting[0] if len(fitting) == 1 else None

    def _place(self, name: str) -> GazetteerEntry | None:
        entries = self._grammar.known.get(name, ())
        places = [e for e in entries if self._grammar.is_place(e.type)]
        return places[0] if places else None


@lru_cache(maxsize=4)
def identifier(schema: Schema) -> Identifier:
    """The identifier of a schema; the same object on every call."""
    return Identifier(schema)
