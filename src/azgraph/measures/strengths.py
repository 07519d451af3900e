"""Strength and reach: how much joins a node with others, and how far it gets through friends.

Strength is the sum of the volumes of a node's pairs: A. Barrat and others, The architecture
of complex weighted networks (2004). Reach counts whom a node gets to over at most two
friendly pairs: S. Borgatti, Identifying sets of key players in a social network (2006).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from azgraph.measures.ranking import places

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Strength:
    """What a node has: partners, of them friends and foes, volume, the tone of it all, reach.

    Volume and tone are rounded to what they bear, one decimal and whole numbers.
    """

    place: str
    node: str
    partners: int
    friends: int
    foes: int
    volume: float
    tone: int
    reach: int


def strength(signed: nx.Graph[str]) -> list[Strength]:
    """Every node of a collapsed network, the one with the most volume first.

    >>> from azgraph import collapse, load, network
    >>> strength(collapse(network(load(), nodes="states")))[0].node.rsplit("/")[-1]
    'AZE'
    """
    volumes = {node: round(sum(data["volume"] for data in signed[node].values()), 1) for node in signed}
    found = []
    for node, place in places(volumes).items():
        ties = signed[node].values()
        pulled = sum(data["tone"] * data["volume"] for data in ties)
        whole = sum(data["volume"] for data in ties)
        friends = _friends(signed, node)
        reached = friends.union(*(_friends(signed, friend) for friend in friends)) - {node}
        found.append(
            Strength(
                place,
                node,
                len(ties),
                len(friends),
                sum(data["sign"] < 0 for data in ties),
                volumes[node],
                round(pulled / whole) if whole else 0,
                len(reached),
            )
        )
    return found


def _friends(signed: nx.Graph[str], node: str) -> set[str]:
    return {other for other, data in signed[node].items() if data["sign"] > 0}
