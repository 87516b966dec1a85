"""Projects whose name begins with that of a facility: 砚州数据中心服务器组装及通信工程项目."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.names.candidate import Candidate
from kg.extract.names.heads import HeadNames
from kg.extract.names.row import AtomRow
from kg.model.text import NUMBER, WORD

_LONGEST = 12  # atoms between the facility and the last noun of the project
_LONGEST_JOINED = 4  # atoms of a bare noun for a facility
_ADDED = 4  # characters that make another thing of the facility


def lengthened_names(row: AtomRow, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """The projects that begin with one of the names chosen so far."""
    for candidate in chosen:
        if candidate.type and row.grammar.is_facility(candidate.type):
            last = _last(row, candidate.last)
            if last is not None:
                end = HeadNames.with_bracketed_phase(row, last)
                span = candidate.span.joined(row.atoms[end].span)
                yield Candidate(
                    span, row.grammar.lexicon.works.type, "work/lengthened", candidate.first, end
                )


def _last(row: AtomRow, at: int) -> int | None:
    """Index of the project's last noun, if nothing but its parts stands before it."""
    works, grammar = row.grammar.lexicon.works, row.grammar
    after = row.atoms[at + 1 : at + 3]
    joined = len(after) > 1 and after[0].word in grammar.coordinators
    if joined and not row.folded.startswith(works.appended, after[1].start):
        return _joined(row, at + 2)  # 砚州数据中心|及|生态链项目: two things
    found = None
    for i in range(at + 1, min(at + 1 + _LONGEST, len(row.atoms))):
        atom = row.atoms[i]
        if atom.word.endswith(works.heads):
            found = i
        elif not _inside(row, i):
            break
    if found is None or row.atoms[found - 1].word in grammar.sorts:
        return None
    added = row.atoms[found].end - row.atoms[at].end
    return found if added >= _ADDED + len(row.atoms[found].word) else None


def _joined(row: AtomRow, at: int) -> int | None:
    """砚州产业园|及|算力中心项目: a noun without a proper part is no thing of its own."""
    grammar = row.grammar
    for i in range(at, min(at + _LONGEST_JOINED, len(row.atoms) - 1)):
        atom, after = row.atoms[i], row.atoms[i + 1]
        plain = atom.tag[:1] in ("n", "b", "j") and not row.is_proper(i)
        if atom.kind is not WORD or not (plain or grammar.is_common(atom.word)):
            return None
        heads = grammar.heads.get(atom.word, ())
        if any(grammar.is_facility(head.type) for head in heads):
            return _tail(row, i + 1) if after.word not in grammar.sorts else None
    return None


def _tail(row: AtomRow, at: int) -> int | None:
    """Index of 项目, 建设项目 or the like that begins at an atom."""
    for i in range(at, min(at + 2, len(row.atoms))):
        if row.atoms[i].word in row.grammar.tails:
            return i
        if row.atoms[i].word not in row.grammar.verbs:
            return None
    return None


def _inside(row: AtomRow, i: int) -> bool:
    """Whether an atom can stand between a facility and the noun of a project of its own."""
    atom, grammar = row.atoms[i], row.grammar
    if atom.kind is NUMBER:
        return row.folded.startswith(grammar.lexicon.works.units, atom.end)
    if atom.kind is not WORD:
        return atom.word in grammar.lexicon.works.units
    if atom.word in grammar.coordinators or atom.word in grammar.lexicon.works.units:
        return True
    if atom.word in grammar.lexicon.works.joined:
        return True
    plain = atom.tag[:1] in ("n", "b", "j", "l") or atom.word in grammar.inside
    return plain and atom.word not in grammar.border and atom.word not in grammar.sorts
