"""What a part asks for, and the form that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model.lexicon.questions import Default, QuestionLexicon
from kg.query.questions import conditions
from kg.query.questions.atoms import (
    AskUse,
    ClassUse,
    EventUse,
    KindUse,
    MarkUse,
    NameUse,
    RelationUse,
    Role,
)
from kg.query.questions.draft import Draft, Placed
from kg.query.questions.form import Edge, Form, Node, Wanted

_APART = 10.0
_DEFAULT = 2.0
_NO_KIND = 3.0


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
    total = any("sum" in pick.atom.marks() for pick in draft.of(MarkUse))
    return Asked(frozenset(words), total)


def _inverted(draft: Draft) -> bool:
    """Whether the part begins like an English yes-or-no question."""
    if not draft.picks:
        return False
    lexicon = draft.schema.lexicon("questions", QuestionLexicon)
    return draft.picks[0].atom.text.lower() in lexicon.auxiliaries


def finish(draft: Draft, asked: Asked, lexicon: QuestionLexicon) -> Form | None:
    """The form of a part; None if the words do not make one."""
    draft.used.update(p.at for p in draft.of(AskUse, NameUse))
    _unify(draft)
    _say_what_is(draft, truth=asked.truth)
    if not draft.alive():
        return None
    wanted = _wanted(draft, asked)
    if wanted is not Wanted.PATH:
        _connect(draft, lexicon.defaults)
        _discard_apart(draft)
    statuses = conditions.statuses(draft)
    phase = conditions.phase(draft)
    kinds, types = _kinds(draft, wanted), _types(draft, wanted)
    if wanted in (Wanted.VALUES, Wanted.DATES):
        _drop_made(draft)
    focus = _focus(draft, wanted)
    if wanted is Wanted.VALUES and asked.total:
        wanted = Wanted.SUM
    if any("both" in p.atom.marks() for p in draft.of(MarkUse)):
        for number in draft.alive():
            if len(draft.placed[number].node.names) > 1:
                draft.change(number, every=True)
    return _form(draft, wanted, focus, kinds=kinds, types=types, statuses=statuses, phase=phase)


def _form(  # noqa: PLR0913 - one argument for each part of the form
    draft: Draft,
    wanted: Wanted,
    focus: int,
    *,
    kinds: tuple[str, ...],
    types: tuple[str, ...],
    statuses: tuple[str, ...],
    phase: tuple[str, ...] | None,
) -> Form:
    number = {old: new for new, old in enumerate(draft.alive())}
    edges = tuple(
        replace(e, subject=number[e.subject], object=number[e.object])
        for e in draft.edges
        if e.subject in number and e.object in number
    )
    return Form(
        wanted=wanted,
        nodes=tuple(draft.placed[n].node for n in draft.alive()),
        focus=number.get(focus, 0),
        edges=edges,
        measured=tuple(replace(m, node=number[m.node]) for m in draft.measured if m.node in number),
        happened=tuple(replace(h, node=number[h.node]) for h in draft.happened if h.node in number),
        kinds=kinds,
        types=types,
        statuses=statuses,
        phase=phase,
        window=draft.window,
        order=draft.order,
        total=wanted is Wanted.SUM,
    )


# -- what is wanted ----------------------------------------------------------------------------


def _wanted(draft: Draft, asked: Asked) -> Wanted:
    """The first of these that the question words allow."""
    words = asked.words
    names = sum(len(draft.placed[n].node.names) for n in draft.alive())
    choices = (
        (Wanted.PATH, "path" in words and names > 1 and not draft.edges),
        (Wanted.ARTICLES, "article" in words and "who" not in words),
        (Wanted.DATES, asked.dates),
        (Wanted.COUNT, "count" in words or ("amount" in words and _counts(draft))),
        (Wanted.VALUES, "amount" in words),
        (Wanted.ROLES, "role" in words and not asked.things),
        (Wanted.ENTITIES, asked.things),
        (Wanted.TRUTH, "truth" in words),
    )
    return next((wanted for wanted, holds in choices if holds), None) or _unasked(draft)


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
    if wanted is Wanted.ENTITIES and any(draft.placed[n].node.asked for n in draft.alive()):
        found = [p for p in draft.of(KindUse) if p.at not in draft.used]
        if found:
            draft.used.update(p.at for p in found)
    free = [p for p in draft.of(KindUse) if p.at not in draft.used]
    strong = [p for p in free if isinstance(p.use, KindUse) and not p.use.weak] or free
    if wanted is Wanted.VALUES and not strong:
        implied = tuple(dict.fromkeys(_implied(draft)))
        if implied:
            return implied
        draft.cost += _NO_KIND
        draft.vague = True
        return conditions.sizes(draft)
    if wanted not in (Wanted.VALUES, Wanted.TRUTH, Wanted.ARTICLES):
        return ()
    if wanted is Wanted.TRUTH and draft.edges:
        draft.used.update(p.at for p in free)
        return ()
    draft.used.update(p.at for p in free)
    return tuple(
        dict.fromkeys(k for p in strong if isinstance(p.use, KindUse) for k in p.use.kinds)
    )


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
        if not found:
            found = [t for h in draft.happened for t in h.types]
        return tuple(dict.fromkeys(found))
    return ()


# -- the node asked for ------------------------------------------------------------------------


def _unify(draft: Draft) -> None:
    """A lone question word stands for what a relation noun means: ``子公司是哪家``."""
    joined = {n for e in draft.edges for n in (e.subject, e.object)}
    for number in draft.alive():
        placed = draft.placed[number]
        if number in joined or placed.named or not placed.node.asked or placed.noun:
            continue
        others = [
            n
            for n in draft.alive()
            if n != number
            and (not draft.placed[n].named or (draft.order and len(draft.placed[n].node.names) > 1))
            and not draft.placed[n].node.asked
            and draft.fits(draft.placed[n].types, tuple(placed.types))
        ]
        if others and (not placed.node.classes or draft.placed[others[-1]].noun):
            target = others[-1]
            draft.change(
                target, asked=True, classes=draft.placed[target].node.classes or placed.node.classes
            )
            draft.drop(number)


def _say_what_is(draft: Draft, *, truth: bool) -> None:
    """``甲是乙的子公司吗``: the thing that no word joins is what the relation noun means."""
    joined = {n for e in draft.edges for n in (e.subject, e.object)}
    apart = [n for n in draft.alive() if n not in joined and draft.placed[n].named]
    nouns = [n for n in draft.alive() if draft.placed[n].noun and n in joined]
    for number, noun in zip(apart, nouns, strict=False):
        others = {
            n for e in draft.edges for n in (e.subject, e.object) if noun in (e.subject, e.object)
        }
        if not truth and not any(draft.placed[n].node.asked for n in others - {noun}):
            continue
        draft.placed[noun].node = draft.placed[number].node
        draft.drop(number)


def _focus(draft: Draft, wanted: Wanted) -> int:
    alive = draft.alive()
    if wanted in (Wanted.VALUES, Wanted.SUM, Wanted.DATES):
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


# -- things that no word joins -----------------------------------------------------------------


def _connect(draft: Draft, defaults: tuple[Default, ...]) -> None:
    """Join parts of the pattern that stand side by side without a word between them."""
    groups = draft.components()
    while len(groups) > 1:
        best: tuple[float, Edge] | None = None
        for one in groups[0]:
            for group in groups[1:]:
                for other in group:
                    found = _default(draft, one, other, defaults)
                    if found and (best is None or found[0] < best[0]):
                        best = found
        if best is None:
            return
        draft.cost += best[0]
        draft.edges.append(best[1])
        groups = draft.components()


def _default(
    draft: Draft, one: int, other: int, defaults: tuple[Default, ...]
) -> tuple[float, Edge] | None:
    """The edge that joins two nodes by what they are."""
    named = [n for n in (one, other) if draft.placed[n].named]
    if len(named) == 2:
        return None
    whole, part = (one, other) if one in named else (other, one)
    a, b = draft.placed[whole], draft.placed[part]
    properties: dict[str, None] = {}
    for default in defaults:
        if _coarse(draft, a, default.whole) and _coarse(draft, b, default.part):
            properties |= dict.fromkeys(default.properties)
    if not properties:
        return None
    edge = Edge(
        properties=tuple(properties),
        subject=part,
        object=whole,
        through=True,
        by_name=bool(b.node.classes),
    )
    return _DEFAULT + draft.between(min(a.last, b.last), max(a.first, b.first)), edge


def _coarse(draft: Draft, placed: Placed, coarse: str) -> bool:
    ontology = draft.schema.ontology
    return any(ontology.coarse(t) == coarse for t in placed.types)


def _discard_apart(draft: Draft) -> None:
    """Leave out what nothing joins to the rest; the reading pays for it."""
    groups = draft.components()
    if len(groups) < 2:
        return
    main = max(
        groups,
        key=lambda g: (
            any(draft.placed[n].node.asked for n in g) + len(g),
            any(draft.placed[n].named for n in g),
            -min(g),
        ),
    )
    for group in groups:
        if group is not main:
            draft.cost += _APART
            for number in group:
                draft.drop(number)
                draft.used -= set(range(draft.placed[number].first, draft.placed[number].last + 1))


__all__ = ["Asked", "ClassUse", "Node", "RelationUse", "Role", "finish", "wanted_of"]
