"""One article's facts as the quads of its named graph.

Asserted facts (actual, planned) are plain triples and claims; all others are claims only, so that
a query that does not ask for the status never meets what the article denies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pyoxigraph import NamedNode, Quad

from kg.graph import terms
from kg.graph import vocabulary as v
from kg.graph.agreements import write_agreements
from kg.graph.article import write_article
from kg.graph.copies import remainder
from kg.graph.derive import write_relations
from kg.graph.identity import Identity, named, resolve
from kg.graph.iri import article_iri
from kg.graph.overruling import Stance, overrule
from kg.graph.writer import Description, Link, Node, Writer, evidence_iri
from kg.model import Entity, Event, Extraction, Fact, Measurement, Relation, Statement
from kg.schema import Schema

Names = Callable[[str], NamedNode]
"""From the key of an entity to its IRI."""


def article_quads(
    extraction: Extraction,
    schema: Schema,
    *,
    base: str = v.INDIVIDUALS,
    identity: Identity | None = None,
    original: Extraction | None = None,
    against: Sequence[Stance] = (),
) -> tuple[Quad, ...]:
    """The named graph of one article.

    Args:
        extraction: The article and what was found in it.
        schema: Says which properties are symmetric or have an inverse, and what the units are.
        base: Namespace of the individuals; ends with ``/`` or ``#``.
        identity: Which entities of this and other articles are one (``identity.resolve``); without
            it the article stands alone.
        original: What the article is a copy of; what that says too is not said again.
        against: What later articles say does not hold, in order of time.

    Returns:
        Every quad once, in the order of their N-Quads lines.
    """
    identity = identity or resolve(named(extraction, schema), base=base)
    writer = write_article(extraction, identity, base)
    names = identity.names(extraction.document.sha256)
    extraction, writer.overruled = overrule(extraction, against, names)
    if original is not None:
        original, _ = overrule(original, against, identity.names(original.document.sha256))
        extraction = _write_copy(writer, extraction, original, identity)
    for entity in extraction.entities:
        _write_entity(writer, entity, names(entity.key), identity)
    facts = extraction.facts
    write_agreements(writer, facts, names, schema)
    write_relations(writer, [f for f in facts if isinstance(f, Relation)], names, schema)
    _write_measurements(writer, facts, names, schema)
    for fact in facts:
        if isinstance(fact, Event):
            _write_event(writer, fact, names)
        elif isinstance(fact, Statement):
            _write_statement(writer, fact, names)
    return writer.quads()


def _write_copy(
    writer: Writer, copy: Extraction, original: Extraction, identity: Identity
) -> Extraction:
    """Write what an article is a copy of, and what it repeats; gives back what it adds."""
    sha256 = original.document.sha256
    article = article_iri(sha256, base=writer.base)
    writer.add(writer.article, v.COPY_OF, article)
    rest = remainder(copy, original, identity.names(copy.document.sha256), identity.names(sha256))
    for evidence in rest.repeated:
        node = evidence_iri(article, evidence, base=writer.base)
        writer.add(node, v.ALSO_IN, writer.article)
    return rest.extraction


def _write_entity(writer: Writer, entity: Entity, node: NamedNode, identity: Identity) -> None:
    preferred = identity.label(node) or entity.name
    writer.add(node, v.TYPE, v.kg(identity.types.get(node, entity.type)))
    writer.add(node, v.MENTIONED_IN, writer.article)
    writer.add(node, v.PREF_LABEL, writer.words(preferred))
    for alias in {entity.name, *entity.aliases} - {preferred}:
        writer.add(node, v.ALT_LABEL, writer.words(alias))


def _write_event(writer: Writer, event: Event, names: Names) -> None:
    about = names(event.about)
    description: Description = (
        (v.TYPE, v.kg(event.type)),
        (v.STATUS, v.kg(event.status)),
        *(((v.DATE, terms.date(event.date)),) if event.date else ()),
    )
    node = writer.mint("event", description, about.value)
    writer.describe(node, description)
    writer.link(Link(node, v.ABOUT, about), event)


def _write_measurements(
    writer: Writer, facts: Iterable[Fact], names: Names, schema: Schema
) -> None:
    for fact in facts:
        if isinstance(fact, Measurement):
            subject = names(fact.subject)
            description = _measurement(writer, fact, schema)
            node = writer.mint("measurement", description, subject.value)
            writer.describe(node, description)
            writer.link(Link(subject, v.HAS_MEASUREMENT, node), fact)


def _measurement(writer: Writer, fact: Measurement, schema: Schema) -> Description:
    return (
        (v.TYPE, v.MEASUREMENT),
        (v.QUANTITY_KIND, v.kg(fact.kind)),
        (v.VALUE, terms.decimal(fact.value)),
        (v.UNIT, NamedNode(schema.ontology.unit(fact.unit).iri)),
        (v.BOUND, v.kg(fact.bound)),
        (v.STATUS, v.kg(fact.status)),
        (v.STATED_VALUE, terms.string(fact.stated)),
        *(((v.DATE, terms.date(fact.date)),) if fact.date else ()),
        *(((v.SINCE, terms.date(fact.since)),) if fact.since else ()),
        *(((v.PHASE, writer.words(fact.phase)),) if fact.phase else ()),
        *(((v.PRECISION, v.kg(fact.precision)),) if fact.precision else ()),
        *(((v.NOTE, writer.words(fact.note)),) if fact.note else ()),
    )


def _write_statement(writer: Writer, statement: Statement, names: Names) -> None:
    speaker = names(statement.attributed_to) if statement.attributed_to else writer.article
    words = writer.words(statement.words)
    extra: list[tuple[NamedNode, Node]] = [
        (v.TYPE, v.SUPERLATIVE),
        (v.WORDS, words),
        (v.ATTRIBUTED_TO, speaker),
    ]
    if statement.scope:
        extra.append((v.SCOPE, names(statement.scope)))
    link = Link(names(statement.subject), v.WORDS, words)
    writer.claim(link, statement, extra=extra)
