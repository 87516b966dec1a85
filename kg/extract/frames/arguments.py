"""The roles of a trigger: who, what, where, with whom."""

from __future__ import annotations

from kg.extract.analysis import Topic
from kg.extract.frames.lines import Kind, Line
from kg.extract.frames.phrases import Phrase, Scene, head, merged, near, phrases, verb_between
from kg.extract.frames.roles import Lookup, Roles
from kg.model.lexicon.frames import Frame, Pattern

_ACTORS = ("Organization", "Place")
_PLACES = ("Place", "Facility")
_FACILITY = ("Facility",)
_ADJACENT = 4


class Finder(Lookup):
    """Finds the roles of triggers in one article."""

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

    # -- agent and theme of an action

    def _action(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        passive, theme = self._agents(scene, frame, roles)
        self._place(scene, roles)
        if theme is None:
            theme = self._object(scene, frame) or self._expanded(scene, frame)
        if theme is None:
            theme = self._cleft(scene, frame)
        if theme is None and passive is not None:
            theme = self._passive_theme(scene, passive, frame)
        roles.act([self.leaders(scene), *roles.groups])
        if theme is not None:
            roles.theme = self.keys(theme.slots, frame.theme)
            roles.reach(theme)
        elif frame.amount and self._built_next(scene, frame, roles):
            pass
        elif passive is not None or frame.silent or scene.ends:
            roles.theme = self.unsaid(scene.line, scene.clause, frame.theme)
        if not roles.agents and passive is None and self._subjectless(scene):
            self._silent_agent(scene, frame, roles)

    def leaders(self, scene: Scene) -> tuple[str, ...]:
        """Those under whose lead others take part: 由甲牵头,乙参与建设."""
        line = scene.line
        before = line.text[scene.low : scene.trigger.start]
        if scene.clause == 0 or not self.grammar.taking_part.search(before):
            return ()
        low, high = line.clause(scene.clause - 1)
        for phrase in phrases(self.grammar, line, low, high):
            if self.grammar.leading.match(line.text, phrase.end):
                return self.keys(phrase.slots, _ACTORS)
        return ()

    def _cleft(self, scene: Scene, frame: Frame) -> Phrase | None:
        """丁是甲和乙建设的."""
        line = scene.line
        rest = line.text[scene.after : scene.after + 1]
        if not scene.relative or (rest and rest not in ",;:。!?"):
            return None
        for phrase in scene.left:
            if phrase.role == "" and self.keys(phrase.slots, frame.theme):
                return phrase if self.grammar.copula.match(line.text, phrase.end) else None
        return None

    def _built_next(self, scene: Scene, frame: Frame, roles: Roles) -> bool:
        """投资5亿元,建设丁: the amount goes to what the next clause names."""
        line = scene.line
        if scene.clause + 1 >= len(line.starts):
            return False
        low, high = line.clause(scene.clause + 1)
        verbs = [t for at, t in scene.triggers.items() if low <= at < high and t.verb]
        if not verbs:
            return False
        for phrase in phrases(self.grammar, line, verbs[0].end, high):
            if phrase.role == "" and self.keys(phrase.slots, frame.theme):
                roles.theme = self.keys(phrase.slots, frame.theme)
                roles.reach(phrase)
                return True
        return False

    def _silent_agent(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        topic = self.topic(scene.line, scene.clause)
        agents = self.fitting(self.subject(scene.line, scene.clause), frame.agent)
        roles.act([tuple(key for key in agents if self._may_act(key, topic))])

    def _may_act(self, key: str, topic: Topic) -> bool:
        """Whether a topic acts: an outlet only reports, a place must have acted before."""
        if self.fits(key, ("Place",)):
            return key == topic.actor or len(topic.subject) > 1
        return not self.fits(key, ("MediaOutlet",))

    def _subjectless(self, scene: Scene) -> bool:
        if any(p.role in ("", "agent") for p in scene.left):
            return False
        opening = scene.line.text[scene.low : scene.trigger.start]
        if self.grammar.purpose.search(opening):
            return False
        return self.silent(scene.line, scene.low, scene.trigger.start)

    def _agents(self, scene: Scene, frame: Frame, roles: Roles) -> tuple[int | None, Phrase | None]:
        """Fill in who acts; the phrase that 由 marks if the clause is passive, and the theme."""
        after = self._agent_after(scene, frame, roles)
        if after is not None:
            return after, None
        classes = tuple(dict.fromkeys((*frame.agent, *_ACTORS))) if frame.agent else ()
        if not set(frame.agent) & set(_ACTORS):
            classes = frame.agent
        partners: list[Phrase] = []
        theme = None
        for index in range(len(scene.left) - 1, -1, -1):
            phrase = scene.left[index]
            if phrase.role in ("object", "about") and phrase.end >= scene.trigger.start - 6:
                theme = theme or phrase
                continue
            if phrase.role not in ("", "agent", "with", "object") or phrase.of or phrase.before:
                continue
            if not self.keys(phrase.slots, classes):
                if phrase.role == "" and self.keys(phrase.slots, _FACILITY):
                    break
                continue
            if phrase.role == "with":
                partners.insert(0, phrase)
                continue
            self._act(frame, roles, [phrase, *partners])
            passive = phrase.role == "agent" or self._by(scene, index)
            return index if passive else None, self._themed(theme, frame)
        if partners:
            self._act(frame, roles, partners)
            self._joined_by_topic(scene, frame, roles)
        return None, self._themed(theme, frame)

    def _themed(self, theme: Phrase | None, frame: Frame) -> Phrase | None:
        return theme if theme is not None and self.keys(theme.slots, frame.theme) else None

    def _act(self, frame: Frame, roles: Roles, groups: list[Phrase]) -> None:
        roles.act([self.keys(phrase.slots, frame.agent) for phrase in groups])
        roles.named = True
        roles.reach(*groups)

    def _joined_by_topic(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """还与乙共建: the subject is the topic."""
        if not self.silent(scene.line, scene.low, min(p.start for p in scene.left)):
            return
        subject = self.fitting(self.subject(scene.line, scene.clause), frame.agent)
        others = tuple(key for key in subject if key not in roles.agents)
        roles.act([others, *roles.groups])

    def _agent_after(self, scene: Scene, frame: Frame, roles: Roles) -> int | None:
        """运营由甲负责."""
        first = next(near(scene), None)
        if scene.relative or first is None or first.role != "agent" or first.start > scene.after:
            return None
        rest = scene.line.text[first.end : scene.high]
        if not self.keys(first.slots, frame.agent) or not self.grammar.in_charge.match(rest):
            return None
        self._act(frame, roles, [first])
        return len(scene.left)

    def _by(self, scene: Scene, index: int) -> bool:
        """Whether a bare agent continues a passive: 由甲投资、乙承建."""
        before = scene.left[:index]
        return (
            bool(before)
            and before[-1].role in ("agent", "with")
            and any(p.role == "agent" for p in before)
        )

    def _passive_theme(self, scene: Scene, index: int, frame: Frame) -> Phrase | None:
        for phrase in reversed(scene.left[:index]):
            if phrase.role == "" and not phrase.of and self.keys(phrase.slots, frame.theme):
                return phrase
        return None

    def _place(self, scene: Scene, roles: Roles) -> None:
        found = [p for p in scene.left if p.role == "place" and not p.of and not p.before]
        if found:
            roles.place = self.keys(found[-1].slots, _PLACES)
            roles.low = min(roles.low, found[-1].start)
        elif scene.clause > 0:
            self._place_before(scene, roles)

    def _place_before(self, scene: Scene, roles: Roles) -> None:
        """在丙,甲建设丁: the clause before says nothing but where."""
        line = scene.line
        low, high = line.clause(scene.clause - 1)
        found = phrases(self.grammar, line, low, high)
        if not found or found[0].role != "place" or found[0].start != low:
            return
        rest = line.text[found[-1].end : high].rstrip(",")
        if found[-1].role == "place" and self.grammar.parts_of_place.fullmatch(rest):
            roles.place = self.keys(found[-1].slots, _PLACES)
            roles.low = min(roles.low, low)

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
        if opening is not None:
            low = opening.end()
        elif line.text[low - 1] != "—":
            return None
        listed = phrases(self.grammar, line, low, high)
        if not listed or listed[0].slots[0].at > low + _ADJACENT:
            return None
        found = listed[0]
        for phrase in listed[1:]:  # 甲与乙 is a list here
            if phrase.role != "with" or phrase.start > found.end:
                break
            found = merged(found, phrase)
        return found if self.keys(found.slots, frame.theme) else None

    # -- theme of a happening

    def _happening(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        self._place(scene, roles)
        line, trigger = scene.line, scene.trigger
        ceremony = self.grammar.ceremony.match(line.text, trigger.end, scene.high)
        if ceremony:
            self._held_at(scene, roles)
        found = self._theme_of_happening(scene, frame, ceremony=ceremony is not None)
        if found is not None:
            roles.theme = self.keys(found.slots, frame.theme)
            roles.reach(found)
        elif self._ends(scene) and all(p.role != "" for p in scene.left):
            if self.silent(line, scene.low, trigger.start):
                roles.theme = self.unsaid(line, scene.clause, frame.theme)

    def _held_at(self, scene: Scene, roles: Roles) -> None:
        """Where a ceremony took place: 开工仪式在丙举行."""
        for phrase in scene.right:
            if phrase.role == "place" and not roles.place:
                roles.place = self.keys(phrase.slots[-1:], _PLACES)
                roles.reach(phrase)

    def _theme_of_happening(self, scene: Scene, frame: Frame, *, ceremony: bool) -> Phrase | None:
        if scene.relative:
            found = head(scene)
            if found is not None and self.keys(found.slots, frame.theme):
                return found
        elif frame.object and not ceremony:
            following = self._object(scene, frame)
            if following is not None and self._closed(scene, following):
                return following
            following = self._expanded(scene, frame)
            if following is not None:
                return following
        if not self._ends(scene):
            return None
        for phrase in reversed(scene.left):
            if phrase.role in ("", "benefit", "object") and not (phrase.of or phrase.before):
                if self.keys(phrase.slots, frame.theme):
                    free = self.silent(scene.line, phrase.end, scene.trigger.start)
                    return phrase if free else None
        return None

    def _closed(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether a name is the whole object: 发布甲, but not 发布甲招标公告."""
        line = scene.line
        return phrase.end >= scene.high or not self._noun_at(line, phrase.end)

    def _noun_at(self, line: Line, at: int) -> bool:
        """Whether the word at a position is a noun or unknown."""
        tokens = self.analysis.tokens_in(line.view(at, at + 1))
        return any(t.tag[:1] in "nx" and t.word[:1].isalnum() for t in tokens[:1])

    def _ends(self, scene: Scene) -> bool:
        """Whether no object of unknown name follows: 成立, but not 成立子公司 or 建成机架."""
        line = scene.line
        first = line.slot_at(scene.trigger.end)
        if scene.relative or (first is not None and first.kind is Kind.QUANTITY):
            return False
        if self.grammar.goes_on.match(line.text, scene.after):
            return True
        tokens = self.analysis.tokens_in(line.view(scene.after, scene.after + 1))
        if tokens and tokens[0].tag[:1] in "vdpc":
            return True
        return self.grammar.ceremony.match(line.text, scene.after, scene.high) is not None

    # -- theme and goal

    def _linking(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        goals = self._goals(scene, frame)
        if not goals:
            return
        roles.goal = self.keys((s for p in goals for s in p.slots), frame.goal)
        roles.place = roles.goal
        roles.reach(*goals)
        described, theme = self._described(scene, goals[-1])
        if not described:
            theme = self._subject(scene, frame)
        if theme is not None and self.keys(theme.slots, frame.theme):
            roles.theme = self.keys(theme.slots, frame.theme)
            roles.reach(theme)
        elif not described and self.silent(scene.line, scene.low, scene.trigger.start):
            strict = frame.pattern is Pattern.PLACING and not frame.silent
            theme_keys = self.unsaid(scene.line, scene.clause, frame.theme, strict=strict)
            if len(self.topic(scene.line, scene.clause).subject) < 2 or not strict:
                roles.theme = theme_keys

    def _goals(self, scene: Scene, frame: Frame) -> list[Phrase]:
        if scene.relative:
            return []
        placing = frame.pattern is Pattern.PLACING
        goals: list[Phrase] = []
        at = scene.after
        for phrase in near(scene):
            if phrase.slots[0].at - at > (6 if placing else 20):
                break
            if phrase.role in ("agent", "about", "other", "benefit"):
                break
            if verb_between(scene, at, phrase.slots[0].at):
                break
            if self.keys(phrase.slots, frame.goal):
                goals.append(phrase)
            if placing and not phrase.before:
                break
            at = phrase.end
        return goals[-1:] if placing else goals

    def _described(self, scene: Scene, last: Phrase) -> tuple[bool, Phrase | None]:
        """Whether 的 makes the clause describe a noun (位于丙的丁), and the noun if it is a name."""
        found = self.grammar.parts_of_place.match(scene.line.text, last.end)
        at = found.end() if found else last.end
        if scene.line.text[at : at + 1] != "的":
            return False, None
        for phrase in scene.right:
            if phrase.start > at and phrase.role in ("", "object") and not phrase.of:
                gap = scene.line.text[at + 1 : phrase.slots[0].at]
                if len(gap) <= 20:
                    return True, phrase
                break
        return False, None

    def _subject(self, scene: Scene, frame: Frame) -> Phrase | None:
        placing = frame.pattern is Pattern.PLACING
        for roles in (("", "object", "with"), ("place",)):
            for phrase in reversed(scene.left):
                if phrase.role not in roles or phrase.of or phrase.before:
                    continue
                if self.keys(phrase.slots, frame.theme):
                    if placing and not self.silent(scene.line, phrase.end, scene.trigger.start):
                        return None
                    return phrase
            if placing:
                break
        return None

    # -- nouns

    def _label(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        phrase = self.labelled(scene)
        if phrase is None:
            return
        roles.act([self.keys(phrase.slots, frame.agent)])
        roles.reach(phrase)
        owner = scene.left[-1] if scene.left else None
        if owner is not None and owner.end >= scene.trigger.start - 1:
            roles.theme = self.keys(owner.slots, frame.theme)
            roles.reach(owner)
        else:
            roles.theme = self.unsaid(scene.line, scene.clause, frame.theme)

    def labelled(self, scene: Scene) -> Phrase | None:
        """What a label is put on: 建设单位:甲; 建设方为甲; 建设方甲."""
        line = scene.line
        low = scene.trigger.end
        mark = self.grammar.label_mark.match(line.text, low)
        low = mark.end() if mark else low
        following = line.clause(line.clause_at(low))[1] if low < len(line.text) else low
        found = phrases(self.grammar, line, low, following)
        return found[0] if found and found[0].role == "" and found[0].slots[0].at == low else None

    def _kin(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        child = next(near(scene), None)
        if child is None or child.slots[0].at - scene.after > _ADJACENT:
            return
        roles.theme = self.keys(child.slots[:1], frame.theme)
        roles.reach(child)
        parent = scene.left[-1] if scene.left else None
        if parent is not None and scene.trigger.start - parent.end <= _ADJACENT:
            roles.act([self.keys(parent.slots[-1:], frame.agent)])
            roles.reach(parent)
        elif self.silent(scene.line, scene.low, scene.trigger.start):
            # The clause has a subject, the child; the parent is what was spoken of before.
            topic = self.topic_before(scene.line, scene.clause)
            actor = (topic.actor,) if topic.actor else ()
            roles.act([self.fitting(topic.subject or actor, frame.agent)])

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
        elif self.grammar.as_.match(copula.group()):
            self._next_subject(scene, frame, roles)
        elif self.silent(scene.line, scene.low, copula.start()):
            roles.theme = self.unsaid(scene.line, scene.clause, frame.theme)

    def _next_subject(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """作为丙之一,丁: the subject stands in the next clause."""
        if scene.clause + 1 >= len(scene.line.starts):
            return
        found = phrases(self.grammar, scene.line, *scene.line.clause(scene.clause + 1))
        if found and found[0].role == "":
            roles.theme = self.keys(found[0].slots, frame.theme)
            roles.reach(found[0])
