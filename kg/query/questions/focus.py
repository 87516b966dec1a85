"""What a part asks for, and the form that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model.lexicon.questions import QuestionLexicon
from kg.query.questions import conditions
from kg.query.questions.atoms import (
    AskUse,
    EventUse,
    KindUse,
    MarkUse,
    NameUse,
    QuantityUse,
)
from kg.query.questions.connect import connect, settle
from kg.query.questions.contrast import changes, differs, set_side_by_side
from kg.query.questions.draft import Draft
from kg.query.questions.form import Form, Measured, Order, Wanted
from kg.query.questions.order import sizes

_NOT_ARTICLES = frozenset({"who", "when", "amount", "count", "where"})
_OF_VALUES = (Wanted.VALUES, Wanted.DIFFERENCE, Wanted.CHANGE)
_NO_KIND = 3.0
_NO_EVENT = 4.0


@dataclass(frozen=True, slots=True)
class Asked:
    """The question words of a part.

    Attributes:
        words: Names of the fields of ``Asking``.
        total: Whether a sum is asked for.
    """

    words: frozenset[str]
    total: bool = False

    @property
    def dates(self) -> bool:
        """Whether a date is asked for."""
        return "when" in self.words

    @property
    def truth(self) -> bool:
        """Whether nothing but yes or no is asked for."""
        return self.words == {"truth"}

    @property
    def things(self) -> bool:
        """Whether entities are asked for."""
        return bool(self.words & {"who", "where", "which"})


def wanted_of(draft: Draft) -> Asked:
    """The question words of a part."""
    words = {pick.use.wanted for pick in draft.of(AskUse) if isinstance(pick.use, AskUse)}
    if not words and _inverted(draft):
        words = {"truth"}
    if len(words) > 1:
        words -= {"truth", "describe"}
    total = any("sum" in pick.atom.marks() for pick in draft.picks)
    return Asked(frozenset(words), total)


def _inverted(draft: Draft) -> bool:
    """Whether the part begins like an English yes-or-no question."""
    if not draft.picks:
        return False
    lexicon = draft.lexicon
    return draft.picks[0].atom.text.lower() in lexicon.auxiliaries


def finish(draft: Draft, asked: Asked, lexicon: QuestionLexicon) -> Form | None:
    """The form of a part; None if the words do not make one."""
    draft.used.update(p.at for p in draft.of(AskUse, NameUse))
    settle(draft, lexicon.defaults, truth=asked.truth)
    if not draft.alive():
        return None
    wanted = _contrasted(draft, _wanted(draft, asked))
    compared = _compared(draft, wanted)
    if wanted not in (Wanted.PATH, Wanted.DIFFERENCE) and compared is None:
        connect(draft, lexicon.defaults, truth=wanted is Wanted.TRUTH)
    if wanted is Wanted.ENTITIES:
        conditions.read_state(draft)
    kinds, types = _kinds(draft, wanted), _types(draft, wanted)
    if wanted in (*_OF_VALUES, Wanted.DATES):
        _drop_made(draft)
    says = draft.edges or draft.measured or draft.happened or kinds or compared
    if wanted is Wanted.TRUTH and not says:
        return None
    dated = draft.order is not None and not draft.order.kinds and not draft.by_number
    draft.cost += _NO_EVENT if dated and not draft.happened else 0.0
    _mean_together(draft, truth=wanted is Wanted.TRUTH)
    return _form(draft, wanted, asked, kinds=kinds, types=types, compared=compared)


def _mean_together(draft: Draft, *, truth: bool) -> None:
    """``甲和乙共同…``, ``甲和乙都…吗``: all names of a list are meant, not any of them."""
    together = draft.lexicon.together
    both = any("both" in pick.atom.marks() for pick in draft.of(MarkUse))
    for number in draft.alive():
        placed = draft.placed[number]
        if len(placed.node.names) > 1:
            after = [p.atom.text for p in draft.picks[placed.last + 1 : placed.last + 2]]
            every = both or truth or bool(set(after) & set(together))
            draft.change(number, every=every, loosely=not (both or truth))


def _compared(draft: Draft, wanted: Wanted) -> tuple[int, int] | None:
    """The two named things that ``甲的算力比乙大吗`` compares."""
    named = [n for n in draft.alive() if draft.placed[n].named]
    than = [p.at for p in draft.picks if "than" in p.atom.marks()]
    if wanted is not Wanted.TRUTH or draft.order is None or len(named) != 2:
        return None
    if not (than or draft.compares):
        return None
    draft.used.update(than)
    for number in draft.alive():
        if number not in named:
            draft.drop(number)
    return (named[0], named[1])


def _many(draft: Draft, focus: int, phase: tuple[str, ...] | None) -> bool:
    """Whether there is more than one thing to add up: several names, phases, or a class."""
    placed = draft.placed[focus]
    return phase is not None or not placed.named or len(placed.node.names) > 1


def _form(
    draft: Draft,
    wanted: Wanted,
    asked: Asked,
    *,
    kinds: tuple[str, ...],
    types: tuple[str, ...],
    compared: tuple[int, int] | None,
) -> Form:
    focus, phase = _focus(draft, wanted), conditions.phase(draft)
    if wanted is Wanted.VALUES and asked.total and _many(draft, focus, phase):
        wanted = Wanted.SUM
    place = {old: new for new, old in enumerate(draft.alive())}
    edges = tuple(
        replace(e, subject=place[e.subject], object=place[e.object])
        for e in draft.edges
        if e.subject in place and e.object in place
    )
    return Form(
        wanted=wanted,
        nodes=tuple(draft.placed[n].node for n in draft.alive()),
        focus=place.get(focus, 0),
        edges=edges,
        measured=tuple(replace(m, node=place[m.node]) for m in draft.measured if m.node in place),
        happened=tuple(replace(h, node=place[h.node]) for h in draft.happened if h.node in place),
        kinds=kinds,
        types=types,
        statuses=() if wanted is Wanted.CHANGE else conditions.statuses(draft),
        phase=phase,
        window=draft.window,
        order=_order(draft, focus, place),
        total=asked.total,
        counting=wanted is Wanted.ARTICLES and "count" in asked.words,
        compared=(place[compared[0]], place[compared[1]]) if compared else None,
    )


def _order(draft: Draft, focus: int, place: dict[int, int]) -> Order | None:
    """The order; by number of things where no kind of quantity is said (合作伙伴最多的企业)."""
    order = draft.order
    if order is None or not draft.by_number:
        return order
    counted = [
        n
        for e in draft.edges
        for n in (e.subject, e.object)
        if focus in (e.subject, e.object) and n != focus and not draft.placed[n].named
    ]
    return replace(order, kinds=(), counted=place[counted[0]]) if counted else order


# -- what is wanted ----------------------------------------------------------------------------


def _wanted(draft: Draft, asked: Asked) -> Wanted:
    """The first of these that the question words allow."""
    words = asked.words
    names = sum(len(draft.placed[n].node.names) for n in draft.alive())
    choices = (
        (Wanted.PATH, "path" in words and names > 1 and not draft.edges),
        (Wanted.ARTICLES, "article" in words and not words & _NOT_ARTICLES),
        (Wanted.ARTICLES, {"article", "count"} == words and not draft.edges),
        (Wanted.DATES, asked.dates),
        (Wanted.COUNT, "count" in words or ("amount" in words and _counts(draft))),
        (Wanted.VALUES, "amount" in words),
        (Wanted.ROLES, "role" in words and not asked.things),
        (Wanted.ENTITIES, asked.things),
        (Wanted.TRUTH, "truth" in words),
    )
    return next((wanted for wanted, holds in choices if holds), None) or _unasked(draft)


def _contrasted(draft: Draft, wanted: Wanted) -> Wanted:
    """What is wanted, where two values are set against each other instead of told."""
    if differs(draft) and wanted is not Wanted.COUNT:
        set_side_by_side(draft)
        return Wanted.DIFFERENCE
    return Wanted.CHANGE if wanted is Wanted.VALUES and changes(draft) else wanted


def _counts(draft: Draft) -> bool:
    """Whether an amount without a kind of quantity is a number of things."""
    free = any(p.at not in draft.used for p in draft.of(KindUse))
    return not free and any(draft.placed[n].node.classes for n in draft.alive())


def _unasked(draft: Draft) -> Wanted:
    if any(p.at not in draft.used for p in draft.of(KindUse)):
        return Wanted.VALUES
    unnamed = [n for n in draft.alive() if not draft.placed[n].named]
    if unnamed or draft.order:
        return Wanted.ENTITIES
    if draft.happened:
        return Wanted.DATES
    return Wanted.CARD if not draft.edges else Wanted.TRUTH


def _kinds(draft: Draft, wanted: Wanted) -> tuple[str, ...]:
    if wanted is Wanted.ENTITIES:
        _must_have(draft)
    free = [p for p in draft.of(KindUse) if p.at not in draft.used]
    strong = [p for p in free if isinstance(p.use, KindUse) and not p.use.weak] or free
    if wanted in _OF_VALUES and not strong:
        implied = tuple(dict.fromkeys(_implied(draft)))
        if implied:
            return implied
        draft.cost += _NO_KIND
        draft.vague = True
        return sizes(draft)
    if wanted not in (*_OF_VALUES, Wanted.TRUTH, Wanted.ARTICLES):
        return ()
    if wanted is Wanted.TRUTH and draft.edges:
        draft.used.update(p.at for p in free)
        return ()
    draft.used.update(p.at for p in free)
    return tuple(
        dict.fromkeys(k for p in strong if isinstance(p.use, KindUse) for k in p.use.kinds)
    )


def _must_have(draft: Draft) -> None:
    """``哪些智算中心公布了PUE``: entities that have any value of the kind."""
    target = conditions.open_node(draft)
    for pick in draft.of(KindUse):
        assert isinstance(pick.use, KindUse)
        if pick.at in draft.used or pick.use.weak or target is None:
            continue
        draft.used.add(pick.at)
        any_value = QuantityUse(None, None, None, pick.use.kinds)
        draft.measured.append(Measured(node=target, kinds=pick.use.kinds, quantity=any_value))


def _implied(draft: Draft) -> Iterator[str]:
    """The kinds that question words stand for: 多少钱."""
    for pick in draft.of(AskUse):
        for use in pick.atom.uses:
            if isinstance(use, KindUse):
                yield from use.kinds


def _drop_made(draft: Draft) -> None:
    """Whoever builds does not matter when it is asked how much is built."""
    named = any(draft.placed[n].named for n in draft.alive())
    for number in draft.alive():
        if draft.placed[number].made and named:
            draft.drop(number)


def _types(draft: Draft, wanted: Wanted) -> tuple[str, ...]:
    if wanted is Wanted.DATES:
        events = [p for p in draft.of(EventUse) if p.at not in draft.used]
        strong = [p for p in events if isinstance(p.use, EventUse) and not p.use.weak] or events
        draft.used.update(p.at for p in events)
        found = [t for p in strong if isinstance(p.use, EventUse) for t in p.use.types]
        if not found:  # 投产年份: what happened is asked about, and no limit
            found = [t for h in draft.happened for t in h.types]
            draft.happened.clear()
        return tuple(dict.fromkeys(found))
    return ()


# -- the node asked for ------------------------------------------------------------------------


def _focus(draft: Draft, wanted: Wanted) -> int:
    alive = draft.alive()
    if wanted in (*_OF_VALUES, Wanted.SUM, Wanted.DATES):
        return _subject(draft, wanted)
    asked = [n for n in alive if draft.placed[n].node.asked]
    if asked:
        return asked[0]
    unnamed = [n for n in alive if not draft.placed[n].named]
    if unnamed:
        return max(unnamed, key=lambda n: (_depth(draft, n), n))
    return alive[0]


def _depth(draft: Draft, number: int) -> int:
    """How many edges lie between a node and the nearest named one."""
    distance = {n: 0 for n in draft.alive() if draft.placed[n].named}
    for _ in draft.alive():
        for edge in draft.edges:
            for one, other in ((edge.subject, edge.object), (edge.object, edge.subject)):
                if one in distance:
                    distance.setdefault(other, distance[one] + 1)
    return distance.get(number, 0)


def _subject(draft: Draft, wanted: Wanted) -> int:
    """The node whose value or date is asked for: the nearest before the word, else after it."""
    kind = EventUse if wanted is Wanted.DATES else KindUse
    places = [p.at for p in draft.of(kind)]
    alive = [n for n in draft.alive() if not _place_only(draft, n)] or draft.alive()
    at = places[-1] if places else len(draft.picks)
    asked = [n for n in alive if draft.placed[n].node.asked]
    if draft.order and asked:
        return asked[0]
    before = [n for n in alive if draft.placed[n].last < at]
    if before:
        return max(before, key=lambda n: (draft.placed[n].last, _depth(draft, n)))
    return min(alive, key=lambda n: draft.placed[n].first)


def _place_only(draft: Draft, number: int) -> bool:
    """Whether a node only says where another is."""
    return any(
        e.words is not None
        and e.object == number
        and e.words.asked_by
        and e.subject in draft.alive()
        for e in draft.edges
    )
