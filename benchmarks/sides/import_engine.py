"""An engine: the months of the events that azgraph wrote, and those of a table with GDELT's own columns."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from import_azgraph import plain
from work import rows, run

from azgraph.datasets import counting, engines
from azgraph.datasets.distant import write_table
from azgraph.importers import FORMATS


def main(name: str, table: str, folder: str) -> None:
    """Both tasks, in one session of the engine."""
    events, spill, out = Path(folder, "events.parquet"), Path(f"{folder}.{name}"), Path(f"{folder}.months")
    shutil.rmtree(spill, ignore_errors=True)  # what a run that was stopped has left
    with engines.opened(name, spill) as engine:

        def months() -> Any:
            return plain(engine.here(counting.months(engine.read(events))).to_pyarrow())

        def months_of_table() -> Any:
            write_table(FORMATS["gdelt"], table, out, engine=name)
            return plain(pq.read_table(out / "months.parquet"))

        if name == "spark":  # what is loaded and compiled once is no part of the counting
            months()
        tasks = (("months", months, rows), ("months of a table", months_of_table, rows))
        run(tasks, *([java] if name == "spark" else []))
    shutil.rmtree(spill, ignore_errors=True)
    shutil.rmtree(out)


def java() -> tuple[float, float]:
    """The seconds of CPU and the peak in MB of the Java that Spark runs in."""
    from pyspark import SparkContext

    place = Path("/proc", str(SparkContext._gateway.proc.pid))  # noqa: SLF001
    ticks = place.joinpath("stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    peak = place.joinpath("status").read_text(encoding="ascii").split("VmHWM:")[1].split()[0]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"), int(peak) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
