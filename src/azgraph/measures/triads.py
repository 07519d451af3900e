"""Structural balance: which triads of friends and foes hold together, and which are frustrated.

A triad is balanced if the product of its three signs is positive: three friends, or two
friends with a common foe. Otherwise it is frustrated: somebody's friend is a foe of a
friend, or all three are foes. After F. Heider, Attitudes and cognitive organization (1946),
and D. Cartwright and F. Harary, Structural balance: a generalization of Heider's theory
(1956). J. Davis, Clustering and structural balance in graphs (1967), would let three foes
pass; `Triad.foes` tells them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from azgraph.measures.pairs import Pair, PairChange, compare_pairs, pair_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import networkx as nx


@dataclass(frozen=True, slots=True)
class Triad:
    """Three nodes of which each pair has a sign.

    `firm` says whether no single record could be left out without a sign changing.
    """

    nodes: tuple[str, str, str]
    pairs: tuple[Pair, Pair, Pair]
    balanced: bool
    firm: bool

    @property
    def foes(self) -> int:
        """How many of the three pairs are hostile."""
        return sum(pair.sign < 0 for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Balance:
    """The triads of a day; `unsigned` are those in which a pair has a tone of 0.

    `nodes` and `pairs` say how much there was to find triads in.
    """

    day: date
    nodes: int
    pairs: int
    balanced: tuple[Triad, ...]
    frustrated: tuple[Triad, ...]
    unsigned: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TriadChange:
    """A triad on two days, None where it was none, and what changed its pairs."""

    nodes: tuple[str, str, str]
    before: Triad | None
    after: Triad | None
    pairs: tuple[PairChange, ...]


def balance(signed: nx.Graph[str]) -> Balance:
    """Every triad of a collapsed network, those with the most between them first.

    >>> from datetime import date
    >>> from azgraph import collapse, load, network
    >>> told = balance(collapse(network(load(), nodes="states"), date(2025, 12, 31)))
    >>> [node.rsplit("/")[-1] for node in told.frustrated[0].nodes]
    ['ARM', 'AZE', 'RUS']
    """
    triads, unsigned = [], []
    for nodes in triangles(signed):
        first, second, third = (pair_of(signed, a, b) for a, b in combinations(nodes, 2))
        product = first.sign * second.sign * third.sign
        if product == 0:
            unsigned.append(nodes)
            continue
        pairs = (first, second, third)
        triads.append(Triad(nodes, pairs, product > 0, all(pair.firm for pair in pairs)))
    triads.sort(key=lambda triad: (-round(min(pair.volume for pair in triad.pairs), 6), triad.nodes))
    return Balance(
        signed.graph["day"],
        signed.number_of_nodes(),
        signed.number_of_edges(),
        tuple(triad for triad in triads if triad.balanced),
        tuple(triad for triad in triads if not triad.balanced),
        tuple(sorted(unsigned)),
    )


def compare_balance(before: nx.Graph[str], after: nx.Graph[str]) -> list[TriadChange]:
    """The triads that came, went or turned between two days, and the records that did it.

    >>> from datetime import date
    >>> from azgraph import collapse, load, network
    >>> net = network(load(), nodes="states")
    >>> days = (date(2025, 1, 1), date(2025, 12, 31))
    >>> changed = compare_balance(*(collapse(net, day) for day in days))[0]
    >>> changed.before.balanced, changed.after.balanced
    (True, False)
    """
    then, now = ({t.nodes: t for t in (*b.balanced, *b.frustrated)} for b in map(balance, (before, after)))
    changes = {(change.one, change.other): change for change in compare_pairs(before, after)}
    found = []
    for nodes in sorted(then.keys() | now.keys()):
        old, new = then.get(nodes), now.get(nodes)
        if (old and old.balanced) != (new and new.balanced):
            pairs = tuple(changes[pair] for pair in combinations(nodes, 2) if pair in changes)
            found.append(TriadChange(nodes, old, new, pairs))
    return sorted(found, key=lambda change: (change.before is None, change.after is None, change.nodes))


def triangles(graph: nx.Graph[str]) -> Iterator[tuple[str, str, str]]:
    """Every triangle once, its nodes in order; in time of about pairs to the power of 1.5.

    N. Chiba and T. Nishizeki, Arboricity and subgraph listing algorithms (1985): each pair
    is followed only from the node with fewer partners.
    """
    rank = {node: (graph.degree[node], node) for node in graph}
    above = {node: {other for other in graph[node] if rank[other] > rank[node]} for node in graph}
    for node in graph:
        for other in above[node]:
            for third in above[node] & above[other]:
                first, second, last = sorted((node, other, third))
                yield first, second, last
