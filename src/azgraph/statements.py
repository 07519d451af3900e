"""Records as the statements of a report: in words, with their days, claims and whom they concern.

Read once from a graph. Which days a record or stage stands on comes from `snapshots.spans`
and is never worked out here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rdflib import Graph, URIRef

from azgraph import sparql, when
from azgraph.citations import Citation, citations, fullest
from azgraph.names import AZ, STATUS, local
from azgraph.snapshots import Held, spans

ENDS = ("subject", "object", "participant", "about")
CHANGES = ("starts", "ends", "meets", "breaches", "moves")
EXPECTED = ("forecast", "conditional")
_LINKS = (*ENDS, *CHANGES, "dependsOn", "partOf", "conflictsWith")
_PASSING = ("CONSULT", "STATEMENT")


@dataclass(frozen=True, slots=True)
class Statement:
    """A record in words: what, when, on which days, and on whose word.

    `dates` are no finer than the source, and `bounds` what the text alone gives. `stage` is
    the one that events of its kind take a thing to. `volume` is how many events of a dataset a
    month counts; it makes no fact, as a figure.
    """

    record: URIRef
    label: str
    kind: str
    record_class: str
    category: str
    weight: float
    time: str | None
    due: str | None
    dates: str
    bounds: when.Bounds
    stage: URIRef | None
    held: Held
    citations: tuple[Citation, ...]
    links: dict[str, tuple[URIRef, ...]]
    volume: int = 0

    @property
    def counts(self) -> bool:
        """Whether it makes facts: somebody vouches for it and nobody denies it."""
        return self.held.possible is not None

    @property
    def stance(self) -> str:
        """The fullest warrant among its claims, or "denied" as soon as one voice denies it."""
        return fullest(self.citations)

    @property
    def event(self) -> bool:
        """Whether it happens, where others hold."""
        return self.record_class == "Event"

    @property
    def dated(self) -> bool:
        """Whether the source gives it a time, be it a rough one."""
        return self.time is not None

    @property
    def tier(self) -> int:
        """0 for what stands or changes what stands, 1 for what happened, 2 for meetings and words."""
        if not self.event or any(self.links.get(change) for change in CHANGES):
            return 0
        return 2 if self.category in _PASSING else 1

    def standing(self, day: date) -> str:
        """Whether it surely, possibly or not (an empty text) stands, or has happened, on a day."""
        return standing_on(self.held, day)

    def linked(self, *names: str) -> tuple[URIRef, ...]:
        """The things and records at the end of the links of these names."""
        return tuple(other for name in names for other in self.links.get(name, ()))


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its name, what it is called among its own claims, and the days it speaks from.

    `spoken` tells that only words of dated speakers are left of it: its own are not counted.
    """

    name: str
    brief: str
    issued: date | None
    until: date | None
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """How a report calls its sources, and for which state a voice holds its office."""

    sources: tuple[Source, ...]
    offices: dict[str, str]
    unpublished: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """All statements of a graph, with the names, sorts, texts and stages around them."""

    statements: dict[URIRef, Statement]
    stages: dict[URIRef, tuple[tuple[URIRef, Held], ...]]
    names: dict[URIRef, str]
    sorts: dict[URIRef, str]
    wholes: dict[URIRef, tuple[URIRef, ...]]
    parties: dict[URIRef, tuple[URIRef, ...]]
    seats: dict[URIRef, URIRef]
    terms: Terms

    def name(self, iri: URIRef) -> str:
        """The name of a thing, the label of a record, or the last part of its IRI."""
        return self.names.get(iri, local(iri))

    def sort(self, thing: URIRef) -> str:
        """What sort of thing it is, in a word."""
        return self.sorts.get(thing, "thing").lower()

    def stage_name(self, stage: URIRef, record: Statement | None) -> str:
        """A stage in words; of a relation that is no rule it is said that it stands."""
        plain = record is not None and record.record_class in ("Relation", "Role")
        return "standing" if plain and stage == STATUS.inForce else self.name(stage)

    def root(self, actor: URIRef) -> URIRef:
        """The state or body that a person holds office in, or that a part belongs to; else itself."""
        for step in (self.seats.get(actor), *self.wholes.get(actor, ())):
            if step is not None and step != actor:
                return self.root(step)
        return actor

    def stage_on(self, thing: URIRef, day: date) -> tuple[str, str]:
        """The stage of a thing or record on a day in words, and how sure it is; empty texts for none."""
        record = self.statements.get(thing)
        found = [
            (self.stage_name(stage, record), sure)
            for stage, held in self.stages.get(thing, ())
            if (sure := standing_on(held, day))
        ]
        return next((f for f in found if f[1] == "surely"), found[-1] if found else ("", ""))

    def family(self, actor: URIRef) -> frozenset[URIRef]:
        """An actor with its parts, and theirs."""
        found = {actor}
        while more := {part for part, wholes in self.wholes.items() if found & {*wholes}} - found:
            found |= more
        return frozenset(found)

    def texts(self, actor: URIRef) -> frozenset[URIRef]:
        """The texts that an actor, or a part of it, is party to, and their parts."""
        family = self.family(actor)
        own = {text for text, parties in self.parties.items() if family & {*parties}}
        return frozenset(own | {part for part, wholes in self.wholes.items() if own & {*wholes}})

    def joins(self, actor: URIRef) -> frozenset[URIRef]:
        """The records that name an actor, a part of it or a text of its own."""
        wanted = self.family(actor) | self.texts(actor)
        return frozenset(
            iri for iri, found in self.statements.items() if wanted & {*found.linked(*ENDS, *CHANGES)}
        )

    def concerns(self, actor: URIRef) -> frozenset[URIRef]:
        """The records that concern an actor.

        Those that join it; those that change, are about or depend on one of them, or share
        a text or project with one; and what all of these are about.
        """
        near = self.joins(actor)
        shared = {
            thing
            for iri in near
            for thing in self.statements[iri].linked(*ENDS, *CHANGES)
            if self.sorts.get(thing) in ("Agreement", "Project")
        }
        wanted = near | shared
        further = {
            iri
            for iri, found in self.statements.items()
            if wanted & {*found.linked(*ENDS, *CHANGES, "dependsOn")}
        }
        for _ in range(2):
            topics = {other for iri in near | further for other in self.statements[iri].linked("about")}
            further |= topics & self.statements.keys()
        return frozenset(near | further)

    def changing(self, thing: URIRef) -> list[Statement]:
        """The events that change a thing or record, the surest and earliest first."""
        found = [s for s in self.statements.values() if thing in s.linked(*CHANGES)]
        return sorted(found, key=lambda s: (not s.counts, s.bounds.start_by or date.max, s.record))


