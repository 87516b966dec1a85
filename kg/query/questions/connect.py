"""Things that no relation word joins: the same thing said twice, or side by side."""

from __future__ import annotations

from kg.model.lexicon.questions import Default
from kg.query.questions.draft import Draft, Placed
from kg.query.questions.form import Edge

_APART = 10.0
_DEFAULT = 2.0


def settle(draft: Draft, defaults: tuple[Default, ...], *, truth: bool) -> None:
    """Make one node of a thing that is said twice.

    Args:
        draft: The reading.
        defaults: What holds two things together when nothing is said.
        truth: Whether nothing but yes or no is asked for.
    """
    _unify(draft)
    _say_what_is(draft, truth=truth)
    _say_of_what(draft, defaults)


def connect(draft: Draft, defaults: tuple[Default, ...], *, truth: bool = False) -> None:
    """Join what is apart by what things are; leave out what cannot be joined.

    Args:
        draft: The reading.
        defaults: What holds two things together when nothing is said.
        truth: Whether nothing but yes or no is asked for, so that two names may be joined.
    """
    _join_apart(draft, defaults)
    named = [n for n in draft.alive() if draft.placed[n].named]
    if truth and len(named) == len(draft.alive()) == 2 and not draft.edges:  # 甲有没有乙
        whole, part = (draft.placed[n] for n in named)
        properties = _properties(draft, whole, part, defaults)
        if properties:
            draft.cost += _DEFAULT
            edge = Edge(properties=properties, subject=named[1], object=named[0], through=True)
            draft.edges.append(edge)
    _discard_apart(draft)


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
            and (
                draft.fits(draft.placed[n].types, tuple(placed.types))
                or (draft.order and draft.placed[n].named)
            )
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
    nouns = [n for n in draft.alive() if draft.placed[n].noun and n in joined][::-1]
    for number, noun in zip(apart, nouns, strict=False):
        others = {
            n for e in draft.edges for n in (e.subject, e.object) if noun in (e.subject, e.object)
        }
        if not truth and not any(draft.placed[n].node.asked for n in others - {noun}):
            continue
        draft.placed[noun].node = draft.placed[number].node
        draft.drop(number)


def _say_of_what(draft: Draft, defaults: tuple[Default, ...]) -> None:
    """``甲是哪个省的项目``: the noun at the end only says again what the named thing is."""
    named = [n for n in draft.alive() if draft.placed[n].named]
    nouns = [n for n in draft.alive() if not draft.placed[n].named and not draft.placed[n].noun]
    if not named or not nouns:
        return
    one, noun = named[0], max(nouns, key=lambda n: draft.placed[n].first)
    a, b = draft.placed[one], draft.placed[noun]
    copulas = draft.lexicon.copulas
    after = draft.picks[a.last + 1 : a.last + 2]
    says = any(p.atom.text.lower().startswith(copulas) for p in after)
    attributed = b.first > 0 and "of" in draft.picks[b.first - 1].atom.marks()
    if not (says and attributed) or b.node.asked or not draft.fits(a.types, tuple(b.types)):
        return
    joined = any(noun in (e.subject, e.object) for e in draft.edges)
    if not joined and len(named) > 1:  # 甲是乙的人吗: as 乙的人 are joined
        found = _default(draft, named[-1], noun, defaults)
        if found is not None:
            draft.edges.append(found[1])
            joined = True
    if joined:
        b.node, b.types = a.node, a.types
        draft.drop(one)
    else:
        draft.drop(noun)


def _join_apart(draft: Draft, defaults: tuple[Default, ...]) -> None:
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
    properties = _properties(draft, a, b, defaults)
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


def _properties(
    draft: Draft, whole: Placed, part: Placed, defaults: tuple[Default, ...]
) -> tuple[str, ...]:
    fitting = [
        default
        for default in defaults
        if _coarse(draft, whole, default.whole) and _coarse(draft, part, default.part)
    ]
    who = part.node.text.lower() in draft.lexicon.asking.who and not part.node.classes
    chosen = [default for default in fitting if default.who is who] or fitting
    return tuple(dict.fromkeys(name for default in chosen for name in default.properties))


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
            any(draft.placed[n].named and _coarse(draft, draft.placed[n], "Facility") for n in g),
            -min(g),
        ),
    )
    for group in groups:
        if group is not main:
            draft.cost += _APART
            for number in group:
                draft.drop(number)
                draft.used -= set(range(draft.placed[number].first, draft.placed[number].last + 1))
