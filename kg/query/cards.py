"""The card of an entity, and the sentences behind one fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kg.errors import QueryError
from kg.graph.interface import Graph
from kg.model.lexicon.questions import QuestionLexicon
from kg.query.answer import Answer, Form, Item, Kind, number
from kg.query.entities import EntityIndex, Known, entity_index
from kg.query.evidence import Triple, article_sources, support
from kg.query.sparql import iri, local_name, select
from kg.schema import Schema
from kg.schema.messages import message

_LINKS = """
SELECT DISTINCT ?s ?p ?o ?status WHERE {
  { VALUES ?s { %(node)s } ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . }
  UNION
  { VALUES ?o { %(node)s } ?claim rdf:object ?o ; rdf:predicate ?p ; rdf:subject ?s . }
  ?claim kg:status ?status .
}
"""
_NODES = """
SELECT ?node ?p ?value WHERE { VALUES ?node { %s } ?node ?p ?value }
"""


def card(graph: Graph, name: str, schema: Schema, *, lang: str = "zh") -> Answer:
    """Everything that is known of an entity: names, classes, facts by property, articles.

    Args:
        graph: The graph.
        name: A name or IRI of the entity.
        schema: Labels of the properties.
        lang: The language of labels, ``zh`` or ``en``.

    Returns:
        One item a fact, its property as ``subject``, with status, date and sentences.

    Raises:
        UnknownEntityError: If the graph does not know it.
        QueryError: If the name means several entities.
    """
    index = entity_index(graph)
    known = index.resolve(name)
    query = _LINKS % {"node": iri(known.iri)}
    rows = list(select(graph, query))
    writer = _Card(graph, index, schema, known, lang)
    items = (*writer.names(), *writer.facts(rows), *writer.articles())
    wording = schema.lexicon("questions", QuestionLexicon).wording[lang]
    types = wording["and"].join(schema.ontology.label(t, lang) for t in known.types)
    return Answer(
        question=name,
        kind=Kind.CARD,
        reading=wording["aside"].format(text=known.label, aside=types),
        query=query.strip(),
        items=items,
    )


def why(
    graph: Graph, subject: str, predicate: str, value: str, schema: Schema, *, lang: str = "zh"
) -> Answer:
    """The sentences behind a fact.

    Args:
        graph: The graph.
        subject: A name or IRI.
        predicate: A property by local name, label (``建设方``, ``built by``) or IRI.
        value: A name or IRI; for a measurement its value or kind, for an event its class or date.
        schema: The properties.
        lang: The language of labels, ``zh`` or ``en``.

    Raises:
        UnknownEntityError: If an end is not in the graph.
        QueryError: If there is no such property, or no article says so.
    """
    index = entity_index(graph)
    first = index.resolve(subject)
    property_ = _property(predicate, schema)
    second = index.resolve(value)
    triples = _triples(graph, schema, (first.iri, property_, second.iri))
    found = support(graph, triples)
    if not found:
        label = schema.ontology.label(property_, lang)
        fact = f"{first.label} {label} ({property_}) {second.label}"
        raise QueryError(message("nobody_says", fact=fact))
    reading = f"{first.label} {schema.ontology.label(property_, lang)} {second.label}"
    sources = dict.fromkeys(source for held in found.values() for source in held.sources)
    items = [
        Item(
            form=Form.ENTITY,
            label=reading,
            iri=second.iri,
            status=source.status,
            sources=(source,),
        )
        for source in sources
    ]
    return Answer(
        question=f"{subject} {predicate} {value}",
        kind=Kind.CARD,
        reading=reading,
        query="\n".join(" ".join(map(iri, triple)) + " ." for triple in triples),
        items=tuple(items),
    )


def _property(name: str, schema: Schema) -> str:
    """The local name of a property; its inverse will do too.

    Raises:
        QueryError: If there is none of that name; offers the relations.
    """
    wanted = local_name(name).removeprefix("kg:").casefold()
    for term in schema.ontology.properties.values():
        forms = (term.name, *term.labels.values())
        if wanted in (form.casefold() for form in forms):
            return term.name
    known = [f"{schema.ontology.label(name)} ({name})" for name in schema.ontology.relations]
    raise QueryError(message("no_property", name=name, known=known))


def _triples(graph: Graph, schema: Schema, fact: tuple[str, str, str]) -> list[Triple]:
    """The triples whose claims carry a fact: itself, its inverse, what it is derived from."""
    ontology = schema.ontology
    subject, name, value = fact
    found = [(subject, ontology.iri(name), value)]
    inverse = ontology.properties[name].inverse
    if inverse:
        found.append((value, ontology.iri(inverse), subject))
    if ontology.properties[name].symmetric:
        found.append((value, ontology.iri(name), subject))
    if source := ontology.derived_relations.get(name):
        term = ontology.iri(source)
        query = (
            "SELECT DISTINCT ?via WHERE { "
            f"?one rdf:subject ?via ; rdf:predicate {iri(term)} ; rdf:object {iri(subject)} . "
            f"?other rdf:subject ?via ; rdf:predicate {iri(term)} ; rdf:object {iri(value)} }}"
        )
        found += [(row["via"], term, subject) for row in select(graph, query)]
    return found


class _Card:
    """Writes the items of one card."""

    def __init__(
        self, graph: Graph, index: EntityIndex, schema: Schema, known: Known, lang: str
    ) -> None:
        self.graph, self.index, self.known, self.lang = graph, index, known, lang
        self.ontology = schema.ontology
        self.lexicon = schema.lexicon("questions", QuestionLexicon)

    def names(self) -> list[Item]:
        """Its other names."""
        label = self.lexicon.notes[self.lang]["alias"]
        return [
            Item(form=Form.ENTITY, label=alias, subject=label, note=label)
            for alias in self.known.aliases
        ]

    def facts(self, rows: Sequence[dict[str, str]]) -> list[Item]:
        """Its facts, by property."""
        rows = [row for row in rows if self._shown(row)]
        found = support(self.graph, ((r["s"], r["p"], r["o"]) for r in rows))
        nodes = self._described(
            {end for row in rows for end in (row["s"], row["o"]) if end not in self.index.known}
        )
        items = []
        for row in rows:
            triple = (row["s"], row["p"], row["o"])
            item = self._fact(row, nodes)
            items.append(replace(item, sources=found[triple].sources if triple in found else ()))
        items.sort(key=lambda i: (i.note or "", i.date or "", i.label, i.status or ""))
        return list({(i.note, i.label, i.date, i.status): i for i in items}.values())

    def articles(self) -> list[Item]:
        """The articles that name it."""
        query = (
            f"SELECT DISTINCT ?article WHERE {{ {iri(self.known.iri)} kg:mentionedIn ?article }}"
        )
        sources = article_sources(self.graph, (r["article"] for r in select(self.graph, query)))
        label = self._label("mentionedIn")
        return [
            Item(
                form=Form.ENTITY,
                label=source.title or source.article_id,
                iri=source.article,
                subject=label,
                date=source.published,
                note=label,
            )
            for source in sources.values()
        ]

    def _shown(self, row: dict[str, str]) -> bool:
        """Facts that are not only the other side of one that is shown as well."""
        name = local_name(row["p"])
        term = self.ontology.properties.get(name)
        if term is None:
            return True
        if name in self.ontology.derived_relations:
            return row["s"] == self.known.iri
        return not any("relatedFrom" in parent for parent in term.parents)

    def _described(self, nodes: set[str]) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        if nodes:
            query = _NODES % " ".join(map(iri, sorted(n for n in nodes if "/" in n)))
            for row in select(self.graph, query):
                found[row["node"]][local_name(row["p"])].append(row["value"])
        return found

    def _fact(self, row: dict[str, str], nodes: dict[str, dict[str, list[str]]]) -> Item:
        forward = row["s"] == self.known.iri
        other = row["o"] if forward else row["s"]
        status = local_name(row["status"])
        name = local_name(row["p"])
        held = nodes.get(other, {})
        label = self._label(name) if forward else self._inverse(name)
        if "value" in held:
            return self._value(other, held, status)
        if other in self.index.known:
            return Item(
                form=Form.ENTITY,
                label=self.index.label(other),
                iri=other,
                subject=label,
                status=status,
                kind=name,
                note=label,
            )
        types = self.ontology.narrowest(map(local_name, held.get("type", ())))
        between = self.lexicon.wording[self.lang]["and"]
        text = between.join(map(self._label, types)) or other
        parties = [self.index.label(p) for p in held.get("party", ()) if p != self.known.iri]
        return Item(
            form=Form.ENTITY,
            label=f"{text} {between.join(sorted(parties))}".strip(),
            iri=other if "/" in other else None,
            subject=label,
            status=status,
            date=next(iter(held.get("date", ())), None),
            kind=types[0] if types else name,
            note=label,
        )

    def _value(self, node: str, held: dict[str, list[str]], status: str) -> Item:
        value = Decimal(held["value"][0])
        unit = self.ontology.name(held["unit"][0]) or local_name(held["unit"][0])
        kind = local_name(held["quantityKind"][0])
        bound = local_name(held["bound"][0]) if held.get("bound") else None
        return Item(
            form=Form.VALUE,
            label=next(iter(held.get("statedValue", ())), f"{number(value)} {unit}"),
            iri=node,
            subject=self._label(kind),
            value=value,
            unit=unit,
            bound=None if bound == "exact" else bound,
            status=status,
            date=next(iter(held.get("date", ())), None),
            kind=kind,
            note=next(iter(held.get("phase", ())), None),
        )

    def _label(self, name: str) -> str:
        return self.ontology.label(name, self.lang)

    def _inverse(self, name: str) -> str:
        term = self.ontology.properties.get(name)
        return self._label(term.inverse) if term and term.inverse else self._label(name)
