"""The import of event data beside DuckDB by hand and plain rdflib, from 100 thousand to 5 million rows.

Run `make bench`, or `python benchmarks/events.py 100000` for other numbers of rows, which prints
and writes nothing. Where `make spark` was run, Spark counts, too. Each side is a process of its
own. The rows are those of a real sample, with its skew; ids rise and days run over ten years, so
that none is taken for a repeat.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sections
from tabulate import tabulate

ROOT = Path(__file__).resolve().parents[1]
BENCH, SIDES = ROOT / "build" / "bench", ROOT / "benchmarks" / "sides"
SAMPLES = (
    ROOT.parent / "shared" / "data" / "gdelt-20191024143000-first600.export.CSV",
    ROOT / "tests" / "data_of_others" / "gdelt2.export.CSV",
)
SIZES = (100_000, 1_000_000, 5_000_000)
ROUNDS = 3
"""How often both imports are measured, in turn."""
MOST = 100_000
"""The most rows that rdflib is asked to count."""
ENGINES = ("duckdb", *(["spark"] if importlib.util.find_spec("pyspark") else []))
DAYS = [date(2015, 1, 1) + timedelta(number) for number in range(3652)]
Result = dict[str, dict[str, Any]]


def main() -> None:
    """Measure all sizes, print the tables, and write them where the sizes are the usual ones."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    found = {size: measured(size) for size in sizes}
    text = told(found)
    print(text)
    if not sys.argv[1:]:
        sections.write("Event data of others", text)


def multiply(path: Path, size: int) -> None:
    """Write so many rows of GDELT 2.0: each a real one, a quarter of them with the second actor of another."""
    sample = next(file for file in SAMPLES if file.exists())
    rows = [line.rstrip("\n").split("\t") for line in sample.open(encoding="utf-8")]
    chance = random.Random(7)
    texts = [(f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}") for day in DAYS]
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        for number in range(size):
            row = list(rows[chance.randrange(len(rows))])
            if chance.random() < 0.25:
                row[15:25] = rows[chance.randrange(len(rows))][15:25]
            day = texts[number * len(texts) // size]
            row[0] = str(100_000_000 + number)
            row[1], row[2], row[3] = day
            row[59], row[60] = day[0] + "143000", f"{row[60]}?{number}"
            file.write("\t".join(row) + "\n")
    part.replace(path)


def measured(size: int) -> dict[str, Result]:
    """What each side took; what azgraph and rdflib both count must be the same, or the run stops."""
    path, folder = BENCH / f"gdelt-{size}.csv", BENCH / "imported"
    if not path.exists():
        BENCH.mkdir(parents=True, exist_ok=True)
        multiply(path, size)
    table = path.with_suffix(".parquet")
    if not table.exists():
        subprocess.run([sys.executable, SIDES / "as_table.py", path, table], check=True)
    with path.open("rb") as file:  # so that no side is the first to read it from the disk
        hashlib.file_digest(file, "sha256")
    found = imported(path, folder)
    if size <= MOST:
        found["rdflib"] = side("import_rdflib", path, folder)
    for name in ENGINES:
        found[name] = side("import_engine", name, table, folder)
        for task in ("months", "months of a table"):
            if found[name][task]["digest"] != found["azgraph"]["months"]["digest"]:
                sys.exit(f"{name} gives others than azgraph for: {task}")
    shutil.rmtree(folder)
    for left in BENCH.glob("imported.*.parquet"):
        left.unlink()
    same("import", found["azgraph"], found["sql"])
    if "rdflib" in found:
        same("months", found["azgraph"], found["rdflib"])
    ours = found["azgraph"]
    if ours["network of months"]["digest"] != ours["from a ready list"]["digest"]:
        sys.exit("the network of months is not that of the ready list")
    return found


def imported(path: Path, folder: Path) -> dict[str, Result]:
    """What azgraph and SQL by hand took, the imports in rounds."""
    found = {name: side(f"import_{name}", path, folder) for name in ("azgraph", "sql")}
    commands = {
        "azgraph": ("-m", "azgraph", "import", "gdelt", path, "-o", folder),
        "sql": (SIDES / "by_hand.py", path, folder),
    }
    for number in range(ROUNDS):
        for name, result in found.items():
            if number:
                again = side(f"import_{name}", path, folder, only="import")
                result["import"] = least(result["import"], again["import"])
            result["whole import"] = least(result.get("whole import"), whole(*commands[name]))
    return found


def side(name: str, *given: str | Path, only: str = "") -> Result:
    """What a side says that it took, in a process of its own; `only` is its one task."""
    print(f"{name} {' '.join(map(str, given))}", file=sys.stderr)
    command = [sys.executable, "-W", "ignore", SIDES / f"{name}.py", *given]
    out = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | {"UNTIL": only}
    )
    told: Result = json.loads(out.stdout.splitlines()[-1])
    return told


def whole(*given: str | Path) -> dict[str, Any]:
    """What a process of Python took from its start to its end, with all that it loads."""
    clock = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", *given], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, given))} ended with {process.returncode}")
    return {
        "cpu": used.ru_utime + used.ru_stime,
        "clock": time.perf_counter() - clock,
        "peak": used.ru_maxrss / 1024,
    }