def read(graph: Graph) -> Account:
    """Read a graph as statements.

    >>> from azgraph import load
    >>> from azgraph.names import ID
    >>> account = read(load())
    >>> embargo = account.statements[ID.ukEmbargo]
    >>> embargo.dates, embargo.standing(date(2025, 9, 30))
    ('until October 2025, beginning not stated', 'surely')
    """
    names, sorts = _named(graph)
    seats = _seats(graph)
    found = spans(graph)
    return Account(
        statements=_statements(graph, found.records),
        stages={thing: _in_order(held) for thing, held in found.stages.items()},
        names=names,
        sorts=sorts,
        wholes=_pairs(graph, "partOf"),
        parties=_pairs(graph, "party"),
        seats=seats,
        terms=Terms(
            _sources(graph), {names[p]: names[state] for p, state in seats.items()}, _unpublished(graph)
        ),
    )


def standing_on(held: Held, day: date) -> str:
    """Whether something surely, possibly or not (an empty text) stands on a day."""
    if held.possible is None or day not in held.possible:
        return ""
    return "surely" if held.sure is not None and day in held.sure else "possibly"


def come(held: Held, day: date) -> str:
    """Whether something has surely, possibly or not (an empty text) begun or happened by a day."""
    if held.possible is None or held.possible.first > day:
        return ""
    return "surely" if held.sure is not None and held.sure.first <= day else "possibly"


def importance(
    *statements: Statement, tier: int | None = None, surely: bool = True
) -> tuple[int, float, bool, date, str]:
    """A key that sorts the more important first; docs/decisions/importance.md tells the rule.

    What stands or changes what stands, before what happened, before meetings and words;
    then the greatest weight, sign aside; surely before possibly; the earlier; the IRI.
    """
    first = statements[0]
    return (
        first.tier if tier is None else tier,
        -max(abs(statement.weight) for statement in statements),
        not surely,
        first.bounds.start_by or first.bounds.start or date.max,
        str(first.record),
    )


def source_order(found: Iterable[Citation]) -> list[object]:
    """A key that sorts by where the source first tells of something."""
    return min([c.source, *_natural(c.sid or "")] for c in found)


def _natural(sid: str) -> list[object]:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", sid)]


def _in_order(held: Iterable[tuple[URIRef, Held]]) -> tuple[tuple[URIRef, Held], ...]:
    """Stages from the earliest to the latest."""
    return tuple(sorted(held, key=lambda pair: (_entered(pair[1]), str(pair[0]))))


def _entered(held: Held) -> tuple[date, date]:
    possible = date.max if held.possible is None else held.possible.first
    return possible, date.max if held.sure is None else held.sure.first


