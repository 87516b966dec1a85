"""Where a thing is: what the graph says, what its name names, and what encloses those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from kg.graph.interface import Graph
from kg.network.rows import iris, rows
from kg.schema import Schema

_STATED = """
SELECT DISTINCT ?thing ?place ?name WHERE {
  VALUES ?p { %s }
  ?thing ?p ?place . ?place skos:prefLabel ?name .
}
"""
_PLACES = """
SELECT DISTINCT ?thing ?name WHERE {
  VALUES ?class { %s }
  ?thing a ?class ; skos:prefLabel ?name .
}
"""
_SHORTEST, _LONGEST = 2, 12


class Places:
    """The places of things, as names that the gazetteer knows them by.

    Three sources are put together: the facts of the graph (a centre located in a city), the places
    in a name (a telecom's branch of a province), and for each of these the gazetteer's enclosing
    ones. What could be several places says nothing, and neither does a country in a name.
    """

    def __init__(
        self,
        stated: Mapping[str, tuple[tuple[str, str], ...]],
        named: Mapping[str, str],
        enclosing: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Use ``read_places``."""
        self._stated, self._named, self._enclosing = stated, named, enclosing

    def of(self, iri: str, label: str = "") -> tuple[str, ...]:
        """The names of all places that a thing is in, or is, sorted.

        Args:
            iri: Of the thing.
            label: Its name, if the places that it names count as well.
        """
        found: set[str] = set()
        open_things, seen = [iri], set()
        while open_things:
            thing = open_things.pop()
            if thing in seen:
                continue
            seen.add(thing)
            if thing in self._named:
                found.update(self._spelled(self._named[thing]))
            for place, name in self._stated.get(thing, ()):
                found.update(self._spelled(name))
                open_things.append(place)
        found.update(place for name in self._named_in(label) for place in self._spelled(name))
        return tuple(sorted(found))

    def known_as(self, name: str) -> str:
        """The name under which ``of`` gives a place, if the gazetteer has another name for it."""
        return self._enclosing.get(name, (name,))[0]

    def _named_in(self, label: str) -> Iterator[str]:
        """The places that a name names, from the left, the longest first."""
        at = 0
        while at < len(label) - 1:
            ends = range(min(at + _LONGEST, len(label)), at + _SHORTEST - 1, -1)
            end = next((end for end in ends if len(self._spelled(label[at:end])) > 1), None)
            if end is not None:
                yield label[at:end]
            at = end or at + 1

    def _spelled(self, name: str) -> tuple[str, ...]:
        return self._enclosing.get(name, (name,))


def read_places(
    graph: Graph, schema: Schema, *, classes: Iterable[str], within: Iterable[str]
) -> Places:
    """Read what a graph says about where things are.

    Args:
        graph: The graph.
        schema: Its ontology and gazetteer.
        classes: Local names of the classes of places.
        within: Local names of the properties from a thing to what it lies in.
    """
    ontology = schema.ontology
    stated: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(graph, _STATED % iris(map(ontology.iri, within))):
        stated[row["thing"]].append((row["place"], row["name"]))
    places = rows(graph, _PLACES % iris(map(ontology.iri, classes)))
    return Places(
        {thing: tuple(found) for thing, found in stated.items()},
        {row["thing"]: row["name"] for row in places},
        _enclosing(schema, tuple(classes)),
    )


@cache
def _enclosing(schema: Schema, classes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Each unambiguous name of a place to its canonical name and those of what encloses it."""
    chains: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entry in schema.gazetteer:
        if any(schema.ontology.is_a(entry.type, cls) for cls in classes):
            for name in (entry.name, *entry.aliases):
                chains[name].add((entry.name, *entry.within))
    return {name: next(iter(found)) for name, found in chains.items() if len(found) == 1}
