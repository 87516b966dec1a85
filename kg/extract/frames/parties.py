"""The parties of an agreement: who stands on which side of it, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import msgspec

from kg.extract.frames.arguments import Finder
from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.lines import ENTITY
from kg.extract.frames.phrase import Phrase
from kg.extract.frames.phrases import WINDOW, Scene, near, officers, phrases
from kg.model.lexicon.frames import COOPERATION, SIGNED, SIGNING, Frame

_ACTOR = ("Organization", "Place")
_FACILITY = ("Facility",)
_HOSTS = ("Place", "GovernmentBody", "Park")
_PAIR = 2


class Parties(msgspec.Struct, gc=False):
    """Who takes part in one act.

    Attributes:
        sides: The groups as they stand in the text; the subject first.
        shown: The phrases they were read from.
        about: What it is about, or None.
        after: Whether some were named after the trigger (已签约甲、乙).
        star: Whether the sides agree with one another and not within themselves.
        pairs: Who agrees with whom, where it is said pair by pair (甲与乙、丙与丁分别签约).
    """

    sides: list[tuple[str, ...]]
    shown: list[Phrase]
    about: str | None = None
    star: bool = False
    after: bool = False
    pairs: tuple[tuple[str, str], ...] = ()


def agreed(parties: Parties) -> Iterator[tuple[str, ...]]:
    """The parties of each agreement."""
    if parties.pairs:
        yield from parties.pairs
        return
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


class PartyFinder:
    """Finds the parties of signings and joint acts in one article."""

    def __init__(self, grammar: FrameGrammar, finder: Finder) -> None:
        self.grammar = grammar
        self.finder = finder
        self._last: list[tuple[str, ...]] = []  # the sides of the signing told last

    def of(self, scene: Scene, frame: Frame) -> Parties:
        """The parties of a trigger such as 签署, by the markers of its clause."""
        found = Parties([], [])
        for phrase in scene.left:
            if phrase.role == "about":
                self._take_about(found, phrase)
        subject = self._subject(scene, frame, found)
        partners = self._partners(scene, frame, found)
        partners += self._named_after(scene, found, frame)
        if not (subject or partners or scene.left):
            partners = self._carried(scene, frame, found)
        if not subject and not scene.relative:
            subject = self._silent(scene, frame, partners)
        if self._one_by_one(scene):
            found.pairs = tuple(self._pair_by_pair(scene))
            subject, partners = self._hosting(scene, subject, partners)
        found.sides = [side for side in (_unique(subject), _unique(partners)) if side]
        if len(found.sides) > 1:
            self._last = found.sides
        alone = not subject or (not partners and self._unknown_partner(scene))
        if len({*subject, *partners}) > 1:
            found.star = self._star(scene, frame, found, alone=alone and len(found.sides) < 2)
        if found.about is None:
            found.about = self._about(scene, found)
        return found

    def adjoining(self, scene: Scene) -> Parties:
        """The parties of a noun right after them: 甲与乙的合作协议."""
        found = Parties([], [])
        last = scene.left[-1] if scene.left else None
        if last is None or last.before or not self._adjoins(scene, last):
            return found
        group = [last]
        if last.role == "with" and len(scene.left) > 1 and scene.left[-2].end == last.start:
            group.insert(0, scene.left[-2])
        sides = [self.finder.keys(p.slots, _ACTOR) for p in group]
        if not any(sides):
            sides = [self.finder.keys(p.slots, _FACILITY) for p in group]
        found.shown = group
        found.sides = [side for side in sides if side]
        found.star = len(found.sides) == 1 and last.role == "with"
        return found

    def _adjoins(self, scene: Scene, phrase: Phrase) -> bool:
        low, high = phrase.slots[-1].at + 1, scene.trigger.start
        if not self.grammar.adjoining.fullmatch(scene.line.text, low, high):
            return False
        return low == high or not self.finder.verb_in(scene.line, low, high)

    def _partners(self, scene: Scene, frame: Frame, found: Parties) -> list[str]:
        """Those with whom it is signed: 与甲; of several signings in a clause, each has its own."""
        marked = [p for p in scene.left if p.role == "with"]
        low = max(scene.low, scene.trigger.start - WINDOW)
        verbs = scene.triggers.between(low, scene.trigger.start)
        since = max((t.end for t in verbs if t.pattern is SIGNING), default=0)
        own = [p for p in marked if p.start >= since] or marked
        return [key for phrase in own for key in self._take(found, phrase, frame, scene)]

    def carried(self, scene: Scene, frame: Frame) -> list[tuple[str, ...]]:
        """Subject and companions that the clause before names: 甲宣布与乙,共同投资."""
        found = Parties([], [])
        if not self.grammar.together.match(scene.line.text, scene.low):
            return []
        partners = self._carried(scene, frame, found)
        first = phrases(self.grammar, scene.line, *scene.earlier)[:1] if scene.earlier else ()
        named = [p for p in first if p.role == "" and p not in found.shown]
        subject = [key for p in named for key in self._take(found, p, frame, scene)]
        subject = subject or self._party(frame, self.finder.subject(scene.line, scene.clause))
        sides = [_unique(side) for side in (subject, partners) if side]
        return sides if len(sides) > 1 else []

    def _carried(self, scene: Scene, frame: Frame, found: Parties) -> list[str]:
        """Those that the clause before names: 与乙就此磋商,并最终达成协议."""
        line = scene.line
        if scene.earlier is None or not self.grammar.going_on.match(line.text, scene.low):
            return []
        told = scene.triggers.between(*scene.earlier)
        if any(trigger.pattern is SIGNING for trigger in told):
            return []  # their agreement has been told
        marked = [p for p in phrases(self.grammar, line, *scene.earlier) if p.role == "with"]
        return [key for phrase in marked for key in self._take(found, phrase, frame, scene)]

    def _unknown_partner(self, scene: Scene) -> bool:
        """Whether the other side has no known name: 甲、乙与集团签约."""
        low = max((p.end for p in scene.left), default=scene.low)
        return self.grammar.bare_with.match(scene.line.text, low, scene.trigger.start) is not None

    def _silent(self, scene: Scene, frame: Frame, partners: list[str]) -> list[str]:
        """The topic as the party that is not named."""
        first = min((p.start for p in scene.left if p.role == "with"), default=scene.low)
        if not partners or not self.finder.silent(scene.line, scene.low, first):
            return []
        delegating = self._delegating(scene)
        if delegating:
            return delegating
        person = self._person(scene)
        if person is not None:
            return self._party(frame, self.finder.offices.get(person, ())[:1])
        silent = self._party(frame, self.finder.subject(scene.line, scene.clause))
        if len(silent) > 1 and {*silent} == {key for side in self._last for key in side}:
            return list(self._last[0])  # 甲与乙签约,同时与丙签约: 甲 goes on
        return silent

    def _delegating(self, scene: Scene) -> list[str]:
        """Those for whom the clause before says that somebody acts: 市长代表甲,与乙签约."""
        if scene.earlier is None:
            return []
        found = phrases(self.grammar, scene.line, *scene.earlier, last=True)[-1:]
        delegate = any(phrase.role == "delegate" for phrase in found)
        return list(self.finder.keys(found[0].slots, _ACTOR)) if delegate else []

    def _person(self, scene: Scene) -> str | None:
        """The person of whom this clause, or the one before, speaks: 王某会见客商,与乙签约."""
        before = phrases(self.grammar, scene.line, *scene.earlier)[:1] if scene.earlier else ()
        for phrase in (*scene.left[:1], *before):
            if phrase.role == "":
                return next(iter(self.finder.keys(phrase.slots[:1], ("Person",))), None)
        return None

    def _ceremony(self, scene: Scene) -> bool:
        """Whether the trigger only names an event: 签约仪式."""
        line = scene.line
        return self.grammar.ceremony.match(line.text, scene.trigger.end, scene.high) is not None

    def _party(self, frame: Frame, keys: tuple[str, ...]) -> list[str]:
        """Those that may be a silent party: an outlet only reports, a facility only signs."""
        allowed = self.finder.fitting(keys, _ACTOR)
        if not allowed and frame.accord is SIGNED:
            allowed = self.finder.fitting(keys, _FACILITY)
        return [key for key in allowed if not self.finder.fits(key, ("MediaOutlet",))]

    def _star(self, scene: Scene, frame: Frame, found: Parties, *, alone: bool) -> bool:
        """Whether the sides agree with each other only.

        Args:
            scene: The trigger.
            frame: Its frame.
            found: The parties.
            alone: Whether one side is not known: 与甲、乙签约, 甲、乙与集团签约.
        """
        text = scene.line.text[max(scene.low - WINDOW, 0) : scene.high + WINDOW]
        if self.grammar.delegated.search(scene.line.text, scene.low, scene.trigger.start):
            return sum(map(len, found.sides)) != _PAIR  # 甲市长、乙公司经理代表双方签约
        if self._one_by_one(scene):
            return True
        together = self.grammar.all_parties.search(text) is not None
        signed = frame.accord is SIGNED
        said = together if signed else self.grammar.several_sides.search(text) is not None
        loose = (not signed or len(found.sides) == 1) and self._loose(scene, found)
        if loose or (alone and (frame.star or not said)):
            return True
        one_side = min((len(side) for side in found.sides), default=0)
        star = frame.star and not together
        if len(found.sides) == 1 and star and (one_side > _PAIR or self._counted(scene, found)):
            # 甲、乙、丙等企业签约: with whom is not known; but 甲、乙、丙代表现场签约.
            line = scene.line
            return not self.grammar.by_delegates.search(line.text, scene.low, scene.trigger.start)
        if len(found.sides) != _PAIR or one_side > 1:
            return len(found.sides) == _PAIR and signed and not together  # 甲、乙与丙、丁签约
        return star or self._counted(scene, found) or (signed and self._hosted(scene, found))

    def _one_by_one(self, scene: Scene) -> bool:
        """Whether it is said that the partners of one side sign apart: 分别, 先后."""
        line = scene.line
        apart = self.grammar.separately.search(line.text, scene.low, scene.high)
        serially = self.grammar.serially.search(line.text, scene.low, scene.trigger.start)
        return apart is not None or serially is not None

    def _ranges(self, scene: Scene, low: int) -> bool:
        """Whether what follows a partner tells in what they work together: 与乙在某领域."""
        rest = scene.line.text[low : scene.trigger.start]
        return any(mark in rest for mark in self.grammar.lexicon.markers.place)

    def _pair_by_pair(self, scene: Scene) -> Iterator[tuple[str, str]]:
        """The pairs of 甲与乙、丙与丁分别签约; one of whose names is not known is none."""
        line, marks = scene.line, self.grammar.lexicon.markers.with_
        parts = line.text[scene.low : scene.trigger.start].split("、")
        if len(parts) < _PAIR or not all(any(mark in part for mark in marks) for part in parts):
            return
        low = scene.low
        for part in parts:
            slots = line.between(low, low + len(part))
            keys = [self.finder.keys((slot,), (*_ACTOR, *_FACILITY)) for slot in slots]
            low += len(part) + 1
            if len(keys) == _PAIR and all(len(key) == 1 for key in keys):
                yield keys[0][0], keys[1][0]

    def _hosting(
        self, scene: Scene, subject: list[str], partners: list[str]
    ) -> tuple[list[str], list[str]]:
        """The sides of 甲和乙、丙分别签约, where 和 only joins the host with its first guest."""
        slots = scene.left[-1].slots if scene.left else ()
        if partners or len(slots) <= _PAIR or len(subject) != len(slots):
            return subject, partners
        text = scene.line.text
        joins = [text[a.at + 1 : b.at] for a, b in pairwise(slots)]
        apart = joins[0] != "、" and all(join == "、" for join in joins[1:-1])
        return (subject[:1], subject[1:]) if apart else (subject, [])

    def _hosted(self, scene: Scene, found: Parties) -> bool:
        """Whether a place, its government or a park signs with each of several that come to it."""
        host, guests = sorted(found.sides, key=len)
        if not self.finder.fitting(host, _HOSTS) or self.finder.fitting(guests, _HOSTS):
            return False
        line = scene.line
        if self.grammar.all_parties.search(line.text, scene.low, scene.high):
            return False
        admitting = self.grammar.admitting.search(line.text, scene.trigger.end, scene.high)
        return len(guests) > _PAIR or admitting is not None

    def _loose(self, scene: Scene, found: Parties) -> bool:
        """Whether those named last are many, or some of many: 与甲、乙等合作, 甲、乙等部门联手."""
        text, rest = scene.line.text, self.grammar.rest
        last = found.shown[-1] if found.shown else None
        if last is None or self.grammar.all_parties.search(text, scene.low, scene.high):
            return False
        if len(last.slots) > 1 and text.startswith(rest, last.slots[-1].at + 1):
            return True
        return len(found.sides) == _PAIR and len(found.sides[0]) == 1 < _PAIR < len(found.sides[1])

    def _counted(self, scene: Scene, found: Parties) -> bool:
        """Whether a side is an open list with a number: 与甲、乙等12家企业签署协议."""
        text = scene.line.text
        return any(
            len(p.slots) > 1 and self.grammar.count.match(text, p.slots[-1].at + 1)
            for p in found.shown
        )

    def _subject(self, scene: Scene, frame: Frame, found: Parties) -> list[str]:
        """The nearest group that can act; a facility after it is what the agreement is about."""
        delegates = any(p.role == "delegate" for p in scene.left)
        facilities: list[Phrase] = []
        within = min((p.start for p in scene.left if p.role == "with"), default=scene.high)
        for phrase in reversed(scene.left):
            acts = phrase.role in ("", "agent", "object", "delegate") or self._staged(scene, phrase)
            if not acts or phrase.of or phrase.before:
                continue
            if phrase.role == "" and phrase.start > within and self._ranges(scene, within):
                continue  # 与乙在丙、丁等领域合作
            if delegates and phrase.role == "" and all(len(s.keys) < 2 for s in phrase.slots):
                continue
            if self._acting(scene, phrase, frame):
                for facility in facilities:
                    self._take_about(found, facility)
                return self._take(found, phrase, frame, scene)
            if self.finder.keys(phrase.slots, _FACILITY):
                facilities.append(phrase)
        if facilities and frame.accord is SIGNED and self._has_partner(scene):
            return self._take(found, facilities[0], frame, scene)
        return []

    def _staged(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether 在 belongs to the ceremony and not to the party: 在甲与乙签约仪式上."""
        held = phrase.role == "place" and self._ceremony(scene)
        return held and bool(self.finder.keys(phrase.slots, ("Organization",)))

    def _has_partner(self, scene: Scene) -> bool:
        """Whether a facility is a party: it signs with somebody, or signs somebody up."""
        if any(p.role == "with" for p in scene.left):
            return True
        return any(self.finder.keys(p.slots, _ACTOR) for p in near(scene))

    def _take(self, found: Parties, phrase: Phrase, frame: Frame, scene: Scene) -> list[str]:
        cooperation = frame.accord is COOPERATION
        noun = cooperation and phrase.end + 1 == scene.trigger.start  # 甲与乙的合作
        if (phrase.of and not noun) or phrase.before:
            return []
        keys = self._acting(scene, phrase, frame)
        if not keys and frame.accord is SIGNED:
            keys = self.finder.keys(phrase.slots, _FACILITY)
        if keys:
            found.shown.append(phrase)
        return list(keys)

    def _acting(self, scene: Scene, phrase: Phrase, frame: Frame) -> tuple[str, ...]:
        """Those of a phrase that act, or for whom somebody signs: 丙市市长李明、甲公司经理王强."""
        acting = self.finder.acting(scene.line, phrase, _ACTOR)
        if frame.accord is not SIGNED:
            return acting
        held = officers(self.grammar, scene.line, phrase.slots)
        signed = self.finder.keys((s for s in phrase.slots if s.at in held), _ACTOR)
        return tuple(k for s in phrase.slots for k in s.keys if k in acting or k in signed)

    def _take_about(self, found: Parties, phrase: Phrase) -> None:
        for key in self.finder.keys(phrase.slots, ("Facility", "Programme"))[:1]:
            found.about = found.about or key
            found.shown.append(phrase)

    def _named_after(self, scene: Scene, found: Parties, frame: Frame) -> list[str]:
        """The parties after the trigger: 签约甲、乙."""
        if not frame.object or scene.relative or self._ceremony(scene):
            return []
        for phrase in near(scene):
            keys = self.finder.keys(phrase.slots, _ACTOR)
            gap = scene.trigger.end, phrase.slots[0].at
            said = gap[0] < gap[1] and self.finder.verb_in(scene.line, *gap)
            beside = phrase.role == "with" and phrase.start == scene.after  # 终止与甲的合作
            if (beside or (phrase.role == "" and not phrase.of)) and keys and not said:
                found.shown.append(phrase)
                found.after = True
                return list(keys)
            break
        return []

    def _about(self, scene: Scene, found: Parties) -> str | None:
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
            if slot.kind is ENTITY:
                joint = line.text[scene.high : slot.at]
                for key in self.finder.keys((slot,), _FACILITY):
                    if key not in parties and self.grammar.joint.search(joint):
                        return key
        several = any(len(s.keys) > 1 for p in found.shown for s in p.slots)
        if several or (scene.ends and scene.triggers.at(scene.trigger.end)):
            # 三方已签署协议, 甲与乙签约共建: about what was spoken of before.
            topic = self.finder.topic_before(line, scene.clause)
            return topic.facility if topic.facility not in parties else None
        return None
