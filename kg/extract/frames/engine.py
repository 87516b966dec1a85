"""Triggers to facts: every sentence, every trigger, every frame of the trigger."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from itertools import product

from kg.extract.analysis import Analysis, Mention
from kg.extract.frames.agreements import Agreements
from kg.extract.frames.arguments import Finder
from kg.extract.frames.dates import Dates
from kg.extract.frames.grammar import Give, frame_grammar
from kg.extract.frames.lines import QUANTITY, TIME, Line, apposed_line, aside_line, shrunk
from kg.extract.frames.merge import merged, without_weak
from kg.extract.frames.names import nested
from kg.extract.frames.people import People
from kg.extract.frames.phrases import Scene, scene
from kg.extract.frames.possession import possessed
from kg.extract.frames.roles import Roles
from kg.extract.frames.siting import Siting
from kg.extract.frames.tables import Tables
from kg.extract.frames.triggers import Trigger, Triggers
from kg.extract.modality import Standing
from kg.model import BlockKind, Event, Fact, Relation, Span
from kg.model.facts import ACTUAL, PLANNED
from kg.model.lexicon.frames import ACCORD, RANK, SIGNED, SIGNING, UNSHARED, Frame, Pattern
from kg.schema import Schema

_OPENING = 2  # mentions of a sentence among which a dateline stands
_NEAR = 6  # characters in which the place of a rank must stand before it
_TITLE = 100  # characters of a title before a verb in it
# What a noun phrase says holds whatever becomes of the clause: 甲的子公司乙尚未签约.
_NOUNS = (Pattern.KIN, Pattern.LABEL, Pattern.RANK)


def find_frames(analysis: Analysis, schema: Schema) -> list[Fact]:
    """The relations, agreements, signings and events that an article states.

    Args:
        analysis: The article; names and discourse must have been found.
        schema: Where the lexicon ``frames`` stands.

    Returns:
        The facts in the order of their evidence; each once, with all its evidence.
    """
    engine = _Engine(analysis, schema)
    return merged(without_weak(engine.facts(), engine.grammar.weak))


class _Engine:
    def __init__(self, analysis: Analysis, schema: Schema) -> None:
        self.analysis = analysis
        self.schema = schema
        self.grammar = frame_grammar(schema)
        self.finder = Finder(analysis, self.grammar)
        self.dates = Dates(analysis, self.grammar)
        self.agreements = Agreements(analysis, self.grammar, self.finder, self.dates)
        self.siting = Siting(analysis, self.grammar, self.finder)
        self.people = People(analysis, self.grammar, self.finder)
        self.peopled = self._peopled()
        self._ends = self.grammar.triggers.ends(analysis.folded)

    def facts(self) -> Iterator[Fact]:
        blocks = self.analysis.document.blocks
        for index, sentence in enumerate(self.analysis.sentences):
            people = index in self.peopled
            byline = blocks[sentence.block].kind is BlockKind.BYLINE
            verbs = not byline and self._speaks(sentence.span)
            if not people and not verbs:
                continue
            line = shrunk(self.analysis, index, self.grammar.glued)
            if people:
                yield from self._people(line)
            if verbs:
                dated = self._dateline(sentence.span)
                if dated:
                    line = shrunk(self.analysis, index, self.grammar.glued, dated)
                yield from self._line(line)
                yield from self._apposed(line)
                yield from possessed(self.finder, self.grammar, line)
                yield from self.siting.staged(line)
        yield from nested(self.finder)
        yield from Tables(self.analysis, self.grammar).facts()

    def _dateline(self, sentence: Span) -> tuple[Mention, ...]:
        """The outlet and the place that only date a report: 某社|甲市|9月3日电."""
        if not self.grammar.dateline.search(self.analysis.folded, sentence.start, sentence.end):
            return ()
        opening = self.analysis.mentions_in(sentence)[:_OPENING]
        for number, mention in enumerate(opening, 1):
            time = self.analysis.times_between(mention.span.end, mention.span.end + 1)
            if time and self.analysis.folded.startswith(self.grammar.wire, time[0].span.end):
                return opening[:number]
        return ()

    def _peopled(self) -> set[int]:
        """Indices of the sentences that speak of people."""
        analysis = self.analysis
        people = frozenset(self.finder.fitting(analysis.entities, ("Person",)))
        return {
            analysis.sentence_index(mention.span.start)
            for mention in (analysis.mentions if people else ())
            if not people.isdisjoint(mention.keys)
        }

    def _speaks(self, sentence: Span) -> bool:
        """Whether a trigger word ends in a sentence, even within a name."""
        at = bisect.bisect_right(self._ends, sentence.start)
        return at < len(self._ends) and self._ends[at] <= sentence.end

    def _people(self, line: Line) -> Iterator[Fact]:
        yield from self.people.facts(line)
        for aside in line.asides:
            inner = aside_line(self.analysis, line, aside)
            if inner is not None and inner.slots:
                outlet = self.people.outlet(line, aside.start)
                yield from self.people.facts(inner, outlet)

    def _line(self, line: Line) -> Iterator[Fact]:
        triggers = self.grammar.triggers.find(self.analysis, line)
        governor: Trigger | None = None  # a verb such as 同意 in the same clause
        for trigger in triggers:
            if governor and line.clause_at(trigger.start) != line.clause_at(governor.start):
                governor = None
            above = governor if trigger.verb else None
            for fact in self._trigger(line, trigger, triggers):
                if not (above and _governed(self.analysis, line, above, fact)):
                    yield fact
            if trigger.governs:
                governor = governor or trigger

    def _apposed(self, line: Line) -> Iterator[Fact]:
        """What brackets say of the names before them: 甲(乙的子公司), 丁(建设单位:甲)."""
        for aside in line.asides:
            if not self.grammar.triggers.is_any_in(aside.of(self.analysis.folded)):
                continue
            said = apposed_line(self.analysis, line, aside, self.grammar.lexicon.words.copula[0])
            if said is None:
                continue
            triggers = self.grammar.triggers.find(self.analysis, said)
            for trigger in triggers:
                if not trigger.verb:
                    yield from self._trigger(said, trigger, triggers)

    def _trigger(self, line: Line, trigger: Trigger, triggers: Triggers) -> Iterator[Fact]:
        if trigger.pattern is RANK and not line.between(trigger.start - _NEAR, trigger.start):
            return  # most are the first, or the greatest, of no named place
        around = scene(self.grammar, line, trigger, triggers)
        if self.grammar.doubt.search(line.text, around.low, trigger.start):
            return
        rest = line.text[trigger.end : around.high]
        frames = [frame for frame in trigger.frames if self._applies(around, frame, rest)]
        if not frames:
            return
        deed = self._in_deed(line, trigger)
        said = line.view(trigger.start, trigger.end)
        planned = PLANNED if deed else None
        facts: list[Fact] = []
        for frame in frames:
            known = ACTUAL if frame.pattern in _NOUNS else planned
            standing = Standing(self.analysis, said, self.schema, known)
            facts += self._frame(around, frame, standing, deed=deed)
        if facts:
            yield from facts
            yield from self.siting.told(around, facts)

    def _in_deed(self, line: Line, trigger: Trigger) -> bool:
        """Whether a verb stands in the title of what only tells what is to be done."""
        opened = line.text.rfind("《", max(trigger.start - _TITLE, 0), trigger.start)
        if opened < 0 or trigger.pattern is SIGNING:
            return False
        deed = self.grammar.deed.match(line.text, opened)
        return deed is not None and trigger.end < deed.end()

    def _applies(self, around: Scene, frame: Frame, rest: str) -> bool:
        """Whether the words after a trigger allow what a frame says."""
        if frame.needs and not any(word in rest for word in frame.needs):
            return False
        if frame.without and any(word in rest for word in frame.without):
            return False
        if frame.amount:
            slots = around.line.between(around.trigger.end, around.trigger.end + 6)
            return any(slot.kind is QUANTITY for slot in slots)
        return True

    def _frame(
        self, around: Scene, frame: Frame, standing: Standing, *, deed: bool
    ) -> Iterable[Fact]:
        if frame.pattern is SIGNING:
            return self.agreements.signed(around, frame, standing)
        if frame.pattern is ACCORD:
            return self.agreements.named(around, frame, standing)
        if frame.accord is SIGNED:
            return self.agreements.listed(around, frame, standing)
        roles = self.finder.roles(around, frame)
        facts: list[Fact] = [*self._relations(around, frame, roles, standing)]
        if frame.events and roles.theme:
            facts += self._events(around, frame, roles, standing)
        if frame.accord is not UNSHARED and not deed:  # a deed is signed, and that is told
            facts += self.agreements.together(around, frame, roles, standing)
        return facts

    def _relations(
        self, around: Scene, frame: Frame, roles: Roles, standing: Standing
    ) -> Iterator[Fact]:
        ontology = self.schema.ontology
        if frame.amount and not roles.named:
            return
        for give in self.grammar.gives[frame.id]:
            for subject, object_ in self._pairs(around, roles, give):
                types = self.analysis.type_of(subject), self.analysis.type_of(object_)
                if subject == object_ or not ontology.fits(give.predicate, *types):
                    continue
                yield Relation(
                    subject=subject, predicate=give.predicate, object=object_,
                    status=standing.status, rule=f"{give.predicate}/{frame.id}",
                    evidence=(self.analysis.evidence(around.line.view(roles.low, roles.high)),),
                )  # fmt: skip

    def _pairs(self, around: Scene, roles: Roles, give: Give) -> Iterable[tuple[str, str]]:
        """Every subject with every object; one to one where 分别 says so."""
        subjects, objects = roles.of(give.subject), roles.of(give.object)
        if not (subjects and objects):
            return ()
        text = around.line.text[roles.low : roles.high]
        if len(subjects) == len(objects) > 1 and self.grammar.separately.search(text):
            return zip(subjects, objects, strict=True)
        return product(subjects, objects)

    def _heading_date(self, around: Scene, standing: Standing) -> str | None:
        """The day that the article is about, for what a heading says has happened."""
        kind = self.analysis.document.blocks[around.line.sentence.block].kind
        heading = kind in (BlockKind.HEADLINE, BlockKind.HEADING)
        return self.dates.lead if heading and standing.status is ACTUAL else None

    def _events(
        self, around: Scene, frame: Frame, roles: Roles, standing: Standing
    ) -> Iterator[Fact]:
        date = self.dates.of(around, standing) or self._heading_date(around, standing)
        line, trigger = around.line, around.trigger
        if self.grammar.afterwards.match(line.text, trigger.end):
            slots = line.between(around.low, trigger.start)
            if date is None or not any(slot.kind is TIME for slot in slots):
                return  # 2027年投运,建成后: only the time of something else
        evidence = (self.analysis.evidence(around.line.view(roles.low, roles.high)),)
        for theme in roles.theme:
            for event in frame.events:
                yield Event(
                    type=event, about=theme, date=date, status=standing.status,
                    rule=f"{event}/{frame.id}", evidence=evidence,
                )  # fmt: skip


def _governed(analysis: Analysis, line: Line, governor: Trigger, fact: Fact) -> bool:
    """Whether a fact is only what was approved, or has the one who approves for its agent."""
    if isinstance(fact, Event):
        return True
    begins = fact.evidence[0].span.start
    return begins < analysis.document.view.to_source(line.view(*_at(governor))).start


def _at(trigger: Trigger) -> tuple[int, int]:
    return trigger.start, trigger.end
