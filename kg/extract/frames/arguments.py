"""The roles of a trigger: who, what, where, with whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.extract.analysis import Analysis, Topic
from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import Kind, Line, Slot
from kg.extract.frames.phrases import Phrase, Scene, head, near, phrases, verb_between
from kg.model.lexicon.frames import Frame, Pattern

_NOUNS = ("n", "nz", "nt", "nr", "ns", "an", "nrt", "nrfg", "l", "j")


@dataclass(slots=True)
class Roles:
    """Entity keys by role, and the stretch of the line that they were read from.

    Attributes:
        agents: Who does it, partners included.
        theme: What it is done to.
        goal: What the theme is linked to.
        place: Where.
        low: First position of trigger and arguments.
        high: One past the last.
        groups: The agents as they were grouped: subject first, then partners.
    """

    agents: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    groups: list[tuple[str, ...]] = field(default_factory=list)

    def of(self, role: str) -> tuple[str, ...]:
        """The keys of a role by its name in the lexicon."""
        return {
            "agent": self.agents, "theme": self.theme, "goal": self.goal, "place": self.place
        }[role]  # fmt: skip

    def reach(self, *phrases: Phrase) -> None:
        """Widen the stretch by phrases."""
        for phrase in phrases:
            self.low = min(self.low, phrase.slots[0].at)
            self.high = max(self.high, phrase.slots[-1].at + 1)


class Finder:
    """Finds the roles of triggers in one article."""

    def __init__(self, analysis: Analysis, grammar: FrameGrammar) -> None:
        self.analysis = analysis
        self.grammar = grammar
        self.ontology = grammar.schema.ontology

    # -- classes

    def keys(self, slots: Iterable[Slot], classes: tuple[str, ...]) -> tuple[str, ...]:
        """The entities of slots that belong to one of the classes (to any if there are none)."""
        found = (
            key
            for slot in slots
            for key, type_ in zip(slot.keys, slot.types, strict=True)
            if not classes or any(self.ontology.is_a(type_, c) for c in classes)
        )
        return tuple(dict.fromkeys(found))

    def fitting(self, keys: Iterable[str], classes: tuple[str, ...]) -> tuple[str, ...]:
        """The keys whose class is one of the classes."""
        types = ((key, self.analysis.type_of(key)) for key in keys)
        return tuple(
            k for k, t in types if not classes or any(self.ontology.is_a(t, c) for c in classes)
        )

    # -- silence

    def topic(self, line: Line, clause: int) -> Topic:
        """What a clause is about when it does not say."""
        return self.analysis.topics.get((line.index, clause), Topic())

    def silent(self, line: Line, low: int, high: int) -> bool:
        """Whether no noun that is no known name stands between two positions."""
        if low >= high:
            return True
        text = self.grammar.parts.sub("", line.text[low:high])
        if not text:
            return True
        known = [(s.span.start, s.span.end) for s in line.between(low, high)]
        return not any(self._nouns(line, low, high, known))

    def _nouns(
        self, line: Line, low: int, high: int, known: list[tuple[int, int]]
    ) -> Iterator[bool]:
        parts = [
            (line.origin[m.start()], line.origin[m.end() - 1] + 1)
            for m in self.grammar.parts.finditer(line.text, low, high)
        ]
        for token in self.analysis.tokens_in(line.view(low, high)):
            if token.tag not in _NOUNS or token.word in self.grammar.lexicon.words.light:
                continue
            yield not any(a < token.end and token.start < b for a, b in (*known, *parts))

    # -- roles

    def roles(self, scene: Scene, frame: Frame) -> Roles:
        """The roles of a trigger as one frame sees them."""
        roles = Roles(low=scene.trigger.start, high=scene.trigger.end)
        match frame.pattern:
            case Pattern.ACTION:
                self._action(scene, frame, roles)
            case Pattern.HAPPENING:
                self._happening(scene, frame, roles)
            case Pattern.PLACING | Pattern.LINKING:
                self._linking(scene, frame, roles)
            case Pattern.LABEL:
                self._label(scene, frame, roles)
            case Pattern.KIN:
                self._kin(scene, frame, roles)
            case Pattern.MEMBER:
                self._member(scene, frame, roles)
            case Pattern.SIGNING:
                pass
        return roles

    def _action(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        passive, theme = self.agents(scene, frame, roles)
        self._place(scene, roles)
        if theme is None:
            theme = self._object(scene, frame) or self._expanded(scene, frame)
        if theme is not None:
            roles.theme = self.keys(theme.slots, frame.theme)
            roles.reach(theme)
        elif passive or frame.silent or scene.after >= scene.high:
            roles.theme = self._unsaid(scene, frame.theme)
        if not roles.agents and not passive and self._subjectless(scene):
            roles.agents = self.fitting(self.topic(scene.line, scene.clause).subject, frame.agent)
            roles.groups = [roles.agents] if roles.agents else []

    def _subjectless(self, scene: Scene) -> bool:
        free = all(p.role not in ("", "agent") for p in scene.left)
        return free and self.silent(scene.line, scene.low, scene.trigger.start)

    def agents(
        self, scene: Scene, frame: Frame, roles: Roles
    ) -> tuple[bool, Phrase | None]:
        """Fill in who acts; say whether the clause is passive and what its subject then is."""
        partners: list[tuple[str, ...]] = []
        theme = None
        for index in range(len(scene.left) - 1, -1, -1):
            phrase = scene.left[index]
            if phrase.role == "object" and phrase.end >= scene.trigger.start - 6:
                theme = phrase
                continue
            if phrase.role not in ("", "agent", "with", "object") or phrase.of or phrase.before:
                continue
            keys = self.keys(phrase.slots, frame.agent)
            if not keys:
                if phrase.role == "" and self.keys(phrase.slots, ("Facility",)):
                    return False, theme
                continue
            roles.reach(phrase)
            if phrase.role == "with":
                partners.insert(0, keys)
                continue
            roles.groups = [keys, *partners]
            roles.agents = tuple(dict.fromkeys(k for group in roles.groups for k in group))
            passive = phrase.role == "agent" or self._by(scene, index)
            return passive, theme or (self._passive_theme(scene, index, frame) if passive else None)
        if partners:
            subject = self.fitting(self.topic(scene.line, scene.clause).subject, frame.agent)
            roles.groups = [subject, *partners] if subject else partners
            roles.agents = tuple(dict.fromkeys(k for group in roles.groups for k in group))
        return False, theme

    def _by(self, scene: Scene, index: int) -> bool:
        """Whether a bare agent continues a passive: 由甲投资、乙承建."""
        before = scene.left[:index]
        return bool(before) and before[-1].role in ("agent", "with") and any(
            p.role == "agent" for p in before
        )

    def _passive_theme(self, scene: Scene, index: int, frame: Frame) -> Phrase | None:
        for phrase in reversed(scene.left[:index]):
            if phrase.role == "" and not phrase.of and self.keys(phrase.slots, frame.theme):
                return phrase
        return None

    def _place(self, scene: Scene, roles: Roles) -> None:
        for phrase in scene.left:
            if phrase.role == "place" and not phrase.of and not phrase.before:
                roles.place = self.keys(phrase.slots, ("Place", "Facility"))
        if roles.place:
            roles.low = min(roles.low, min(p.start for p in scene.left if p.role == "place"))

    def _object(self, scene: Scene, frame: Frame) -> Phrase | None:
        if scene.relative:
            found = head(scene)
        else:
            found = next((p for p in near(scene) if not (p.of or p.before)), None)
            if found is not None and not self._reaches(scene, found):
                return None
        return found if found is not None and self.keys(found.slots, frame.theme) else None

    def _reaches(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether a phrase can be the object: no marker and no other verb in between."""
        if phrase.role not in ("", "object"):
            return False
        at = phrase.slots[0].at
        if len(scene.trigger.word) == 1 and at > scene.after:
            return False
        return not verb_between(scene, scene.after, at) or scene.line.text[at - 1] == "的"

    def _expanded(self, scene: Scene, frame: Frame) -> Phrase | None:
        """The names of an unnamed object: 承接多个项目,包括甲、乙."""
        line = scene.line
        if scene.relative or scene.clause + 1 >= len(line.starts):
            return None
        low, high = line.clause(scene.clause + 1)
        opening = self.grammar.expansion.match(line.text, low)
        if opening is None:
            return None
        found = next(iter(phrases(self.grammar, line, opening.end(), high)), None)
        if found is None or found.slots[0].at > opening.end() + 4:
            return None
        return found if self.keys(found.slots, frame.theme) else None

    def _unsaid(self, scene: Scene, classes: tuple[str, ...]) -> tuple[str, ...]:
        topic = self.topic(scene.line, scene.clause)
        found = self.fitting(topic.subject, classes)
        if not found and topic.facility is not None:
            found = self.fitting((topic.facility,), classes)
        return found

    def _happening(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        self._place(scene, roles)
        ceremony = self.grammar.ceremony.match(scene.line.text, scene.trigger.end, scene.high)
        if ceremony:
            self._held_at(scene, roles)
        found = self._theme_of_happening(scene, frame)
        if found is not None:
            roles.theme = self.keys(found.slots, frame.theme)
            roles.reach(found)
        elif self.silent(scene.line, scene.low, scene.trigger.start) and self._ends(scene):
            if all(p.role != "" for p in scene.left):
                roles.theme = self._unsaid(scene, frame.theme)

    def _held_at(self, scene: Scene, roles: Roles) -> None:
        """Where a ceremony took place: 开工仪式在丙举行."""
        for phrase in scene.right:
            if phrase.role == "place" and not roles.place:
                roles.place = self.keys(phrase.slots[-1:], ("Place", "Facility"))
                roles.reach(phrase)

    def _theme_of_happening(self, scene: Scene, frame: Frame) -> Phrase | None:
        if scene.relative:
            found = head(scene)
            if found is not None and self.keys(found.slots, frame.theme):
                return found
        following = self._object(scene, frame) if frame.object and not scene.relative else None
        if following is not None:
            return following
        if not self._ends(scene):
            return None
        for phrase in reversed(scene.left):
            if phrase.role in ("", "benefit", "object") and not (phrase.of or phrase.before):
                if self.keys(phrase.slots, frame.theme):
                    gap_free = self.silent(scene.line, phrase.end, scene.trigger.start)
                    return phrase if gap_free else None
        return None

    def _ends(self, scene: Scene) -> bool:
        """Whether no object of unknown name follows: 成立, but not 成立子公司."""
        line = scene.line
        at = scene.after - 1 if scene.relative else scene.after
        first = line.slot_at(scene.trigger.end)
        if scene.relative or (first is not None and first.kind is Kind.QUANTITY):
            return False
        if self.grammar.goes_on.match(line.text, at):
            return True
        return self.grammar.ceremony.match(line.text, at, scene.high) is not None

    def _linking(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        goals = self._goals(scene, frame)
        if not goals:
            return
        roles.goal = self.keys((s for p in goals for s in p.slots), frame.goal)
        roles.place = roles.goal
        roles.reach(*goals)
        theme = self._described(scene, goals[-1], frame) or self._subject(scene, frame)
        if theme is not None:
            roles.theme = self.keys(theme.slots, frame.theme)
            roles.reach(theme)
        elif self.silent(scene.line, scene.low, scene.trigger.start):
            roles.theme = self._unsaid(scene, frame.theme)

    def _goals(self, scene: Scene, frame: Frame) -> list[Phrase]:
        if scene.relative:
            return []
        goals: list[Phrase] = []
        at = scene.after
        for phrase in near(scene):
            if phrase.slots[0].at - at > (6 if frame.pattern is Pattern.PLACING else 20):
                break
            if phrase.role in ("agent", "about", "other", "benefit"):
                break
            if self.keys(phrase.slots, frame.goal):
                goals.append(phrase)
            if frame.pattern is Pattern.PLACING and not phrase.before:
                break
            at = phrase.end
        return goals[-1:] if frame.pattern is Pattern.PLACING else goals

    def _described(self, scene: Scene, last: Phrase, frame: Frame) -> Phrase | None:
        """The head of 位于丙的丁."""
        found = self.grammar.parts_of_place.match(scene.line.text, last.end)
        at = found.end() if found else last.end
        if scene.line.text[at : at + 1] != "的":
            return None
        for phrase in scene.right:
            if phrase.start > at and phrase.role in ("", "object") and not phrase.of:
                gap = scene.line.text[at + 1 : phrase.slots[0].at]
                return phrase if len(gap) <= 20 and self.keys(phrase.slots, frame.theme) else None
        return None

    def _subject(self, scene: Scene, frame: Frame) -> Phrase | None:
        for phrase in reversed(scene.left):
            if phrase.role in ("", "object", "with") and not (phrase.of or phrase.before):
                if self.keys(phrase.slots, frame.theme):
                    return phrase
        return None

    def _label(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        phrase = next(near(scene), None)
        if phrase is None or phrase.role != "" or phrase.slots[0].at - scene.after > 3:
            return
        roles.agents = self.keys(phrase.slots, frame.agent)
        roles.groups = [roles.agents]
        roles.reach(phrase)
        owner = scene.left[-1] if scene.left else None
        if owner is not None and owner.end >= scene.trigger.start - 1:
            roles.theme = self.keys(owner.slots, frame.theme)
            roles.reach(owner)
        else:
            roles.theme = self._unsaid(scene, frame.theme)

    def _kin(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        child = next(near(scene), None)
        if child is None or child.slots[0].at - scene.after > 4:
            return
        roles.theme = self.keys(child.slots[:1], frame.theme)
        roles.reach(child)
        parent = scene.left[-1] if scene.left else None
        if parent is not None and scene.trigger.start - parent.end <= 4:
            roles.agents = self.keys(parent.slots[-1:], frame.agent)
            roles.reach(parent)
        elif self.silent(scene.line, scene.low, scene.trigger.start):
            topic = self.topic(scene.line, scene.clause)
            roles.agents = self.fitting(topic.subject, frame.agent)

    def _member(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        if not scene.left:
            return
        goal = scene.left[-1]
        copula = self.grammar.copula.search(scene.line.text, scene.low, goal.slots[0].at)
        if copula is None or not self.keys(goal.slots[-1:], frame.goal):
            return
        roles.goal = self.keys(goal.slots[-1:], frame.goal)
        roles.reach(goal)
        subjects = [p for p in scene.left[:-1] if p.role == "" and p.end <= copula.start()]
        if subjects:
            roles.theme = self.keys(subjects[-1].slots, frame.theme)
            roles.reach(subjects[-1])
        elif self.silent(scene.line, scene.low, copula.start()):
            roles.theme = self._unsaid(scene, frame.theme)


def _actors(frame: Frame) -> tuple[str, ...]:
    return frame.goal or ("Organization", "Place")


def entities(line: Line) -> tuple[Slot, ...]:
    """The slots of a line that are entities."""
    return tuple(slot for slot in line.slots if slot.kind is Kind.ENTITY)
