"""Where things are that an article places only by the way.

A sentence says where before it names the thing (在丙市,甲…), or a place tells of its projects
(丙市集中开工甲、乙). What is read here is implied: it gives way to a place that is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.analysis import Analysis
from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import QUANTITY, Line
from kg.extract.frames.phrases import Scene, phrases
from kg.extract.frames.roles import Lookup
from kg.model import Event, Evidence, Fact, Relation, Signing
from kg.model.facts import ACTUAL
from kg.model.lexicon.frames import Inside
from kg.text.fold import fold

_SCENE = 40  # characters of a clause that only says where
_BEFORE = 3  # sentences in which the teller may have been named


class Siting:
    """Finds implied places in one article."""

    def __init__(self, analysis: Analysis, grammar: FrameGrammar, lookup: Lookup) -> None:
        self.analysis = analysis
        self.grammar = grammar
        self.lookup = lookup

    # -- the scene

    def staged(self, line: Line) -> Iterator[Relation]:
        """The relations of a place that is a clause of its own and the name that opens the next."""
        if not self.grammar.scene_said.search(line.text):
            return
        for clause in range(len(line.starts) - 1):
            low, high = line.clause(clause)
            if high - low > _SCENE or not self.grammar.scene_opens.match(line.text, low):
                continue
            found = phrases(self.grammar, line, low, high)
            said = found[-1:]  # 位于丙的丁园内,甲
            if not said or said[0].before or not all(phrase.of for phrase in found[:-1]):
                continue
            within = len(found) > 1 and said[0].role == ""  # 在位于丙的丁园,甲
            if said[0].role != "place" and not (within and self._in(line, low)):
                continue
            closed = line.text[said[0].end : high].rstrip(",")
            if not self.grammar.within_area.fullmatch(closed):
                continue
            start, end = line.clause(clause + 1)
            opened = phrases(self.grammar, line, start, min(end, start + _SCENE))
            if not opened or opened[0].role or opened[0].of:
                continue
            if opened[0].start > start and not self._sized(line, start, opened[0].start):
                continue
            for entry in self.grammar.lexicon.staged:
                parts = self.lookup.keys(opened[0].slots, entry.theme)
                places = self.lookup.keys(said[0].slots[-1:], entry.goal)
                view = line.view(low, opened[0].slots[-1].at + 1)
                yield from self._relations(entry, parts, places, self.analysis.evidence(view))

    def _in(self, line: Line, low: int) -> bool:
        """Whether a clause begins with 在."""
        return self.grammar.markers.get(line.text[low]) == "place"

    def _sized(self, line: Line, low: int, high: int) -> bool:
        """Whether only a size stands before a name: 总投资5亿元的(甲)."""
        sizes = line.between(low, high)
        last = line.text[high - 1]
        return last in self.grammar.relative and {slot.kind for slot in sizes} == {QUANTITY}

    # -- the teller

    def told(self, scene: Scene, facts: Iterable[Fact]) -> Iterator[Relation]:
        """The relations of a place and the things of which it tells that they begin or end.

        Args:
            scene: Of the trigger.
            facts: What was read from it; its events say what is told of.
        """
        events = [fact for fact in facts if isinstance(fact, Event | Signing)]
        if not events:
            return
        high = scene.high
        if scene.later and scene.line.text[high - 1] == ":":
            high = max(high, scene.later[1])
        slots = scene.line.between(scene.low, high)
        about = [event.about for event in events if any(event.about in s.keys for s in slots)]
        if not about:
            return
        for entry in self.grammar.lexicon.tellers:
            things = self.lookup.fitting(about, entry.theme)
            if things:
                places = self._teller(scene, entry, things)
                yield from self._relations(entry, things, places, events[0].evidence[0])

    def _teller(self, scene: Scene, entry: Inside, things: tuple[str, ...]) -> tuple[str, ...]:
        """The place that is the subject of the clause, or that of a list's sentences before."""
        line = scene.line
        first = {key for phrase in scene.left[:1] for slot in phrase.slots for key in slot.keys}
        if not scene.left or not first.isdisjoint(things):
            listed = bool(scene.left) and self._listed(scene)
            silent = not scene.left and self.lookup.silent(line, scene.low, scene.trigger.start)
            return self._before(scene, entry) if listed or silent else ()
        subject = scene.left[0]
        if subject.role or subject.of or subject.before:
            return ()
        others = (slot for p in scene.left[1:] for slot in p.slots)
        if any(self.lookup.keys((slot,), ("Organization",)) for slot in others):
            return ()
        return self._narrow(self.lookup.acting(line, subject, entry.goal))

    def _listed(self, scene: Scene) -> bool:
        """Whether things are told of as some of many: 甲、乙等项目, 其中甲."""
        text, slots = scene.line.text, scene.left[0].slots
        after = slots[-1].at + 1
        if len(slots) > 1 or text.startswith(self.grammar.rest, after):
            return True
        return text.startswith(self.grammar.among)

    def _before(self, scene: Scene, entry: Inside) -> tuple[str, ...]:
        """The place that the sentences before are about, unless an organisation is."""
        line = scene.line
        parted = line.text.rfind(";", 0, scene.low)  # 甲省如何;丙等项目投产
        for index in range(line.index, max(line.index - _BEFORE, -1), -1):
            clauses = len(self.analysis.sentences[index].clauses)
            first = scene.clause if index == line.index else clauses
            for clause in range(first - 1, -1, -1):
                if index == line.index and line.starts[clause] <= parted:
                    return ()
                topic = self.analysis.topics.get((index, clause))
                subject = topic.subject if topic else ()
                if any(self.lookup.fits(key, ("Organization", "Place")) for key in subject):
                    return self._narrow(self.lookup.fitting(subject, entry.goal))
        return ()

    def _narrow(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """The place if it is but one, and neither a country nor a road."""
        if len(places) != 1:
            return ()
        name, words = fold(self.analysis.entities[places[0]].name), self.grammar.lexicon.words
        return () if name in self.grammar.wide or name.endswith(words.ways) else places

    def _relations(
        self, entry: Inside, parts: Iterable[str], places: Iterable[str],
        evidence: Evidence,
    ) -> Iterator[Relation]:  # fmt: skip
        for place in places:
            for part in parts:
                if part != place:
                    yield Relation(
                        subject=part, predicate=entry.gives, object=place,
                        rule=f"{entry.gives}/{entry.id}", status=ACTUAL,
                        evidence=(evidence,),
                    )  # fmt: skip
