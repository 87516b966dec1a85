"""Enumerations: what stands between 、 beside known members is of their kind.

甲、乙、丙等12家企业: unknown short names are found from their neighbours and the counted noun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from kg.extract.names.atoms import Atom
from kg.extract.names.candidate import Candidate
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.model.text import LATIN, MARK, NUMBER, WORD

_NOT_INSIDE = ("p", "c", "u", "r", "m", "q", "f", "t", "y")  # first letters of tags
_LONGEST_ITEM = 10  # characters
_PERSON = 3  # characters
_ENUMERATION = "、"
_LONGEST_ASIDE = 8  # atoms
_STOPS = ("、", ",", "。", ";", "(", ")")


class _Item(msgspec.Struct, frozen=True, gc=False):
    """A member of an enumeration: atoms ``first`` to ``last``, and its class when known."""

    first: int
    last: int
    type: str


class ListNames:
    """Finds members of enumerations that are not names by themselves."""

    def __init__(self, row: AtomRow, known: Sequence[Candidate]) -> None:
        self.row = row
        self.atoms = row.atoms
        self.grammar = row.grammar
        self._by_first = {c.first: c for c in known}
        self._by_last = {c.last: c for c in known}

    def find(self) -> Iterator[Candidate]:
        """New candidates, in order."""
        past = 0
        for mark in self.row.beginning("enumeration"):
            if mark < past:
                continue  # inside the enumeration before
            items, past = self._enumeration(mark)
            yield from self._members(items, past)

    def _enumeration(self, mark: int) -> tuple[list[_Item], int]:
        """The items around the first 、 of an enumeration, and the index after the last item."""
        items = []
        first = self._item_before(mark)
        if first is not None:
            items.append(first)
        at = mark
        while at < len(self.atoms) and self._joins(self.atoms[at].word):
            item = self._item_after(at + 1)
            if item is None:
                break
            items.append(item)
            at = self._past(item.last + 1)
        return items, at

    def _joins(self, word: str) -> bool:
        return word == _ENUMERATION or word in self.grammar.coordinators

    def _past(self, i: int) -> int:
        """The index after the blank and the bracket that go with an item: 砚湖 (3399-TW)."""
        atoms, at = self.atoms, i
        if at < len(atoms) and atoms[at].word == " ":
            at += 1
        if at < len(atoms) and atoms[at].word == "(":
            for j in range(at + 1, min(at + _LONGEST_ASIDE, len(atoms) - 1)):
                if atoms[j].word == ")":
                    return j + 1 + (atoms[j + 1].word == " ")
                if atoms[j].word in _STOPS:
                    break
        return at

    def _end_before(self, mark: int) -> int:
        """The index of the last atom of the item before a mark, without the bracket after it."""
        atoms, at = self.atoms, mark - 1
        if at > 0 and atoms[at].word == ")":
            for j in range(at - 1, max(at - _LONGEST_ASIDE, 0), -1):
                if atoms[j].word == "(":
                    return j - 1 - (atoms[j - 1].word == " ")
                if atoms[j].word in _STOPS:
                    break
        return at

    def _item_before(self, mark: int) -> _Item | None:
        last = self._end_before(mark)
        if last in self._by_last:
            c = self._by_last[last]
            return _Item(c.first, c.last, c.type)
        first = last + 1
        while (
            first > 0 and self._loose(first - 1) and self._length(first - 1, last) <= _LONGEST_ITEM
        ):
            first -= 1
        if first <= last and self._country(first - 1, first):
            first -= 1
        return _Item(first, last, "") if first <= last else None

    def _item_after(self, start: int) -> _Item | None:
        country = self._country(start, start + 1)
        if start in self._by_first and not country:
            c = self._by_first[start]
            branch = self._branch(c)
            return _Item(c.first, branch, "") if branch else _Item(c.first, c.last, c.type)
        last = start if country else start - 1
        while last + 1 < len(self.atoms) and self._loose(last + 1):
            last += 1
            if last + 1 in self._by_first:
                return None  # a name with something before it: no plain item
        if last < start or self._length(start, last) > _LONGEST_ITEM:
            return None
        return _Item(start, last, "")

    def _branch(self, c: Candidate) -> int:
        """砚潮|国际: the last atom of a company that begins with the name of another, or 0."""
        if not self.grammar.is_organization(c.type) or c.last + 2 >= len(self.atoms):
            return 0
        branch, after = self.atoms[c.last + 1 : c.last + 3]
        if branch.word not in self.grammar.parts_of_companies:
            return 0
        ended = after.word == _ENUMERATION or after.word in self.grammar.lexicon.list.closers
        return c.last + 1 if ended else 0

    def _country(self, i: int, after: int) -> bool:
        """中国|砚通: whether a country begins the name of a company."""
        if not 0 <= i < after < len(self.atoms) or after in self._by_first:
            return False
        c = self._by_first.get(i)
        national = c is not None and c.last == i and self.atoms[i].word in self.grammar.national
        return national and self._loose(after) and self.atoms[after].word not in self.grammar.common

    def _loose(self, i: int) -> bool:
        """Whether an atom can be part of an unknown short name."""
        atom = self.atoms[i]
        if atom.kind in (MARK, NUMBER) or i in self._by_last:
            return atom.word == " " and self._in_latin(i)
        if atom.kind is WORD:
            if atom.word in self.grammar.border or atom.word in self.grammar.coordinators:
                return False
            return atom.tag[:1] not in _NOT_INSIDE or atom.word in self.grammar.lexicon.list.inside
        return True

    def _in_latin(self, i: int) -> bool:
        """Acme| |Cloud: a blank inside a name in Latin letters."""
        sides = self.atoms[max(i - 1, 0) : i + 2 : 2]
        return len(sides) == 2 and all(atom.kind is LATIN for atom in sides)

    def _length(self, first: int, last: int) -> int:
        return self.atoms[last].end - self.atoms[first].start

    def _members(self, items: list[_Item], end: int) -> Iterator[Candidate]:
        kind = self._kind(items, end)
        if kind is None or len(items) < 2:
            return
        company = any(i.type and self.grammar.is_organization(i.type) for i in items)
        for item in items:
            traded = company and self._brand_and_trade(item, kind)
            if item.type or not (traded or self._nameable(item, company=company)):
                continue
            span = Span(self.atoms[item.first].start, self.atoms[item.last].end)
            type_ = self.grammar.lexicon.person.type if self._person(item, items) else kind
            yield Candidate(span, type_, "list/neighbours", item.first, item.last)

    def _person(self, item: _Item, items: list[_Item]) -> bool:
        """何砚芯、砚湖有限公司: among companies with their legal forms, a full name of a person."""
        grammar, atoms = self.grammar, self.atoms[item.first : item.last + 1]
        words = [a.word for a in atoms]
        named = all(a.tag in ("x", "nr") or len(a.word) == 1 for a in atoms)
        if sum(map(len, words)) != _PERSON or words[0][0] not in grammar.surnames or not named:
            return False
        forms = tuple(grammar.lexicon.legal.suffixes)
        return any(i.type and self.atoms[i.last].word.endswith(forms) for i in items)

    def _kind(self, items: list[_Item], end: int) -> str | None:
        """The class of the members, from the counted noun or else from the named members."""
        grammar = self.grammar
        named = [i for i in items if i.type]
        companies = [i for i in named if grammar.is_organization(i.type)]
        counted = self._counted_noun(end) or (self._counted_projects(end) if companies else None)
        if counted is not None:
            return counted
        if len(companies) >= 2 and len(companies) == len(named) and len(named) * 2 >= len(items):
            return next(iter(grammar.lexicon.list.nouns))
        return None

    def _counted_noun(self, end: int) -> str | None:
        """The noun after 等, 等12家, 等多家."""
        at = end
        if at >= len(self.atoms) or self.atoms[at].word not in self.grammar.lexicon.list.closers:
            return None
        for i in range(at + 1, min(at + 8, len(self.atoms))):
            atom = self.atoms[i]
            if atom.word in self.grammar.counted:
                return self.grammar.counted[atom.word]
            if not self._counts(atom):
                return None
        return None

    def _counted_projects(self, end: int) -> str | None:
        """甲、乙及丙|4|个百亿级项目: the class of companies whose projects are counted."""
        lexicon = self.grammar.lexicon.list
        if end >= len(self.atoms) or self.atoms[end].kind is not NUMBER:
            return None
        for atom in self.atoms[end : end + 8]:
            if atom.word in lexicon.projects:
                return next(iter(lexicon.nouns))
            if not self._counts(atom):
                return None
        return None

    def _counts(self, atom: Atom) -> bool:
        """Whether an atom can stand between an enumeration and the noun that counts it."""
        if atom.kind is NUMBER or atom.tag[:1] in ("m", "q", "b", "n", "a", "x"):
            return True
        return atom.word in self.grammar.inside or atom.word in self.grammar.counters

    def _brand_and_trade(self, item: _Item, kind: str) -> bool:
        """白鸽|置业, 宽广|集团: among companies, a common word before a trade is a brand."""
        if item.last != item.first + 1 or kind not in self.grammar.company_types:
            return False
        brand, trade = self.atoms[item.first], self.atoms[item.last]
        types = {head.type for head in self.grammar.heads.get(trade.word, ())}
        traded = kind in types or trade.word in self.grammar.parts_of_companies
        return len(brand.word) == 2 and brand.word not in self.grammar.common and traded

    def _nameable(self, item: _Item, *, company: bool) -> bool:
        """Whether an item could be a name; common nouns only beside a named organisation."""
        atoms = self.atoms[item.first : item.last + 1]
        if any(self.row.is_proper(i) for i in range(item.first, item.last + 1)):
            return True
        word = "".join(a.word for a in atoms)
        if not company or any(a.word in self.grammar.common for a in atoms):
            return False
        return len(word) in (2, 3) and atoms[-1].tag[:1] in ("n", "j", "a", "v", "x")
