"""What can be measured of a network: partners, betweenness, communities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.network.model import Network

if TYPE_CHECKING:
    import networkx as nx

# Louvain visits nodes in a shuffled order; a fixed seed gives the same communities on every run.
SEED = 20230901
# Exact betweenness is O(nodes x edges); above this it is estimated from as many pivots.
EXACT_BETWEENNESS = 400


@dataclass(frozen=True, slots=True)
class Measures:
    """The place of one node in the network.

    Attributes:
        partners: How many nodes it has agreements with.
        deals: How many agreements it is party to.
        betweenness: Share of shortest chains between others that pass through it, 0 to 1.
        community: Number of its community, from 1, the largest first.
    """

    partners: int
    deals: int
    betweenness: float
    community: int


def to_networkx(network: Network) -> nx.Graph[str]:
    """The network as an undirected ``networkx`` graph; nodes and edges carry their values."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for node in network.nodes:
        graph.add_node(node.iri, label=node.label, type=node.type)
    for edge in network.edges:
        graph.add_edge(edge.source, edge.target, weight=len(edge.deals), deals=edge.deals)
    return graph


def measure(network: Network) -> dict[str, Measures]:
    """The measures of every node, by IRI."""
    import networkx as nx

    graph = to_networkx(network)
    size = graph.number_of_nodes()
    pivots = EXACT_BETWEENNESS if size > EXACT_BETWEENNESS else None
    between = nx.betweenness_centrality(graph, k=pivots, seed=SEED)
    groups = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    ranked = sorted(groups, key=lambda group: (-len(group), min(group)))
    community = {iri: number for number, group in enumerate(ranked, 1) for iri in group}
    deals: dict[str, set[str]] = {node.iri: set() for node in network.nodes}
    for edge in network.edges:
        for end in (edge.source, edge.target):
            deals[end].update(deal.iri for deal in edge.deals)
    return {
        iri: Measures(graph.degree(iri), len(deals[iri]), round(between[iri], 6), community[iri])
        for iri in sorted(graph)
    }
