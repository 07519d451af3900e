"""The small picture of the network, for days side by side: places, and a ready path for every strand.

Computed once; the page and the picture of several days draw from it, and the same places
and paths hold on every day. An event without a date is in none of them; what holds without one
is there from the time of writing on.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from azgraph.picture.curves import Frame, Spot, aimed, cleared, depths, headed, path, run, unit
from azgraph.picture.letters import lines, pinched, width
from azgraph.picture.places import BARE, Places
from azgraph.picture.reading import Reading, Thing
from azgraph.picture.strands import THIN, Member, members, offsets, widest
from azgraph.picture.ties import Tie, Web

WIDTH, COLUMN, HEIGHT = 400.0, 97.0, 220.0
"""The width, how far the columns stand from the middle, and the least height."""
NAME, HUB = 13.5, 16.0
"""The sizes of the names and of the hub's."""
TALL, LOW, GAP, EDGE, MORE = 27.0, 20.0, 0.35, 15.0, 0.45
"""The least row of few names and of many, the share of a row between bands, the rim, and the share of a row
that each line of a name after the first takes."""
LOOSEST = 46.0
"""The highest row, but where the least height has room for more."""
START, LABEL = 8.0, 11.0
"""From the middle of a dot to where strands begin, and to where its name does."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A strand: its records, its path, and for each way it may point its shorter path and its head."""

    sign: int
    records: tuple[Member, ...]
    path: str
    heads: dict[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Mini:
    """The small picture; `hub` is the middle and the lines of the hub's name, or None."""

    height: float
    hub: tuple[float, tuple[str, ...]] | None
    spots: dict[str, Spot]
    threads: dict[tuple[str, str], tuple[Thread, ...]]


def mini(web: Web, reading: Reading, placed: Places) -> Mini:
    """Compute the small picture in the order of the rows of the large one."""
    if placed.field:
        return _scattered(web, reading, placed)
    timed = {ends for ends, tie in web.ties.items() if any(e.timed for e in tie.drawn())}
    spots, height = _spots(reading, placed, {b for a, b in timed if a == web.hub})
    hub = None if web.hub is None else (height / 2, tuple(_lines(reading.name(web.hub), HUB, 112.0, 2)))
    frame = _frame(height, hub)
    deep = depths(timed, spots, frame)
    if hub:
        # Neighbours are joined by a straight line, which leaves their spokes alone.
        deep |= dict.fromkeys(_neighbours(timed, spots), 0.0)
        halves = {b: _half(web.ties[a, b]) for a, b in timed if a == web.hub and b in spots}
        spots = cleared(aimed(spots, halves, frame), halves, frame)
    threads = {}
    for ends, tie in web.ties.items():
        if ends in timed and all(end in spots or end == web.hub for end in ends):
            threads[ends] = tuple(_threads(tie, spots, frame, deep.get(ends, 0.0)))
    return Mini(height, hub, spots, threads)


def _scattered(web: Web, reading: Reading, placed: Places) -> Mini:
    """The field made small: every dot, straight strands, and the names of the most tied that cover no dot."""
    scale = (WIDTH - 2 * EDGE) / placed.width
    near = web.near()
    at = {n: (round(EDGE + scale * p.x, 1), round(EDGE + scale * p.y, 1)) for n, p in placed.nodes.items()}
    taken = [(x - 6, x + 6, y) for x, y in at.values()]
    spots: dict[str, Spot] = {}
    for node in sorted(placed.nodes, key=lambda node: (-len(near[node]), node)):
        x, y = at[node]
        end = x + LABEL + width(reading.name(node), NAME)
        free = end < WIDTH and not any(x + 6 < b and a < end and abs(y - h) < LOW / 2 for a, b, h in taken)
        if free:
            taken += [(x, end, y - LOW / 4), (x, end, y + LOW / 4)]
        spots[node] = Spot(x, y, 1, (reading.name(node),) if free else ())
    threads = {}
    for ends, tie in web.ties.items():
        if not all(end in spots for end in ends):  # records that concern a pair without joining it
            continue
        strands = _timed(tie)
        a, b = ((spots[end].x, spots[end].y) for end in ends)
        ux, uy = unit(a, b)
        beside = offsets([THIN] * len(strands))
        threads[ends] = tuple(
            Thread(sign, records, path([(x + uy * aside, y - ux * aside) for x, y in (a, b)]), {})
            for (sign, records), aside in zip(strands, beside, strict=True)
        )
    height = round(2 * EDGE + scale * placed.height, 1)
    return Mini(height, None, spots, {ends: found for ends, found in threads.items() if found})


def _frame(height: float, hub: tuple[float, tuple[str, ...]] | None) -> Frame:
    wide = max(width(line, HUB) for line in hub[1]) / 2 + 12 if hub else 0.0
    high = 18.0 + 10.0 * (len(hub[1]) - 1) if hub else 0.0
    return Frame(
        WIDTH / 2, height, COLUMN, wide, high, START,
        shallow=5, share=0.09, loose=0.4, apart=10, spare=4, clear=15, tight=0.7,
    )  # fmt: skip


def _spots(reading: Reading, placed: Places, spoked: set[str]) -> tuple[dict[str, Spot], float]:
    rows = Counter(place.side for place in placed.nodes.values())
    tall = max(rows.values(), default=0) <= BARE
    row = TALL if tall else LOW
    names = _names([reading.things[node] for node in placed.nodes], 3 if tall else 1)
    columns = {side: _units(placed, side, names) for side in (-1, 1)}
    most = max((taken for _, taken in columns.values()), default=1.0)
    height = round(max(HEIGHT, most * row + 2 * EDGE), 1)
    spots = {}
    for side, (column, taken) in columns.items():
        if not column:
            continue
        pitch = min(max(LOOSEST, (HEIGHT - 2 * EDGE) / taken), (height - 2 * EDGE) / taken)
        top = (height - taken * pitch) / 2
        for node, above in column:
            x = WIDTH / 2 + side * COLUMN
            spots[node] = Spot(x, round(top + above * pitch, 1), side, names[node], node in spoked)
    return spots, height


def _units(
    placed: Places, side: int, names: dict[str, tuple[str, ...]]
) -> tuple[list[tuple[str, float]], float]:
    """The nodes of a column from its top, each with the rows above its middle; and the rows of all."""
    breaks = [heading.y for heading in placed.headings if heading.side == side]
    found: list[tuple[str, float]] = []
    at, above = 0.0, -math.inf
    for node, place in sorted(placed.nodes.items(), key=lambda item: item[1].y):
        if place.side == side:
            at += GAP if found and any(above < y < place.y for y in breaks) else 0.0
            own = 1 + MORE * max(0, len(names[node]) - 1)
            found.append((node, at + own / 2))
            at, above = at + own, place.y
    return found, at


def _names(things: list[Thing], most: int) -> dict[str, tuple[str, ...]]:
    """The names of things; those that would read alike when cut at their end are cut in the middle."""
    names = {thing.iri: tuple(_name(thing, most)) for thing in things}
    often = Counter(names.values())
    room = WIDTH / 2 - COLUMN - LABEL
    return {
        thing.iri: names[thing.iri] if often[names[thing.iri]] == 1 else (pinched(thing.name, NAME, room),)
        for thing in things
    }


def _name(thing: Thing, most: int) -> list[str]:
    """A name that fits beside its column: whole, else its initials or a part of it, else in lines."""
    room = WIDTH / 2 - COLUMN - LABEL
    if width(thing.name, NAME) <= room:
        return [thing.name]
    known = [o for o in thing.other if (o.isupper() and len(o) <= 6) or o in thing.full]
    short = [o for o in sorted(known, key=lambda o: (-len(o), o)) if width(o, NAME) <= room]
    return short[:1] or lines(thing.name, NAME, room, most)


def _lines(text: str, size: float, room: float, most: int) -> list[str]:
    return lines(text, size, room, most) or [text]


def _timed(tie: Tie) -> list[tuple[int, tuple[Member, ...]]]:
    """The strands of a tie by their signs, of the records that have a place in time."""
    strands = [(s, tuple((e, w) for e, w in members(tie, s) if e.timed)) for s in (-1, 0, 1)]
    return [(sign, records) for sign, records in strands if records]


def _half(tie: Tie) -> float:
    """Half the breadth of a tie's strands side by side."""
    widths = [widest(list(records)) for _, records in _timed(tie)]
    return offsets(widths)[-1] + widths[-1] / 2


def _neighbours(ties: set[tuple[str, str]], spots: dict[str, Spot]) -> list[tuple[str, str]]:
    """The ties of two that stand one above the other with nobody between."""
    rows = sorted(spots, key=lambda node: (spots[node].side, spots[node].y))
    near = {frozenset(two) for two in pairwise(rows)}
    return [(a, b) for a, b in ties if {a, b} in near and spots[a].side == spots[b].side]


def _threads(tie: Tie, spots: dict[str, Spot], frame: Frame, depth: float) -> list[Thread]:
    strands = _timed(tie)
    widths = [widest(list(records)) for _, records in strands]
    found = []
    for (sign, records), wide, offset in zip(strands, widths, offsets(widths), strict=True):
        points, turn = run(spots.get(tie.a), spots[tie.b], frame, offset, depth)
        ways = sorted({way for _, way in records if way})
        heads = {way: headed(points, way * turn, 4.5 + wide * 1.3, 2.0 + wide * 0.7) for way in ways}
        found.append(Thread(sign, records, path(points), heads))
    return found


def untold(web: Web, found: Mini) -> list[str]:
    """The nodes that only events without a date join to others: no small picture shows a tie of theirs."""
    drawn = {end for ends in found.threads for end in ends}
    return [node for node in found.spots if node not in drawn and any(tie.drawn() for tie in web.of(node))]


def data(found: Mini, hub: str | None) -> dict[str, object]:
    """The small picture as plain data: nodes as id, x, y, side and name, ties as their ends and strands.

    The records of a strand stand with its tie; events without a date are in no small picture.
    """
    return {
        "width": WIDTH,
        "height": found.height,
        "hub": None if found.hub is None else [hub, *found.hub],
        "nodes": [(node, s.x, s.y, s.side, s.name) for node, s in found.spots.items()],
        "ties": [
            [*ends, *((t.sign, t.path, t.heads) for t in threads)] for ends, threads in found.threads.items()
        ],
    }
