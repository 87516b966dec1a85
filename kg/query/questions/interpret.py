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
    QuantityUse,
    RelationUse,
    Role,
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
_LIMITS = frozenset(
    {"greatest", "least", "latest", "earliest", "greater", "smaller", "more", "less"}
)
_OF_THINGS = frozenset({"who", "where", "when", "amount", "count"})
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
        conditions.read_conditions(
            draft,
            dates_wanted=wanted.dates,
            truth_wanted=wanted.truth,
            value_wanted="amount" in wanted.words,
        )
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
    if len(uses) == 1 and not isinstance(uses[0], AskUse):
        return uses
    asks = [use for use in uses if isinstance(use, AskUse)]
    if asks:
        return _ask_options(atoms, at, uses)
    content = tuple(use for use in uses if isinstance(use, _CONTENT))
    status = tuple(use for use in uses if isinstance(use, StatusUse))
    marks = tuple(use for use in uses if isinstance(use, MarkUse))
    if content and status:
        return content if _asked_right_before(atoms, at) else status
    if content:
        return content + tuple(use for use in marks if use.mark == "passive")
    return (marks or status or uses)[:1]


def _ask_options(atoms: Sequence[Atom], at: int, uses: tuple[Use, ...]) -> tuple[Use, ...]:
    asks = [use for use in uses if isinstance(use, AskUse)]
    names = {use.wanted for use in asks}
    if names <= {"amount", "count"}:
        return (AskUse(_how_many(atoms, at, names)),)
    if "describe" in names and "which" in names:
        following = next((a for a in atoms[at + 1 :] if not a.is_a(IgnoredUse)), None)
        noun = following is not None and not following.marks()
        names = {"which"} if noun else {"describe"}
        asks = [use for use in asks if use.wanted in names]
    if names == {"which"} and _asks_for_value(atoms, at):
        return (AskUse("amount"),)
    if names == {"article"} and any(isinstance(u, IgnoredUse) for u in uses):
        return (IgnoredUse(),) if _asks_for_others(atoms, at) else tuple(asks)
    if names == {"truth"} and any(isinstance(u, MarkUse) for u in uses):
        last = all(a.is_a(IgnoredUse) or "clause" in a.marks() for a in atoms[at + 1 :])
        return tuple(asks) if last else tuple(u for u in uses if isinstance(u, MarkUse))
    if any(isinstance(u, IgnoredUse) for u in uses):
        elsewhere = any(
            isinstance(u, AskUse) for a in (*atoms[:at], *atoms[at + 1 :]) for u in a.uses
        )
        return (IgnoredUse(),) if elsewhere and at > 0 else tuple(asks)
    return tuple(asks)


def _how_many(atoms: Sequence[Atom], at: int, names: set[str]) -> str:
    """Whether a number of things is asked for, or a value: the noun that follows decides."""
    following = next((a for a in atoms[at + 1 :] if not a.is_a(IgnoredUse)), None)
    if following is not None and _is_noun(following):
        return "count"
    if following is not None and following.is_a(KindUse):
        return "amount"
    return "amount" if "amount" in names else "count"


def _asks_for_value(atoms: Sequence[Atom], at: int) -> bool:
    """``What was the investment``, ``什么算力``: the next noun is a kind of quantity."""
    limits = (a.marks() & _LIMITS or a.is_a(QuantityUse) for a in atoms[at + 1 :])
    if any(limits):  # 哪个PUE更低
        return False
    for atom in atoms[at + 1 :]:
        if atom.is_a(KindUse) and not _is_noun(atom):
            return True
        if any(isinstance(use, _CONTENT) for use in atom.uses):
            return False
    return False


def _asks_for_others(atoms: Sequence[Atom], at: int) -> bool:
    """Whether other words ask, so that ``文章里`` only says where."""
    for place, atom in enumerate(atoms):
        wanted = {use.wanted for use in atom.uses if isinstance(use, AskUse)}
        counts = wanted == {"count"} and place == at - 1  # 几篇文章
        if place != at and wanted & _OF_THINGS and not counts:
            return True
        following = next((a for a in atoms[place + 1 :] if not a.is_a(IgnoredUse)), None)
        if place != at and "which" in wanted and following is not None and _is_noun(following):
            return True
    return False


def _is_noun(atom: Atom) -> bool:
    return any(
        isinstance(use, ClassUse)
        or (isinstance(use, RelationUse) and use.role in (Role.SUBJECT_NOUN, Role.OBJECT_NOUN))
        for use in atom.uses
    )


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
