"""Records as a drawing needs them: words, ends, claims and spans of days, read once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from rdflib import DCTERMS, RDFS, SKOS, Graph, URIRef

from azgraph import sparql
from azgraph.citations import Citation, citations
from azgraph.names import AZ, KIND, local
from azgraph.snapshots import Days, Held, Spans, pairs, symmetric_edges
from azgraph.when import Shape, shape_of, words

Reach = tuple[str | None, str | None]
"""First and last day as ISO text; None where a side is open."""

UNSIGNED = ("condition", "promise", "obligation")
"""Kinds of records that join a pair without being warm or cold."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What all records of a kind share; `edge` says whether they join their ends.

    `other` are the words under which people look for it: its own other names, and the names
    of kinds that are related to it.
    """

    iri: str
    label: str
    record_class: str
    weight: float
    edge: bool
    symmetric: bool
    stage: str | None
    other: tuple[str, ...] = ()

    @property
    def shape(self) -> Shape:
        """How records of the kind read their time."""
        return shape_of(self.record_class)

    @property
    def sign(self) -> int | None:
        """1, -1 or 0; None for figures.

        Conditions, promises and obligations carry no sign on the map: what one side owes
        the other is neither warm nor cold.
        """
        if self.shape == "figure":
            return None
        return 0 if local(self.iri) in UNSIGNED else (self.weight > 0) - (self.weight < 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with all that is drawn or written of it.

    `sure` and `possible` are the days of the rules; `shown` are those on which it is drawn.
    `links` holds its other properties by their local names.
    """

    iri: str
    label: str
    kind: Kind
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    couples: tuple[tuple[str, str], ...]
    links: dict[str, tuple[str, ...]]
    when: str | None
    dates: str
    start: str | None
    start_by: str | None
    sure: Reach | None
    possible: Reach | None
    claims: tuple[Citation, ...]
    shown: Reach | None = None

    @property
    def stance(self) -> str:
        """The fullest warrant that the record has, or denied where one voice denies it."""
        stances = [claim.stance for claim in self.claims]
        return "denied" if "denied" in stances else stances[0] if stances else "denied"

    @property
    def counts(self) -> bool:
        """Whether somebody reports the record and nobody denies it."""
        return self.stance == "reported"

    @property
    def drawn(self) -> bool:
        """Whether the record adds to a strand on some day."""
        return self.counts and self.kind.edge and self.shown is not None and self.sign is not None

    @property
    def sign(self) -> int | None:
        """The sign of its kind."""
        return self.kind.sign

    @property
    def event(self) -> bool:
        """Whether the record happens, and stays happened."""
        return self.kind.shape == "event"

    @property
    def figure(self) -> bool:
        """Whether the record is a number."""
        return self.kind.shape == "figure"

    @property
    def commitment(self) -> bool:
        """Whether the record is something owed: a condition, demand, promise or obligation."""
        return self.kind.record_class == "Commitment"

    @property
    def stands(self) -> bool:
        """Whether the record says how two stand with each other, which is drawn thick where sure.

        Commitments and roles hold too, but what one owes or belongs to is drawn thin.
        """
        return self.kind.record_class in ("Relation", "Measure")

    @property
    def note(self) -> str | None:
        """How the coder read the passage, if that is written down."""
        return " ".join(self.linked("editorialNote")) or None

    def linked(self, name: str) -> tuple[str, ...]:
        """The values of one of the record's other properties."""
        return self.links.get(name, ())


def read_entries(graph: Graph, held: Spans) -> dict[str, Entry]:
    """The records of a graph by their IRIs, with the days that the rules give them."""
    kinds, values, claims = _kinds(graph), _values(graph), citations(graph)
    found = {}
    for iri in sorted(values):
        kind = kinds.get(values[iri]["kind"][0])
        if kind is not None:
            days = held.records.get(URIRef(iri), Held(None, None))
            found[iri] = _entry(iri, kind, values[iri], tuple(claims.get(URIRef(iri), ())), days)
    return _once(found)


