"""The network on the day it opens on, ready in the page: on the screen before the script has begun.

Strands are drawn for the usual width and stretched to the one there is; names stand at a share of it.
The script draws all of it anew, measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from azgraph.picture.curves import Frame, Point, Spot, aimed, depths, headed, path, run, unit
from azgraph.picture.days import within
from azgraph.picture.drawing import Drawing
from azgraph.picture.letters import lines, width
from azgraph.picture.places import COLUMN, WIDTH
from azgraph.picture.reading import key
from azgraph.picture.standing import counts
from azgraph.picture.strands import Look, look, members, offsets, widest
from azgraph.picture.svg import SIGNS, element, pattern
from azgraph.picture.ties import Tie

NAMES = {1: "pos", -1: "neg", 0: "neu"}
ROOM = WIDTH * (0.5 - COLUMN) - 16
"""What a name has beside its column."""
USUAL = 0.86
"""How wide texts mostly are, of what they are at most."""
R = 5.2


def opening(drawn: Drawing) -> str:
    """The picture as SVG in the classes of the page's styles; nothing where there are no columns.

    >>> from azgraph import load
    >>> from azgraph.picture.drawing import compute
    >>> opening(compute(load()))[:4]
    '<svg'
    """
    data = drawn.data
    nodes = [node for node in data["nodes"] if "side" in node]
    if data["view"] != "network" or data["frame"].get("field") or data["open"] or not nodes:
        return ""
    whole = _svg("100%", data["frame"]["height"])
    live = _ties(whole, drawn, nodes)
    for side, anchor in ((-1, "end"), (1, "start")):
        column = element(whole, "svg", x=f"{100 * (0.5 + side * COLUMN):.1f}%", text_anchor=anchor)
        for node in nodes:
            if node["side"] == side:
                _node(column, node, drawn, live)
        for band in data["bands"]:
            if band["side"] == side:
                _text(column, "band", side * 15.0, band["y"] + 5).text = _on(band["name"], drawn.day)
    if data["hub"]:
        _hub(element(whole, "svg", x="50%", class_="hub", text_anchor="middle"), drawn)
    return ET.tostring(whole, encoding="unicode").replace(" />", "/>")


def _svg(wide: str, high: float) -> ET.Element:
    return ET.Element(
        "svg", {"class": "opening", "width": wide, "height": f"{high:g}", "aria-hidden": "true"}
    )


# --- Ties -----------------------------------------------------------------------------------


def _ties(whole: ET.Element, drawn: Drawing, nodes: list[dict[str, Any]]) -> set[str]:
    """Draw the strands, those of one look as one path, and tell whom they join."""
    joined = [(key(tie.a), key(tie.b)) for tie in drawn.web.ties.values() if tie.drawn()]
    spoked = {b for a, b in joined if a == drawn.data["hub"]}
    spots = {
        n["id"]: Spot(WIDTH * (0.5 + n["side"] * COLUMN), n["y"], n["side"], spoked=n["id"] in spoked)
        for n in nodes
    }
    frame = _frame(drawn)
    deep = depths(joined, spots, frame)
    if len(_hub_lines(drawn)) == 1:
        ties = {key(tie.b): tie for tie in drawn.web.ties.values() if tie.a == drawn.web.hub and tie.drawn()}
        spots = aimed(spots, {b: _half(tie) for b, tie in ties.items() if b in spots}, frame)
    live: set[str] = set()
    others, casings, spokes = (defaultdict[tuple[str, float], str](str) for _ in range(3))
    for tie in drawn.web.ties.values():
        a, b = key(tie.a), key(tie.b)
        if b not in spots or (a not in spots and tie.a != drawn.web.hub):
            continue
        layer = others if a in spots else spokes
        for sign, now, offset in _looks(tie, drawn.day):
            live |= {a, b}
            points, turn = run(spots.get(a), spots[b], frame, offset, deep.get((a, b), 0.0))
            line = path(points)
            if now.head:
                line, head = headed(points, now.head * turn, 5.5 + now.width * 1.5, 2.4 + now.width * 0.75)
                layer[f"head-{NAMES[sign]}", 0.0] += head
            layer[f"strand {NAMES[sign]}", now.width] += line
            if layer is spokes:
                casings["casing", now.width + 8] += path([_beyond(*points), points[1]])
    box = {"viewBox": f"0 0 {WIDTH:g} {frame.height:g}", "preserveAspectRatio": "none"}
    home = ET.SubElement(whole, "svg", box)
    for layer in (others, casings, spokes):
        for (name, wide), line in sorted(layer.items(), key=lambda item: not item[0][1]):  # heads last
            element(home, "path", class_=name, d=line, **_stroke(name, wide))
    return live


def _beyond(start: Point, end: Point) -> Point:
    """Where what parts a spoke from the curves below it begins, clear of their heads at the node."""
    ux, uy = unit(start, end)
    return start[0] + 22 * ux, start[1] + 22 * uy


def _stroke(name: str, wide: float) -> dict[str, object]:
    if not wide:
        return {}
    signs = [sign for sign, own in NAMES.items() if name == f"strand {own}"]
    return {"stroke_width": wide} | (pattern(signs[0], wide) if signs else {})


def _looks(tie: Tie, day: str) -> Iterator[tuple[int, Look, float]]:
    """The strands that are there on a day: sign, look, and how far beside the middle line of the tie."""
    strands = [(sign, found) for sign in (-1, 0, 1) if (found := members(tie, sign))]
    beside = offsets([widest(found) for _, found in strands])
    for (sign, found), offset in zip(strands, beside, strict=True):
        if (now := look(found, day)) is not None:
            yield sign, now, offset


def _half(tie: Tie) -> float:
    """Half the breadth of a tie's strands side by side."""
    widths = [widest(found) for sign in (-1, 0, 1) if (found := members(tie, sign))]
    return offsets(widths)[-1] + widths[-1] / 2


