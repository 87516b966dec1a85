"""The names that a graph knows: look one up, find all in a text, say which come near."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import accumulate, islice
from pathlib import Path
from typing import Protocol
from weakref import WeakKeyDictionary

import ahocorasick
import msgspec

from kg.errors import QueryError
from kg.graph import vocabulary as v
from kg.graph.indexes import index_folder
from kg.graph.interface import Graph
from kg.graph.journal import Difference
from kg.query.compact import compact
from kg.query.nearest import in_order, nearest
from kg.query.sparql import bound, local_name, select, stream
from kg.schema.messages import message, unknown_entity

_LABELS = """
SELECT ?entity ?label ?preferred WHERE {
  { ?entity skos:prefLabel ?label BIND(true AS ?preferred) }
  UNION { ?entity skos:altLabel ?label BIND(false AS ?preferred) }
  FILTER EXISTS { ?entity kg:mentionedIn ?article }
}
"""
_TYPES = "SELECT DISTINCT ?entity ?type WHERE { ?entity a ?type ; kg:mentionedIn ?article }"
_VERSION = 1
_FILE = "names.msgpack"
_MOST = 2000
"""Entities to ask for one by one; of more than these all are read again."""
NEAR = 3
"""How many near names an error offers."""


@dataclass(frozen=True, slots=True)
class Known:
    """One entity of the graph.

    Attributes:
        iri: Its IRI.
        label: The name it is known by.
        aliases: Its other names, in order.
        types: Local names of its classes, in order.
    """

    iri: str
    label: str
    aliases: tuple[str, ...]
    types: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the preferred one first."""
        return (self.label, *self.aliases)


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a text that names one or several entities.

    Attributes:
        start: In the text as given.
        end: One past the last character.
        iris: The entities of that name, in order; more than one if the name is ambiguous.
    """

    start: int
    end: int
    iris: tuple[str, ...]


class Variants(Protocol):
    """Says under which other forms a name may be meant (endings left off, brackets left out)."""

    def __call__(self, name: str, types: tuple[str, ...], /) -> Iterable[str]:
        """The forms of one name of an entity of these classes."""
        ...


@dataclass(frozen=True)
class EntityIndex:
    """All entities of a graph and the ways to find one.

    Attributes:
        known: By IRI, in order.
    """

    known: dict[str, Known]
    _varied: dict[Variants, dict[str, tuple[str, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _automata: dict[int, ahocorasick.Automaton] = field(
        default_factory=dict, repr=False, compare=False
    )

    # -- one name

    @cached_property
    def by_name(self) -> dict[str, tuple[str, ...]]:
        """Compact form of every name to the entities of that name."""
        found: dict[str, set[str]] = defaultdict(set)
        for entity in self.known.values():
            for name in entity.names:
                if key := compact(name).text:
                    found[key].add(entity.iri)
        return {key: tuple(sorted(iris)) for key, iris in sorted(found.items())}

    def label(self, iri: str) -> str:
        """The name an entity is known by, or the last part of an IRI that is not an entity's."""
        entity = self.known.get(iri)
        return entity.label if entity else local_name(iri)

    def candidates(self, name: str) -> tuple[str, ...]:
        """The entities that a name can mean: by IRI, label, other name, or unique beginning."""
        if name in self.known:
            return (name,)
        exact = tuple(iri for iri, entity in self.known.items() if entity.label == name)
        if exact:
            return exact
        key = compact(name).text
        if key in self.by_name:
            return self.by_name[key]
        begun = {iris for label, iris in self.by_name.items() if key and label.startswith(key)}
        return next(iter(begun)) if len(begun) == 1 else ()

    def resolve(self, name: str) -> Known:
        """The one entity that a name means.

        Raises:
            UnknownEntityError: If there is none; names the nearest three.
            QueryError: If there are several; lists them.
        """
        found = self.candidates(name)
        if not found:
            raise unknown_entity(name, self.near(name))
        first, *others = found
        if others:
            options = [f"{self.label(iri)} <{iri}>" for iri in found]
            raise QueryError(message("several_entities", name=name, options=options))
        return self.known[first]

    def near(self, name: str) -> tuple[str, ...]:
        """At most three labels that come nearest to a name, the nearest first."""
        names = nearest(compact(name).text, self.by_name)
        labels = (self.label(self.by_name[label][0]) for label in names)
        return tuple(islice(dict.fromkeys(labels), NEAR))

    def holding(self, part: str) -> tuple[str, ...]:
        """The entities that have a name with this part in it; at most two, for uniqueness."""
        key = compact(part).text
        text, starts, owners = self._joined
        found: set[str] = set()
        at = text.find(key) if key else -1
        while at >= 0 and len(found) < 2:
            found.update(owners[bisect.bisect_right(starts, at) - 1])
            at = text.find(key, at + 1)
        return tuple(sorted(found))

    def containing(self, part: str) -> tuple[str, ...]:
        """All entities that have a name with this part in it."""
        key = compact(part).text
        text, starts, owners = self._joined
        found: set[str] = set()
        at = text.find(key) if key else -1
        while at >= 0:
            found.update(owners[bisect.bisect_right(starts, at) - 1])
            at = text.find(key, at + 1)
        return tuple(sorted(found))

    def abbreviated(self, short: str) -> tuple[str, ...]:
        """The entities of which this can be a short form: same beginning, characters in order."""
        key = compact(short).text
        found = {
            iri
            for name in self._by_first.get(key[:1], ())
            if len(name) > len(key) and in_order(key, name)
            for iri in self.by_name[name]
        }
        return tuple(sorted(found))

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        """Compact names by their first character."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.by_name:
            found[name[0]].append(name)
        return found

    @cached_property
    def _joined(self) -> tuple[str, list[int], list[tuple[str, ...]]]:
        """All compact names in one text, where each begins, and whose it is."""
        starts = list(accumulate((len(name) + 1 for name in self.by_name), initial=0))
        return "\n".join(self.by_name), starts[:-1], list(self.by_name.values())

    # -- all names in a text

    def link(self, text: str, variants: Variants | None = None) -> tuple[Link, ...]:
        """Find the names in a text: the longest match first, then the leftmost.

        Args:
            text: Any text; script, width, quotation marks and blanks do not matter.
            variants: Under which other forms a name may be meant; a real name of the same length
                goes before a variant.

        Returns:
            Links in the order of the text, none overlapping.
        """
        names = self.by_name if variants is None else self._with_variants(variants)
        automaton = self._automaton(names)
        squeezed = compact(text)
        if automaton is None or not squeezed.text:
            return ()
        found = [
            (end + 1 - len(key), end + 1, key)
            for end, key in automaton.iter(squeezed.text)
            if squeezed.whole(text, end + 1 - len(key), end + 1)
        ]
        links = [
            Link(*squeezed.span(start, end), names[key]) for start, end, key in _longest(found)
        ]
        return tuple(sorted(links, key=lambda link: link.start))

    def _with_variants(self, variants: Variants) -> dict[str, tuple[str, ...]]:
        if variants not in self._varied:
            names = dict(self.by_name)
            further: dict[str, set[str]] = defaultdict(set)
            for entity in self.known.values():
                for name in entity.names:
                    for variant in variants(name, entity.types):
                        short = compact(variant).text
                        if short and short not in names:
                            further[short].add(entity.iri)
            names |= {name: tuple(sorted(iris)) for name, iris in sorted(further.items())}
            self._varied[variants] = names
        return self._varied[variants]

    def _automaton(self, names: dict[str, tuple[str, ...]]) -> ahocorasick.Automaton | None:
        if id(names) not in self._automata:
            automaton = ahocorasick.Automaton()
            for name in names:
                automaton.add_word(name, name)
            automaton.make_automaton()
            self._automata[id(names)] = automaton
        return self._automata[id(names)] if names else None


_indexes: WeakKeyDictionary[Graph, EntityIndex] = WeakKeyDictionary()


class _Stored(msgspec.Struct, array_like=True, frozen=True):
    """The index as a file: all entities, and by compact name their places among them."""

    known: list[Known]
    by_name: dict[str, tuple[int, ...]]


def entity_index(graph: Graph) -> EntityIndex:
    """The index of a graph; read once, until the graph is another one.

    A store keeps it beside itself, for as long as it does not change.
    """
    found = _indexes.get(graph)
    if found is None:
        found = _indexes[graph] = _kept(graph) or read_index(graph)
    return found


def _kept(graph: Graph) -> EntityIndex | None:
    """The index that is kept beside a store, made if need be; None if none can be."""
    folder = index_folder(
        graph,
        "names",
        _VERSION,
        lambda part: _keep(read_index(graph), part),
        partial(_keep_changed, graph),
    )
    return None if folder is None else _load(folder)


def _load(folder: Path) -> EntityIndex | None:
    try:
        stored = msgspec.msgpack.decode((folder / _FILE).read_bytes(), type=_Stored)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return None  # half a file of another program's making: what it says is in the graph
    iris = [entity.iri for entity in stored.known]
    index = EntityIndex(dict(zip(iris, stored.known, strict=True)))
    names = {name: tuple(iris[at] for at in places) for name, places in stored.by_name.items()}
    index.__dict__["by_name"] = names  # the cached property, computed when it was kept
    return index


def _keep(index: EntityIndex, folder: Path) -> None:
    place = {iri: at for at, iri in enumerate(index.known)}
    names = {name: tuple(place[iri] for iri in iris) for name, iris in index.by_name.items()}
    data = msgspec.msgpack.encode(_Stored(list(index.known.values()), names))
    (folder / _FILE).write_bytes(data)


def _keep_changed(graph: Graph, older: Path, changed: Difference, folder: Path) -> bool:
    """Keep an older index with what a change made of its entities."""
    before = _load(older)
    touched = {
        str(getattr(quad.subject, "value", ""))
        for quad in changed.added | changed.removed
        if quad.predicate in (v.TYPE, v.MENTIONED_IN, v.PREF_LABEL, v.ALT_LABEL)
    }
    if before is None or len(touched) > _MOST:
        return False
    found = {iri: known for iri, known in before.known.items() if iri not in touched}
    for one in touched:
        rows = (
            ({**row, "entity": one} for row in select(graph, bound(query, {"entity": one})))
            for query in (_LABELS, _TYPES)
        )
        found |= _read(graph, *rows)
    _keep(EntityIndex(dict(sorted(found.items()))), folder)
    return True


def forget(graph: Graph) -> None:
    """Read the index of a graph anew when it is next needed; call it when the graph changed."""
    _indexes.pop(graph, None)


def read_index(graph: Graph) -> EntityIndex:
    """Read all names and types of a graph's entities."""
    found = _read(graph, stream(graph, _LABELS), stream(graph, _TYPES))
    return EntityIndex(dict(sorted(found.items())))


def _read(
    graph: Graph, labelled: Iterable[dict[str, str]], typed: Iterable[dict[str, str]]
) -> dict[str, Known]:
    labels: dict[str, dict[bool, set[str]]] = defaultdict(lambda: {True: set(), False: set()})
    for row in labelled:
        labels[row["entity"]][row["preferred"] == "true"].add(row["label"])
    types: dict[str, set[str]] = defaultdict(set)
    for row in typed:
        types[row["entity"]].add(local_name(row["type"]))
    narrowest = graph.schema.ontology.narrowest
    return {
        iri: _known(iri, labels[iri], narrowest(types[iri])) for iri in labels.keys() | types.keys()
    }


def _known(iri: str, labels: dict[bool, set[str]], types: tuple[str, ...]) -> Known:
    preferred = sorted(labels[True]) or sorted(labels[False]) or [local_name(iri)]
    others = (set(preferred[1:]) | labels[False]) - {preferred[0]}
    return Known(iri, preferred[0], tuple(sorted(others)), types)


def _longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for start, end, key in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        places = range(start, end)
        if taken.isdisjoint((start, end - 1)) and taken.isdisjoint(places):
            taken.update(places)
            kept.append((start, end, key))
    return kept
