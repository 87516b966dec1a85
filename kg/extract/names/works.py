"""Construction projects that are called by the work done: 砚州新区集中供热改造工程.

The other heads end names of nouns. What is built is often named by a phrase with verbs in it (改造,
提升, 配套), which only its place, its amount or its own clause sets apart from the plain noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.names.atoms import Atom
from kg.extract.names.candidate import Candidate
from kg.extract.names.grammar import NameGrammar
from kg.extract.names.heads import HeadNames
from kg.extract.names.reach import BRACKETS
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.model.text import MARK, NUMBER, WORD
from kg.text.alternatives import any_of

_LONGEST = 14  # atoms
_SPECIFIC = 4  # characters between a place and the noun
_NOUN = 2  # characters of 项目 and 工程
_WHOLE = 6  # characters that set a project apart without a place
_AMOUNT = 14  # characters between the amount and the project (总投资3亿元的)
_BRACKET = 4  # atoms inside a bracket, its marks included


@lru_cache(maxsize=4)
def _amount(grammar: NameGrammar) -> re.Pattern[str]:
    works = grammar.lexicon.works
    between, units = any_of(works.open), any_of(works.amounts)
    return re.compile(rf"\d[\d.,]*(?:{between})?(?:{units})\S{{0,4}}{works.modifying}\Z")


class WorkNames:
    """Finds the construction projects of one text.

    Args:
        row: The text.
    """

    def __init__(self, row: AtomRow) -> None:
        self.row = row
        self.grammar = row.grammar
        self.lexicon = row.grammar.lexicon.works
        self._amount = _amount(self.grammar)

    def find(self) -> Iterator[Candidate]:
        """All candidates, in order."""
        for last in self.row.beginning("work"):
            if self.row.atoms[last].kind is WORD:
                first = self._named_from(self._left(last), last)
                if first is not None:
                    end = HeadNames.with_bracketed_phase(self.row, last)
                    span = Span(self.row.atoms[first].start, self.row.atoms[end].end)
                    yield Candidate(span, self.lexicon.type, "work", first, end)

    def _left(self, last: int) -> int:
        """The leftmost atom that the name can reach."""
        at = last
        while at > 0 and last - at < _LONGEST:
            step = self._step(at - 1, at, last)
            if step is None:
                break
            at = step
        return at

    def _step(self, i: int, right: int, last: int) -> int | None:
        atom, grammar = self.row.atoms[i], self.grammar
        if atom.kind is MARK:
            return self._group(i)
        if atom.kind is WORD and atom.word in grammar.coordinators:
            stays = self.row.atoms[right].word.startswith(self.lexicon.appended)
        elif atom.kind is WORD:
            stays = self._inside(atom, beside=right == last)
        else:
            stays = atom.kind is not NUMBER
        return i if stays else None

    def _inside(self, atom: Atom, *, beside: bool) -> bool:
        """Whether a word can be part of the name; ``beside`` its noun, any verb of work can."""
        grammar = self.grammar
        if atom.word in self.grammar.works or atom.word in grammar.inside:
            return True
        if atom.word in grammar.border or (atom.word in grammar.verbs and not beside):
            return False
        return atom.tag in grammar.tags or atom.word in grammar.verbs

    def _group(self, i: int) -> int | None:
        """Index of the opening bracket of a short group that ends at ``i``: (国际)."""
        opener = BRACKETS.get(self.row.atoms[i].word)
        low = max(-1, i - _BRACKET)
        return next((j for j in range(i - 1, low, -1) if self.row.atoms[j].word == opener), None)

    def _named_from(self, first: int, last: int) -> int | None:
        """Where the name begins, or None if the phrase is a plain noun."""
        row, grammar = self.row, self.grammar
        proper = next((i for i in range(first, last) if row.is_proper(i)), None)
        if proper is not None:
            after = proper
            while after < last and row.is_place(after):
                after += 1
            length = row.atoms[last].start - row.atoms[after].start
            worked = any(row.atoms[i].word in self.grammar.works for i in range(after, last))
            return proper if worked and length >= _SPECIFIC else None
        while first < last and self._only_leads(first):
            first += 1
        length = row.atoms[last].end - row.atoms[first].start - _NOUN
        specific = length >= _WHOLE and row.atoms[last - 1].word not in grammar.sorts
        return first if specific and (self._opens(first, last) or self._has_amount(first)) else None

    def _only_leads(self, i: int) -> bool:
        word = self.row.atoms[i].word
        return word in self.grammar.lead or word in self.grammar.sorts

    def _opens(self, first: int, last: int) -> bool:
        """Whether the phrase is the subject of its clause and an amount or a place follows."""
        before = self.row.atoms[first - 1] if first else None
        opens = before is None or (before.kind is MARK and before.word not in "、“”‘’()")
        start = self.row.atoms[last].end
        start += self.row.folded.startswith(",", start)
        return opens and self.row.folded.startswith(self.lexicon.followed, start)

    def _has_amount(self, first: int) -> bool:
        """总投资3亿元的…项目."""
        start = self.row.atoms[first].start
        return self._amount.search(self.row.folded[max(start - _AMOUNT, 0) : start]) is not None
