"""Brokerage: who stands between whom.

Betweenness: L. Freeman, A set of measures of centrality based on betweenness (1977), not
normalised, so that it reads as a number of pairs. Effective size and constraint: R. Burt,
Structural Holes (1992), on pairs without weights, because volumes as thin
as these would feign precision. A broker's partners have little to do with one another:
large effective size, low constraint.

Paths run through friendly pairs only, since nobody passes a word through a foe; that is an
assumption, and `hostile=True` drops it. A path that is not told of is not known: a source that writes of one
state makes it a broker.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from azgraph.measures.ranking import places

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Broker:
    """How a node stands between others.

    `between` sums over pairs of others the share of shortest paths that pass it; `alone`
    counts the pairs that it alone joins. `effective_size` is at most `partners`; `constraint` is low for
    brokers.
    """

    place: str
    node: str
    partners: int
    between: float
    alone: int
    effective_size: float
    constraint: float


@dataclass(frozen=True, slots=True)
class Between:
    """Two that a broker stands between: over how many steps, and on which share of shortest paths.

    `alone` says that without the broker no path is left.
    """

    one: str
    other: str
    steps: int
    share: float
    alone: bool


def brokerage(signed: nx.Graph[str], *, hostile: bool = False) -> list[Broker]:
    """Every node of a collapsed network that has a partner, the greatest broker first.

    >>> from azgraph import collapse, load, network
    >>> brokers = brokerage(collapse(network(load(), nodes="states")))
    >>> [broker.node.rsplit("/")[-1] for broker in brokers[:2]]
    ['AZE', 'ARM']
    """
    graph = paths(signed, hostile=hostile)
    between = {node: round(value, 1) for node, value in betweenness(graph).items()}
    parted = _parted(graph)
    return [
        Broker(
            place,
            node,
            graph.degree[node],
            between[node],
            parted[node],
            round(effective_size(graph, node), 1),
            round(constraint(graph, node), 1),
        )
        for node, place in places(between).items()
    ]


def paths(signed: nx.Graph[str], *, hostile: bool = False) -> nx.Graph[str]:
    """The pairs that paths run through, without nodes that none is left for."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(
        (one, other) for one, other, data in signed.edges(data=True) if hostile or data["sign"] > 0
    )
    return graph


def effective_size(graph: nx.Graph[str], node: str) -> float:
    """How many partners of a node are not redundant: partners less the mean number of ties among them.

    After S. Borgatti, Structural holes: unpacking Burt's redundancy measures (1997). NetworkX
    has it too, and constraint, but takes minutes for thousands of nodes.

    >>> import networkx as nx
    >>> effective_size(nx.star_graph(3), 0)
    3.0
    """
    near = set(graph[node])
    return len(near) - sum(len(near & set(graph[other])) for other in near) / len(near)


def constraint(graph: nx.Graph[str], node: str) -> float:
    """How far a node's partners lead back to one another, as in Burt (1992), on pairs without weights.

    >>> import networkx as nx
    >>> constraint(nx.star_graph(4), 0)
    0.25
    """
    near = set(graph[node])
    invested = (1 + sum(1 / len(graph[between]) for between in near & set(graph[other])) for other in near)
    return sum((share / len(near)) ** 2 for share in invested)


def betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    """Exact betweenness, not normalised; by rustworkx where it is installed, else by NetworkX.

    Both follow U. Brandes, A faster algorithm for betweenness centrality (2001), and answer
    the same; with 2,000 nodes rustworkx is some seventy times faster.

    >>> import networkx as nx
    >>> betweenness(nx.path_graph(["a", "b", "c"]))
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    if importlib.util.find_spec("rustworkx") is None:
        import networkx as nx

        return dict(nx.betweenness_centrality(graph, normalized=False))
    import rustworkx as rx

    fast: rx.PyGraph[str, None] = rx.PyGraph(multigraph=False)
    index = dict(zip(graph, fast.add_nodes_from(list(graph)), strict=True))
    fast.add_edges_from([(index[one], index[other], None) for one, other in graph.edges])
    found: Mapping[int, float] = rx.graph_betweenness_centrality(fast, normalized=False)
    return {node: found[number] for node, number in index.items()}


def between(signed: nx.Graph[str], broker: str, *, hostile: bool = False) -> list[Between]:
    """The pairs that a node stands between, those it alone joins first; shares sum up to its betweenness.

    >>> from azgraph import collapse, load, network
    >>> from azgraph.names import ID
    >>> signed = collapse(network(load(), nodes="states"))
    >>> pairs = between(signed, str(ID.ARM))
    >>> {pair.alone for pair in pairs if str(ID.KAZ) in (pair.one, pair.other)}
    {True}
    """
    import networkx as nx

    graph = paths(signed, hostile=hostile)
    if broker not in graph:
        return []
    parts = _parts_without(graph, broker)
    counted = {node: _counts(graph, node) for node in nx.node_connected_component(graph, broker)}
    found = []
    for one, other in combinations(sorted(counted.keys() - {broker}), 2):
        steps, ways = counted[one]
        to, from_ = counted[broker]
        if steps[broker] + to[other] == steps[other]:
            share = ways[broker] * from_[other] / ways[other]
            found.append(Between(one, other, steps[other], share, parts[one] != parts[other]))
    return sorted(found, key=lambda pair: (not pair.alone, -pair.share, pair.steps, pair.one, pair.other))


def _counts(graph: nx.Graph[str], source: str) -> tuple[dict[str, int], dict[str, int]]:
    """Steps to each node, and the number of shortest paths that take as many."""
    steps, ways, layer = {source: 0}, {source: 1}, [source]
    while layer:
        reached = []
        for node in layer:
            for other in graph[node]:
                if other not in steps:
                    steps[other], ways[other] = steps[node] + 1, 0
                    reached.append(other)
                if steps[other] == steps[node] + 1:
                    ways[other] += ways[node]
        layer = reached
    return steps, ways


def _parts_without(graph: nx.Graph[str], broker: str) -> dict[str, int]:
    import networkx as nx

    rest = nx.restricted_view(graph, [broker], [])
    return {node: number for number, part in enumerate(nx.connected_components(rest)) for node in part}


def _parted(graph: nx.Graph[str]) -> dict[str, int]:
    """For each node, how many pairs of others no path joins without it."""
    import networkx as nx

    cuts = set(nx.articulation_points(graph))
    found = {}
    for node in graph:
        sizes: list[int] = []
        if node in cuts:
            own = nx.node_connected_component(graph, node) - {node}
            sizes = [len(part) for part in nx.connected_components(graph.subgraph(own))]
        found[node] = (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2
    return found
