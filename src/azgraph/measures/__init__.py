"""What a collapsed network says: one measure a module, each with the source of its formula.

All of them take the graph that `azgraph.collapse` makes, or the network it is made from.
"""

from azgraph.measures.balance import Balance, Triad, TriadChange, balance, compare_balance
from azgraph.measures.frustration import Frustration, frustration
from azgraph.measures.pairs import Pair, PairChange, compare_pairs, find_pairs

__all__ = [
    "Balance",
    "Frustration",
    "Pair",
    "PairChange",
    "Triad",
    "TriadChange",
    "balance",
    "compare_balance",
    "compare_pairs",
    "find_pairs",
    "frustration",
]
