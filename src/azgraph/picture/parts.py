"""The parts of a drawing as plain data: nodes, ties with their strands, records, lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from azgraph.picture import bands, standing
from azgraph.picture.days import maybe, over, turns, within
from azgraph.picture.entries import Entry
from azgraph.picture.lives import Life
from azgraph.picture.places import Heading, Places
from azgraph.picture.reading import Reading, Source, Thing, key
from azgraph.picture.strands import members
from azgraph.picture.svg import SIGNS
from azgraph.picture.ties import Tie, Web
from azgraph.picture.wording import bare, called, capital, claims, dated, lead, web_address


def node(
    iri: str, web: Web, reading: Reading, placed: Places, lines: list[tuple[str, str]]
) -> dict[str, Any]:
    """A node with its place, or the hub; `second` is its second line and from which day on."""
    named, place = reading.things[iri], placed.nodes.get(iri)
    found: dict[str, Any] = {"id": iri, "second": lines, **_names(named)}
    if iri in web.ended:
        found["ended"] = web.ended[iri]
    if placed.field and place is not None:
        return found | {"side": place.side, "x": place.x, "y": place.y}
    if place is None:
        return found | {"x": placed.hub[0], "y": placed.hub[1]}
    return found | {
        "side": place.side,
        "x": place.x,
        "y": place.y,
        "narrow": place.narrow,
        "lines": place.lines,
    }


def heading(found: Heading, web: Web, reading: Reading) -> dict[str, Any]:
    """The name of a band, from which day on, and where it stands."""
    named = bands.headings(found.name, found.nodes, web, reading)
    return {"name": named, "side": found.side, "y": found.y, "narrow": found.narrow}


def second(iri: str, web: Web, reading: Reading) -> list[tuple[str, str]]:
    """The second line of a node: what its tie to the hub comes to, from which day on."""
    spoke = web.spoke(iri)
    listed = [spoke] if spoke is not None and spoke.direct else web.of(iri)
    own = [days for stage in reading.stages.get(iri, ()) for days in (stage.sure, stage.possible)]
    days = turns([*own, web.ended.get(iri), *(r for tie in listed for r in standing.reaches(tie, reading))])
    return over(days, lambda day: _second(iri, web, reading, day))


def _second(iri: str, web: Web, reading: Reading, day: str) -> str:
    if within(web.ended.get(iri), day):
        endings = [e for e in reading.entries.values() if iri in e.linked("ends") and e.counts]
        return f"Ended {endings[0].dates}" if endings else "Ended"
    sign, spoke = "", web.spoke(iri)
    if spoke is not None and spoke.direct:
        sign, text = standing.leading(spoke, reading, day)
        sign, text = (sign, text) if text else standing.last_ended(spoke, reading, day)
        other, words = standing.against(spoke, reading, day)
        text += f"; {_signed(other, words)}" if words else ""
    else:
        live = [tie for tie in web.of(iri) if any(standing.counts(tie, day).values())]
        said = [(reading.name(tie.other(iri)), standing.leading(tie, reading, day)) for tie in live[:2]]
        text = "; ".join(f"{name}: {_signed(sign_, words)}" for name, (sign_, words) in said)
    named = reading.things[iri]
    text = text or _stage(iri, reading, day)
    if named.name != named.full and named.name.isupper():  # initials are spelled out below the name
        return f"{named.full}; {_signed(sign, text)}" if text else named.full
    return _signed(sign, capital(text))


def _signed(sign: str, text: str) -> str:
    """A text after the sign of its record, from which no line breaks it off."""
    return f"{sign}\u00a0{text}" if sign else text


def _stage(iri: str, reading: Reading, day: str) -> str:
    """How far a body or group has come on a day, of which no tie tells: "Active"."""
    stage = standing.stage_on(iri, reading, day)
    if stage is None:
        return ""
    name = reading.stage_names[stage]
    sure = any(within(s.sure, day) for s in reading.stages[iri] if s.iri == stage)
    return capital(name) if sure else f"Perhaps {name}"


def tie(pair: Tie, reading: Reading, hub: str | None) -> dict[str, Any]:
    """A tie: its strands by sign, its records newest first, and its words from which day on.

    Along a spoke no words stand; the second line of its end has them.
    """
    signs = [sign for sign in (-1, 0, 1) if any(e.sign == sign for e in pair.drawn())]
    return {
        "id": f"{key(pair.a)}~{key(pair.b)}",
        "a": pair.a,
        "b": pair.b,
        "strands": [
            {"sign": sign, "records": [(e.iri, way) for e, way in standing.ranked(members(pair, sign))]}
            for sign in signs
        ],
        "records": [e.iri for e in listed_entries(pair)[: len(pair.direct)]],
        "others": [e.iri for e in pair.others],
        "state": standing.over_time(pair, reading, standing.state),
        "label": [] if pair.a == hub else standing.over_time(pair, reading, _label),
        "lead": standing.over_time(pair, reading, standing.lead),
    }


def listed_entries(pair: Tie) -> list[Entry]:
    """The records of a tie in the page's order: those that join its ends newest first, then the others."""
    return [*sorted(pair.direct, key=_newest_first), *pair.others]


