"""azgraph: the import, the months counted again from its events, and networks from what it wrote."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
from work import Task, rows, run

from azgraph.datasets import counting, engines
from azgraph.datasets.writing import write
from azgraph.importers import FORMATS
from azgraph.networks import network_of_months, pairs_of_events

COLUMNS = ("subject", "object", "month", "volume", "tone", "sources")


def main(path: str, folder: str) -> Iterator[Task]:
    """The tasks in turn, on the dataset of the first."""
    whole = Path(folder)
    pa.array([])  # loads pandas, as the first array does: libraries are loaded beforehand on all sides
    yield "import", lambda: write(FORMATS["gdelt"], [Path(path)], whole).kept, int
    yield "months", lambda: months(whole), rows
    ready = edges(whole)
    yield "from a ready list", lambda: built(ready), told
    yield "network of months", lambda: network_of_months(whole), told
    yield "pairs of a day", lambda: pairs_of_events(whole, date(2024, 12, 31)), len


def months(folder: Path) -> list[Any]:
    """Each pair and month with its volume and tone."""
    with engines.opened(spill=folder.with_suffix(".spill")) as engine:
        return plain(engine.here(counting.months(engine.read(folder / "events.parquet"))).to_pyarrow())


def plain(counted: Any) -> list[Any]:
    """Months as plain data, to four digits of tone."""
    columns = (counted.column(name).to_pylist() for name in ("subject", "object", "month", "volume", "tone"))
    return [(a, b, month, n, f"{tone:.4f}") for a, b, month, n, tone in zip(*columns, strict=True)]


def edges(folder: Path) -> list[tuple[Any, ...]]:
    """The edges of the network of months, ready to add."""
    base = "https://w3id.org/azgraph/id/"
    table = pq.read_table(folder / "months.parquet", columns=list(COLUMNS))
    return [
        (base + row["subject"], base + row["object"], row["month"], {n: row[n] for n in COLUMNS[3:]})
        for row in table.to_pylist()
    ]


def built(ready: list[tuple[Any, ...]]) -> Any:
    """What a user would build from them."""
    net = nx.MultiDiGraph()
    net.add_edges_from(ready)
    return net


def told(net: Any) -> list[Any]:
    """The edges as plain data."""
    return sorted((a, b, key, sorted(data.items())) for a, b, key, data in net.edges(keys=True, data=True))


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
