"""NetworkX's own measures, on the pairs that azgraph made; effective size and constraint on few pairs alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
from azgraph_side import rounded
from work import Task, run

from azgraph import collapse, network
from azgraph.measures.brokers import paths
from azgraph.store import load_files

MOST = 10_000
"""Pairs beyond which NetworkX is not asked for effective size and constraint."""


def main(path: str, *ontology: str) -> Iterator[Task]:
    """The tasks in turn."""
    pairs = paths(collapse(network(load_files([Path(path), *map(Path, ontology)]))))
    yield "betweenness", lambda: nx.betweenness_centrality(pairs, normalized=False), rounded
    if pairs.number_of_edges() < MOST:
        yield "effective size", lambda: nx.effective_size(pairs), rounded
        yield "constraint", lambda: nx.constraint(pairs), rounded


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
