"""Where strands run: straight spokes to the hub, curves inside the columns and across between others."""

from __future__ import annotations

import math
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands, on which side, and its name in lines."""

    x: float
    y: float
    side: int
    name: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture's middle and columns, and how its strands begin and bend.

    `a` and `b` are half the width and height of what lies free about the hub's name, 0 without a hub;
    `start` is how far from the middle of a dot strands begin, `shallow`, `share` and `loose` how deep the
    curves of a column are (at least, by the way they go, and that without a hub), `spare` what they keep
    from the hub, and `clear` and `sag` what a curve between the columns keeps from it.
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
    spare: float
    clear: float
    sag: float = 0.0

    @property
    def hub(self) -> Point:
        """The middle of the picture."""
        return self.middle, self.height / 2


def run(a: Spot | None, b: Spot, frame: Frame, offset: float, deeper: float = 0.0) -> tuple[list[Point], int]:
    """A strand beside the middle line of its tie by the offset, and which of its ends is the tie's `b`.

    A spoke has no spot `a`, and runs from its node to the hub. Points are the two ends of a line, or the
    four of a cubic curve; 1 says that the last is at `b`, -1 that the first is.
    """
    if a is None:
        return _spoke(b, frame, offset), -1
    if a.side == b.side:
        return _inside(a, b, frame, offset, deeper), 1
    return _across(a, b, frame, offset + deeper / 3), 1


def _spoke(spot: Spot, frame: Frame, offset: float) -> list[Point]:
    """A straight line from a dot to the rim of the hub."""
    (hx, hy), (x, y) = frame.hub, (spot.x, spot.y)
    ux, uy = unit((x, y), (hx, hy))
    x, y = x + frame.start * ux + uy * offset, y + frame.start * uy - ux * offset
    return [(x, y), (x + (far := _rim(x - hx, y - hy, (ux, uy), frame)) * ux, y + far * uy)]


def _rim(x: float, y: float, way: Point, frame: Frame) -> float:
    """How far a point about the hub is from the oval around its name, going one way."""
    (px, py), (ux, uy) = (x / frame.a, y / frame.b), (way[0] / frame.a, way[1] / frame.b)
    square, along = ux * ux + uy * uy, px * ux + py * uy
    inside = along * along - square * (px * px + py * py - 1)
    return max(1.0, (-along - math.sqrt(max(0.0, inside))) / square)


def _inside(a: Spot, b: Spot, frame: Frame, offset: float, deeper: float) -> list[Point]:
    """A curve inside a column, longer ones deeper."""
    reach, inward = abs(b.y - a.y), -a.side
    down = math.copysign(1.0, b.y - a.y)
    column = frame.column
    most = min(column * 0.6, column - frame.a - frame.spare) if frame.a else column * 0.8
    share = frame.share if frame.a else frame.loose
    depth = max(8.0, min(most, frame.shallow + reach * share)) + offset * 2 + deeper
    pull = inward * depth * 4 / 3
    near = 0.55 * frame.start * inward
    return [
        (a.x + near, a.y + down * frame.start * 0.8),
        (a.x + pull, a.y + down * reach * 0.22),
        (b.x + pull, b.y - down * reach * 0.22),
        (b.x + near, b.y - down * frame.start * 0.8),
    ]


def _across(a: Spot, b: Spot, frame: Frame, offset: float) -> list[Point]:
    """A curve from one column to the other, above or below the hub."""
    middle = (a.y + b.y) / 2
    through = middle
    if frame.a:
        side = -1 if middle <= frame.height / 2 else 1
        clear = frame.height / 2 + side * (frame.b + frame.clear)
        through = min(middle + frame.sag, clear) if side < 0 else max(middle - frame.sag, clear)
    bend = (through - middle) * 4 / 3 + offset * 2
    third = (b.x - a.x) / 4
    c1 = (a.x + third, a.y + (b.y - a.y) / 3 + bend)
    c2 = (b.x - third, a.y + (b.y - a.y) * 2 / 3 + bend)
    return [_from((a.x, a.y), c1, frame.start), c1, c2, _from((b.x, b.y), c2, frame.start)]


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
