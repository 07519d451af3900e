"""Comparing a day with spans of days, and what holds from which day on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from azgraph.picture.entries import Entry, Reach
from azgraph.picture.scale import moved

Value = TypeVar("Value")
FIRST = "0001-01-01"
"""A day before every other, for what holds from the beginning."""


def within(reach: Reach | None, day: str) -> bool:
    """Whether a day lies in a span; days are ISO text, which sorts as days do.

    >>> within(("2025-10-01", None), "2025-10-31"), within(None, "2025-10-31")
    (True, False)
    """
    return reach is not None and (reach[0] or FIRST) <= day and (reach[1] is None or day <= reach[1])


def surely(entry: Entry, day: str) -> bool:
    """Whether a record surely stands or has happened on a day."""
    return within(entry.sure, day)


def maybe(entry: Entry, day: str) -> bool:
    """Whether a record surely or possibly stands or has happened on a day, and is drawn for it."""
    return within(entry.shown, day)


def turns(reaches: Iterable[Reach | None]) -> list[str]:
    """The days on which something begins, or is over, among spans of days.

    >>> turns([("2025-10-01", "2025-10-31"), None])
    ['0001-01-01', '2025-10-01', '2025-11-01']
    """
    days = {FIRST}
    for reach in reaches:
        if reach is not None:
            days |= {reach[0]} if reach[0] else set()
            days |= {moved(reach[1], 1)} if reach[1] else set()
    return sorted(days)


def over(days: Iterable[str], what: Callable[[str], Value]) -> list[tuple[str, Value]]:
    """From which day on a value holds, given the days on which it can change.

    >>> over(["0001-01-01", "2025-01-01", "2025-06-01"], lambda day: day > "2025")
    [('0001-01-01', False), ('2025-01-01', True)]
    """
    found: list[tuple[str, Value]] = []
    for day in days:
        value = what(day)
        if not found or found[-1][1] != value:
            found.append((day, value))
    return found


def spans_of(entries: Iterable[Entry]) -> list[Reach | None]:
    """The days on which records surely and possibly stand."""
    return [reach for entry in entries for reach in (entry.sure, entry.shown)]
