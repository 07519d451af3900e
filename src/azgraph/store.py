"""Graphs over the Oxigraph store, which answers SPARQL many times faster than memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result

from azgraph.names import bind_prefixes

_N_TRIPLES = pyoxigraph.RdfFormat.N_TRIPLES


class Store(OxigraphStore):
    """The Oxigraph store as rdflib sees it; `bulk` is the same store without rdflib between."""

    def __init__(self, bulk: pyoxigraph.Store) -> None:
        super().__init__(store=bulk)
        self.bulk = bulk

    def query(self, query: Any, *given: Any, **more: Any) -> Result:
        """Answer a query, which may choose among the graphs there are by FROM: nothing is fetched."""
        prefixes, values, graph = given
        if graph == DATASET_DEFAULT_GRAPH_ID:  # told so, the engine would pass over FROM
            graph = ""
        return super().query(query, prefixes, values, graph, **more)

    def holds(self, name: str) -> bool:
        """Whether there is a graph of this name."""
        try:
            return self.bulk.contains_named_graph(pyoxigraph.NamedNode(name))
        except ValueError:  # no address
            return False

    def names(self) -> list[str]:
        """The names of the graphs that have one."""
        return sorted(name.value for name in self.bulk.named_graphs())


class Links:
    """What a graph's predicates join, as plain text, each read once and in bulk.

    Turning a row into rdflib's terms takes ten times as long as reading it, so what goes
    through all records reads here.

    >>> from azgraph.names import AZ
    >>> Links(load_files([]))[AZ.kind]
    []
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._read: dict[str, list[tuple[str, str]]] = {}

    def __getitem__(self, predicate: URIRef) -> list[tuple[str, str]]:
        """Every subject and object that the predicate joins."""
        name = str(predicate)
        if name not in self._read:
            self._read[name] = self._all(predicate)
        return self._read[name]

    def one(self, predicate: URIRef) -> dict[str, str]:
        """The object of every subject; of several, any."""
        return dict(self[predicate])

    def many(self, *predicates: URIRef) -> dict[str, list[str]]:
        """All objects of every subject that some predicates join."""
        found: dict[str, list[str]] = {}
        for predicate in predicates:
            for subject, object_ in self[predicate]:
                found.setdefault(subject, []).append(object_)
        return found

    def _all(self, predicate: URIRef) -> list[tuple[str, str]]:
        if isinstance(self._graph.store, Store):
            quads: Iterable[Any] = self._graph.store.bulk.quads_for_pattern(
                None, pyoxigraph.NamedNode(predicate), None, pyoxigraph.DefaultGraph()
            )
            return [(quad.subject.value, quad.object.value) for quad in quads]
        return [(str(subject), str(object_)) for subject, object_ in self._graph.subject_objects(predicate)]


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
    target = load_files([])
    for graph in graphs:
        extend(target, graph)
    return target


def extend(target: Graph, source: Graph) -> None:
    """Add a graph to one over Oxigraph, whatever the other lies in."""
    if isinstance(source.store, Store):
        data = source.store.bulk.dump(format=_N_TRIPLES, from_graph=pyoxigraph.DefaultGraph()) or b""
    else:
        data = source.serialize(format="nt", encoding="utf-8")
    bulk(target).bulk_load(data, format=_N_TRIPLES)


def keep_named(target: Graph, source: Graph) -> Graph:
    """The target, with the graphs of the source that have a name; both lie over Oxigraph."""
    for name in bulk(source).named_graphs():
        bulk(target).bulk_extend(bulk(source).quads_for_pattern(None, None, None, name))
    return target


def construct(graph: Graph, text: str, *, into: Graph) -> None:
    """Add what a CONSTRUCT query makes of one graph over Oxigraph to another.

    No triple passes through Python, which takes twice as long as all else.
    """
    answer: Any = bulk(graph).query(text)
    bulk(into).bulk_load(answer.serialize(format=_N_TRIPLES), format=_N_TRIPLES)


def bulk(graph: Graph) -> pyoxigraph.Store:
    """The Oxigraph store of a graph, without rdflib between."""
    return cast("Store", graph.store).bulk


def _graph(inner: pyoxigraph.Store) -> Graph:
    # Without the default graph's identifier the graph would write into one of its own.
    return bind_prefixes(
        Graph(store=Store(inner), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
    )
