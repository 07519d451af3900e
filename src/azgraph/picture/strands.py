"""What a strand comes to on a day: how thick it is, and which way its head points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from azgraph.picture.days import maybe, spans_of, surely, turns
from azgraph.picture.entries import Entry
from azgraph.picture.ties import Tie

WIDTHS = ((1, 2.8), (2, 3.8), (4, 5.0), (7, 6.4))
"""How thick a strand is that surely stands, from how many records on."""
THIN = 1.4
APART = 3.4
"""Between the edges of the parallel strands of a tie."""

Member = tuple[Entry, int]
"""A record of a strand and its direction: 1 towards the tie's `b`, -1 towards `a`, 0 both ways."""


@dataclass(frozen=True, slots=True)
class Look:
    """A strand on a day: its width, whether it surely stands, and which way its head points, 0 for none."""

    width: float
    thick: bool
    head: int


def members(pair: Tie, sign: int) -> list[Member]:
    """The records of one sign of a tie, each towards whom it goes: a demand towards the one who faces it."""
    found = []
    for entry in pair.drawn():
        if entry.sign == sign:
            ways = {couple for couple in entry.couples if set(couple) == {pair.a, pair.b}}
            one_way = 1 if ((pair.a, pair.b) in ways) is not entry.kind.asked else -1
            found.append((entry, 0 if entry.kind.symmetric or len(ways) > 1 else one_way))
    return found


def look(strand: Iterable[Member], day: str) -> Look | None:
    """A strand on a day, or None where none of its records stands, may stand, or has happened."""
    there = [(entry, way) for entry, way in strand if maybe(entry, day)]
    if not there:
        return None
    thick = any(entry.stands and surely(entry, day) for entry, _ in there)
    ways = {way for _, way in there}
    return Look(width_for(len(there)) if thick else THIN, thick, ways.pop() if len(ways) == 1 else 0)


def width_for(count: int) -> float:
    """How thick a strand of so many records is where it surely stands.

    >>> width_for(1), width_for(5)
    (2.8, 5.0)
    """
    return max((wide for least, wide in WIDTHS if count >= least), default=THIN)


def widest(strand: list[Member]) -> float:
    """The greatest width that a strand has on any day, so that its neighbours never move."""
    looks = [look(strand, day) for day in turns(spans_of(entry for entry, _ in strand))]
    return max((found.width for found in looks if found), default=THIN)


def offsets(widths: list[float]) -> list[float]:
    """How far the middles of parallel strands lie from the middle of their tie.

    >>> offsets([2.0, 2.0])
    [-2.7, 2.7]
    """
    at = -(sum(widths) + APART * (len(widths) - 1)) / 2
    found = []
    for width in widths:
        found.append(round(at + width / 2, 2))
        at += width + APART
    return found
