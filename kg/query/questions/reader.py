"""From the text of a question to its atoms: names first, then numbers and dates, then words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from kg.model.lexicon.questions import QuestionLexicon
from kg.query.compact import compact
from kg.query.entities import EntityIndex, Link
from kg.query.questions.amounts import Amounts, plain_numbers, ranges
from kg.query.questions.atoms import (
    Atom,
    ClassUse,
    IgnoredUse,
    MarkUse,
    NameUse,
    NumberUse,
    PhaseUse,
    QuantityUse,
    UnknownUse,
    Use,
)
from kg.query.questions.divisions import divisions
from kg.query.questions.names import PartialNames
from kg.query.questions.times import Times
from kg.query.questions.vocabulary import Vocabulary
from kg.schema import Schema
from kg.text.fold import fold
from kg.text.numbers import find_numbers

LONGEST = 400
"""Questions are not longer; what is longer is no question."""

_BRACKETED = re.compile(r"\([^()]*\)|（[^（）]*）")
_SHORTEST_VARIANT = 3
_SHORTEST_PLACE = 2
_SHORT = 3
_DIGITS = "0123456789"


class QuestionReader:
    """Cuts questions into atoms.

    Args:
        schema: Lexicon and ontology.
    """

    def __init__(self, schema: Schema) -> None:
        self.lexicon = schema.lexicon("questions", QuestionLexicon)
        self.vocabulary = Vocabulary(self.lexicon)
        self._schema = schema
        self._times = Times(self.lexicon.dates)
        self._amounts = Amounts(schema)
        self._phases = {w: phase.phase for phase in self.lexicon.phases for w in phase.words}

    def read(self, question: str, index: EntityIndex) -> tuple[Atom, ...]:
        """Cut a question into atoms.

        Args:
            question: With single blanks.
            index: The names of the graph.

        Returns:
            Atoms in order; every character but blanks lies in exactly one.
        """
        folded = fold(question)
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)
        names = PartialNames(self.vocabulary, index, self._schema.ontology)
        pieces = self.vocabulary.cut(lower)
        inside = _inside_words(pieces)
        taken = list(self._names(question, lower, index, names, inside))
        taken += self._other_places(question, pieces, index, taken)
        amounts = map(self._without_noun, self._amounts.find(folded, lower))
        for atom in chain(
            self._times.find_relative(lower), amounts, self._times.find(lower), self._phase(lower)
        ):
            # 哪一个 holds no quantity 一个
            cut = atom.start in inside or any(_overlap(atom, other) for other in taken)
            if not cut:
                taken.append(atom)
        taken.sort(key=lambda atom: atom.start)
        atoms = tuple(plain_numbers(ranges(self._fill(question, lower, taken), question)))
        guessed = [
            _named(link, question) for link in self._guessed(question, lower, atoms, names, inside)
        ]
        if not guessed:
            return atoms
        kept = [a for a in taken if not any(_overlap(a, g) for g in guessed)]
        known = sorted([*kept, *guessed], key=_start)
        return tuple(plain_numbers(ranges(self._fill(question, lower, known), question)))

    def _without_noun(self, atom: Atom) -> Atom:
        """``三个项目`` as a number and a noun: it only says how many are spoken of."""
        use = atom.uses[0]
        if not isinstance(use, QuantityUse) or use.low != use.high:
            return atom
        for length in range(len(atom.text) - 1, 0, -1):
            word = fold(atom.text[-length:]).lower()
            if any(isinstance(u, ClassUse) for u in self.vocabulary.uses.get(word, ())):
                return replace(atom, end=atom.end - length, text=atom.text[:-length])
        return atom

    def _guessed(
        self,
        question: str,
        lower: str,
        atoms: Iterable[Atom],
        names: PartialNames,
        inside: frozenset[int],
    ) -> Iterator[Link]:
        listed = list(atoms)
        unknown = [
            (atom.start, end, atom.end)
            for at, atom in enumerate(listed)
            if atom.is_a(UnknownUse) and not _after_name(listed, at)
            for end in _ends(listed, at)
        ]
        return names.guess(question, lower, unknown, inside)

    def variants(self, name: str, types: tuple[str, ...]) -> Iterable[str]:
        """Other forms under which a name may be meant."""
        coarse = {self._schema.ontology.coarse(t) or t for t in types}
        forms = [name]
        if (without := _BRACKETED.sub("", name)) != name:
            forms.append(without)
        for form in forms:
            if form != name and len(form) > _SHORTEST_VARIANT:
                yield form
            yield from self._without_ending(form, coarse)

    def _without_ending(self, name: str, coarse: set[str]) -> Iterator[str]:
        for cls, endings in self.lexicon.endings.items():
            if cls not in coarse and cls != "*":
                continue
            shortest = _SHORTEST_PLACE if cls == "Place" else _SHORTEST_VARIANT
            for ending in endings:
                if name.endswith(ending) and len(name) - len(ending) >= shortest:
                    yield name.removesuffix(ending)

    # -- names ---------------------------------------------------------------------------------

    def _names(
        self,
        question: str,
        lower: str,
        index: EntityIndex,
        names: PartialNames,
        inside: frozenset[int],
    ) -> Iterator[Atom]:
        words = self.vocabulary.uses
        for link in names.extend(question, lower, index.link(question, self.variants), inside):
            plain = lower[link.start : link.end]
            if len(plain) <= _SHORT and (link.start in inside or link.end in inside):
                continue  # a name inside 投资兴建 is none
            # A word of the lexicon that happens to be a name too is a name only in quotes.
            if plain in words and not _quoted(question, link.start, link.end):
                continue
            iris = self._with_whole_places(link.iris, plain, index)
            yield Atom(link.start, link.end, question[link.start : link.end], (NameUse(iris),))

    def _other_places(
        self,
        question: str,
        pieces: Sequence[tuple[int, int, str | None]],
        index: EntityIndex,
        taken: Sequence[Atom],
    ) -> Iterator[Atom]:
        """Places that no article names: what lies in them is meant, if there is any in the graph.

        They have a character that no word of the lexicon covers: 合作 is a city too.
        """
        places = divisions(self._schema)
        unknown = {at for first, last, word in pieces if word is None for at in range(first, last)}
        reached = 0
        for first, last, word in pieces:
            at = max(first, reached)
            while at < last and (word is None or last - first == 1):  # 中|卫
                end = places.longest(question, at)
                if end == at or unknown.isdisjoint(range(at, end)):
                    break
                known = [other.end for other in taken if other.start < end and at < other.end]
                if not known:
                    text = question[at:end]
                    below = places.of(text, index)
                    yield Atom(
                        at, end, text, (NameUse(below) if below else UnknownUse(place=True),)
                    )
                at = reached = max([end, *known])

    def _with_whole_places(
        self, iris: tuple[str, ...], plain: str, index: EntityIndex
    ) -> tuple[str, ...]:
        """A place that articles call by its short name is the one they call by its whole name."""
        ontology = self._schema.ontology

        def is_place(one: str) -> bool:
            return any(ontology.coarse(t) == "Place" for t in index.known[one].types)

        if not all(map(is_place, iris)):
            return iris
        longer = (
            one
            for ending in self.lexicon.endings.get("Place", ())
            for one in index.by_name.get(plain + ending, ())
            if is_place(one)
        )
        return tuple(dict.fromkeys((*iris, *longer)))

    def _phase(self, lower: str) -> Iterator[Atom]:
        for word in sorted(self._phases, key=len, reverse=True):
            at = lower.find(word)
            while at >= 0:
                yield Atom(at, at + len(word), word, (PhaseUse(self._phases[word]),))
                at = lower.find(word, at + len(word))

    # -- words ---------------------------------------------------------------------------------

    def _fill(self, question: str, lower: str, taken: list[Atom]) -> Iterator[Atom]:
        at = 0
        for atom in [*taken, None]:
            end = atom.start if atom else len(question)
            if at < end:
                yield from self._words(question, lower, at, end)
            if atom is None:
                return
            yield atom
            at = max(at, atom.end)

    def _words(self, question: str, lower: str, start: int, end: int) -> Iterator[Atom]:
        # The space around lets Latin words at the edges count as whole.
        for first, last, word in self.vocabulary.cut(lower[start:end]):
            a, b = start + first, start + last
            text = question[a:b]
            if word is not None:
                yield Atom(a, b, text, self.vocabulary.uses[word])
            else:
                yield from self._unknown(text, a)

    def _unknown(self, text: str, start: int) -> Iterator[Atom]:
        """Unknown characters: numbers, marks of punctuation, and what is left."""
        written = [n for n in find_numbers(text) if text[n.start] in _DIGITS]  # 3.5, 10亿
        at = 0
        for number in written:
            yield from self._pieces(text[at : number.start], start + at)
            piece = text[number.start : number.end]
            use = NumberUse(number.value)
            yield Atom(start + number.start, start + number.end, piece, (use,))
            at = number.end
        yield from self._pieces(text[at:], start + at)

    def _pieces(self, text: str, start: int) -> Iterator[Atom]:
        for match in re.finditer(r"[^\W_]+|[\W_]+", text):
            piece = match.group()
            a, b = start + match.start(), start + match.end()
            use: Use
            if (word := self.lexicon.dates.numbers.get(piece.lower())) is not None:
                use = NumberUse(Decimal(word))
            elif (number := _numeral(piece)) is not None:
                use = NumberUse(number)
            elif compact(piece).text and any(c.isalnum() for c in piece):
                use = UnknownUse()
            else:
                use = IgnoredUse()
            yield Atom(a, b, piece, (use,))


def _inside_words(pieces: Iterable[tuple[int, int, str | None]]) -> frozenset[int]:
    """The places that lie inside words of the lexicon when no name is looked for."""
    return frozenset(
        at for start, end, word in pieces if word is not None for at in range(start + 1, end)
    )


def _numeral(piece: str) -> Decimal | None:
    """The number that a stretch is in Chinese numerals, and nothing else."""
    found = next(iter(find_numbers(piece)), None)
    return found.value if found and (found.start, found.end) == (0, len(piece)) else None


def _ends(atoms: Sequence[Atom], at: int) -> list[int]:
    """Where an unknown stretch may end: with the lone characters after it (东工大), or without."""
    ends = [atoms[at].end]
    for one in atoms[at + 1 :]:
        if one.start != ends[-1] or len(one.text) > 1 or one.text.isascii():
            break
        ends.append(one.end)
    return ends[::-1]


def _after_name(atoms: Sequence[Atom], at: int) -> bool:
    """Whether a name goes right before: what follows is the rest of another name, if any."""
    before = atoms[at - 1] if at else None
    return before is not None and before.end == atoms[at].start and before.is_a(NameUse)


def _start(atom: Atom) -> int:
    return atom.start


def _named(link: Link, question: str) -> Atom:
    return Atom(link.start, link.end, question[link.start : link.end], (NameUse(link.iris),))


def _overlap(one: Atom, other: Atom) -> bool:
    return one.start < other.end and other.start < one.end


def _quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1] in '“"「『《'


__all__ = ["LONGEST", "MarkUse", "QuestionReader"]
