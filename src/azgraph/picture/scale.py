"""Which days a drawing reaches over, and from which day on each record is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from azgraph.picture.entries import Entry, Reach

BEFORE, AHEAD = 92, 732
"""Days before the sources' period, and after its end, that the strip may take in."""
EXPECTED = ("forecast", "conditional")


@dataclass(frozen=True, slots=True)
class Scale:
    """First day, the last day that the sources speak of as past, and the last expected day."""

    first: str
    turn: str
    last: str


def scale(entries: Iterable[Entry], period: Reach, newest: str) -> Scale:
    """The days of a drawing: the sources' period, what shortly led up to it, what is expected.

    `period` is the first and the last day that the sources speak of; where the first is not
    known, it is the day from which on nineteen in twenty records begin.
    """
    entries = list(entries)
    starts = sorted(e.start for e in entries if e.start and e.counts and e.start <= newest)
    first = period[0] or (starts[len(starts) // 20] if starts else newest)
    near = [day for day in starts if day >= moved(first, -BEFORE)]
    turn = max(period[1] or newest, newest)
    ahead = [e.start_by for e in entries if e.stance in EXPECTED and e.start_by and turn < e.start_by]
    last = max((day for day in ahead if day <= moved(turn, AHEAD)), default=turn)
    return Scale(min([first, *near])[:8] + "01", turn, last)


def shown(entry: Entry, first: str) -> Reach | None:
    """The days on which a record is drawn: as the rules allow, but from no invented beginning.

    Where no beginning is stated, an event, and whatever has no date at all, is drawn from
    the day on which it is sure; a relation whose end or standing is dated, from the
    drawing's first day on. Else all of these would seem to stand in any year one asks for.
    """
    if entry.possible is None or entry.possible[0] is not None:
        return entry.possible
    sure = entry.sure[0] if entry.sure else None
    begins = sure if entry.event or entry.when is None else min(first, sure or first)
    return None if begins is None else (begins, entry.possible[1])


def moved(day: str, days: int) -> str:
    """A day some days later or earlier.

    >>> moved("2025-12-31", 1)
    '2026-01-01'
    """
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except OverflowError:
        return day
