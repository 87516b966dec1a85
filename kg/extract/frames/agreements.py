"""Who signed with whom, who works with whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from kg.extract.analysis import Analysis
from kg.extract.frames.arguments import Finder
from kg.extract.frames.dates import Dates
from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import Kind
from kg.extract.frames.phrases import WINDOW, Phrase, Scene, near, phrases
from kg.extract.frames.roles import Roles
from kg.model import Agreement, Evidence, Fact, Signing, Status
from kg.model.lexicon.frames import Accord, Frame, Pattern

_PARTY = ("Organization", "Place", "Facility")
_ACTOR = ("Organization", "Place")
_FACILITY = ("Facility",)


@dataclass(slots=True)
class _Parties:
    """Who takes part in one act.

    Attributes:
        sides: The groups as they stand in the text; the subject first.
        shown: The phrases they were read from.
        about: What it is about, or None.
        after: Whether some were named after the trigger (已签约甲、乙).
        star: Whether the sides agree with one another and not within themselves.
    """

    sides: list[tuple[str, ...]]
    shown: list[Phrase]
    about: str | None = None
    star: bool = False
    after: bool = False


class Agreements:
    """Reads agreements from triggers of signing and from joint action."""

    def __init__(
        self, analysis: Analysis, grammar: FrameGrammar, finder: Finder, dates: Dates
    ) -> None:
        self.analysis = analysis
        self.grammar = grammar
        self.finder = finder
        self.dates = dates
        self._signing: tuple[int, str | None] = (-1, None)  # block and date of the last one

    # -- signing

    def signed(self, scene: Scene, frame: Frame, status: Status) -> Iterator[Fact]:
        """The agreements of a trigger such as 签署, with the act that holds them."""
        clause = scene.line.text[scene.trigger.end : scene.high]
        if self.grammar.condition.search(clause):
            return  # 签订合同后方可投产
        if self.grammar.attending.search(scene.line.text, scene.low, scene.trigger.start):
            return  # 甲、乙出席签约仪式
        if frame.accord is Accord.COOPERATION and self._only_aids(scene):
            return
        parties = self._parties(scene, frame)
        yield from self._facts(scene, frame, status, parties)

    def _only_aids(self, scene: Scene) -> bool:
        """Whether another verb says what is done: 合作建设, 携手举办大会."""
        if scene.after in scene.triggers or scene.trigger.end in scene.triggers:
            return True
        rest = scene.line.text[scene.trigger.end : scene.high]
        return self.grammar.held.search(rest) is not None

    def listed(self, scene: Scene, frame: Frame, status: Status) -> Iterator[Fact]:
        """The agreement of a label: 签约方:甲、乙."""
        phrase = self.finder.labelled(scene)
        if phrase is None:
            return
        keys = self.finder.keys(phrase.slots, _ACTOR)
        if len(keys) > 1:
            about = self.finder.unsaid(scene.line, scene.clause, _FACILITY)
            found = _Parties([keys], [phrase], next(iter(about), None))
            yield from self._facts(scene, frame, status, found, date=self.dates.last)

    def _facts(
        self, scene: Scene, frame: Frame, status: Status, parties: _Parties,
        date: str | None = None,
    ) -> Iterator[Fact]:  # fmt: skip
        evidence = self._evidence(scene, parties)
        rule = f"agreement/{frame.id}"
        pairs = list(_agreed(parties))
        about = self._about_act(scene, parties, pairs)
        date = date or self.dates.of(scene, status)
        signed = frame.accord is Accord.SIGNED
        if signed and pairs and not parties.after:
            date = self._in_one_go(scene, date, status)
        key = None
        if signed and about and (date or not parties.after):
            key = f"{about[0]} {date or ''} {scene.line.origin[scene.trigger.start]}"
            declared, named = self._declared(scene, parties)
            for index, thing in enumerate(about):
                first = index == 0
                yield Signing(
                    key=key if first else f"{key} {thing}", about=thing, date=date,
                    declared=declared if first else None,
                    unnamed=max(declared - named, 0) if declared and first else None,
                    evidence=(evidence,), rule=rule, status=status,
                )  # fmt: skip
        for pair in pairs:
            yield Agreement(
                evidence=(evidence,), rule=rule, status=status, parties=pair, date=date,
                about=parties.about, subject=self._subject_words(scene), signed=signed,
                signing=key,
            )  # fmt: skip

    def _in_one_go(self, scene: Scene, date: str | None, status: Status) -> str | None:
        """The date of a signing; without one, that of the signing told just before."""
        if status is not Status.ACTUAL:
            return date
        block = scene.line.sentence.block
        if date is None and self._signing[0] == block:
            return self._signing[1]
        self._signing = (block, date)
        return date

    def _about_act(
        self, scene: Scene, parties: _Parties, pairs: list[tuple[str, ...]]
    ) -> tuple[str, ...]:
        if parties.about is not None and pairs:
            return (parties.about,)
        if pairs:
            host = parties.sides[0]
            if parties.star and len(host) > 1 and len(parties.sides[-1]) == 1:
                host = parties.sides[-1]
            return host[:1]
        subjects = [p for p in scene.left if p.role == "" and not p.of][-1:]
        if scene.relative or not subjects or not self.finder.ends(scene):
            return ()
        rest = scene.line.text[subjects[0].end : scene.trigger.start]
        if self.grammar.held.search(rest):
            return ()  # 甲举行签约仪式
        return self.finder.keys(subjects[0].slots, _FACILITY)

    def _parties(self, scene: Scene, frame: Frame) -> _Parties:
        found = _Parties([], [])
        for phrase in scene.left:
            if phrase.role == "about":
                self._take_about(found, phrase)
        subject = self._subject(scene, frame, found)
        partners = self._partners(scene, frame, found)
        partners += self._named_after(scene, found, frame)
        if not subject and not scene.relative:
            subject = self._silent(scene, partners)
        found.sides = [side for side in (_unique(subject), _unique(partners)) if side]
        found.star = self._star(scene, frame, found)
        if found.about is None:
            found.about = self._about(scene, found)
        return found

    def _partners(self, scene: Scene, frame: Frame, found: _Parties) -> list[str]:
        """Those with whom it is signed: 与甲; of several signings in a clause, each has its own."""
        marked = [p for p in scene.left if p.role == "with"]
        starts = range(max(scene.low, scene.trigger.start - WINDOW), scene.trigger.start)
        verbs = (scene.triggers[at] for at in starts if at in scene.triggers)
        since = max((t.end for t in verbs if t.pattern is Pattern.SIGNING), default=0)
        own = [p for p in marked if p.start >= since] or marked
        return [key for phrase in own for key in self._take(found, phrase, frame, scene)]

    def _silent(self, scene: Scene, partners: list[str]) -> list[str]:
        """The topic as the party that is not named."""
        first = min((p.start for p in scene.left if p.role == "with"), default=scene.low)
        if not partners or not self.finder.silent(scene.line, scene.low, first):
            return []
        delegating = self._delegating(scene)
        if delegating:
            return delegating
        return self._party(self.finder.subject(scene.line, scene.clause))

    def _delegating(self, scene: Scene) -> list[str]:
        """Those for whom the clause before says that somebody acts: 市长代表甲,与乙签约."""
        if scene.earlier is None:
            return []
        found = phrases(self.grammar, scene.line, *scene.earlier, last=True)[-1:]
        delegate = any(phrase.role == "delegate" for phrase in found)
        return list(self.finder.keys(found[0].slots, _ACTOR)) if delegate else []

    def _ceremony(self, scene: Scene) -> bool:
        """Whether the trigger only names an event: 签约仪式."""
        line = scene.line
        return self.grammar.ceremony.match(line.text, scene.trigger.end, scene.high) is not None

    def _party(self, keys: tuple[str, ...]) -> list[str]:
        """Those that may be a silent party; an outlet only reports."""
        allowed = self.finder.fitting(keys, _ACTOR) or self.finder.fitting(keys, _FACILITY)
        return [key for key in allowed if not self.finder.fits(key, ("MediaOutlet",))]

    def _star(self, scene: Scene, frame: Frame, found: _Parties) -> bool:
        text = scene.line.text[max(scene.low - WINDOW, 0) : scene.high + WINDOW]
        if self.grammar.separately.search(scene.line.text, scene.low, scene.high):
            return True
        if frame.star and len(found.sides) == 1 and any(p.role == "with" for p in found.shown):
            return True  # 与甲、乙签约: who signs with them is not known
        one_side = min((len(side) for side in found.sides), default=0)
        together = self.grammar.all_parties.search(text) is not None
        return frame.star and len(found.sides) == 2 and one_side == 1 and not together

    def _subject(self, scene: Scene, frame: Frame, found: _Parties) -> list[str]:
        """The nearest group that can act; a facility after it is what the agreement is about."""
        delegates = any(p.role == "delegate" for p in scene.left)
        facilities: list[Phrase] = []
        for phrase in reversed(scene.left):
            if phrase.role not in ("", "agent", "object", "delegate") or phrase.of or phrase.before:
                continue
            if delegates and phrase.role == "" and all(len(s.keys) < 2 for s in phrase.slots):
                continue
            if self.finder.acting(scene.line, phrase, _ACTOR):
                for facility in facilities:
                    self._take_about(found, facility)
                return self._take(found, phrase, frame, scene)
            if self.finder.keys(phrase.slots, _FACILITY):
                facilities.append(phrase)
        if facilities and frame.accord is Accord.SIGNED and self._has_partner(scene):
            return self._take(found, facilities[0], frame, scene)
        return []

    def _has_partner(self, scene: Scene) -> bool:
        """Whether a facility is a party: it signs with somebody, or signs somebody up."""
        if any(p.role == "with" for p in scene.left):
            return True
        return any(self.finder.keys(p.slots, _ACTOR) for p in near(scene))

    def _take(self, found: _Parties, phrase: Phrase, frame: Frame, scene: Scene) -> list[str]:
        cooperation = frame.accord is Accord.COOPERATION
        noun = cooperation and phrase.end + 1 == scene.trigger.start  # 甲与乙的合作
        if (phrase.of and not noun) or phrase.before:
            return []
        keys = self.finder.acting(scene.line, phrase, _ACTOR)
        if not keys and frame.accord is Accord.SIGNED:
            keys = self.finder.keys(phrase.slots, _FACILITY)
        if keys:
            found.shown.append(phrase)
        return list(keys)

    def _take_about(self, found: _Parties, phrase: Phrase) -> None:
        for key in self.finder.keys(phrase.slots, ("Facility", "Programme"))[:1]:
            found.about = found.about or key
            found.shown.append(phrase)

    def _named_after(self, scene: Scene, found: _Parties, frame: Frame) -> list[str]:
        """The parties after the trigger: 签约甲、乙."""
        if not frame.object or scene.relative or self._ceremony(scene):
            return []
        for phrase in near(scene):
            keys = self.finder.keys(phrase.slots, _ACTOR)
            if phrase.role == "" and not phrase.of and keys:
                found.shown.append(phrase)
                found.after = True
                return list(keys)
            break
        return []

    def _about(self, scene: Scene, found: _Parties) -> str | None:
        """What is signed: 签署丁合作协议, or 签署协议,三方共建丁."""
        parties = {key for side in found.sides for key in side}
        line = scene.line
        for phrase in near(scene):
            for key in self.finder.keys(phrase.slots, _FACILITY):
                if key not in parties:
                    found.shown.append(phrase)
                    return key
        for slot in line.between(scene.high, scene.high + WINDOW):
            if scene.line.clause_at(slot.at) > scene.clause + 2:
                break
            if slot.kind is Kind.ENTITY:
                joint = line.text[scene.high : slot.at]
                for key in self.finder.keys((slot,), _FACILITY):
                    if key not in parties and self.grammar.joint.search(joint):
                        return key
        several = any(len(s.keys) > 1 for p in found.shown for s in p.slots)
        if several or (scene.ends and scene.trigger.end in scene.triggers):
            # 三方已签署协议, 甲与乙签约共建: about what was spoken of before.
            topic = self.finder.topic_before(line, scene.clause)
            return topic.facility if topic.facility not in parties else None
        return None

    # -- working together

    def together(self, scene: Scene, frame: Frame, roles: Roles, status: Status) -> Iterator[Fact]:
        """The co-operation of several agents of one action."""
        if frame.accord is Accord.NONE or not roles.agents:
            return
        words = scene.line.text[scene.low : scene.trigger.end]
        leaders = self.finder.leaders(scene)
        if len(roles.agents) < 2 or not (roles.theme or roles.named):
            return
        said = self.grammar.together.search(words) is not None
        if frame.accord is Accord.TOGETHER and not said and not leaders:
            return
        about = next(iter(self.finder.fitting(roles.theme, _FACILITY)), None)
        found = _Parties(list(roles.groups), [], about)
        found.star = self.grammar.separately.search(words) is not None and len(found.sides) > 1
        view = scene.line.view(roles.low, roles.high)
        for pair in _agreed(found):
            yield Agreement(
                evidence=(self.analysis.evidence(view),), rule=f"agreement/{frame.id}",
                status=status, parties=pair, about=about, signed=False,
            )  # fmt: skip

    # -- details

    def _evidence(self, scene: Scene, parties: _Parties) -> Evidence:
        low = min([scene.trigger.start, *(p.slots[0].at for p in parties.shown)])
        high = max([scene.trigger.end, *(p.slots[-1].at + 1 for p in parties.shown)])
        return self.analysis.evidence(scene.line.view(low, high))

    def _declared(self, scene: Scene, parties: _Parties) -> tuple[int | None, int]:
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


def _agreed(parties: _Parties) -> Iterator[tuple[str, ...]]:
    """The parties of each agreement."""
    if parties.star and len(parties.sides) > 1:
        for first, second in product(*parties.sides[:2]):
            if first != second:
                yield (first, second)
        return
    together = _unique([key for side in parties.sides for key in side])
    if len(together) > 1 and not parties.star:
        yield together


def _unique(keys: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _number(text: str) -> int | None:
    digits = "".join(c for c in text if c.isdigit())
    return int(digits) if digits and len(digits) < 7 else None
