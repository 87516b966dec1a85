"""What can be measured of a network: partners, betweenness, cores, communities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.network.model import Network

if TYPE_CHECKING:
    import networkx as nx

# Louvain visits nodes in a shuffled order; a fixed seed gives the same communities on every run.
SEED = 20230901
# Exact betweenness takes nodes x (nodes + edges) steps; above this it is estimated from pivots.
BETWEENNESS_STEPS = 1_500_000


@dataclass(frozen=True, slots=True)
class Measures:
    """The place of one node in the network.

    Attributes:
        partners: Its degree: how many nodes it is joined to.
        deals: How many agreements, projects or places join it to others.
        betweenness: Share of shortest chains between others that pass through it, 0 to 1
            (Brandes 2001; in a large network estimated from pivots, Brandes and Pich 2007).
        core: The largest k for which it is in a group whose members have k partners within the
            group (Seidman 1983).
        community: Number of its community, from 1, the largest first (Louvain, Blondel et al.
            2008, by the weights of the edges).
    """

    partners: int
    deals: int
    betweenness: float
    core: int
    community: int


def to_networkx(network: Network) -> nx.Graph[str]:
    """The network as an undirected ``networkx`` graph; nodes and edges carry their values."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for node in network.nodes:
        graph.add_node(node.iri, label=node.label, type=node.type)
    for edge in network.edges:
        graph.add_edge(edge.source, edge.target, weight=edge.weight, ties=edge.ties)
    return graph


def measure(network: Network) -> dict[str, Measures]:
    """The measures of every node, by IRI."""
    import networkx as nx

    # Integers, as sets of strings have another order in every run.
    number = {node.iri: i for i, node in enumerate(network.nodes)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(number)))
    ties: list[set[str]] = [set() for _ in number]
    for edge in network.edges:
        ends = number[edge.source], number[edge.target]
        graph.add_edge(*ends, weight=edge.weight)
        for end in ends:
            ties[end].update(tie.iri for tie in edge.ties)
    between = nx.betweenness_centrality(graph, k=_pivots(graph), seed=SEED)
    cores = nx.core_number(graph)
    groups = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    ranked = sorted(groups, key=lambda group: (-len(group), min(group)))
    community = {node: place for place, group in enumerate(ranked, 1) for node in group}
    return {
        iri: Measures(
            partners=graph.degree(node),
            deals=len(ties[node]),
            betweenness=round(between[node], 6),
            core=cores[node],
            community=community[node],
        )
        for iri, node in number.items()
    }


def _pivots(graph: nx.Graph[int]) -> int | None:
    """How many nodes betweenness is estimated from; None for all of them."""
    size = graph.number_of_nodes()
    steps = size + graph.number_of_edges()
    return None if size * steps <= BETWEENNESS_STEPS else max(BETWEENNESS_STEPS // steps, 16)
