"""Where everything stands: two columns about the hub, and one column for narrow screens.

The frame is 944 wide and 628 high, or higher where the rows need it; the page keeps the
heights and scales the widths. Many nodes without a hub stand in a field as large as their
names need, over which the page moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from azgraph.picture import stress
from azgraph.picture.bands import NARROW, Group
from azgraph.picture.letters import width

WIDTH, HEIGHT, COLUMN = 944.0, 628.0, 0.258
TOP, BOTTOM = 28.0, 31.0
ROOM = HEIGHT - TOP - BOTTOM
ROW, LINE, BAND, GAP, SPARE = 50.0, 16.5, 25.0, 17.0, 14.0
SHORT = 0.7
"""The share of the height below which a picture counts as short."""
TIGHTEST = 0.86
"""How far rows and gaps may be drawn together before second lines go."""
NAME = 17.5
"""From the top of a row to the middle of its name."""
LETTERS, NAME_LETTERS = 31, 25
"""How many letters of a second line, and of a name with counts, surely fit beside a column."""
BARE, MOST = 14, 24
"""Rows a side beyond which second lines go, and beyond which the rest goes to the table."""
FIELD = 2 * MOST
"""Nodes without a hub beyond which there is a field in place of columns."""
FIELD_BOX, FIELD_NAME, FIELD_MARGIN = (10.0, 16.0, 11.0), 232.0, 24.0
NARROW_ROW, NARROW_BAND, NARROW_TOP, NARROW_NAME = 44.0, 24.0, 10.0, 14.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: side -1 or 1, the middle of its dot in the wide frame, y in the narrow one."""

    side: int
    x: float
    y: float
    narrow: float
    lines: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a band, whom it heads, where its middle stands; `narrow` is None where it goes on."""

    name: str
    side: int
    y: float
    narrow: float | None
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class More:
    """The last row of a column that has no room for all: how many it leaves out."""

    count: int
    side: int
    y: float
    narrow: float


@dataclass(frozen=True, slots=True)
class Places:
    """All places of a drawing."""

    nodes: dict[str, Place]
    headings: tuple[Heading, ...]
    hub: tuple[float, float]
    height: float
    narrow_height: float
    more: tuple[More, ...]
    width: float = WIDTH
    field: bool = False


def scatter(order: Sequence[str], near: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> Places:
    """Place many nodes without a hub by who is tied to whom, with room for each name."""
    left, right, half = FIELD_BOX
    boxes = {node: (left, right + min(FIELD_NAME, width(names[node], 14.5)), half) for node in order}
    at = stress.spread(order, near, boxes)
    x0, y0 = (min(place[axis] for place in at.values()) - FIELD_MARGIN for axis in (0, 1))
    nodes = {n: Place(1, _round(x - x0), _round(y - y0), 0.0, 0) for n, (x, y) in at.items()}
    wide = max(place.x + boxes[n][1] for n, place in nodes.items()) + FIELD_MARGIN
    height = max(place.y for place in nodes.values()) + FIELD_MARGIN
    middle = (_round(wide / 2), _round(height / 2))
    return Places(nodes, (), middle, _round(height), 0.0, (), _round(wide), field=True)


def arrange(
    left: Sequence[Group],
    right: Sequence[Group],
    lines: Mapping[str, int],
    wanted: Mapping[str, int] | None = None,
) -> Places:
    """Place the groups of both columns.

    `lines` is how many lines each node needs below its first on the newest day, `wanted`
    how many it needs on every day.
    """
    kept = [_shorten(groups) for groups in (left, right)]
    columns = [groups for groups, _ in kept]
    bare = max(map(_rows, columns)) > BARE
    fits = [_bare(groups) if bare else _fitted(groups, wanted or lines, lines) for groups in columns]
    lines = {node: n for fitted, _ in fits for node, n in fitted.items()}
    needed = [_needed(groups, lines, scale) for groups, (_, scale) in zip(columns, fits, strict=True)]
    rest = [ROW if n else 0.0 for _, n in kept]
    height = max(HEIGHT, TOP + max(n + r for n, r in zip(needed, rest, strict=True)) + BOTTOM)
    nodes: dict[str, Place] = {}
    headings: list[Heading] = []
    more: list[More] = []
    rows, heads, narrow = _one_column(columns)
    top = TOP + _sunk(columns, needed)
    for side, groups, need, (_, scale), left_out in zip(
        (-1, 1), columns, needed, fits, [n for _, n in kept], strict=True
    ):
        y, extra = top, _spare(groups, need)
        for index, group in enumerate(groups):
            y += GAP * scale if index else 0
            if group.name:
                middle = _round(y + BAND * scale / 2)
                headings.append(Heading(group.name, side, middle, heads.get(group), group.nodes))
                y += BAND * scale
            for node in group.nodes:
                x = _round(WIDTH / 2 + side * COLUMN * WIDTH)
                count = lines.get(node, 0)
                nodes[node] = Place(side, x, _round(y + NAME * scale), rows[node], count)
                y += _row(count, scale) + extra
        if left_out:
            more.append(More(left_out, side, _round(y + NAME), _round(narrow + NARROW_NAME)))
            narrow += NARROW_ROW
    hub = (WIDTH / 2, _round(height / 2))
    return Places(nodes, tuple(headings), hub, _round(height), _round(narrow + NARROW_TOP), tuple(more))


def _one_column(columns: Sequence[Sequence[Group]]) -> tuple[dict[str, float], dict[Group, float], float]:
    """Where rows and the names of bands stand in the narrow frame, and how far down they reach."""
    rows, heads, y = dict[str, float](), dict[Group, float](), NARROW_TOP
    last = ""
    for group in sorted((g for groups in columns for g in groups), key=lambda g: NARROW.get(g.name, 0)):
        if group.name and group.name != last:
            heads[group] = _round(y + NARROW_BAND / 2)
            y += NARROW_BAND
        last = group.name
        for node in group.nodes:
            rows[node] = _round(y + NARROW_NAME)
            y += NARROW_ROW
    return rows, heads, y


def _fitted(groups: Sequence[Group], *needs: Mapping[str, int]) -> tuple[dict[str, int], float]:
    """As many second lines as fit into a column, and how far its rows are drawn together for them."""
    owned = [{node: need.get(node, 0) for group in groups for node in group.nodes} for need in needs]
    for own, most in [*((own, 3) for own in owned), (owned[-1], 2), (owned[-1], 1)]:
        fewer = {node: min(n, most) for node, n in own.items()}
        for percent in range(100, int(100 * TIGHTEST) - 1, -1):
            if _needed(groups, fewer, percent / 100) <= ROOM:
                return fewer, percent / 100
    return {node: min(n, 1) for node, n in owned[-1].items()}, TIGHTEST


def _bare(groups: Sequence[Group]) -> tuple[dict[str, int], float]:
    """No second lines, for columns of many rows."""
    return {node: 0 for group in groups for node in group.nodes}, 1.0


def _sunk(columns: Sequence[Sequence[Group]], needed: Sequence[float]) -> float:
    """How far a short picture starts lower, so that a few rows stand about the middle."""
    filled = max(
        need + _spare(groups, need) * _rows(groups) for groups, need in zip(columns, needed, strict=True)
    )
    return (ROOM - filled) / 2 if filled < SHORT * ROOM else 0.0


def _spare(groups: Sequence[Group], needed: float) -> float:
    """What each row gets of the height that is left."""
    return min(SPARE, max(0.0, (ROOM - needed) / max(1, _rows(groups))))


def _rows(groups: Sequence[Group]) -> int:
    return sum(len(group.nodes) for group in groups)


def _row(lines: int, scale: float) -> float:
    return ROW * scale + LINE * (lines - 1)


def _needed(groups: Sequence[Group], lines: Mapping[str, int], scale: float) -> float:
    rows = sum(_row(lines.get(node, 0), scale) for group in groups for node in group.nodes)
    named = sum(1 for group in groups if group.name)
    return rows + scale * (BAND * named + GAP * max(0, len(groups) - 1))


def _shorten(groups: Sequence[Group]) -> tuple[list[Group], int]:
    """At most MOST rows, and how many nodes that leaves out; then the last row says so."""
    rows = _rows(groups)
    left = MOST - 1 if rows > MOST else MOST
    kept: list[Group] = []
    for group in groups:
        shown = group.nodes[:left]
        left -= len(shown)
        kept += [Group(group.name, shown)] if shown else []
    return kept, rows - _rows(kept)


def _round(number: float) -> float:
    return round(number, 1)


def lines_for(name: str, texts: list[str]) -> int:
    """How many lines a node may need below its first for these texts.

    >>> lines_for("Iran", ["Closer relations since 2025"])
    1
    """
    below = max((len(wrapped(text)) for text in texts), default=0)
    return len(wrapped(name, NAME_LETTERS)) - 1 + max(1, min(3, below))


def wrapped(text: str, width: int = LETTERS) -> list[str]:
    """A text in lines of at most so many characters, broken between words.

    >>> wrapped("Defence cooperation programme signed, October 2025")
    ['Defence cooperation programme', 'signed, October 2025']
    """
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
