"""kglab, which lays its own functions over rdflib; in an environment of its own, for it needs 110 packages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import kglab
import networkx as nx
from work import AS_OF, DYADS, PAIRS, RECORDS, THINGS, Task, network_of, placed, rows, run, told


def main(path: str, *ontology: str) -> Iterator[Task]:
    """The tasks in turn, on the graph of the first."""
    graph = kglab.KnowledgeGraph()

    def load() -> kglab.KnowledgeGraph:
        for file in (path, *ontology):
            graph.load_rdf(file)
        return graph

    yield "load", load, lambda _: len(graph.rdf_graph())
    yield "as-of query", lambda: list(graph.query(AS_OF)), rows
    yield "dyads", lambda: list(graph.query(DYADS)), rows
    yield "projection", lambda: network_of(texts(graph.query(RECORDS)), texts(graph.query(THINGS))), told
    matrix = kglab.SubgraphMatrix(graph, PAIRS)
    yield "bare pairs", lambda: matrix.build_nx_graph(nx.DiGraph()), named
    pairs = nx.Graph(matrix.build_nx_graph(nx.DiGraph()))
    yield "layout", lambda: nx.spring_layout(pairs, seed=7), placed


def named(net: Any) -> list[tuple[str, str]]:
    """The pairs by name; kglab numbers its nodes and keeps their names shortened as labels."""
    label = {
        node: data["label"].strip("<>").rsplit("/", 1)[-1].removeprefix(":")
        for node, data in net.nodes(data=True)
    }
    return sorted((label[a], label[b]) for a, b in net.edges)


def texts(found: Any) -> Iterator[Any]:
    """Rows of terms as rows of plain text."""
    return (tuple(map(str, row)) for row in found)


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
