"""Who stands with whom: a signed adjacency matrix, those who belong together side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azgraph.measures import communities
from azgraph.measures.pairs import pair_of
from azgraph.plots.style import (
    DASHES,
    INK2,
    LINES,
    RULE,
    SIGNS,
    SMALL,
    TEXTS,
    TINTS,
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

_MOST = 20
_WIDE = 6.9
_HEAD = 1.9
"""How many cells wide the names are."""


def draw_matrix(signed: nx.Graph[str], *, title: str, source: str) -> Plot:
    """Every pair of a collapsed network as a cell; of the nodes the twenty in most pairs at most.

    Left of the diagonal stands the tone, right of it how many records are of which sign,
    since a mean hides the minority.
    """
    nodes = _ordered(signed)
    note = (
        "Left of the diagonal the tone, from \N{MINUS SIGN}10 to +10; right of it how many records are "
        "cooperative (+), strained (\N{MINUS SIGN}) and neither (±). Empty: the source names no tie that "
        "counts."
    )
    size = len(nodes)
    wide = size + _HEAD
    heads = {node: wrapped(signed.nodes[node]["label"], 22)[0] for node in nodes}
    # A sign of a name is some 0.075 inches long; names of columns stand upright.
    above = 0.3 + 0.075 * max(map(len, heads.values()), default=0) * wide / _WIDE
    high = size + above
    figure, (bottom, top) = sheet(title, note, source, _WIDE * high / wide)
    axes = panel(figure, 0.02, bottom, 0.96, top - bottom)
    bare(axes)
    axes.set_xlim(-_HEAD, size)
    axes.set_ylim(size, -above)
    for row, node in enumerate(nodes):
        lines = wrapped(signed.nodes[node]["label"], 16)
        axes.text(-0.12, row + 0.5, "\n".join(lines[:2]), ha="right", va="center", size=9)
        axes.text(row + 0.5, -0.08, heads[node], ha="center", va="bottom", size=SMALL, rotation=90)
        for column, other in enumerate(nodes):
            _cell(axes, signed, (row, column), (node, other))
    pairs = [pair_of(signed, *edge) for edge in signed.edges]
    counts = {sign: sum(pair.sign == sign for pair in pairs) for sign in (1, -1, 0)}
    alt = (
        f"A matrix of {size} by {size}. Pairs: {counts[1]} cooperative, {counts[-1]} strained "
        f"and {counts[0]} neither."
    )
    return Plot("matrix", title, alt, figure)


def _cell(axes: Axes, signed: nx.Graph[str], place: tuple[int, int], nodes: tuple[str, str]) -> None:
    from matplotlib.patches import Rectangle

    row, column = place
    tied = row != column and signed.has_edge(*nodes)
    sign = signed.edges[nodes]["sign"] if tied else 0
    axes.add_patch(
        Rectangle(
            (column + 0.04, row + 0.04), 0.92, 0.92,
            facecolor=TINTS[sign] if tied else RULE if row == column else "none",
            edgecolor=LINES[sign] if tied else RULE, linewidth=1.4 if tied else 0.5,
            linestyle=DASHES[sign] if tied else "solid",
        )
    )  # fmt: skip
    if not tied:
        return
    if column < row:
        told = toned(signed.edges[nodes]["tone"], sign)
        axes.text(
            column + 0.5,
            row + 0.52,
            told,
            ha="center",
            va="center",
            size=11,
            weight="bold",
            color=TEXTS[sign],
        )
        return
    counted = [f"{SIGNS[way]}{n}" for way, n in sorted(_signs(signed, *nodes).items(), reverse=True) if n]
    for number, text in enumerate(counted):
        down = row + 0.52 + (number - (len(counted) - 1) / 2) * 0.29
        axes.text(column + 0.5, down, text, ha="center", va="center", size=SMALL, color=INK2)


def _signs(signed: nx.Graph[str], one: str, other: str) -> dict[int, int]:
    """How many records of a pair are of which sign."""
    weights, network = signed.graph["weights"], signed.graph["network"]
    counted = {1: 0, 0: 0, -1: 0}
    for record in signed.edges[one, other]["records"]:
        data = network.get_edge_data(one, other, record) or network.get_edge_data(other, one, record)
        weight = weights[data["kind"]]
        counted[(weight > 0) - (weight < 0)] += 1
    return counted


def _ordered(signed: nx.Graph[str]) -> list[str]:
    """The nodes by community, the best joined first within; who is in none comes last."""
    most = sorted(signed, key=lambda node: (-signed.degree[node], node))[:_MOST]
    groups = communities(signed).groups
    group = {node: number for number, found in enumerate(groups) for node in found.nodes}
    return sorted(most, key=lambda node: (group.get(node, len(groups)), -signed.degree[node], node))
