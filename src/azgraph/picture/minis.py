"""The small picture of the network, for days side by side: places, and a ready path for every strand.

Computed once; the page and the picture of several days draw from it, and the same places
and paths hold on every day. What has no date is in none of them.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from azgraph.picture.letters import lines, pinched, width
from azgraph.picture.places import BARE, Places
from azgraph.picture.reading import Reading, Thing
from azgraph.picture.strands import THIN, Member, members, offsets, widest
from azgraph.picture.ties import Tie, Web

WIDTH, COLUMN, HEIGHT = 400.0, 87.0, 160.0
"""The width, how far the columns stand from the middle, and the least height."""
NAME, HUB = 13.5, 16.0
"""The sizes of the names and of the hub's."""
TALL, LOW, GAP, EDGE = 32.0, 20.0, 0.35, 15.0
"""Rows that have room for two lines, rows of one line, the share of a row between bands, the rim."""
LOOSEST = 46.0
START, LABEL = 8.0, 11.0
"""From the middle of a dot to where strands begin, and to where its name does."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands, on which side, and its name in lines."""

    x: float
    y: float
    side: int
    name: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A strand: its dated records, its path, and for each way it may point its shorter path and its head."""

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
    spots, height = _spots(reading, placed)
    hub = None if web.hub is None else (height / 2, tuple(_lines(reading.name(web.hub), HUB, 112.0, 2)))
    frame = _Frame(height, _half(hub), 18.0 + 10.0 * (len(hub[1]) - 1) if hub else 0.0)
    threads = {}
    for ends, tie in web.ties.items():
        if all(end in spots or end == web.hub for end in ends) and (
            found := _threads(tie, web, spots, frame)
        ):
            threads[ends] = tuple(found)
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
        strands = [(s, tuple((e, w) for e, w in members(tie, s) if e.when is not None)) for s in (-1, 0, 1)]
        strands = [(sign, records) for sign, records in strands if records]
        a, b = ((spots[end].x, spots[end].y) for end in ends)
        ux, uy = _unit(a, b)
        beside = offsets([THIN] * len(strands))
        threads[ends] = tuple(
            Thread(sign, records, _path([(x + uy * aside, y - ux * aside) for x, y in (a, b)]), {})
            for (sign, records), aside in zip(strands, beside, strict=True)
        )
    height = round(2 * EDGE + scale * placed.height, 1)
    return Mini(height, None, spots, {ends: found for ends, found in threads.items() if found})


@dataclass(frozen=True, slots=True)
class _Frame:
    """The height, and half the width and height of what lies free about the hub's name."""

    height: float
    a: float
    b: float

    @property
    def hub(self) -> Point:
        return WIDTH / 2, self.height / 2


def _half(hub: tuple[float, tuple[str, ...]] | None) -> float:
    return max(width(line, HUB) for line in hub[1]) / 2 + 12 if hub else 0.0


def _spots(reading: Reading, placed: Places) -> tuple[dict[str, Spot], float]:
    columns = {side: _units(placed, side) for side in (-1, 1)}
    rows = max((len(column) for column in columns.values()), default=0)
    tall = rows <= BARE
    row = TALL if tall else LOW
    most = max((column[-1][1] + 1 for column in columns.values() if column), default=1.0)
    height = round(max(HEIGHT, most * row + 2 * EDGE), 1)
    things = [reading.things[node] for column in columns.values() for node, _ in column]
    names = _names(things, 2 if tall else 1)
    spots = {}
    for side, column in columns.items():
        if not column:
            continue
        taken = column[-1][1] + 1
        pitch = min(LOOSEST, (height - 2 * EDGE) / taken)
        top = (height - taken * pitch) / 2
        for node, unit in column:
            x = WIDTH / 2 + side * COLUMN
            spots[node] = Spot(x, round(top + (unit + 0.5) * pitch, 1), side, names[node])
    return spots, height


def _units(placed: Places, side: int) -> list[tuple[str, float]]:
    """The nodes of a column from top to bottom, each with how many rows and gaps lie above it."""
    breaks = [heading.y for heading in placed.headings if heading.side == side]
    found: list[tuple[str, float]] = []
    at, above = 0.0, -math.inf
    for node, place in sorted(placed.nodes.items(), key=lambda item: item[1].y):
        if place.side == side:
            at += GAP if found and any(above < y < place.y for y in breaks) else 0.0
            found.append((node, at))
            at, above = at + 1, place.y
    return found


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


