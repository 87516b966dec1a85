"""Limits that a question sets: values, events, times, what is left out, what comes first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kg.query.questions.atoms import (
    AskUse,
    ClassUse,
    DateUse,
    EventUse,
    IgnoredUse,
    KindUse,
    MarkUse,
    NameUse,
    NumberUse,
    PhaseUse,
    QuantityUse,
    RelationUse,
    StatusUse,
)
from kg.query.questions.draft import Draft, Pick
from kg.query.questions.form import ALWAYS, Happened, Measured, Window
from kg.query.questions.order import read_order
from kg.query.questions.times import following, preceding

# When a question says several, the one that says most.
STATUS_ORDER = ("superseded", "terminated", "denied", "rumoured", "planned", "actual")
_REACH = 3
_DOUBTFUL = 2.0
_SIDES = frozenset({"after", "before", "since"})


def read_conditions(
    draft: Draft, *, dates_wanted: bool, truth_wanted: bool, value_wanted: bool = False
) -> None:
    """Find the limits of a part and the nodes that they limit."""
    _exclusions(draft)
    draft.window = _window(draft)
    read_order(draft)
    _quantities(draft)
    if value_wanted and draft.window == ALWAYS:  # 花多少钱建设: building is no limit
        draft.used.update(
            p.at for p in draft.of(EventUse) if isinstance(p.use, EventUse) and p.use.weak
        )
    if not dates_wanted:
        _events(draft, truth_wanted=truth_wanted)


def statuses_for(draft: Draft, at: int) -> tuple[str, ...]:
    """The status that a question asks a fact to have, by the words before it."""
    found = [
        pick.use.status
        for pick in draft.of(StatusUse)
        if isinstance(pick.use, StatusUse) and _governs(draft, pick.at, at)
    ]
    return next(((s,) for s in STATUS_ORDER if s in found), ())


def statuses(draft: Draft) -> tuple[str, ...]:
    """The status that a part asks for as a whole."""
    found = [p.use.status for p in draft.of(StatusUse) if isinstance(p.use, StatusUse)]
    if any("changed" in p.atom.marks() for p in draft.picks):  # 现在改成: as it now is or is to be
        found = [status for status in found if status != "actual"]
    return next(((s,) for s in STATUS_ORDER if s in found), ()) or _negated(draft)


def _negated(draft: Draft) -> tuple[str, ...]:
    """``谁没有和甲签约``: those of whom it is said that they did not."""
    lexicon = draft.lexicon
    said = any("negation" in p.atom.marks() for p in draft.of(MarkUse))
    return lexicon.negated if said and draft.edges and not draft.happened else ()


def _governs(draft: Draft, status: int, fact: int) -> bool:
    """Whether a status word belongs to a fact: the next one, or the one right before it."""
    facts = [
        p.at for p in draft.of(KindUse, EventUse, QuantityUse) if abs(p.at - status) <= _REACH + 1
    ]
    after = [at for at in facts if at > status]
    if after:
        first = after[0]
        return fact == first or (fact in after and fact == first + 1)
    return fact in facts and fact < status


# -- what is left out --------------------------------------------------------------------------


def _exclusions(draft: Draft) -> None:
    marks = [p for p in draft.picks if p.atom.marks() & {"except_", "excepted"}]
    if not marks:
        return
    target = open_node(draft)
    for mark in marks:
        draft.used.add(mark.at)
    for number in list(draft.alive()):
        placed = draft.placed[number]
        if number == target or not any(
            _excluded(draft, m, placed.first, placed.last) for m in marks
        ):
            continue
        draft.drop(number)
        if target is None:
            continue
        base = draft.placed[target].node
        if placed.named:
            draft.change(target, without=base.without + placed.node.iris)
        else:
            draft.change(target, without_classes=base.without_classes + placed.node.classes)


def _excluded(draft: Draft, mark: Pick, first: int, last: int) -> bool:
    """Whether a node stands in the phrase that the mark leaves out."""
    marks = mark.atom.marks()
    opened = [
        p.at for p in draft.picks[: mark.at] if "except_" in p.atom.marks() and p.at in draft.used
    ]
    if "excepted" in marks and opened:  # 除X外: nothing before 除 is left out
        return first > opened[-1] and last < mark.at and _reaches(draft, last, mark.at)
    return ("except_" in marks and _reaches(draft, mark.at, first)) or (
        "excepted" in marks and _reaches(draft, last, mark.at)
    )


def _reaches(draft: Draft, low: int, high: int) -> bool:
    return 0 < high - low <= 2 * _REACH and all(
        isinstance(p.use, (IgnoredUse, MarkUse, NameUse, ClassUse, StatusUse))
        and "clause" not in p.atom.marks()
        for p in draft.picks[low + 1 : high]
    )


# -- time --------------------------------------------------------------------------------------


def _window(draft: Draft) -> Window:
    dates = [p for p in draft.of(DateUse) if isinstance(p.use, DateUse)]
    if not dates:
        return Window()
    first = dates[0]
    assert isinstance(first.use, DateUse)
    draft.used.update(p.at for p in dates)
    if len(dates) > 1 and _joined_by(draft, first, dates[1], "between"):
        assert isinstance(dates[1].use, DateUse)
        return _around(first.use, dates[1].use)
    since, until, newest = first.use.since, first.use.until, first.use.newest
    marks = _marks_beside(draft, first)
    if "since" in marks:
        return Window(since, None, newest)
    if "after" in marks:
        return Window(following(until) if until else None, None, newest)
    if "before" in marks:
        last = preceding(since) if since and not first.use.closed else until
        return Window(None, last, newest)
    return Window(since, until, newest)


def _around(one: DateUse, other: DateUse) -> Window:
    """The time from one date to another, whichever is said first (今年和去年)."""
    if one.since is not None and other.since is not None and one.since > other.since:
        one, other = other, one
    return Window(one.since, other.until, one.newest or other.newest)


def _joined_by(draft: Draft, one: Pick, other: Pick, mark: str) -> bool:
    between = draft.picks[one.at + 1 : other.at]
    return any(mark in p.atom.marks() or "list" in p.atom.marks() for p in between)


def _marks_beside(draft: Draft, pick: Pick) -> frozenset[str]:
    """The marks right before a Latin date or right after a Chinese one."""
    found: set[str] = set()
    if pick.at + 1 < len(draft.picks):
        found |= draft.picks[pick.at + 1].atom.marks() & _SIDES
    if not found and pick.at > 0:
        atom = draft.picks[pick.at - 1].atom
        if atom.text.isascii() or "since" in atom.marks():
            found |= atom.marks() & _SIDES
    return frozenset(found)


# -- values ------------------------------------------------------------------------------------


def _quantities(draft: Draft) -> None:
    for pick in list(draft.of(QuantityUse, NumberUse)):
        if pick.at in draft.used:
            continue
        kind = _kind_near(draft, pick.at)
        quantity = _bounded(draft, pick, kind)
        if quantity is None or _counts_noun(draft, pick, quantity):
            continue
        kinds = _kinds(quantity, kind)
        if not kinds or _mere_number(quantity):
            continue
        draft.used.add(pick.at)
        statuses = statuses_for(draft, kind.at if kind else pick.at)
        if kind is not None:
            draft.used.add(kind.at)
        node = _limited_node(draft, pick.at)
        if node is not None:
            draft.measured.append(
                Measured(node=node, kinds=kinds, quantity=quantity, statuses=statuses)
            )


def _mere_number(quantity: QuantityUse) -> bool:
    """Whether a number has neither a unit nor a bound: 五个."""
    return not quantity.kinds and quantity.low == quantity.high


def _counts_noun(draft: Draft, pick: Pick, quantity: QuantityUse) -> bool:
    """Whether a number only says how many are spoken of: ``三个项目``, ``哪两家``."""
    if quantity.low != quantity.high or quantity.unit not in (None, _count_unit(draft)):
        return False
    after = next((p for p in draft.picks[pick.at + 1 :] if not isinstance(p.use, IgnoredUse)), None)
    noun = after is not None and isinstance(after.use, (ClassUse, RelationUse))
    asked = pick.at > 0 and isinstance(draft.picks[pick.at - 1].use, AskUse)
    if (noun and not _kind_right_before(draft, pick.at)) or asked:
        draft.used.add(pick.at)
        return True
    return False


def _kind_right_before(draft: Draft, at: int) -> bool:
    return at > 0 and isinstance(draft.picks[at - 1].use, (KindUse, MarkUse))


def _count_unit(draft: Draft) -> str:
    return draft.schema.ontology.units["1"].iri


def _kind_near(draft: Draft, at: int) -> Pick | None:
    """The kind word that a number belongs to: shortly before it, or right after it."""
    near = [
        p
        for p in draft.of(KindUse)
        if p.at not in draft.used and (0 < at - p.at <= _REACH + 1 or 0 < p.at - at <= 2)
    ]
    return min(near, key=lambda p: abs(p.at - at), default=None)


def _bounded(draft: Draft, pick: Pick, kind: Pick | None) -> QuantityUse | None:
    """The quantity with the bound that words beside it give."""
    marks = _bound_marks(draft, pick.at)
    use = pick.use
    if isinstance(use, NumberUse):
        if kind is None or (not marks and kind.at > pick.at):
            return None
        use = QuantityUse(use.value, use.value, None, ())
    assert isinstance(use, QuantityUse)
    value = use.low if use.low is not None else use.high
    if use.low == use.high and marks:
        use = _with_bound(use, marks, value)
    return use


def _bound_marks(draft: Draft, at: int) -> frozenset[str]:
    found: set[str] = set()
    here = at - 1
    while here >= 0 and isinstance(draft.picks[here].use, (MarkUse, IgnoredUse)):
        found |= draft.picks[here].atom.marks()
        here -= 1
    if at + 1 < len(draft.picks):
        found |= draft.picks[at + 1].atom.marks() & {"at_least", "at_most"}
    return frozenset(found & {"more", "less", "at_least", "at_most"})


def _with_bound(use: QuantityUse, marks: frozenset[str], value: Decimal | None) -> QuantityUse:
    if "more" in marks or "at_least" in marks:
        return replace(use, low=value, high=None, strict="more" in marks)
    return replace(use, low=None, high=value, strict="less" in marks)


def _kinds(quantity: QuantityUse, kind: Pick | None) -> tuple[str, ...]:
    if kind is not None and isinstance(kind.use, KindUse):
        return kind.use.kinds
    return quantity.kinds[:1]


def _limited_node(draft: Draft, at: int) -> int | None:
    """The node that a limit limits: the noun after it, else the one asked for, else the nearest."""
    alive = draft.alive()
    after = [n for n in alive if draft.placed[n].first > at and not draft.placed[n].named]
    if after:
        return min(after, key=lambda n: draft.placed[n].first)
    unnamed = [n for n in alive if not draft.placed[n].named]
    asked = [n for n in unnamed if draft.placed[n].node.asked]
    for group in (asked, unnamed, alive):
        if group:
            return min(group, key=lambda n: abs(draft.placed[n].first - at))
    return None


def open_node(draft: Draft) -> int | None:
    """The node that is asked for, or else the first that is not named."""
    unnamed = [n for n in draft.alive() if not draft.placed[n].named]
    asked = [n for n in unnamed if draft.placed[n].node.asked]
    return next(iter(asked or unnamed), None)


# -- events ------------------------------------------------------------------------------------


def _events(draft: Draft, *, truth_wanted: bool) -> None:
    for pick in draft.of(EventUse):
        if pick.at in draft.used:
            continue
        assert isinstance(pick.use, EventUse)
        node = _happened_to(draft, pick.at)
        if node is None:
            continue
        draft.used.add(pick.at)
        if pick.use.weak and draft.window == ALWAYS:
            draft.cost += _DOUBTFUL
        draft.happened.append(
            Happened(
                node=node,
                types=pick.use.types,
                statuses=statuses_for(draft, pick.at),
                window=draft.window,
                negated=draft.mark_before(pick.at, "negation") and not truth_wanted,
            )
        )


def read_state(draft: Draft) -> None:
    """``在建的智算中心``: a status that nothing else takes up is that of any event."""
    asked = statuses(draft)
    target = open_node(draft)
    busy = draft.edges or draft.measured or draft.happened or draft.order
    if busy or target is None or asked not in (("planned",), ("actual",)):
        return
    draft.happened.append(Happened(node=target, types=(), statuses=asked))


def _happened_to(draft: Draft, at: int) -> int | None:
    """The node an event is about: the noun after 的, else the nearest before it."""
    alive = [n for n in draft.alive() if not draft.placed[n].where]
    after = [n for n in alive if draft.placed[n].first > at and not draft.placed[n].named]
    if after and any(
        "of" in p.atom.marks() for p in draft.picks[at + 1 : draft.placed[after[0]].first]
    ):
        return after[0]
    before = [n for n in alive if draft.placed[n].last < at]
    if before:
        return max(before, key=lambda n: draft.placed[n].last)
    return min(alive, key=lambda n: draft.placed[n].first, default=None)


def phase(draft: Draft) -> tuple[str, ...] | None:
    """The phase that a part asks about; empty for all phases together; None for none."""
    for pick in draft.of(PhaseUse):
        assert isinstance(pick.use, PhaseUse)
        draft.used.add(pick.at)
        return pick.use.words
    return None
