"""Names of meetings: no entities, and the places inside them are none either.

第三届青岚湾(砚州)算力大会: nothing happens in 青岚湾 because a meeting is called after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.names.atoms import entry_of
from kg.extract.names.candidate import Candidate
from kg.extract.names.reach import BRACKETS
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.model.text import MARK, WORD

_LONGEST = 14  # atoms
_NO_PART = ("p", "c", "u", "y", "d")  # first letters of tags
_INSIDE = frozenset("·-—")


def occasions(row: AtomRow) -> Iterator[Candidate]:
    """The names of meetings that hold a known place; they are of no class."""
    lexicon = row.grammar.lexicon.occasion
    for last in row.beginning("occasion"):
        atom = row.atoms[last]
        if last and row.atoms[last - 1].word.endswith(lexicon.done):
            continue
        first = _first(row, last)
        if any(_swallowed(row, i) for i in range(first, last)):
            yield Candidate(Span(row.atoms[first].start, atom.end), "", "occasion", first, last)


def _swallowed(row: AtomRow, i: int) -> bool:
    """Whether an atom is a place or programme, which a meeting may be called after."""
    programme = row.grammar.lexicon.programme.type
    return row.is_place(i) or row.type_of(i) == programme


def _first(row: AtomRow, last: int) -> int:
    """Where the name of a meeting begins: after its host, or after the place that it is held in."""
    at = last
    while at > 0 and last - at < _LONGEST:
        step = _step(row, at - 1)
        if step is None:
            break
        at = step
    while at < last and _hosts(row, at):
        at += 1
    return at


def _step(row: AtomRow, i: int) -> int | None:
    atom = row.atoms[i]
    if atom.word in BRACKETS:
        opener = BRACKETS[atom.word]
        low = max(-1, i - _LONGEST)
        return next((j for j in range(i - 1, low, -1) if row.atoms[j].word == opener), None)
    if atom.kind is MARK:
        return i if atom.word in _INSIDE else None
    if atom.kind is not WORD:
        return i
    return None if atom.word in row.grammar.border or atom.tag[:1] in _NO_PART else i


def _hosts(row: AtomRow, i: int) -> bool:
    entry = entry_of(row.atoms[i])
    if entry is not None and row.grammar.is_organization(entry.type):
        return True
    ordinals = row.grammar.lexicon.occasion.ordinals
    following = row.atoms[i + 1].word if i + 1 < len(row.atoms) else ""
    return row.is_place(i) and (following.startswith(ordinals) or following[:1].isdigit())
