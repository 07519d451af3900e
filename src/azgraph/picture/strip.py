"""The day strip: its dashes for dated events, its ticks, and the days on which something changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from azgraph.picture.entries import Entry
from azgraph.picture.reading import Reading
from azgraph.picture.scale import EXPECTED, Scale, moved

LONGEST = 184
"""Days beyond which a window is not drawn: a dash of a year says nothing."""
PAST_SHARE = 0.75
"""The share of the strip for the time up to the sources' last day, where something is expected."""


@dataclass(frozen=True, slots=True)
class Dash:
    """A dated event on the strip; `by` says that it happened on its end or before.

    `row` counts from the line outwards.
    """

    id: str
    sign: int
    begin: str
    end: str
    expected: bool
    by: bool
    row: int = 0


def strip(reading: Reading) -> dict[str, Any]:
    """The strip as the page draws it; days are ISO text."""
    days = reading.scale
    entries = [e for e in reading.entries.values() if not e.figure and (e.counts or e.stance in EXPECTED)]
    found = [dash for e in entries if (dash := _dash(e, days))]
    return {
        "first": days.first,
        "turn": days.turn,
        "last": days.last,
        "share": PAST_SHARE if days.turn < days.last else 1.0,
        "marks": marks(days),
        "dashes": [asdict(dash) for dash in _stacked(found)],
        "changes": _changes(entries, days, reading.newest),
        "earlier": sum(1 for e in entries if e.event and e.when and (e.start_by or days.first) < days.first),
    }


def _dash(entry: Entry, days: Scale) -> Dash | None:
    if entry.when is None or entry.start_by is None or entry.sign is None:
        return None
    if not entry.event and entry.start is None:  # a relation that was there already begins nowhere
        return None
    begin = entry.start or entry.start_by
    if entry.start_by < days.first or begin > days.last or moved(begin, LONGEST) < entry.start_by:
        return None
    return Dash(entry.iri, entry.sign, begin, entry.start_by, not entry.counts, entry.start is None)


def _stacked(dashes: Iterable[Dash]) -> list[Dash]:
    """Give each dash the lowest free row on its side of the line."""
    ends: dict[tuple[bool, int], str] = {}
    placed = []
    for dash in sorted(dashes, key=lambda d: (d.begin, d.end, d.id)):
        row = 0
        while ends.get((dash.sign < 0, row), "") >= dash.begin:
            row += 1
        ends[dash.sign < 0, row] = dash.end
        placed.append(replace(dash, row=row))
    return placed


def _changes(entries: list[Entry], days: Scale, newest: str) -> list[str]:
    """The days up to the newest source's on which a dated record begins, becomes sure or is over."""
    found = {newest}
    for entry in entries:
        if entry.drawn and entry.when is not None:
            for first, last in filter(None, (entry.sure, entry.shown)):
                found |= {first} if first else set()
                found |= {moved(last, 1)} if last else set()
    return sorted(day for day in found if days.first <= day <= newest)


def marks(days: Scale) -> list[dict[str, Any]]:
    """Ticks at months, quarters or years, by the length of the strip; a January bears its year.

    >>> [mark["text"] for mark in marks(Scale("2024-11-01", "2025-02-28", "2025-02-28"))]
    ['Nov 2024', 'Dec', '2025', 'Feb']
    """
    begin, end = date.fromisoformat(days.first), date.fromisoformat(days.last)
    months = (date.fromisoformat(days.turn) - begin).days / 30.4
    step = 1 if months <= 20 else 3 if months <= 48 else 12
    found = []
    for number in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month):
        day = date(number // 12, number % 12 + 1, 1)
        every = 3 if day.isoformat() > days.turn and step == 1 else step
        if (day.month - 1) % every == 0 or day == begin:
            named = {"day": day.isoformat(), "year": day.month == 1, "months": day.month - 1}
            found.append(named | {"text": _mark(day, first=day == begin, beyond=day.isoformat() > days.turn)})
    return found


def _mark(day: date, *, first: bool, beyond: bool) -> str:
    if day.month == 1:
        return str(day.year)
    return "" if beyond else day.strftime("%b %Y") if first else day.strftime("%b")
