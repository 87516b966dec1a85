"""The files of the completion index, made from a graph by a few queries."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.graph import vocabulary as v
from kg.graph.interface import Graph
from kg.graph.turtle import Namer, local_name
from kg.query.completion.names import Name, name_key
from kg.query.entities import entity_index
from kg.text.pinyin import readings

FEW = 20
"""Values of a property that has no more different ones than these are offered."""

LONG = 40
"""Values longer than this are not offered."""

_CLASSES = "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c"
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
_DOMAINS = "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p"
_RANGES = "SELECT ?p ?c (COUNT(*) AS ?n) { ?s ?p ?o . ?o a ?c } GROUP BY ?p ?c"
_VALUES = f"""
SELECT ?p ?o {{
  {{ SELECT ?p (COUNT(DISTINCT ?v) AS ?n) {{ ?s ?p ?v FILTER NOT EXISTS {{ ?v a ?c }} }}
    GROUP BY ?p HAVING(COUNT(DISTINCT ?v) <= {FEW}) }}
  {{ SELECT DISTINCT ?p ?o {{ ?s ?p ?o FILTER NOT EXISTS {{ ?o a ?c }} }} }}
}}
"""
_IS_ENTITY = f"?{{0}} {v.MENTIONED_IN} ?in{{0}}"
_OUT = f"""
SELECT ?e (COUNT(*) AS ?n) {{
  ?e ?p ?x FILTER EXISTS {{ {_IS_ENTITY.format("e")} }} FILTER EXISTS {{ {_IS_ENTITY.format("x")} }}
}} GROUP BY ?e
"""
# What is said both ways is one relation.
_IN = _OUT.replace("?e ?p ?x", "?x ?p ?e FILTER NOT EXISTS { ?e ?p ?x }")


def index_files(graph: Graph, *, counted: bool = True) -> dict[str, str]:
    """The files of a graph's index, by name.

    Args:
        graph: What is read.
        counted: Whether relations, classes and properties are counted, or names only read.

    Raises:
        StoreError: If the graph cannot be read.
    """
    statistics = _statistics(graph) if counted else "{}"
    return {**name_files(_names(graph, counted=counted)), "statistics.json": statistics}


def name_files(names: Iterable[Name]) -> dict[str, str]:
    """The files of a name index, in the order of its attributes.

    Args:
        names: In the order of rank: of two that fit what was typed, the first is offered first.
    """
    rows, keys, pinyin, initials = [], ["\n"], ["\n"], ["\n"]
    for number, name in enumerate(names):
        classes = ",".join(name.types)
        rows.append(f"{name.text}\t{name.label}\t{name.term}\t{classes}\t{name.edges}")
        key = name_key(name.text)
        if not key:
            continue
        keys.append(f"{key}\t{number}\n")
        for reading in readings(key):
            pinyin.append(f"{''.join(map(str.capitalize, reading))}\t{number}\n")
            initials.append(f"{''.join(syllable[0] for syllable in reading)}\t{number}\n")
    return {
        "rows.txt": "\n".join(rows),
        "keys.txt": "".join(keys),
        "pinyin.txt": "".join(pinyin),
        "initials.txt": "".join(dict.fromkeys(initials)),
    }


def _names(graph: Graph, *, counted: bool) -> list[Name]:
    """All names: those of what has most relations first, then the shortest."""
    edges: Counter[str] = Counter()
    for query in (_OUT, _IN) if counted else ():
        for entity, count in graph.select(query).rows:
            edges[_value(entity)] += int(_value(count))
    names = [
        Name(
            _line(text),
            _line(entity.label),
            _term(entity.iri, graph.base),
            entity.types,
            edges[entity.iri],
        )
        for entity in entity_index(graph).known.values()
        for text in entity.names
        if text.strip()
    ]
    return sorted(names, key=lambda n: (-n.edges, len(n.text), n.text, n.term))


def _statistics(graph: Graph) -> str:
    namer = Namer(graph.prefixes())
    rows = {
        query: sorted(
            tuple(namer.term(x) if x is not None else "" for x in row)
            for row in graph.select(query).rows
        )
        for query in (_CLASSES, _PROPERTIES, _DOMAINS, _RANGES, _VALUES)
    }
    values: dict[str, list[str]] = defaultdict(list)
    for term, value in rows[_VALUES]:
        values[term].append(value)
    # What is a sentence is not chosen from a menu.
    values = {term: found for term, found in values.items() if max(map(len, found)) <= LONG}
    found = {
        "classes": {name: int(n) for name, n in rows[_CLASSES]},
        "properties": {name: int(n) for name, n in rows[_PROPERTIES]},
        "domains": _nested(rows[_DOMAINS]),
        "ranges": _nested(rows[_RANGES]),
        "values": values,
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _nested(rows: list[tuple[str, ...]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for first, second, count in rows:
        found[first][second] = int(count)
    return found


def _term(iri: str, base: str) -> str:
    """An entity as SPARQL writes it."""
    local = local_name(iri[len(base) :]) if iri.startswith(base) else None
    return f"<{iri}>" if local is None else f"id:{local}"


def _line(text: str) -> str:
    """A name that stands in a line between tabs."""
    return " ".join(text.split())


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