def _newest_first(entry: Entry) -> tuple[int, str]:
    last = (entry.start_by or entry.start if entry.when else None) or "0001-01-01"
    return -int(last.replace("-", "")), entry.iri


def _label(pair: Tie, _: Reading, day: str) -> str:
    """What stands along a tie between others: the newest record's sign, sort and date."""
    found = [entry for entry in pair.drawn() if maybe(entry, day)]
    if not found:
        return ""
    last = standing.latest(found, day)
    dates = f", {bare(last.dates)}" if last.when else ""
    return f"{SIGNS[last.sign or 0]} {last.short}{dates}"


def records(reading: Reading) -> dict[str, dict[str, Any]]:
    """All records by their keys."""
    waits: dict[str, list[str]] = {}
    for entry in reading.entries.values():
        for needed in entry.linked("dependsOn"):
            waits.setdefault(needed, []).append(entry.iri)
    return {key(e.iri): record(e, reading, waits.get(e.iri, ())) for e in reading.entries.values()}


def months(reading: Reading) -> dict[str, dict[str, Any]]:
    """The months of events that are records themselves, by their keys; empty where there are none."""
    told = {key(e.iri): record(e, reading) for e in reading.months.values()}
    return {"months": told} if told else {}


def record(entry: Entry, reading: Reading, waits: Sequence[str] = ()) -> dict[str, Any]:
    """A record, and what waits for it; what all records of its kind share stands under `kinds`."""
    found: dict[str, Any] = {
        "label": entry.label,
        "kind": key(entry.kind.iri),
        "stance": entry.stance,
        "dates": dated(entry),
        "who": [entry.subjects, entry.objects],
        "claims": claims(entry, reading),
    }
    optional = {
        "when": entry.when,
        "from": entry.start,
        "to": entry.start_by,
        "sure": entry.sure,
        "shown": entry.shown,
        "note": entry.note,
        "endFrom": not entry.sure and entry.counts and "".join(entry.linked("endFrom")),
        "short": entry.linked("alternative") and entry.short,
        "rivals": entry.linked("conflictsWith"),
        "needs": entry.linked("dependsOn"),
        "due": entry.linked("due"),
        "things": _touched(entry),
        "waits": tuple(waits),
        "lead": lead(entry, reading),
        "sign": entry.month and entry.sign,
    }
    return found | {name: value for name, value in optional.items() if value}


def _touched(entry: Entry) -> tuple[str, ...]:
    names = ("participant", "about", "moves", "ends", "starts", "meets", "breaches", "place")
    return tuple(dict.fromkeys(iri for name in names for iri in entry.linked(name)))


def kinds(reading: Reading) -> dict[str, dict[str, Any]]:
    """What the kinds of the records say of all their records; without a shape it is an event."""
    found = {}
    for entry in (*reading.entries.values(), *reading.months.values()):
        class_ = entry.kind.record_class
        happens = "event" if entry.event else entry.kind.shape
        shape = {"Commitment": "commitment", "Measure": "measure"}.get(class_, happens)
        rare: dict[str, Any] = {
            "shape": shape != "event" and shape,
            "mutual": entry.kind.symmetric,
            "asked": entry.kind.asked,
            "stands": entry.stands,
            "other": entry.kind.other,
        }
        found[key(entry.kind.iri)] = {
            "name": entry.kind.label,
            "sign": entry.kind.sign,
        } | {name: value for name, value in rare.items() if value}
    return found


def thing(named: Thing, reading: Reading) -> dict[str, Any]:
    """A thing by its names."""
    said = called(named.iri, reading)  # inside a sentence
    rare = {"other": named.other or None, "said": said if said != named.name else None}
    return _names(named) | {name: value for name, value in rare.items() if value}


def _names(named: Thing) -> dict[str, Any]:
    """Name and sort, and the full name where that is another."""
    full = {"full": named.full} if named.full != named.name else {}
    return {"name": named.name, "sort": named.sort} | full


def life(lived: Life) -> dict[str, Any]:
    """A life with its steps."""
    steps = [
        {name: value for name, value in asdict(step).items() if value is not None} for step in lived.steps
    ]
    return {
        "thing": lived.thing,
        "name": capital(lived.name),
        "note": lived.note,
        "waits": lived.waits,
        "nodes": lived.nodes,
        "steps": steps,
    }


def source(found: Source) -> dict[str, Any]:
    """A source as the standfirst names it."""
    told = {"name": found.name, "brief": found.brief, "issued": found.issued, "url": web_address(found.url)}
    return told | ({"licence": found.licence} if found.licence else {})
