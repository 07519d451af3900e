"""From files of event data to a dataset directory, which is whole or absent."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
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


def write(
    form: Format,
    files: Iterable[Path],
    folder: Path,
    *,
    strict: bool = False,
    say: Say = lambda _: None,
) -> Report:
    """Import files of a format into a dataset directory; say how it goes, and return what became of each line.

    Everything is written aside and moved into place at the end. An older dataset there is
    replaced; anything else there is left alone.

    Errors: InputError for what cannot be read or written, for files none of whose rows can be
    kept, and, with `strict`, for the first bad row.
    """
    paths = list(files)
    _refuse_names_twice(paths)
    aside = _aside(folder)
    try:
        report = _fill(form, paths, aside, strict, say)
        _place(aside, folder)
    except tables.FAULTS as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise InputError(f"cannot be written: {reason}; nothing is left of it", path=folder) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return report


def _fill(form: Format, paths: list[Path], aside: Path, strict: bool, say: Say) -> Report:  # noqa: FBT001
    report, parties = Report(), {}
    writer = tables.Writer(aside / "rows.parquet")
    try:
        for path in paths:
            for row, line in _rows(form, path, report, strict, say):
                writer.add(row, path.name, line)
                parties.update({p.iri: p for p in (row.subject, row.object) if p is not None})
    finally:
        writer.close()
    engine = tables.connect(aside)
    try:
        _count(form, engine, aside, report, strict)
        say(f"{report.kept:,} events; counting pairs and months")
        _describe(form, engine, aside, paths, parties)
    finally:
        engine.disconnect()
    aside.joinpath("rows.parquet").unlink()
    _sign(form, aside, report)
    return report


def _rows(
    form: Format, path: Path, report: Report, strict: bool, say: Say  # noqa: FBT001
) -> Iterable[tuple[Row, int]]:
    """The good rows of a file and their lines; the bad ones are counted, or end it all where strict."""
    for part, number, raw in lines(path):
        if number == 1 and form.header is not None:
            _expect_header(form.header, raw, path)
            continue
        report.read += 1
        try:
            row = form.parse(_fields(raw, number))
        except BadRow as bad:
            if strict:
                raise InputError(bad.message, path=path, line=number) from None
            place = f"{path.name}({part})" if part else path.name
            report.skip(bad.reason, f"{place}:{number}: {bad.message}")
            continue
        yield row, number
        if report.read % _STEP == 0:
            say(f"{path.name}: {report.read:,} rows read")


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
        told = f"column {wrong + 1} is {found[wrong]!r}" if wrong < len(found) else f"ends after column {wrong}"
        expected = header[wrong] if wrong < len(header) else "nothing"
        raise InputError(
            f"does not begin with the header of its format: {told}, not {expected!r}; "
            "put the header back as the first line",
            path=path,
            line=1,
        )


def _count(form: Format, engine: Any, aside: Path, report: Report, strict: bool) -> None:  # noqa: FBT001
    """Write each event once; count what was there twice and what the rest is."""
    rows = tables.read(engine, aside / "rows.parquet")
    repeats = tables.repeats(rows)
    twice = int(repeats.count().to_pyarrow().as_py())
    for n, row in enumerate(repeats.limit(3).to_pyarrow().to_pylist()):
        text = f"{row['file']}:{row['line']}: event {row['id']} stands further up already"
        if strict:
            raise InputError(text)
        report.skip("the same event again", text, count=twice - 2 if n == 2 else 1)
    engine.to_parquet(tables.events(rows), aside / "events.parquet")
    told = tables.tallies(tables.read(engine, aside / "events.parquet")).to_pyarrow().to_pylist()[0]
    report.kept = told["events"]
    if not report.kept:
        first = next((entry.examples[0] for entry in report.skipped.values()), "it has no row")
        raise InputError(f"nothing to keep: no row can be read as {form.name}; {first}")
    report.of_kept = {
        "joining two actors": told["in_pairs"],
        "within one actor, in no pair": told["within_one"],
        "one actor missing, in no pair": told["one_actor_missing"],
        "both actors missing, in no pair": told["both_actors_missing"],
        "whose own weight is not that of our table, which counts": told["weight_differs"],
    }


def _describe(
    form: Format, engine: Any, aside: Path, paths: list[Path], parties: dict[str, Party]
) -> None:
    table = tables.read(engine, aside / "events.parquet")
    engine.to_parquet(tables.months(table), aside / "months.parquet")
    digests = {path.name: _digest(path) for path in paths}
    key = hashlib.sha256("".join(sorted(digests.values())).encode()).hexdigest()[:8]
    names = terms.labels(parties.values())
    with aside.joinpath("months.ttl").open("w", encoding="utf-8", newline="\n") as file:
        for rows in tables.batches(aside / "months.parquet"):
            file.writelines(terms.month(row, form.name, names, key) for row in rows)
    codes = table.select("code").distinct().to_pyarrow().column("code").to_pylist()
    described = [
        terms.File(path.name, digests[path.name], told["first"], told["last"], told["newest"])
        for path in paths
        for told in tables.tallies(table.filter(table.file == path.name)).to_pyarrow().to_pylist()
        if told["events"]
    ]
    standing = [parties[iri] for iri in sorted(parties)]
    for name, text in (
        ("actors.ttl", terms.actors(standing, form.name)),
        ("kinds.ttl", terms.kinds(codes)),
        ("sources.ttl", terms.sources(form, described)),
    ):
        aside.joinpath(name).write_text(text, encoding="utf-8", newline="\n")


def _sign(form: Format, aside: Path, report: Report) -> None:
    """Write the manifest: what each file of the dataset must be, and what became of the lines."""
    manifest = {
        "azgraph_dataset": VERSION,
        "format": form.name,
        "title": form.title,
        "licence": form.licence,
        "cite": form.cite,
        "files": {path.name: _digest(path) for path in sorted(aside.iterdir()) if path.is_file()},
        "report": report.as_dict(),
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    aside.joinpath(MANIFEST).write_text(text, encoding="utf-8", newline="\n")


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
