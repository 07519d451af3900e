"""Networks of a graph: who is joined with whom, by which records, in which tone."""

from azgraph.networks.projection import Nodes, network

__all__ = ["Nodes", "network"]
