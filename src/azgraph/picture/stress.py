"""Places for many nodes without a middle: those whose ties make them near stand near.

Sparse stress (Ortmann, Klimenta and Brandes, A Sparse Stress Model, 2017): each node is
drawn to its neighbours and to a few pivots, at the distance that the ties between them
make. A fixed number of steps from a fixed start in plain floats: the same places on every
run and every machine, without numpy, in seconds for 2,000 nodes.
"""

from __future__ import annotations

import cmath
from collections import deque
from collections.abc import Mapping, Sequence
from math import pi, sqrt

PIVOTS, STEPS = 40, 60
EVEN = 0.75
"""How far the crowd in the middle is evened out, from 0 to 1."""
PASSES, GROWTH = 8, 1.03
FLAT = 1.5
"""How much wider than high the picture is."""
FILLED = 0.3
"""The share of the picture that names take up."""
Near = Mapping[str, Sequence[str]]
Box = tuple[float, float, float]
"""How far a node and its name reach to the left, to the right, and up and down."""


def spread(order: Sequence[str], near: Near, boxes: Mapping[str, Box]) -> dict[str, tuple[float, float]]:
    """Place nodes by who is near whom, so that no two boxes overlap; all numbers are positive.

    >>> placed = spread("abc", {"a": "b", "b": "ac", "c": "b"}, dict.fromkeys("abc", (5, 40, 9)))
    >>> len(set(placed.values()))
    3
    """
    parts = [_clear(_stress(part, near), boxes) for part in _components(order, near)]
    return _packed(parts, boxes)


def _components(order: Sequence[str], near: Near) -> list[list[str]]:
    """The nodes that hang together, each group in the given order; the largest group first."""
    group: dict[str, int] = {}
    for n, node in enumerate(order):
        if node not in group:
            for found in _distances(node, near):
                group[found] = n
    found_: dict[int, list[str]] = {}
    for node in order:
        found_.setdefault(group[node], []).append(node)
    return sorted(found_.values(), key=len, reverse=True)


def _distances(start: str, near: Near) -> dict[str, int]:
    """How many ties lead from a node to each that can be reached."""
    found, waiting = {start: 0}, deque([start])
    while waiting:
        node = waiting.popleft()
        for other in near.get(node, ()):
            if other not in found:
                found[other] = found[node] + 1
                waiting.append(other)
    return found


def _pivots(order: Sequence[str], near: Near) -> list[dict[str, int]]:
    """The distances from a few nodes, each as far as can be from those before it."""
    first = max(order, key=lambda node: len(near.get(node, ())))
    away = _distances(first, near)
    found = [away]
    while len(found) < min(PIVOTS, len(order)):
        furthest = max(order, key=away.__getitem__)
        found.append(_distances(furthest, near))
        away = {node: min(away[node], found[-1][node]) for node in order}
    return found


def _stress(order: Sequence[str], near: Near) -> dict[str, complex]:
    """Places of nodes that hang together, at about one from neighbour to neighbour."""
    if len(order) == 1:
        return {order[0]: 0j}
    number = {node: n for n, node in enumerate(order)}
    pulls = _pulls(order, near, number)
    radius = sqrt(len(order)) / 2
    at = [cmath.rect(radius, 2 * pi * n / len(order)) for n in range(len(order))]
    for _ in range(STEPS):
        for n, terms in enumerate(pulls):
            here, moved, total = at[n], 0j, 0.0
            for other, length, weight in terms:
                away = here - at[other]
                far = abs(away)
                if far:
                    moved += weight * (at[other] + away * (length / far))
                    total += weight
            at[n] = moved / total if total else here
    return dict(zip(order, _evened(_levelled(at)), strict=True))


def _pulls(
    order: Sequence[str], near: Near, number: Mapping[str, int]
) -> list[list[tuple[int, float, float]]]:
    """For each node: whom it is drawn to, at which distance, how strongly."""
    pivots = _pivots(order, near)
    share = len(order) / len(pivots)
    found = []
    for node in order:
        terms: dict[int, tuple[float, float]] = {}
        for away in pivots:
            pivot = next(iter(away))
            if away[node]:
                terms[number[pivot]] = (float(away[node]), share / away[node] ** 2)
        # Those with many ties keep their neighbours further off, or these would pile up.
        for other in near.get(node, ()):
            length = ((len(near[node]) + len(near[other])) / 2) ** 0.25
            terms[number[other]] = (length, 1.0)
        found.append([(other, length, weight) for other, (length, weight) in sorted(terms.items())])
    return found