def _threads(tie: Tie, web: Web, spots: dict[str, Spot], frame: _Frame) -> list[Thread]:
    strands = [
        (sign, tuple((e, way) for e, way in members(tie, sign) if e.when is not None)) for sign in (-1, 0, 1)
    ]
    strands = [(sign, records) for sign, records in strands if records]
    widths = [widest(list(records)) for _, records in strands]
    found = []
    for (sign, records), wide, offset in zip(strands, widths, offsets(widths), strict=True):
        if tie.a == web.hub:  # drawn from the node, the tie's b, to the hub
            points, turn = _spoke(spots[tie.b], frame, offset), -1
        elif spots[tie.a].side == spots[tie.b].side:
            points, turn = _inside(spots[tie.a], spots[tie.b], frame, offset), 1
        else:
            points, turn = _across(spots[tie.a], spots[tie.b], frame, offset), 1
        ways = sorted({way for _, way in records if way})
        heads = {way: _headed(points, way * turn, wide) for way in ways}
        found.append(Thread(sign, records, _path(points), heads))
    return found


def _spoke(spot: Spot, frame: _Frame, offset: float) -> list[Point]:
    """A straight line from a dot to the rim of the hub, beside the middle line by the offset."""
    (hx, hy), (x, y) = frame.hub, (spot.x, spot.y)
    ux, uy = _unit((x, y), (hx, hy))
    x, y = x + START * ux + uy * offset, y + START * uy - ux * offset
    return [(x, y), (x + (far := _rim(x - hx, y - hy, (ux, uy), frame)) * ux, y + far * uy)]


def _rim(x: float, y: float, way: Point, frame: _Frame) -> float:
    """How far a point about the hub is from the oval around its name, going one way."""
    (px, py), (ux, uy) = (x / frame.a, y / frame.b), (way[0] / frame.a, way[1] / frame.b)
    square, along = ux * ux + uy * uy, px * ux + py * uy
    inside = along * along - square * (px * px + py * py - 1)
    return max(1.0, (-along - math.sqrt(max(0.0, inside))) / square)


def _inside(a: Spot, b: Spot, frame: _Frame, offset: float) -> list[Point]:
    """A curve inside a column, longer ones deeper."""
    reach, inward = abs(b.y - a.y), -a.side
    down = math.copysign(1.0, b.y - a.y)
    most = min(COLUMN * 0.6, COLUMN - frame.a - 4) if frame.a else COLUMN * 0.8
    depth = max(8.0, min(most, 9 + reach * (0.15 if frame.a else 0.4))) + offset * 2
    pull = inward * depth * 4 / 3
    near = 0.55 * START * inward
    return [
        (a.x + near, a.y + down * START * 0.8),
        (a.x + pull, a.y + down * reach * 0.22),
        (b.x + pull, b.y - down * reach * 0.22),
        (b.x + near, b.y - down * START * 0.8),
    ]


def _across(a: Spot, b: Spot, frame: _Frame, offset: float) -> list[Point]:
    """A curve from one column to the other, above or below the hub."""
    middle = (a.y + b.y) / 2
    through = middle
    if frame.a:
        side = -1 if middle <= frame.height / 2 else 1
        clear = frame.height / 2 + side * (frame.b + 15)
        through = min(middle, clear) if side < 0 else max(middle, clear)
    bend = (through - middle) * 4 / 3 + offset * 2
    third = (b.x - a.x) / 4
    c1 = (a.x + third, a.y + (b.y - a.y) / 3 + bend)
    c2 = (b.x - third, a.y + (b.y - a.y) * 2 / 3 + bend)
    return [_from((a.x, a.y), c1, START), c1, c2, _from((b.x, b.y), c2, START)]


def _headed(points: list[Point], end: int, wide: float) -> tuple[str, str]:
    """The path without what a head covers at its last point (1) or its first (-1), and the head."""
    ordered = points if end > 0 else points[::-1]
    long, half = 4.5 + wide * 1.3, 2.0 + wide * 0.7
    tip, before = ordered[-1], ordered[-2]
    ux, uy = _unit(before, tip)
    foot = tip[0] - ux * long, tip[1] - uy * long
    corners = [(foot[0] - s * uy * half, foot[1] + s * ux * half) for s in (1, -1)]
    shorter = [*ordered[:-1], (tip[0] - ux * long * 0.8, tip[1] - uy * long * 0.8)]
    return _path(shorter if end > 0 else shorter[::-1]), "M" + "L".join(map(_at, [tip, *corners])) + "Z"


def _path(points: list[Point]) -> str:
    first, *rest = map(_at, points)
    return f"M{first}{'L' if len(rest) == 1 else 'C'}{' '.join(rest)}"


def _at(point: Point) -> str:
    return " ".join(f"{number:.1f}".removesuffix(".0") for number in point)


def _from(point: Point, towards: Point, far: float) -> Point:
    ux, uy = _unit(point, towards)
    return point[0] + ux * far, point[1] + uy * far


def _unit(a: Point, b: Point) -> Point:
    length = math.dist(a, b) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def data(found: Mini, hub: str | None) -> dict[str, object]:
    """The small picture as plain data: nodes as id, x, y, side and name, ties as their ends and strands.

    The records of a strand stand with its tie; those without a date are in no small picture.
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
