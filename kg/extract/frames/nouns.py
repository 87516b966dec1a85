"""The roles of nouns: labels, kinship, membership."""

from __future__ import annotations

import re

from kg.extract.frames.actions import Actions
from kg.extract.frames.lines import ENTITY, Line
from kg.extract.frames.phrase import Phrase
from kg.extract.frames.phrases import WINDOW, Scene, near, phrases, verb_between
from kg.extract.frames.roles import Roles
from kg.model.lexicon.frames import Frame

_ADJACENT = 4


class Nouns(Actions):
    """Finds the roles of triggers that are nouns, or end in one, in one article."""

    def closed(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether a name is the whole object: 发布甲, 启动丁建设, but not 发布甲招标公告."""
        line = scene.line
        joined = self.grammar.join.match(line.text, phrase.end)  # 发布甲及乙项目公告
        joined = joined or self.grammar.building.match(line.text, phrase.end)
        end = joined.end() if joined else phrase.end
        end += line.text.startswith("》", end)  # 发布《甲总承包》公告
        return end >= scene.high or not self._goes_on(line, end)

    def _goes_on(self, line: Line, at: int) -> bool:
        """Whether the word at a position is a noun or unknown."""
        if self.grammar.afterwards.match(line.text, at):
            return False
        tokens = self.analysis.tokens_in(line.view(at, at + 1))
        return any(t.tag[:1] in "nxvabdfze" and t.word[:1].isalnum() for t in tokens[:1])

    def moves_in(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """Fill in who is where without a place after the verb: 丙已有甲、乙等企业入驻."""
        line, last = scene.line, scene.left[-1] if scene.left else None
        if last is None or last.role or last.of or not scene.ends:
            return
        if not line.text.endswith(frame.marked, scene.low, last.slots[0].at):
            return
        said = [p for p in scene.left[:-1] if p.role == "" and self.keys(p.slots, frame.goal)]
        place = said[-1].slots[-1].keys if said else self.unsaid(line, scene.clause, frame.goal)
        if len(place) == 1:
            roles.theme, roles.place = self.keys(last.slots, frame.theme), place
            roles.reach(*said, last)

    def label(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """Fill in what a label says: 建设方: 甲."""
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
            found = self.unsaid(scene.line, scene.clause, frame.theme)
            roles.theme = found if len(found) == 1 else ()

    def labelled(self, scene: Scene) -> Phrase | None:
        """What a label is put on: 建设单位:甲; 建设方为甲; 建设方甲."""
        line = scene.line
        low = scene.trigger.end
        mark = self.grammar.label_mark.match(line.text, low)
        low = mark.end() if mark else low
        end = line.clause(line.clause_at(low))[1] if low < len(line.text) else low
        found = phrases(self.grammar, line, low, min(end, low + WINDOW))
        return found[0] if found and found[0].role == "" and found[0].start == low else None

    def kin(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """Fill in the two that a noun of kinship links: 甲旗下乙."""
        child = next(near(scene), None)
        gap = scene.line.text[scene.trigger.end : child.slots[0].at] if child else ""
        if child is None or not self.grammar.kin_gap.fullmatch(gap):
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

    def member(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """Fill in part and whole: 甲是乙的组成部分."""
        if not scene.left:
            return
        goal = scene.left[-1]
        copula = self.grammar.copula.search(scene.line.text, scene.low, goal.slots[0].at)
        described = scene.relative and not frame.needs  # 是乙旗下的算力公司
        if described or copula is None or not self.keys(goal.slots[-1:], frame.goal):
            return
        following = scene.line.slot_at(scene.trigger.end)
        if following is not None and following.kind is ENTITY:
            return  # 是丁建设单位乙的客户
        if self._only_mentioned(scene, goal, copula.end()):
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

    def rank(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """Fill in where something is the first of its kind: 丁是丙首个智算中心."""
        line, at = scene.line, scene.trigger.start
        goal = scene.left[-1] if scene.left else None
        kind = self.grammar.ranked.match(line.text, scene.trigger.end, scene.high)
        if goal is None or kind is None:
            return
        area = goal.slots[-1]
        near = self.grammar.has_ranked.fullmatch(line.text, area.at + 1, at)
        if not near or area.text in self.grammar.wide or not self.keys((area,), frame.goal):
            return
        ranked = self._ranked(scene, frame, goal.slots[0].at, kind.end())
        if isinstance(ranked, Phrase):
            roles.theme = self.keys(ranked.slots, frame.theme)
            roles.reach(ranked)
        else:
            roles.theme = ranked
        roles.place = self.keys((area,), frame.goal)
        roles.reach(goal)

    def _ranked(self, scene: Scene, frame: Frame, area: int, end: int) -> Phrase | tuple[str, ...]:
        """What is ranked: the subject of 是, or the name that follows, or the topic."""
        line = scene.line
        copula = self._copula(scene, area)
        if copula is None:
            following = scene.right
            if end >= scene.high and scene.later:
                following = phrases(self.grammar, line, *scene.later)
            return next((p for p in following if p.slots[0].at == end and p.role == ""), ())
        if self.grammar.as_.match(copula.group()):
            following = phrases(self.grammar, line, *scene.later) if scene.later else ()
            return following[0] if following and following[0].role == "" else ()
        subjects = [p for p in scene.left if p.end <= copula.start() and not (p.of or p.before)]
        low = subjects[-1].end if subjects else scene.low
        if not self.silent(line, low, copula.start()):
            return ()
        if subjects:
            return subjects[-1] if subjects[-1].role == "" else ()
        return self.unsaid(line, scene.clause, frame.theme)

    def _copula(self, scene: Scene, area: int) -> re.Match[str] | None:
        """The verb that makes a place part of what is said of the subject: 丁是甲省和丙市首个."""
        line = scene.line
        found = [*self.grammar.copula.finditer(line.text, scene.low, area)]
        if not found or verb_between(scene, found[-1].end(), area):
            return None
        return found[-1] if self.silent(line, found[-1].end(), area) else None

    def _only_mentioned(self, scene: Scene, goal: Phrase, low: int) -> bool:
        """Whether a name is not that of the whole: 是丙客户的节点, 是服务丙的节点."""
        text, at = scene.line.text, goal.slots[0].at
        between = text[goal.slots[-1].at + 1 : scene.trigger.start]
        scheme = next((w for w in self.grammar.schemes if between.startswith(w)), "")
        if any(of in between[len(scheme) + 1 :] for of in self.grammar.relative):
            return True
        return text[at - 1] not in self.grammar.relative and verb_between(scene, low, at)

    def _next_subject(self, scene: Scene, frame: Frame, roles: Roles) -> None:
        """作为丙之一,丁: the subject stands in the next clause."""
        if scene.later is None:
            return
        line, (low, high) = scene.line, scene.later
        found = phrases(self.grammar, line, low, high)
        if not found or found[0].role:
            return
        at = found[0].slots[0].at
        opens = at == low or line.text[at - 1] in self.grammar.relative
        if opens or not self.verb_in(line, low, at):  # 作为丙之一,此举标志着丁
            roles.theme = self.keys(found[0].slots, frame.theme)
            roles.reach(found[0])
