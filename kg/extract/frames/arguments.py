"""The roles of a trigger: who, what, where, with whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from kg.extract.frames.lines import QUANTITY, SLOT, Slot
from kg.extract.frames.nouns import Nouns
from kg.extract.frames.phrase import Phrase
from kg.extract.frames.phrases import Scene, head, merged, near, phrases, verb_between
from kg.extract.frames.roles import Roles
from kg.model import BlockKind
from kg.model.lexicon.frames import (
    ACTION,
    GIVING,
    HAPPENING,
    KIN,
    LABEL,
    LINKING,
    MEMBER,
    PLACING,
    RANK,
    Frame,
    Pattern,
)

_PLACES = ("Place", "Facility")
_ADJACENT = 4
_REACH = 20
_MARKED = ("other", "benefit")  # what is named for another verb, and does what follows
_Fills = Callable[["Finder", Scene, Frame, Roles], None]


class Finder(Nouns):
    """Finds the roles of triggers in one article."""

    def roles(self, scene: Scene, frame: Frame) -> Roles:
        """The roles of a trigger as one frame sees them."""
        roles = Roles(low=scene.trigger.start, high=scene.trigger.end)
        fill_in = self._BY_PATTERN.get(frame.pattern)
        if fill_in is not None:
            fill_in(self, scene, frame, roles)
        return roles

    # -- theme of a happening

    def _happening(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        line, trigger = scene.line, scene.trigger
        ceremony = self.grammar.ceremony.match(line.text, trigger.end, scene.high)
        found = self._theme_of_happening(scene, frame, ceremony=ceremony is not None)
        if found is not None and self._wished(scene, found):
            return
        if found is not None:
            listed = self._listed_before(scene, found)
            roles.theme = self.keys((*listed, *found.slots), frame.theme)
            roles.reach(found)
        elif identified := self.cleft(scene, frame):
            roles.theme = identified
            roles.low = min(roles.low, scene.low)
        elif ceremony is not None:
            roles.theme = self._celebrated(scene, frame)
        elif (
            not frame.overt
            and (scene.ends if frame.governs else self.ends(scene))
            and all(p.role != "" for p in scene.left)
            and (frame.governs or not self._by_another(scene))
            and self.silent(line, scene.low, trigger.start)
        ):
            roles.theme = self.unsaid(line, scene.clause, frame.theme)
        self.place(scene, frame, roles)
        if ceremony and roles.theme:
            self._held_at(scene, roles)

    def _celebrated(self, scene: Scene, frame: Frame) -> tuple[str, ...]:
        """The topic, whose ceremony is held: 丁项目,在丙举行开工仪式."""
        line = scene.line
        held = self.grammar.held.search(line.text, scene.low, scene.trigger.start)
        if held is None or held.end() != scene.trigger.start or not frame.gives:
            return ()
        if any(phrase.role != "place" for phrase in scene.left):
            return ()
        return self.fitting(self.topic(line, scene.clause).subject, frame.theme)

    def _wished(self, scene: Scene, theme: Phrase) -> bool:
        """Whether a happening is only what somebody works for: 加快丁投运."""
        if theme.start >= scene.trigger.start:
            return False
        opening = scene.line.text[scene.low : theme.start]
        return opening.endswith(self.grammar.lexicon.words.pushing)

    def _held_at(self, scene: Scene, roles: Roles) -> None:
        """Where a ceremony took place: 开工仪式在丙举行."""
        for phrase in scene.right:
            if phrase.role == "place" and not phrase.before and not roles.place:
                roles.place = self.keys(phrase.slots[-1:], _PLACES)
                roles.reach(phrase)

    def _theme_of_happening(self, scene: Scene, frame: Frame, *, ceremony: bool) -> Phrase | None:
        found = self._theme_after(scene, frame, ceremony=ceremony)
        if found is not None or not self.ends(scene):
            return found
        shared = self.shared_head(scene)
        if shared is not None and self.keys(shared.slots, frame.theme):
            return shared
        beside: Phrase | None = None
        for phrase in reversed(scene.left):
            if phrase.role == "with" and self.keys(phrase.slots, frame.theme):
                beside = phrase
            if phrase.role not in ("", "benefit", "object") or phrase.before:
                continue
            if phrase.of and not self.of_part(scene.line, phrase, scene.trigger.start):
                continue
            if self.keys(phrase.slots, frame.theme):
                joined = beside is not None and beside.start == phrase.end
                found = merged(phrase, beside) if beside is not None and joined else phrase
                free = self._free(scene, self.past_list(scene.line, found))
                return found if free and not self._of_agent(scene, phrase) else None
        return None

    def _free(self, scene: Scene, low: int) -> bool:
        """Whether nothing but where and how it happens stands before a trigger."""
        line, high = scene.line, scene.trigger.start
        if self.silent(line, low, high):
            return True
        for start in range(high - 1, low, -1):  # 落成|启用
            verb = scene.triggers.at(start)
            if verb is not None and verb.end == high:
                high = start
        where = self.grammar.somewhere.match(line.text, low, high)
        return where is not None and not self.verb_in(line, where.start("place"), where.end())

    def _theme_after(self, scene: Scene, frame: Frame, *, ceremony: bool) -> Phrase | None:
        """The theme after the trigger: 开工的丁, 发布丁."""
        if scene.relative:
            last = scene.left[-1] if frame.overt and scene.left else None
            if last is not None and last.end == scene.trigger.start:
                return None  # 甲施工的丁: done by somebody, and no beginning
            found = head(scene) or self._presented(scene)
            if found is None or not self.keys(found.slots, frame.theme):
                return None
            text = scene.line.text
            titled = text[found.slots[0].at - 1] == "《" and text[found.end] != "》"
            return None if titled else found  # 发布的《甲项目公示》
        if not frame.object or ceremony:
            return None
        following = self.object(scene, frame)
        if following is not None and (frame.governs or self.closed(scene, following)):
            return following
        return self.expanded(scene, frame)

    def _presented(self, scene: Scene) -> Phrase | None:
        """The list that follows a described noun: 今年开工的项目有:甲、乙."""
        line = scene.line
        rest = line.text[scene.after : scene.high].rstrip(":")
        low = scene.high
        if scene.later is None or SLOT in rest or line.text[low - 1] != ":":
            return None
        if len(rest) > _REACH or not rest.endswith(self.grammar.lexicon.words.expansion):
            return None
        found = phrases(self.grammar, line, low, scene.later[1])
        return found[0] if found and found[0].start == low else None

    def _listed_before(self, scene: Scene, found: Phrase) -> tuple[Slot, ...]:
        """The beginning of a list that commas part: 甲、乙,丙、丁等项目开工."""
        line = scene.line
        if scene.earlier is None or found.start != scene.low or len(found.slots) < 2:
            return ()
        low, high = scene.earlier
        before = phrases(self.grammar, line, low, high)
        alone = len(before) == 1 and len(before[0].slots) > 1 and before[0].start == low
        closed = line.text[before[0].end : high] if alone else ""
        return before[0].slots if alone and closed == "," else ()

    def _by_another(self, scene: Scene) -> bool:
        """Whether somebody does it right before the trigger: 由甲施工 does not begin anything."""
        return any(p.role == "agent" and p.end == scene.trigger.start for p in scene.left)

    def _of_agent(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether a name still belongs to those who act: 由甲等四家公司组建."""
        marked = [p for p in scene.left if p.role == "agent" and p.end <= phrase.start]
        return bool(marked) and not self.grammar.of.intersection(
            scene.line.text[marked[-1].end : phrase.start]
        )

    def ends(self, scene: Scene) -> bool:
        """Whether no object of unknown name follows: 成立, but not 成立子公司 or 建成机架."""
        line = scene.line
        first = line.slot_at(scene.trigger.end)
        if scene.relative or (first is not None and first.kind is QUANTITY):
            return False
        if self.grammar.relative_list.match(line.text, scene.after, scene.high):
            return False  # 建成运营、正在洽谈的项目
        if self.grammar.goes_on.match(line.text, scene.after) or self._parted(scene):
            return True
        if self.grammar.amounts.match(line.text, scene.after):
            return False
        tokens = self.analysis.tokens_in(line.view(scene.after, scene.after + 1))
        noun = scene.triggers.at(scene.after) is not None or (tokens and tokens[0].tag == "vn")
        if tokens and tokens[0].tag[:1] in "vdc" and not noun:
            return True
        return self.grammar.ceremony.match(line.text, scene.after, scene.high) is not None

    def _parted(self, scene: Scene) -> bool:
        """Whether another clause follows: 丁开工并按下, or after a blank 丁揭牌 某市再添新算力."""
        line, folded = scene.line, self.analysis.folded
        if self.grammar.moreover.match(line.text, scene.trigger.end, scene.after):
            return scene.after == scene.trigger.end + 1
        end = line.origin[scene.after - 1] + 1
        kind = self.analysis.document.blocks[line.sentence.block].kind
        blank = folded[end : end + 1] == " " and not folded[end + 1 : end + 2].isascii()
        return blank and kind in (BlockKind.HEADLINE, BlockKind.HEADING)

    # -- theme and goal

    def _linking(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        if frame.marked:
            self.moves_in(scene, frame, roles)
            return
        goals = self._goals(scene, frame)
        if not goals:
            return
        slots = tuple(s for p in goals for s in p.slots)
        if frame.pattern is PLACING:
            alike = self.grammar.coarse(slots[0])
            slots = tuple(s for s in slots if self.grammar.coarse(s) == alike)  # 落地丙及丁、戊建设
        roles.goal = self.keys(slots, frame.goal)
        roles.place = roles.goal
        roles.reach(*goals)
        described, theme = self._described(scene, goals[-1])
        opening = scene.line.text[scene.low : scene.trigger.start]
        if theme is None and (frame.pattern is LINKING or self.grammar.copula.search(opening)):
            described = False  # 服务丙的企业, 成为入驻丙的企业
        if not described:
            theme = self._subject(scene, frame)
        if theme is not None and self.calls_project(scene.line, theme):
            return
        if theme is not None and self.keys(theme.slots, frame.theme):
            roles.theme = self.keys(theme.slots, frame.theme)
            roles.reach(theme)
        elif (
            not (frame.overt or described or self._modifies(scene, goals[-1]))
            and not self._spoken_of(scene)
            and self.silent(scene.line, scene.low, scene.trigger.start)
        ):
            strict = frame.close or (frame.pattern is PLACING and not frame.silent)
            theme_keys = self.unsaid(scene.line, scene.clause, frame.theme, strict=strict)
            if len(self.topic(scene.line, scene.clause).subject) < 2 or not strict:
                roles.theme = theme_keys

    def _giving(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """丁为丙提供服务."""
        goal = scene.left[-1] if scene.left else None
        if goal is None or goal.role not in _MARKED or goal.before:
            return
        low = self.past_list(scene.line, goal)
        if frame.marked:
            if scene.line.text[goal.start : goal.slots[0].at] not in frame.marked:
                return
        elif self.grammar.customers.search(scene.line.text, low, scene.trigger.start):
            return
        if not self._given_to(scene, low):
            return
        roles.goal = self.keys(goal.slots, frame.goal)
        roles.reach(goal)
        subjects = [p for p in scene.left[:-1] if p.role == "" and not (p.of or p.before)]
        if subjects:
            roles.theme = self.keys(subjects[-1].slots, frame.theme)
            roles.reach(subjects[-1])
        elif self.silent(scene.line, scene.low, goal.start):
            # 为丙市的转型提供: the name before 的 is no subject, whatever the topic says.
            roles.theme = self.fitting(self.subject(scene.line, scene.clause), frame.theme)

    def _given_to(self, scene: Scene, low: int) -> bool:
        """Whether a place itself is given something: not 为丙市构建生态, 为丙市治理提供支撑."""
        line, high = scene.line, scene.trigger.start
        if low >= high or self.verb_in(line, low, high):
            return low >= high
        if line.text[low] in self.grammar.of or self.silent(line, low, high):
            return True
        return self.grammar.given.match(line.text, scene.after, scene.high) is not None

    def _spoken_of(self, scene: Scene) -> bool:
        """Whether a name stands as the subject: first of all, not as another verb's object."""
        first = scene.left[0] if scene.left else None
        if first is None or first.role != "" or first.of or first.before:
            return False
        return not verb_between(scene, scene.low, first.start)

    def _goals(self, scene: Scene, frame: Frame) -> list[Phrase]:
        if scene.relative:
            return []
        placing = frame.pattern is PLACING
        goals: list[Phrase] = []
        at = scene.after
        for phrase in near(scene):
            if phrase.slots[0].at - at > (6 if placing else 20) or self._stops(
                scene, frame, phrase, at
            ):
                break
            if self.keys(phrase.slots, frame.goal):
                goals.append(phrase)
            elif frame.overt and phrase.role == "" and not (phrase.of or phrase.before):
                break  # 引进甲参与丁项目
            if placing and not phrase.before:
                break
            at = phrase.end
        if not placing:
            return goals
        where = scene.left[-1] if scene.left else None
        if where is not None and where.role == "place" and where.end == scene.trigger.start:
            # 将在丙落地丁产业园: what comes to a place is not where.
            goals = [goal for goal in goals if not self.keys(goal.slots, ("Facility",))]
        return self.place_itself(goals)

    def _only_names(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether an organisation is only the beginning of what is meant: 引进甲公司技术."""
        organizations = self.keys(phrase.slots[-1:], ("Organization",))
        acts = scene.triggers.verb_at(phrase.end) is not None  # 引进甲投资
        noun = not phrase.of and self.noun_at(scene.line, phrase.end)
        return bool(organizations) and (acts or noun)

    def _stops(self, scene: Scene, frame: Frame, phrase: Phrase, at: int) -> bool:
        """Whether a phrase belongs no more to what a verb links: marked, or after another verb."""
        line = scene.line
        if phrase.role in ("agent", "about", "other", "benefit"):
            return True
        if frame.listed and not self.lists_openly(scene.line, phrase):
            return True
        if frame.pattern is PLACING:
            if self.grammar.beyond.match(line.text, phrase.end):
                return True  # 地处丙以西: not in it
            if phrase.start - at > 1 and self.verb_in(line, at, phrase.start):
                return True  # 落地标志着丙
        elif self._only_names(scene, phrase):
            return True
        described = line.text[phrase.slots[0].at - 1] in self.grammar.relative
        return not described and verb_between(scene, at, phrase.slots[0].at)

    def _described(self, scene: Scene, last: Phrase) -> tuple[bool, Phrase | None]:
        """Whether the clause describes a noun by 的 (位于丙的丁), and the noun if a name."""
        found = self.grammar.parts_of_place.match(scene.line.text, last.end)
        at = found.end() if found else last.end
        road = self.grammar.road_of.match(scene.line.text, at)
        at = road.end("road") if road else at  # 位于丙某大道的丁
        further = self.grammar.relative_list.match(scene.line.text, at, scene.high)
        at = further.end() - 1 if further else at  # 位于丙、主营某业的丁
        if scene.line.text[at : at + 1] not in self.grammar.relative:
            return False, None
        for phrase in scene.right:
            if phrase.start > at and phrase.role in ("", "object") and not phrase.of:
                gap = scene.line.text[at + 1 : phrase.slots[0].at]
                far = len(gap) > _REACH or self.opens_project(scene.line, phrase, scene.high)
                return True, None if far else phrase
        return True, None

    def _modifies(self, scene: Scene, last: Phrase) -> bool:
        """Whether what is placed is the object of a verb: 建造位于丙工业区内的一个中心."""
        at = scene.trigger.start
        governed = any(verb.end == at for verb in scene.triggers.verbs(scene.low, at))
        return governed and self.grammar.modifying.match(scene.line.text, last.end) is not None

    def _subject(self, scene: Scene, frame: Frame) -> Phrase | None:
        placing = frame.pattern is PLACING
        last = scene.left[-1] if scene.left else None
        marked = last is not None and last.role in _MARKED and last.end == scene.trigger.start
        if placing and last is not None and marked and self.keys(last.slots, frame.theme):
            return last  # 吸引甲落户丙
        for roles in (("", "object", "with"), ("place",)):
            for phrase in reversed(scene.left):
                if phrase.role not in roles or phrase.of or phrase.before:
                    continue
                if self.keys(phrase.slots, frame.theme):
                    end = self.past_list(scene.line, phrase)
                    if placing and not self.lands(scene.line, end, scene.trigger.start):
                        return None
                    return phrase
            if placing:
                break
        return None

    _BY_PATTERN: ClassVar[dict[Pattern, _Fills]] = {
        ACTION: Nouns.action,
        HAPPENING: _happening,
        PLACING: _linking,
        LINKING: _linking,
        GIVING: _giving,
        LABEL: Nouns.label,
        KIN: Nouns.kin,
        MEMBER: Nouns.member,
        RANK: Nouns.rank,
    }
