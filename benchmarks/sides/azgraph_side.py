"""azgraph as its users call it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx
from rdflib import Graph
from work import AS_OF, DYADS, Task, placed, rows, run, told

from azgraph import collapse, load, network, snapshot, sparql
from azgraph.measures.brokers import betweenness, brokerage, constraint, effective_size, paths
from azgraph.names import local
from azgraph.picture import places


def main(path: str, *_: str) -> Iterator[Task]:
    """The tasks in turn, on the graph of the first; `load` brings the ontology itself."""
    graph = Graph()

    def as_it_stands() -> object:
        nonlocal graph
        graph = load(path, complete=False)
        return graph

    yield "load", as_it_stands, lambda _: len(graph)
    yield "as-of query", lambda: sparql.run(graph, AS_OF).rows, rows
    yield "dyads", lambda: sparql.run(graph, DYADS).rows, rows
    yield "projection", lambda: network(graph), told
    yield "bare pairs", lambda: nx.DiGraph(network(graph)), named
    net = network(graph)
    yield "tone and volume", lambda: collapse(net), len
    pairs = paths(signed := collapse(net))
    yield "betweenness", lambda: betweenness(pairs), rounded
    yield "effective size", lambda: {node: effective_size(pairs, node) for node in pairs}, rounded
    yield "constraint", lambda: {node: constraint(pairs, node) for node in pairs}, rounded
    yield "brokerage", lambda: brokerage(signed), len
    plain = nx.Graph(net)
    near = {node: list(plain[node]) for node in plain}
    names = dict(net.nodes(data="label"))
    yield "layout", lambda: places.scatter(list(net), near, names).nodes, placed
    yield "snapshot", lambda: snapshot(graph), lambda day: len(day.ties)
    yield "load and complete", lambda: load(path), len


def named(net: nx.DiGraph[str]) -> list[tuple[str, str]]:
    """The pairs by name."""
    return sorted((local(a), local(b)) for a, b in net.edges)


def rounded(values: Mapping[str, float]) -> list[Any]:
    """Values without the last digits, which the order of sums decides."""
    return sorted((node, round(value, 4)) for node, value in values.items())


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
