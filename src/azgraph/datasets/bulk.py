"""Many lines at once: whole columns in Arrow, each distinct text read once, and what is odd line by line.

No rule is written here. A format's layout says which columns make a field and what reads them;
that is run over the distinct texts of a block. A line in which anything cannot be read so goes
to the format's own `parse`, which alone says what is wrong with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from azgraph.datasets import tables
from azgraph.datasets.codes import codes
from azgraph.datasets.countries import MISSING
from azgraph.datasets.lines import LONGEST
from azgraph.datasets.rows import BadRow, Format, Layout, Part, Party
from azgraph.errors import AzgraphError

try:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv
except ImportError:
    raise AzgraphError(MISSING) from None

_BOM = b"\xef\xbb\xbf"
_LINE_END = ord("\n")
_KNOWN = 1 << 17
"""Distinct texts of a field that are remembered from one block to the next."""
_FEW = 50
"""Lines of another width than the first of their block that are not worth reading together."""
_LONG = LONGEST // 4
_BAD = object()


@dataclass(slots=True)
class Block:
    """What a block of lines holds: how many, the events in them, who acts in these, and the odd lines."""

    lines: int
    events: list[Any] = field(default_factory=list)
    parties: set[Party] = field(default_factory=set)
    odd: list[tuple[int, bytes]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of many rows: its distinct values, and which of them each row has."""

    values: list[Any]
    which: Any

    def array(self, type_: Any, convert: Any = lambda value: value) -> Any:
        """The field as a column; of names, each is held once."""
        values = [None if value is _BAD or value is None else convert(value) for value in self.values]
        if not pa.types.is_dictionary(type_):
            return pa.array(values, type_).take(self.which)
        which = self.which
        if None in values:  # Parquet takes what is missing from the rows, not from the names
            which = pa.array([None if v is None else n for n, v in enumerate(values)], pa.int32()).take(which)
        return pa.DictionaryArray.from_arrays(which, pa.array([v or "" for v in values], type_.value_type))


class Reader:
    """Reads blocks of lines of one format, several at the same time."""

    def __init__(self, form: Format) -> None:
        self._form = form
        self._known: defaultdict[tuple[int, str], dict[str, Any]] = defaultdict(dict)

    def block(self, file: str, first: int, data: bytes) -> Block:
        """What a block of a file holds whose first line has that number."""
        if not data.endswith(b"\n"):
            data += b"\n"
        found = Block(_count(data))
        numbers = np.arange(first, first + found.lines)
        data = data.replace(b"\r\n", b"\n") if b"\r" in data else data
        if first == 1:  # which may begin with what is no text, or be a header
            line, _, data = data.partition(b"\n")
            found.odd.append((1, line))
            numbers = numbers[1:]
        if data and _is_plain(data):
            self._read(file, numbers, data, found)
        elif data:
            plain: list[tuple[int, bytes]] = []
            for number, line in zip(numbers.tolist(), data.split(b"\n"), strict=False):
                (plain if _is_plain(line + b"\n") else found.odd).append((number, line))
            self._read_lines(file, plain, found)
        found.odd.sort()
        return found

    def _read_lines(self, file: str, lines: Sequence[tuple[int, bytes]], found: Block) -> None:
        if lines:
            numbers, texts = zip(*lines, strict=True)
            self._read(file, np.array(numbers), b"\n".join(texts) + b"\n", found)

    def _read(self, file: str, numbers: Any, data: bytes, found: Block) -> None:
        """Read the lines that have the width of the first; the others, where they are many, after them."""
        width = data.count(b"\t", 0, data.index(b"\n")) + 1
        layout = self._form.layout(width)
        if layout is None:
            apart: Sequence[int] = range(len(numbers))
        else:
            apart = self._take((file, layout, width), numbers, data, found)
        lines = data.split(b"\n") if apart else []
        by_width = defaultdict(list)
        for place in apart:
            by_width[lines[place].count(b"\t") + 1].append((int(numbers[place]), lines[place]))
        for other, those in by_width.items():
            if other != width and len(those) > _FEW and self._form.layout(other) is not None:
                self._read_lines(file, those, found)
            else:
                found.odd += those

    def _take(self, place: tuple[str, Layout, int], numbers: Any, data: bytes, found: Block) -> list[int]:
        """Take what can be read of the lines; which of them, from 0, cannot."""
        file, layout, width = place
        columns, others = _columns(layout, width, data)
        rows = np.arange(len(numbers))
        if others:
            rows = np.delete(rows, list(others))
        good = pc.ascii_is_decimal(columns[0])
        fields = {}
        for name, part in layout.parts.items():
            fields[name] = self._field((width, name), part, columns)
            if _BAD in fields[name].values:
                fits = pa.array([value is not _BAD for value in fields[name].values])
                good = pc.and_(good, fits.take(fields[name].which))
        bad: list[int] = []
        if pc.all(good).as_py() is False:
            bad = rows[pc.indices_nonzero(pc.invert(good)).to_numpy()].tolist()
            keep = pc.indices_nonzero(good)
            rows = rows[keep.to_numpy()]
            fields = {name: _Field(f.values, f.which.take(keep)) for name, f in fields.items()}
            columns = {number: column.take(keep) for number, column in columns.items()}
        if len(rows):
            lines = pa.array(numbers[rows], pa.int64())
            found.events.append(_table(file, layout, lines, columns, fields))
            for end in ("subject", "object"):
                used = pc.unique(fields[end].which).to_pylist()
                found.parties.update(p for p in (fields[end].values[n] for n in used) if p is not None)
        return sorted([*others, *bad])

    def _field(self, key: tuple[int, str], part: Part, columns: Mapping[int, Any]) -> _Field:
        """A field of all rows, each distinct text of its columns read once."""
        if not part.columns:
            return _Field([part.read()], pa.repeat(pa.scalar(0, pa.int32()), len(columns[0])))
        given = [columns[number] for number in part.columns]
        joined = given[0] if len(given) == 1 else pc.binary_join_element_wise(*given, "\t")
        coded = joined.dictionary_encode()
        known = self._known[key]
        if len(known) > _KNOWN:
            known = self._known[key] = {}
        values = []
        for text in coded.dictionary.to_pylist():
            if text not in known:
                known[text] = _value(part, text.split("\t"))
            values.append(known[text])
        return _Field(values, coded.indices)


