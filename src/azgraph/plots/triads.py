"""Triads from day to day: three signs each time, whether they hold together, and what turned them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from azgraph.measures.history import Step, TriadHistory
from azgraph.plots.style import (
    DASHES,
    INK2,
    LINES,
    PAPER,
    SERIF,
    SMALL,
    TEXTS,
    Plot,
    bare,
    panel,
    sheet,
    toned,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

_COLUMNS = 3
_MOST = 12
_HIGH = 3.4
_LINES = 9
_CORNERS = ((-0.78, -0.5), (0.0, 0.72), (0.78, -0.5))
_SIDES = ((0, 1), (0, 2), (1, 2))


def draw_triads(histories: list[TriadHistory], names: Mapping[str, str], *, title: str, source: str) -> Plot:
    """Each turn of each triad as a triangle, in order of time; twelve at most.

    `names` has the labels of nodes and of records.
    """
    told = _placed(histories)
    rows = max((row for row, *_ in told), default=0) + 1
    note = (
        "Solid and +: cooperative. Dashed and \N{MINUS SIGN}: strained. A triad is balanced if an even "
        "number of its sides is strained. Under each: what it rests on at first, then what turned a side. "
        "Barely: one record less would turn a side."
    )
    figure, (bottom, top) = sheet(title, note, source, rows * _HIGH)
    high = (top - bottom) / rows
    for row, column, history, step in told:
        axes = panel(figure, 0.015 + column * 0.33, top - (row + 1) * high, 0.31, high * 0.98)
        _triangle(axes, history, step, names)
    seen = "; ".join(
        f"{_day(step.day)}: {', '.join(names[node] for node in history.nodes)} {state(step)}"
        for _, _, history, step in told
    )
    return Plot("triads", title, f"Triangles of signed pairs. {seen}.", figure)


def state(step: Step) -> str:
    """Whether a triad is balanced or frustrated, or open where a pair has no sign."""
    if step.triad is None:
        return "open"
    barely = "" if step.triad.firm else "barely "
    return barely + ("balanced" if step.triad.balanced else "frustrated")


def _triangle(axes: Axes, history: TriadHistory, step: Step, names: Mapping[str, str]) -> None:
    bare(axes)
    axes.set_xlim(-1.3, 1.3)
    axes.set_ylim(-3.0, 1.75)
    axes.text(-1.3, 1.72, _day(step.day), size=9.5, weight="bold", va="top")
    axes.text(-1.3, 1.42, state(step).capitalize(), size=9, va="top", family=SERIF)
    if step.triad is not None:
        for (one, other), pair in zip(_SIDES, step.triad.pairs, strict=True):
            (x, y), (u, v) = _CORNERS[one], _CORNERS[other]
            axes.plot(
                [x, u], [y, v], color=LINES[pair.sign], linestyle=DASHES[pair.sign], linewidth=2.6, zorder=1
            )
            axes.text(
                (x + u) / 2, (y + v) / 2, toned(pair.tone, pair.sign), ha="center", va="center", size=9.5,
                weight="bold", color=TEXTS[pair.sign], zorder=3,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip
    for node, (x, y), above in zip(history.nodes, _CORNERS, (False, True, False), strict=True):
        axes.plot([x], [y], marker="o", color=INK2, markersize=6, zorder=2)
        axes.text(
            x, y + (0.12 if above else -0.12), "\n".join(wrapped(names[node], 15)), ha="center",
            va="bottom" if above else "top", size=SMALL,
        )  # fmt: skip
    why = _why(history, step, names)
    axes.text(-1.3, -0.98, "\n".join(why[:_LINES]), size=SMALL, va="top", color=INK2, linespacing=1.25)


def _why(history: TriadHistory, step: Step, names: Mapping[str, str]) -> list[str]:
    """The weightiest record on each side that turned, in short lines; at first, on every side."""
    drew = [(turned.came, turned.went) for turned in step.turned]
    if step is history.steps[0] and step.triad and not drew:
        drew = [(pair.records, ()) for pair in step.triad.pairs]
    lines: dict[str, None] = {} if drew else {"No side has turned since": None}
    for came, went in drew:
        told = came or went
        more = f", and {len(told) - 1} more" if told[1:] else ""
        gone = "" if came else "No longer: "
        lines[f"{gone}{names[told[0]]}{more}" if told else "Older records weigh less"] = None
    return [part for line in lines for part in wrapped(line, 33)]


def _placed(histories: list[TriadHistory]) -> list[tuple[int, int, TriadHistory, Step]]:
    """Row and column of each step; every triad begins a row."""
    found: list[tuple[int, int, TriadHistory, Step]] = []
    row = 0
    for history in histories:
        for number, step in enumerate(history.steps):
            found.append((row + number // _COLUMNS, number % _COLUMNS, history, step))
        row = found[-1][0] + 1
    return found[:_MOST]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
