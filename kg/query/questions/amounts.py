"""Numbers with their units in a question, and ranges of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.model.document import Document, Run, Span, View
from kg.model.facts import Bound
from kg.model.lexicon.quantities import QuantityLexicon
from kg.model.lexicon.questions import QuestionLexicon
from kg.query.questions.atoms import Atom, DateUse, NumberUse, QuantityUse, Use
from kg.schema import Schema
from kg.text.quantities import QuantityFinder

_TAIL = 24
"""Characters after an English number in which its unit is looked for."""


class Amounts:
    """Finds amounts.

    Args:
        schema: Units, and the words for them.
    """

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._marks = schema.lexicon("questions", QuestionLexicon).marks
        self._quantities = QuantityFinder(schema.lexicon("quantities", QuantityLexicon))
        # Distances, for one, are of a unit that no quantity kind has.
        self._units = frozenset(unit.name for unit in schema.ontology.units.values())
        dates = schema.lexicon("questions", QuestionLexicon).dates
        self._multipliers, self._english = dates.multipliers, dates.units
        multipliers = "|".join(self._multipliers)
        self._number = re.compile(rf"([0-9][0-9,]*(?:\.[0-9]+)?)(?:\s*({multipliers})\b)?")
        words = "|".join(map(re.escape, sorted(self._english, key=len, reverse=True)))
        self._unit = re.compile(rf"\s*({words})\b")
        self._of = tuple(word for word in self._marks.of if not word.isascii())

    def find(self, folded: str, lower: str) -> Iterator[Atom]:
        """The amounts of a text, those in English words first.

        Args:
            folded: The text, folded.
            lower: The same in lower case.
        """
        for match in self._number.finditer(lower):
            unit = self._unit.match(lower, match.end())
            if match[2] or unit:
                yield self._said(folded, match, unit)
        for span, use in self._find(folded):
            yield Atom(span.start, span.end, span.of(folded), (use,))

    def _said(self, folded: str, match: re.Match[str], unit: re.Match[str] | None) -> Atom:
        """``2 billion yuan``, ``30 megawatts``, ``1 thousand PFLOPS``."""
        value = Decimal(match[1].replace(",", "")) * self._multipliers.get(match[2] or "", 1)
        end = unit.end() if unit else match.end()
        tail = self._english[unit[1]] if unit else folded[end : end + _TAIL]
        phrase = f"{value:f}{tail}"
        found = next(iter(self._find(phrase)), None)
        use: Use = NumberUse(value)
        if found is not None and found[0].start == 0:
            use = found[1]
            end += 0 if unit else max(0, found[0].end - len(f"{value:f}"))
        return Atom(match.start(), end, folded[match.start() : end], (use,))

    def _find(self, text: str) -> Iterator[tuple[Span, QuantityUse]]:
        document = Document(
            "question", "", "utf-8", text, View(text, (Run(0, len(text), 0, len(text)),)), ()
        )
        quantities = self._quantities.find(document, text)
        for span in dict.fromkeys(q.span for q in quantities):
            same = [q for q in quantities if q.span == span]
            superlative = any(of in span.of(text) for of in self._of)  # 最多的三个集群
            if same[0].unit in self._units and not superlative:
                yield span, self._use(span.of(text), same)

    def _use(self, words: str, same: list) -> QuantityUse:  # type: ignore[type-arg]
        first = same[0]
        unit = self._schema.ontology.unit(first.unit).iri
        low = high = None
        for quantity in same:
            if quantity.bound is Bound.AT_LEAST:
                low = quantity.value
            elif quantity.bound is Bound.AT_MOST:
                high = quantity.value
            else:
                low = high = quantity.value
        strict = any(w in words for w in (*self._marks.more, *self._marks.less)) and not any(
            w in words for w in (*self._marks.at_least, *self._marks.at_most)
        )
        return QuantityUse(low, high, unit, first.kinds, strict)


def ranges(cut: Iterable[Atom], question: str) -> tuple[Atom, ...]:
    """The atoms, two numbers that a mark makes the ends of a range joined to one amount."""
    atoms = tuple(cut)
    joined: list[Atom] = []
    at = 0
    while at < len(atoms):
        found = _range(atoms, at, question)
        joined.append(found[0] if found else atoms[at])
        at = found[1] if found else at + 1
    return tuple(joined)


def plain_numbers(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """The atoms, a bare year beside a bound (``少于2000``) read as the number that it is."""
    for at, atom in enumerate(atoms):
        bounds = {"more", "less", "at_least", "at_most"}
        before = atoms[at - 1].marks() & bounds if at else frozenset()
        after = atoms[at + 1].marks() & bounds if at + 1 < len(atoms) else frozenset()
        if isinstance(atom.uses[0], DateUse) and atom.text.isdecimal() and (before or after):
            yield replace(atom, uses=(NumberUse(Decimal(atom.text)),))
        else:
            yield atom


def _range(atoms: Sequence[Atom], at: int, question: str) -> tuple[Atom, int] | None:
    """The range that begins at a place, and the place after it."""
    if at + 2 >= len(atoms):
        return None
    first, mark, last = atoms[at : at + 3]
    low, high = _exact(first), _exact(last)
    around = {m for near in (at - 1, at + 3) if 0 <= near < len(atoms) for m in atoms[near].marks()}
    joins = "between" in mark.marks() or ("list" in mark.marks() and "between" in around)
    if low is None or high is None or not joins or low > high:
        return None
    use = next((u for a in (last, first) for u in a.uses if isinstance(u, QuantityUse)), None)
    use = replace(use or QuantityUse(None, None, None, ()), low=low, high=high, strict=False)
    after = at + 3
    while after < len(atoms) and atoms[after].marks() & {"between"}:
        after += 1
    return Atom(first.start, last.end, question[first.start : last.end], (use,)), after


def _exact(atom: Atom) -> Decimal | None:
    """The one number that an atom is, or None."""
    use = atom.uses[0]
    if isinstance(use, NumberUse):
        return use.value
    return use.low if isinstance(use, QuantityUse) and use.low == use.high else None
