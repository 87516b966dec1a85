"""Partners: who signs with somebody is an organisation, even if nothing else tells so.

砚湖公司与青禾签署协议: an unknown word on the other side of 与 before a verb of agreement; where
both sides are unknown, only before a verb of signing and at the beginning of the clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from kg.extract.names.candidate import Candidate
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.model.text import LATIN, MARK, WORD

_LONGEST = 6  # characters of an unknown short name
_LATIN = 30  # characters of a name in Latin letters
_INSIDE_LATIN = (" ", "-", "&", "'", ".")
_VERB_WITHIN = 5  # atoms after the second partner
_ADVERBS = 2  # atoms between the first partner and 与


class PartnerNames:
    """Finds the unknown partners of named organisations.

    Args:
        row: The text.
        known: The names found so far, without overlap.
    """

    def __init__(self, row: AtomRow, known: Sequence[Candidate]) -> None:
        self.row = row
        self.lexicon = row.grammar.lexicon.partner
        self._by_first = {c.first: c for c in known}
        self._by_last = {c.last: c for c in known}
        self._known = known

    @cached_property
    def _taken(self) -> set[int]:
        return {i for c in self._known for i in range(c.first, c.last + 1)}

    @cached_property
    def _people(self) -> set[str]:
        person = self.row.grammar.lexicon.person.type
        return {c.span.of(self.row.folded) for c in self._known if c.type == person}

    def find(self) -> Iterator[Candidate]:
        """New candidates, in order."""
        for i in self.row.beginning("partner"):
            before = self._without_adverbs(i - 1)
            left = self._by_last.get(before)
            right = self._by_first.get(i + 1)
            if self._is_partner(left) and right is None:
                yield from self._after(i + 1)
            elif left is None and right is not None and self._signs(right):
                yield from self._before(before)
            elif left is None and right is None:
                yield from self._both(before, i + 1)

    def _is_partner(self, candidate: Candidate | None) -> bool:
        return candidate is not None and self.row.grammar.is_organization(candidate.type)

    def _signs(self, candidate: Candidate) -> bool:
        return self._is_partner(candidate) and self._agrees(candidate.last + 1)

    def _without_adverbs(self, last: int) -> int:
        """The last atom before those that only say when or how: 砚湖|日前|已经|与."""
        for _ in range(_ADVERBS):
            if last < 0 or self.row.atoms[last].word not in self.lexicon.adverbs:
                break
            last -= 1
        return last

    def _both(self, before: int, after: int) -> Iterator[Candidate]:
        """砚湖与青禾签署协议: two that are unknown, told by what they do."""
        second = list(self._after(after))
        if second and self._signs_at_once(second[0].last + 1):
            first = list(self._before(before))
            if first:
                yield from (*first, *second)

    def _signs_at_once(self, i: int) -> bool:
        """Whether a verb of signing follows, with nothing but adverbs before it."""
        atoms = self.row.atoms
        for _ in range(_ADVERBS):
            if i < len(atoms) and atoms[i].word in self.lexicon.adverbs:
                i += 1
        return i < len(atoms) and atoms[i].word in self.lexicon.signing

    def _after(self, first: int) -> Iterator[Candidate]:
        last = first - 1
        while last + 1 < len(self.row.atoms) and self._unknown(last + 1):
            last += 1
        if last >= first and self._is_head(last + 1):
            last += 1
        if last >= first and self._agrees(last + 1):
            yield from self._candidate(first, last)

    def _before(self, last: int) -> Iterator[Candidate]:
        first = last + 1
        if self._is_head(last):
            first = last
        while first > 0 and self._unknown(first - 1):
            first -= 1
        opens = first == 0 or self.row.atoms[first - 1].kind is MARK
        named = first < last or (first == last and not self._is_head(last))
        if named and (opens or self.row.atoms[first - 1].word in self.row.grammar.border):
            yield from self._candidate(first, last)

    def _candidate(self, first: int, last: int) -> Iterator[Candidate]:
        atoms = self.row.atoms
        span = Span(atoms[first].start, atoms[last].end)
        latin = any(atom.kind is LATIN for atom in atoms[first : last + 1])
        words = atoms[first].word, atoms[last].word
        if words[0].startswith(self.lexicon.pointing) or words[1].endswith(self.lexicon.saying):
            return  # 我院与甲公司签约, 公告声称与甲公司签约
        if span.of(self.row.folded) in self._people:
            return  # 市长王某见客商。王某与甲公司签约
        if 2 <= len(span) <= (_LATIN if latin else _LONGEST):
            yield Candidate(span, self.lexicon.type, "partner", first, last)

    def _unknown(self, i: int) -> bool:
        row = self.row
        if i in self._taken:
            return False
        kind = row.atoms[i].kind
        if kind is WORD and row.atoms[i].word in row.grammar.company_nouns:
            return False  # 与|美商|甲公司签约
        if kind is WORD:
            return row.is_proper(i) or row.is_rare(i) or row.is_coined(i) or row.is_foreign(i)
        if kind is MARK:
            return row.atoms[i].word in _INSIDE_LATIN and self._in_latin(i)
        return kind is LATIN and row.is_proper(i)

    def _in_latin(self, i: int) -> bool:
        sides = self.row.atoms[max(i - 1, 0) : i + 2 : 2]
        return len(sides) == 2 and all(atom.kind is LATIN for atom in sides)

    def _is_head(self, i: int) -> bool:
        """Whether an atom may end the name of an organisation: 明钢|集团."""
        if not 0 <= i < len(self.row.atoms) or i in self._taken:
            return False
        heads = self.row.grammar.heads.get(self.row.atoms[i].word, ())
        return any(self.row.grammar.is_organization(head.type) for head in heads)

    def _agrees(self, i: int) -> bool:
        """Whether a verb of agreement follows soon in the clause."""
        for atom in self.row.atoms[i : i + _VERB_WITHIN]:
            if atom.kind is MARK:
                return False
            if atom.word in self.lexicon.verbs:
                return True
        return False
