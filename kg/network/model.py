"""The values of a partner network."""

from __future__ import annotations

from dataclasses import dataclass, replace

PLANNED = "planned"


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A sentence of an article that a tie was read from.

    Attributes:
        article: The article's headline, or its IRI if it has none.
        outlet: Its publisher, or the empty string.
        published: Its date (ISO 8601), or the empty string.
        sentence: The exact words of the sentence.
        begin: First code point of the sentence in the article's source.
        end: One past its last code point.
        iri: Of the article.
        exact: The words of the sentence that say it.
    """

    article: str
    outlet: str
    published: str
    sentence: str
    begin: int
    end: int
    iri: str
    exact: str


@dataclass(frozen=True, slots=True)
class Tie:
    """What joins two parties: an agreement, a project that both are in, a place where both are.

    Attributes:
        kind: Name of its projection (``agreement``, ``project``, ``place``).
        iri: Of the agreement, project or place.
        about: Label of the project or place, or of what the agreement is about; may be empty.
        date: ISO 8601 as precise as known, or the empty string.
        status: Local name of its status; of two parties with different ones, the less certain.
        parties: IRIs of all its named parties, sorted.
        declared: The number of parties that the text declares, or None.
        places: Names of the places that it or what it is about lies in, sorted.
        quotes: The sentences it was read from, sorted.
    """

    kind: str
    iri: str
    about: str
    date: str
    status: str
    parties: tuple[str, ...]
    declared: int | None
    places: tuple[str, ...]
    quotes: tuple[Quote, ...]

    @property
    def when(self) -> str:
        """Its date, else the day of its first report, else the empty string."""
        return self.date or min((q.published for q in self.quotes if q.published), default="")


@dataclass(frozen=True, slots=True)
class Node:
    """One party.

    Attributes:
        iri: Of the entity.
        label: Its preferred name.
        aliases: Its other names, sorted.
        type: Local name of its class.
        places: Names of the places it is in, sorted.
    """

    iri: str
    label: str
    aliases: tuple[str, ...]
    type: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """Two parties and everything that joins them.

    Attributes:
        source: The party whose IRI sorts first.
        target: The other one.
        ties: At least one, by date and IRI.
    """

    source: str
    target: str
    ties: tuple[Tie, ...]

    @property
    def planned(self) -> bool:
        """Whether none of the ties holds yet."""
        return all(tie.status == PLANNED for tie in self.ties)

    @property
    def dates(self) -> tuple[str, ...]:
        """The known dates of the ties, in order."""
        return tuple(sorted({tie.date for tie in self.ties if tie.date}))

    @property
    def sources(self) -> int:
        """The number of articles that say so."""
        return len({quote.iri for tie in self.ties for quote in tie.quotes})

    @property
    def weight(self) -> float:
        """The sum over its ties of 1 / (parties - 1).

        Each tie so gives each of its parties 1 in all, whether it joins two or twenty (Newman,
        "Scientific collaboration networks II", 2001).
        """
        return sum(1 / max(len(tie.parties) - 1, 1) for tie in self.ties)


@dataclass(frozen=True, slots=True)
class Network:
    """Parties and what joins them.

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

    def joined(self) -> Network:
        """The network without the nodes that nothing joins to another."""
        ends = {end for edge in self.edges for end in (edge.source, edge.target)}
        return self if len(ends) == len(self.nodes) else self.restricted(frozenset(ends))

    def around(self, centres: frozenset[str], distance: int) -> Network:
        """The nodes at most ``distance`` steps away from one of ``centres``, and what joins them.

        Centres that the network does not have are left out.
        """
        near = self.neighbours()
        reached = {iri for iri in centres if iri in near}
        frontier = sorted(reached)
        for _ in range(distance):
            frontier = [n for iri in frontier for n in near[iri] if n not in reached]
            reached.update(frontier)
        return self.restricted(frozenset(reached))

    def ranked(self) -> tuple[str, ...]:
        """The IRIs of all nodes, those with the most partners first."""
        near = self.neighbours()
        return tuple(sorted(near, key=lambda iri: (-len(near[iri]), iri)))

    def largest(self, count: int) -> Network:
        """At most ``count`` nodes: those with the most partners, each with its partners.

        A hub without its partners looks as unimportant as anyone, so each of the best connected
        brings its own along, theirs being the first to be left out for want of room.
        """
        near, ranked = self.neighbours(), self.ranked()
        place = {iri: rank for rank, iri in enumerate(ranked)}
        kept: dict[str, None] = {}
        for hub in ranked:
            if len(kept) >= count:
                break
            for iri in (hub, *sorted(near[hub], key=place.__getitem__)):
                if len(kept) < count:
                    kept.setdefault(iri)
        return self.restricted(frozenset(kept)).joined()