def _levelled(at: Sequence[complex]) -> list[complex]:
    """The same places turned so that they reach furthest from left to right."""
    middle = sum(at) / len(at)
    turn = sum((p - middle) ** 2 for p in at)
    angle = cmath.phase(turn) / 2 if turn else 0.0
    return [(p - middle) * cmath.rect(1, -angle) for p in at]


def _evened(at: Sequence[complex]) -> list[complex]:
    """The same directions from the middle, at distances that leave about as much room to each node."""
    furthest = max(abs(p) for p in at)
    found = list(at)
    for rank, n in enumerate(sorted(range(len(at)), key=lambda n: (abs(at[n]), n))):
        far = abs(at[n])
        if far:
            even = furthest * sqrt((rank + 0.5) / len(at))
            found[n] *= (EVEN * even + (1 - EVEN) * far) / far
    return found


def _clear(at: Mapping[str, complex], boxes: Mapping[str, Box]) -> dict[str, complex]:
    """The places scaled so that names fill their share, then pushed apart until none overlap."""
    wide = max(p.real for p in at.values()) - min(p.real for p in at.values())
    high = max(p.imag for p in at.values()) - min(p.imag for p in at.values())
    area = sum((left + right) * 2 * half for left, right, half in (boxes[n] for n in at))
    scale = sqrt(area / FILLED / (FLAT * max(wide, 1) * max(high, 1)))
    placed = {n: complex(FLAT * scale * p.real, scale * p.imag) for n, p in at.items()}
    passes = 0
    while _pushed(placed, boxes):
        passes += 1
        if passes % PASSES == 0:  # in a crowd pushing alone never ends; a little more room ends it
            placed = {n: GROWTH * p for n, p in placed.items()}
    return placed


def _pushed(placed: dict[str, complex], boxes: Mapping[str, Box]) -> bool:
    """Push every overlapping pair apart by half, the shorter way; whether there was one."""
    cell_x = max(left + right for left, right, _ in boxes.values())
    cell_y = max(2 * half for _, _, half in boxes.values())
    cells: dict[tuple[int, int], list[str]] = {}
    for node, p in placed.items():
        cells.setdefault((int(p.real // cell_x), int(p.imag // cell_y)), []).append(node)
    any_ = False
    for (cx, cy), inside in sorted(cells.items()):
        for dx, dy in ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)):
            others = cells.get((cx + dx, cy + dy), ())
            for i, a in enumerate(inside):
                for b in others[i + 1 :] if (dx, dy) == (0, 0) else others:
                    any_ |= _part(a, b, placed, boxes)
    return any_


def _part(a: str, b: str, placed: dict[str, complex], boxes: Mapping[str, Box]) -> bool:
    p, q, one, two = placed[a], placed[b], boxes[a], boxes[b]
    low, high = (one, two) if (p.real, a) <= (q.real, b) else (two, one)
    over_x = low[1] + high[0] - abs(q.real - p.real)
    over_y = one[2] + two[2] - abs(q.imag - p.imag)
    if over_x <= 0 or over_y <= 0:
        return False
    if over_y <= over_x:
        step = complex(0, (over_y + 0.2) / 2)
        sign = 1 if (p.imag, a) <= (q.imag, b) else -1
    else:
        step = complex((over_x + 0.2) / 2)
        sign = 1 if (p.real, a) <= (q.real, b) else -1
    placed[a], placed[b] = p - sign * step, q + sign * step
    return True


def _packed(
    parts: Sequence[Mapping[str, complex]], boxes: Mapping[str, Box]
) -> dict[str, tuple[float, float]]:
    """The parts side by side in rows, the largest first, from the upper left corner."""
    sizes = [_frame(part, boxes) for part in parts]
    most = max([sqrt(FLAT * sum(w * h for _, _, w, h in sizes)), *(w for _, _, w, _ in sizes)], default=0.0)
    found: dict[str, tuple[float, float]] = {}
    x = y = row = 0.0
    for part, (left, top, wide, high) in zip(parts, sizes, strict=True):
        if x and x + wide > most:
            x, y, row = 0.0, y + row, 0.0
        for node, p in part.items():
            found[node] = (round(p.real - left + x, 1), round(p.imag - top + y, 1))
        x, row = x + wide, max(row, high)
    return found


def _frame(part: Mapping[str, complex], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Left, top, width and height of a part with its names."""
    left = min(p.real - boxes[n][0] for n, p in part.items())
    top = min(p.imag - boxes[n][2] for n, p in part.items())
    right = max(p.real + boxes[n][1] for n, p in part.items())
    foot = max(p.imag + boxes[n][2] for n, p in part.items())
    return left, top, right - left, foot - top
