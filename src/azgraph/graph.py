"""Loading a graph to ask, draw and compute with."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from rdflib import RDF, RDFS, Graph, Literal

from azgraph import events, hazards, passages, quads, records, servers, snapshots, store, turtle
from azgraph.datasets import reading
from azgraph.errors import InputError, TooMuch
from azgraph.files import ontology_files, resource
from azgraph.names import AZ, short

BUNDLED = "bundled"
MOST = 2_000_000
"""Statements of a server that are copied."""


def load(*paths: str | Path, complete: bool = True, events: int | None = None) -> Graph:
    """Load the bundled graph, or files in its place, with the ontology.

    The result is a plain `rdflib.Graph` over the Oxigraph store. Files are Turtle, or what
    their ending says (.nq, .trig, .jsonld …), and may hold records as people write them:
    what follows from them is then added. The word "bundled" stands
    for the bundled graph, to be joined with files of one's own; a folder is a dataset that
    `azgraph import` wrote. The address of a SPARQL server, alone, gives a graph that asks there.

    With `complete=False` nothing is added to files but the ontology: they are taken as they
    stand, several times faster. That is enough for `network` and for `snapshot`, from data
    that are complete or events that machines wrote, but events then have no labels and there
    are no edges and statuses to query, or those of any day, until `as_of` computes them.

    >>> graph = load()
    >>> bool(graph.query("ASK { :AZE az:strategicPartnerOf :CHN }"))
    True

    A dataset with more than so many `events`, by default a million, gives its months alone.

    Errors: InputError with file and line for what cannot be read or does not fit.
    """
    if not paths:
        return store.load_files([resource("data", "triples.ttl"), *ontology_files()])
    if addresses := [str(path) for path in paths if servers.is_address(str(path))]:
        if len(paths) > 1:
            raise InputError(f"{addresses[0]} is asked alone; copy what it holds to join it with other data")
        return servers.graph_at(addresses[0])
    bundled = resource("data", "triples.ttl")
    given = [bundled if str(path) == BUNDLED else Path(path) for path in paths]
    sets = [path for path in given if reading.is_dataset(path)]
    graph = _written([path for path in given if path not in sets], complete=complete)
    for folder in sets:
        _add_dataset(graph, folder, events)
    return _of_newest_day(graph) if sets and complete else graph


def copied(graph: Graph) -> Graph:
    """A server's data in a graph of one's own; another graph stays the one it is.

    Errors: TooMuch for more than `MOST` statements; InputError for a control character in a text,
    as in files.
    """
    if not isinstance(graph.store, servers.Server):
        return graph
    if len(graph) > MOST:
        raise TooMuch(
            f"{graph.store.address} holds {len(graph):,} statements, more than the {MOST:,} that are copied; "
            "only query, ask and network ask it in place, without another day and whoever's word counts"
        )
    whole = store.load_graph(graph)
    for text in (str(object_) for object_ in whole.objects() if isinstance(object_, Literal)):
        if hazards.control(text) is not None:
            raise InputError(f"{graph.store.address} holds the text {text[:60]!r}, with a control character")
    return whole


def _written(files: list[Path], *, complete: bool) -> Graph:
    """Files with the ontology, completed where they are not complete already."""
    graph = _as_they_stand(files)
    if not complete or records.is_complete(graph):
        _add_ontology(graph)
        return _of_newest_day(graph) if complete else graph
    found, ontology = passages.graph_for(files), turtle.ontology(graph)
    if events.complete(graph, found, ontology):
        return graph
    dossiers = records.read(files)
    whole, problems = records.complete(dossiers.graph, found, ontology)
    if problems:
        path_, line = dossiers.place(problems[0].node)
        more = f" (and {len(problems) - 1} more; 'azgraph check' lists all)" if problems[1:] else ""
        raise InputError(f"{short(problems[0].node)} {problems[0].message}{more}", path=path_, line=line)
    return store.keep_named(store.load_graph(whole, ontology), graph)


def _as_they_stand(files: list[Path]) -> Graph:
    """Files without the ontology. One that states nothing is a mistake sooner than a wish."""
    graph = store.load_files([])
    control = None
    for path in files:
        loaded = quads.load(path, store.bulk(graph))
        if not loaded.states:
            reason = "holds no statement: it is empty, or has only comments and prefixes"
            raise InputError(reason, path=path)
        control = control or loaded.control
    if control is not None and quads.speaks_azgraph(store.bulk(graph)):
        raise control  # what is said in azgraph's terms is printed and drawn as words
    return graph


def _add_ontology(graph: Graph) -> None:
    if (None, AZ.makesFacts, None) in graph:  # data of another choice of stances
        store.extend(graph, turtle.ontology(graph))
        return
    for path in ontology_files():
        quads.load(path, store.bulk(graph))


def _of_newest_day(graph: Graph) -> Graph:
    """The graph with the edges and statuses of the day it speaks of: an export may hold another day's."""
    dated = (None, AZ.kind, None) in graph and (None, RDF.type, AZ.Source) in graph
    return snapshots.as_of(graph, snapshots.newest_day(graph)) if dated else graph


def _add_dataset(graph: Graph, folder: Path, events: int | None) -> None:
    """Add a dataset; a thing that is described already keeps its one name, a record gains claims."""
    bulk = store.bulk(graph)
    described = dict(store.Links(graph)[RDFS.label])
    for path in reading.turtle_files(folder):
        triples = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
        bulk.bulk_extend(
            q for q in triples if q.subject.value not in described or q.predicate.value == str(AZ.claim)
        )
    names = dict(store.Links(graph)[RDFS.label])
    for batch in reading.triples(folder, names, reading.MOST if events is None else events):
        bulk.bulk_load(batch, format=pyoxigraph.RdfFormat.N_TRIPLES)
