"""All that a drawing takes from a graph, read once: things, sources, records, stages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from unicodedata import bidirectional

from rdflib import SKOS, Graph, URIRef

from azgraph import sparql
from azgraph.errors import AzgraphError
from azgraph.names import AZ, STATUS, local, short
from azgraph.picture.entries import Entry, Reach, reach, read_entries
from azgraph.picture.legible import legible, stripped
from azgraph.picture.scale import Scale, scale, shown
from azgraph.snapshots import newest_day, spans

SORTS = {
    "State": "state",
    "Organisation": "body",
    "Actor": "group",
    "Person": "person",
    "Agreement": "text",
    "Project": "project",
    "Place": "place",
}
ENDED = str(STATUS.ended)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing by its name: `name` as it stands on the map, `full` as the graph has it."""

    iri: str
    name: str
    full: str
    sort: str
    other: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the standfirst names it; `brief` is what it is called among its own claims.

    `licence` is given for data of others, as their makers word it. `period` is the first and the last
    day that it speaks of, as far as it says so.
    """

    iri: str
    name: str
    brief: str
    issued: str | None
    period: Reach
    url: str | None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that a thing surely and possibly is in, and over which days."""

    iri: str
    sure: Reach | None
    possible: Reach | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A graph as the drawing sees it; `newest` is the day of the newest source.

    `months` count events that are among the entries, pair by pair.
    """

    things: dict[str, Thing]
    entries: dict[str, Entry]
    months: dict[str, Entry]
    sources: tuple[Source, ...]
    stages: dict[str, tuple[Stage, ...]]
    stage_names: dict[str, str]
    stage_order: dict[str, int]
    offices: dict[str, tuple[str, ...]]
    newest: str
    scale: Scale

    def name(self, iri: str) -> str:
        """The name of a thing on the map."""
        return self.things[iri].name if iri in self.things else local(iri)


def read(graph: Graph) -> Reading:
    """Read a graph for drawing."""
    held = spans(graph)
    entries, months = read_entries(graph, held)
    sources = _sources(graph)
    newest = _newest(graph, entries.values())
    reached = scale(entries.values(), _period(sources), newest)
    entries, months = (
        {iri: replace(e, shown=shown(e, reached.first)) for iri, e in some.items()}
        for some in (entries, months)
    )
    entries = {iri: _ended_by(e, entries) for iri, e in entries.items()}
    things = _things(graph)
    rows = sparql.run(graph, "SELECT ?s ?label ?n { ?s az:order ?n ; rdfs:label ?label } ORDER BY ?s").rows
    return Reading(
        things=things | _nameless(list(entries.values()), things),
        entries=entries,
        months=months,
        sources=sources,
        stages={
            str(thing): tuple(Stage(str(s), reach(h.sure), reach(h.possible)) for s, h in found)
            for thing, found in held.stages.items()
        },
        stage_names={str(s): str(label) for s, label, _ in rows},
        stage_order={str(s): int(str(n)) for s, _, n in rows},
        offices=_offices(entries.values()),
        newest=newest,
        scale=reached,
    )


_ENDINGS = {"ends": "ended", "meets": "met", "breaches": "broken"}


def _ended_by(entry: Entry, entries: dict[str, Entry]) -> Entry:
    """A relation with no end of its own that an event has ended says so where its date stands."""
    open_ = entry.when is None or entry.when.endswith("..")
    if entry.event or not open_ or entry.possible is None or entry.possible[1] is None:
        return entry
    found = ((word, e) for e in entries.values() for name, word in _ENDINGS.items()
             if e.counts and entry.iri in e.linked(name))  # fmt: skip
    word, event = min(found, key=lambda one: one[1].start_by or "", default=("", None))
    if event is None:
        return entry
    since = re.sub(r"^(ongoing|no date stated)(, )?", "", entry.dates) or "beginning not stated"
    ended = word if event.when is None else f"{word} {event.dates}"
    return replace(entry, dates=f"{since}, {ended}" if since.startswith("since") else f"{ended}, {since}")


def key(iri: str) -> str:
    """The short name by which the page and its links call a thing or record.

    >>> key("https://w3id.org/azgraph/id/ARM")
    'ARM'
    """
    return short(iri).removeprefix(":")


def _newest(graph: Graph, entries: Iterable[Entry]) -> str:
    """The newest source's day; without one, the last day that a record is known by."""
    try:
        return newest_day(graph).isoformat()
    except AzgraphError:
        return max((e.start_by for e in entries if e.start_by and e.counts), default="2000-01-01")


def _period(sources: tuple[Source, ...]) -> Reach:
    firsts = [s.period[0] for s in sources if s.period[0]]
    lasts = [s.period[1] for s in sources if s.period[1]]
    return min(firsts, default=None), max(lasts, default=None)


