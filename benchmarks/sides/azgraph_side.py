"""azgraph as its users call it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
from work import AS_OF, DYADS, Task, rows, run, told

from azgraph import network, sparql
from azgraph.names import local
from azgraph.store import load_files


def main(path: str, *ontology: str) -> Iterator[Task]:
    """The tasks in turn, on the graph of the first."""
    graph = load_files([])

    def load() -> object:
        nonlocal graph
        graph = load_files([Path(path), *map(Path, ontology)])
        return graph

    yield "load", load, lambda _: len(graph)
    yield "as-of query", lambda: sparql.run(graph, AS_OF).rows, rows
    yield "dyads", lambda: sparql.run(graph, DYADS).rows, rows
    yield "projection", lambda: network(graph), told
    yield "bare pairs", lambda: nx.DiGraph(network(graph)), named


def named(net: nx.DiGraph[str]) -> list[tuple[str, str]]:
    """The pairs by name."""
    return sorted((local(a), local(b)) for a, b in net.edges)


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
