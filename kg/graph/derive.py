"""Relations between entities, and what the ontology says follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import NamedNode

from kg.graph import vocabulary as v
from kg.graph.writer import Description, Link, Writer
from kg.model import Relation
from kg.schema import Schema

Names = Callable[[str], NamedNode]


def write_relations(
    writer: Writer, relations: Iterable[Relation], names: Names, schema: Schema
) -> None:
    """Write relations, each with its claim, and the other direction of those that have one."""
    for relation in relations:
        link = Link(names(relation.subject), v.kg(relation.predicate), names(relation.object))
        role = ((v.ROLE, writer.words(relation.role)),) if relation.role else ()
        claim = writer.link(link, relation, extra=role)
        if relation.status.asserted:
            _write_entailed(writer, relation, link, claim, schema)


def _write_entailed(
    writer: Writer, relation: Relation, link: Link, claim: NamedNode, schema: Schema
) -> None:
    for predicate, rule in _other_directions(relation.predicate, schema):
        if not isinstance(link.object, NamedNode):
            continue
        entailed = Link(link.object, v.kg(predicate), link.subject)
        premise: Description = ((v.PREMISE, claim),)
        writer.add(entailed.subject, entailed.predicate, entailed.object)
        writer.claim_of(entailed, relation.status, rule, relation.evidence, extra=premise)


def _other_directions(predicate: str, schema: Schema) -> Iterable[tuple[str, str]]:
    term = schema.ontology.properties.get(predicate)
    if term and term.symmetric:
        yield predicate, v.DERIVED_SYMMETRIC
    if term and term.inverse and term.inverse != predicate:
        yield term.inverse, v.DERIVED_INVERSE
