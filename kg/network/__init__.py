"""The partner network: who has to do with whom, as a graph to select from, measure and lay out."""

from kg.network.measures import Measures, measure
from kg.network.model import Edge, Network, Node, Quote, Tie
from kg.network.partners import DEFAULT_STATUSES, partner_network
from kg.network.selection import Selection, classes_named, select

__all__ = [
    "DEFAULT_STATUSES",
    "Edge",
    "Measures",
    "Network",
    "Node",
    "Quote",
    "Selection",
    "Tie",
    "classes_named",
    "measure",
    "partner_network",
    "select",
]
