"""Events that lie in a table of an engine already: their months are counted there, and no event is fetched.

No rule is written here. The distinct texts of each field come here, the format's own layout reads
them, and what they mean goes back as a small table to join with; the rest is the same counting as
that of imported files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from azgraph.datasets import counting, engines, terms
from azgraph.datasets.building import building
from azgraph.datasets.codes import codes
from azgraph.datasets.countries import MISSING
from azgraph.datasets.engines import Engine
from azgraph.datasets.reading import digest
from azgraph.datasets.reports import Report
from azgraph.datasets.rows import BadRow, Format, Layout, Part, Party, describe
from azgraph.datasets.signing import sign
from azgraph.errors import AzgraphError, InputError

try:
    import ibis
    import pyarrow as pa
except ImportError:
    raise AzgraphError(MISSING) from None

_FIELDS = {
    "day": (pa.date32(), date(1970, 1, 1)),
    "code": (pa.float64(), 0.0),
    "subject": (pa.string(), ""),
    "object": (pa.string(), ""),
    "sources": (pa.int64(), 0),
}
"""The fields that months need: what each is read as, and what stands where it is missing or bad.

A small table without gaps is the same to every engine. Of a code it is the weight that counts.
"""


@dataclass(slots=True)
class _Count:
    """One table that is counted, and what was found in it so far."""

    form: Format
    name: str
    """By which the table is cited: that of a file without its place on this machine."""
    engine: Engine
    strict: bool
    report: Report = field(default_factory=Report)
    parties: dict[str, Party] = field(default_factory=dict)


def write_table(
    form: Format,
    name: str,
    folder: Path,
    *,
    engine: str = engines.DUCKDB,
    strict: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Report:
    """Count the months of a table with a format's own columns, and write them as a dataset directory.

    Its events stay where they are; what is written there are small temporary tables. The
    directory is whole or absent.

    Errors: InputError for a table that is not there, lacks columns or has no row that can be
    kept, and, with `strict`, for the first bad text; AzgraphError or ServerError where the engine fails.
    """
    layout = form.layout(len(form.columns))
    if layout is None:
        raise InputError(f"{form.name} has no columns to count in a table; import its files")
    try:
        with building(folder) as aside:
            with engines.opened(engine, aside / "spill") as there:
                count = _Count(form, name if engines.is_url(name) else Path(name).name, there, strict)
                rows = _texts(count, layout, there.table(name))
                say(f"{count.name}: reading what its texts mean")
                events, told = _once(count, _good(count, layout, rows))
                say(f"{count.name}: counting the months of {count.report.kept:,} events")
                months = there.here(counting.months(events)).mutate(files=ibis.array([count.name]))
                there.write(months, aside / "months.parquet", counting.MONTH)
            shutil.rmtree(aside / "spill", ignore_errors=True)
            sha256 = digest(aside / "months.parquet")  # what no file was is known by what it gave
            source = terms.File(count.name, sha256, told["first"], told["last"], told["last"])
            terms.write(aside, form, count.parties.values(), (), [source])
            sign(aside, form, {count.name: sha256}, count.report)
    except engines.FAULTS as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise InputError(f"cannot be written: {reason}; nothing is left of it", path=folder) from None
    return count.report


def _texts(count: _Count, layout: Layout, table: Any) -> Any:
    """Each row as the texts of its fields, those of several columns joined by tabs, and its id."""
    by_name = {column.casefold(): column for column in table.columns}
    names = count.form.columns
    parts = {name: layout.parts[name].columns for name in _FIELDS}
    lost = [names[n] for n in (0, *sum(parts.values(), ())) if names[n].casefold() not in by_name]
    if lost:
        raise InputError(
            f"{count.engine.name}: table {count.name!r} has no column {lost[0]!r}; "
            f"it must have those of {count.form.title} under their own names"
        )

    def text(number: int) -> Any:
        return table[by_name[names[number].casefold()]].cast("string").fill_null("")

    def joined(numbers: tuple[int, ...]) -> Any:
        return text(numbers[0]) if len(numbers) == 1 else ibis.literal("\t").join([text(n) for n in numbers])

    event = joined((*parts["day"], 0)) if layout.daily else text(0)
    return table.select(event=event, **{name: joined(parts[name]) for name in _FIELDS if parts[name]})


def _good(count: _Count, layout: Layout, rows: Any) -> Any:
    """The rows whose texts can all be read, with what they mean; the others are counted."""
    joined, faulty = rows, []
    meant: dict[str, Any] = {}
    for name in _FIELDS:
        part = layout.parts[name]
        if not part.columns:
            meant[name] = ibis.literal(part.read())
            continue
        found = count.engine.rows(rows.group_by(name).agg(times=rows.count()))
        count.report.read = sum(row["times"] for row in found)
        lookup = ibis.memtable(_meanings(count, name, part, [row[name] for row in found]))
        joined = joined.inner_join(lookup, rows[name] == lookup[f"{name}_text"])
        meant[name] = ibis._[f"{name}_meant"]
        if f"{name}_fault" in lookup.columns:
            faulty.append(f"{name}_fault")
    if faulty:
        skipped = count.report.skipped
        joined = joined.mutate(fault=ibis.coalesce(*[ibis._[name].nullif("") for name in faulty], ""))
        bad = joined.filter(ibis._.fault != "").group_by("fault").agg(times=ibis._.count())
        for row in count.engine.rows(bad):
            skipped[row["fault"]].count = row["times"]
        for reason in [reason for reason, entry in skipped.items() if not entry.count]:
            del skipped[reason]  # all its rows have a fault before it
        joined = joined.filter(ibis._.fault == "")
    meant["weight"] = meant.pop("code")
    for end in ("subject", "object"):
        meant[end] = meant[end].nullif("")
    return joined.select("event", **meant)


def _meanings(count: _Count, name: str, part: Part, texts: list[str]) -> Any:
    """What each text of a field means, as a table to join with; faults are a column where there are any."""
    type_, nothing = _FIELDS[name]
    values, faults = [], []
    for text in texts:
        value, fault = _read(count, part, text)
        if isinstance(value, Party):
            describe(value, count.parties)
            value = value.iri
        elif name == "code" and value is not None:
            value = codes()[value].weight
        values.append(nothing if value is None else value)
        faults.append(fault)
    columns = {f"{name}_text": pa.array(texts, pa.string()), f"{name}_meant": pa.array(values, type_)}
    if any(faults):
        columns[f"{name}_fault"] = pa.array(faults, pa.string())
    return pa.table(columns)


def _read(count: _Count, part: Part, text: str) -> tuple[Any, str]:
    """What a text means, and as what it is skipped."""
    given = text.split("\t")
    try:
        if len(given) != len(part.columns):
            raise BadRow("tab in a text", f"{text!r} has a tab more than the row of a file can")
        return part.read(*given), ""
    except BadRow as bad:
        if count.strict:
            raise InputError(f"{count.engine.name}: {count.name}: {bad.message}") from None
        count.report.skip(bad.reason, f"{count.name}: {bad.message}", count=0)
        return None, bad.reason


def _once(count: _Count, events: Any) -> tuple[Any, dict[str, Any]]:
    """Each event once, of two with one id the least, and its tallies, which go to the report."""
    report, engine = count.report, count.engine
    (told,) = engine.rows(_tallies(events))
    lost = sum(entry.count for entry in report.skipped.values())
    if told["events"] + lost != report.read:
        raise AzgraphError(f"{engine.name}: {count.name} was written while it was counted; count it again")
    if twice := told["events"] - told["different"]:
        if count.strict:
            raise InputError(f"{engine.name}: {count.name}: {twice:,} rows have the id of another")
        report.skip("the same event again", f"{count.name}: rows have the id of another", count=twice)
        others = [events[name] for name in ("day", "weight", "sources", "subject", "object")]
        least = ibis.window(group_by=events.event, order_by=others)
        numbered = events.mutate(again=ibis.row_number().over(least))
        events = numbered.filter(numbered.again == 0).drop("again")
        (told,) = engine.rows(_tallies(events))
    report.kept = told["events"]
    if not report.kept:
        first = next((e.examples[0] for e in report.skipped.values()), "it has no row")
        raise InputError(f"nothing to keep: no row can be read as {count.form.name}; {first}")
    report.of_kept = counting.in_words(told)
    return events, told


def _tallies(events: Any) -> Any:
    """All that one reading of the events can tell: each costs where an engine is paid by what it reads."""
    return counting.tallies(
        events, different=events.event.nunique(), first=events.day.min(), last=events.day.max()
    )
