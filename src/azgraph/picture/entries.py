"""Records as a drawing needs them: words, ends, claims and spans of days, read once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from rdflib import DCTERMS, RDFS, SKOS, Graph, URIRef

from azgraph import sparql
from azgraph.citations import Citation, citations, fullest
from azgraph.names import AZ, KIND, local
from azgraph.snapshots import Days, Held, Spans, pairs, symmetric_edges
from azgraph.when import Shape, shape_of, words

Reach = tuple[str | None, str | None]
"""First and last day as ISO text; None where a side is open."""

UNSIGNED = ("condition", "promise", "obligation")
"""Kinds of records that join a pair without being warm or cold."""
ASKED = ("condition", "demand")
"""Kinds of records whose object acts: it asks the subject for something."""


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
    def asked(self) -> bool:
        """Whether it is the object that acts, and the subject of whom something is asked."""
        return local(self.iri) in ASKED

    @property
    def sign(self) -> int | None:
        """1, -1 or 0; None for figures.

        Conditions, promises and obligations carry no sign on the map: what one side owes
        the other is neither warm nor cold.
        """
        if self.shape == "figure":
            return None
        return 0 if local(self.iri) in UNSIGNED else (self.weight > 0) - (self.weight < 0)


@dataclass(frozen=True)
class Entry:
    """A record with all that is drawn or written of it.

    `sure` and `possible` are the days of the rules; `shown` are those on which it is drawn. What
    is asked for on every day of the strip is worked out once. `links` holds its other properties by
    their local names.
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

    @cached_property
    def stance(self) -> str:
        """The fullest warrant that the record has, or denied where one voice denies it."""
        return fullest(self.claims)

    @property
    def counts(self) -> bool:
        """Whether somebody reports the record and nobody denies it."""
        return self.stance == "reported"

    @cached_property
    def drawn(self) -> bool:
        """Whether the record adds to a strand on some day."""
        joins = self.kind.edge or self.month
        return self.counts and joins and self.shown is not None and self.sign is not None

    @cached_property
    def sign(self) -> int | None:
        """The sign of its kind; of a month's events that of their tone."""
        return (self.weight > 0) - (self.weight < 0) if self.month else self.kind.sign

    @cached_property
    def weight(self) -> float:
        """The weight of its kind; of a month's events their tone."""
        return float(self.linked("tone")[0]) if self.month else self.kind.weight

    @property
    def volume(self) -> int:
        """How many events it stands for."""
        return int(self.linked("value")[0]) if self.month else 1

    @cached_property
    def month(self) -> bool:
        """Whether it counts the events of a dataset between two in a month."""
        return self.kind.iri == str(KIND.monthOfEvents) and bool(self.linked("tone") and self.linked("value"))

    @property
    def event(self) -> bool:
        """Whether the record happens, and stays happened, as the events of a month do."""
        return self.kind.shape == "event" or self.month

    @property
    def timed(self) -> bool:
        """Whether it has a place in time: a date, else, unless it is an event, the time of writing."""
        return self.when is not None or not self.event

    @property
    def figure(self) -> bool:
        """Whether the record is a number, and joins nobody."""
        return self.kind.shape == "figure" and not self.month

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

    @property
    def short(self) -> str:
        """A few words for where the label has no room: the coder's own, else its kind."""
        own = self.linked("alternative")
        if not own:
            return self.kind.label
        return f"{self.kind.label}: {own[0]}" if self.commitment else own[0]

    def linked(self, name: str) -> tuple[str, ...]:
        """The values of one of the record's other properties."""
        return self.links.get(name, ())


def read_entries(graph: Graph, held: Spans) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """The records of a graph by their IRIs, with the days that the rules give them; and the months apart.

    Those are the months of a dataset whose events are there too, which would count twice.
    """
    kinds, values, claims = _kinds(graph), _values(graph), citations(graph)
    found = {}
    for iri in sorted(values):
        kind = kinds.get(values[iri]["kind"][0])
        if kind is not None:
            days = held.records.get(URIRef(iri), Held(None, None))
            found[iri] = _entry(iri, kind, values[iri], tuple(claims.get(URIRef(iri), ())), days)
    told = {c.source for e in found.values() if e.event and not e.month for c in e.claims}
    apart = {
        iri: e for iri, e in found.items() if e.month and e.claims and {c.source for c in e.claims} <= told
    }
    return {iri: entry for iri, entry in found.items() if iri not in apart}, apart


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
    made = Entry(
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
        # An imported event has its exact day once, and the rules read a missing last day as the first.
        start_by=_only(values, "startBy") or (_only(values, "start") if kind.shape == "event" else None),
        sure=reach(days.sure),
        possible=reach(days.possible),
        claims=claims,
    )
    return _of_month(made) if made.month else made


def _of_month(made: Entry) -> Entry:
    """A month's events: each has happened by its last day, and none before its first."""
    try:
        float(made.links["tone"][0]), int(made.links["value"][0])
    except ValueError:  # a number of no events
        return replace(made, links={name: v for name, v in made.links.items() if name != "tone"})
    last, sources = _only(made.links, "end"), _only(made.links, "sources")
    pair, _, counted = made.label.rpartition(": ")
    tone = f"{made.weight:+.1f}".replace("-", "\u2212").replace("+0.0", "0").replace("\u22120.0", "0")
    told = f"{counted.rpartition(' in ')[0] or counted}, tone {tone}"
    told += f", {sources} source{'s' * (sources != '1')}" if sources else ""
    label = f"{pair}: {told}"
    return replace(made, label=label, start_by=last, sure=(last, None), possible=(made.start, None))


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
    "when", "start", "startBy", "endFrom", "end", "due", "value", "unit", "tone", "sources", "starts", "ends",
    "meets", "breaches", "moves",
)  # fmt: skip
_WANTED = {str(AZ[name]): name for name in _PROPERTIES} | {
    str(p): local(str(p)) for p in (RDFS.label, SKOS.editorialNote, DCTERMS.alternative)
}


def _values(graph: Graph) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    text = "SELECT ?r ?property ?value { ?r az:kind ?kind ; ?property ?value } ORDER BY ?r ?property ?value"
    for record, property_, value in sparql.run(graph, text):
        if (name := _WANTED.get(str(property_))) is not None:
            found[str(record)][name].append(str(value))
    return {record: {name: tuple(v) for name, v in values.items()} for record, values in found.items()}
