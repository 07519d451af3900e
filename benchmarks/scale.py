"""azgraph on many events beside plain rdflib, kglab, maplib and NetworkX, in one run, in turns.

Run `make bench`, or `python benchmarks/scale.py 10000` for other numbers of events. kglab
and maplib are installed into environments of their own under build/bench, for this alone.
Every side works in a process of its own and must give the same result, or the run stops.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import sections
import worlds
from tabulate import tabulate

from azgraph.files import ontology_files

ROOT = Path(__file__).resolve().parents[1]
BENCH, SIDES = ROOT / "build" / "bench", ROOT / "benchmarks" / "sides"
PYTHONS = {
    "azgraph": Path(sys.executable),
    "rdflib": Path(sys.executable),
    "kglab": BENCH / "kglab" / "bin" / "python",
    "maplib": BENCH / "maplib" / "bin" / "python",
    "networkx": Path(sys.executable),
}
OURS = "azgraph"
SIZES, SLOPE = (10_000, 100_000), (25_000, 50_000, 100_000, 200_000)
ROUNDS, LONG = 3, 5
"""Rounds, and seconds of CPU after which another side is not asked again: once is enough to know."""
GROWING = ("load", "as-of query", "dyads", "projection")
Result = dict[str, dict[str, Any]]


def main() -> None:
    """Measure all sides on graphs of the sizes asked for, then azgraph's growth over four sizes."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    fetch()
    rows = [row for size in sizes for row in measured(size)]
    print(table(rows), flush=True)
    if not sys.argv[1:]:
        publish(rows, growth())


def fetch() -> None:
    """Make an environment for kglab and one for maplib, once, where nothing else sees them."""
    for name, packages in (("kglab", ["kglab"]), ("maplib", ["maplib", "networkx"])):
        if not PYTHONS[name].exists():
            print(f"Installing {name} into build/bench", file=sys.stderr)
            venv.create(BENCH / name, with_pip=True)
            subprocess.run([PYTHONS[name], "-m", "pip", "install", "-q", *packages], check=True)


def measured(size: int) -> list[list[Any]]:
    """A row a task and side; medians of the rounds, each of which takes all sides in turn."""
    found: dict[str, list[Result]] = {name: [] for name in PYTHONS}
    for number in range(ROUNDS):
        for name, results in found.items():
            spent = sum(task["cpu"] for task in results[-1].values()) if results else 0.0
            if name == OURS or spent < LONG:
                print(f"{size} events: round {number + 1}, {name}", file=sys.stderr)
                results.append(asked(name, size))
                compare(name, results[-1], found[OURS][-1])
    ours = medians(found[OURS])
    rows = []
    for task, reference in ours.items():
        for name, results in found.items():
            for way, spent in medians(results).items():
                if way.partition(",")[0] == task:
                    ratio = spent["cpu"] / reference["cpu"]
                    times = [spent["cpu"], ratio, spent["clock"], spent["peak"]]
                    rows.append([f"{size:,}", way, name, *times, len(results)])
    return rows


def asked(name: str, size: int, *, until: str = "") -> Result:
    """What one side took for its tasks, all or until one of them, and digests of its results."""
    path = BENCH / f"events-{size}.ttl"
    if not path.exists():
        BENCH.mkdir(parents=True, exist_ok=True)
        worlds.write_events(size, path)
    files = [str(file) for file in (path, *ontology_files())]
    command = [PYTHONS[name], "-W", "ignore", SIDES / f"{name}_side.py", *files]
    env = {**os.environ, "UNTIL": until}
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=env)
    result: Result = json.loads(out.stdout.splitlines()[-1])
    return result


def compare(name: str, result: Result, ours: Result) -> None:
    """Stop where a side gives another result than azgraph, in whatever way: then times say nothing."""
    for way, told in result.items():
        if told["digest"] != ours[way.partition(",")[0]]["digest"]:
            sys.exit(f"{name} and {OURS} give different results for: {way}")


def medians(results: list[Result]) -> dict[str, dict[str, float]]:
    """The median of every number over the rounds."""
    return {
        task: {
            key: statistics.median(result[task][key] for result in results)
            for key in ("cpu", "clock", "peak")
        }
        for task in results[0]
    }


def growth() -> list[list[Any]]:
    """How azgraph's times grow over four sizes: seconds each, and the slope on logarithmic scales."""
    rounds: dict[int, list[Result]] = {size: [] for size in SLOPE}
    for _ in range(ROUNDS):
        for size, results in rounds.items():
            results.append(asked(OURS, size, until=GROWING[-1]))
    found = {size: medians(results) for size, results in rounds.items()}
    rows = []
    for task in GROWING:
        times = [found[size][task]["cpu"] for size in SLOPE]
        rows.append([task, *times, slope(times)])
    rows.append(["n log n", *[None] * len(SLOPE), slope([size * math.log(size) for size in SLOPE])])
    return rows


def slope(times: list[float]) -> float:
    """The exponent with which times grow, by least squares."""
    return statistics.linear_regression([math.log(n) for n in SLOPE], [math.log(t) for t in times]).slope


def table(rows: list[list[Any]]) -> str:
    """The rows for reading."""
    headers = ["events", "task", "side", "CPU s", "ratio", "clock s", "peak MB", "rounds"]
    formats = ("", "", "", ".2f", ".1f", ".2f", ".0f", "")
    return str(tabulate(rows, headers=headers, tablefmt="github", floatfmt=formats, disable_numparse=[0]))


def publish(rows: list[list[Any]], grown: list[list[Any]]) -> None:
    """Write the tables with what they were measured on, and what each side did."""
    headers = ["CPU s of", *(f"{size:,}" for size in SLOPE), "slope"]
    text = (ROOT / "benchmarks" / "sides" / "README.md").read_text(encoding="utf-8")
    slopes = tabulate(grown, headers=headers, tablefmt="github", floatfmt=".2f")
    sections.write(
        "Many events",
        f"{table(rows)}\n\nMeasured {sections.conditions()}. Medians of up to {ROUNDS} rounds, each of which took\n"
        f"all sides in turn; another side that took more than {LONG} seconds was asked once. The ratio is that of CPU\n"
        "seconds to those of azgraph in the same run, and it is the result; the peak is that of the process until\n"
        f"the task was done.\n\n{slopes}\n\n{text.strip()}",
    )


if __name__ == "__main__":
    main()
