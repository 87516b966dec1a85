"""Cutting a question into the parts that ask one thing each."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from itertools import pairwise

from kg.query.questions.atoms import (
    AskUse,
    Atom,
    ClassUse,
    DateUse,
    EventUse,
    IgnoredUse,
    KindUse,
    NameUse,
    QuantityUse,
    RelationUse,
    UnknownUse,
)
from kg.query.questions.contrast import contrasts

Atoms = tuple[Atom, ...]


def parts(
    atoms: Sequence[Atom], before: Atoms = (), pronouns: Container[str] = ()
) -> tuple[Atoms, ...]:
    """Cut a question so that each part asks one thing, with all it needs to be understood alone.

    A part without a question word is the topic of what follows, or a limit on what came before; a
    part that names nothing takes over the names, and at need the relation, of the part before.

    Args:
        atoms: The question.
        before: The question that was asked before it.
        pronouns: Words that mean what was spoken of before.
    """
    topic: Atoms = ()
    asked: list[Atoms] = []
    for segment in _segments(atoms):
        if _asks(segment) or (asked and _leaves_out(segment)):
            last = asked[-1] if asked else before
            own = topic + segment
            whole = not last or _is_whole(own, pronouns)
            asked.append(own if whole else _completed(own, last, asks=not _asks(segment)))
            topic = ()
        elif asked:
            asked[-1] += segment
        else:
            topic += segment
    if asked:
        return tuple(asked)
    if not topic:
        return ()
    whole = not before or _is_whole(topic, pronouns)
    return (topic if whole else _completed(topic, before, asks=True),)


def _segments(atoms: Sequence[Atom]) -> list[Atoms]:
    segments = _split(atoms, lambda atom, _left, _right: "clause" in atom.marks())
    return [
        part
        for segment in segments
        for part in _split(
            segment, lambda atom, left, right: "list" in atom.marks() and _both_ask(left, right)
        )
    ]


def _split(atoms: Sequence[Atom], at: Callable[[Atom, Atoms, Atoms], bool]) -> list[Atoms]:
    found: list[Atoms] = []
    start = 0
    for place, atom in enumerate(atoms):
        if at(atom, tuple(atoms[start:place]), tuple(atoms[place + 1 :])):
            found.append(tuple(atoms[start : place + 1]))
            start = place + 1
    found.append(tuple(atoms[start:]))
    return [part for part in found if part]


def _both_ask(left: Atoms, right: Atoms) -> bool:
    """Whether each side asks; ``谁和谁共建`` asks but once."""
    return _asks(left) and _asks(right) and any(_says_fact(atom) for atom in left)


def _asks(atoms: Atoms) -> bool:
    return any(
        isinstance(use, AskUse) and use.wanted not in ("truth", "describe")
        for atom in atoms
        for use in atom.uses
    ) or any(
        isinstance(use, AskUse) and use.wanted == "truth" and not _negates(atoms, at)
        for at, atom in enumerate(atoms)
        for use in atom.uses
    )


def _negates(atoms: Atoms, at: int) -> bool:
    """Whether a word that may ask (``没有``) only says no to what follows."""
    return "negation" in atoms[at].marks() and any(_says_fact(atom) for atom in atoms[at + 1 :])


def _leaves_out(atoms: Atoms) -> bool:
    """``投资呢``: the rest of the question is the one before."""
    return any("ellipsis" in atom.marks() for atom in atoms)


def _completed(atoms: Atoms, before: Atoms, *, asks: bool = False) -> Atoms:
    """The part with what it leaves out taken from the part before; at need its question words."""
    lacks_name = not any(atom.is_a(NameUse) for atom in atoms)
    lacks_fact = not any(_says_fact(atom) for atom in atoms)
    taken = tuple(
        atom
        for atom in before
        if (lacks_name and atom.is_a(NameUse))
        or (lacks_fact and (_is_fact(atom)))
        or (lacks_name and "list" in atom.marks() and _between_names(atom, before))
        or (asks and contrasts(atom))
        or (asks and lacks_fact and (atom.is_a(AskUse) or atom.is_a(ClassUse)))
    )
    classes = tuple(a for a in before if a.is_a(ClassUse)) if lacks_name and not taken else ()
    return taken + classes + atoms


def _is_whole(atoms: Atoms, pronouns: Container[str]) -> bool:
    """Whether a part leaves nothing out, though it may name nothing.

    It asks for members of a class, or for events, within limits of its own: 2024年以来有哪些签约,
    哪些智算中心的算力超过1000P.
    """
    if _leaves_out(atoms) or any(atom.text.casefold() in pronouns for atom in atoms):
        return False
    return _asks_of_a_class(atoms) or (_is_limited(atoms) and _asks_which(atoms))


def _is_limited(atoms: Atoms) -> bool:
    return any(atom.is_a(DateUse) or atom.is_a(QuantityUse) for atom in atoms)


def _asks_which(atoms: Atoms) -> bool:
    """Whether a question word stands right before what is asked for: a class or an event."""
    said = [atom for atom in atoms if not atom.is_a(IgnoredUse) or atom.is_a(AskUse)]
    return any(map(_says_fact, atoms)) and any(
        any(isinstance(use, AskUse) and use.wanted == "which" for use in asking.uses)
        and (noun.is_a(ClassUse) or (noun.is_a(EventUse) and noun is said[-1]))
        for asking, noun in pairwise(said)
    )


_RANKING = frozenset({"greatest", "least", "most", "fewest", "latest", "earliest"})


def _asks_of_a_class(atoms: Atoms) -> bool:
    """Whether members of a class are asked for with what they are to be, which leaves nothing out.

    ``投资最多的项目``, ``投资超过10亿元的项目有哪些``, ``东海省有哪些数据中心`` do;
    ``哪些企业参与`` leaves out in what.
    """
    classes = [at for at, atom in enumerate(atoms) if atom.is_a(ClassUse)]
    if not classes or _leaves_out(atoms):
        return False
    if any(atom.is_a(NameUse) or atom.is_a(UnknownUse) for atom in atoms):
        return any(atom.is_a(AskUse) for atom in atoms)
    if not any(map(_says_fact, atoms)):
        return False
    if len(classes) > 1:  # both ends of what is asked
        return True
    ranked = any(not _RANKING.isdisjoint(atom.marks()) for atom in atoms)
    return ranked or any(atom.is_a(AskUse) for atom in atoms[classes[0] + 1 :])


_FACTS_BY_THEMSELVES = frozenset({"where", "path", "article", "role"})


def _is_fact(atom: Atom) -> bool:
    return atom.is_a(RelationUse) or atom.is_a(KindUse) or atom.is_a(EventUse)


def _says_fact(atom: Atom) -> bool:
    """Whether an atom says what is asked of something: a relation, a kind, or a place."""
    return _is_fact(atom) or any(
        isinstance(use, AskUse) and use.wanted in _FACTS_BY_THEMSELVES for use in atom.uses
    )


def _between_names(atom: Atom, atoms: Atoms) -> bool:
    at = atoms.index(atom)
    return 0 < at < len(atoms) - 1 and atoms[at - 1].is_a(NameUse) and atoms[at + 1].is_a(NameUse)
