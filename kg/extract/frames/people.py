"""Who holds which office where."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.frames.arguments import Finder
from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import SLOT, Kind, Line, Slot
from kg.model import Fact, Relation
from kg.text.fold import fold

_LONGEST_OFFICE = 32
_STOPS = ",;:。!?|"


class People:
    """Reads affiliations from offices next to names of people."""

    def __init__(self, analysis: Analysis, grammar: FrameGrammar, finder: Finder) -> None:
        self.analysis = analysis
        self.grammar = grammar
        self.finder = finder
        self.entry = grammar.lexicon.people

    def facts(self, line: Line, outlet: tuple[str, ...] = ()) -> Iterator[Fact]:
        """The affiliations that one sentence states.

        Args:
            line: The sentence, or a bracket in it.
            outlet: The outlet whose dateline the bracket follows: 甲社讯(记者乙).
        """
        offices: list[tuple[str, str]] = []
        if outlet and (first := next(iter(line.slots), None)) is not None:
            words = line.text[: first.at]
            if self.grammar.reporter.fullmatch(words):
                offices = [(key, words) for key in outlet]
                yield from self._of(first, offices)
        for slot in line.slots:
            if slot.kind is not Kind.ENTITY or not self.finder.keys((slot,), ("Person",)):
                continue
            found = self._before(line, slot, offices) or self._after(line, slot)
            offices = found or (offices if slot is line.slots[0] else [])
            yield from self._of(slot, found)

    def _of(self, slot: Slot, offices: list[tuple[str, str]]) -> Iterator[Fact]:
        for organization, role in (*offices, *self._wholes(offices)):
            for person in slot.keys:
                yield Relation(
                    subject=person, predicate=self.entry.gives, object=organization,
                    role=role or None, rule=f"{self.entry.gives}/office",
                    evidence=(self.analysis.evidence(slot.span),),
                )  # fmt: skip

    def outlet(self, line: Line, before: int) -> tuple[str, ...]:
        """The outlet of a dateline that ends right before a position of the view."""
        first = next(iter(line.slots), None)
        if first is None or first.at > 0 or not self.finder.keys((first,), ("Organization",)):
            return ()
        text = self.analysis.folded[:before].rstrip()
        return first.keys if text.endswith(self.grammar.wire) else ()

    def _before(
        self, line: Line, person: Slot, previous: list[tuple[str, str]]
    ) -> list[tuple[str, str]]:
        """The offices named before a person, the nearest last."""
        offices: list[tuple[str, str]] = []
        at = person.at
        low = max(0, at - _LONGEST_OFFICE * 3)
        while at > low:
            step = self._office(line, at)
            if step is None:
                break
            start, organization, role, inherits = step
            if organization is not None:
                offices += [(key, role) for key in organization]
            elif inherits and previous:
                return [(key, role) for key, _ in previous]
            else:
                break
            at = start
            if line.text[at - 1 : at] not in ("、", "兼"):
                break
            at -= 1
        return offices

    def _office(self, line: Line, at: int) -> tuple[int, tuple[str, ...] | None, str, bool] | None:
        """The office that ends at a position: where it begins, of whom, and its words."""
        low = at
        while low > 0 and at - low < _LONGEST_OFFICE:
            character = line.text[low - 1]
            if character in _STOPS:
                break
            if character == SLOT:
                break
            low -= 1
        words = line.text[low:at]
        if not self.grammar.title_end.search(words):
            return None
        slot = line.slot_at(low - 1) if low > 0 and line.text[low - 1] == SLOT else None
        if slot is None or slot.kind is not Kind.ENTITY:
            return None
        if self.finder.keys((slot,), ("Person",)):
            inherits = words.startswith(("、", " "))
            return low, None, words.strip("、 "), inherits
        return self._holder(line, slot, words)

    def _office_words(self, words: str) -> bool:
        return self.grammar.title_end.search(words) is not None

    def _holder(
        self, line: Line, slot: Slot, words: str
    ) -> tuple[int, tuple[str, ...] | None, str, bool] | None:
        keys = self.finder.keys((slot,), self.entry.organization)
        start = slot.at
        while not keys and start > 0 and (before := line.slot_at(start - 1)) is not None:
            keys = self.finder.keys((before,), self.entry.organization)
            start = before.at
        if not keys:
            return None
        return start, keys, words.strip("、 "), False

    def _wholes(self, offices: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The organisations of which the offices are a department (甲大学丙学院: 甲大学)."""
        entities = self.analysis.entities
        for part, role in offices:
            name = fold(entities[part].name)
            if not name.endswith(self.entry.departments):
                continue
            wholes = [
                key
                for key, known in entities.items()
                if self.finder.fits(key, ("Organization",))
                and any(name.startswith(fold(n)) for n in (known.name, *known.aliases))
                and key != part
            ]
            yield from ((key, role) for key in wholes[:1])

    def _after(self, line: Line, person: Slot) -> list[tuple[str, str]]:
        """甲,乙公司董事长."""
        if line.text[person.at + 1 : person.at + 2] != ",":
            return []
        slot = line.slot_at(person.at + 2)
        if slot is None or slot.kind is not Kind.ENTITY:
            return []
        end = slot.at + 1
        while end < len(line.text) and line.text[end] not in _STOPS + SLOT:
            end += 1
        words = line.text[slot.at + 1 : end]
        if end < len(line.text) and line.text[end] == SLOT:
            return []
        if len(words) > _LONGEST_OFFICE or not self.grammar.title_end.search(words):
            return []
        return [(key, words) for key in self.finder.keys((slot,), self.entry.organization)]
