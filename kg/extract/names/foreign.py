"""Companies in Latin letters, told by their neighbours: 服务商 Acme Cloud, Acme 总裁周砚军."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.names.apposed import ends
from kg.extract.names.atoms import Atom
from kg.extract.names.candidate import Candidate
from kg.extract.names.row import AtomRow
from kg.model import Span
from kg.model.text import KNOWN, LATIN

_LONGEST = 4  # words
_INSIDE = (" ", "-", "&")


def foreign_names(row: AtomRow, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """The companies named so, in order."""
    atoms, lexicon = row.atoms, row.grammar.lexicon.foreign
    people: set[int] | None = None
    at, count = 0, len(atoms)
    for first in row.beginning("foreign"):
        if first < at or atoms[first].kind is not LATIN:
            continue
        last = first
        while last + 2 < count and atoms[last + 1].word in _INSIDE and _goes_on(atoms, last + 2):
            last += 2
        at = last + 1
        before = first - 2 if first and atoms[first - 1].word == " " else first - 1
        called = before >= 0 and atoms[before].word in row.grammar.company_nouns
        legal = last > first and atoms[last].word.casefold() in lexicon.ends
        after = last + 2 if at < count and atoms[at].word == " " else last + 1
        headed = after < count and atoms[after].word in lexicon.offices
        if not (called or legal or headed) or not _may_be_name(row, first, last, after):
            continue
        if headed and people is None:
            people = {c.first for c in chosen if c.type == row.grammar.lexicon.person.type}
        if legal or (called and ends(row, after)) or (people and _has_head(row, after, people)):
            span = Span(atoms[first].start, atoms[last].end)
            yield Candidate(span, lexicon.type, "foreign", first, last)


def _goes_on(atoms: Sequence[Atom], i: int) -> bool:
    """Whether another capitalised word stands there."""
    return i < len(atoms) and atoms[i].kind is LATIN and "A" <= atoms[i].word[0] <= "Z"


def _may_be_name(row: AtomRow, first: int, last: int, after: int) -> bool:
    """Whether capitalised words in a Chinese sentence name something, and not in brackets."""
    words = [atom.word for atom in row.atoms[first : last + 1] if atom.kind is LATIN]
    if not row.is_proper(first) or len(words) > _LONGEST:
        return False
    if after < len(row.atoms) and row.atoms[after].kind is LATIN:
        return False  # a sentence of a foreign language
    lone = all(word.casefold() in row.grammar.lexicon.foreign.ends for word in words)
    blank = first > 1 and row.atoms[first - 1].word == " "
    before = row.atoms[first - 2] if blank else row.atoms[first - 1] if first else None
    if lone or before is None:
        return not lone
    return before.word != "(" and not (before.kind in (LATIN, KNOWN) and before.word[0].isascii())


def _has_head(row: AtomRow, start: int, people: set[int]) -> bool:
    """Whether somebody is named as its head: 创办人暨执行长|周砚军."""
    lexicon = row.grammar.lexicon.foreign
    at = start
    while at < len(row.atoms) and row.atoms[at].word in lexicon.offices:
        at += 1
        if at < len(row.atoms) and row.atoms[at].word in lexicon.joining:
            at += 1
    return at > start and at in people
