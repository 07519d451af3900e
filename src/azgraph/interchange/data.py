"""What of a graph is data: its own statements, apart from the ontology it was loaded with."""

from __future__ import annotations

from datetime import date

from rdflib import RDF, Graph

from azgraph import snapshots, sparql, store, turtle
from azgraph.names import AZ


def split(graph: Graph, day: date | None = None) -> tuple[Graph, Graph, date | None]:
    """What holds on every day, and the edges and statuses of one: by default the newest source's.

    The stances that make facts are data where they are not those of the ontology: whoever
    reads the data must come to the same edges.

    >>> from azgraph import load
    >>> written, facts, day = split(load())
    >>> len(list(facts.subjects(AZ.strategicPartnerOf))), (None, AZ.strategicPartnerOf, None) in written
    (2, False)
    """
    # By way of the same store, so that a value is spelled alike on both sides.
    ontology = set(store.load_graph(turtle.ontology()))
    computed = set(snapshots.computed_predicates(graph))
    written = Graph(bind_namespaces="none")
    for s, p, o in graph:
        if p not in computed and p != AZ.makesFacts and (s, p, o) not in ontology:
            written.add((s, p, sparql.plain(o) or o))
    counting = set(graph.triples((None, AZ.makesFacts, None)))
    if counting != {triple for triple in ontology if triple[1] == AZ.makesFacts}:
        for triple in counting:
            written.add(triple)
    if day is None and (None, RDF.type, AZ.Source) in graph:
        day = snapshots.newest_day(graph)
    facts = Graph(bind_namespaces="none") if day is None else snapshots.facts(graph, day)
    return written, facts, day
