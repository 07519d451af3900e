"""The tone of each pair over time, as small multiples on one scale."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from azgraph.measures.history import days_of_change
from azgraph.measures.pairs import Pair, find_pairs, pair_of
from azgraph.networks import HALF_LIFE, collapse, leave_out
from azgraph.phrases import counted, the
from azgraph.plots.style import (
    DASHES,
    INK2,
    LINES,
    MARKS,
    RULE,
    SMALL,
    TEXTS,
    Plot,
    panel,
    sheet,
    toned,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx
    from matplotlib.axes import Axes

_COLUMNS = 3
_MOST = 12
_HIGH = 1.6
_MONTH = timedelta(30)
Points = list[tuple[date, float | None, int]]


def draw_tones(
    network: nx.MultiDiGraph[str],
    first: date,
    last: date,
    *,
    title: str,
    source: str,
    undated: Collection[str] = (),
    half_life: float | None = HALF_LIFE,
) -> Plot:
    """The tone of the pairs that more than one record joins, from one day to another; at most twelve.

    The line is made of records with a time; the mark at its end counts the undated ones too,
    which are known only by the last day that their source covers.
    """
    end = collapse(network, last, half_life=half_life)
    every = find_pairs(end)
    pairs = [pair.nodes for pair in every if len(pair.records) > 1][:_MOST]
    fewer = len(every) - len(pairs)
    lines = _lines(network, pairs, (first, last), frozenset(undated), half_life)
    rows = max(1, ceil(len(pairs) / _COLUMNS))
    note = (
        "Mean weight of what joins the two, from \N{MINUS SIGN}10 to +10. The line counts records with a "
        "time, the mark and number at its end also those without. A mark at its start: the first day alone. "
        + (f"Not drawn: {counted(fewer, 'pair')} with fewer records." if fewer else "")
    )
    figure, (bottom, top) = sheet(title, note, source, rows * _HIGH)
    high = (top - bottom) / rows
    for number, pair in enumerate(pairs):
        row, column = divmod(number, _COLUMNS)
        place = (0.05 + column * 0.325, top - (row + 0.84) * high, 0.25, 0.46 * high)
        axes = panel(figure, *place)
        _line(axes, lines[pair], (first, last))
        told = pair_of(end, *pair)
        _head(axes, pair_name(end, pair), len(told.records))
        _end(axes, last, told)
    ends = [(pair_name(end, pair), pair_of(end, *pair)) for pair in pairs]
    listed = "; ".join(f"{name} {toned(told.tone, told.sign)} on {len(told.records)}" for name, told in ends)
    alt = f"One line a pair. At the end, and on how many records: {listed}."
    if not pairs:
        alt = "No line is drawn: no pair rests on more than one record."
    return Plot("tones", title, alt, figure)


def pair_name(signed: nx.Graph[str], pair: tuple[str, str]) -> str:
    """Two nodes by name, the one that is in more pairs first."""
    first, second = sorted(pair, key=lambda node: (-signed.degree[node], node))
    return f"{the(signed.nodes[first]['label'])} and {the(signed.nodes[second]['label'])}"


def _lines(
    network: nx.MultiDiGraph[str],
    pairs: list[tuple[str, str]],
    days: tuple[date, date],
    undated: frozenset[str],
    half_life: float | None,
) -> dict[tuple[str, str], Points]:
    """The tone of each pair on every day of change and every month, by records with a time alone."""
    found: dict[tuple[str, str], Points] = {pair: [] for pair in pairs}
    months = {days[0] + _MONTH * n for n in range((days[1] - days[0]) // _MONTH + 1)}
    for day in sorted({*days_of_change(network, *days), *months}):
        signed = leave_out(collapse(network, day, half_life=half_life), undated)
        for pair in pairs:
            told = pair_of(signed, *pair) if signed.has_edge(*pair) else None
            found[pair].append((day, told.tone if told else None, told.sign if told else 0))
    return found


def _line(axes: Axes, points: Points, days: tuple[date, date]) -> None:
    """Steps from day to day in the colour and dash of the sign; none where nothing joined the two."""
    stretches: list[tuple[int, list[date], list[float]]] = []
    for (day, tone, sign), (until, *_) in pairwise([*points, (days[1], None, 0)]):
        if tone is None:
            stretches.append((0, [], []))
            continue
        if not stretches or stretches[-1][0] != sign or not stretches[-1][1]:
            if stretches and stretches[-1][1]:
                axes.plot([day, day], [stretches[-1][2][-1], tone], color=RULE, linewidth=0.8, zorder=1)
            stretches.append((sign, [], []))
        stretches[-1][1].extend((day, until))
        stretches[-1][2].extend((tone, tone))
    axes.axhline(0, color=RULE, linewidth=0.8, zorder=1)
    if points and points[0][1] is not None:
        day, tone, sign = points[0]
        axes.plot(
            [day], [tone], marker=MARKS[sign], color=LINES[sign], markersize=3.5, clip_on=False, zorder=3
        )
    for sign, when, tones in stretches:
        if when:
            axes.plot(when, tones, color=LINES[sign], linestyle=DASHES[sign], linewidth=1.8)
    axes.set_ylim(-10, 10)
    axes.set_xlim(*days)
    axes.set_yticks([-10, 0, 10], ["\N{MINUS SIGN}10", "0", "+10"], size=SMALL)
    axes.set_xticks(list(days), [f"{day:%b} {day.year}" for day in days], size=SMALL)
    for label, side in zip(axes.get_xticklabels(), ("left", "right"), strict=True):
        label.set_horizontalalignment(side)
    axes.tick_params(length=2, pad=2)
    axes.spines[["top", "right"]].set_visible(False)


def _head(axes: Axes, name: str, records: int) -> None:
    lines = wrapped(name[:1].upper() + name[1:], 25)
    axes.annotate(
        "\n".join(lines), (0, 1), (0, 16), xycoords="axes fraction", textcoords="offset points",
        size=SMALL, weight="bold", va="bottom", linespacing=1.05,
    )  # fmt: skip
    axes.annotate(
        counted(records, "record"), (0, 1), (0, 5), xycoords="axes fraction", textcoords="offset points",
        size=SMALL, color=INK2, va="bottom",
    )  # fmt: skip


def _end(axes: Axes, last: date, told: Pair) -> None:
    axes.plot(
        [last], [told.tone], marker=MARKS[told.sign], color=LINES[told.sign], markersize=5,
        clip_on=False, zorder=3,
    )  # fmt: skip
    axes.annotate(
        toned(told.tone, told.sign), (last, told.tone), (6, 0), textcoords="offset points", va="center",
        size=9.5, weight="bold", color=TEXTS[told.sign], annotation_clip=False,
    )  # fmt: skip
