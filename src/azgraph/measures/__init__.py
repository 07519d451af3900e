"""What a collapsed network says: one measure a module, each with the source of its formula.

All of them take the graph that `azgraph.collapse` makes; turning points take the network
that it is made from. `cautions` tells what the numbers stand on, and what they cannot say.
"""

from azgraph.measures.brokers import Between, Broker, between, betweenness, brokerage
from azgraph.measures.camps import Frustration, frustration
from azgraph.measures.carriers import Carrier, Fall, dependence, fall
from azgraph.measures.groups import Communities, Community, communities
from azgraph.measures.likeness import Similar, similarity
from azgraph.measures.pairs import Pair, PairChange, compare_pairs, find_pairs
from azgraph.measures.ranking import cautions, hub
from azgraph.measures.strengths import Strength, strength
from azgraph.measures.triads import Balance, Triad, TriadChange, balance, compare_balance
from azgraph.measures.turning import Turn, turning_points

__all__ = [
    "Balance",
    "Between",
    "Broker",
    "Carrier",
    "Communities",
    "Community",
    "Fall",
    "Frustration",
    "Pair",
    "PairChange",
    "Similar",
    "Strength",
    "Triad",
    "TriadChange",
    "Turn",
    "balance",
    "between",
    "betweenness",
    "brokerage",
    "cautions",
    "communities",
    "compare_balance",
    "compare_pairs",
    "dependence",
    "fall",
    "find_pairs",
    "frustration",
    "hub",
    "similarity",
    "strength",
    "turning_points",
]
