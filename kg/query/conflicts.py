"""Where articles disagree: different numbers for one thing and time, and facts that were denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from kg.graph.interface import Graph
from kg.query.evidence import Support, Triple, article_sources, support
from kg.query.source import Source
from kg.query.sparql import iri, local_name, select
from kg.schema import Schema

_NUMBERS = """
SELECT DISTINCT ?subject ?link ?node ?kind ?value ?unit ?bound ?status ?stated ?date ?phase
       ?precision ?article ?published WHERE {
  ?claim rdf:subject ?subject ; rdf:predicate ?link ; rdf:object ?node ;
         kg:evidence/oa:hasSource ?article .
  ?node kg:quantityKind ?kind ; kg:value ?value ; kg:unit ?unit ; kg:bound ?bound ;
        kg:status ?status ; kg:statedValue ?stated .
  OPTIONAL { ?node kg:date ?date } OPTIONAL { ?node kg:phase ?phase }
  OPTIONAL { ?node kg:precision ?precision } OPTIONAL { ?article kg:published ?published }
}
"""
_DENIED = """
SELECT DISTINCT ?subject ?link ?object ?status ?stated ?by ?class ?kind ?number WHERE {
  ?claim rdf:subject ?subject ; rdf:predicate ?link ; rdf:object ?object ; kg:status ?status ;
         kg:statedStatus ?stated ; kg:overruledBy ?by .
  OPTIONAL { ?subject kg:status ?any ; a ?class }
  OPTIONAL { ?object kg:quantityKind ?kind ; kg:statedValue ?number }
}
"""
_NEARLY = Decimal("0.1")
"""How far from the number something may be that is said to be about that many."""
Label = Callable[[str], str]
"""What a term is called."""

_ASSERTED = ("actual", "planned")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that are said.

    Attributes:
        text: What is said, as written; or the status.
        status: Local name of the status.
        sources: Who says so.
    """

    text: str
    status: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What articles say differently.

    Attributes:
        kind: ``value`` or ``status``.
        subject: Name of the entity.
        about: Label of the quantity or of the property with its object.
        date: The time that it is about, or the empty string.
        sides: At least two, in order.
    """

    kind: str
    subject: str
    about: str
    date: str
    sides: tuple[Side, ...]


def conflicts(graph: Graph, schema: Schema, *, lang: str = "zh") -> tuple[Conflict, ...]:
    """All conflicts of a graph, by entity; labels are in the language ``zh`` or ``en``."""
    label = partial(schema.ontology.label, lang=lang)
    found = [*_values(graph, label), *_statuses(graph, label)]
    return tuple(sorted(found, key=lambda c: (c.subject, c.kind, c.about, c.date)))


def _values(graph: Graph, label: Label) -> Iterable[Conflict]:
    groups: dict[tuple[str, ...], dict[tuple[str, str], dict[str, str]]] = defaultdict(dict)
    for row in select(graph, _NUMBERS):
        if local_name(row["status"]) not in _ASSERTED:
            continue
        # What has no time of its own holds for the month in which it was said.
        time = row.get("date") or row.get("published", "")[:7]
        key = (
            *(row["subject"], row["kind"], row["unit"], row["status"], time),
            *(row.get("phase", ""), row.get("precision", "")),
        )
        groups[key][row["node"], row["article"]] = row
    disputed = {k: rows for k, rows in sorted(groups.items()) if _disagree(rows.values())}
    links = {(r["subject"], r["link"], r["node"]) for g in disputed.values() for r in g.values()}
    said = support(graph, links)
    names = _names(graph, (key[0] for key in disputed))
    for (subject, kind, _, _, time, phase, _), rows in disputed.items():
        nodes = {row["node"]: row for row in rows.values()}
        ordered = sorted(nodes.values(), key=lambda r: (Decimal(r["value"]), r["node"]))
        sides = [
            Side(r["stated"], local_name(r["status"]), said[triple].sources)
            for r in ordered
            if (triple := (r["subject"], r["link"], r["node"])) in said
        ]
        about = " ".join(filter(None, (phase, label(local_name(kind)))))
        yield Conflict("value", names.get(subject, local_name(subject)), about, time, tuple(sides))


def _disagree(rows: Iterable[dict[str, str]]) -> bool:
    """Whether articles exclude one another.

    Several numbers in one article are of several parts or ends of a range: what it says lies
    between the least and the greatest.
    """
    lows: dict[str, Decimal] = {}
    highs: dict[str, Decimal] = {}
    for row in rows:
        low, high = _interval(Decimal(row["value"]), local_name(row["bound"]))
        article = row["article"]
        lows[article] = min(low, lows.get(article, low))
        highs[article] = max(high, highs.get(article, high))
    return max(lows.values()) > min(highs.values())


def _interval(value: Decimal, bound: str) -> tuple[Decimal, Decimal]:
    if bound == "atLeast":
        return value, Decimal("Infinity")
    if bound == "atMost":
        return Decimal("-Infinity"), value
    slack = abs(value) * _NEARLY if bound == "approximately" else Decimal(0)
    return value - slack, value + slack


def _statuses(graph: Graph, label: Label) -> Iterable[Conflict]:
    rows = list(select(graph, _DENIED))
    said = support(graph, ((row["subject"], row["link"], row["object"]) for row in rows))
    later = article_sources(graph, (row["by"] for row in rows))
    names = _names(graph, (end for row in rows for end in (row["subject"], row["object"])))
    for row in rows:
        subject, value = row["subject"], row["object"]
        if "class" in row:  # an agreement or event, which has no name
            subject, about = value, label(local_name(row["class"]))
        elif "kind" in row:
            about = f"{label(local_name(row['kind']))} {row['number']}"
        else:
            about = f"{label(local_name(row['link']))} {names.get(value, local_name(value))}"
        stated, status = local_name(row["stated"]), local_name(row["status"])
        sources = _sources(said, row)
        denial = tuple(source for source in sources if source.article == row["by"])
        sides = (
            Side(stated, stated, tuple(s for s in sources if s not in denial)),
            Side(status, status, denial or (later[row["by"]],)),
        )
        yield Conflict("status", names.get(subject, local_name(subject)), about, "", sides)


def _sources(said: Mapping[Triple, Support], row: Mapping[str, str]) -> tuple[Source, ...]:
    held = said.get((row["subject"], row["link"], row["object"]))
    return held.sources if held else ()


def _names(graph: Graph, iris: Iterable[str]) -> dict[str, str]:
    """The names of those that have one."""
    values = " ".join(map(iri, sorted(set(iris))))
    query = f"SELECT ?e ?label {{ VALUES ?e {{ {values} }} ?e skos:prefLabel ?label }}"
    return {row["e"]: row["label"] for row in sorted(select(graph, query), key=str)}
