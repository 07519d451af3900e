"""How a tie stands on a day: its counts, the one thing to say of it, one sentence on its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from azgraph.citations import WARRANTS
from azgraph.phrases import plural
from azgraph.picture.days import maybe, over, spans_of, surely, turns, within
from azgraph.picture.entries import Entry, Reach
from azgraph.picture.reading import Reading
from azgraph.picture.scale import EXPECTED
from azgraph.picture.strands import Member
from azgraph.picture.svg import SIGNS
from azgraph.picture.ties import Tie
from azgraph.picture.wording import capital, common, joined, number, phrase

_SAID = {"opinion": "opinion", "alleged": "allegation", "supposed": "supposition"}


def counts(tie: Tie, day: str) -> dict[int, int]:
    """How many records of each sign stand, may stand, or have happened on a day."""
    return Counter(e.sign for e in tie.drawn() if maybe(e, day) and e.sign is not None)


def waiting(entries: tuple[Entry, ...], reading: Reading) -> list[Entry]:
    """The expected events that are to take a thing further than it has come; gated ones first.

    Of several for one thing only the furthest.
    """
    last: dict[str, Entry] = {}
    for event in entries:
        if event.stance in EXPECTED and event.kind.stage and event.linked("moves"):
            thing = event.linked("moves")[0]
            last[thing] = max(last.get(thing, event), event, key=lambda e: _rank(e, reading))
    return sorted(last.values(), key=lambda e: (not gates(e, reading), e.when is None, e.iri))


def gates(event: Entry, reading: Reading) -> list[Entry]:
    """The commitments that must be met before an event can come about."""
    found = [reading.entries[i] for i in event.linked("dependsOn") if i in reading.entries]
    return [entry for entry in found if entry.commitment]


def open_gates(event: Entry, reading: Reading, day: str) -> list[Entry]:
    """The commitments that hold up an event on a day."""
    return [entry for entry in gates(event, reading) if maybe(entry, day)]


def stage_on(thing: str, reading: Reading, day: str) -> str | None:
    """The stage that a thing surely, else possibly, is in on a day, by its IRI.

    A possible stage without a stated beginning is none: it might have come in any year.
    """
    stages = reading.stages.get(thing, ())
    sure = [stage.iri for stage in stages if within(stage.sure, day)]
    perhaps = [s.iri for s in stages if s.possible and s.possible[0] and within(s.possible, day)]
    return next(iter(sure + perhaps), None)


def leading(tie: Tie, reading: Reading, day: str) -> tuple[str, str]:
    """The weightiest thing to say of a tie on a day, in few words, and before it the sign of its record.

    A text that waits for its next stage, which has no sign; else the weightiest relation that surely
    stands; else the last event; else what may stand; else what is only said or expected.
    """
    waits = _waiting_on(tie, reading, day)
    if waits is not None:
        thing, names = waits.linked("moves")[0], reading.stage_names
        stage = stage_on(thing, reading, day) or ""
        return "", f"{common(_last(thing, reading))} {names[stage]}, not {names[waits.kind.stage or '']}"
    found = _known(tie, day)
    said = found or _said(tie)
    sign = "" if said is None or said.sign is None else SIGNS[said.sign]
    if found is not None:
        return sign, _in_words(found, reading, day)
    words = {"opinion": "an opinion", "alleged": "alleged", "supposed": "named only as an if"}
    return sign, f"{said.short}, {words.get(said.stance, 'expected')}" if said else ""


def against(tie: Tie, reading: Reading, day: str) -> tuple[str, str]:
    """What weighs most against an event that leads a tie, where a quarter or more is of the other sign.

    Its sign and few words, so that no line tells of one half alone; empty elsewhere.
    """
    if _waiting_on(tie, reading, day) is not None or _standing(tie, day) is not None:
        return "", ""
    found, known = _happened(tie, day), counts(tie, day)
    other = -found.sign if found and found.sign else 0
    if not other or 4 * known.get(other, 0) < known.get(1, 0) + known.get(-1, 0):
        return "", ""
    heavy = min((e for e in tie.drawn() if e.sign == other and maybe(e, day)), key=_weightiest, default=None)
    return (SIGNS[other], _in_words(heavy, reading, day)) if heavy else ("", "")


def last_ended(tie: Tie, reading: Reading, day: str) -> tuple[str, str]:
    """What was over last of all that ended before a day, with its sign; empty where nothing did."""
    past = [e for e in tie.drawn() if e.sign is not None and e.shown and (e.shown[1] or day) < day]
    found = max(past, key=lambda e: (e.shown and e.shown[1], e.iri), default=None)
    return (SIGNS[found.sign or 0], phrase(found, reading)) if found else ("", "")


def _in_words(entry: Entry, reading: Reading, day: str) -> str:
    """A record that stands or has happened, in few words, which say where that is not sure yet."""
    if surely(entry, day):
        return phrase(entry, reading)
    return f"perhaps {phrase(entry, reading) if entry.event else entry.short}"


def _last(thing: str, reading: Reading) -> str:
    """What a text is called by those who know which: the end of its name, where that too is a name of it."""
    name, found = reading.name(thing), reading.things.get(thing)
    ends = [o for o in (found.other if found else ()) if name.casefold().endswith(f" {o.casefold()}")]
    return min(ends, key=len, default=name)


def lead(tie: Tie, reading: Reading, day: str) -> str:
    """The IRI of the record to open a tie with: the open condition, else what leads it."""
    waits = _waiting_on(tie, reading, day)
    if waits is not None:
        return (*open_gates(waits, reading, day), waits)[0].iri
    found = _known(tie, day) or _said(tie)
    return found.iri if found else ""


def state(tie: Tie, reading: Reading, day: str) -> str:
    """One sentence on how a pair stands: what leads, what eased or strained it since, what is open."""
    parts = [_told(tie, reading, day), "" if _waiting_on(tie, reading, day) else _turned(tie, day)]
    between, beside = (
        [e for e in entries if e.commitment and e.counts and maybe(e, day)]
        for entries in (tie.direct, tie.others)
    )
    kinds = Counter(e.kind.label for e in between)
    counted = [*sorted(kinds.items()), *([("other commitment", len(beside))] if beside and between else [])]
    owed = [f"{number(many)} {kind if many == 1 else plural(kind)}" for kind, many in counted]
    if owed:
        parts.append(f"{joined(owed)} {'is' if sum(many for _, many in counted) == 1 else 'are'} open")
    return "; ".join(part for part in parts if part)


def _told(tie: Tie, reading: Reading, day: str) -> str:
    """What leads a tie on a day as the beginning of a sentence, which says how it is known."""
    words = leading(tie, reading, day)[1]
    text, found = capital(words), _known(tie, day)
    if not text or (found and found.month) or _waiting_on(tie, reading, day):
        return text
    if found is None:
        said = [e.stance for e in tie.direct if not e.counts and e.stance != "denied"]
        sorts = dict.fromkeys(_SAID.get(stance, "expectation") for stance in sorted(said, key=WARRANTS.index))
        return f"Nothing is reported of the two; only {joined(sorts)}"
    if found.event:
        known = "certain" if any(e.stands and maybe(e, day) for e in tie.drawn()) else "reported"
        undated = "" if found.when else ", no date stated"
        return f"No standing relation is {known}; newest event: {words}{undated}"
    if text.startswith("Perhaps"):
        return text
    if found.when is None:
        return f"{text} at the time of writing"
    return text if found.start else f"{text}, beginning not stated"


def over_time(tie: Tie, reading: Reading, what: Callable[[Tie, Reading, str], str]) -> list[tuple[str, str]]:
    """A sentence of the tie and the days from which it holds; none before the first day that has one."""
    found = over(turns(reaches(tie, reading)), lambda day: what(tie, reading, day))
    return found if found[0][1] else found[1:]


def reaches(tie: Tie, reading: Reading) -> list[Reach | None]:
    """All spans of days at whose ends something about a tie may change."""
    things = sorted({thing for entry in tie.direct for thing in entry.linked("moves")})
    stages = [stage for thing in things for stage in reading.stages.get(thing, ())]
    return spans_of(tie.direct) + [days for stage in stages for days in (stage.sure, stage.possible)]


def newest(entries: list[Entry]) -> Entry:
    """The record that happened or began last; of several the weightiest."""
    return max(entries, key=_recent)


def latest(entries: list[Entry], day: str) -> Entry:
    """The newest of those that surely stand or have happened on a day, else of those that may."""
    return newest([e for e in entries if surely(e, day)] or entries)


def ranked(members: list[Member]) -> list[Member]:
    """The records of a strand, so that the first that surely stands, else the first event held, leads it.

    So it is on every day: what holds comes first, the weightiest before all; then events, the newest first.
    """
    held = sorted((m for m in members if not m[0].event), key=lambda m: _weightiest(m[0]))
    return held + sorted((m for m in members if m[0].event), key=lambda m: _recent(m[0]), reverse=True)


def _recent(entry: Entry) -> tuple[bool, str, float, str]:
    return entry.when is not None, entry.start_by or "", abs(entry.kind.weight), entry.iri


def _turned(tie: Tie, day: str) -> str:
    """The newest event of the other sign since the relation began, as far as known, that leads on a day."""
    relation = _standing(tie, day)
    if relation is None or not relation.sign:
        return ""
    since = relation.start or relation.start_by or ""
    events = [e for e in tie.drawn() if e.event and e.when and maybe(e, day) and (e.start_by or "") >= since]
    others = [e for e in events if e.sign == -relation.sign]
    if not others:
        return ""
    last = newest(others)
    ends = last.linked("ends")
    other = "another " if ends and relation.iri not in ends and last.short == last.kind.label else ""
    return f"{other}{last.short} {last.dates}"


def _rank(event: Entry, reading: Reading) -> int:
    return reading.stage_order.get(event.kind.stage or "", 0)


def _waiting_on(tie: Tie, reading: Reading, day: str) -> Entry | None:
    """The event that is to take a text or project of the tie further than it is on a day."""
    for event in waiting(tie.direct, reading):
        stage = stage_on(event.linked("moves")[0], reading, day)
        if stage and reading.stage_order[stage] < _rank(event, reading):
            return event
    return None


def _known(tie: Tie, day: str) -> Entry | None:
    """The reported record that leads a tie on a day."""
    return _standing(tie, day) or _happened(tie, day) or _perhaps(tie, day)


def _standing(tie: Tie, day: str) -> Entry | None:
    found = [e for e in tie.drawn() if e.stands and surely(e, day)]
    return min(found, key=_weightiest, default=None)


def _happened(tie: Tie, day: str) -> Entry | None:
    found = [e for e in tie.drawn() if e.event and maybe(e, day)]
    return latest(found, day) if found else None


def _perhaps(tie: Tie, day: str) -> Entry | None:
    return min((e for e in tie.drawn() if maybe(e, day)), key=_weightiest, default=None)


def _said(tie: Tie) -> Entry | None:
    """What somebody thinks or expects, of a tie that has no strand on any day."""
    found = [e for e in tie.direct if not e.counts and e.stance != "denied"]
    return (
        None
        if tie.drawn()
        else min(found, key=lambda e: (e.stance in (*EXPECTED, "supposed"), _weightiest(e)), default=None)
    )


def _weightiest(entry: Entry) -> tuple[float, str]:
    return -abs(entry.kind.weight), entry.iri
