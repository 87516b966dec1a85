"""Companies whose short name stands right after a noun for them: 子公司砚湖启明."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.names.candidate import Candidate
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.model.text import LATIN, WORD

_SHORTEST, _LONGEST = 2, 6  # characters without the place


def apposed_names(row: AtomRow, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """The companies named so, in order; those that are names already are left alone."""
    lexicon = row.grammar.lexicon.apposed
    named = {c.first: c for c in chosen}
    for i in row.beginning("apposed"):
        first = start = i + 1
        if start < len(row.atoms) and row.is_place(start) and _only(named.get(start)):
            start += 1
        last = start - 1
        while last + 1 < len(row.atoms) and last + 1 not in named and _may_be_part(row, last + 1):
            last += 1
        if last < start or not ends(row, last + 1):
            continue
        if _SHORTEST <= row.atoms[last].end - row.atoms[start].start <= _LONGEST:
            span = Span(row.atoms[first].start, row.atoms[last].end)
            yield Candidate(span, lexicon.type, "apposed", first, last)


def _only(candidate: Candidate | None) -> bool:
    """Whether a place is a name of its own here, not the beginning of a longer one."""
    return candidate is None or candidate.first == candidate.last


def _may_be_part(row: AtomRow, i: int) -> bool:
    atom = row.atoms[i]
    if atom.kind is not WORD or atom.word in row.grammar.border:
        return atom.kind is LATIN and row.is_proper(i)
    return row.is_proper(i) or row.is_rare(i) or row.is_coined(i)


def ends(row: AtomRow, i: int) -> bool:
    """Whether the name is over: at a mark, a verb or a preposition."""
    if i >= len(row.atoms):
        return True
    atom = row.atoms[i]
    return atom.kind is not WORD or (
        atom.tag[:1] in ("v", "p", "c", "d", "u") or atom.word in row.grammar.ends
    )
