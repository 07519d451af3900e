"""One small picture of the network on a day, as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from azgraph.picture.curves import Spot
from azgraph.picture.days import within
from azgraph.picture.minis import HUB, LABEL, NAME, WIDTH
from azgraph.picture.strands import look
from azgraph.picture.svg import INK, INK2, INK3, LINES, PAPER, SERIF, element, pattern, write

if TYPE_CHECKING:
    from azgraph.picture.drawing import Drawing

R = 5.2


def draw_pane(parent: ET.Element, drawn: Drawing, day: str) -> None:
    """Add the ties and names of a day; events without a date are in no strand of it."""
    others, spokes = (element(parent, "g", fill="none") for _ in range(2))  # these lie above
    names = element(parent, "g", font_size=NAME)
    live = set()
    for ends, threads in drawn.mini.threads.items():
        for thread in threads:
            now = look(thread.records, day)
            if now is None:
                continue
            live |= {*ends}
            path, head = thread.heads.get(now.head, (thread.path, ""))
            _strand(spokes if drawn.web.hub in ends else others, thread.sign, now.width, path, head)
    for node, spot in drawn.mini.spots.items():
        over = within(drawn.web.ended.get(node), day)
        _node(names, spot, drawn.reading.things[node].sort, over=over, idle=node not in live)
    if drawn.mini.hub:
        y, lines = drawn.mini.hub
        own = element(names, "g", font_size=HUB, font_weight=700, font_family=SERIF, text_anchor="middle")
        _lines(own, lines, WIDTH / 2, y)


def _strand(parent: ET.Element, sign: int, wide: float, path: str, head: str) -> None:
    element(parent, "path", d=path, stroke=LINES[sign], stroke_width=wide, **pattern(sign, wide))
    if head:
        element(parent, "path", d=head, fill=LINES[sign])


def _node(parent: ET.Element, spot: Spot, sort: str, *, over: bool, idle: bool) -> None:
    quiet = idle or over
    edge = INK2 if quiet else INK
    hollow = over or sort in {"group", "person"}
    shape: dict[str, object] = (
        {"fill": PAPER, "stroke": edge, "stroke_width": 1.8} if hollow else {"fill": INK3 if idle else INK}
    )
    if sort in {"state", "person"}:
        element(parent, "circle", cx=spot.x, cy=spot.y, r=R, **shape)
    else:
        element(parent, "rect", x=spot.x - R, y=spot.y - R, width=2 * R, height=2 * R, **shape)
    if over:
        strike = f"M{spot.x - 8:.1f} {spot.y + 8:.1f}L{spot.x + 8:.1f} {spot.y - 8:.1f}"
        element(parent, "path", d=strike, stroke=INK2, stroke_width=1.8)
    own = element(
        parent,
        "g",
        fill=edge,
        font_weight=400 if quiet else 600,
        text_anchor="end" if spot.side < 0 else "start",
    )
    _lines(own, spot.name, spot.x + spot.side * LABEL, spot.y)


def _lines(parent: ET.Element, lines: tuple[str, ...], x: float, y: float, pitch: float = 15.0) -> None:
    top = y + 5 - pitch * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        write(parent, x, top + number * pitch, line)
