"""Who holds which office where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.analysis import Analysis
from kg.extract.frames.arguments import Finder
from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import ENTITY, SLOT, TIME, Line, Slot
from kg.extract.places import full_places
from kg.model import Fact, Relation
from kg.model.facts import ACTUAL, SUPERSEDED

_LONGEST_OFFICE = 32
_MOST_OFFICES = 4
_PART = 8  # characters of what is unknown at the beginning of a name
_STOPS = ",;:。!?|"


@dataclass(frozen=True, slots=True)
class _Office:
    """An office.

    Attributes:
        key: Of the organisation or place.
        role: Its words.
        slot: Where the organisation is named.
        former: Whether it is held no more.
    """

    key: str
    role: str
    slot: Slot
    former: bool = False


class People:
    """Reads affiliations from offices next to names of people."""

    def __init__(self, analysis: Analysis, grammar: FrameGrammar, finder: Finder) -> None:
        self.analysis = analysis
        self.grammar = grammar
        self.finder = finder
        self.entry = grammar.lexicon.people

    def facts(self, line: Line, outlet: Slot | None = None) -> Iterator[Fact]:
        """The affiliations that one sentence states.

        Args:
            line: The sentence, or a bracket in it.
            outlet: The outlet whose dateline the bracket follows: 甲社讯(记者乙).
        """
        offices: list[_Office] = []
        for slot in line.slots:
            if not self._person(slot):
                continue
            found = self._before(line, slot, offices) or self._after(line, slot)
            found = found or self._elliptical(line, slot)
            if not found and outlet is not None and slot is line.slots[0]:
                found = self._of_outlet(line, slot, outlet)
            offices = found
            if found:
                held = tuple(dict.fromkeys(office.key for office in found if not office.former))
                self.finder.offices.update(dict.fromkeys(slot.keys, held))
            yield from self._of(slot, found)
            yield from self._on_site(line, slot, found)

    def _of(self, person: Slot, offices: list[_Office]) -> Iterator[Fact]:
        for office in (*offices, *self._wholes(offices), *self._bodies(offices)):
            for key in person.keys:
                span = office.slot.span.joined(person.span)
                yield Relation(
                    subject=key, predicate=self.entry.gives, object=office.key,
                    role=office.role or None, rule=f"{self.entry.gives}/office",
                    status=SUPERSEDED if office.former else ACTUAL,
                    evidence=(self.analysis.evidence(span),),
                )  # fmt: skip

    def _on_site(self, line: Line, person: Slot, offices: list[_Office]) -> Iterator[Fact]:
        """Who builds what: 甲公司丁项目总工乙."""
        if not offices or not self.grammar.on_site.search(line.text, 0, person.at):
            return
        holder, site = offices[0].slot, line.slot_at(self._start(line, person.at) - 1)
        if site is None or site.at <= holder.at or not site.named:
            return
        for agent in self.finder.keys((holder,), self.entry.site_agent):
            for theme in self.finder.keys((site,), self.entry.site_theme):
                yield Relation(
                    subject=theme, predicate=self.entry.site_gives, object=agent,
                    rule=f"{self.entry.site_gives}/site", status=ACTUAL,
                    evidence=(self.analysis.evidence(holder.span.joined(person.span)),),
                )  # fmt: skip

    def _person(self, slot: Slot) -> bool:
        return slot.kind is ENTITY and bool(self.finder.keys((slot,), ("Person",)))

    def _of_outlet(self, line: Line, person: Slot, outlet: Slot) -> list[_Office]:
        words = line.text[: person.at]
        if words and not self.grammar.reporter.fullmatch(words):
            return []
        return [_Office(key, words, outlet) for key in outlet.keys]

    def outlet(self, line: Line, before: int) -> Slot | None:
        """The outlet of a dateline that ends right before a position of the view."""
        first = next(iter(line.slots), None)
        if first is None or first.at > 0 or not self.finder.keys((first,), ("Organization",)):
            return None
        opening = self.analysis.folded[first.span.end : before].rstrip()
        return first if opening.endswith(self.grammar.wire) else None

    def _before(self, line: Line, person: Slot, previous: list[_Office]) -> list[_Office]:
        """The offices named before a person, the nearest first."""
        offices: list[_Office] = []
        at = person.at
        for _ in range(_MOST_OFFICES):
            low = self._start(line, at)
            words = line.text[low:at]
            slot = self._holder_at(line, low)
            if slot is None:
                if not offices and self._goes_on(line, low, words, previous):
                    return self._shared("、" + words, previous)
                break
            if self._person(slot):
                return offices or self._shared(words, previous)
            if not self.grammar.title_end.search(words):
                break
            if line.text.endswith(self.entry.stationed, 0, slot.at):
                break  # 甲市政府驻丙市办事处主任
            slot, words = self._beyond_region(line, slot, words)
            keys = self._holders(slot, words)
            if not keys:
                break
            former = words.startswith(self.grammar.former) or line.text.endswith(
                self.grammar.former, 0, slot.at
            )
            role = words.strip("、")
            if self.grammar.place_end.fullmatch(role):
                role = slot.text[-1:] + role  # 甲市|长
            offices += [_Office(key, role, slot, former) for key in keys]
            at = self._chained(line, slot.at)
            if line.text[at - 1 : at] not in self.grammar.also:
                break
            at -= 1
        return offices

    def _chained(self, line: Line, at: int) -> int:
        """Where a second holder's name begins, part of it unknown: 甲市常委、新区|乙片区书记."""
        found = self.grammar.unknown_part.search(line.text, max(at - _PART, 0), at)
        return found.start("part") if found else at

    def _holders(self, slot: Slot, words: str) -> tuple[str, ...]:
        """What an office belongs to: an organisation, or a centre if its head is meant."""
        keys = self.finder.keys((slot,), self.entry.organization)
        if not keys and self.grammar.chief.fullmatch(words):
            return self.finder.keys((slot,), self.entry.facilities)
        return keys

    def _beyond_region(self, line: Line, slot: Slot, words: str) -> tuple[Slot, str]:
        """The organisation of an office for a region: 甲公司大中华区总裁."""
        places = self.finder.keys((slot,), ("Place",))
        if not places or self.grammar.official.search(words):
            return slot, words
        low = self._start(line, slot.at)
        before = self._holder_at(line, low)
        if before is None or self._person(before):
            return slot, words
        return before, line.text[low : slot.at] + slot.text + words

    def _start(self, line: Line, at: int) -> int:
        """Where the words of an office begin that ends at a position."""
        low = at
        while low > max(0, at - _LONGEST_OFFICE):
            if line.text[low - 1] in _STOPS:
                break
            if line.text[low - 1] == SLOT:
                slot = line.slot_at(low - 1)
                if slot is not None and slot.kind is not TIME:
                    break
            low -= 1
        return low

    def _holder_at(self, line: Line, low: int) -> Slot | None:
        """The organisation or person before an office; a project between them is passed over."""
        slot = first = line.slot_at(low - 1) if low > 0 else None
        while slot is not None and slot.kind is ENTITY:
            if self._person(slot) or self.finder.keys((slot,), self.entry.organization):
                return slot
            at = slot.at - 1
            slot = line.slot_at(at - 1 if line.text[at : at + 1] in self.grammar.of else at)
        return first if first is not None and first.kind is ENTITY else None

    def _shared(self, words: str, previous: list[_Office]) -> list[_Office]:
        """The offices of a colleague: 甲公司董事长乙、总经理丙; 记者乙 见习记者丙."""
        title = words.removeprefix("、")
        if not title and not self._several_hold(previous):
            return []
        if title and not self.grammar.title_end.search(title):
            return []
        if self.grammar.elsewhere.match(title):
            return []  # 甲厅厅长乙、某某局局长丙
        if title and title == words and not self.grammar.reporter.fullmatch(title):
            return []
        return [replace(office, role=title or office.role) for office in previous]

    def _goes_on(self, line: Line, low: int, words: str, previous: list[_Office]) -> bool:
        """甲大学校长乙,副校长丙: whether a list of officers goes on after a comma."""
        before = line.slot_at(low - 2) if line.text[low - 1 : low] == "," else None
        if before is None or not self._person(before) or len(previous) != 1:
            return False
        if self.grammar.reporter.fullmatch(words) or self.grammar.elliptical.match(words):
            return False
        official = self.grammar.official
        alike = [bool(official.search(o.role)) == bool(official.search(words)) for o in previous]
        return all(alike)

    def _several_hold(self, offices: list[_Office]) -> bool:
        """Whether an office can have more than one holder: 副校长, but not 校长甲、乙."""
        sole = self.grammar.sole
        return not any(sole.search(office.role) for office in offices)

    def _wholes(self, offices: list[_Office]) -> Iterator[_Office]:
        """The organisations of which the offices are a department (甲大学丙学院: 甲大学)."""
        spellings = self.analysis.spellings
        for office in offices:
            name = spellings[office.key][0]
            if not name.endswith(self.entry.departments):
                continue
            for key, names in spellings.items():
                whole = key != office.key and self.finder.fits(key, ("Organization",))
                if whole and name.startswith(names):
                    yield replace(office, key=key)
                    break

    def _bodies(self, offices: list[_Office]) -> Iterator[_Office]:
        """The other bodies of a place: 甲市委副书记、市长, 甲区党工委书记、管委会主任."""
        for office in offices:
            name = self.analysis.spellings[office.key][0]
            tail = next((t for t in self.entry.committees if name.endswith(t)), None)
            if tail is None:
                continue
            stem = name.removesuffix(tail)
            for body in self.entry.bodies:
                if body in office.role:
                    yield from self._called(office, {stem + body})
            if self.grammar.place_title.search(office.role):
                yield from self._called(office, {stem, stem + tail[0]})

    def _called(self, office: _Office, names: set[str]) -> Iterator[_Office]:
        """The entity that has one of the names, or a name that one of them ends with."""
        for key, own in self.analysis.spellings.items():
            if any(name.endswith(own) for name in names) and key != office.key:
                yield replace(office, key=key)
                return

    def _elliptical(self, line: Line, person: Slot) -> list[_Office]:
        """副市长乙, where the article tells of one city only."""
        words = line.text[self._start(line, person.at) : person.at]
        joined = self.grammar.join.match(words)  # 及副市长乙
        words = words[joined.end() :] if joined else words
        found = self.grammar.elliptical.match(words)
        if not self.grammar.title_end.search(words):
            return []
        if found is None:
            return self._of_sole_body(words, person)
        level = found["level"]
        places = [k for k in self.analysis.entities if self.finder.fits(k, self.entry.places)]
        open_ = (k for k in places if not self._full(k).endswith(self.entry.levels))
        candidates = self._of_level(places, level) or list(open_)
        if len(candidates) != 1:
            return []
        office = _Office(candidates[0], words, person)
        name = self._full(office.key).removesuffix(level)
        committees = {name + tail for tail in self.entry.committees if words.startswith(tail)}
        return [office, *self._called(office, committees)]

    def _of_level(self, places: list[str], level: str) -> list[str]:
        """The places whose names say their level; if not just one does, by their full names."""
        spellings = self.analysis.spellings
        written = [k for k in places if spellings[k][0].endswith(level)]
        if len(written) == 1 and not self._only_visited(written[0]):
            return written
        return [k for k in places if self._full(k).endswith(level)]

    def _only_visited(self, key: str) -> bool:
        """Whether a place is named only as where something happens: 在甲市考察."""
        folded, marks = self.analysis.folded, self.grammar.lexicon.markers.place
        named = self.analysis.entities[key].spans
        return all(folded.endswith(tuple(marks), 0, span.start) for span in named)

    def _full(self, key: str) -> str:
        """The full name of a place: its level stands at the end."""
        name = self.analysis.spellings[key][0]
        return full_places(self.grammar.schema).get(name, name)

    def _of_sole_body(self, words: str, person: Slot) -> list[_Office]:
        """管委会副主任乙, where the article tells of one such body, or of one zone, only."""
        found = self.grammar.bodies.match(words)
        if found is None:
            return []
        spellings = self.analysis.spellings
        keys = [k for k, names in spellings.items() if names[0].endswith(found["body"])]
        if not keys and found["body"] in self.entry.zone_bodies:
            keys = [k for k in spellings if self.finder.fits(k, self.entry.zones)]
        return [_Office(keys[0], words, person)] if len(keys) == 1 else []

    def _behind(self, line: Line, person: Slot) -> list[_Office]:
        """乙公司甲副总经理: the office stands behind the name."""
        slot = line.slot_at(person.at - 1)
        office = self.grammar.chief.match(line.text, person.at + 1)
        if slot is None or office is None:
            return []
        return [_Office(key, office.group(), slot) for key in self._holders(slot, office.group())]

    def _after(self, line: Line, person: Slot) -> list[_Office]:
        """甲,乙公司董事长."""
        if line.text[person.at - 1 : person.at] == SLOT:
            return self._behind(line, person)
        slot = line.slot_at(person.at + 2)
        if line.text[person.at + 1 : person.at + 2] != "," or slot is None:
            return []
        low = end = slot.at + 1
        while end < min(len(line.text), low + _LONGEST_OFFICE) and line.text[end] not in _STOPS:
            end += 1
        words = line.text[low:end]
        if SLOT in words or not self.grammar.title_end.search(words):
            return []
        keys = self.finder.keys((slot,), self.entry.organization)
        return [_Office(key, words, slot) for key in keys]