def _things(graph: Graph) -> dict[str, Thing]:
    text = """SELECT ?thing ?class ?label { ?thing a ?class ; rdfs:label ?label
      VALUES ?class { az:State az:Organisation az:Actor az:Person az:Agreement az:Project az:Place } }
      ORDER BY ?thing ?class"""
    other, part_of, parties = (_pairs(graph, p) for p in (SKOS.altLabel, AZ.partOf, AZ.party))
    found: dict[str, Thing] = {}
    for thing, class_, label in sparql.run(graph, text):
        iri, sort = str(thing), SORTS[local(str(class_))]
        if iri in found and sort == "group":  # an Actor that also has a narrower class
            continue
        names = other.get(iri, ())
        short_, full = isolated(brief(str(label), names)), isolated(str(label))
        found[iri] = Thing(iri, short_, full, sort, names, part_of.get(iri, ()), parties.get(iri, ()))
    return found


def _nameless(entries: Iterable[Entry], things: dict[str, Thing]) -> dict[str, Thing]:
    """What records join although nothing in the graph describes it, by the end of its IRI."""
    ends = {iri for entry in entries for iri in (*entry.subjects, *entry.objects)}
    unknown = sorted(ends - set(things) - {entry.iri for entry in entries})
    return {iri: Thing(iri, legible(local(iri)), legible(local(iri)), "group") for iri in unknown}


def isolated(text: str) -> str:
    r"""A text that cannot turn round its neighbours: what is written from right to left stands by itself.

    Characters that steer the direction go, lest one of them reaches beyond the text.

    >>> isolated("Iran"), isolated("\u05d0\u05d1")
    ('Iran', '\u2068\u05d0\u05d1\u2069')
    """
    bare = re.sub("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    leftward = any(bidirectional(sign) in ("R", "AL") for sign in bare)
    return f"\u2068{bare}\u2069" if leftward else bare


def brief(label: str, others: tuple[str, ...]) -> str:
    """A name short enough for the map: the label, or its beginning or initials where it is long.

    >>> brief("Peace treaty of Azerbaijan and Armenia", ("Peace treaty", "peace agreement"))
    'Peace treaty'
    >>> brief("Shanghai Cooperation Organization", ("SCO",)), brief("Iran", ("Tehran",))
    ('SCO', 'Iran')
    >>> brief("Central Asian states (five, not named)", ())
    'Central Asian states (five)'
    """
    if len(label) <= 27:
        return label[:1].upper() + label[1:]
    starts = [o for o in others if label.casefold().startswith(o.casefold() + " ")]
    initials = [o for o in others if o.isupper() and 2 <= len(o) <= 6]
    short_ = min(starts + initials, key=lambda o: (len(o), o), default=label)
    # The hollow square says already that a group is not named.
    unmarked = re.sub(r" \(not named\)$", "", short_.replace(", not named)", ")"))
    return unmarked[:1].upper() + unmarked[1:]


def _pairs(graph: Graph, predicate: URIRef) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    rows = sparql.run(graph, f"SELECT ?s ?o {{ ?s <{predicate}> ?o }} ORDER BY ?s ?o")
    for subject, value in rows:
        grouped[str(subject)].append(str(value))
    return {subject: tuple(values) for subject, values in grouped.items()}


def _sources(graph: Graph) -> tuple[Source, ...]:
    text = """SELECT ?s ?label ?issued ?temporal ?url ?licence { ?s a az:Source ; rdfs:label ?label
      OPTIONAL { ?s dcterms:issued ?issued } OPTIONAL { ?s dcterms:temporal ?temporal }
      OPTIONAL { ?s dcterms:source ?url }
      OPTIONAL { ?s dcterms:license ?licence FILTER (isLITERAL(?licence)) } } ORDER BY ?issued ?s"""
    other = _pairs(graph, SKOS.altLabel)
    found: dict[str, Source] = {}
    for s, label, issued, temporal, url, licence in sparql.run(graph, text):
        day = None if issued is None else str(issued)
        first, _, last = str(temporal or "").partition("/")
        period = (first if _is_day(first) else None, last if _is_day(last) else day)
        called = min((o for o in other.get(str(s), ()) if o.startswith("the ")), default="the source")
        address = None if url is None else stripped(str(url))
        terms = None if licence is None else str(licence)
        found.setdefault(str(s), Source(str(s), str(label), called, day, period, address, terms))
    return tuple(found.values())


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))


def _offices(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """For each person, the states and bodies in which somebody reports an office of theirs."""
    held: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.counts and local(entry.kind.iri) == "officeHolder":
            for person in entry.subjects:
                held[person] += entry.objects
    return {person: tuple(dict.fromkeys(homes)) for person, homes in held.items()}
