"""From a graph to a NetworkX network of the things that records join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from rdflib import Graph, URIRef

from azgraph import sparql
from azgraph.citations import STANCES
from azgraph.names import local
from azgraph.snapshots import Days, pairs, spans, symmetric_edges
from azgraph.when import shape_of, words

if TYPE_CHECKING:
    import networkx as nx


def network(graph: Graph, day: date | None = None) -> nx.MultiDiGraph[str]:
    """One edge a record and pair of things, keyed by the record's IRI.

    Nodes are the IRIs of the things, with `label` and `type` (State, Organisation, …).
    Edges carry `kind`, `label`, `record_class` (Event, Relation, …), `category`, `weight`
    (-10 to 10), `sign` (-1, 0, 1), `stances`, `when` (EDTF text or None), `dates` (in
    words), `symmetric`, `edge` (the direct property or None), and `sure` and `possible`:
    first and last day as ISO text, None for an open side; the whole is None where there
    is no such day.

    Without a day every record is there. With one, only those that make an edge and
    surely or possibly stand on it, or have happened, and `surely` says which.

    >>> from azgraph import load
    >>> net = network(load(), date(2025, 9, 30))
    >>> embargo = net.edges["https://w3id.org/azgraph/id/GBR", "https://w3id.org/azgraph/id/AZE",
    ...     "https://w3id.org/azgraph/id/ukEmbargo"]
    >>> embargo["surely"], embargo["sign"], embargo["dates"]
    (True, -1, 'until October 2025, beginning not stated')
    """
    import networkx as nx

    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    held = spans(graph).records
    labels, types = _things(graph)
    for record, attributes, couples in _records(graph):
        span = held[record]
        if day is not None:
            if attributes["edge"] is None or span.possible is None or day not in span.possible:
                continue
            attributes["surely"] = span.sure is not None and day in span.sure
        attributes |= {"sure": _days(span.sure), "possible": _days(span.possible)}
        for subject, object_ in couples:
            for thing in (subject, object_):
                net.add_node(
                    str(thing), label=labels.get(thing, local(thing)), type=types.get(thing, "Actor")
                )
            net.add_edge(str(subject), str(object_), key=str(record), **attributes)
    return net


def _things(graph: Graph) -> tuple[dict[URIRef, str], dict[URIRef, str]]:
    text = """SELECT ?thing ?label ?class { ?thing a ?class ; rdfs:label ?label
      FILTER (STRSTARTS(STR(?class), STR(az:)) && NOT EXISTS { ?thing az:kind ?kind } && ?class != az:Kind) }
      ORDER BY ?thing ?class"""
    rows = sparql.run(graph, text).rows
    return {row[0]: str(row[1]) for row in rows}, {row[0]: local(row[2]) for row in rows}


def _records(graph: Graph) -> Iterable[tuple[URIRef, dict[str, Any], list[tuple[URIRef, URIRef]]]]:
    symmetric = symmetric_edges(graph)
    ends: dict[URIRef, tuple[set[URIRef], set[URIRef]]] = defaultdict(lambda: (set(), set()))
    for record, subject, object_ in sparql.run(
        graph, "SELECT ?r ?a ?b { ?r az:kind ?k ; az:subject ?a ; az:object ?b }"
    ):
        ends[record][0].add(subject)
        ends[record][1].add(object_)
    stances: dict[URIRef, set[str]] = defaultdict(set)
    for record, stance in sparql.run(graph, "SELECT DISTINCT ?r ?s { ?r az:claim ?c . ?c az:stance ?s }"):
        stances[record].add(local(stance))
    text = """SELECT ?r ?label ?kind ?class ?category ?weight ?edge ?when {
      ?r az:kind ?kind ; rdfs:label ?label .
      ?kind az:recordClass ?class ; az:category ?category ; az:weight ?weight .
      OPTIONAL { ?kind az:edge ?edge } OPTIONAL { ?r az:when ?when } } ORDER BY ?r"""
    for record, label, kind, class_, category, weight, edge, when in sparql.run(graph, text):
        if record not in ends:
            continue
        tone = float(str(weight))
        time = None if when is None else str(when)
        yield (
            record,
            {
                "kind": str(kind),
                "label": str(label),
                "record_class": local(class_),
                "category": str(category),
                "weight": tone,
                "sign": (tone > 0) - (tone < 0),
                "stances": tuple(s for s in STANCES if s in stances[record]),
                "when": time,
                "dates": words(time, shape_of(local(class_))),
                "symmetric": edge in symmetric,
                "edge": None if edge is None else str(edge),
            },
            pairs(*ends[record], symmetric=edge in symmetric),
        )


def _days(days: Days | None) -> tuple[str | None, str | None] | None:
    if days is None:
        return None
    first = None if days.first == date.min else days.first.isoformat()
    last = None if days.last == date.max else days.last.isoformat()
    return first, last
