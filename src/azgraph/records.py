"""What people write, made complete: claims in full, passages, day bounds, labels, facts.

People write records in Turtle and cite sentences by name. This module reads such
files, adds what follows from them, and says what is wrong with file and line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rdflib import DCTERMS, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from azgraph import snapshots, store, turtle, when
from azgraph.errors import InputError
from azgraph.files import read_text
from azgraph.names import AZ, STATUS, TRUE, did_you_mean, local, short
from azgraph.phrases import record_label

_BOUNDS = (AZ.start, AZ.startBy, AZ.endFrom, AZ.end)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one node of what people wrote, and how to mend it."""

    node: Node
    message: str


@dataclass
class Dossiers:
    """Turtle files read together: their statements and where each subject stands."""

    graph: Graph
    places: dict[Node, tuple[Path, int]] = field(default_factory=dict)
    subjects: dict[Path, set[Node]] = field(default_factory=dict)

    def place(self, node: Node) -> tuple[Path | None, int | None]:
        """File and line where a node is described; for an unnamed claim, its record's."""
        if node not in self.places and isinstance(node, BNode | URIRef):
            node = next((s for s in self.graph.subjects(AZ.claim, node) if s in self.places), node)
        return self.places.get(node, (None, None))


def read(paths: Iterable[Path]) -> Dossiers:
    """Read Turtle files that people wrote.

    Errors: InputError with file and line for a file that cannot be read.
    """
    dossiers = Dossiers(Graph(bind_namespaces="none"))
    for path in paths:
        text = read_text(path)
        part = turtle.parse(text, path)
        for node, line in turtle.subject_lines(text, part).items():
            dossiers.places.setdefault(node, (path, line))
        dossiers.subjects[path] = set(part.subjects())
        dossiers.graph += part
    return dossiers


def complete(written: Graph, passages: Graph, ontology: Graph | None = None) -> tuple[Graph, list[Problem]]:
    """Everything that follows from what people wrote, and what is wrong with it.

    The result holds full claims, the passages of every source, day bounds, labels of
    records, and the edges and statuses as of the newest source. Completing what is
    complete changes nothing.
    """
    ontology = turtle.ontology() if ontology is None else ontology
    graph = turtle.plain_graph()
    graph += written
    _drop_computed(graph, ontology)
    sources = set(graph.subjects(RDF.type, AZ.Source))
    for passage, source in passages.subject_objects(AZ.source):
        if source in sources:
            for triple in passages.triples((passage, None, None)):
                graph.add(triple)
    problems = _unreadable(graph)
    problems += _name_claims(graph)
    problems += _fill_claims(graph)
    problems += _add_bounds(graph, ontology)
    _add_labels(graph, ontology)
    if not problems:
        loaded = store.load_graph(graph, ontology)
        if sources:
            graph += snapshots.facts(loaded, snapshots.newest_day(loaded))
    return graph, problems


def is_complete(graph: Graph) -> bool:
    """Whether every record has its label, so nothing has to be completed."""
    links = store.Links(graph)
    kinds = dict(links[AZ.kind])
    if not kinds:  # of a source that was just added, not even the passages are there
        return (None, RDF.type, AZ.Source) not in graph
    return kinds.keys() <= dict(links[RDFS.label]).keys()


def _drop_computed(graph: Graph, ontology: Graph) -> None:
    for predicate in [AZ.status, *ontology.objects(None, AZ.edge)]:
        graph.remove((None, predicate, None))
    for record in set(graph.subjects(AZ.kind)):
        graph.remove((record, RDFS.label, None))
        if not _has_days_alone(graph, record):
            for predicate in _BOUNDS:
                graph.remove((record, predicate, None))


def _has_days_alone(graph: Graph, record: Node) -> bool:
    """Whether a record has its days and no text: event data are so, and a text alone makes a first day."""
    return (record, AZ.start, None) in graph and (record, AZ.when, None) not in graph


def _unreadable(graph: Graph) -> list[Problem]:
    """Values that are not of the type they say, and periods that are no EDTF text."""
    problems = [
        Problem(s, f"has {short(p)} {str(o)!r}, which is no {local(o.datatype)}")
        for s, p, o in sorted(graph, key=str)
        if isinstance(o, Literal) and o.ill_typed
    ]
    for source, period in sorted(graph.subject_objects(DCTERMS.temporal), key=str):
        try:
            when.bounds(str(period), "figure")
        except InputError as error:
            problems.append(Problem(source, f"has a dcterms:temporal that does not fit: {error}"))
            graph.remove((source, DCTERMS.temporal, period))
    return problems


def _name_claims(graph: Graph) -> list[Problem]:
    """Give unnamed claims a name from their sentence, record and stance; those that cannot have one go."""
    problems: list[Problem] = []
    for claim in sorted({o for o in graph.objects(None, AZ.claim) if isinstance(o, BNode)}):
        records = sorted(graph.subjects(AZ.claim, claim), key=str)
        name, fault = _claim_name(graph, records, claim)
        if fault:
            problems.append(Problem(records[0], fault))
        for s, p, o in [*graph.triples((claim, None, None)), *graph.triples((None, None, claim))]:
            graph.remove((s, p, o))
            if name is not None:
                graph.add((name if s == claim else s, p, name if o == claim else o))
    return problems


