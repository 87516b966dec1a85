"""Who signed with whom, who works with whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from kg.extract.analysis import Analysis
from kg.extract.frames.arguments import Finder
from kg.extract.frames.dates import Dates
from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.parties import Parties, PartyFinder, agreed
from kg.extract.frames.phrases import Scene
from kg.extract.frames.roles import Roles
from kg.extract.modality import Standing
from kg.model import Agreement, Evidence, Fact, Signing, Span
from kg.model.facts import ACTUAL
from kg.model.lexicon.frames import (
    ACTION,
    COOPERATION,
    HAPPENING,
    SIGNED,
    TOGETHER,
    Frame,
)
from kg.text.fold import fold

_PARTY = ("Organization", "Place", "Facility")
_ACTOR = ("Organization", "Place")
_FACILITY = ("Facility",)


class Agreements:
    """Reads agreements from triggers of signing and from joint action."""

    def __init__(
        self, analysis: Analysis, grammar: FrameGrammar, finder: Finder, dates: Dates
    ) -> None:
        self.analysis = analysis
        self.grammar = grammar
        self.finder = finder
        self.dates = dates
        self.parties = PartyFinder(grammar, finder)
        self._signing: tuple[int, str | None] = (-1, None)  # block and date of the last one
        self._hosts: dict[frozenset[str], tuple[str, ...]] = {}  # what each pair signed before

    # -- signing

    def signed(self, scene: Scene, frame: Frame, standing: Standing) -> Iterator[Fact]:
        """The agreements of a trigger such as 签署, with the act that holds them."""
        clause = scene.line.text[scene.trigger.end : scene.high]
        if self.grammar.condition.search(clause):
            return  # 签订合同后方可投产
        if self.grammar.attending.search(scene.line.text, scene.low, scene.trigger.start):
            return  # 甲、乙出席签约仪式
        if frame.accord is COOPERATION and self._only_aids(scene):
            return
        delegated = any(phrase.role == "delegate" for phrase in scene.left)
        words = scene.line.text[scene.low : scene.trigger.start]
        parties = self.parties.of(scene, frame)
        if frame.star and self._only_call(scene, parties):
            return  # 甲、乙等项目签约
        if not delegated and self.grammar.delegated.search(words) and self._committee(parties):
            return  # 甲市委书记与乙经理代表双方签约, and 双方 are not known
        yield from self._facts(scene, frame, standing, parties)

    def _only_aids(self, scene: Scene) -> bool:
        """Whether another verb says what is done: 合作建设, 携手举办大会, 举办“携手…”大会."""
        if any(scene.triggers.verb_at(at) for at in (scene.after, scene.trigger.end)):
            return True
        return self.grammar.held.search(scene.line.text, scene.low, scene.high) is not None

    def _only_call(self, scene: Scene, parties: Parties) -> bool:
        """Whether the names of some parties are those of projects."""
        projects, text = self.grammar.projects, scene.line.text
        return any(
            self.finder.keys(phrase.slots[-1:], _ACTOR)
            and projects.match(text, phrase.slots[-1].at + 1, scene.trigger.start)
            for phrase in parties.shown
        )

    def _committee(self, parties: Parties) -> bool:
        """Whether a party is a committee, which is only named as an office."""
        tails = self.grammar.lexicon.people.committees
        names = (self.analysis.entities[key].name for side in parties.sides for key in side)
        return any(fold(name).endswith(tails) for name in names)

    def listed(self, scene: Scene, frame: Frame, standing: Standing) -> Iterator[Fact]:
        """The agreement of a label: 签约方:甲、乙."""
        phrase = self.finder.labelled(scene)
        if phrase is None:
            return
        keys = self.finder.keys(phrase.slots, _ACTOR)
        if len(keys) > 1:
            about = self.finder.unsaid(scene.line, scene.clause, _FACILITY)
            found = Parties([keys], [phrase], next(iter(about), None))
            yield from self._facts(scene, frame, standing, found, date=self.dates.last)

    def named(self, scene: Scene, frame: Frame, standing: Standing) -> Iterator[Fact]:
        """What a noun says of the names before it: 甲与乙的合作关系."""
        yield from self._facts(scene, frame, standing, self.parties.adjoining(scene))

    def _facts(
        self, scene: Scene, frame: Frame, standing: Standing, parties: Parties,
        date: str | None = None,
    ) -> Iterator[Fact]:  # fmt: skip
        pairs = list(agreed(parties))
        about = self._about_act(scene, parties, pairs)
        date = date or self.dates.of(scene, standing)
        if not (pairs or about):
            return
        evidence, rule = self._evidence(scene, parties), f"agreement/{frame.id}"
        signed = frame.accord is SIGNED
        if signed and pairs and not parties.after:
            date = self._in_one_go(scene, date, standing)
        if len(pairs) == 1:
            self.finder.told = (scene.line.index, pairs[0])
        key = None
        if signed and about and (date or not parties.after):
            key = f"{about[0]} {date or ''} {scene.line.origin[scene.trigger.start]}"
            declared, named = self._declared(scene, parties)
            if pairs:
                self._hosts.setdefault(frozenset(pairs[0]), about)
            for index, thing in enumerate(about):
                first = index == 0
                yield Signing(
                    key=key if first else f"{key} {thing}", about=thing, date=date,
                    declared=declared if first else None,
                    unnamed=max(declared - named, 0) if declared and first else None,
                    evidence=(evidence,), rule=rule, status=standing.status,
                )  # fmt: skip
        for pair in pairs:
            yield Agreement(
                evidence=(evidence,), rule=rule, status=standing.status, parties=pair, date=date,
                about=parties.about, subject=self._subject_words(scene), signed=signed,
                signing=key,
            )  # fmt: skip

    def _in_one_go(self, scene: Scene, date: str | None, standing: Standing) -> str | None:
        """The date of a signing; without one, that of the signing told just before."""
        if standing.status is not ACTUAL:
            return date
        block = scene.line.sentence.block
        if date is None and self._signing[0] == block:
            return self._signing[1]
        self._signing = (block, date)
        return date

    def _about_act(
        self, scene: Scene, parties: Parties, pairs: list[tuple[str, ...]]
    ) -> tuple[str, ...]:
        if parties.about is not None and pairs:
            return (parties.about,)
        if pairs:
            before = self._hosts.get(frozenset(pairs[0]))
            if before is not None:
                return before  # told again, in other words
            host = parties.sides[0]
            if parties.star and len(host) > 1 and len(parties.sides[-1]) == 1:
                host = parties.sides[-1]
            return host[:1]
        subjects = [p for p in scene.left if p.role == "" and not p.of][-1:]
        placed = scene.line.slot_at(scene.after) is not None  # 丁签约落户丙
        if scene.relative or not subjects or not (placed or self.finder.ends(scene)):
            return ()
        rest = scene.line.text[subjects[0].end : scene.trigger.start]
        if self.grammar.held.search(rest):
            return ()  # 甲举行签约仪式
        return self.finder.keys(subjects[0].slots, _FACILITY)

    # -- working together

    def together(
        self, scene: Scene, frame: Frame, roles: Roles, standing: Standing
    ) -> Iterator[Fact]:
        """The co-operation of several agents of one action whose frame says that they share it."""
        if frame.pattern not in (ACTION, HAPPENING):
            yield from self._linked(scene, frame, roles, standing)
            return
        if len(roles.agents) < 2 and not scene.left:
            carried = self.parties.carried(scene, frame)
            roles.act([*roles.groups, *carried] if carried else roles.groups)
            roles.named = roles.named or bool(carried)
        if len(roles.agents) < 2 or not (roles.theme or roles.named):
            return
        if 0 < sum(p.role == "with" for p in scene.left) >= len(roles.groups):
            return  # 与甲、乙合作开发: who does so with them is not known
        words = scene.line.text[scene.low : scene.trigger.end]
        said = self.grammar.together.search(words) is not None or self._jointly(scene, roles)
        if frame.accord is TOGETHER and not said and not self.finder.leaders(scene):
            return
        about = next(iter(self.finder.fitting(roles.theme, _FACILITY)), None)
        found = Parties(list(roles.groups), [], about)
        found.star = self.grammar.separately.search(words) is not None and len(found.sides) > 1
        view = scene.line.view(roles.low, roles.high)
        yield from self._co_operation(agreed(found), view, frame, standing, about)

    def _jointly(self, scene: Scene, roles: Roles) -> bool:
        """Whether 与 marks a companion and joins no list: 拟与乙在丙建设."""
        marked = [p for p in scene.left if p.role == "with"]
        if not marked or len(roles.groups) < 2:
            return False
        subjects = [p for p in scene.left if p.end <= marked[0].start]
        return not subjects or subjects[-1].end < marked[0].start

    def _linked(
        self, scene: Scene, frame: Frame, roles: Roles, standing: Standing
    ) -> Iterator[Fact]:
        """Those whom a word links pair by pair: 甲的合作伙伴乙, 园区吸引甲、乙签约."""
        pairs = product(roles.theme, roles.goal or roles.agents)
        view = scene.line.view(roles.low, roles.high)
        different = (pair for pair in pairs if pair[0] != pair[1])
        yield from self._co_operation(different, view, frame, standing, None)

    def _co_operation(
        self, pairs: Iterable[tuple[str, ...]], view: Span, frame: Frame, standing: Standing,
        about: str | None,
    ) -> Iterator[Fact]:  # fmt: skip
        for pair in pairs:
            yield Agreement(
                evidence=(self.analysis.evidence(view),), rule=f"agreement/{frame.id}",
                status=standing.status, parties=pair, about=about, signed=False,
            )  # fmt: skip

    # -- details

    def _evidence(self, scene: Scene, parties: Parties) -> Evidence:
        low = min([scene.trigger.start, *(p.slots[0].at for p in parties.shown)])
        high = max([scene.trigger.end, *(p.slots[-1].at + 1 for p in parties.shown)])
        return self.analysis.evidence(scene.line.view(low, high))

    def _declared(self, scene: Scene, parties: Parties) -> tuple[int | None, int]:
        """The number of parties that 等12家企业 declares, and how many of them are named."""
        for phrase in parties.shown:
            found = self.grammar.count.match(scene.line.text, phrase.slots[-1].at + 1)
            if found:
                slot = scene.line.slot_at(found.start("number")) if found["number"] else None
                number = _number(slot.text if slot else found.group())
                return number, sum(len(s.keys) for s in phrase.slots)
        return None, 0

    def _subject_words(self, scene: Scene) -> str | None:
        """The words between 就 and 签署."""
        for phrase in scene.left:
            if phrase.role != "about":
                continue
            low = phrase.slots[-1].at + 1
            words = scene.line.view(low, scene.trigger.start) if low < scene.trigger.start else None
            return words.of(self.analysis.text) if words else None
        return None


def _number(text: str) -> int | None:
    digits = "".join(c for c in text if c.isdigit())
    return int(digits) if digits and len(digits) < 7 else None
