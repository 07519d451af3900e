"""Collapsed networks for tests, made by hand from pairs and tones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import networkx as nx

DAY = date(2025, 12, 31)


def signed(pairs: Iterable[tuple[str, str, float]], *, volume: float = 1.0) -> nx.Graph[str]:
    """A collapsed network: one edge a pair, each on a record of its own."""
    graph: nx.Graph[str] = nx.Graph(day=DAY, nodes="states", half_life=None, sure=True)
    for one, other, tone in pairs:
        way = (tone > 0) - (tone < 0)
        record = f"{min(one, other)}-{max(one, other)}"
        graph.add_edge(
            one, other, tone=float(tone), volume=volume, sign=way, firm=way != 0, records={record: volume}
        )
    return graph


def ties(rows: Iterable[tuple[str, str, str, float, str]], **more: object) -> nx.MultiDiGraph[str]:
    """A network of events: who, to whom, record, weight of its kind, and the day it happened."""
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph(day=None, newest=DAY, nodes="states", weights={})
    for one, other, record, weight, day in rows:
        kind = f"kind/{weight}"
        net.graph["weights"][kind] = weight
        net.add_edge(
            one,
            other,
            record,
            kind=kind,
            label=record,
            record_class="Event",
            weight=weight,
            edge="joins",
            dates=day,
            part_of=(),
            sure=(day, None),
            possible=(day, None),
            **more,
        )
    return net
