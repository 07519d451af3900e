"""Communities: who belongs together by friendly ties, and how sure one can be of it.

V. Blondel and others, Fast unfolding of communities in large networks (2008), through
NetworkX, on friendly pairs weighted by volume, as modularity knows no hostile ties. The
method depends on chance: it runs with many seeds, and what is found most often is told
with the share of runs that found it. B. Good and others, The performance of modularity
maximization in practical contexts (2010), say why one run proves nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

RUNS = 50
CLEAR = 0.3
"""Below this modularity there are no communities to speak of: M. Newman and M. Girvan (2004)."""


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that belong together; `held` is the least share of runs in which two of them did."""

    nodes: tuple[str, ...]
    held: float


@dataclass(frozen=True, slots=True)
class Communities:
    """The split found most often: in which share of runs, and with which modularity.

    `clear` says whether the modularity is high enough to speak of communities at all.
    """

    groups: tuple[Community, ...]
    runs: int
    agreed: float
    modularity: float

    @property
    def clear(self) -> bool:
        """Whether there are communities to speak of."""
        return self.modularity >= CLEAR


def communities(signed: nx.Graph[str], *, runs: int = RUNS, seed: int = 0) -> Communities:
    """The communities of a collapsed network, the largest first.

    >>> from azgraph import collapse, load, network
    >>> found = communities(collapse(network(load(), nodes="states")))
    >>> found.runs, found.clear
    (50, False)
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    # In one order, since what chance does depends on the order of nodes too.
    for one, other in sorted(map(sorted, signed.edges)):
        if signed.edges[one, other]["sign"] > 0:
            graph.add_edge(one, other, volume=signed.edges[one, other]["volume"])
    if not graph:
        return Communities((), runs, 0.0, 0.0)
    splits: Counter[tuple[tuple[str, ...], ...]] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for number in range(seed, seed + runs):
        parts = nx.community.louvain_communities(graph, weight="volume", seed=number)
        split = tuple(sorted((tuple(sorted(part)) for part in parts), key=lambda part: (-len(part), part)))
        splits[split] += 1
        together.update(pair for part in split for pair in combinations(part, 2))
    best, times = min(splits.items(), key=lambda item: (-item[1], item[0]))
    return Communities(
        tuple(
            Community(part, min((together[pair] / runs for pair in combinations(part, 2)), default=1.0))
            for part in best
        ),
        runs,
        times / runs,
        nx.community.modularity(graph, list(map(set, best)), weight="volume"),
    )
