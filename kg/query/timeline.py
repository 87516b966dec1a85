"""What happened to an entity, in order of time."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.interface import Graph
from kg.query.answer import Item
from kg.query.cards import card
from kg.schema import Schema


@dataclass(frozen=True, slots=True)
class Moment:
    """One fact at its time.

    Attributes:
        date: ISO 8601, as precise as known; that of the first article that says so where the fact
            has none.
        dated: Whether the date is that of the fact.
        item: The fact, as on the card of the entity.
    """

    date: str
    dated: bool
    item: Item


@dataclass(frozen=True, slots=True)
class Timeline:
    """The moments of one entity.

    Attributes:
        name: What it is called, with its classes.
        moments: In order of time; those without any date come last.
    """

    name: str
    moments: tuple[Moment, ...]


def timeline(graph: Graph, name: str, schema: Schema, *, lang: str = "zh") -> Timeline:
    """The facts about an entity in order of time; arguments and errors as for ``card``."""
    found = card(graph, name, schema, lang=lang)
    moments = [_moment(item) for item in found.items if item.sources]
    moments.sort(key=lambda m: (m.date or "9", not m.dated, m.item.note or "", m.item.label))
    return Timeline(found.reading, tuple(moments))


def _moment(item: Item) -> Moment:
    if item.date:
        return Moment(item.date, True, item)
    published = [source.published for source in item.sources if source.published]
    return Moment(min(published, default=""), False, item)
