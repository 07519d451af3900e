"""N-Quads, and TriG with one set of nanopublication graphs a claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, RDF, Graph, URIRef
from rdflib.term import Node

from azgraph.names import AZ, BASE, NANOPUB, PREFIXES

RECORDS = URIRef(BASE + "graph/records")
"""The graph of what holds on every day, and in TriG of what no claim is needed for."""
FACTS = BASE + "graph/facts/"
"""What the names of the graphs begin with that hold the edges and statuses of one day."""

_Triple = tuple[Node, Node, Node]


def nquads(written: Graph, facts: Graph, day: date | None) -> str:
    """Sorted N-Quads: what holds on every day in one graph, the day's facts in another."""
    named = {RECORDS: list(written)} | _facts(facts, day)
    lines = _serialised(named, ox.RdfFormat.N_QUADS).splitlines()
    return "".join(f"{line}\n" for line in sorted(lines))


def trig(written: Graph, facts: Graph, day: date | None) -> str:
    """TriG in which each claim is a nanopublication: what it asserts, on whose word, and its place.

    What is asserted is the record as a record, never an edge: the stance stands beside the
    voice, in the provenance. Things, sources and passages need no claim and lie apart.
    """
    backed = defaultdict(set)
    for record, claim in written.subject_objects(AZ.claim):
        backed[claim].add(record)
    told = set(backed) | set().union(*backed.values())
    named: dict[URIRef, list[_Triple]] = {RECORDS: [t for t in written if t[0] not in told]}
    for claim, records in backed.items():
        named |= _nanopublication(written, claim, records)
    return _serialised(named | _facts(facts, day), ox.RdfFormat.TRIG)


def _nanopublication(written: Graph, claim: Node, records: set[Node]) -> dict[URIRef, list[_Triple]]:
    publication = URIRef(f"{claim}/np")
    head, assertion, provenance, publication_info = (
        URIRef(f"{publication}/{part}") for part in ("head", "assertion", "provenance", "pubinfo")
    )
    places = [*written.objects(claim, AZ.passage), *written.objects(claim, AZ.source)]
    sources = {written.value(place, AZ.source) or place for place in places}
    asserted = [t for record in records for t in written.triples((record, None, None)) if t[1] != AZ.claim]
    return {
        head: [
            (publication, RDF.type, NANOPUB.Nanopublication),
            (publication, NANOPUB.hasAssertion, assertion),
            (publication, NANOPUB.hasProvenance, provenance),
            (publication, NANOPUB.hasPublicationInfo, publication_info),
        ],
        assertion: asserted,
        provenance: [
            *written.triples((claim, None, None)),
            *((record, AZ.claim, claim) for record in records),
            *((assertion, PROV.wasAttributedTo, voice) for voice in written.objects(claim, AZ.by)),
            *((assertion, PROV.wasDerivedFrom, place) for place in places),
        ],
        publication_info: [
            (publication, DCTERMS.conformsTo, URIRef(str(AZ).rstrip("#"))),
            (publication, DCTERMS.isPartOf, RECORDS),
            *((publication, DCTERMS.source, source) for source in sources),
        ],
    }


def _facts(facts: Graph, day: date | None) -> dict[URIRef, list[_Triple]]:
    return {} if day is None else {URIRef(f"{FACTS}{day}"): list(facts)}


def _serialised(named: dict[URIRef, list[_Triple]], form: ox.RdfFormat) -> str:
    """The same text for the same statements: graph by graph, subject by subject."""
    quads = (quad for name in sorted(named) for quad in _quads(named[name], name))
    text = (ox.serialize(quads, format=form, prefixes=PREFIXES) or b"").decode()
    # The library writes the prefixes in any order, and those that are not used.
    heads = [line for line in text.splitlines(keepends=True) if line.startswith("@prefix ")]
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("@prefix "))
    used = (line for line in sorted(heads) if f"{line.split()[1]}" in body)
    return "".join(used) + body


def _quads(triples: Iterable[_Triple], name: URIRef) -> list[ox.Quad]:
    # N-Triples is what both libraries read and write without changing the spelling of a value.
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    found = ox.parse(graph.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES)
    own = ox.NamedNode(str(name))
    return sorted((ox.Quad(q.subject, q.predicate, q.object, own) for q in found), key=str)
