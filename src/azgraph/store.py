"""Graphs over the Oxigraph store, which answers SPARQL many times faster than memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from azgraph.names import bind_prefixes


def load_files(paths: Iterable[Path]) -> Graph:
    """Load Turtle files as they are into a plain rdflib graph over Oxigraph.

    The files must be whole and valid: this is for what azgraph itself wrote.
    """
    inner = pyoxigraph.Store()
    for path in paths:
        inner.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    return _graph(inner)


def load_graph(*graphs: Graph) -> Graph:
    """Copy graphs into one plain rdflib graph over Oxigraph."""
    inner = pyoxigraph.Store()
    for graph in graphs:
        data = graph.serialize(format="nt", encoding="utf-8")
        inner.bulk_load(data, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return _graph(inner)


def _graph(inner: pyoxigraph.Store) -> Graph:
    # Without the default graph's identifier the graph would write into one of its own.
    store = OxigraphStore(store=inner)
    return bind_prefixes(Graph(store=store, identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none"))
