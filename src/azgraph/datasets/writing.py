"""From files of event data to a dataset directory, which is whole or absent."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from azgraph.datasets import counting, engines, tables, terms
from azgraph.datasets.building import building
from azgraph.datasets.bulk import Block, Reader
from azgraph.datasets.engines import Engine
from azgraph.datasets.lines import LONGEST, parts
from azgraph.datasets.reading import digest
from azgraph.datasets.reports import Report
from azgraph.datasets.rows import BadRow, Format, Party, describe
from azgraph.datasets.signing import sign
from azgraph.errors import InputError
from azgraph.memory import uncollected

_AT_ONCE = 2
"""Blocks that are read at the same time; more cores would wait for the one that writes."""
_STEP = 100_000
_PLACE = ["file", "line"]
Say = Callable[[str], None]


@dataclass(slots=True)
class _Run:
    """One import: what it reads, how strictly, where it writes, and what it has found so far."""

    form: Format
    paths: list[Path]
    aside: Path
    strict: bool
    say: Say
    engine: str = engines.DUCKDB
    report: Report = field(default_factory=Report)
    parties: dict[str, Party] = field(default_factory=dict)
    digests: dict[str, Future[str]] = field(default_factory=dict)
    rising: bool = False


def write(
    form: Format,
    files: Iterable[Path],
    folder: Path,
    *,
    strict: bool = False,
    say: Say = lambda _: None,
    engine: str = engines.DUCKDB,
) -> Report:
    """Import files of a format into a dataset directory, and return what became of each line.

    Everything is written aside and moved into place at the end. An older dataset there is
    replaced; anything else there is left alone. `say` is told how it goes, and `engine` counts: duckdb or
    spark.

    Errors: InputError for what cannot be read or written, for files none of whose rows can be
    kept, and, with `strict`, for the first bad row.
    """
    paths = list(files)
    _refuse_names_twice(paths)
    try:
        with building(folder) as aside:
            run = _Run(form, paths, aside, strict, say, engine)
            _fill(run)
    except engines.FAULTS as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise InputError(f"cannot be written: {reason}; nothing is left of it", path=folder) from None
    return run.report


def _fill(run: _Run) -> None:
    writer = tables.Writer(run.aside / "rows.parquet")
    try:
        with ThreadPoolExecutor(_AT_ONCE + 1) as pool:
            for path in run.paths:
                for events in _events(run, path, pool):
                    writer.add(events)
    finally:
        writer.close()
    run.rising = writer.rising
    spill = run.aside / "spill"
    # To search all that the libraries hold for garbage takes longer than to count some thousand events.
    with uncollected(), engines.opened(run.engine, spill) as engine:
        _count(run, engine)
        run.say(f"{run.report.kept:,} events; counting pairs and months")
        _describe(run, engine)
    shutil.rmtree(spill, ignore_errors=True)
    run.aside.joinpath("rows.parquet").unlink(missing_ok=True)
    sign(run.aside, run.form, {name: sha256.result() for name, sha256 in run.digests.items()}, run.report)


def _events(run: _Run, path: Path, pool: Executor) -> Iterator[Any]:
    """The good rows of a file as tables; the bad ones are counted, or end it all where strict."""
    reader = Reader(run.form)
    waiting: deque[tuple[str, Future[Block]]] = deque()
    sha256 = pool.submit(digest, path)
    for name, number, lines in parts(path):
        first, data = number, lines
        if first == 1:
            run.digests[name] = sha256
        if first == 1 and data and run.form.header is not None:
            header, _, data = lines.partition(b"\n")
            _expect_header(run.form.header, header, path.parent / name)
            first = 2
        if data:
            waiting.append((name, pool.submit(reader.block, name, first, data)))
        if len(waiting) > _AT_ONCE:
            yield from _judged(run, path, *waiting.popleft())
    for block in waiting:
        yield from _judged(run, path, *block)


def _judged(run: _Run, path: Path, name: str, read: Future[Block]) -> Iterator[Any]:
    """The events of a block of a file, with those of its odd lines that the format can read after all."""
    report, rows, block = run.report, [], read.result()
    steps, report.read = report.read // _STEP, report.read + block.lines
    if report.read // _STEP > steps:
        run.say(f"{name}: {report.read:,} rows read")
    for number, raw in block.odd:
        try:
            rows.append((run.form.parse(_fields(raw, number)), number))
        except BadRow as bad:
            if run.strict:
                raise InputError(bad.message, path=path.parent / name, line=number) from None
            report.skip(bad.reason, f"{name}:{number}: {bad.message}")
    block.parties.update(p for row, _ in rows for p in (row.subject, row.object) if p is not None)
    for party in block.parties:
        describe(party, run.parties)
    events = [*block.events, *([tables.of_rows(rows, name)] if rows else [])]
    if events:
        yield tables.together(events)


def _fields(raw: bytes, number: int) -> list[str]:
    if len(raw) >= LONGEST:
        raise BadRow("line without end", f"is longer than {LONGEST:,} bytes, as no row is")
    if b"\0" in raw:
        raise BadRow("NUL byte", f"holds a NUL byte at {raw.index(0)}; the file is damaged")
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadRow("not UTF-8", f"is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    if not text.strip():
        raise BadRow("empty line", "is empty")
    return text.split("\t")


def _expect_header(header: tuple[str, ...], raw: bytes, path: Path) -> None:
    found = raw.decode("utf-8-sig", "replace").rstrip("\r\n").split("\t")
    if tuple(found) != header:
        wrong = next((i for i, (a, b) in enumerate(zip(found, header, strict=False)) if a != b), len(found))
        told = (
            f"column {wrong + 1} is {found[wrong]!r}" if wrong < len(found) else f"ends after column {wrong}"
        )
        expected = header[wrong] if wrong < len(header) else "nothing"
        raise InputError(
            f"does not begin with the header of its format: {told}, not {expected!r}; "
            "put the header back as the first line",
            path=path,
            line=1,
        )


def _count(run: _Run, engine: Engine) -> None:
    """Write each event once; count what was there twice and what the rest is."""
    rows = engine.read(run.aside / "rows.parquet")
    if _tell_repeats(run, engine, rows):
        once = counting.without(rows, counting.repeats(rows))
        engine.write(engine.here(once), run.aside / "events.parquet", _PLACE)
    else:
        run.aside.joinpath("rows.parquet").rename(run.aside / "events.parquet")
    (told,) = engine.rows(counting.tallies(engine.read(run.aside / "events.parquet")))
    run.report.kept = told["events"]
    if not run.report.kept:
        first = next((entry.examples[0] for entry in run.report.skipped.values()), "it has no row")
        raise InputError(f"nothing to keep: no row can be read as {run.form.name}; {first}")
    run.report.of_kept = counting.in_words(told)


def _tell_repeats(run: _Run, engine: Engine, rows: Any) -> int:
    """How many lines hold an event again, told with the first of them."""
    if run.rising:
        return 0
    repeats = engine.here(counting.repeats(rows))
    twice = int(repeats.count().to_pyarrow().as_py())
    first = repeats.order_by(_PLACE).limit(3).to_pyarrow().to_pylist() if twice else []
    for n, row in enumerate(first):
        text = f"{row['file']}:{row['line']}: event {row['id']} stands further up already"
        if run.strict:
            raise InputError(text)
        run.report.skip("the same event again", text, count=twice - 2 if n == 2 else 1)
    return twice


def _describe(run: _Run, engine: Engine) -> None:
    table = engine.read(run.aside / "events.parquet")
    engine.write(engine.here(counting.months(table)), run.aside / "months.parquet", counting.MONTH)
    codes = [row["code"] for row in engine.rows(table.select("code").distinct())]
    told = {row["file"]: row for row in engine.rows(counting.days(table))}
    described = [
        terms.File(name, sha256.result(), day["first"], day["last"], day["newest"])
        for name, sha256 in run.digests.items()
        if (day := told.get(name))
    ]
    terms.write(run.aside, run.form, run.parties.values(), codes, described)


def _refuse_names_twice(paths: list[Path]) -> None:
    seen: dict[str, Path] = {}
    for path in paths:
        if path.name in seen:
            raise InputError(
                f"has the name of {seen[path.name]}; rows are cited by file name, so rename one", path=path
            )
        seen[path.name] = path
