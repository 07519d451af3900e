"""Networks of a graph: who is joined with whom, by which records, in which tone."""

from azgraph.networks.bipartite import affiliations, shared
from azgraph.networks.exports import read, write
from azgraph.networks.imported import network_of_months, pairs_of_events
from azgraph.networks.mentions import all_carried, carried
from azgraph.networks.projection import Nodes, network
from azgraph.networks.tone import HALF_LIFE, Share, collapse, explain, leave_out, retold

__all__ = [
    "HALF_LIFE",
    "Nodes",
    "Share",
    "affiliations",
    "all_carried",
    "carried",
    "collapse",
    "explain",
    "leave_out",
    "network",
    "network_of_months",
    "pairs_of_events",
    "read",
    "retold",
    "shared",
    "write",
]
