"""Where strands run: straight spokes to the hub, curves inside the columns and across between others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

Point = tuple[float, float]
DOT = 9.0
"""What a spoke keeps from the middle of another's dot."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands, on which side, its name in lines, whether it has a spoke, and where that runs.

    `aim` is how far beside the hub's middle it aims, `inward` how far inside of its own dot it begins.
    """

    x: float
    y: float
    side: int
    name: tuple[str, ...] = ()
    spoked: bool = False
    aim: float = 0.0
    inward: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture's middle and columns, and how its strands begin and bend.

    `a` and `b` are half the width and height of what lies free about the hub's name, 0 without a hub;
    `start` is how far from the middle of a dot strands begin, `shallow`, `share` and `loose` how deep the
    curves of a column are (at least, by the way they go, and that without a hub), `apart` how far they are
    from each other at most, `spare` what they keep from the hub, and `clear` and `sag` what a curve between
    the columns keeps from it. `tight` is how much closer the strands of a spoke are at its dot, of 1.
    """

    middle: float
    height: float
    column: float
    a: float
    b: float
    start: float
    shallow: float
    share: float
    loose: float
    apart: float
    spare: float
    clear: float
    sag: float = 0.0
    tight: float = 1.0

    @property
    def hub(self) -> Point:
        """The middle of the picture."""
        return self.middle, self.height / 2


def depths(
    ties: Iterable[tuple[str, str]], spots: Mapping[str, Spot], frame: Frame
) -> dict[tuple[str, str], float]:
    """How deep the curves inside a column bulge: longer ones deeper, each clear of those it passes.

    Those that begin further down come first and run less deep, so that two that cross do so below the spokes.

    >>> spots = {name: Spot(228, y, -1) for name, y in (("a", 0), ("b", 50), ("c", 400))}
    >>> frame = Frame(472, 628, 244, 77, 28, 11, 6, 0.09, 0.4, 20, 12, 56)
    >>> depths([("a", "c"), ("a", "b")], spots, frame)
    {('a', 'b'): 10.5, ('a', 'c'): 42.0}
    """
    inside = [t for t in ties if all(e in spots for e in t) and spots[t[0]].side == spots[t[1]].side]
    spans = {tie: tuple(sorted(spots[end].y for end in tie)) for tie in inside}
    most = min(frame.column * 0.6, frame.column - frame.a - frame.spare) if frame.a else frame.column * 0.8
    found: dict[tuple[str, str], float] = {}
    for tie, (top, foot) in sorted(spans.items(), key=lambda item: (-item[1][0], item[1][1])):
        reach, side = foot - top, spots[tie[0]].side
        step = min(frame.apart, frame.apart / 4 + reach * 0.06)
        depth = frame.shallow + reach * (frame.share if frame.a else frame.loose)
        for other, deep in found.items():
            high, low = spans[other]
            if spots[other[0]].side == side and high < foot and top < low:
                depth = max(depth, deep + (step / 2 if top < high and foot < low else step))
        found[tie] = max(5.0, min(most, depth))
    return found


def aimed(spots: Mapping[str, Spot], halves: Mapping[str, float], frame: Frame) -> dict[str, Spot]:
    """The spots with how far beside the hub's middle each spoke aims, that none ends upon another.

    `halves` are half the breadths of the spokes; steep ones come first.
    """
    found = dict(spots)
    last: dict[tuple[int, bool], tuple[list[Point], float, float]] = {}
    middle = frame.height / 2
    for node in sorted(halves, key=lambda node: -abs(spots[node].y - middle)):
        spot = spots[node]
        corner = (spot.side, spot.y < middle)
        before, half, aim = last.get(corner), halves[node], 0.0
        if before:
            aim = before[2]
            while aim < 0.7 * frame.a:
                line = _spoke(replace(spot, aim=aim), frame, 0.0)
                if min(_aside(line, before[0]), _aside(before[0], line)) > half + before[1] + 3:
                    break
                aim += 3
        found[node] = replace(spot, aim=aim)
        last[corner] = (_spoke(found[node], frame, 0.0), half, aim)
    return found


def cleared(spots: Mapping[str, Spot], halves: Mapping[str, float], frame: Frame) -> dict[str, Spot]:
    """The spots with how far inside of its dot each spoke begins, to pass clear of the next dot and spoke.

    `halves` are half the breadths of the spokes; those nearest to the hub come first.

    >>> spots = {name: Spot(103, y, -1) for name, y in (("a", 10), ("b", 40))}
    >>> frame = Frame(200, 390, 97, 53, 18, 8, 5, 0.09, 0.4, 10, 4, 15)
    >>> found = cleared(spots, {"a": 8.0}, frame)
    >>> round(found["a"].inward, 1), found["b"].inward
    (3.7, 0.0)
    """
    found = dict(spots)
    _, middle = frame.hub
    for node in sorted(halves, key=lambda node: abs(spots[node].y - middle)):
        spot, half = spots[node], halves[node] * frame.tight
        top, foot = sorted((spot.y, middle))
        ahead = [other for other, at in spots.items() if at.side == spot.side and top < at.y < foot]
        if not ahead:
            continue
        near = min(ahead, key=lambda other: abs(spots[other].y - spot.y))
        taken = max(DOT, halves[near] * frame.tight + found[near].inward + 2 if near in halves else 0.0)
        ux, _ = unit((spot.x, spot.y), (frame.middle + spot.side * spot.aim, middle))
        rows = abs(spots[near].y - spot.y)
        # What it begins aside has dwindled by as much of the way as it has come by then.
        lacking = (half + taken - rows * abs(ux)) / max(0.2, 1 - rows / abs(middle - spot.y))
        found[node] = replace(spot, inward=max(0.0, min(half + 2, lacking)))
    return found


