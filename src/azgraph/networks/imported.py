"""Networks straight from the Parquet files of a dataset, without triples, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from azgraph.errors import InputError
from azgraph.memory import uncollected
from azgraph.names import ID
from azgraph.networks.tone import HALF_LIFE, sign

if TYPE_CHECKING:
    import networkx as nx


def network_of_months(folder: Path) -> nx.MultiDiGraph[str]:
    """One edge a pair and month of a dataset, keyed by the month, with `volume`, `tone` and `sources`.

    Nodes are the IRIs of the actors. Errors: InputError for what is no dataset.
    """
    import networkx as nx
    import pyarrow.parquet as pq

    table = pq.read_table(_file(folder, "months.parquet"))
    names = {name: str(ID[name]) for end in ("subject", "object") for name in set(table[end].to_pylist())}
    ends = ([names[name] for name in table[end].to_pylist()] for end in ("subject", "object"))
    counted = (table[name].to_pylist() for name in ("month", "volume", "tone", "sources"))
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    with uncollected():
        edges: Iterator[Any] = (  # the stubs know of no keys here
            (one, other, month, {"volume": volume, "tone": tone, "sources": sources})
            for one, other, month, volume, tone, sources in zip(*ends, *counted, strict=True)
        )
        net.add_edges_from(edges)
    return net


def pairs_of_events(folder: Path, day: date, *, half_life: float | None = HALF_LIFE) -> nx.Graph[str]:
    """One edge a pair of actors with `tone`, `volume` and `sign`, as `collapse` gives them for a day.

    The engine adds up the events, so that none is held in memory; where they stayed elsewhere, each
    counts as of the first of its month. Which of them carries a pair alone is not told.

    Errors: InputError for what is no dataset or a half-life that is none.
    """
    import networkx as nx

    from azgraph.datasets import counting, engines

    if half_life is not None and not half_life > 0:
        raise InputError(f"a half-life is a number of days above 0, not {half_life:g}")
    with engines.opened() as engine:
        events = _file(folder, "events.parquet")
        if events.exists():
            counted = counting.daily(engine.read(events))
        else:
            counted = counting.monthly(engine.read(_file(folder, "months.parquet")))
        rows = engine.rows(counting.decayed(counted, day, half_life))
    net: nx.Graph[str] = nx.Graph(day=day, half_life=half_life)
    for row in rows:
        tone = max(-10.0, min(10.0, row["pull"] / row["volume"]))
        ends = str(ID[row["one"]]), str(ID[row["other"]])
        net.add_edge(*ends, tone=tone, volume=row["volume"], sign=sign(row["pull"]))
    return net


def _file(folder: Path, name: str) -> Path:
    if not folder.joinpath("manifest.json").is_file():
        raise InputError("is no dataset; azgraph import makes one", path=folder)
    return folder / name
