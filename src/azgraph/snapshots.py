"""What stands on a day, and over which days each record and stage stands.

One rule to keep in the head: sure takes the inner bounds of the record and the outer
bounds of what undoes it; possible takes the reverse. The rules live in
`ontology/rules`; `spans` computes the same for all days in one pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import TypeVar, cast

from rdflib import Graph, URIRef

from azgraph import sparql
from azgraph.displayable import Displayable
from azgraph.errors import AzgraphError
from azgraph.files import resource
from azgraph.names import AZ, STATUS
from azgraph.store import Links, Store, construct, extend, load_files

Thing = TypeVar("Thing", bound=str)
FIRST, LAST = date.min, date.max
_STANDING = {
    AZ.Commitment: STATUS.pending,
    AZ.Relation: STATUS.inForce,
    AZ.Measure: STATUS.inForce,
    AZ.Role: STATUS.inForce,
}
_Told = tuple[bool, str | None, str | None, str | None, str | None]
_BOUNDS = (AZ.start, AZ.startBy, AZ.endFrom, AZ.end)
_CHANGES = (AZ.starts, AZ.ends, AZ.meets, AZ.breaches, AZ.moves)
_REACHED = {AZ.ends: STATUS.ended, AZ.meets: STATUS.met, AZ.breaches: STATUS.breached}


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of a stretch; date.min and date.max where it is open.

    `texts` are the same in ISO form, None for an open side.
    """

    first: date
    last: date
    texts: tuple[str | None, str | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first = None if self.first == FIRST else self.first.isoformat()
        last = None if self.last == LAST else self.last.isoformat()
        object.__setattr__(self, "texts", (first, last))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Held:
    """The days on which something surely and possibly stands; None where there are none."""

    sure: Days | None
    possible: Days | None


@dataclass(frozen=True, slots=True)
class Tie:
    """A record that joins a pair on the snapshot's day; not surely means possibly."""

    record: URIRef
    subject: URIRef
    object: URIRef
    kind: URIRef
    surely: bool


@dataclass(frozen=True, slots=True)
class Snapshot(Displayable):
    """One day: the computed edges and statuses that are sure, and the ties.

    A symmetric tie is kept once, as the record has it; `facts` has both directions.
    """

    day: date
    facts: Graph
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Spans:
    """Over which days each record, and each stage of a thing, stands."""

    records: dict[URIRef, Held]
    stages: dict[URIRef, tuple[tuple[URIRef, Held], ...]]


@dataclass(frozen=True, slots=True)
class _Bounded:
    """A record as the rules see it; bounds default as the rules' COALESCE does."""

    kind: str
    counts: bool
    start: date
    start_by: date
    end_from: date
    end: date


def snapshot(graph: Graph, day: date | None = None) -> Snapshot:
    """What stands on a day, by default the day of the newest source.

    >>> from azgraph import load
    >>> len(snapshot(load(), date(2025, 9, 30)).ties) > 10
    True
    """
    day = day or newest_day(graph)
    return Snapshot(day, facts(graph, day), tuple(_ties(graph, day)))


def facts(graph: Graph, day: date, *, sure: bool = True) -> Graph:
    """The direct edges and statuses of a day, computed by `ontology/rules`.

    With `sure=False`, all that the day bounds allow instead of what they make certain.
    """
    native = isinstance(graph.store, Store)
    computed = load_files([]) if native else Graph(bind_namespaces="none")
    for rule in ("edges", "statuses"):
        text = resource("ontology", "rules", f"{rule}.rq").read_text(encoding="utf-8")
        text = sparql.bind(text, day=day, sure=sure)
        if native:
            construct(graph, text, into=computed)
        else:
            computed += sparql.run(graph, text).graph or Graph()
    return computed


def as_of(graph: Graph, day: date) -> Graph:
    """Replace the graph's computed edges and statuses by those of a day; return the graph."""
    for predicate in computed_predicates(graph):
        graph.remove((None, predicate, None))
    found = facts(graph, day)
    if isinstance(graph.store, Store):
        extend(graph, found)
    else:
        graph += found
    return graph


def computed_predicates(graph: Graph) -> list[URIRef]:
    """The predicates that are never written by people: az:status and every kind's edge."""
    rows = sparql.run(graph, "SELECT DISTINCT ?edge { ?kind az:edge ?edge } ORDER BY ?edge")
    return [AZ.status, *(row[0] for row in rows)]


def newest_day(graph: Graph) -> date:
    """The day on which the newest source was published.

    Errors: AzgraphError for a graph without a source that says when it was issued.
    """
    rows = sparql.run(
        graph, "SELECT ?day { ?s a az:Source ; dcterms:issued ?day } ORDER BY DESC(?day) LIMIT 1"
    ).rows
    if not rows:
        raise AzgraphError(
            "the graph has no az:Source with dcterms:issued, so no day to speak of; give one with --day"
        )
    return cast("date", rows[0][0].toPython())


def spans(graph: Graph) -> Spans:
    """The days of every record and stage, from the bounds, in one pass.

    >>> from azgraph import load
    >>> from azgraph.names import ID
    >>> str(spans(load()).records[ID.ukEmbargo].sure.last)
    '2025-09-30'
    """
    links = Links(graph)
    bounds, changes = _Bounds(links), _changes(links)
    bounded = {record: bounds.of(record, kind) for record, kind in sorted(links[AZ.kind])}
    records = record_spans(links)
    classes = links.one(AZ.recordClass)
    stages: dict[str, list[tuple[URIRef, Held]]] = defaultdict(list)
    for iri, record in bounded.items():
        standing = _STANDING.get(URIRef(classes.get(record.kind, AZ.Event)))
        if standing is not None and records[iri].possible:
            stages[iri].append((standing, records[iri]))
    for thing, reached in _reached(links, bounded, changes).items():
        stages[thing] += _stage_spans(reached)
    return Spans(
        {URIRef(iri): records[iri] for iri in bounded},
        {URIRef(thing): tuple(held) for thing, held in stages.items()},
    )


def record_spans(links: Links) -> dict[str, Held]:
    """The days of every record alone, by its IRI as plain text; fast where records are many."""
    kinds, bounds = links.one(AZ.kind), _Bounds(links)
    starters, undoers = defaultdict(list), defaultdict(list)
    for event, change, thing in _changes(links):
        bounded = bounds.of(event, kinds[event])
        if change == AZ.starts:
            starters[thing].append(bounded)
        elif change in _REACHED and bounded.counts:
            undoers[thing].append(bounded)
    # Of records that nothing starts or undoes, many have the same days.
    alone = cache(lambda told: _held(_read_bounds("", told), [], []))
    found = {record: alone(bounds.told(record)) for record in kinds}
    for record in (starters.keys() | undoers.keys()) & kinds.keys():
        found[record] = _held(bounds.of(record, ""), starters.get(record, []), undoers.get(record, []))
    return found


def pairs(
    subjects: Iterable[Thing], objects: Iterable[Thing], *, symmetric: bool
) -> list[tuple[Thing, Thing]]:
    """Every subject with every object, sorted, without pairs of a thing with itself.

    A symmetric pair stands once, in the order that comes first.
    """
    found = sorted((a, b) for a, b in product(set(subjects), set(objects)) if a != b)
    return [pair for pair in found if not (symmetric and pair[::-1] in found and pair[::-1] < pair)]


def symmetric_edges(graph: Graph) -> set[URIRef]:
    """The direct properties that read both ways."""
    return {row[0] for row in sparql.run(graph, "SELECT ?edge { ?edge a owl:SymmetricProperty }")}


def _ties(graph: Graph, day: date) -> list[Tie]:
    links, term = Links(graph), cache(URIRef)
    held, symmetric = record_spans(links), symmetric_edges(graph)
    edges, subjects, objects = (links.many(p) for p in (AZ.edge, AZ.subject, AZ.object))
    found = []
    for record, kind in sorted(links[AZ.kind]):
        sure, possible = held[record].sure, held[record].possible
        if possible is None or day not in possible:
            continue
        for both in sorted({URIRef(edge) in symmetric for edge in edges.get(kind, ())}):
            couples = pairs(subjects.get(record, ()), objects.get(record, ()), symmetric=both)
            surely = sure is not None and day in sure
            found += [Tie(term(record), term(a), term(b), term(kind), surely) for a, b in couples]
    return found


def counting(links: Links) -> set[str]:
    """The records that count: a claim of a stance that makes facts backs them, and nobody denies them."""
    facts_made = {stance for stance, value in links[AZ.makesFacts] if value == "true"}
    backing = {claim for claim, stance in links[AZ.stance] if stance in facts_made}
    denying = {claim for claim, stance in links[AZ.stance] if stance == str(STATUS.denied)}
    claims = links[AZ.claim]
    return {r for r, claim in claims if claim in backing} - {r for r, claim in claims if claim in denying}


class _Bounds:
    """The bounds of records; those that have the same ones share what is read of them."""

    def __init__(self, links: Links) -> None:
        self._counting = counting(links)
        self._start, self._start_by, self._end_from, self._end = (links.one(bound) for bound in _BOUNDS)
        self._made = cache(_read_bounds)

    def told(self, record: str) -> _Told:
        """What decides over a record's days: whether it counts, and its bounds as they stand."""
        return (
            record in self._counting,
            self._start.get(record),
            self._start_by.get(record),
            self._end_from.get(record),
            self._end.get(record),
        )

    def of(self, record: str, kind: str) -> _Bounded:
        return self._made(kind, self.told(record))


def _read_bounds(kind: str, told: _Told) -> _Bounded:
    start, start_by, end_from, end = (None if day is None else date.fromisoformat(day) for day in told[1:])
    return _Bounded(
        kind, told[0], start or FIRST, start_by or start or LAST, end_from or end or LAST, end or LAST
    )


def _changes(links: Links) -> list[tuple[str, URIRef, str]]:
    """The changes that events bring about, by the thing that is changed."""
    kinds = links.one(AZ.kind)
    found = [
        (thing, event, change) for change in _CHANGES for event, thing in links[change] if event in kinds
    ]
    return [(event, change, thing) for thing, event, change in sorted(found)]


def _held(record: _Bounded, starters: list[_Bounded], undoers: list[_Bounded]) -> Held:
    if not record.counts or not all(starter.counts for starter in starters):
        return Held(None, None)
    sure = _days(
        max([record.start_by, *(s.start_by for s in starters)]),
        min([record.end_from, *(_before(u.start) for u in undoers)]),
    )
    possible = _days(
        max([record.start, *(s.start for s in starters)]),
        min([record.end, *(_before(u.start_by) for u in undoers)]),
    )
    return Held(sure, possible)


def _reached(
    links: Links, bounded: dict[str, _Bounded], changes: list[tuple[str, URIRef, str]]
) -> dict[str, list[tuple[URIRef, int, _Bounded]]]:
    """For each thing, the stages that counting events take it to, with the stage's order."""
    named = {kind: URIRef(stage) for kind, stage in links[AZ.toStage]}
    order = {URIRef(stage): int(n) for stage, n in links[AZ.order]}
    reached = defaultdict(list)
    for event, change, thing in changes:
        stage = named.get(bounded[event].kind) if change == AZ.moves else _REACHED.get(change)
        if stage is not None and bounded[event].counts:
            reached[thing].append((stage, order[stage], bounded[event]))
    return reached


def _stage_spans(reached: list[tuple[URIRef, int, _Bounded]]) -> list[tuple[URIRef, Held]]:
    found = []
    for stage, rank, event in reached:
        others = [(n, other) for s, n, other in reached if s != stage]
        later_or_unclear = [o for n, o in others if not _earlier(o, n, event, rank)]
        surely_later = [o for n, o in others if _earlier(event, rank, o, n)]
        found.append((
            stage,
            Held(
                _days(event.start_by, min([LAST, *(_before(o.start) for o in later_or_unclear)])),
                _days(event.start, min([LAST, *(_before(o.start_by) for o in surely_later)])),
            ),
        ))  # fmt: skip
    return found


def _earlier(a: _Bounded, rank_a: int, b: _Bounded, rank_b: int) -> bool:
    return a.start_by < b.start or (a.start_by == b.start and rank_a < rank_b)


def _before(day: date) -> date:
    """The day before; nothing comes before the first day, and never has no day before."""
    return day - timedelta(1) if day not in (FIRST, LAST) else day


def _days(first: date, last: date) -> Days | None:
    return Days(first, last) if first <= last and first != LAST and last != FIRST else None
