"""What to look at first: what is open, expected, disputed, newest, and counted without being named."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from azgraph.names import local
from azgraph.picture.entries import Entry, Reach
from azgraph.picture.lives import Life, lives
from azgraph.picture.reading import Reading
from azgraph.picture.scale import EXPECTED
from azgraph.picture.standing import gates, waiting
from azgraph.picture.ties import Web, concerns
from azgraph.picture.wording import STANCE_WORDS, between, capital, condition, joined, short, voices
from azgraph.when import words

_NOT_YET = {
    "textAgreed": "has no agreed text yet",
    "inForce": "is not yet in force",
}
_MATTERS = ("about", "moves", "participant")
_VIEWS = ("view", "favourableView", "unfavourableView")
_OWED = ("promise", "obligation", "demand", "condition")


def first_looks(reading: Reading, web: Web) -> dict[str, Any]:
    """Lists of records by their IRIs, in the order in which they are worth a look.

    About another actor than the graph is, what concerns that actor comes before the rest.
    """
    entries, hub = list(reading.entries.values()), web.hub
    own = {
        e.iri for e in entries if not web.narrowed or hub in {*e.subjects, *e.objects, *concerns(e, reading)}
    }
    expected = [e for e in entries if e.stance in EXPECTED]
    happened = [e for e in entries if e.counts and e.event and e.when]
    counted = [e for e in entries if e.figure and e.counts and e.iri in own and _unnamed(e, web.nodes)]
    open_ = sorted(
        _texts(entries, reading, web) + _measures(entries) + _commitments(entries, reading),
        key=lambda item: item.pop("place"),
    )
    return {
        "open": sorted(open_, key=lambda item: item["id"] not in own),
        "expected": [e.iri for e in sorted(expected, key=lambda e: (e.iri not in own, *_worth(e)))],
        "disagree": sorted(_rivals(entries, reading, hub), key=lambda item: own.isdisjoint(item["ids"])),
        "newest": [e.iri for e in sorted(happened, key=lambda e: (e.iri not in own, *_late(e, hub)))],
        "counted": [e.iri for e in sorted(counted, key=_size)],
    }


def _item(place: float, entry: Entry, what: str, rest: str = "", *, on: Reach | None) -> dict[str, Any]:
    """An open matter: its place in the list, the record to open, what is open about it, on which days."""
    return {"place": (place, entry.iri), "id": entry.iri, "what": what, "rest": rest, "gates": [], "on": on}


def _texts(entries: list[Entry], reading: Reading, web: Web) -> list[dict[str, Any]]:
    """Texts that wait for a stage they have not reached; those that wait for a condition come first."""
    hub, known = web.hub, {life.thing: life for life in lives(reading, web)}
    found = []
    for event in waiting(tuple(entries), reading):
        thing, stage = reading.things.get(event.linked("moves")[0]), event.kind.stage or ""
        reached = {s.iri for s in reading.stages.get(event.linked("moves")[0], ())}
        if thing and thing.sort == "text" and stage not in reached:
            rest = _NOT_YET.get(local(stage), f"is not yet {reading.stage_names[stage]}")
            before = [e.iri for e in gates(event, reading)]
            place = 0 if before else 2 if event.when else 5
            parties = thing.parties or (*event.subjects, *event.objects)
            others = [short(party, reading) for party in parties if party != hub]
            owner = f"with {joined(others)} " if hub in parties and others else ""
            what = thing.name if owner else thing.full
            since = _since(known[thing.iri], reading.scale.first)
            talked = _talked(known[thing.iri], reading)
            if local(stage) == "negotiating" and talked:
                # Until past talks are surely over nothing waits to begin.
                over = date.fromisoformat(max(talked)) + timedelta(1)
                since, rest = max(since, over.isoformat()), f"is not {reading.stage_names[stage]} again"
            found.append(_item(place, event, what, owner + rest, on=(since, None)) | {"gates": before})
    return found


def _talked(life: Life, reading: Reading) -> list[str]:
    """The last days on which past talks about a text may have gone on."""
    shown = [reading.entries[step.record].shown for step in life.steps if step.over and step.record]
    return [days[1] for days in shown if days and days[1]]


def _since(life: Life, first: str) -> str:
    """The first day on which a text may have waited; what waited before the scale begins, nobody says."""
    reached = [step.perhaps[0] or "" for step in life.steps if step.sort == "stage" and step.perhaps]
    return max(first, min(reached, default=""))


def _measures(entries: list[Entry]) -> list[dict[str, Any]]:
    """Measures in force that somebody expects to end."""
    doomed = {i for e in entries if e.stance in EXPECTED for i in e.linked("ends")}
    measures = [e for e in entries if e.kind.record_class == "Measure" and e.counts and e.iri in doomed]
    return [_item(3, e, e.label, on=e.shown) for e in measures]


def _commitments(entries: list[Entry], reading: Reading) -> list[dict[str, Any]]:
    """Promises, obligations and demands that are open; what is said to be broken comes early."""
    gated = {e.iri for event in entries for e in gates(event, reading)}
    broken = {i: voices(e, reading) for e in entries for i in e.linked("breaches")}
    found = []
    for entry in entries:
        if entry.commitment and entry.counts and entry.iri not in gated:
            kind = local(entry.kind.iri)
            place = 1 if entry.iri in broken else 4 + (_OWED.index(kind) if kind in _OWED else 9) / 10
            rest = f"said to be broken, by {joined(broken[entry.iri])}" if entry.iri in broken else ""
            found.append(_item(place, entry, entry.label, rest, on=entry.shown))
    return found


def _rivals(entries: list[Entry], reading: Reading, hub: str | None) -> list[dict[str, Any]]:
    """Pairs of records that cannot both be true: their topic, stances and voices.

    Two voices come first, then that of which most is told.
    """
    known = reading.entries
    pairs = {tuple(sorted((e.iri, o))) for e in entries for o in e.linked("conflictsWith") if o in known}
    found = []
    for pair in sorted(pairs):
        both = [known[iri] for iri in pair]
        sides = list(dict.fromkeys(_side(entry, reading) for entry in both))
        many = len({voice for entry in both for voice in voices(entry, reading)})
        said = ", against ".join(sides) if len(sides) > 1 else _alone(both, sides[0], reading)
        found.append(
            {"ids": list(pair), "topic": capital(_topic(both, reading, hub)), "voices": said, "many": many}
        )
    told = Counter(iri for entry in entries for name in _MATTERS for iri in set(entry.linked(name)))

    def place(item: dict[str, Any]) -> tuple[bool, int]:
        one, other = ({i for name in _MATTERS for i in known[iri].linked(name)} for iri in item["ids"])
        return item["many"] == 1, -max((told[iri] for iri in one & other), default=0)

    return sorted(found, key=place)


def _side(entry: Entry, reading: Reading) -> str:
    """A record of two in dispute by its stance and voices: "opinion of the article"."""
    lead, before = STANCE_WORDS[entry.stance]
    given = [condition(entry.claims[0], reading) + ","] if entry.stance == "conditional" else []
    dates = dict.fromkeys(words(c.said, "event") for c in entry.claims if c.said)
    spoke = "".join(f" {day}" if day.startswith("on") else f", {day}" for day in dates)
    return " ".join([lead.lower(), *given, before, joined(voices(entry, reading))]) + spoke


def _alone(pair: list[Entry], side: str, reading: Reading) -> str:
    """Two records of the same voices: of what these expect one comes about, the rest they say twice."""
    said = voices(pair[0], reading)
    if all(entry.stance == "supposed" for entry in pair):
        return f"{joined(said)} {'name' if len(said) > 1 else 'names'} either as an if, not both"
    if any(entry.stance not in EXPECTED for entry in pair):
        return f"{side}, twice"
    return f"{joined(said)} {'expect' if len(said) > 1 else 'expects'} either, not both"


def _topic(pair: list[Entry], reading: Reading, hub: str | None) -> str:
    """What two records are both about: a record, a text or another thing, else what they tie."""
    about = [list(dict.fromkeys(i for name in _MATTERS for i in entry.linked(name))) for entry in pair]
    both = [iri for iri in about[0] if iri in about[1]]
    records = [reading.entries[iri] for iri in both if iri in reading.entries]
    if records:  # of several the one that the others are about
        of = [iri for e in reading.entries.values() for iri in e.linked("about") if e in records]
        return between(max(records, key=lambda e: of.count(e.iri)), reading, hub)
    ends = [set(entry.subjects + entry.objects) for entry in pair]
    shared = [iri for iri in (*both, *sorted(ends[0] & ends[1])) if iri in reading.things and iri != hub]
    texts = [i for i in (*about[0], *about[1]) if i in reading.things and reading.things[i].sort == "text"]
    across = [iri for iri in (*about[0], *about[1]) if iri in ends[0] | ends[1] and iri in reading.things]
    found = texts or across or shared
    return reading.name(found[0]) if found else between(pair[0], reading, hub)


def _worth(entry: Entry) -> tuple[bool, bool, bool, bool, float, str, str]:
    """What is dated first; then what moves a text or project, then the weightiest; mere views last."""
    return (
        entry.when is None,
        local(entry.kind.iri) in _VIEWS,
        not entry.linked("moves"),
        not entry.linked("dependsOn"),
        -abs(entry.kind.weight),
        entry.start_by or "9999",
        entry.iri,
    )


def _late(entry: Entry, hub: str | None) -> tuple[int, int, bool, str]:
    """The latest known day first; of one day, which may hold a thousand imported rows, those of the hub."""

    def number(day: str | None) -> int:
        return -int((day or "0001-01-01").replace("-", ""))

    apart = hub not in (*entry.subjects, *entry.objects)
    return number(entry.start or entry.start_by), number(entry.start_by), apart, entry.iri


def _unnamed(entry: Entry, nodes: tuple[str, ...]) -> bool:
    """Whether a figure counts what an actor of the map does, such as documents signed or talks held."""
    return local(entry.kind.iri) == "count" and bool(entry.subjects) and set(entry.subjects) <= set(nodes)


def _size(entry: Entry) -> tuple[float, str]:
    return -float(entry.linked("value")[0]) if entry.linked("value") else 0.0, entry.iri
