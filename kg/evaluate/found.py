"""What the graph of one article says, in the shapes that gold facts have."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from kg.graph import Graph
from kg.graph.results import Row, Term
from kg.model.lexicon.evaluation import EvaluationLexicon
from kg.schema import Schema

Statement = tuple[str, str, str]
"""Subject, property and object, all by local name or IRI, as a claim has them."""

_ENTITIES = """
SELECT ?entity ?class ?label WHERE {
  ?entity kg:mentionedIn ?article ; a ?class .
  { ?entity skos:prefLabel ?label } UNION { ?entity skos:altLabel ?label }
  UNION { ?entity rdfs:label ?label }
}
"""
_LINKS = "SELECT ?a ?p ?b WHERE { VALUES ?p { %s } ?a ?p ?b }"
_MEASURES = """
SELECT ?entity ?m ?kind ?value ?unit ?bound ?status WHERE {
  ?entity kg:hasMeasurement ?m . ?m kg:quantityKind ?kind ; kg:value ?value .
  OPTIONAL { ?m kg:unit ?unit } OPTIONAL { ?m kg:bound ?bound } OPTIONAL { ?m kg:status ?status }
}
"""
_EVENTS = """
SELECT ?event ?entity ?class ?date WHERE {
  ?event kg:about ?entity ; a ?class . OPTIONAL { ?event kg:date ?date }
}
"""
_CLAIMS = """
SELECT ?s ?p ?o ?rule ?sentence WHERE {
  ?claim a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:rule ?rule ;
         kg:evidence ?evidence .
  ?evidence kg:sentence ?sentence
} ORDER BY ?claim ?evidence
"""


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """An entity's labels and coarse types."""

    labels: frozenset[str]
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """A measurement of the entity ``s``, in the words of gold files."""

    s: str
    kind: str
    value: float
    unit: str
    bound: str
    status: str
    claim: Statement = ("", "", "")


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event that befell the entity ``s``, in the words of gold files."""

    s: str
    kind: str
    date: str | None
    claim: Statement = ("", "", "")


@dataclass(frozen=True, slots=True)
class Why:
    """The rule that a fact was found by and the sentence it was read from."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that one article's graph asserts.

    Attributes:
        entities: By IRI.
        partners: Unordered pairs of IRIs, each in the order of the strings.
        relations: IRI, property, IRI.
        measures: All measurements.
        events: All events of the classes that gold files know.
        why: Rule and sentence by statement.
    """

    entities: dict[str, FoundEntity] = field(default_factory=dict)
    partners: frozenset[tuple[str, str]] = frozenset()
    relations: frozenset[Statement] = frozenset()
    measures: tuple[FoundMeasure, ...] = ()
    events: tuple[FoundEvent, ...] = ()
    why: dict[Statement, Why] = field(default_factory=dict)


def found_in(graph: Graph, schema: Schema) -> Found:
    """Read what the graph of one article asserts."""
    words = schema.lexicon("evaluation", EvaluationLexicon)
    derived = schema.ontology.derived_relations
    stated = [name for name in schema.ontology.relations if name not in derived]
    return Found(
        entities=_entities(graph, schema),
        partners=frozenset(_pair(a, b) for a, _, b in _links(graph, list(derived))),
        relations=frozenset(_links(graph, stated)),
        measures=tuple(_measures(graph, schema, words)),
        events=tuple(_events(graph, words)),
        why=_why(graph),
    )


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _entities(graph: Graph, schema: Schema) -> dict[str, FoundEntity]:
    labels: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    coarse = frozenset(schema.ontology.coarse_classes)
    for entity, cls, label in graph.select(_ENTITIES):
        iri = _text(entity)
        labels[iri].add(_text(label))
        types[iri] |= schema.ontology.ancestors(_local(cls)) & coarse
    return {
        iri: FoundEntity(frozenset(labels[iri]), frozenset(types[iri]))
        for iri in sorted(labels)
        if types[iri]
    }


def _links(graph: Graph, names: list[str]) -> list[Statement]:
    values = " ".join(f"kg:{name}" for name in names)
    rows = graph.select(_LINKS % values)
    return sorted({(_text(a), _local(p), _text(b)) for a, p, b in rows})


def _measures(graph: Graph, schema: Schema, words: EvaluationLexicon) -> list[FoundMeasure]:
    symbols = {unit.name: symbol for symbol, unit in schema.ontology.units.items()}
    bounds = {name: word for word, name in words.bounds.items()}
    return [
        FoundMeasure(
            _text(entity),
            _local(kind),
            float(_text(value)),
            symbols.get(_local(unit), _local(unit)),
            bounds.get(_local(bound), _local(bound)),
            _local(status),
            (_text(entity), "hasMeasurement", _text(measurement)),
        )
        for entity, measurement, kind, value, unit, bound, status in _sorted(graph, _MEASURES)
    ]


def _events(graph: Graph, words: EvaluationLexicon) -> list[FoundEvent]:
    kinds = {name: word for word, name in words.events.items()}
    return [
        FoundEvent(
            _text(entity),
            kinds[_local(cls)],
            _text(date) if date is not None else None,
            (_text(event), "about", _text(entity)),
        )
        for event, entity, cls, date in _sorted(graph, _EVENTS)
        if _local(cls) in kinds
    ]


def _why(graph: Graph) -> dict[Statement, Why]:
    why: dict[Statement, Why] = {}
    for s, p, o, rule, sentence in graph.select(_CLAIMS):
        why.setdefault((_text(s), _local(p), _text(o)), Why(_text(rule), _text(sentence)))
    return why


def _sorted(graph: Graph, query: str) -> list[Row]:
    return sorted(graph.select(query), key=lambda row: tuple(map(_text, row)))


def _text(term: Term | None) -> str:
    return "" if term is None else str(getattr(term, "value", term))


def _local(term: Term | None) -> str:
    return _text(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
