"""What the arguments of a trigger are found with: classes of entities, silence, the topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto

import msgspec

from kg.extract.analysis import Analysis, Topic
from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import ENTITY, QUANTITY, SLOT, Line, Slot
from kg.extract.frames.phrase import Phrase
from kg.extract.frames.phrases import WINDOW
from kg.model.text import Token

_NOUNS = frozenset(("n", "nz", "nt", "nr", "ns", "an", "nrt", "nrfg", "l", "j"))
_UNKNOWN = "x"
_NOMINAL = "nbajxeqm"  # parts of speech of what stands before the head of an unknown name
_COUNTING = frozenset("mqrx")  # parts of speech between a place and what is in it: 多|家, 各大
_COUNTED = 3  # words of them
_TURNED = 8  # clauses in which a nameless subject may have come up
_OPENING = 30  # characters in which a nameless subject ends
_ORGANIZATION = ("Organization",)
_TORN = ("x", "ng", "g")  # tags of words that the dictionary does not know, and of their pieces
_NO_TOPIC = Topic()
_OUTLET = ("MediaOutlet",)
_ASPECT = ("ul", "uz", "ug")  # 了, 着, 过: the word before is a verb, whatever its tag


# The fields of the roles of the lexicon.
_FIELDS = {"agent": "agents", "theme": "theme", "goal": "goal", "place": "place"}


class _Opening(Enum):
    """What a clause without a known name begins with."""

    NAMELESS = auto()  # 某街道二期项目, 41个项目
    STRUCTURE = auto()  # 该项目
    OTHER = auto()


class Roles(msgspec.Struct, gc=False):
    """Entity keys by role, and the stretch of the line that they were read from.

    Attributes:
        agents: Who does it, partners included.
        theme: What it is done to.
        goal: What the theme is linked to.
        place: Where.
        low: First position of trigger and arguments.
        high: One past the last.
        groups: The agents as they were grouped: subject first, then partners.
        named: How many groups the clause itself names.
    """

    agents: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    groups: list[tuple[str, ...]] = []
    named: bool = False

    def of(self, role: str) -> tuple[str, ...]:
        """The keys of a role by its name in the lexicon."""
        keys: tuple[str, ...] = getattr(self, _FIELDS[role])
        return keys

    def act(self, groups: Iterable[tuple[str, ...]]) -> None:
        """Set who acts."""
        self.groups = [group for group in groups if group]
        self.agents = tuple(dict.fromkeys([key for group in self.groups for key in group]))

    def reach(self, *phrases: Phrase) -> None:
        """Widen the stretch by phrases."""
        for phrase in phrases:
            self.low = min(self.low, phrase.slots[0].at)
            self.high = max(self.high, phrase.slots[-1].at + 1)


class Lookup:
    """Looks up classes, silence and topics in one article."""

    def __init__(self, analysis: Analysis, grammar: FrameGrammar) -> None:
        self.analysis = analysis
        self.grammar = grammar
        self.ontology = grammar.schema.ontology
        self._above = {
            key: self.ontology.ancestors(known.type) for key, known in analysis.entities.items()
        }
        # Where each person holds an office, as far as the article has been read.
        self.offices: dict[str, tuple[str, ...]] = {}
        # The sentence in which an agreement was told last, and its parties.
        self.told: tuple[int, tuple[str, ...]] = (-1, ())

    def keys(self, slots: Iterable[Slot], classes: tuple[str, ...]) -> tuple[str, ...]:
        """The entities of slots that belong to one of the classes (to any if there are none)."""
        above = self._above
        found = [key for slot in slots for key in slot.keys]
        if classes:
            found = [key for key in found if not above[key].isdisjoint(classes)]
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)

    def fitting(self, keys: Iterable[str], classes: tuple[str, ...]) -> tuple[str, ...]:
        """The keys whose class is one of the classes (any if there are none)."""
        if classes:
            above = self._above
            keys = [key for key in keys if not above[key].isdisjoint(classes)]
        return tuple(dict.fromkeys(keys))

    def fits(self, key: str, classes: tuple[str, ...]) -> bool:
        """Whether an entity belongs to one of the classes, or there are none."""
        return not classes or not self._above[key].isdisjoint(classes)

    def topic(self, line: Line, clause: int) -> Topic:
        """What a clause is about when it does not say."""
        return self.analysis.topics.get((line.index, clause), _NO_TOPIC)

    def topic_before(self, line: Line, clause: int) -> Topic:
        """What the clause before was about."""
        if clause > 0:
            return self.topic(line, clause - 1)
        if line.index == 0:
            return _NO_TOPIC
        last = len(self.analysis.sentences[line.index - 1].clauses) - 1
        return self.analysis.topics.get((line.index - 1, last), _NO_TOPIC)

    def subject(self, line: Line, clause: int) -> tuple[str, ...]:
        """The silent subject of a clause: what it is about, but for names of its own."""
        low, high = line.clause(clause)
        slots = line.between(low, min(high, low + 2 * WINDOW))
        own = {key for slot in slots for key in slot.keys}
        topic = self.topic(line, clause)
        others = tuple(key for key in topic.subject if key not in own)
        return others or self.topic_before(line, clause).subject

    def unsaid(
        self, line: Line, clause: int, classes: tuple[str, ...], *, strict: bool = False
    ) -> tuple[str, ...]:
        """The topic of a clause, if it belongs to one of the classes.

        Args:
            line: The sentence.
            clause: Index of the clause.
            classes: The classes.
            strict: Whether a subject of another class rules out the facility under discussion.
        """
        topic = self.topic(line, clause)
        if not topic.subject and topic.facility is None:
            return ()
        # An outlet only reports: 甲社丙市9月1日电,41个项目落地乙区.
        found = tuple(k for k in self.fitting(topic.subject, classes) if not self.fits(k, _OUTLET))
        opened = self._opened_by(line, clause)
        if opened is _Opening.NAMELESS:
            return ()
        if opened is _Opening.STRUCTURE:
            classes = ("Facility",)  # 该项目位于丙, and no project is known
            found = self.fitting(found, classes)
        if topic.facility is not None and self.fits(topic.facility, classes):
            # What is put into a facility is spoken of on the way.
            found = tuple(key for key in found if not self.fits(key, ("Product",)))
        if found or (strict and topic.subject) or topic.facility is None:
            return found
        return self.fitting((topic.facility,), classes)

    def _opened_by(self, line: Line, clause: int) -> _Opening:
        """What noun that is no known name a sentence has turned to, in this clause or before."""
        topic, start = self.topic(line, clause), line.clause(clause)[0]
        first = line.slot_at(start)
        counted = first is not None and first.kind is QUANTITY
        if counted and self.grammar.counted.match(line.text, start + 1):
            return _Opening.NAMELESS
        for index in range(clause, max(clause - _TURNED, -1), -1):
            low, high = line.clause(index)
            found = self.grammar.nameless.match(line.text, low, min(high, low + _OPENING))
            if found is None:
                opening = line.between(low, min(high, low + _OPENING))
                if any(slot.kind is ENTITY for slot in opening):
                    break
            elif not self.grammar.parts.match(line.text, found.start("modifier")):
                named = {key for slot in line.between(found.end(), start) for key in slot.keys}
                if not named.isdisjoint((*topic.subject, topic.facility)):
                    break
                if self._nominal(line, *found.span("modifier")):
                    return _Opening.NAMELESS
        bare = self.grammar.bare_structure.match(line.text, start, line.clause(clause)[1])
        return _Opening.STRUCTURE if bare else _Opening.OTHER

    def _nominal(self, line: Line, low: int, high: int) -> bool:
        tokens = self.analysis.tokens_in(line.view(low, high))
        return all(token.tag[:1] in _NOMINAL for token in tokens)

    def acting(self, line: Line, phrase: Phrase, classes: tuple[str, ...]) -> tuple[str, ...]:
        """Those of a phrase that act; a place before a noun is only part of an unknown name."""
        return tuple(
            dict.fromkeys(
                key
                for slot in phrase.slots
                for key in self.keys((slot,), classes)
                if not (
                    self.fits(key, ("Place",)) and self._describes(line, self._past(phrase, slot))
                )
            )
        )

    def _past(self, phrase: Phrase, slot: Slot) -> int:
        return phrase.end if slot is phrase.slots[-1] else slot.at + 1

    def _describes(self, line: Line, at: int) -> bool:
        """Whether a place before a position only tells whose something is: 丙市(多家企业)."""
        for _ in range(_COUNTED):
            if self.noun_at(line, at):
                return True
            if at >= len(line.text) or line.text[at] == SLOT:
                return False
            each = self.grammar.each.match(line.text, at)
            if each is not None:
                at = each.end()
                continue
            token = next(iter(self.analysis.tokens_in(line.view(at, at + 1))), None)
            if token is not None and token.tag in _TORN and self._is_brand(line, at, token):
                return True  # 丙市(砚溪文旅)签约
            if token is None or token.tag[:1] not in _COUNTING:
                return False
            at += len(token.word)
        return False

    def _is_brand(self, line: Line, at: int, token: Token) -> bool:
        """Whether a word that the dictionary does not know belongs to a name, and is no adverb."""
        light = self.grammar.light.match(line.text, at)
        marked = self.grammar.marker(line.text, at, at + len(token.word))[0]
        return token.word.isalpha() and not marked and not (light and light.end() > at)

    def noun_at(self, line: Line, at: int) -> bool:
        """Whether a noun that changes the meaning of the name before it stands at a position."""
        if at >= len(line.text):
            return False
        tokens = self.analysis.tokens_in(line.view(at, at + 1))
        return any(
            (t.tag in _NOUNS or t.tag == "vn")
            and t.word not in self.grammar.light_words
            and not self.grammar.triggers.is_trigger(t.word)
            and line.text[at] != SLOT
            and not self.grammar.parts.match(line.text, at)
            for t in tokens[:1]
        )

    def lands(self, line: Line, low: int, high: int) -> bool:
        """Whether nothing else lands than the name before a verb: 甲推动某中心落户丙."""
        pushed = low < high and self.grammar.pushes.search(line.text, low, high)
        return not pushed and self.silent(line, low, high)

    def of_part(self, line: Line, phrase: Phrase, high: int) -> bool:
        """Whether a name owns only the part of it that stands for it: 丁的主体工程(完工)."""
        part = self.grammar.parts.match(line.text, phrase.end + 1, high)
        return part is not None and self.silent(line, part.end(), high)

    def past_list(self, line: Line, phrase: Phrase) -> int:
        """Where a list really ends whose last known name a phrase holds: 甲、某乙等企业."""
        return max(phrase.end, self.grammar.after_list(line.text, phrase.slots[-1].at + 1))

    def lists_openly(self, line: Line, phrase: Phrase) -> bool:
        """Whether names are an open list: 甲、乙等7个中心."""
        text, end = line.text, phrase.slots[-1].at + 1
        tail = self.grammar.list_tail.match(text, end)
        end = tail.end() - len(self.grammar.rest[0]) if tail else end
        return len(phrase.slots) > 1 and self.grammar.count.match(text, end) is not None

    def place_itself(self, goals: list[Phrase]) -> list[Phrase]:
        """The last of an address, but for a direction (丙省东部)."""
        while len(goals) > 1 and self.grammar.parts_of_place.fullmatch(goals[-1].slots[-1].text):
            goals = goals[:-1]
        return goals[-1:]

    def calls_project(self, line: Line, phrase: Phrase) -> bool:
        """Whether companies only give projects their names: 甲、乙等项目落户."""
        found = self.grammar.projects.match(line.text, phrase.slots[-1].at + 1)
        return found is not None and bool(self.keys(phrase.slots, _ORGANIZATION))

    def opens_project(self, line: Line, phrase: Phrase, high: int) -> bool:
        """Whether a company only opens the name of a project: 位于丙的甲年产3吨某料项目."""
        low = phrase.slots[-1].at + 1
        found = self.grammar.project.match(line.text, low, high)
        if found is None or not self.keys(phrase.slots, _ORGANIZATION):
            return False
        return not self.verb_in(line, low, found.end())

    def verb_in(self, line: Line, low: int, high: int) -> bool:
        """Whether a verb stands between two positions."""
        tokens = self.analysis.tokens_in(line.view(low, high))
        return any(
            token.tag in _ASPECT or (token.tag[:1] == "v" and token.tag != "vn") for token in tokens
        )

    def silent(self, line: Line, low: int, high: int) -> bool:
        """Whether no noun that is no known name stands between two positions."""
        if low >= high:
            return True
        known = [(s.span.start, s.span.end) for s in line.between(low, high)]
        known += [
            (line.origin[m.start()], line.origin[m.end() - 1] + 1)
            for m in self.grammar.parts.finditer(line.text, low, high)
        ]
        return not any(self._strange(line, low, high, known))

    def _strange(
        self, line: Line, low: int, high: int, known: list[tuple[int, int]]
    ) -> Iterator[bool]:
        for token in self.analysis.tokens_in(line.view(low, high)):
            unknown = token.tag == _UNKNOWN and len(token.word) > 1 and token.word.isalpha()
            if not (unknown or token.tag in _NOUNS) or token.word in self.grammar.light_words:
                continue
            yield not any(a < token.end and token.start < b for a, b in known)
