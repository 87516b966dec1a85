"""Partners: beside a named organisation, what signs with it is an organisation too.

砚湖与青禾签署协议: an unknown word on the other side of 与 before a verb of agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.names.atoms import AtomKind
from kg.extract.names.candidate import Candidate
from kg.extract.names.row import AtomRow
from kg.model import Span

_LONGEST = 6  # characters of an unknown short name
_VERB_WITHIN = 5  # atoms after the second partner


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
        self._taken = {i for c in known for i in range(c.first, c.last + 1)}

    def find(self) -> Iterator[Candidate]:
        """New candidates, in order."""
        for i, atom in enumerate(self.row.atoms):
            if atom.word not in self.lexicon.joining:
                continue
            left = self._by_last.get(i - 1)
            right = self._by_first.get(i + 1)
            if self._is_partner(left) and right is None:
                yield from self._after(i + 1)
            elif left is None and right is not None and self._signs(right):
                yield from self._before(i - 1)

    def _is_partner(self, candidate: Candidate | None) -> bool:
        return candidate is not None and self.row.grammar.is_organization(candidate.type)

    def _signs(self, candidate: Candidate) -> bool:
        return self._is_partner(candidate) and self._agrees(candidate.last + 1)

    def _after(self, first: int) -> Iterator[Candidate]:
        last = first - 1
        while last + 1 < len(self.row.atoms) and self._unknown(last + 1):
            last += 1
        if last >= first and self._agrees(last + 1):
            yield from self._candidate(first, last)

    def _before(self, last: int) -> Iterator[Candidate]:
        first = last + 1
        while first > 0 and self._unknown(first - 1):
            first -= 1
        opens = first == 0 or self.row.atoms[first - 1].kind is AtomKind.MARK
        if first <= last and (opens or self.row.atoms[first - 1].word in self.row.grammar.border):
            yield from self._candidate(first, last)

    def _candidate(self, first: int, last: int) -> Iterator[Candidate]:
        span = Span(self.row.atoms[first].start, self.row.atoms[last].end)
        if 2 <= len(span) <= _LONGEST:
            yield Candidate(span, self.lexicon.type, "partner", first, last)

    def _unknown(self, i: int) -> bool:
        free = i not in self._taken and self.row.atoms[i].kind is AtomKind.WORD
        return free and (self.row.is_proper(i) or self.row.is_rare(i))

    def _agrees(self, i: int) -> bool:
        """Whether a verb of agreement follows soon in the clause."""
        for atom in self.row.atoms[i : i + _VERB_WITHIN]:
            if atom.kind is AtomKind.MARK:
                return False
            if atom.word in self.lexicon.verbs:
                return True
        return False