def _claim_name(graph: Graph, records: list[Node], claim: Node) -> tuple[URIRef | None, str]:
    """The name of an unnamed claim, or what stands in its way."""
    if len(records) > 1:
        return None, f"shares an unnamed claim with {short(records[1])}; give the claim a name"
    passage, source = graph.value(claim, AZ.passage), graph.value(claim, AZ.source)
    if passage is None and source is None:
        return None, "has a claim without az:passage; say at which sentence it stands"
    stance = local(graph.value(claim, AZ.stance) or STATUS.reported)
    home, sid = (str(source), "whole") if passage is None else str(passage).rsplit("/", 1)
    name = URIRef(f"{home}/claim/{sid}/{local(records[0])}/{stance}")
    if (name, None, None) in graph:
        return None, f"has two claims with stance {stance} at {sid}; join them or give one a name"
    return name, ""


def _fill_claims(graph: Graph) -> list[Problem]:
    """Add type, voice, stance and passage where a claim leaves them to its source."""
    problems = []
    passages = set(graph.subjects(RDF.type, AZ.Passage))
    for record, claim in sorted(graph.subject_objects(AZ.claim), key=str):
        if (claim, AZ.passage, None) not in graph and (claim, AZ.source, None) not in graph:
            graph.add((claim, AZ.passage, _sentence_of(claim)))
        graph.add((claim, RDF.type, AZ.Claim))
        if (claim, AZ.stance, None) not in graph:
            graph.add((claim, AZ.stance, STATUS.reported))
        passage = graph.value(claim, AZ.passage)
        if passage is not None and passage not in passages:
            problems.append(Problem(record, _no_passage(passage, passages)))
        source = graph.value(claim, AZ.source) if passage is None else URIRef(str(passage).rpartition("/")[0])
        creator = graph.value(source, DCTERMS.creator) if source else None
        if (claim, AZ.by, None) not in graph and creator is not None:
            graph.add((claim, AZ.by, creator))
    for passage in sorted(set(graph.subjects(AZ.omitted)) - passages, key=str):
        problems.append(Problem(passage, _no_passage(passage, passages)))
    return problems


def _sentence_of(claim: Node) -> URIRef:
    return URIRef(str(claim).replace("/claim/", "/", 1))


def _no_passage(passage: Node, passages: set[Node]) -> str:
    source, _, sid = str(passage).rpartition("/")
    sids = [local(p) for p in passages if str(p).startswith(source + "/")]
    if not sids:
        return (
            f"cites {short(passage)}, but there is no segmentation {local(source)}.tsv of a known az:Source"
        )
    return f"cites sentence {sid}, which {local(source)}.tsv does not have.{did_you_mean(sid, sids)}"


def _add_bounds(graph: Graph, ontology: Graph) -> list[Problem]:
    problems = []
    for record in sorted(set(graph.subjects(AZ.kind)), key=str):
        if _has_days_alone(graph, record):
            continue
        try:
            bounds = _bounds(graph, ontology, record)
        except InputError as error:
            problems.append(Problem(record, f"has an az:when that does not fit: {error}"))
            continue
        days = (bounds.start, bounds.start_by, bounds.end_from, bounds.end)
        for predicate, day in zip(_BOUNDS, days, strict=True):
            if day is not None:
                graph.add((record, predicate, Literal(day.isoformat(), datatype=XSD.date)))
    for stated in (AZ.due, AZ.said):
        for node, text in sorted(graph.subject_objects(stated), key=str):
            try:
                when.parse(str(text))
            except InputError as error:
                problems.append(Problem(node, f"has an {short(stated)} that does not fit: {error}"))
    return problems


def _bounds(graph: Graph, ontology: Graph, record: Node) -> when.Bounds:
    kind = graph.value(record, AZ.kind)
    shape = when.shape_of(local(ontology.value(kind, AZ.recordClass)))
    stated = graph.value(record, AZ.when)
    text = None if stated is None else str(stated)
    bounds = when.bounds(text, shape)
    periods = [
        _period(graph, claim)
        for claim in graph.objects(record, AZ.claim)
        if (graph.value(claim, AZ.stance), AZ.makesFacts, TRUE) in ontology
    ]
    known = [period for period in periods if period is not None]
    if not known:
        return bounds
    earliest = when.Span(min(p.first for p in known), min(p.last for p in known))
    return when.fill(bounds, text, shape, earliest)


def _period(graph: Graph, claim: Node) -> when.Span | None:
    """The period a claim speaks of: its source's, up to the day the speaker spoke."""
    passage = graph.value(claim, AZ.passage)
    source = graph.value(passage, AZ.source) if passage else graph.value(claim, AZ.source)
    temporal, issued = graph.value(source, DCTERMS.temporal), graph.value(source, DCTERMS.issued)
    if temporal is not None:
        bounds = when.bounds(str(temporal), "figure")
        first, last = bounds.start, bounds.end
    else:
        day = issued.toPython() if isinstance(issued, Literal) else None
        first = last = day if isinstance(day, date) else None
    said = graph.value(claim, AZ.said)
    if said is not None:
        last = when.bounds(str(said), "event").start_by or last
    return when.Span(first or last, last) if last is not None else None


def _add_labels(graph: Graph, ontology: Graph) -> None:
    names: dict[Node, str] = defaultdict(str)
    for thing, label in graph.subject_objects(RDFS.label):
        names[thing] = str(label)
    for record in sorted(set(graph.subjects(AZ.kind)), key=str):
        graph.add((record, RDFS.label, Literal(record_label(graph, ontology, record, names))))
