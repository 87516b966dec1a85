"""From the atoms of one part of a question to its form: all readings, the best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from kg.model.lexicon.questions import QuestionLexicon
from kg.query.entities import EntityIndex
from kg.query.questions import conditions
from kg.query.questions.atoms import (
    AskUse,
    Atom,
    ClassUse,
    EventUse,
    IgnoredUse,
    KindUse,
    MarkUse,
    NameUse,
    RelationUse,
    StatusUse,
    UnknownUse,
    Use,
)
from kg.query.questions.draft import Draft, Pick
from kg.query.questions.focus import finish, wanted_of
from kg.query.questions.form import Form
from kg.query.questions.nodes import place_nodes
from kg.query.questions.relations import join
from kg.schema import Schema

_MOST_READINGS = 64
_UNUSED = 3.0
_UNKNOWN = 4.0
_WEAK = 0.8
_UNUSED_MARK = 2.0
_COMPARING = frozenset({"greatest", "least", "greater", "smaller", "than"})
_CONTENT = (NameUse, ClassUse, RelationUse, KindUse, EventUse)


def interpret(
    atoms: Sequence[Atom], index: EntityIndex, schema: Schema
) -> list[tuple[float, Form, Draft]]:
    """The forms that a part can have, with what each costs, the cheapest first."""
    lexicon = schema.lexicon("questions", QuestionLexicon)
    found = []
    for number, picks in enumerate(islice(_readings(atoms), _MOST_READINGS)):
        draft = Draft(schema, index, picks)
        wanted = wanted_of(draft)
        place_nodes(draft)
        conditions.read_conditions(draft, dates_wanted=wanted.dates, truth_wanted=wanted.truth)
        join(draft)
        form = finish(draft, wanted, lexicon)
        if form is not None:
            found.append((draft.cost + _leftovers(draft) + number * 0.01, form, draft))
    return sorted(found, key=lambda reading: reading[0])


def _readings(atoms: Sequence[Atom]) -> Iterator[tuple[Pick, ...]]:
    """Every choice of meanings, the plainest first."""
    options = [_options(atoms, at) for at in range(len(atoms))]
    for chosen in product(*options):
        yield tuple(Pick(at, atoms[at], use) for at, use in enumerate(chosen))


def _options(atoms: Sequence[Atom], at: int) -> tuple[Use, ...]:
    """The meanings of an atom that its surroundings leave open."""
    uses = atoms[at].uses
    if len(uses) == 1:
        return uses
    asks = [use for use in uses if isinstance(use, AskUse)]
    if asks:
        return _ask_options(atoms, at, uses)
    content = tuple(use for use in uses if isinstance(use, _CONTENT))
    status = tuple(use for use in uses if isinstance(use, StatusUse))
    if content and status:
        return content if _asked_right_before(atoms, at) else status
    if content:
        return content
    marks = tuple(use for use in uses if isinstance(use, MarkUse))
    return (marks or status or uses)[:1]


def _ask_options(atoms: Sequence[Atom], at: int, uses: tuple[Use, ...]) -> tuple[Use, ...]:
    asks = [use for use in uses if isinstance(use, AskUse)]
    following = next((a for a in atoms[at + 1 :] if not a.is_a(IgnoredUse)), None)
    names = {use.wanted for use in asks}
    if {"amount", "count"} <= names:
        counted = following is not None and following.is_a(ClassUse)
        return tuple(u for u in asks if u.wanted == ("count" if counted else "amount"))
    if names == {"truth"} and any(isinstance(u, MarkUse) for u in uses):
        last = all(a.is_a(IgnoredUse) or "clause" in a.marks() for a in atoms[at + 1 :])
        return tuple(asks) if last else tuple(u for u in uses if isinstance(u, MarkUse))
    if any(isinstance(u, IgnoredUse) for u in uses):
        elsewhere = any(
            isinstance(u, AskUse) for a in (*atoms[:at], *atoms[at + 1 :]) for u in a.uses
        )
        return (IgnoredUse(),) if elsewhere and at > 0 else tuple(asks)
    return tuple(asks)


def _asked_right_before(atoms: Sequence[Atom], at: int) -> bool:
    return at > 0 and atoms[at - 1].is_a(AskUse)


def _leftovers(draft: Draft) -> float:
    """What it costs that atoms with a meaning are not part of the form."""
    cost = 0.0
    for pick in draft.picks:
        if pick.at in draft.used:
            cost += _WEAK if getattr(pick.use, "weak", False) else 0.0
            continue
        if isinstance(pick.use, UnknownUse):
            cost += _UNKNOWN if len(pick.atom.text) > 1 else 1.0
        elif isinstance(pick.use, (KindUse, EventUse, RelationUse)):
            cost += 1.0 if pick.use.weak else _UNUSED
        elif isinstance(pick.use, _CONTENT):
            cost += _UNUSED
        elif pick.atom.marks() & _COMPARING:
            cost += _UNUSED_MARK
    return cost
