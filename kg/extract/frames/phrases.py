"""Names with the words that mark their role, and what follows a trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from kg.extract.frames.grammar import FrameGrammar
from kg.extract.frames.heads import clausal, heads_only
from kg.extract.frames.lines import ENTITY, QUANTITY, SLOT, TIME, Line, Slot
from kg.extract.frames.phrase import Phrase
from kg.extract.frames.triggers import Trigger, Triggers
from kg.model.lexicon.frames import PLACING, Pattern

_REACH = 24  # characters between a relative clause and its head
# How far a trigger looks for its arguments; keeps a text without punctuation linear.
WINDOW = 300
_MOST = 40
_BREAKS = frozenset(",;:。!?")
_REGION = ("Region",)
_PLACE, _PERSON = {"Place"}, {"Person"}
_OFFICE = 24  # characters of an office between an organisation and a name
_NO_VERBS = (Pattern.ACCORD, Pattern.RANK, Pattern.MEMBER)


def phrases(
    grammar: FrameGrammar,
    line: Line,
    low: int,
    high: int,
    *,
    last: bool = False,
    acted_for: bool = False,
) -> tuple[Phrase, ...]:
    """The phrases between two positions, in order: the first, or the last, forty names.

    Args:
        grammar: The lexicon.
        line: The sentence.
        low: First position.
        high: One past the last.
        last: Whether the last names count.
        acted_for: Whether people act for what they hold an office of: 甲公司董事长乙 is 甲公司.
    """
    slots = [s for s in line.between(low, high) if s.kind is ENTITY]
    if not slots:
        return ()
    held = officers(grammar, line, slots) if acted_for else {}
    slots = [s for s in slots if s.at not in held.values()] if held else slots
    if len(slots) > _MOST:
        slots = slots[-_MOST:] if last else slots[:_MOST]
        low = max(low, slots[0].at - _REACH) if last else low
    return heads_only(grammar, line, tuple(_phrases(grammar, line, slots, low, high, held)), low)


def _phrases(
    grammar: FrameGrammar,
    line: Line,
    slots: list[Slot],
    low: int,
    high: int,
    held: Mapping[int, int],
) -> Iterator[Phrase]:
    index, previous, text = 0, low, line.text
    role_before = ""
    while index < len(slots):
        first = slots[index]
        role, start = grammar.marker(text, previous, first.at)
        if first.at == previous and role_before == "place":
            role = role_before  # 在庆阳市西峰区: the second level of an address
        index = _described(grammar, slots, index)
        group = [slots[index]]
        end = _after_heads(grammar, line, held.get(group[0].at, group[0].at) + 1, high)
        index += 1
        while index < len(slots) and _joined(grammar, line, group[-1], end, slots[index]):
            index = _described(grammar, slots, index)
            group.append(slots[index])
            end = _after_heads(grammar, line, held.get(slots[index].at, slots[index].at) + 1, high)
            index += 1
        following = text[end : end + 1]
        if role == "" and grammar.inside.match(text, end):
            role = "place"  # 丙内有丁
        adjacent = following == SLOT and index < len(slots) and slots[index].at == end
        of = following != "" and following in grammar.of
        if following in grammar.relative_starts and grammar.relatives.match(line.text, end):
            of = True
        yield Phrase(role, start, tuple(group), end, of, adjacent)
        previous, role_before = end, role


def officers(grammar: FrameGrammar, line: Line, slots: Iterable[Slot]) -> dict[int, int]:
    """Where those stand who hold an office of the name before them: 甲公司董事长乙."""
    found: dict[int, int] = {}
    for first in slots:
        second = next(iter(line.between(first.at + 1, first.at + 2 + _OFFICE)), None)
        if second is None:
            continue
        gap = line.text[first.at + 1 : second.at]
        person = second.types and grammar.coarse(second) == _PERSON
        if person and 0 < len(gap) <= _OFFICE and grammar.office.fullmatch(gap):
            found[first.at] = second.at
    return found


def _described(grammar: FrameGrammar, slots: list[Slot], index: int) -> int:
    """Pass over the places right before a name: 丙市甲公司, 丙省丁市."""
    while index + 1 < len(slots) and _place_of(grammar, slots[index], slots[index + 1]):
        index += 1
    return index


def _place_of(grammar: FrameGrammar, first: Slot, second: Slot) -> bool:
    return (
        first.at + 1 == second.at
        and first.span.end == second.span.start
        and len(first.keys) == 1
        and grammar.coarse(first) == _PLACE
        and not _side_by_side(first, second)
        and not grammar.parts_of_place.fullmatch(second.text)
    )


def _side_by_side(first: Slot, second: Slot) -> bool:
    """Whether two regions are named in a row without a mark: 南亚|东南亚."""
    return first.types == second.types == _REGION


def verb_between(scene: Scene, low: int, high: int) -> bool:
    """Whether another trigger stands between two positions."""
    return any(t.pattern not in _NO_VERBS for t in scene.triggers.between(low, high))


def _after_heads(grammar: FrameGrammar, line: Line, at: int, high: int) -> int:
    found = grammar.heads.match(line.text, at, high)
    return found.end() if found else at


def _joined(grammar: FrameGrammar, line: Line, last: Slot, low: int, following: Slot) -> bool:
    high = following.at
    if low == high:
        quoted = following.span.start - last.span.end > 1  # “甲”“乙”
        alike = quoted and grammar.coarse(last) == grammar.coarse(following)
        return alike or _side_by_side(last, following)
    if grammar.join.fullmatch(line.text, low, high):
        return grammar.markers.get(line.text[low:high]) != "with"
    if (grammar.coarse(last) == _PLACE) != (grammar.coarse(following) == _PLACE):
        return False  # 位于丙、主营某业的丁
    if grammar.join_described.fullmatch(line.text, low, high):
        return True
    last_one = grammar.join_last.fullmatch(line.text, low, high)
    if last_one:
        return not clausal(grammar, line, last_one, low)
    return grammar.join_unnamed.fullmatch(line.text, low, high) is not None


class Scene(msgspec.Struct, frozen=True, gc=False):
    """A trigger with the phrases of its clause.

    Attributes:
        line: Its sentence.
        trigger: The trigger.
        clause: Index of its clause.
        low: Where the clause begins.
        high: Where it ends.
        left: The phrases before the trigger.
        right: The phrases after the trigger and those verbs that share its object.
        after: Where the object may begin: after the trigger, the verbs joined to it, numbers and
            words that change nothing.
        relative: Whether 的 stands there: what follows is described by the trigger.
        triggers: The triggers of the line.
    """

    line: Line
    trigger: Trigger
    clause: int
    low: int
    high: int
    left: tuple[Phrase, ...]
    right: tuple[Phrase, ...]
    after: int
    relative: bool
    triggers: Triggers

    @property
    def ends(self) -> bool:
        """Whether the clause ends with the trigger and what goes with it."""
        return self.after >= self.high or self.line.text[self.after] in _BREAKS

    @property
    def earlier(self) -> tuple[int, int] | None:
        """The clause before, as far as it is near, or None."""
        if self.clause == 0:
            return None
        low, high = self.line.clause(self.clause - 1)
        return max(low, high - WINDOW), high

    @property
    def later(self) -> tuple[int, int] | None:
        """The next clause, as far as it is near, or None."""
        if self.clause + 1 >= len(self.line.starts):
            return None
        low, high = self.line.clause(self.clause + 1)
        return low, min(high, low + WINDOW)


def scene(grammar: FrameGrammar, line: Line, trigger: Trigger, triggers: Triggers) -> Scene:
    """Look around a trigger."""
    clause = line.clause_at(trigger.start)
    low, high = line.clause(clause)
    low, high = max(low, trigger.start - WINDOW), min(high, trigger.end + WINDOW)
    after = _follow(grammar, line, trigger.end, high, triggers)
    relative = line.text[after : after + 1] in grammar.relative
    start = after + 1 if relative else after
    left = phrases(grammar, line, low, trigger.start, last=True, acted_for=trigger.signed)
    right = phrases(grammar, line, start, high) if start < high else ()
    return Scene(line, trigger, clause, low, high, left, right, start, relative, triggers)


def _follow(grammar: FrameGrammar, line: Line, at: int, high: int, triggers: Triggers) -> int:
    """Skip what shares the object with a trigger: 投资(12亿元、乙)建设(并运营)."""
    while at < high:
        step = _step(grammar, line, at, high, triggers)
        if step == at:
            break
        at = step
    return at


def _step(grammar: FrameGrammar, line: Line, at: int, high: int, triggers: Triggers) -> int:
    light = grammar.light.match(line.text, at, high)
    if light and light.end() > at:
        return light.end()
    verb = triggers.verb_at(at)
    if verb is not None and verb.pattern is not PLACING:  # 设立并|落户丙
        return verb.end
    slot = line.slot_at(at)
    if slot is not None and slot.kind in (QUANTITY, TIME):
        return at + 1
    if line.text[at] in grammar.listed:
        return _parallel(grammar, line, at + 1, high, triggers) or at
    return at


def _parallel(
    grammar: FrameGrammar, line: Line, at: int, high: int, triggers: Triggers
) -> int | None:
    """The end of a second verb with or without an agent of its own, or None."""
    slot = line.slot_at(at)
    if slot is not None and slot.kind is ENTITY:
        at += 1
    light = grammar.light.match(line.text, at, high)
    for start in (at, light.end() if light else at):  # 负责运营 is one word, 负责|兴建 are two
        verb = triggers.verb_at(start)
        if verb is not None:
            return verb.end
    return None


def head(scene: Scene) -> Phrase | None:
    """The name that a relative clause describes (由甲建设的乙)."""
    if not scene.relative:
        return None
    return next((p for p in near(scene) if not p.of and not p.before), None)


def merged(first: Phrase, second: Phrase) -> Phrase:
    """Two phrases as one list."""
    return replace(
        first, slots=(*first.slots, *second.slots), end=second.end, of=second.of,
        before=second.before,
    )  # fmt: skip


def near(scene: Scene) -> Iterator[Phrase]:
    """The phrases after the trigger that no break and no long way separates from it."""
    at = scene.after
    for phrase in scene.right:
        gap = scene.line.text[at : phrase.slots[0].at]
        if len(gap) > _REACH or any(mark in gap for mark in _BREAKS):
            return
        yield phrase
        at = phrase.end
