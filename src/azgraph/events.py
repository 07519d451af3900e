"""Events as machines write them, completed in bulk.

Such an event is six triples: type, kind, subject, object, day and claim. Nothing follows from
it but a label and an edge, which are made here from plain text; all else in the files goes
through `records.complete`, with one event of every claim that events share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, XSD, Graph

from azgraph import records, store
from azgraph.memory import uncollected
from azgraph.names import AZ, STATUS, local
from azgraph.phrases import Wording, wording
from azgraph.snapshots import newest_day
from azgraph.store import Links

_TELLING = (AZ.kind, AZ.subject, AZ.object, AZ.start, AZ.claim)
_EVENT = (RDF.type, *_TELLING)


class Event(NamedTuple):
    """An event's triples but for its type, as plain text."""

    kind: str
    subject: str
    object: str
    start: str
    claim: str


def complete(graph: Graph, passages: Graph, ontology: Graph) -> bool:
    """Complete a graph over Oxigraph in place, as `records.complete` would, and add the ontology.

    False, with the graph as it was, where that is not for here: it holds no such events, or
    something in it is wrong.
    """
    with uncollected():
        return _complete(graph, passages, ontology)


def _complete(graph: Graph, passages: Graph, ontology: Graph) -> bool:
    events, quads = _split(graph, ontology)
    if not events:
        return False
    rest, problems = records.complete(_read(quads), passages, ontology)
    if problems:
        return False
    bulk = store.bulk(graph)
    for quad in quads:
        bulk.remove(quad)
    store.extend(graph, rest)
    store.extend(graph, ontology)
    lines = [*_labels(events, rest, ontology), *_edges(events, graph)]
    bulk.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    return True


def _split(graph: Graph, ontology: Graph) -> tuple[dict[str, Event], list[ox.Quad]]:
    """The events of six triples, and the quads of all else.

    With these go the events that something else names, and one event a claim.
    """
    bulk, links = store.bulk(graph), Links(graph)
    others = _subjects(bulk, f"FILTER (?p NOT IN ({', '.join(p.n3() for p in _EVENT)}))")
    others |= _subjects(bulk, f"FILTER (?p = {RDF.type.n3()} && ?o != {AZ.Event.n3()})")
    kinds = {str(kind) for kind in ontology.subjects(AZ.recordClass, AZ.Event)} - others
    days, columns = _days(bulk), [_once(links[predicate]) for predicate in _TELLING]
    # A blank node's name has no colon, an IRI has.
    unnamed = {name for n in (1, 2, 4) for name in {*columns[n].values()} if ":" not in name}
    events = {}
    for iri in sorted(columns[0].keys() - others) if _names_things(bulk) else ():
        event = Event(*[column.get(iri, "") for column in columns])
        whole = ":" in iri and "" not in event and unnamed.isdisjoint(event)
        if whole and event.kind in kinds and event.start in days:
            events[iri] = event
    for predicate in _TELLING:
        others |= dict(links[predicate]).keys() - events.keys()
    quads = [quad for subject in others for quad in _of(bulk, subject)]
    shared: dict[str, str] = {}
    for iri, event in events.items():
        shared.setdefault(event.claim, iri)
    named = {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}
    for iri in (named | {*shared.values()}) & events.keys():
        del events[iri]
        quads += _of(bulk, iri)
    return events, quads


def _subjects(bulk: ox.Store, condition: str) -> set[str]:
    answer: Any = bulk.query(f"SELECT DISTINCT ?s {{ ?s ?p ?o {condition} }}")
    return {row[0].value for row in answer}


def _names_things(bulk: ox.Store) -> bool:
    """Whether what stands for a thing is never a text."""
    ends = " ".join(p.n3() for p in (AZ.kind, AZ.subject, AZ.object, AZ.claim))
    return not bulk.query(f"ASK {{ VALUES ?p {{ {ends} }} ?s ?p ?o FILTER (isLITERAL(?o)) }}")


def _days(bulk: ox.Store) -> set[str]:
    """The texts that stand for a day, and nowhere for anything else."""
    answer: Any = bulk.query(f"SELECT DISTINCT ?day {{ ?event {AZ.start.n3()} ?day }}")
    texts = {True: set[str](), False: set[str]()}
    for (term,) in answer:
        dated = isinstance(term, ox.Literal) and term.datatype.value == str(XSD.date)
        texts[dated and _is_day(term.value)].add(term.value)
    return texts[True] - texts[False]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The object of every subject that has exactly one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        for subject, number in Counter(subject for subject, _ in pairs).items():
            if number > 1:
                del found[subject]
    return found


def _of(bulk: ox.Store, subject: str) -> list[ox.Quad]:
    term = ox.NamedNode(subject) if ":" in subject else ox.BlankNode(subject)
    return list(bulk.quads_for_pattern(term, None, None, ox.DefaultGraph()))


def _read(quads: list[ox.Quad]) -> Graph:
    """Quads as an rdflib graph in memory."""
    data = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return Graph(bind_namespaces="none").parse(data=data or b"", format="nt")


def _labels(events: dict[str, Event], rest: Graph, ontology: Graph) -> Iterator[str]:
    texts = {str(thing): str(label) for thing, label in rest.subject_objects(RDFS.label)}
    for record in rest.subjects(AZ.kind):
        texts.pop(str(record), None)  # a record's label is no name to use in another's
    kinds: dict[str, Wording] = {str(k): wording(ontology, k) for k in ontology.subjects(AZ.recordClass)}
    predicate = RDFS.label.n3()
    for iri, event in events.items():
        subject, object_ = (texts.get(end) or local(end) for end in event[1:3])
        label = kinds[event.kind].of({"subject": subject, "object": object_}, iri)
        yield f"<{iri}> {predicate} {ox.Literal(label)} .\n"


def _edges(events: dict[str, Event], graph: Graph) -> set[str]:
    """The edges of those events that count and have happened by the newest source's day."""
    if (None, RDF.type, AZ.Source) not in graph:
        return set()
    day, links = newest_day(graph).isoformat(), Links(graph)
    facts = {stance for stance, value in links[AZ.makesFacts] if value == "true"}
    stances = links.many(AZ.stance)
    counting = {
        claim for claim, held in stances.items() if facts & {*held} and str(STATUS.denied) not in held
    }
    edges = links.many(AZ.edge)
    symmetric = {str(edge) for edge in graph.subjects(RDF.type, OWL.SymmetricProperty)}
    found = set()
    for kind, subject, object_, start, claim in events.values():
        if start <= day and claim in counting and subject != object_:
            for edge in edges.get(kind, ()):
                found.add(f"<{subject}> <{edge}> <{object_}> .\n")
                if edge in symmetric:
                    found.add(f"<{object_}> <{edge}> <{subject}> .\n")
    return found
