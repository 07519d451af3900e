"""Graphs over the Oxigraph store, which answers SPARQL many times faster than memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from azgraph.names import bind_prefixes


class Store(OxigraphStore):
    """The Oxigraph store as rdflib sees it; `bulk` is the same store without rdflib between."""

    def __init__(self, bulk: pyoxigraph.Store) -> None:
        super().__init__(store=bulk)
        self.bulk = bulk


def links(graph: Graph, predicate: URIRef) -> list[tuple[str, str]]:
    """Every subject and object that a predicate joins, as plain text.

    Turning a row into rdflib's terms takes ten times as long as reading it, so what goes
    through all records reads here.

    >>> from azgraph.names import AZ
    >>> links(load_files([]), AZ.kind)
    []
    """
    if isinstance(graph.store, Store):
        quads: Iterable[Any] = graph.store.bulk.quads_for_pattern(
            None, pyoxigraph.NamedNode(predicate), None, pyoxigraph.DefaultGraph()
        )
        return [(quad.subject.value, quad.object.value) for quad in quads]
    return [(str(subject), str(object_)) for subject, object_ in graph.subject_objects(predicate)]


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
    return bind_prefixes(
        Graph(store=Store(inner), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
    )
