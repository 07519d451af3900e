"""The pairs of a dataset that is too large for a graph in memory, counted where its events lie."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from azgraph.analyses.tables import Row, Table
from azgraph.analyses.views import View
from azgraph.datasets.reading import MOST, is_dataset, turtle_files
from azgraph.graph import load
from azgraph.networks import HALF_LIFE, Nodes, pairs_of_events
from azgraph.networks.projection import types_of
from azgraph.snapshots import newest_day


def is_large(folder: Path) -> bool:
    """Whether a dataset has more events than a graph in memory would hold, or their months alone."""
    if not is_dataset(folder):
        return False
    manifest = json.loads(folder.joinpath("manifest.json").read_text(encoding="utf-8"))
    return bool(manifest["report"]["kept"] > MOST or _months_alone(folder))


def _months_alone(folder: Path) -> bool:
    return (folder / "months.parquet").exists() and not (folder / "events.parquet").exists()


def imported_pairs(
    folder: Path, day: date | None = None, *, nodes: Nodes = "states", half_life: float | None = HALF_LIFE
) -> Table:
    """How each pair of a dataset stands, those with the most between them first.

    An actor that is no state stands for none. Errors: InputError for a dataset that is damaged.
    """
    graph = load(*turtle_files(folder), complete=False)
    view = View(graph, day or newest_day(graph), nodes, half_life)
    ties = list(pairs_of_events(folder, view.day, half_life=half_life).edges(data=True))
    if nodes == "states":
        states = {thing for thing, name in types_of(graph).items() if name == "State"}
        ties = [tie for tie in ties if {*tie[:2]} <= states]
    rows = [
        Row((view.pair(tuple(sorted((one, other)))), round(tie["tone"], 1), round(tie["volume"], 1)))
        for one, other, tie in sorted(ties, key=lambda tie: (-tie[2]["volume"], *sorted(tie[:2])))
    ]
    who = "states" if nodes == "states" else "actors"
    what = "months (an event as of the first of its own)" if _months_alone(folder) else "events"
    notes = [f"counted from the {what} of the dataset alone; its single records are not in the graph"]
    if half_life is not None:
        notes.append(f"an event counts half after every {half_life:g} days")
    columns = ("pair", "tone", "volume")
    return Table(
        f"How pairs of {who} stand on {view.day}", view.day, columns, tuple(rows), notes=tuple(notes)
    )
