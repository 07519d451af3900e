"""One actor and its partners: whom it stands with how, and who of them are tied with one another."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from azgraph.measures.pairs import Pair, pair_of
from azgraph.phrases import counted
from azgraph.plots.style import (
    DASHES,
    INK,
    INK2,
    LINES,
    MARKS,
    PAPER,
    SERIF,
    TEXTS,
    Plot,
    bare,
    panel,
    sheet,
    toned,
    wrapped,
)

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

    Point = tuple[float, float]

_MOST = 16
_HIGH = 4.3


def draw_ego(signed: nx.Graph[str], ego: str, *, title: str, source: str) -> Plot:
    """An actor in the middle of its partners, the strained at the top left; at most sixteen of them.

    Partners that are tied with one another stand above, so that no such tie runs through the middle.
    """
    partners = sorted(signed[ego], key=lambda node: (-signed.edges[ego, node]["volume"], node))[:_MOST]
    note = (
        "Solid: cooperative. Dashed: strained. Dotted: neither. By each name its tone with "
        f"{signed.nodes[ego]['label']}, from \N{MINUS SIGN}10 to +10, and the number of records: "
        "the more, the thicker."
    )
    figure, (bottom, top) = sheet(title, note, source, _HIGH)
    axes = panel(figure, 0.0, bottom, 1.0, top - bottom)
    bare(axes)
    axes.set_xlim(-1.8, 1.8)
    axes.set_ylim(-1.1, 1.1)
    places = _places(signed, ego, partners)
    for one, other in sorted(map(sorted, signed.subgraph(partners).edges)):
        _tie(axes, pair_of(signed, one, other), places[one], places[other], bent=True)
    for node in partners:
        told = pair_of(signed, ego, node)
        _tie(axes, told, (0, 0), places[node])
        _name(axes, signed.nodes[node]["label"], told, places[node])
    axes.text(
        0, 0, signed.nodes[ego]["label"], ha="center", va="center", size=12, weight="bold", family=SERIF,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 3}, zorder=5,
    )  # fmt: skip
    tied = [(signed.nodes[node]["label"], pair_of(signed, ego, node)) for node in partners]
    listed = "; ".join(f"{name} {toned(told.tone, told.sign)} on {len(told.records)}" for name, told in tied)
    return Plot("ego", title, f"{signed.nodes[ego]['label']} and its partners: {listed}.", figure)


def _places(signed: nx.Graph[str], ego: str, partners: list[str]) -> dict[str, Point]:
    """Places on an ellipse, the strained from the top down its left side, the others down its right."""
    others = set(partners)
    by_ties = sorted(
        partners,
        key=lambda node: (-len(others & set(signed[node])), -signed.edges[ego, node]["volume"], node),
    )
    # Round the ellipse clockwise from the left: the best tied of both sides meet at the top.
    left = [node for node in by_ties if signed.edges[ego, node]["sign"] < 0]
    right = [node for node in by_ties if signed.edges[ego, node]["sign"] >= 0]
    ring = [*reversed(left), *right]
    start = len(left) - 0.5
    found = {}
    for number, node in enumerate(ring):
        angle = pi / 2 - (number - start) * 2 * pi / len(ring)
        found[node] = (1.08 * cos(angle), 0.86 * sin(angle))
    return found


def _tie(axes: Axes, told: Pair, one: Point, other: Point, *, bent: bool = False) -> None:
    from matplotlib.patches import FancyArrowPatch

    records = len(told.records)
    width = 1.4 if records == 1 else 2.0 if records < 4 else 2.8 if records < 7 else 3.8
    if bent:  # inwards, as the names stand outside
        turn = one[0] * other[1] - one[1] * other[0]
        style = f"arc3,rad={-0.18 if turn > 0 else 0.18}"
    else:
        style = "arc3,rad=0"
    axes.add_patch(
        FancyArrowPatch(
            one, other, arrowstyle="-", connectionstyle=style, color=LINES[told.sign],
            linestyle=DASHES[told.sign], linewidth=width * (0.7 if bent else 1), shrinkA=0, shrinkB=0,
            zorder=1 if bent else 2,
        )
    )  # fmt: skip


def _name(axes: Axes, label: str, told: Pair, place: Point) -> None:
    across, up = place
    axes.plot(
        [across], [up], marker=MARKS[told.sign], color=LINES[told.sign], markersize=8, markeredgecolor=PAPER,
        zorder=4,
    )  # fmt: skip
    left = across < 0
    lines = wrapped(label, 20)
    shift = (-9 if left else 9, 0)
    stands = f"{toned(told.tone, told.sign)}, {counted(len(told.records), 'record')}"
    dress = {
        "xycoords": "data", "textcoords": "offset points", "ha": "right" if left else "left",
    }  # fmt: skip
    axes.annotate(
        "\n".join(lines), place, (shift[0], 1), va="bottom", size=9.5, weight="bold", color=INK, **dress
    )
    axes.annotate(stands, place, (shift[0], -1), va="top", size=9, color=TEXTS[told.sign] or INK2, **dress)
