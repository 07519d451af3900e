"""Loading a graph to ask, draw and compute with."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pyoxigraph
from rdflib import RDF, RDFS, Graph

from azgraph import passages, records, snapshots, store, turtle
from azgraph.datasets import reading
from azgraph.errors import InputError
from azgraph.files import ontology_files, resource
from azgraph.names import AZ, short

BUNDLED = "bundled"


def load(*paths: str | Path) -> Graph:
    """Load the bundled graph, or files in its place, with the ontology.

    The result is a plain `rdflib.Graph` over the Oxigraph store. Files are Turtle, or what
    their ending says (.nq, .trig, .jsonld …), and may hold records as people write them:
    what follows from them is then added. The word "bundled" stands
    for the bundled graph, to be joined with files of one's own; a folder is a dataset that
    `azgraph import` wrote.

    >>> graph = load()
    >>> bool(graph.query("ASK { :AZE az:strategicPartnerOf :CHN }"))
    True

    Errors: InputError with file and line for what cannot be read or does not fit.
    """
    if not paths:
        return store.load_files([resource("data", "triples.ttl"), *ontology_files()])
    bundled = resource("data", "triples.ttl")
    given = [bundled if str(path) == BUNDLED else Path(path) for path in paths]
    sets = [path for path in given if reading.is_dataset(path)]
    graph = _written([path for path in given if path not in sets])
    for folder in sets:
        _add_dataset(graph, folder)
    return _of_newest_day(graph) if sets else graph


def _written(files: list[Path]) -> Graph:
    """Files that people wrote, completed, with the ontology."""
    if not files:
        return store.load_files(ontology_files())
    dossiers = records.read(files)
    ontology = turtle.ontology(dossiers.graph)
    if records.is_complete(dossiers.graph):
        return _of_newest_day(store.load_graph(dossiers.graph, ontology))
    graph, problems = records.complete(dossiers.graph, passages.graph_for(files), ontology)
    if problems:
        path_, line = dossiers.place(problems[0].node)
        more = f" (and {len(problems) - 1} more; 'azgraph check' lists all)" if problems[1:] else ""
        raise InputError(f"{short(problems[0].node)} {problems[0].message}{more}", path=path_, line=line)
    return store.load_graph(graph, ontology)


def _of_newest_day(graph: Graph) -> Graph:
    """The graph with the edges and statuses of the day it speaks of: an export may hold another day's."""
    dated = (None, AZ.kind, None) in graph and (None, RDF.type, AZ.Source) in graph
    return snapshots.as_of(graph, snapshots.newest_day(graph)) if dated else graph


def _add_dataset(graph: Graph, folder: Path) -> None:
    """Add a dataset; a thing that is described already keeps its one name."""
    bulk = cast("store.Store", graph.store).bulk
    described = dict(store.Links(graph)[RDFS.label])
    for path in reading.turtle_files(folder):
        triples = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
        bulk.bulk_extend(quad for quad in triples if quad.subject.value not in described)
    names = dict(store.Links(graph)[RDFS.label])
    for events in reading.event_triples(folder, names):
        bulk.bulk_load(events, format=pyoxigraph.RdfFormat.N_TRIPLES)
