"""The order of nodes where there is no hub: who is tied to whom stands near each other."""

from __future__ import annotations

from azgraph.picture.bands import Group
from azgraph.picture.ties import Web

SWEEPS = 4


def halves(web: Web) -> tuple[list[Group], list[Group]]:
    """The nodes in order, cut in half for two columns."""
    order = ordered(web)
    cut = (len(order) + 1) // 2
    return ([Group("", order[:cut])] if order else []), ([Group("", order[cut:])] if order[cut:] else [])


def ordered(web: Web) -> tuple[str, ...]:
    """Communities by size, ordered within by their neighbours."""
    return tuple(_swept(_grouped(web), web))


def _grouped(web: Web) -> list[list[str]]:
    """Communities by greedy modularity, the largest first; equal ones by IRI."""
    import networkx as nx
    from networkx.algorithms.community import greedy_modularity_communities

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(web.nodes)
    for tie in web.ties.values():
        if tie.drawn():
            graph.add_edge(tie.a, tie.b, weight=len(tie.drawn()))
    if not graph.number_of_edges():
        return [[node] for node in web.nodes]
    found = [sorted(group) for group in greedy_modularity_communities(graph, weight="weight")]
    return sorted(found, key=lambda group: (-len(group), group))


def _swept(groups: list[list[str]], web: Web) -> list[str]:
    """Barycentre sweeps: within its community each node moves towards the mean place of its neighbours."""
    near = web.near()
    for _ in range(SWEEPS):
        place = {node: i for i, node in enumerate(node for group in groups for node in group)}
        mean = {
            node: sum(place[n] for n in found) / len(found) if found else float(place[node])
            for node, found in near.items()
        }
        groups = [[node for _, node in sorted((mean[node], node) for node in group)] for group in groups]
    return [node for group in groups for node in group]
