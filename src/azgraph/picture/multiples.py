"""The same network on several days side by side, as one SVG for a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from azgraph.phrases import counted
from azgraph.picture.letters import balanced, lines, width
from azgraph.picture.minis import WIDTH, untold
from azgraph.picture.panes import draw_pane
from azgraph.picture.reading import key
from azgraph.picture.states import standing, state
from azgraph.picture.svg import (
    INK,
    INK2,
    LINES,
    RULE,
    SERIF,
    SIGNS,
    TEXTS,
    element,
    pattern,
    root,
    text_of,
    write,
)
from azgraph.picture.wording import joined, number
from azgraph.when import words

if TYPE_CHECKING:
    from azgraph.picture.drawing import Drawing

MOST, ABREAST = 6, 3
"""How many days fit into one picture, and into one row."""
MARGIN, PANE, SCALE, BETWEEN = 32.0, 440.0, 440.0 / WIDTH, 26.0
TITLE, LEAD, HEAD, SENTENCE, KEY = 28.0, 15.0, 19.0, 14.5, 13.0
_SPACE = "\u00a0\u00a0"
_SIGN_WORDS = {1: "cooperative", -1: "strained", 0: "neither"}


def multiples(drawn: Drawing, days: Sequence[str], headline: str, standfirst: str) -> str:
    """Write the network on each day as one SVG; the places are the same in all."""
    standfirst += _undated(drawn)
    abreast = 2 if len(days) == 4 else min(len(days), ABREAST)
    inner = abreast * PANE + (abreast - 1) * BETWEEN
    told = [lines(state(drawn, day), SENTENCE, PANE, 4) for day in days]
    below = max(map(len, told)) * 21 + 50.0  # of all days, so that the places are the same in all
    deep = below + 8 + drawn.mini.height * SCALE
    top, key = _head_lines(headline, standfirst, inner), _key_rows(len(days), drawn, inner)
    start = MARGIN + sum(step for _, _, step, _ in top) + 28
    rows = -(-len(days) // abreast)
    foot = start + rows * (deep + 24)
    picture = root(inner + 2 * MARGIN, foot + 22 * len(key) + 20, headline, standfirst)
    y = MARGIN
    for text, size, step, weight in top:
        y += step
        colour = INK if weight == 700 else INK2
        write(picture, MARGIN, y, text, font_family=SERIF, font_size=size, font_weight=weight, fill=colour)
    for place, (day, said) in enumerate(zip(days, told, strict=True)):
        x = MARGIN + place % abreast * (PANE + BETWEEN)
        at = f"translate({x:.0f} {start + place // abreast * (deep + 24):.1f})"
        _pane(element(picture, "g", transform=at), drawn, day, (said, below))
    element(picture, "path", d=f"M{MARGIN:.0f} {foot:.1f}H{MARGIN + inner:.0f}", stroke=RULE)
    for n, row in enumerate(key):
        _key_row(picture, row, foot + 24 + 22 * n)
    return text_of(picture)


def _undated(drawn: Drawing) -> str:
    """Above the pictures, what the network of any of these days draws and they do not."""
    nowhere = {key(e.iri) for e in drawn.reading.entries.values() if not e.timed}
    count = len(nowhere.intersection(drawn.data["news"]["undated"]))
    names = [drawn.reading.name(node) for node in untold(drawn.web, drawn.mini)]
    whose = joined(names) if len(names) < 4 else f"{number(len(names))} others"
    among = f", among them all ties of {whose}" if names else ""
    return f" Not drawn: {counted(count, 'reported event')} without a date{among}." if count else ""


def _head_lines(headline: str, standfirst: str, room: float) -> list[tuple[str, float, float, int]]:
    """The lines of headline and standfirst, each with its size, its step down and its weight."""
    titles = [
        (line, TITLE, 36.0 if n else 24.0, 700) for n, line in enumerate(balanced(headline, TITLE, room, 3))
    ]
    return titles + [
        (line, LEAD, 22.0 if n else 28.0, 400) for n, line in enumerate(balanced(standfirst, LEAD, room, 6))
    ]


def _pane(parent: ET.Element, drawn: Drawing, day: str, told: tuple[list[str], float]) -> None:
    """A day with its count, its sentence in lines, and the network so far below its top."""
    element(parent, "path", d=f"M0 0H{PANE:.0f}", stroke=INK, stroke_width=2)
    serif = {"font_family": SERIF}
    write(
        parent, 0.0, 26.0, words(day, "event").removeprefix("on "), font_size=HEAD, font_weight=700, **serif
    )
    counts = write(parent, PANE, 26.0, "surely standing:", font_size=KEY, text_anchor="end")
    counts.text = f"{counts.text}{_SPACE}"
    found = Counter(entry.sign for entry in standing(drawn, day))
    for sign in (1, -1):
        part = element(counts, "tspan", font_weight=600, fill=TEXTS[sign])
        part.text = f"{SIGNS[sign]}{found[sign]}" + (_SPACE if sign > 0 else "")
    for n, line in enumerate(told[0]):
        write(parent, 0.0, 50.0 + 21 * n, line, font_size=SENTENCE, fill=INK2, **serif)
    draw_pane(element(parent, "g", transform=f"translate(0 {told[1]:.0f}) scale({SCALE:.3f})"), drawn, day)


def _key_rows(days: int, drawn: Drawing, room: float) -> list[list[tuple[int | None, str, float]]]:
    """The key in rows that fit: signs, thickness (a sign of 9) and the note (no sign), each with its x."""
    sources = len(drawn.reading.sources)
    same = "" if days == 1 else f"Same places on {number(days)} days. "
    away = len(drawn.web.nodes) - len(drawn.mini.spots) - bool(drawn.web.hub)
    more = f"Not drawn: {away} more actors. " if away else ""
    note = f"{same}{more}azgraph, {sources} source{'' if sources == 1 else 's'}."
    items = [(sign, f"{SIGNS[sign]}  {_SIGN_WORDS[sign]}") for sign in (1, -1, 0)]
    items += [(9, "thick: surely stands; thin: happened, or may stand")]
    rows: list[list[tuple[int | None, str, float]]] = [[]]
    x = 0.0
    for sign, text in [*items, (None, note)]:
        wide = width(text, KEY) + (0 if sign is None else 44)
        if x and x + wide > room:
            rows, x = [*rows, []], 0.0
        rows[-1].append((sign, text, MARGIN + (room - wide if sign is None and x else x)))
        x += wide + 18
    return rows


def _key_row(parent: ET.Element, row: list[tuple[int | None, str, float]], y: float) -> None:
    for sign, text, x in row:
        if sign == 9:
            element(parent, "path", d=f"M{x:.1f} {y - 7:.1f}h34", stroke=INK, stroke_width=5)
            element(parent, "path", d=f"M{x:.1f} {y:.1f}h34", stroke=INK, stroke_width=1.4)
        elif sign is not None:
            dashes = pattern(sign, 4.5)
            element(
                parent, "path", d=f"M{x:.1f} {y - 4.5:.1f}h34", stroke=LINES[sign], stroke_width=4.5, **dashes
            )
        if sign is None and x > MARGIN:  # the note, at the right rim
            write(parent, x + width(text, KEY), y, text, font_size=KEY, fill=INK2, text_anchor="end")
            continue
        write(parent, x + (0 if sign is None else 44), y, text, font_size=KEY, fill=INK2)
