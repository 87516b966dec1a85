"""The values of a partner network."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A sentence of an article that an agreement was read from.

    Attributes:
        article: The article's headline, or its IRI if it has none.
        outlet: Its publisher, or the empty string.
        published: Its date (ISO 8601), or the empty string.
        sentence: The exact words.
        begin: First code point of the sentence in the article's source.
        end: One past its last code point.
    """

    article: str
    outlet: str
    published: str
    sentence: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Deal:
    """One agreement.

    Attributes:
        iri: Of the agreement.
        about: Label of the project it is about, or the empty string.
        date: ISO 8601 as precise as known, or the empty string.
        status: Local name of its status (``actual``, ``planned``).
        parties: IRIs of all its named parties, sorted.
        declared: The number of parties that the text declares, or None.
        quotes: The sentences it was read from, sorted.
    """

    iri: str
    about: str
    date: str
    status: str
    parties: tuple[str, ...]
    declared: int | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One party.

    Attributes:
        iri: Of the entity.
        label: Its preferred name.
        aliases: Its other names, sorted.
        type: Local name of its class.
    """

    iri: str
    label: str
    aliases: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Two parties and all agreements between them.

    Attributes:
        source: The party whose IRI sorts first.
        target: The other one.
        deals: At least one, by date and IRI.
    """

    source: str
    target: str
    deals: tuple[Deal, ...]

    @property
    def planned(self) -> bool:
        """Whether none of the agreements is made yet."""
        return all(deal.status == "planned" for deal in self.deals)

    @property
    def dates(self) -> tuple[str, ...]:
        """The known dates of the agreements, in order."""
        return tuple(sorted({deal.date for deal in self.deals if deal.date}))


@dataclass(frozen=True, slots=True)
class Network:
    """Parties and the agreements between them.

    Attributes:
        nodes: By IRI.
        edges: By the IRIs of their ends; both ends are nodes.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def neighbours(self) -> dict[str, tuple[str, ...]]:
        """The partners of each node, sorted."""
        found: dict[str, set[str]] = {node.iri: set() for node in self.nodes}
        for edge in self.edges:
            found[edge.source].add(edge.target)
            found[edge.target].add(edge.source)
        return {iri: tuple(sorted(others)) for iri, others in found.items()}

    def restricted(self, keep: frozenset[str]) -> Network:
        """The part of the network between the nodes of ``keep``."""
        return replace(
            self,
            nodes=tuple(node for node in self.nodes if node.iri in keep),
            edges=tuple(e for e in self.edges if e.source in keep and e.target in keep),
        )

    def around(self, centre: str, distance: int) -> Network:
        """The nodes at most ``distance`` agreements away from ``centre``, and what joins them."""
        near = self.neighbours()
        reached = {centre}
        frontier = [centre]
        for _ in range(distance):
            frontier = [n for iri in frontier for n in near.get(iri, ()) if n not in reached]
            reached.update(frontier)
        return self.restricted(frozenset(reached))

    def largest(self, count: int) -> Network:
        """The ``count`` nodes with the most partners, without those left alone by the cut."""
        near = self.neighbours()
        ranked = sorted(self.nodes, key=lambda node: (-len(near[node.iri]), node.iri))
        cut = self.restricted(frozenset(node.iri for node in ranked[:count]))
        joined = {end for edge in cut.edges for end in (edge.source, edge.target)}
        return cut.restricted(frozenset(joined))