def _value(part: Part, texts: list[str]) -> Any:
    try:
        return part.read(*texts)
    except BadRow:
        return _BAD


def _count(lines: bytes) -> int:
    """How many lines there are."""
    return int(np.count_nonzero(np.frombuffer(lines, np.uint8) == _LINE_END))


def _is_plain(lines: bytes) -> bool:
    """Whether lines can be read together: text, of no more than the longest line, each ending as a line."""
    if lines.startswith(_BOM) or b"\0" in lines or b"\r" in lines:
        return False
    if any(lines.find(b"\n", at, at + _LONG) < 0 for at in range(0, len(lines) - _LONG, _LONG)):
        return False
    return lines.isascii() or _is_text(lines)


def _is_text(lines: bytes) -> bool:
    """Whether all is UTF-8, found out without a copy of it as text."""
    ends = pa.py_buffer(np.array([0, len(lines)], np.int32))
    try:
        pa.Array.from_buffers(pa.string(), 1, [None, ends, pa.py_buffer(lines)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _columns(layout: Layout, width: int, lines: bytes) -> tuple[dict[int, Any], set[int]]:
    """The columns that a layout reads, as text, and which lines, from 0, have another width."""
    numbers = {0, *(number for part in layout.parts.values() for number in part.columns)}
    if layout.origin is not None:
        numbers.add(layout.origin)
    others: set[int] = set()

    def leave_out(row: Any) -> str:
        others.add(row.number - 1)
        return "skip"

    names = [str(number) for number in range(width)]
    table = csv.read_csv(
        pa.BufferReader(lines),
        # Pieces that fit a core's cache are read faster; no line that comes here is as long as one.
        csv.ReadOptions(column_names=names, use_threads=False, block_size=LONGEST),
        csv.ParseOptions(
            delimiter="\t", quote_char=False, ignore_empty_lines=False, invalid_row_handler=leave_out
        ),
        csv.ConvertOptions(
            include_columns=[str(number) for number in sorted(numbers)],
            column_types=dict.fromkeys(names, pa.string()),
            check_utf8=False,
            strings_can_be_null=False,
        ),
    ).combine_chunks()
    return {number: table.column(str(number)).chunk(0) for number in numbers}, others


def _table(
    file: str, layout: Layout, lines: Any, columns: Mapping[int, Any], fields: Mapping[str, _Field]
) -> Any:
    """The events, in the columns of a dataset."""
    zeros = pa.repeat(pa.scalar(0, pa.int32()), len(lines))
    ids = columns[0]
    if layout.daily:
        ids = pc.binary_join_element_wise(fields["day"].array(pa.string(), "{:%Y%m%d}".format), ids, "-")
    origin = None if layout.origin is None else columns[layout.origin]
    ready = {"id": ids, "line": lines, "origin": origin}
    made = {"origin": _Field([""], zeros), **fields, "file": _Field([file], zeros), "weight": fields["code"]}
    convert = {"weight": lambda code: codes()[code].weight}
    convert |= dict.fromkeys(("subject", "object"), lambda party: party.iri)
    arrays = []
    for column in tables.SCHEMA:
        if ready.get(column.name) is not None:
            arrays.append(ready[column.name])
        elif column.name in made:
            arrays.append(made[column.name].array(column.type, convert.get(column.name, lambda value: value)))
        else:
            arrays.append(pa.nulls(len(lines), column.type))
    return pa.table(arrays, schema=tables.SCHEMA)