def _aside(one: list[Point], other: list[Point]) -> float:
    """How far the end of one line lies beside another."""
    ux, uy = unit(*other)
    return abs((one[1][0] - other[1][0]) * uy - (one[1][1] - other[1][1]) * ux)


def run(a: Spot | None, b: Spot, frame: Frame, offset: float, depth: float = 0.0) -> tuple[list[Point], int]:
    """A strand beside the middle line of its tie by the offset, and which of its ends is the tie's `b`.

    A spoke has no spot `a`, and runs from its node to the hub. Points are the two ends of a line, or the
    four of a cubic curve; 1 says that the last is at `b`, -1 that the first is.
    """
    if a is None:
        return _spoke(b, frame, offset), -1
    if a.side == b.side and not depth:
        return _beside(a, b, frame, offset), 1
    if a.side == b.side:
        return _inside(a, b, frame, offset, depth), 1
    return _across(a, b, frame, offset), 1


def _spoke(spot: Spot, frame: Frame, offset: float) -> list[Point]:
    """A straight line from a dot to the rim of the hub; strands are closer to each other at the dot."""
    (hx, hy), (x, y) = frame.hub, (spot.x, spot.y)
    ux, uy = unit((x, y), (hx + spot.side * spot.aim, hy))
    near = offset * frame.tight + math.copysign(spot.inward, -spot.side * uy)
    begin = x + frame.start * ux + uy * near, y + frame.start * uy - ux * near
    x, y = x + uy * offset, y - ux * offset
    return [begin, (x + (far := _rim(x - hx, y - hy, (ux, uy), frame)) * ux, y + far * uy)]


def _rim(x: float, y: float, way: Point, frame: Frame) -> float:
    """How far a point about the hub is from the oval around its name, going one way."""
    (px, py), (ux, uy) = (x / frame.a, y / frame.b), (way[0] / frame.a, way[1] / frame.b)
    square, along = ux * ux + uy * uy, px * ux + py * uy
    inside = along * along - square * (px * px + py * py - 1)
    return max(1.0, (-along - math.sqrt(max(0.0, inside))) / square)


def _beside(a: Spot, b: Spot, frame: Frame, offset: float) -> list[Point]:
    """A straight line between two dots that stand one above the other."""
    way = math.copysign(frame.start, b.y - a.y)
    return [(a.x + offset, a.y + way), (b.x + offset, b.y - way)]


def _inside(a: Spot, b: Spot, frame: Frame, offset: float, depth: float) -> list[Point]:
    """A curve inside a column; where its own spoke runs the same way it leaves a dot steeply, clear of it."""
    pull = -a.side * (depth * 4 / 3 + offset * 1.2)
    ends = []
    for spot, other in ((a, b), (b, a)):
        way = other.y - spot.y
        rise = 0.45 if spot.spoked and (frame.height / 2 - spot.y) * way > 0 else 0.25
        aside = spot.side * (0.2 * frame.start + offset)
        near = (spot.x - aside, spot.y + math.copysign(0.7 * frame.start, way))
        ends.append((near, (spot.x + pull, spot.y + way * rise)))
    (start, c1), (last, c2) = ends
    return [start, c1, c2, last]


def _across(a: Spot, b: Spot, frame: Frame, offset: float) -> list[Point]:
    """A curve from one column to the other, above or below the hub."""
    middle = (a.y + b.y) / 2
    through = middle
    if frame.a:
        side = -1 if middle <= frame.height / 2 else 1
        clear = frame.height / 2 + side * (frame.b + frame.clear)
        through = min(middle + frame.sag, clear) if side < 0 else max(middle - frame.sag, clear)
    bend = (through - middle) * 4 / 3 + offset
    third = (b.x - a.x) / 4
    c1 = (a.x + third, a.y + (b.y - a.y) / 3 + bend)
    c2 = (b.x - third, a.y + (b.y - a.y) * 2 / 3 + bend)
    (x1, y1), (x2, y2) = _from((a.x, a.y), c1, frame.start), _from((b.x, b.y), c2, frame.start)
    return [(x1, y1 + offset), c1, c2, (x2, y2 + offset)]


def headed(points: list[Point], end: int, long: float, half: float) -> tuple[str, str]:
    """The path without what a head covers at its last point (1) or its first (-1), and the head."""
    ordered = points if end > 0 else points[::-1]
    tip, before = ordered[-1], ordered[-2]
    ux, uy = unit(before, tip)
    foot = tip[0] - ux * long, tip[1] - uy * long
    corners = [(foot[0] - s * uy * half, foot[1] + s * ux * half) for s in (1, -1)]
    shorter = [*ordered[:-1], (tip[0] - ux * long * 0.8, tip[1] - uy * long * 0.8)]
    return path(shorter if end > 0 else shorter[::-1]), "M" + "L".join(map(_at, [tip, *corners])) + "Z"


def path(points: list[Point]) -> str:
    """A line or a cubic curve as a path.

    >>> path([(0, 0.25), (10, 5)])
    'M0 0.2L10 5'
    """
    first, *rest = map(_at, points)
    return f"M{first}{'L' if len(rest) == 1 else 'C'}{' '.join(rest)}"


def _at(point: Point) -> str:
    return " ".join(f"{number:.1f}".removesuffix(".0") for number in point)


def _from(point: Point, towards: Point, far: float) -> Point:
    ux, uy = unit(point, towards)
    return point[0] + ux * far, point[1] + uy * far


def unit(a: Point, b: Point) -> Point:
    """The way from one point to another, of length 1."""
    length = math.dist(a, b) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length
