"""Which voices, sources and stances count, and what could be known by a day.

A policy takes claims away and computes the graph anew from those that are left, so that
every answer, brief and map follows it without knowing of it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from rdflib import DCTERMS, RDF, Graph, URIRef
from rdflib.term import Node

from azgraph import records, store, turtle, when
from azgraph.errors import InputError, UnknownName
from azgraph.names import AZ, STATUS, TRUE, did_you_mean, local
from azgraph.things import find_actor

STANCES = ("reported", "opinion", "alleged", "forecast", "conditional", "denied")


@dataclass(frozen=True, slots=True)
class Policy:
    """What a reader lets count; None and empty leave all as it is.

    `voices` are the only actors whose word counts. `without_sources` are left out.
    `stances` make edges and statuses, by default reported alone. `known_by` leaves out
    what was published, and not yet said, after that day.
    """

    voices: frozenset[URIRef] | None = None
    without_sources: frozenset[URIRef] = frozenset()
    stances: frozenset[str] | None = None
    known_by: date | None = None

    def __bool__(self) -> bool:
        return self != Policy()


def policy(
    graph: Graph,
    *,
    voices: Collection[str] = (),
    without_sources: Collection[str] = (),
    stances: Collection[str] = (),
    known_by: date | None = None,
) -> Policy:
    """A policy from words: actors by id, label or alias, sources by id, stances by name.

    >>> from azgraph import load
    >>> sorted(policy(load(), stances=["reported", "opinion"]).stances)
    ['opinion', 'reported']

    Errors: UnknownName for a voice or source, InputError for a stance, that does not exist.
    """
    for stance in stances:
        if stance not in STANCES:
            hint = did_you_mean(stance, STANCES)
            raise InputError(f"no stance {stance!r}; choose from {', '.join(STANCES)}.{hint}")
    return Policy(
        frozenset(find_actor(graph, voice) for voice in voices) if voices else None,
        frozenset(_source(graph, name) for name in without_sources),
        frozenset(stances) if stances else None,
        known_by,
    )


def apply(graph: Graph, chosen: Policy) -> Graph:
    """A graph of what a policy leaves, computed anew; the given one stays as it is.

    Records that no claim is left for go. A source that was not yet published is no longer a
    source, but keeps its name and day.

    >>> from azgraph import load
    >>> from azgraph.names import ID
    >>> early = apply(load(), Policy(known_by=date(2025, 9, 1)))
    >>> (ID.ukEmbargo, AZ.kind, None) in early
    False
    """
    ontology = turtle.ontology(graph)
    data = turtle.plain_graph()
    for triple in graph:
        if triple not in ontology:
            data.add(triple)
    if chosen.stances is not None:
        ontology.remove((None, AZ.makesFacts, None))
        for stance in chosen.stances:
            ontology.add((STATUS[stance], AZ.makesFacts, TRUE))
    for claim in set(data.subjects(RDF.type, AZ.Claim)):
        if not _counts(data, claim, chosen):
            data.remove((claim, None, None))
            data.remove((None, None, claim))
    for record in set(data.subjects(AZ.kind)):
        if (record, AZ.claim, None) not in data:
            data.remove((record, None, None))
            data.remove((None, None, record))
    for source in set(data.subjects(RDF.type, AZ.Source)):
        if source in chosen.without_sources:
            data.remove((source, None, None))
        elif _unpublished(data, source, chosen):
            # It keeps its name and day, so that an answer can say why so little was known.
            data.remove((source, RDF.type, None))
    complete, _ = records.complete(data, Graph(), ontology)
    return store.load_graph(complete, ontology)


def _counts(data: Graph, claim: Node, chosen: Policy) -> bool:
    if chosen.voices is not None and data.value(claim, AZ.by) not in chosen.voices:
        return False
    source = _source_of(data, claim)
    if source in chosen.without_sources:
        return False
    return chosen.known_by is None or _known(data, claim, source) <= chosen.known_by


def _known(data: Graph, claim: Node, source: Node | None) -> date:
    """The first day on which a claim could be known: when it was spoken, or its source published."""
    said = data.value(claim, AZ.said)
    spoken = when.bounds(str(said), "event").start_by if said is not None else None
    issued = data.value(source, DCTERMS.issued) if source is not None else None
    published = when.parse_day(str(issued)) if issued is not None else date.max
    return min(spoken or published, published)


def _unpublished(data: Graph, source: Node, chosen: Policy) -> bool:
    issued = data.value(source, DCTERMS.issued)
    later = chosen.known_by is not None and when.parse_day(str(issued)) > chosen.known_by
    # A source that somebody spoke of before it came out is still where those words stand.
    return later and not any(_source_of(data, claim) == source for claim in data.subjects(RDF.type, AZ.Claim))


def _source_of(data: Graph, claim: Node) -> Node | None:
    passage = data.value(claim, AZ.passage)
    return data.value(claim, AZ.source) if passage is None else data.value(passage, AZ.source)


def _source(graph: Graph, name: str) -> URIRef:
    sources = {local(s): s for s in graph.subjects(RDF.type, AZ.Source)}
    found = sources.get(name.removeprefix(":"))
    if found is None:
        hint = did_you_mean(name, sources)
        raise UnknownName(f"no source {name!r} in this graph; it has {', '.join(sorted(sources))}.{hint}")
    return URIRef(str(found))
