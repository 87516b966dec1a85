"""Paths, articles, offices and what there is to know."""

from __future__ import annotations

from dataclasses import replace

from kg.query.answer import Form as ItemForm
from kg.query.answer import Item
from kg.query.cards import card as card_of
from kg.query.evidence import article_sources
from kg.query.paths import between, find_paths
from kg.query.questions.answers.base import Context, Found
from kg.query.questions.answers.things import things
from kg.query.questions.answers.truth import claimed_events
from kg.query.questions.compile import ASSERTED, Compiler
from kg.query.questions.form import Edge, Form, Node, Wanted
from kg.query.source import Source
from kg.query.sparql import iri, select


def path(context: Context, form: Form) -> Found:
    """All shortest chains between the first two things that are named."""
    ends = [readings[0] for node in form.nodes for readings in node.names][:2]
    statement = f"{between(*(f'<{end}>' for end in ends))} VIA * STATUS actual, planned"
    answer = find_paths(context.graph, statement, context.schema, lang=context.lang)
    return Found(answer.items, statement, answer.note)


def articles(context: Context, form: Form) -> Found:
    """The articles that say what the form says, or else that name its entities; or how many."""
    found = _articles(context, form)
    if not form.counting or not found.items:
        return found
    number = len(found.items)
    sources = tuple(item.sources[0] for item in found.items)
    names = context.listed(item.label for item in found.items)
    item = Item(form=ItemForm.COUNT, label=str(number), named=number, note=names, sources=sources)
    return Found((item,), found.query)


def _articles(context: Context, form: Form) -> Found:
    facts = _fact_articles(context, form)
    if facts is not None and facts.items:
        return facts
    named = [readings for node in form.nodes for readings in node.names]
    patterns = "\n".join(
        f"  VALUES ?n{place} {{ {' '.join(map(iri, readings))} }}\n"
        f"  ?n{place} kg:mentionedIn ?article ."
        for place, readings in enumerate(named)
    )
    query = f"SELECT DISTINCT ?article WHERE {{\n{patterns}\n}}"
    if not named:
        return Found((), query)
    found = article_sources(context.graph, (r["article"] for r in select(context.graph, query)))
    return Found(tuple(_article(source) for source in found.values()), query)


def roles(context: Context, form: Form) -> Found:
    """The offices that a person holds."""
    values = " ".join(map(iri, form.nodes[form.focus].iris))
    query = (
        f"SELECT DISTINCT ?person ?role ?place WHERE {{\n  VALUES ?person {{ {values} }}\n"
        "  ?claim rdf:subject ?person ; rdf:object ?place ; kg:role ?role .\n}"
    )
    items = tuple(
        Item(
            form=ItemForm.ENTITY,
            label=context.index.label(row["place"]),
            iri=row["place"],
            subject=context.index.label(row["person"]),
            note=row["role"],
        )
        for row in sorted(select(context.graph, query), key=str)
    )
    return Found(items, query) if items else _employers(context, form)


def _employers(context: Context, form: Form) -> Found:
    """Where a person is, when nobody names an office."""
    properties = tuple(
        name
        for default in context.lexicon.defaults
        if default.whole == "Person"
        for name in default.properties
    )
    edge = Edge(properties=properties, subject=1, object=0)
    asked = Form(
        wanted=Wanted.ENTITIES, nodes=(form.nodes[form.focus], Node(asked=True)), focus=1,
        edges=(edge,),
    )  # fmt: skip
    return things(context, asked)


def card(context: Context, form: Form) -> Found:
    """Everything that is known of an entity."""
    one = form.nodes[form.focus].iris[0]
    answer = card_of(context.graph, one, context.schema)
    return Found(answer.items, answer.query)


def _fact_articles(context: Context, form: Form) -> Found | None:
    """The articles that claim (or deny) what the question says, if it says anything."""
    if not (form.edges or form.happened or form.kinds):
        return None
    statuses = tuple(s for s in form.statuses if s not in ASSERTED)
    plain = replace(form, happened=()) if statuses else form

    def further(compiler: Compiler) -> None:
        if statuses:
            claimed_events(compiler, form, statuses)
        elif form.kinds:
            compiler.value(f"?n{form.focus}", "?m", "", form.kinds, ())

    found = context.supported(context.rows(plain, further))
    sources: dict[str, Source] = {}
    for row in found.rows:
        for held in found.of(row):
            for source in held.sources:
                sources.setdefault(source.article, source)
    return Found(tuple(_article(sources[key]) for key in sorted(sources)), found.query)


def _article(source: Source) -> Item:
    return Item(
        form=ItemForm.ARTICLE,
        label=source.title or source.article_id,
        iri=source.article,
        date=source.published,
        sources=(source,),
    )
