"""Articles that are copies of others: what they say once more, and what they add.

A copy gives no fact of its own where the original has it: the belief rests on one story, however
often it was printed. The evidence of the original's fact is marked as standing in the copy too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from kg.model import (
    Agreement,
    Event,
    Evidence,
    Extraction,
    Fact,
    Measurement,
    Relation,
    Signing,
    Statement,
)

Names = Callable[[str], NamedNode]
"""From the key of an entity to its IRI."""


@dataclass(frozen=True, slots=True)
class Remainder:
    """A copy without what its original has.

    Attributes:
        extraction: The facts that the copy adds and the entities in them, and its makers.
        repeated: The original's evidence for the facts that the copy repeats, in order.
    """

    extraction: Extraction
    repeated: tuple[Evidence, ...]


def remainder(
    copy: Extraction, original: Extraction, names: Names, original_names: Names
) -> Remainder:
    """Take out of a copy what its original says.

    Args:
        copy: The copy.
        original: What it is a copy of.
        names: The copy's.
        original_names: The original's.
    """
    said: dict[object, set[Evidence]] = {}
    for fact in original.facts:
        said.setdefault(_content(fact, original_names), set()).update(fact.evidence)
    repeated: set[Evidence] = set()
    added: list[Fact] = []
    for fact in copy.facts:
        evidence = said.get(_content(fact, names))
        if evidence is None:
            added.append(fact)
        else:
            repeated |= evidence
    keys = {key for fact in added for key in _keys(fact)}
    keys.update(filter(None, (copy.publisher, *copy.reporters, *copy.editors)))
    entities = tuple(entity for entity in copy.entities if entity.key in keys)
    return Remainder(replace(copy, entities=entities, facts=tuple(added)), tuple(sorted(repeated)))


def _content(fact: Fact, names: Names) -> object:
    """What a fact says, but for its date: a copy may have another dateline."""
    kind, status = type(fact).__name__, fact.status
    match fact:
        case Relation():
            return kind, status, names(fact.subject), fact.predicate, names(fact.object), fact.role
        case Agreement():
            parties = frozenset(map(names, fact.parties))
            return kind, status, parties, fact.about and names(fact.about), fact.signed
        case Signing():
            return kind, status, names(fact.about), fact.declared
        case Event():
            return kind, status, fact.type, names(fact.about)
        case Measurement():
            number = (fact.value, fact.unit, fact.bound, fact.phase, fact.precision)
            return kind, status, names(fact.subject), fact.kind, number
        case Statement():
            return kind, status, names(fact.subject), fact.words
        case _:
            raise TypeError(f"no such fact: {kind}")


def _keys(fact: Fact) -> Iterator[str]:
    """The entities in a fact."""
    found: Iterable[str | None] = ()
    match fact:
        case Relation():
            found = (fact.subject, fact.object)
        case Agreement():
            found = (*fact.parties, fact.about)
        case Signing() | Event():
            found = (fact.about,)
        case Measurement():
            found = (fact.subject,)
        case Statement():
            found = (fact.subject, fact.scope, fact.attributed_to)
        case _:
            raise TypeError(f"no such fact: {type(fact).__name__}")
    return (key for key in found if key is not None)
