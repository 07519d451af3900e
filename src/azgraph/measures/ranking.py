"""Places in a rank list, and what a reader must know before trusting one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from azgraph.phrases import counted

if TYPE_CHECKING:
    import networkx as nx

FEW = 10
"""Fewer nodes than this make a rank list that one record can turn over."""
HUB = 0.6
"""A node in more than this share of all pairs makes the network a hub with spokes."""


def places(values: Mapping[str, float]) -> dict[str, str]:
    """The place of each node by value, the greatest first; equals share one, marked by =.

    Give values as they are shown: what rounds to the same is the same.

    >>> places({"a": 3, "b": 5, "c": 3, "d": 1})
    {'b': '1', 'a': '2=', 'c': '2=', 'd': '4'}
    """
    count = Counter(values.values())
    first: dict[float, int] = {}
    found = {}
    for place, (node, value) in enumerate(sorted(values.items(), key=lambda item: (-item[1], item[0])), 1):
        rank = first.setdefault(value, place)
        found[node] = f"{rank}=" if count[value] > 1 else str(rank)
    return found


def hub(graph: nx.Graph[str]) -> tuple[str, int] | None:
    """The node that is in most pairs, and in how many, where it makes the network a hub with spokes.

    After the idea of L. Freeman, Centrality in social networks: conceptual clarification
    (1979), that a network is central as far as one node outdoes all others; a plain share is
    easier to read than his index.
    """
    if graph.number_of_nodes() < 4:
        return None
    node = min(graph, key=lambda node: (-graph.degree[node], node))
    degree = graph.degree[node]
    return (node, degree) if degree > HUB * graph.number_of_edges() else None


def cautions(graph: nx.Graph[str], *, ranked: bool = True) -> tuple[str, ...]:
    """What the numbers of a collapsed network stand on, and what they cannot say."""
    n, m = graph.number_of_nodes(), graph.number_of_edges()
    records = {record for _, _, data in graph.edges(data=True) for record in data["records"]}
    alone = sum(len(data["records"]) == 1 for _, _, data in graph.edges(data=True))
    stands = f"n = {n} nodes, {counted(m, 'pair')}, {counted(len(records), 'record')}"
    notes = [f"{stands}; {alone} of the pairs rest{'s' if alone == 1 else ''} on a single record"]
    if ranked and n < FEW:
        notes.append(f"with {n} nodes one record more or less can turn the order over")
    found = hub(graph)
    if found is not None:
        label = graph.nodes[found[0]].get("label", found[0])
        notes.append(
            f"{label} is in {found[1]} of {m} pairs: a hub with spokes. What the others have with one "
            "another is hardly told, so this shows of whom the sources write, not who matters in the world"
        )
    return tuple(notes)