def _statements(graph: Graph, held: dict[URIRef, Held]) -> dict[URIRef, Statement]:
    text = """SELECT ?r ?label ?kind ?class ?category ?weight ?stage ?when ?due ?volume {
      ?r az:kind ?k ; rdfs:label ?label .
      ?k rdfs:label ?kind ; az:recordClass ?class ; az:category ?category ; az:weight ?weight .
      OPTIONAL { ?k az:toStage ?stage } OPTIONAL { ?r az:when ?when }
      OPTIONAL { ?r az:due ?due }
      OPTIONAL { FILTER (?k = k:monthOfEvents) ?r az:value ?volume } } ORDER BY ?r"""
    cited, links = citations(graph), _links(graph)
    found = {}
    for record, label, kind, class_, category, weight, stage, time, due, volume in sparql.run(graph, text):
        shape = when.shape_of(local(class_))
        edtf = None if time is None else str(time)
        found[record] = Statement(
            record=record,
            label=str(label),
            kind=str(kind),
            record_class=local(class_),
            category=str(category),
            weight=float(str(weight)),
            time=edtf,
            due=None if due is None else str(due),
            dates=when.words(edtf, shape),
            bounds=when.bounds(edtf, shape),
            stage=stage,
            held=held[record],
            citations=tuple(cited.get(record, ())),
            links=links.get(record, {}),
            volume=int(volume) if volume is not None and str(volume).isdigit() else 0,
        )
    return {iri: statement for iri, statement in found.items() if statement.citations}


def _links(graph: Graph) -> dict[URIRef, dict[str, tuple[URIRef, ...]]]:
    values = " ".join(f"az:{name}" for name in _LINKS)
    text = f"SELECT ?r ?p ?o {{ VALUES ?p {{ {values} }} ?r ?p ?o ; az:kind ?k }} ORDER BY ?r ?p ?o"
    found: dict[URIRef, dict[str, tuple[URIRef, ...]]] = defaultdict(dict)
    for record, link, other in sparql.run(graph, text):
        found[record][local(link)] = (*found[record].get(local(link), ()), other)
    return dict(found)


def _named(graph: Graph) -> tuple[dict[URIRef, str], dict[URIRef, str]]:
    rows = sparql.run(graph, "SELECT ?x ?label ?c { ?x a ?c ; rdfs:label ?label } ORDER BY ?x ?c ?label").rows
    sorts = {iri: local(class_) for iri, _, class_ in rows if str(class_).startswith(str(AZ))}
    return {iri: str(label) for iri, label, _ in rows}, sorts


def _seats(graph: Graph) -> dict[URIRef, URIRef]:
    """The state or body in which a person holds an office."""
    text = """SELECT ?person ?state { ?role az:kind k:officeHolder ; az:subject ?person ; az:object ?state .
      ?person rdfs:label ?a . ?state rdfs:label ?b } ORDER BY ?person ?state"""
    return dict(sparql.run(graph, text).rows)


def _pairs(graph: Graph, name: str) -> dict[URIRef, tuple[URIRef, ...]]:
    found: dict[URIRef, tuple[URIRef, ...]] = {}
    for one, other in sparql.run(graph, f"SELECT ?a ?b {{ ?a az:{name} ?b }} ORDER BY ?a ?b"):
        found[one] = (*found.get(one, ()), other)
    return found


def _sources(graph: Graph) -> tuple[Source, ...]:
    text = """SELECT ?s ?name ?issued ?temporal (MIN(?other) AS ?brief) { ?s a az:Source ; rdfs:label ?name .
      OPTIONAL { ?s dcterms:issued ?issued } OPTIONAL { ?s dcterms:temporal ?temporal }
      OPTIONAL { ?s skos:altLabel ?other } } GROUP BY ?s ?name ?issued ?temporal ORDER BY ?name"""
    rows = sparql.run(graph, text).rows
    found = []
    spoken = _spoken(graph)
    for iri, name, day, temporal, other in rows:
        issued = None if day is None else day.toPython()
        # Only where there is no other source can one speak of "the article".
        brief = str(other) if other is not None and len(rows) == 1 else str(name)
        until = issued if temporal is None else when.bounds(str(temporal), "figure").end
        found.append(Source(str(name), brief, issued, until, iri in spoken))
    return tuple(found)


def _spoken(graph: Graph) -> frozenset[URIRef]:
    """Sources whose every claim has a day on which it was said, as when they came out after that."""
    text = """SELECT ?s (COUNT(?claim) AS ?claims) (COUNT(?said) AS ?dated) {
      ?claim a az:Claim { ?claim az:source ?s } UNION { ?claim az:passage/az:source ?s }
      OPTIONAL { ?claim az:said ?said } } GROUP BY ?s"""
    return frozenset(source for source, claims, dated in sparql.run(graph, text) if claims == dated)


def _unpublished(graph: Graph) -> tuple[Source, ...]:
    """Sources that a policy left out because they came out later."""
    text = """SELECT ?name ?issued { ?s dcterms:issued ?issued ; rdfs:label ?name
      FILTER NOT EXISTS { ?s a az:Source } } ORDER BY ?name"""
    return tuple(Source(str(name), str(name), day.toPython(), None) for name, day in sparql.run(graph, text))
