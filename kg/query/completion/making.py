"""The files of the completion index, made from the names of a graph and its counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from kg.graph.counts import Counts
from kg.graph.interface import Graph
from kg.graph.turtle import local_name
from kg.model.lexicon.pinyin import PinyinLexicon
from kg.query.completion.names import Name, name_key
from kg.query.entities import entity_index
from kg.text.pinyin import NONE, readings

LONG = 40
"""Values longer than this are not offered."""


def index_files(graph: Graph, counts: Counts) -> dict[str, str]:
    """The files of a graph's index, by name.

    Args:
        graph: What is read.
        counts: Of its relations, classes and properties.

    Raises:
        StoreError: If the graph cannot be read.
    """
    spoken = graph.schema.lexicon("pinyin", PinyinLexicon).spoken()
    names = name_files(_names(graph, counts), spoken)
    return {**names, "statistics.json": _statistics(counts)}


def name_files(
    names: Iterable[Name], spoken: Mapping[str, tuple[str, ...]] = NONE
) -> dict[str, str]:
    """The files of a name index, in the order of its attributes.

    Args:
        names: In the order of rank: of two that fit what was typed, the first is offered first.
        spoken: The syllables of words that a general dictionary reads wrongly.
    """
    rows, keys, pinyin, initials = [], ["\n"], ["\n"], ["\n"]
    for number, name in enumerate(names):
        classes = ",".join(name.types)
        rows.append(f"{name.text}\t{name.label}\t{name.term}\t{classes}\t{name.edges}")
        key = name_key(name.text)
        if not key:
            continue
        keys.append(f"{key}\t{number}\n")
        for reading in readings(key, spoken):
            pinyin.append(f"{''.join(map(str.capitalize, reading))}\t{number}\n")
            initials.append(f"{''.join(syllable[0] for syllable in reading)}\t{number}\n")
    return {
        "rows.txt": "\n".join(rows),
        "keys.txt": "".join(keys),
        "pinyin.txt": "".join(pinyin),
        "initials.txt": "".join(dict.fromkeys(initials)),
    }


def _names(graph: Graph, counts: Counts) -> list[Name]:
    """All names: those of what has most relations first, then the shortest."""
    names = [
        Name(
            _line(text),
            _line(entity.label),
            _term(entity.iri, graph.base),
            entity.types,
            counts.relations.get(entity.iri, 0),
        )
        for entity in entity_index(graph).known.values()
        for text in entity.names
        if text.strip()
    ]
    return sorted(names, key=lambda n: (-n.edges, len(n.text), n.text, n.term))


def _statistics(counts: Counts) -> str:
    # What is a sentence is not chosen from a menu.
    found = {
        "classes": counts.classes,
        "properties": counts.properties,
        "domains": counts.domains,
        "ranges": counts.ranges,
        "values": {
            name: values
            for name, values in counts.values.items()
            if values is not None and max(map(len, values)) <= LONG
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _term(iri: str, base: str) -> str:
    """An entity as SPARQL writes it."""
    local = local_name(iri[len(base) :]) if iri.startswith(base) else None
    return f"<{iri}>" if local is None else f"id:{local}"


def _line(text: str) -> str:
    """A name that stands in a line between tabs."""
    return " ".join(text.split())
