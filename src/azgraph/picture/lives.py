"""The life of a text, body, project or promise: the stages it reached, waits for, or is silent about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from azgraph.names import KIND, STATUS
from azgraph.picture.entries import Entry, Reach
from azgraph.picture.reading import Reading, Stage
from azgraph.picture.scale import EXPECTED
from azgraph.picture.standing import gates
from azgraph.picture.ties import Web, concerns
from azgraph.picture.wording import capital, dated, joined, short, voices

_NEGOTIATING, _TALKS = str(STATUS.negotiating), str(KIND.negotiations)
_LAW = tuple(str(STATUS[name]) for name in ("signed", "ratified", "inForce"))
_SILENT = "the source does not say"
_ASKED = ("demand", "condition")
"""Kinds of what the object asks of the subject; what is else owed comes from the subject."""
_GIVEN = {"promise": "promised", "obligation": "bound", "demand": "demanded", "condition": "set"}


@dataclass(frozen=True, slots=True)
class Step:
    """A stage, or a gate before one, with when it is reached or met; `sort` is how it is marked.

    Sorts: stage, gate, expected, alleged, silent. `done` and `perhaps` are the days on
    which a stage has surely and possibly been reached, or a condition has been met;
    `cited` is the record whose sentences are shown, where it is not `record`; `over` says that a stage
    came to an end of which no other tells.
    """

    sort: str
    label: str
    dates: str
    done: Reach | None = None
    perhaps: Reach | None = None
    record: str | None = None
    cited: str | None = None
    over: bool | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """A thing's steps in order, what is said of it in figures, and whether something is open.

    `nodes` are the actors on whose ties the life belongs.
    """

    thing: str
    name: str
    note: str
    steps: tuple[Step, ...]
    waits: bool
    nodes: tuple[str, ...]


def lives(reading: Reading, web: Web) -> list[Life]:
    """The lives of all things and promises, those that wait for a condition first."""
    touched = {i for e in reading.entries.values() for n in ("moves", "ends", "about") for i in e.linked(n)}
    found = [life for iri in reading.things if iri in touched and (life := _thing_life(iri, reading, web))]
    gated = {e.iri for event in reading.entries.values() for e in gates(event, reading)}
    given = [e for e in reading.entries.values() if e.commitment and e.counts and e.iri not in gated]
    return sorted(found + [_promise_life(entry, reading, web) for entry in given], key=_weight)


def _weight(life: Life) -> tuple[bool, bool, bool, int, str]:
    gated = any(step.sort == "gate" for step in life.steps)
    return not gated, not life.waits, life.steps[0].dates == "no date stated", -len(life.steps), life.thing


def _thing_life(iri: str, reading: Reading, web: Web) -> Life | None:
    entries = [e for e in reading.entries.values() if e.stance != "denied"]
    moving = [e for e in entries if iri in (*e.linked("moves"), *e.linked("ends"))]
    reached = _in_order([e for e in moving if e.counts], reading)
    expected = sorted((e for e in moving if e.stance in EXPECTED), key=lambda e: _rank(e, reading))
    talks = [e for e in entries if e.kind.iri == _TALKS and iri in e.linked("about") and e.counts]
    if any(event.kind.stage == _NEGOTIATING for event in reached):
        talks = []
    if not moving and not talks:
        return None
    steps = [_talk(entry, reading, last=not reached) for entry in talks]
    steps += [_stage(event, iri, reading) for event in reached]
    for event in expected:
        steps += [*_gates(event, reading), _stage(event, iri, reading, expected=True)]
    if reading.things[iri].sort == "text" and expected:
        steps += _silence([*reached, *expected], reading)
    # A project that names no parties belongs to those who ask or promise each other something about it.
    owed = [e for e in entries if e.commitment and e.counts and iri in e.linked("about")]
    owed = owed if reading.things[iri].sort == "project" else []
    concerned = {n for e in (*moving, *talks, *owed) for n in concerns(e, reading)} | {
        iri,
        *reading.things[iri].parties,
    }
    nodes = tuple(sorted(concerned & set(web.nodes)))
    return Life(iri, reading.name(iri), _figures(iri, reading), tuple(steps), bool(expected), nodes)


def _in_order(events: list[Entry], reading: Reading) -> list[Entry]:
    """The first event of each stage, in the order of time and then of stages."""
    first: dict[str, Entry] = {}
    for event in sorted(events, key=lambda e: (e.start_by or "9999", _rank(e, reading))):
        first.setdefault(event.kind.stage or event.iri, event)
    return list(first.values())


def _rank(event: Entry, reading: Reading) -> int:
    return reading.stage_order.get(event.kind.stage or "", 99)


def _talk(entry: Entry, reading: Reading, *, last: bool) -> Step:
    since = (entry.shown[0], None) if entry.shown else None
    dates = entry.dates.removesuffix(", beginning not stated")
    name, over = reading.stage_names[_NEGOTIATING], bool(last and entry.possible and entry.possible[1])
    return Step("stage", f"was {name}" if over else name, dates, since, since, entry.iri, over=over or None)


def _stage(event: Entry, thing: str, reading: Reading, *, expected: bool = False) -> Step:
    stage = event.kind.stage if thing in event.linked("moves") and event.kind.stage else str(STATUS.ended)
    said = f"{dated(event)}, by {joined(voices(event, reading))}" if expected else dated(event)
    step = Step("expected", reading.stage_names[stage], said, record=event.iri)
    return step if expected else replace(step, sort="stage", done=event.sure, perhaps=event.shown)


def _gates(event: Entry, reading: Reading) -> list[Step]:
    """The conditions before an event: met ones first, on the days that the rules give."""
    steps = [_gate(condition, reading) for condition in gates(event, reading)]
    return sorted(steps, key=lambda step: (step.done is None, step.done or (), step.label))


def _gate(condition: Entry, reading: Reading) -> Step:
    label = capital(condition.label.partition(": ")[2] or condition.label)
    met = [s for s in reading.stages.get(condition.iri, ()) if s.iri == str(STATUS.met)]
    stage = met[0] if met else Stage(str(STATUS.met), None, None)
    events = [e for e in reading.entries.values() if condition.iri in e.linked("meets") and e.counts]
    dates = f"met {events[0].dates}" if events else "open"
    source = events[0] if events else condition
    return Step("gate", label, dates, stage.sure, stage.possible, condition.iri, source.iri)


def _silence(known: list[Entry], reading: Reading) -> list[Step]:
    """The usual next stages of a text, of which nothing is said."""
    stages = {event.kind.stage for event in known}
    names = [reading.stage_names[s] for s in _LAW if s not in stages and s in reading.stage_names]
    return [Step("silent", ", ".join(names), _SILENT)] if names else []


def _promise_life(entry: Entry, reading: Reading, web: Web) -> Life:
    giver = entry.objects if entry.kind.label in _ASKED else entry.subjects
    by = (
        f" by {joined(short(iri, reading) for iri in giver)}"
        if giver and entry.kind.label != "obligation"
        else ""
    )
    given = _GIVEN.get(entry.kind.label, entry.kind.label) + by
    steps = [Step("stage", given, dated(entry), entry.sure, entry.shown, entry.iri)]
    steps += _outcomes(entry, "breaches", "broken", reading)
    steps += _outcomes(entry, "meets", "met", reading) or [Step("silent", "met", _SILENT)]
    nodes = tuple(sorted(concerns(entry, reading) & set(web.nodes)))
    return Life(entry.iri, entry.label, _whose(entry, reading), tuple(steps), waits=True, nodes=nodes)


def _whose(entry: Entry, reading: Reading) -> str:
    """Who owes, asks or set what is owed, and to whom: "promise of Russia to Azerbaijan"."""
    sides = (entry.objects, entry.subjects) if entry.kind.label in _ASKED else (entry.subjects, entry.objects)
    ends = [joined(short(iri, reading) for iri in side) for side in sides]
    parts = [
        f"{way} {end}"
        for way, end in zip(("of", "on" if entry.kind.label in _ASKED else "to"), ends, strict=True)
        if end
    ]
    return " ".join([entry.kind.label, *parts])


def _outcomes(entry: Entry, change: str, word: str, reading: Reading) -> list[Step]:
    """What events are said to have done to a promise: done, expected, or only alleged."""
    steps = []
    for event in reading.entries.values():
        if entry.iri in event.linked(change):
            by = f", by {joined(voices(event, reading))}"
            if event.counts:
                steps.append(Step("stage", word, dated(event), event.sure, event.shown, event.iri))
            elif event.stance in EXPECTED:
                steps.append(Step("expected", f"expected to be {word}{by}", dated(event), record=event.iri))
            else:
                steps.append(Step("alleged", f"said to be {word}{by}", dated(event), record=event.iri))
    return steps


def _figures(iri: str, reading: Reading) -> str:
    """What the source counts of a thing, as "17 articles"."""
    found = [
        f"{float(e.linked('value')[0]):,.10g} {' '.join(e.linked('unit'))}".strip()
        for e in reading.entries.values()
        if e.figure and e.subjects == (iri,) and e.counts and e.linked("value")
    ]
    return ", ".join(found)