def _frame(drawn: Drawing) -> Frame:
    names = _hub_lines(drawn)
    wide = max(map(_usual_hub, names)) / 2 + 20 if names else 0.0
    return Frame(
        WIDTH / 2, drawn.data["frame"]["height"], WIDTH * COLUMN, wide, 28.0 + 13.5 * (len(names) - 1), 11,
        shallow=6, share=0.09, loose=0.4, apart=20, spare=12, clear=56, sag=16,
    )  # fmt: skip


# --- Names ----------------------------------------------------------------------------------


def _hub_lines(drawn: Drawing) -> list[str]:
    name = drawn.reading.name(drawn.web.hub) if drawn.web.hub else ""
    return lines(name, 23.0 * USUAL, 2 * COLUMN * WIDTH - 250, 4)


def _usual_hub(text: str) -> float:
    return USUAL * width(text, 23.0)


def _hub(home: ET.Element, drawn: Drawing) -> None:
    names = _hub_lines(drawn)
    top = drawn.data["frame"]["height"] / 2 + 8 - 13.5 * (len(names) - 1)
    for number, line in enumerate(names):
        element(home, "text", y=top + 27 * number).text = line


def _node(home: ET.Element, node: dict[str, Any], drawn: Drawing, live: set[str]) -> None:
    """A dot, a name with its counts, and what its tie comes to."""
    over = within(node.get("ended"), drawn.day)
    quiet = "over" if over else "" if node["id"] in live else "idle"
    own = element(home, "g", **({"class_": quiet} if quiet else {}))
    y, x = node["y"], node["side"] * 15.0
    _dot(own, node["sort"], y, over=over)
    extra = _name(own, node, _counts(node["id"], drawn))
    second, most = _on(node["second"], drawn.day), node["lines"] - extra
    for row, line in enumerate(lines(second, 12.5 * USUAL, 212.0, most) if second and most > 0 else ()):
        _text(own, "second", x, y + 21 + 16.5 * extra + 15.5 * row).text = line


def _on(texts: list[list[str]], day: str) -> str:
    """Of some texts, each with the day from which it holds, the one of a day."""
    return ([text for start, text in texts if start <= day] or [""])[-1]


def _counts(node: str, drawn: Drawing) -> list[tuple[str, str]]:
    """The signed counts of the tie with the hub, each with its class."""
    tie = next((t for t in drawn.web.ties.values() if t.a == drawn.web.hub and key(t.b) == node), None)
    found = counts(tie, drawn.day) if tie else {}
    return [
        (f"{SIGNS[sign]}{found[sign]}", f"count {NAMES[sign]}-text") for sign in (1, -1, 0) if found.get(sign)
    ]


def _name(home: ET.Element, node: dict[str, Any], signed: list[tuple[str, str]]) -> int:
    """The name with its counts on the side of the picture's edge; how many lines it needs beyond one."""
    side, y = node["side"], node["y"] + 5
    room = ROOM - sum(USUAL * width(text, 13.0) + 7 for text, _ in signed)
    rows = lines(node["name"], 14.5 * USUAL, room, max(2, node["lines"] + 1))
    for number, row in enumerate(rows):
        own = _text(home, "name", side * 15.0, y + 16.5 * number)
        parts = [(row, ""), *(signed if not number else ())]
        for place, (text, name) in enumerate(parts if side > 0 else parts[1:] + parts[:1]):
            part = element(own, "tspan", **({"class_": name} if name else {}), **({"dx": 7} if place else {}))
            part.text = text
    return len(rows) - 1


def _dot(home: ET.Element, sort: str, y: float, *, over: bool) -> None:
    if sort == "state" and not over:
        element(home, "circle", cy=y, r=R, class_="dot")
        return
    name = "hollow" if over or sort == "group" else "dot"
    element(home, "rect", x=-R, y=y - R, width=2 * R, height=2 * R, class_=name)
    if over:
        element(home, "path", d=f"M-8 {y + 8:g}L8 {y - 8:g}", class_="strike")


def _text(home: ET.Element, name: str, x: float, y: float) -> ET.Element:
    return element(home, "text", class_=name, x=x, y=y)
