"""Similarity of partners: who has the same kinds of ties with others.

The cosine of the numbers of records by kind, after G. Salton and M. McGill, Introduction to
Modern Information Retrieval (1983): 1 for the same mix of kinds, 0 for none in common. It
looks at what sorts of things a node does, not with whom, and takes no account of how much.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

from azgraph.names import local

if TYPE_CHECKING:
    import networkx as nx

LEAST = 3
"""With fewer records than this a node's mix of kinds is an accident."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Two nodes, the cosine of their kinds, the kinds they share, and how many records each has."""

    one: str
    other: str
    cosine: float
    kinds: tuple[str, ...]
    records: tuple[int, int]


def similarity(signed: nx.Graph[str], *, least: int = LEAST) -> list[Similar]:
    """Pairs of nodes that share a kind of tie, the most alike first; nodes with few records are left out.

    Records that join the two with one another are not counted, as they would make any two
    partners alike. The cosine is rounded to one decimal.

    >>> from azgraph import collapse, load, network
    >>> found = similarity(collapse(network(load(), nodes="states")))
    >>> all(0 < pair.cosine <= 1 for pair in found)
    True
    """
    mixes = {node: {other: _mix(signed, node, other) for other in signed[node]} for node in sorted(signed)}
    wholes = {node: sum(mixed.values(), Counter()) for node, mixed in mixes.items()}
    found = []
    for one, other in combinations(sorted(signed), 2):
        first = wholes[one] - mixes[one].get(other, Counter())
        second = wholes[other] - mixes[other].get(one, Counter())
        shared = first.keys() & second.keys()
        if not shared or first.total() < least or second.total() < least:
            continue
        dot = sum(first[kind] * second[kind] for kind in shared)
        cosine = dot / sqrt(sum(n**2 for n in first.values()) * sum(n**2 for n in second.values()))
        kinds = sorted(shared, key=lambda kind: (-min(first[kind], second[kind]), kind))
        found.append(Similar(one, other, round(cosine, 1), tuple(kinds), (first.total(), second.total())))
    return sorted(found, key=lambda pair: (-pair.cosine, -len(pair.kinds), pair.one, pair.other))


def _mix(signed: nx.Graph[str], node: str, other: str) -> Counter[str]:
    network = signed.graph["network"]
    edges = [network.get_edge_data(*pair) or {} for pair in ((node, other), (other, node))]
    records = signed.edges[node, other]["records"]
    return Counter(
        local(next(edge[record] for edge in edges if record in edge)["kind"]) for record in records
    )
