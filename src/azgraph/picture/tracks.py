"""Packing marks into tracks: which share a line of a lane, with room for what is written by them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from azgraph.picture.marks import Mark
from azgraph.picture.scale import Scale
from azgraph.picture.strip import PAST_SHARE

WIDTH = 626.0
"""The scale's width on a screen of 1440, for which marks are packed; the page measures anew."""
LETTER, COIN, TAIL, LEAD, GAP = 6.2, 8.0, 30.0, 24.0, 7.0
"""Widths: a letter, half a coin, what is known only at the time of writing, a lead-in; and between marks."""


def along(day: str, days: Scale) -> float:
    """Where a day lies on the scale of a wide screen.

    >>> along("2025-07-02", Scale("2025-01-01", "2025-12-31", "2026-12-31")) < WIDTH / 2
    True
    """
    turn, last = since(days.turn, days), since(days.last, days)
    at = min(max(since(day, days), 0), last)
    near = WIDTH * (PAST_SHARE if turn < last else 1)
    if at <= turn:
        return near * at / max(turn, 1)
    return near + (WIDTH - near) * (at - turn) / (last - turn)


def since(day: str, days: Scale) -> int:
    """How many days a day lies after the first of the scale."""
    return date.fromisoformat(day).toordinal() - date.fromisoformat(days.first).toordinal()


def pack(
    marks: Iterable[Mark], days: Scale, most: int | None, owed: int = 0
) -> tuple[list[list[Mark]], list[Mark]]:
    """Put each mark onto the first track with room for it and its words; and what found none.

    The stages of a text have one track to themselves. There are `most` tracks, and `owed` more
    for what is owed.
    """
    tracks: list[list[Mark]] = []
    taken: list[list[tuple[float, float]]] = []
    left_out = []
    for one in marks:
        if one.sort == "stage":
            if not tracks or tracks[0][0].sort != "stage":
                tracks.insert(0, [])
                taken.insert(0, [(-WIDTH, 2 * WIDTH)])
            tracks[0].append(one)
            continue
        rooms = _rooms(one, days)
        free = ((n, room) for n, spans in enumerate(taken) for room in rooms if _clear(room, spans))
        row, room = next(free, (len(tracks), rooms[0]))
        if row == len(tracks):
            if one.sort == "owed" and owed:
                most, owed = None if most is None else most + 1, owed - 1
            elif most is not None and row >= most:
                left_out.append(one)
                continue
            tracks.append([])
            taken.append([])
        tracks[row].append(one)
        taken[row].append(room)
    return tracks, left_out


def ahead(tracks: list[list[Mark]], marks: Iterable[Mark], days: Scale) -> bool:
    """Put what is expected onto the last track that has nothing where it stands; whether all found one."""
    turn = along(days.turn, days)
    there = {entry.iri for track in tracks for mark in track for entry in mark.entries}
    placed = True
    for one in marks:
        begin, end = span(one, days)
        if begin < turn or there & {entry.iri for entry in one.entries}:
            continue
        for track in reversed(tracks):
            if all(_apart((begin, end), (0, max(turn, span(other, days)[1]) - GAP)) for other in track):
                track.append(one)
                break
        else:
            placed = False
    return placed


def _apart(one: tuple[float, float], two: tuple[float, float]) -> bool:
    return one[1] + GAP <= two[0] or two[1] + GAP <= one[0]


def _clear(room: tuple[float, float], spans: Iterable[tuple[float, float]]) -> bool:
    return all(_apart(room, span) for span in spans)


def _rooms(mark: Mark, days: Scale) -> list[tuple[float, float]]:
    """From where to where a mark and its words may reach: words inside it, else right of it or left."""
    begin, end = span(mark, days)
    wide = len(mark.text) * LETTER + (24 if len(mark.entries) > 1 else 6)
    if wide + 2 * COIN + 8 <= end - begin:
        return [(begin, end)]
    turn = along(days.turn, days)
    # Words of what is not expected never stand on the ground beyond the sources' last day.
    right = [(begin, end + wide)] if end + wide <= (turn if begin < turn else WIDTH) else []
    return right + [(begin - wide, end)] * (not right or begin >= wide)


def span(mark: Mark, days: Scale) -> tuple[float, float]:
    """From where to where a mark itself reaches."""
    turn, box = along(days.turn, days), COIN if mark.sort in ("owed", "met") else 0
    if mark.sort in ("now", "owed") and mark.entries[0].when is None:
        return turn - TAIL, turn + box
    start = along(mark.start or mark.start_by or days.first, days)
    start_by = along(mark.start_by or mark.start or days.first, days)
    if mark.sort in ("bar", "owed", "met"):
        return start if mark.start else 0.0, (along(mark.end, days) if mark.end else turn) + box
    if mark.sort == "pill":
        return start, max(start_by, start + 2 * COIN)
    if mark.start is None:
        return start_by - LEAD, start_by + COIN
    middle = (start + start_by) / 2
    return min(start, middle - COIN), max(start_by, middle + COIN)
