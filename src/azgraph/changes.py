"""What changed between two days: what began, ended, moved, happened, was promised, is expected.

Both days are counted in. A change is the entering of a stage, or an event; the days on
which it may and must have come about are the first possible and the first sure day of
`snapshots.spans`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rdflib import Graph, URIRef

from azgraph import when
from azgraph.citations import Citation
from azgraph.displayable import Displayable
from azgraph.errors import InputError
from azgraph.names import STATUS
from azgraph.snapshots import Days, Held
from azgraph.statements import EXPECTED, Account, Statement, Terms, importance, read, standing_on

_SORTS = {STATUS.ended: "ended", STATUS.met: "met", STATUS.breached: "breached"}
_BY_EVENT = {STATUS.ended: "ends", STATUS.met: "meets", STATUS.breached: "breaches"}
_STANDS = (STATUS.inForce, STATUS.pending)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: how, from what to what, by which event, how surely, on whose word.

    `sort` is began, stands (no beginning stated), ended, moved, met, breached, owed or
    happened for what counts; expected, disputed, denied or alleged for what is only said,
    where the other of two in dispute is the `event`. `certainty` is whether it surely or
    possibly came about between the two days, empty for what has no date or is only said.
    """

    sort: str
    thing: URIRef
    label: str
    kind: str
    before: str
    after: str
    event: URIRef | None
    event_label: str
    certainty: str
    dates: str
    dated: bool
    weight: float
    stance: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Changes(Displayable):
    """What changed between two days, most important first.

    `standing` holds what stands otherwise than before, `happened` the events, `talks` the
    meetings and words; `undated` what the source gives no date, and `said` what voices
    expect, deny, allege or dispute. `unplaced` counts what has no date and may, but need
    not, have come about by the last day.
    """

    first: date
    last: date
    about: URIRef | None
    name: str
    standing: tuple[Change, ...]
    happened: tuple[Change, ...]
    talks: tuple[Change, ...]
    undated: tuple[Change, ...]
    said: tuple[Change, ...]
    unplaced: int
    terms: Terms


Ranked = tuple[tuple[int, float, bool, date, str], Change]


def changes(graph: Graph, first: date, last: date, *, about: URIRef | None = None) -> Changes:
    """What changed from one day to another, both counted in; with `about`, what concerns an actor.

    >>> from azgraph import load
    >>> found = changes(load(), date(2025, 10, 1), date(2025, 10, 31))
    >>> [(change.sort, change.label, change.certainty) for change in found.standing][0]
    ('ended', 'The United Kingdom has an arms embargo on Azerbaijan', 'surely')

    Errors: InputError where the first day comes after the last.
    """
    if first > last:
        raise InputError(f"{first} comes after {last}; give the earlier day first")
    account = read(graph)
    days = Days(first, last)
    wanted = frozenset(account.statements) if about is None else account.concerns(about)
    stages = [(rank, c) for rank, c in _stages(account, days) if c.thing in wanted or c.event in wanted]
    done = {change.event for _, change in stages}
    found = _sorted([*stages, *_events(account, days, wanted - done)])
    standing, happened, talks = (
        tuple(change for (tier, *_), change in found if change.dated and tier == wanted_tier)
        for wanted_tier in range(3)
    )
    return Changes(
        first, last, about, "" if about is None else account.name(about),
        standing=standing, happened=happened, talks=talks,
        undated=tuple(change for _, change in found if not change.dated),
        said=tuple(change for _, change in _sorted(_said(account, days, wanted))),
        unplaced=sum(_unplaced(account.statements[iri], last) for iri in wanted),
        terms=account.terms,
    )  # fmt: skip


def _sorted(found: Iterable[Ranked]) -> list[Ranked]:
    return sorted(found, key=lambda ranked: (ranked[0], ranked[1].sort, ranked[1].label))


def _stages(account: Account, days: Days) -> Iterator[Ranked]:
    """The stages that things and records enter, and the relations that end by their own dates."""
    for thing, stages in sorted(account.stages.items()):
        record = account.statements.get(thing)
        before = ""
        for stage, held in stages:
            if stage not in _STANDS or record is None:
                yield from _reached(account, thing, (before, stage), held, days)
            else:
                yield from _beginning(account, record, held, days)
            before = account.stage_name(stage, record)
        if record is not None and all(stage in _STANDS for stage, _ in stages):
            yield from _own_end(account, record, days)


def _beginning(account: Account, record: Statement, held: Held, days: Days) -> Iterator[Ranked]:
    starter = next((s for s in account.changing(record.record) if record.record in s.linked("starts")), None)
    told = [s for s in (record, starter) if s is not None and s.dated]
    certainty = entered(held, days)
    if told and not any(s.bounds.start for s in told):
        return  # it stood before the source begins to tell
    if not certainty or (not told and record.record_class == "Role"):
        return  # who is in office since nobody says when is background
    owed = record.record_class == "Commitment"
    after = account.stage_name(STATUS.pending if owed else STATUS.inForce, record)
    before = f"not {after}" if not standing_on(held, _eve(days.first)) else f"possibly {after}"
    yield _ranked(
        ("owed" if owed else "began" if told else "stands", before if told else "", after),
        (record, starter), certainty if told else "", told[0] if told else record,
    )  # fmt: skip


