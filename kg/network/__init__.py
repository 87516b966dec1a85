"""The partner network: who agreed with whom, as a graph to measure, lay out and draw."""

from kg.network.model import Deal, Edge, Network, Node, Quote
from kg.network.partners import partner_network

__all__ = ["Deal", "Edge", "Network", "Node", "Quote", "partner_network"]