def least(one: dict[str, Any] | None, other: dict[str, Any]) -> dict[str, Any]:
    """The least time of two rounds, as others only ever add to it, and the most memory."""
    if one is None:
        return other
    times = {key: min(one[key], other[key]) for key in ("cpu", "clock")}
    return one | times | {"peak": max(one["peak"], other["peak"])}


def same(task: str, one: Result, other: Result) -> None:
    """Stop where two sides give different results."""
    if one[task]["digest"] != other[task]["digest"]:
        sys.exit(f"the sides give different results for: {task}")


def told(found: dict[int, dict[str, Result]]) -> str:
    """The table, and what follows from it."""
    headers = ["rows", "side", "task", "CPU s", "clock s", "peak MB"]
    rows = [
        [f"{size:,}", name, task, took["cpu"], took["clock"], took["peak"]]
        for size, sides in found.items()
        for name, result in sides.items()
        for task, took in result.items()
    ]
    first = " and that served this first" if os.name == "posix" and os.nice(0) < 0 else ""
    table = tabulate(rows, headers=headers, tablefmt="github", floatfmt=".2f", disable_numparse=[0])
    return (
        f"{table}\n\n"
        + "".join(f"- {line}\n" for line in ratios(found))
        + f"\nMeasured {sections.conditions()}{first}; "
        f"a process a side, and the peak\nis that of the process until the task was done. The rows are those of a "
        "GDELT 2.0 file, drawn with its skew.\n*import* is the least of "
        f"{ROUNDS} rounds, both sides in turn, with the libraries loaded beforehand on both; *whole import* is the\n"
        "same from the start of Python to its end, of `azgraph import gdelt` and of a script that loads DuckDB alone.\n"
        "All else is one round. *sql* is DuckDB by hand (`benchmarks/sides/by_hand.py`): the same columns to Parquet, and\n"
        "their months. A line of other columns, a day or a number that is none stops it, as a cast does. It keeps actors\n"
        "as they are written, and neither resolves them, knows the codes, looks for an event twice, says what became of\n"
        "each line nor takes a digest, as *azgraph* does. *months* counts each pair and month\n"
        "again from the events, with the same result in azgraph and rdflib, to four digits of tone. *from a ready list*\n"
        "and *network of months* give the same NetworkX graph; the second reads Parquet. *pairs of a day* is tone and volume\n"
        "of every pair, with decay, from the events. *duckdb* and *spark* count the same months, and those of a Parquet\n"
        "file with GDELT's own columns (*months of a table*); Spark on this machine alone, its Java's CPU and memory\n"
        "included, and neither its start nor its first query."
    )


def ratios(found: dict[int, dict[str, Result]]) -> list[str]:
    """What is promised, as measured."""
    lines = []
    for size, sides in found.items():
        ours, sql = sides["azgraph"], sides["sql"]
        for task in ("import", "whole import"):
            cpu, clock = (ours[task][key] / sql[task][key] for key in ("cpu", "clock"))
            lines.append(
                f"{size:,} rows: {task} takes {cpu:.2f} times the CPU of SQL by hand, {clock:.2f} times its clock"
            )
        ready = ours["network of months"]["cpu"] / ours["from a ready list"]["cpu"]
        lines.append(f"{size:,} rows: the network of months takes {ready:.2f} times the CPU of a ready list")
        if "spark" in sides:
            for task in ("months", "months of a table"):
                cpu, clock = (
                    sides["spark"][task][key] / sides["duckdb"][task][key] for key in ("cpu", "clock")
                )
                lines.append(
                    f"{size:,} rows: Spark takes {cpu:.1f} times the CPU of DuckDB for the {task}, "
                    f"{clock:.1f} times its clock"
                )
        if "rdflib" in sides:
            ratio = sides["rdflib"]["months"]["cpu"] / ours["months"]["cpu"]
            lines.append(
                f"{size:,} rows: rdflib takes {ratio:.0f} times the CPU of azgraph to count the months"
            )
    if len(found) > 1:
        for name in ("azgraph", "sql"):
            times = [sides[name]["import"]["cpu"] for sides in found.values()]
            logs = [[math.log(number) for number in numbers] for numbers in (found, times)]
            slope = statistics.linear_regression(*logs).slope
            lines.append(f"{name}: CPU of the import grows with the power {slope:.2f} of the rows")
        smaller, larger = list(found)[-2:]
        peaks = [found[size]["azgraph"]["import"]["peak"] for size in (smaller, larger)]
        lines.append(
            f"peak of the import: {peaks[1] / peaks[0]:.2f} times as much at {larger:,} rows as at {smaller:,}"
        )
    return lines


if __name__ == "__main__":
    main()
