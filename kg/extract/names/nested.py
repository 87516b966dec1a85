"""Names inside longer names that are things of their own.

The programme of a hub (“云海算力”东岭枢纽), the park of a phase (…产业园二期数据中心项目).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.names.atoms import Atom, entry_of
from kg.extract.names.candidate import Candidate
from kg.extract.names.grammar import NameGrammar
from kg.extract.names.shorts import without_places
from kg.model import Span
from kg.model.text import WORD


def nested_names(
    candidates: Sequence[Candidate], atoms: Sequence[Atom], folded: str, grammar: NameGrammar
) -> Iterator[Candidate]:
    """The names inside candidates that name entities of their own."""
    for c in candidates:
        if grammar.is_facility(c.type):
            yield from _programme(c, atoms, grammar)
            yield from _before_phase(c, atoms, grammar, folded)


def _programme(c: Candidate, atoms: Sequence[Atom], grammar: NameGrammar) -> Iterator[Candidate]:
    for i in range(c.first, c.last):
        entry = entry_of(atoms[i])
        if entry is not None and entry.type == grammar.lexicon.programme.type:
            yield Candidate(atoms[i].span, entry.type, "nested/programme", i, i)


def _before_phase(
    c: Candidate, atoms: Sequence[Atom], grammar: NameGrammar, folded: str
) -> Iterator[Candidate]:
    """砚湖信息产业园|二期数据中心项目: the part before a phase, when the text names it alone."""
    for i in range(c.first + 1, c.last):
        if atoms[i].word not in grammar.phases or atoms[i - 1].kind is not WORD:
            continue
        before = Span(c.span.start, atoms[i - 1].end)
        name = before.of(folded)
        ending = next((name[-n:] for n in range(8, 2, -1) if name[-n:] in grammar.heads), None)
        if ending is None or len(name) <= len(ending) + 1:
            continue
        shortest = (without_places(name, grammar) or [name])[-1]
        alone = folded.count(shortest) - sum(folded.count(shortest + p) for p in grammar.phases)
        if alone and shortest != ending:
            yield Candidate(before, grammar.heads[ending][0].type, "nested/phase", c.first, i - 1)
            return
