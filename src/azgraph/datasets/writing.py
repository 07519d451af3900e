"""From files of event data to a dataset directory, which is whole or absent."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from azgraph.datasets import tables, terms
from azgraph.datasets.lines import LONGEST, lines
from azgraph.datasets.reports import Report
from azgraph.datasets.rows import BadRow, Format, Party, Row
from azgraph.errors import InputError

MANIFEST = "manifest.json"
VERSION = 1
_STEP = 100_000
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Run:
    """One import: what it reads, how strictly, where it writes, and what became of the lines so far."""

    form: Format
    paths: list[Path]
    aside: Path
    strict: bool
    say: Say
    report: Report = field(default_factory=Report)


def write(
    form: Format,
    files: Iterable[Path],
    folder: Path,
    *,
    strict: bool = False,
    say: Say = lambda _: None,
) -> Report:
    """Import files of a format into a dataset directory, and return what became of each line.

    Everything is written aside and moved into place at the end. An older dataset there is
    replaced; anything else there is left alone. `say` is told how it goes.

    Errors: InputError for what cannot be read or written, for files none of whose rows can be
    kept, and, with `strict`, for the first bad row.
    """
    paths = list(files)
    _refuse_names_twice(paths)
    run = _Run(form, paths, _aside(folder), strict, say)
    try:
        _fill(run)
        _place(run.aside, folder)
    except tables.FAULTS as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise InputError(f"cannot be written: {reason}; nothing is left of it", path=folder) from None
    finally:
        shutil.rmtree(run.aside, ignore_errors=True)
    return run.report


def _fill(run: _Run) -> None:
    parties: dict[str, Party] = {}
    writer = tables.Writer(run.aside / "rows.parquet")
    try:
        for path in run.paths:
            for row, line in _rows(run, path):
                writer.add(row, path.name, line)
                parties.update({p.iri: p for p in (row.subject, row.object) if p is not None})
    finally:
        writer.close()
    engine = tables.connect(run.aside)
    try:
        _count(run, engine)
        run.say(f"{run.report.kept:,} events; counting pairs and months")
        _describe(run, engine, parties)
    finally:
        engine.disconnect()
    run.aside.joinpath("rows.parquet").unlink(missing_ok=True)
    _sign(run)


def _rows(run: _Run, path: Path) -> Iterator[tuple[Row, int]]:
    """The good rows of a file and their lines; the bad ones are counted, or end it all where strict."""
    report = run.report
    for number, raw in lines(path):
        if number == 1 and run.form.header is not None:
            _expect_header(run.form.header, raw, path)
            continue
        report.read += 1
        if report.read % _STEP == 0:
            run.say(f"{path.name}: {report.read:,} rows read")
        try:
            yield run.form.parse(_fields(raw, number)), number
        except BadRow as bad:
            if run.strict:
                raise InputError(bad.message, path=path, line=number) from None
            report.skip(bad.reason, f"{path.name}:{number}: {bad.message}")


def _fields(raw: bytes, number: int) -> list[str]:
    if len(raw) == LONGEST:
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


def _count(run: _Run, engine: Any) -> None:
    """Write each event once; count what was there twice and what the rest is."""
    rows = tables.read(engine, run.aside / "rows.parquet")
    repeats = tables.repeats(rows)
    twice = int(repeats.count().to_pyarrow().as_py())
    for n, row in enumerate(repeats.limit(3).to_pyarrow().to_pylist()):
        text = f"{row['file']}:{row['line']}: event {row['id']} stands further up already"
        if run.strict:
            raise InputError(text)
        run.report.skip("the same event again", text, count=twice - 2 if n == 2 else 1)
    if twice:
        engine.to_parquet(tables.without(rows, repeats), run.aside / "events.parquet")
    else:
        run.aside.joinpath("rows.parquet").rename(run.aside / "events.parquet")
    told = tables.tallies(tables.read(engine, run.aside / "events.parquet")).to_pyarrow().to_pylist()[0]
    run.report.kept = told["events"]
    if not run.report.kept:
        first = next((entry.examples[0] for entry in run.report.skipped.values()), "it has no row")
        raise InputError(f"nothing to keep: no row can be read as {run.form.name}; {first}")
    run.report.of_kept = {
        "joining two actors": told["in_pairs"],
        "within one actor, in no pair": told["within_one"],
        "one actor missing, in no pair": told["one_actor_missing"],
        "both actors missing, in no pair": told["both_actors_missing"],
        "whose own weight is not that of our table, which counts": told["weight_differs"],
    }


def _describe(run: _Run, engine: Any, parties: dict[str, Party]) -> None:
    table = tables.read(engine, run.aside / "events.parquet")
    engine.to_parquet(tables.months(table), run.aside / "months.parquet")
    digests = {path.name: _digest(path) for path in run.paths}
    key = hashlib.sha256("".join(sorted(digests.values())).encode()).hexdigest()[:8]
    names = terms.labels(parties.values())
    with run.aside.joinpath("months.ttl").open("w", encoding="utf-8", newline="\n") as file:
        for rows in tables.batches(run.aside / "months.parquet"):
            file.writelines(terms.month(row, run.form.name, names, key) for row in rows)
    codes = table.select("code").distinct().to_pyarrow().column("code").to_pylist()
    described = [
        terms.File(path.name, digests[path.name], told["first"], told["last"], told["newest"])
        for path in run.paths
        for told in tables.tallies(table.filter(table.file == path.name)).to_pyarrow().to_pylist()
        if told["events"]
    ]
    standing = [parties[iri] for iri in sorted(parties)]
    for name, text in (
        ("actors.ttl", terms.actors(standing, run.form.name)),
        ("kinds.ttl", terms.kinds(codes)),
        ("sources.ttl", terms.sources(run.form, described)),
    ):
        run.aside.joinpath(name).write_text(text, encoding="utf-8", newline="\n")


def _sign(run: _Run) -> None:
    """Write the manifest: what each file of the dataset must be, and what became of the lines."""
    manifest = {
        "azgraph_dataset": VERSION,
        "format": run.form.name,
        "title": run.form.title,
        "licence": run.form.licence,
        "cite": run.form.cite,
        "files": {path.name: _digest(path) for path in sorted(run.aside.iterdir()) if path.is_file()},
        "report": run.report.as_dict(),
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    run.aside.joinpath(MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def _refuse_names_twice(paths: list[Path]) -> None:
    seen: dict[str, Path] = {}
    for path in paths:
        if path.name in seen:
            raise InputError(
                f"has the name of {seen[path.name]}; rows are cited by file name, so rename one", path=path
            )
        seen[path.name] = path


def _aside(folder: Path) -> Path:
    """A new folder beside the one to write; what a killed run left there goes first."""
    if folder.exists() and not folder.joinpath(MANIFEST).is_file():
        raise InputError("is there already and is no dataset; name another folder", path=folder)
    try:
        for left in folder.parent.glob(f".{folder.name}.part-*"):
            if not _alive(left.name.rsplit("-", 1)[-1]):
                shutil.rmtree(left, ignore_errors=True)
        aside = folder.parent / f".{folder.name}.part-{os.getpid()}"
        aside.mkdir()
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=folder) from None
    return aside


def _alive(process: str) -> bool:
    if os.name != "posix" or not process.isdigit():
        return True  # elsewhere the signal that only asks would end the process
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _place(aside: Path, folder: Path) -> None:
    for path in aside.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    old = aside.with_name(f"{aside.name}-old")
    if folder.exists():
        folder.replace(old)
    aside.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
