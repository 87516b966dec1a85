"""Who does what to what: the roles of verbs with an agent and a theme."""

from __future__ import annotations

from functools import cache

from kg.extract.analysis import Topic
from kg.extract.frames.lines import QUANTITY
from kg.extract.frames.phrase import Phrase
from kg.extract.frames.phrases import (
    WINDOW,
    Scene,
    head,
    merged,
    near,
    phrases,
    verb_between,
)
from kg.extract.frames.roles import Roles
from kg.extract.frames.where import Where
from kg.model.lexicon.frames import ACTION, COOPERATION, MEMBER, RANK, Frame

_ACTORS = ("Organization", "Place")
_FACILITY = ("Facility",)
_OFFICES = ("GovernmentBody", "Place")
_ADJACENT = 4
_SIZED = 8  # characters after a verb in which a noun and its number stand
_VERB = 6  # characters of the longest verb
_IDENTIFYING = 24  # characters of the noun that 是甲建设的 describes


class Actions(Where):
    """Finds agent, theme and place of actions in one article."""

    def action(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """Fill in agent, theme and place of an action."""
        if not self._listed_with_place(scene):
            self._act_out(scene, frame, roles)

    def _act_out(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        passive, theme = self._agents(scene, frame, roles)
        if theme is None:
            theme = self.object(scene, frame)
        if theme is None and passive is None:
            theme = self.expanded(scene, frame)
        if theme is None and passive is not None:
            shared = self.shared_head(scene)
            if shared is not None and self.keys(shared.slots, frame.theme):
                theme = shared
        identified = self.cleft(scene, frame) if theme is None else ()
        if theme is None and not identified and passive is not None:
            theme = self._passive_theme(scene, passive, frame)
        roles.act([self.leaders(scene), *roles.groups])
        if theme is not None:
            roles.theme = self.keys(theme.slots, frame.theme)
            roles.reach(theme)
            if not roles.agents and passive is None and self._subjectless(scene):
                self._silent_agent(scene, frame, roles)
        elif identified:
            roles.theme = identified
            roles.low = min(roles.low, scene.low)
        elif (
            roles.agents
            and not frame.overt
            and not (frame.amount and self._built_next(scene, frame, roles))
        ):
            named_after = passive is not None and passive >= len(scene.left)
            self._silent_theme(scene, frame, roles, ends=scene.ends or named_after)
        self.place(scene, frame, roles)

    def _listed_with_place(self, scene: Scene) -> bool:
        """Whether what is built is named in one list with where another lands: 甲落地丙及丁建设."""
        last = scene.left[-1] if scene.left else None
        if last is None or last.role != "place" or last.end != scene.trigger.start:
            return False
        return self.grammar.coarse(last.slots[0]) != self.grammar.coarse(last.slots[-1])

    def shared_head(self, scene: Scene) -> Phrase | None:
        """The name that this clause describes with the next: 由甲投资,乙承建的丁."""
        line = scene.line
        if scene.later is None or not scene.ends or line.text[scene.high - 1] != ",":
            return None
        if not any(phrase.role == "agent" for phrase in scene.left):
            return None
        low, high = scene.later
        verb = next(iter(scene.triggers.verbs(low, high)), None)
        if verb is None or line.text[verb.end : verb.end + 1] not in self.grammar.relative:
            return None
        following = phrases(self.grammar, line, verb.end + 1, high)
        return following[0] if following and following[0].role == "" else None

    def leaders(self, scene: Scene) -> tuple[str, ...]:
        """Those under whose lead others take part: 由甲牵头,乙参与建设."""
        line = scene.line
        before = line.text[scene.low : scene.trigger.start]
        if scene.earlier is None or not self.grammar.taking_part.search(before):
            return ()
        for phrase in phrases(self.grammar, line, *scene.earlier):
            if self.grammar.leading.match(line.text, phrase.end):
                return self.keys(phrase.slots, _ACTORS)
        return ()

    def cleft(self, scene: Scene, frame: Frame) -> tuple[str, ...]:
        """What is identified by what is done to it: 丁是甲和乙建设的, 它是甲投资的第三个项目."""
        line = scene.line
        rest = line.text[scene.after : scene.high].rstrip(",;:。!?")
        described = scene.relative or self.grammar.heads.fullmatch(rest)  # 是甲和乙共建项目
        if not described or len(rest) > _IDENTIFYING:
            return ()
        told = line.between(scene.after, scene.high)  # 是甲建设的丙省重点项目
        if not all(self.fits(key, ("Place",)) for slot in told for key in slot.keys):
            return ()
        if any(t.pattern is MEMBER for t in scene.triggers.between(scene.after, scene.high)):
            return ()  # 丁是甲批复的示范区的组成部分
        for phrase in scene.left:
            if self.grammar.identifies.match(line.text, phrase.end):
                return self.keys(phrase.slots, frame.theme) if phrase.role == "" else ()
            break
        if self.grammar.identifies.match(line.text, scene.low):
            return self.unsaid(line, scene.clause, frame.theme)
        return ()

    def _built_up(self, scene: Scene) -> bool:
        """助推甲市建设: a place right before the verb is what is built up, no builder."""
        last = scene.left[-1] if scene.left else None
        if last is None or last.role or last.end != scene.trigger.start or not scene.ends:
            return False
        return all(self.fits(key, ("Place",)) for slot in last.slots for key in slot.keys)

    def _built_next(self, scene: Scene, frame: Frame, roles: Roles) -> bool:
        """投资5亿元,建设丁: the amount goes to what the next clause names."""
        line = scene.line
        if scene.later is None:
            return False
        low, high = scene.later
        verbs = scene.triggers.verbs(low, high)
        if not verbs:
            return False
        for phrase in phrases(self.grammar, line, verbs[0].end, high):
            if phrase.role == "" and self.keys(phrase.slots, frame.theme):
                roles.theme = self.keys(phrase.slots, frame.theme)
                roles.reach(phrase)
                return True
        return False

    def _silent_theme(self, scene: Scene, frame: Frame, roles: Roles, *, ends: bool) -> None:
        """The topic, if nothing else can be the theme: no noun follows or comes before."""
        line = scene.line
        last = max((p.end for p in scene.left), default=scene.low)
        first = line.slot_at(scene.trigger.end)
        amount = first is not None and first.kind is QUANTITY
        if self._of_nameless(scene) or self._built_up(scene):
            return
        if ends and (frame.silent or not amount) and self.silent(line, last, scene.trigger.start):
            found = self.unsaid(line, scene.clause, frame.theme)
            roles.theme = tuple(key for key in found if key not in roles.agents)

    def _of_nameless(self, scene: Scene) -> bool:
        """Whether it is done to what has no name: 19个项目,其中甲投资; 甲出资,成立一家公司."""
        line = scene.line
        low = max(scene.trigger.start - WINDOW, 0)
        if self.grammar.several.search(line.text, low, scene.trigger.start):
            return True
        counted = (s for s in line.between(low, scene.trigger.start) if s.kind is QUANTITY)
        if any(self.grammar.counted.match(line.text, slot.at + 1) for slot in counted):
            return True
        if scene.later is None:
            return False
        verb = next(iter(scene.triggers.verbs(*scene.later)), None)
        if verb is None or not any(frame.overt and frame.events for frame in verb.frames):
            return False
        sized = line.between(verb.end + 1, verb.end + _SIZED)  # 已建成机架4000架: of the topic
        return not any(slot.kind is QUANTITY for slot in sized)

    def _silent_agent(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        told, parties = self.told
        words = scene.line.text[scene.low : scene.trigger.start]
        joint = frame.accord is COOPERATION or self.grammar.together.search(words)
        if told == scene.line.index and joint:
            roles.act([self.fitting(parties, frame.agent)])  # 甲与乙签约,将在丙共建丁
            return
        topic = self.topic(scene.line, scene.clause)
        agents = self.fitting(self.subject(scene.line, scene.clause), frame.agent)
        acting = tuple(key for key in agents if self._may_act(scene, key, topic))
        # 甲市政府与乙公司签约,在甲投资: the company does.
        companies = self.fitting(acting, ("Company",)) if len(acting) > 1 else ()
        offices = companies and any(self.fits(key, _OFFICES) for key in acting)
        roles.act([companies if offices else acting])

    def _may_act(self, scene: Scene, key: str, topic: Topic) -> bool:
        """Whether a topic acts: an outlet only reports, a place must have been a subject.

        An office that says what is to be built does not build it: 甲厅明确,依托丙建设丁.
        """
        if self.fits(key, ("Place",)):
            return key == topic.actor or len(topic.subject) > 1 or self._opened(scene, key)
        if self.fits(key, ("GovernmentBody",)):
            return not self.grammar.ruled.search(scene.line.text, 0, scene.low)
        return not self.fits(key, ("MediaOutlet",))

    def _opened(self, scene: Scene, key: str) -> bool:
        """Whether an earlier clause of the sentence begins with an entity."""
        line = scene.line
        for slot in line.between(scene.low - WINDOW, scene.low):
            first = line.starts[line.clause_at(slot.at)]
            if key in slot.keys and slot.at - first <= 1:
                return True
        return False

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
        classes = _acting_classes(frame.agent)
        partners: list[Phrase] = []
        theme = None
        for index in range(len(scene.left) - 1, -1, -1):
            phrase = scene.left[index]
            if self._fronted(scene, phrase, frame):
                theme = theme or phrase
                continue
            if phrase.role not in ("", "agent", "with", "object") or phrase.of or phrase.before:
                continue
            if not self.acting(scene.line, phrase, classes) or self._no_actor(scene, phrase):
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

    def _no_actor(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether a name is the object of a verb right before it, or what something ranks in.

        建设丙和丁进程中,共同发展; 丙第一家运营的中心.
        """
        ranked = scene.triggers.at(phrase.end)
        if phrase.role:
            return False
        if ranked is not None and ranked.pattern is RANK:
            return True
        at = phrase.slots[0].at
        before = scene.triggers.between(max(at - _VERB, scene.low), at)
        return any(trigger.end == at and trigger.pattern is ACTION for trigger in before)

    def _fronted(self, scene: Scene, phrase: Phrase, frame: Frame) -> bool:
        """Whether a theme stands before its verb: 将丁建设, 负责丁建设, 参与丁建设."""
        line = scene.line
        if phrase.role in ("object", "about") and phrase.end >= scene.trigger.start - 6:
            return True
        if phrase.role not in ("", "other") or not self.keys(phrase.slots, frame.theme):
            return False  # 收|到丁
        near = self.grammar.entrusting.search(line.text, scene.low, phrase.slots[0].at)
        return near is not None and self.silent(line, phrase.end, scene.trigger.start)

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
        if not subject and scene.earlier is not None:  # 由甲建设,并与乙合资
            before = phrases(self.grammar, scene.line, *scene.earlier)
            marked = next((p for p in reversed(before) if p.role == "agent"), None)
            subject = self.keys(marked.slots, frame.agent) if marked is not None else ()
        others = tuple(key for key in subject if key not in roles.agents)
        roles.act([others, *roles.groups])

    def _agent_after(self, scene: Scene, frame: Frame, roles: Roles) -> int | None:
        """运营由甲负责."""
        first = next(near(scene), None)
        if scene.relative or first is None or first.role != "agent" or first.start > scene.after:
            return None
        for phrase in near(scene):  # 由甲的子公司乙负责
            if self.grammar.in_charge.match(scene.line.text, phrase.end):
                self._act(frame, roles, [phrase])
                return len(scene.left) if roles.agents else None
        return None

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

    def object(self, scene: Scene, frame: Frame) -> Phrase | None:
        """The theme after the trigger, or the name that its relative clause describes."""
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
        return (
            not verb_between(scene, scene.after, at)
            or scene.line.text[at - 1] in self.grammar.relative
        )

    def expanded(self, scene: Scene, frame: Frame) -> Phrase | None:
        """The names of an unnamed object: 承接多个项目,包括甲、乙."""
        line = scene.line
        if scene.relative or scene.later is None:
            return None
        low, high = scene.later
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


@cache
def _acting_classes(agent: tuple[str, ...]) -> tuple[str, ...]:
    """The classes of those that can be named as the agents of a frame, fit for it or not."""
    actors = _ACTORS if not set(_ACTORS).isdisjoint(agent) else ()
    return tuple(dict.fromkeys((*agent, *actors)))