def _once(entries: dict[str, Entry]) -> dict[str, Entry]:
    """The entries without the months of a dataset whose events are there too: those would count twice."""
    told = {c.source for e in entries.values() if e.event for c in e.claims}
    twice = {
        iri
        for iri, e in entries.items()
        if e.kind.iri == str(KIND.monthOfEvents) and {c.source for c in e.claims} <= told
    }
    return {iri: entry for iri, entry in entries.items() if iri not in twice}


def iso(day: date | None) -> str | None:
    """A day as ISO text; None for an open side."""
    return None if day in (None, date.min, date.max) else day.isoformat()


def reach(days: Days | None) -> Reach | None:
    """A span of days as ISO text."""
    return None if days is None else (iso(days.first), iso(days.last))


def _entry(
    iri: str, kind: Kind, values: dict[str, tuple[str, ...]], claims: tuple[Citation, ...], days: Held
) -> Entry:
    ends = [[URIRef(end) for end in values.get(name, ())] for name in ("subject", "object")]
    when = _only(values, "when")
    return Entry(
        iri=iri,
        label=_only(values, "label") or kind.label,
        kind=kind,
        subjects=values.get("subject", ()),
        objects=values.get("object", ()),
        couples=tuple((str(a), str(b)) for a, b in pairs(*ends, symmetric=kind.symmetric)),
        links=values,
        when=when,
        dates=words(when, kind.shape),
        start=_only(values, "start"),
        start_by=_only(values, "startBy"),
        sure=reach(days.sure),
        possible=reach(days.possible),
        claims=claims,
    )


def _only(values: dict[str, tuple[str, ...]], name: str) -> str | None:
    return values[name][0] if name in values else None


def _kinds(graph: Graph) -> dict[str, Kind]:
    mirrored = symmetric_edges(graph)
    sought: dict[str, list[str]] = defaultdict(list)
    names = """SELECT DISTINCT ?kind ?name {
      ?kind az:recordClass ?class ; skos:altLabel|skos:related/(rdfs:label|skos:altLabel) ?name }
      ORDER BY ?kind ?name"""
    for kind, name in sparql.run(graph, names):
        sought[str(kind)].append(str(name))
    text = """SELECT ?kind ?label ?class ?weight ?edge ?stage {
      ?kind az:recordClass ?class ; rdfs:label ?label ; az:weight ?weight
      OPTIONAL { ?kind az:edge ?edge } OPTIONAL { ?kind az:toStage ?stage } } ORDER BY ?kind"""
    return {
        str(kind): Kind(
            iri=str(kind),
            label=str(label),
            record_class=local(str(class_)),
            weight=float(str(weight)),
            edge=edge is not None,
            symmetric=edge in mirrored,
            stage=None if stage is None else str(stage),
            other=tuple(sought.get(str(kind), ())),
        )
        for kind, label, class_, weight, edge, stage in sparql.run(graph, text)
    }


_PROPERTIES = (
    "kind", "subject", "object", "participant", "about", "place", "partOf", "dependsOn", "conflictsWith",
    "when", "start", "startBy", "due", "value", "unit", "starts", "ends", "meets", "breaches", "moves",
)  # fmt: skip
_WANTED = {str(AZ[name]): name for name in _PROPERTIES} | {
    str(p): local(str(p)) for p in (RDFS.label, SKOS.editorialNote, DCTERMS.description)
}


def _values(graph: Graph) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    text = "SELECT ?r ?property ?value { ?r az:kind ?kind ; ?property ?value } ORDER BY ?r ?property ?value"
    for record, property_, value in sparql.run(graph, text):
        if (name := _WANTED.get(str(property_))) is not None:
            found[str(record)][name].append(str(value))
    return {record: {name: tuple(v) for name, v in values.items()} for record, values in found.items()}
