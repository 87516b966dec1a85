"""Agreements and signings as nodes of their own, and the partnerships that follow from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import permutations

from pyoxigraph import NamedNode

from kg.graph import terms
from kg.graph import vocabulary as v
from kg.graph.writer import Description, Link, Writer
from kg.model import Agreement, Evidence, Fact, Signing, Status
from kg.schema import Schema

Names = Callable[[str], NamedNode]


def write_agreements(writer: Writer, facts: Iterable[Fact], names: Names, schema: Schema) -> None:
    """Write agreements, signings and, from those that are asserted, who is whose partner."""
    facts = list(facts)
    agreements = [f for f in facts if isinstance(f, Agreement)]
    signings = _write_signings(writer, facts, agreements, names)
    partners: dict[tuple[NamedNode, NamedNode, Status], _Premises] = defaultdict(_Premises)
    for agreement in agreements:
        signing = signings.get(agreement.signing or "")
        claims = _write_agreement(writer, agreement, names, signing)
        if agreement.status.asserted:
            parties = dict.fromkeys(names(key) for key in agreement.parties)
            for one, other in permutations(parties, 2):
                premises = partners[one, other, agreement.status]
                premises.claims.update([claims[one], claims[other]])
                premises.evidence.update(agreement.evidence)
    relations = schema.ontology.derived_relations
    for relation in (v.kg(name) for name, source in relations.items() if v.kg(source) == v.PARTY):
        for (one, other, status), premises in partners.items():
            writer.add(one, relation, other)
            writer.claim_of(
                Link(one, relation, other),
                status,
                v.DERIVED_PARTNER,
                premises.evidence,
                extra=[(v.PREMISE, claim) for claim in premises.claims],
            )


@dataclass(slots=True)
class _Premises:
    """What a partnership rests on."""

    claims: set[NamedNode] = field(default_factory=set)
    evidence: set[Evidence] = field(default_factory=set)


def _write_signings(
    writer: Writer, facts: Iterable[Fact], agreements: Iterable[Agreement], names: Names
) -> dict[str, NamedNode]:
    held: dict[str, list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        if agreement.signing:
            held[agreement.signing].append(agreement)
    nodes = {}
    for fact in facts:
        if isinstance(fact, Signing):
            nodes[fact.key] = _write_signing(writer, fact, held[fact.key], names)
    return nodes


def _write_signing(
    writer: Writer, signing: Signing, held: list[Agreement], names: Names
) -> NamedNode:
    # When every agreement of a signing is denied, so is what was signed.
    hollow = bool(held) and not any(a.status.asserted for a in held)
    status = min(a.status for a in held) if hollow and signing.status.asserted else signing.status
    about = names(signing.about)
    description: Description = (
        (v.TYPE, v.SIGNING),
        (v.STATUS, v.kg(status)),
        *(((v.DATE, terms.date(signing.date)),) if signing.date else ()),
        *_count(v.DECLARED_PARTY_COUNT, signing.declared),
        *_count(v.UNNAMED_PARTY_COUNT, signing.unnamed),
    )
    # Two signings of one host on one day, as of two projects, differ by their parties.
    parties = sorted({names(key).value for agreement in held for key in agreement.parties})
    node = writer.mint("signing", description, about.value, *parties)
    writer.describe(node, description)
    if status.asserted:
        writer.add(node, v.ABOUT, about)
    writer.claim_of(Link(node, v.ABOUT, about), status, signing.rule, signing.evidence)
    return node


def _count(predicate: NamedNode, number: int | None) -> Description:
    return () if number is None else ((predicate, terms.integer(number)),)


def _write_agreement(
    writer: Writer, agreement: Agreement, names: Names, signing: NamedNode | None
) -> dict[NamedNode, NamedNode]:
    """Write one agreement; the claims that it has its parties, by party."""
    description: Description = (
        (v.TYPE, v.AGREEMENT if agreement.signed else v.COOPERATION),
        (v.STATUS, v.kg(agreement.status)),
        *(((v.DATE, terms.date(agreement.date)),) if agreement.date else ()),
        *(((v.SUBJECT_MATTER, writer.words(agreement.subject)),) if agreement.subject else ()),
        *(((v.PART_OF_SIGNING, signing),) if signing else ()),
    )
    parties = sorted({names(key) for key in agreement.parties}, key=str)
    about = names(agreement.about) if agreement.about else None
    ends = [party.value for party in parties] + ([about.value] if about else [])
    node = writer.mint("agreement", description, *ends)
    writer.describe(node, description)
    if about:
        writer.link(Link(node, v.ABOUT, about), agreement)
    return {party: writer.link(Link(node, v.PARTY, party), agreement) for party in parties}
