"""One fact once: repeated statements become further evidence."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from msgspec.structs import replace

from kg.model import Agreement, Event, Evidence, Fact, Relation, Signing


def without_weak(facts: Iterable[Fact], weak: frozenset[str]) -> list[Fact]:
    """The facts but for implied relations of a subject of which such a relation is stated.

    Args:
        facts: The facts, not yet merged.
        weak: The rules of implied relations.
    """
    found = list(facts)
    stated = {
        (fact.subject, fact.predicate)
        for fact in found
        if isinstance(fact, Relation) and fact.rule not in weak
    }
    return [
        fact
        for fact in found
        if not isinstance(fact, Relation)
        or fact.rule not in weak
        or (fact.subject, fact.predicate) not in stated
    ]


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """The facts in the order of their first evidence, without repetition.

    Two statements of one fact are one fact with both as evidence, under the status of the latest
    statement if that takes it back. An event without a date, or with a coarser one, is the same as
    one with a finer date.
    """
    groups: dict[Hashable, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(_identity(fact), []).append(fact)
    single = [_joined(group) for group in groups.values()]
    return sorted(_without_coarser(single), key=_order)


def _identity(fact: Fact) -> Hashable:
    match fact:
        case Relation():
            return ("relation", fact.subject, fact.predicate, fact.object)
        case Agreement():
            return (
                "agreement",
                frozenset(fact.parties),
                fact.date,
                fact.signed,
                fact.status.asserted,
            )
        case Signing():
            return ("signing", fact.about, fact.date, fact.status.asserted)
        case Event():
            return ("event", fact.type, fact.about, fact.date, fact.status.asserted)
        case _:
            return fact


def _joined(group: list[Fact]) -> Fact:
    if len(group) == 1 and len(group[0].evidence) == 1:
        return group[0]
    latest = max(group, key=lambda fact: fact.evidence[0].span)
    first = min(group, key=lambda fact: fact.evidence[0].span)
    evidence: tuple[Evidence, ...] = tuple(sorted({e for fact in group for e in fact.evidence}))
    status = latest.status if not latest.status.asserted else first.status
    return replace(first, evidence=evidence, status=status)


def _without_coarser(facts: list[Fact]) -> list[Fact]:
    dated: dict[Hashable, list[str]] = {}
    for fact in facts:
        if isinstance(fact, Event | Signing) and fact.date:
            dated.setdefault(_undated(fact), []).append(fact.date)
    kept = []
    for fact in facts:
        if isinstance(fact, Event | Signing):
            finer = dated.get(_undated(fact), [])
            own = fact.date or ""
            if any(date != own and date.startswith(own) for date in finer):
                continue
        kept.append(fact)
    return kept


def _undated(fact: Event | Signing) -> Hashable:
    kind = fact.type if isinstance(fact, Event) else ""
    return (kind, fact.about, fact.status.asserted)


def _order(fact: Fact) -> Evidence:
    return fact.evidence[0]