def _reached(
    account: Account, thing: URIRef, moved: tuple[str, URIRef], held: Held, days: Days
) -> Iterator[Ranked]:
    before, stage = moved
    event = _event(account, thing, stage, held)
    certainty = entered(held, days)
    if event is None or not certainty:
        return
    record = account.statements.get(thing)
    after = account.stage_name(stage, record)
    rank, change = _ranked(
        (_SORTS.get(stage, "moved"), before, after), (record or event, event),
        certainty if event.dated else "", event,
    )  # fmt: skip
    if record is None:
        change = replace(change, thing=thing, label=account.name(thing), kind=account.sort(thing))
    yield rank, change


def _event(account: Account, thing: URIRef, stage: URIRef, held: Held) -> Statement | None:
    """The event that took a thing to a stage: one that counts and can have come as early."""
    for event in account.changing(thing):
        link = _BY_EVENT.get(stage, "moves")
        if thing not in event.linked(link) or (link == "moves" and event.stage != stage):
            continue
        if event.held.possible and held.possible and event.held.possible.first == held.possible.first:
            return event
    return None


def _own_end(account: Account, record: Statement, days: Days) -> Iterator[Ranked]:
    """The end of a relation that no event ends: as its own dates have it."""
    bounds, possible = record.bounds, record.held.possible
    if bounds.end is None or possible is None or record.event:
        return
    if bounds.end < days.first or (bounds.end_from or bounds.end) > days.last:
        return
    sure = record.held.sure is not None and record.held.sure.last >= _eve(days.first)
    certainty = "surely" if sure and possible.last < days.last else "possibly"
    before = account.stage_name(STATUS.inForce, record)
    yield _ranked(("ended", before, f"not {before}"), (record, None), certainty, record)


def _events(account: Account, days: Days, wanted: Iterable[URIRef]) -> Iterator[Ranked]:
    """The events that change nothing that stands."""
    for iri in sorted(wanted):
        event = account.statements[iri]
        certainty = entered(event.held, days) if event.event else ""
        if certainty:
            sort = ("happened", "", "")
            yield _ranked(
                sort, (event, None), certainty if event.dated else "", event, tier=max(1, event.tier)
            )


def _said(account: Account, days: Days, wanted: Iterable[URIRef]) -> Iterator[Ranked]:
    """What voices expect, deny, allege to be broken, or dispute, and came to say between the days."""
    for iri in sorted(wanted):
        record = account.statements[iri]
        rivals = [account.statements[r] for r in record.linked("conflictsWith") if r in account.statements]
        sort = (
            "expected" if record.stance in EXPECTED
            else "denied" if record.stance == "denied"
            else "alleged" if record.stance == "alleged" and record.linked("breaches")
            else ""
        )  # fmt: skip
        spoken = [voiced(claim, account.terms) for claim in record.citations]
        if not any(s is not None and s.first <= days.last and s.last >= days.first for s in spoken):
            continue
        if sort and not record.counts:
            yield _ranked((sort, "", ""), (record, None), "", record)
        for rival in rivals:
            if iri < rival.record:
                yield _ranked(("disputed", "", ""), (record, rival), "", record)


def voiced(claim: Citation, terms: Terms) -> Days | None:
    """The days on which a claim may have been made: as it says, else by the end of what its source covers."""
    said = None if claim.said is None else when.bounds(claim.said, "event")
    until = next((s.until for s in terms.sources if s.name == claim.source), None)
    day = until if said is None else said.start_by or said.start
    start = day if said is None else said.start or day
    return None if day is None or start is None else Days(start, day)


def _ranked(
    sort: tuple[str, str, str],
    told: tuple[Statement, Statement | None],
    certainty: str,
    dating: Statement,
    *,
    tier: int = 0,
) -> Ranked:
    """A change with the key that sorts it; `dating` is the record whose time it has."""
    record, event = told
    both = [s for s in (dating, record, event) if s is not None]
    cited = {c.claim: c for s in both for c in s.citations}
    change = Change(
        *sort[:1], record.record, record.label, record.kind, *sort[1:],
        event=None if event is None else event.record,
        event_label="" if event is None else event.label,
        certainty=certainty, dates=dating.dates, dated=dating.dated,
        weight=(event or record).weight, stance=record.stance,
        citations=tuple(cited.values()),
    )  # fmt: skip
    return importance(*both, tier=tier, surely=certainty != "possibly"), change


def entered(held: Held, days: Days) -> str:
    """Whether something surely or possibly came about on one of some days, or not (an empty text).

    >>> march = Days(date(2025, 3, 1), date(2025, 3, 31))
    >>> entered(Held(Days(date(2025, 3, 31), date.max), Days(date(2025, 3, 1), date.max)), march)
    'surely'
    """
    if held.possible is None or held.possible.first > days.last:
        return ""
    by = None if held.sure is None else held.sure.first
    if held.possible.first == date.min:  # no earliest day: it is placed by the day on which it is sure
        return "possibly" if by is not None and by in days else ""
    if by is not None and by < days.first:
        return ""
    return (
        "surely" if by is not None and by <= days.last and held.possible.first >= days.first else "possibly"
    )


def _unplaced(record: Statement, last: date) -> bool:
    return not record.dated and record.standing(last) == "possibly"


def _eve(day: date) -> date:
    return day - timedelta(1) if day > date.min else day
