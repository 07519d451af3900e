"""The rows of a filled form, from CSV as any spreadsheet writes it or from a workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from azgraph.claims.columns import by_name
from azgraph.errors import AzgraphError, InputError
from azgraph.names import did_you_mean

MISSING = "a workbook needs a library that is not installed; pip install 'azgraph[data]', or save it as CSV"
_LARGEST = 50_000_000
"""Bytes that a workbook may unpack to; in memory they become fifty times as many."""
_MOST_CELLS = 5_000_000
"""Cells of a sheet, up to its last row and column, and of all merges of a workbook."""
_DAYS = frozenset(("on", "since", "until", "due", "said", "date", "period"))
_SERIALS = range(20_000, 80_000)
"""Day numbers of Excel, from 1954 to 2119; no year has five digits."""


@dataclass(slots=True)
class Line:
    """One row: where it stands, its filled cells by column, and what is wrong with a cell.

    `row` is the place in short, for a citation.
    """

    place: str
    cells: dict[str, str]
    row: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)
    spots: dict[str, str] = field(default_factory=dict)

    def spot(self, column: str) -> str:
        """Where a cell of the row stands."""
        return self.spots.get(column) or f"{self.place}, column {column}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a form, and what is to be told of it as a whole."""

    lines: list[Line]
    remarks: list[str]


def read(path: Path) -> Sheet:
    """Read a filled form.

    Errors: InputError for what is no form: a missing or damaged file, a heading that is missing or
    stands twice, no row.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", path=path) from None
    except IsADirectoryError:
        raise InputError("is a folder; name files", path=path) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from None
    if content[:4] == b"PK\x03\x04":
        return _workbook(path, content)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise InputError("is a workbook of before 2007 or under a password; save it as .xlsx", path=path)
    return _csv(path, content)


def _csv(path: Path, content: bytes) -> Sheet:
    text, remarks = _decoded(path, content)
    if text[:4].casefold() == "sep=":
        text = "\n" + text.split("\n", 1)[-1]  # the line stays counted
    mark = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    rows: list[tuple[int, list[str]]] = []
    began = 1
    try:
        for row in reader:
            rows.append((began, row))
            began = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"is no CSV that can be read: {error}", path=path, line=reader.line_num) from None
    filled = ((number, row) for number, row in rows if any(cell.strip() for cell in row))
    number, heads = next(filled, (1, []))
    names = _headings(heads, f"{path.name}:{number}", remarks)
    lines = []
    for number, row in filled:
        line = Line(f"{path.name}:{number}", {}, f"row {number}")
        for column, cell in zip(names, row, strict=False):
            if column and cell.strip():
                line.cells[column] = cell.strip()
        if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            line.faults.append(
                (
                    "row",
                    f"has {len(row)} cells under {len(names)} headings; put a cell with {mark!r} in quotes",
                )
            )
        for column in _DAYS & line.cells.keys():
            _refuse_serial(line, column)
        lines.append(line)
    return Sheet(lines, remarks)


def _decoded(path: Path, content: bytes) -> tuple[str, list[str]]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace"), []
    if b"\0" in content:
        raise InputError(f"holds a NUL byte at {content.index(0)}; it is no CSV file", path=path)
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = f"{path.name}:{line}: is not UTF-8 and was read as Latin-1; look whether its accents are right"
        return content.decode("cp1252", "replace"), [told]


def _separator(text: str) -> str:
    """The mark that parts the heading into the most columns that the form knows."""
    first = next((line for line in text.splitlines() if line.strip(" ;,\t")), "")
    known = {m: sum(_name(head) in by_name() for head in first.split(m)) for m in ",;\t|"}
    return max(known, key=lambda mark: known[mark])


def _name(head: object) -> str:
    words = str(head or "").replace("_", " ").strip().strip('"*:').casefold()
    return " ".join(words.split())


def _headings(heads: list[Any], place: str, remarks: list[str]) -> list[str]:
    """The form's name of each column, empty for one that it does not have."""
    names = [_name(head) for head in heads]
    twice = sorted({name for name in names if name in by_name() and names.count(name) > 1})
    if twice:
        raise InputError(f"{place}: has the heading {twice[0]!r} twice; keep one")
    lost = [c.name for c in by_name().values() if c.needed and c.name not in names]
    if "kind" not in names and "stage" not in names:
        lost.insert(0, "kind")
    if lost:
        hint = did_you_mean(lost[0], [n for n in names if n and n not in by_name()])
        raise InputError(
            f"{place}: lacks the heading {lost[0]!r}.{hint} "
            f"'azgraph import table --template form.xlsx' writes the form"
        )
    for name in names:
        if name and name not in by_name():
            hint = did_you_mean(name, by_name())
            remarks.append(f"{place}: the column {name!r} is none of the form's and was not read.{hint}")
    return [name if name in by_name() else "" for name in names]


def _refuse_serial(line: Line, column: str) -> None:
    text = line.cells[column]
    if text.isascii() and text.isdigit() and int(text) in _SERIALS:
        day = dt.date(1899, 12, 30) + dt.timedelta(int(text))
        line.faults.append(
            (
                column,
                f"{text} is a day number of Excel, perhaps {day}; write the day as {day}, in cells of text",
            )
        )


def _workbook(path: Path, content: bytes) -> Sheet:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise AzgraphError(MISSING) from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST:
                raise InputError(f"unpacks to more than {_LARGEST:,} bytes, as no form does", path=path)
            if sum(_merged_cells(archive)) > _MOST_CELLS:
                raise InputError("merges more cells than any form has; unmerge them", path=path)
        book = load_workbook(io.BytesIO(content))
    except InputError:
        raise
    except Exception as error:  # openpyxl lets through whatever its parsers raise
        told = f"is no workbook that can be read: {error}; save it again as .xlsx"
        raise InputError(told, path=path) from None
    return _rows(_claims_sheet(book, path), path, book.epoch)


def _rows(sheet: Any, path: Path, epoch: Any) -> Sheet:
    remarks: list[str] = []
    _refuse_endless(sheet, path)
    merged, across = _merged(sheet)
    rows = sheet.iter_rows()
    head = next((row for row in rows if any(cell.value is not None for cell in row)), ())
    where = f"{path.name}, sheet {sheet.title}"
    names = _headings([cell.value for cell in head], where, remarks)
    lines = []
    for row in rows:
        line = Line(f"{where}, row {row[0].row}", {}, f"row {row[0].row}")
        for column, cell in zip(names, row, strict=False):
            if column:
                line.spots[column] = f"{where}, {cell.coordinate} ({column})"
                _take(line, column, merged.get(cell.coordinate, cell), epoch)
                if cell.coordinate in across:
                    line.faults.append((column, "is merged with cells beside it; unmerge them"))
        if line.cells or line.faults:
            lines.append(line)
    return Sheet(lines, remarks)


def _claims_sheet(book: Any, path: Path) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if not sheets:
        raise InputError("has no sheet", path=path)
    return sheets.get("Claims") or next(iter(sheets.values()))


def _merged_cells(archive: zipfile.ZipFile) -> Iterator[int]:
    """How many cells each merge of a workbook has; openpyxl goes through them all when it reads."""
    from openpyxl.utils import range_boundaries

    found: list[str] = []
    for part in archive.infolist():
        if part.filename.endswith(".xml"):
            parser = expat.ParserCreate()
            parser.StartElementHandler = lambda name, given: (
                found.append(given.get("ref", "")) if name.endswith("mergeCell") else None
            )
            with archive.open(part) as file:
                parser.ParseFile(file)
    for left, top, right, bottom in map(range_boundaries, found):
        yield (right - left + 1) * (bottom - top + 1)


def _refuse_endless(sheet: Any, path: Path) -> None:
    """Refuse a sheet with more cells than are gone through in reasonable time; most of them hold nothing."""
    rows, columns = sheet.max_row, sheet.max_column
    if rows * columns > _MOST_CELLS:
        told = f"{path.name}, sheet {sheet.title}: reaches to row {rows:,} and column {columns:,}"
        raise InputError(f"{told}; delete what lies behind the last row and column of the form")


def _merged(sheet: Any) -> tuple[dict[str, Any], set[str]]:
    """The cell whose value each cell of a column's merge shows; and those merged across columns."""
    shown, across = {}, set()
    for area in sheet.merged_cells.ranges:
        first = sheet.cell(area.min_row, area.min_col)
        for row in sheet.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col):
            for cell in row:
                if area.min_col == area.max_col:
                    shown[cell.coordinate] = first
                elif first.value is not None:
                    across.add(cell.coordinate)
    return shown, across


def _take(line: Line, column: str, cell: Any, epoch: Any) -> None:
    """Take a cell's value as text; what is no plain value is a fault."""
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return
    if cell.data_type == "f":
        line.faults.append((column, "holds a formula; copy the column and paste it as values"))
    elif cell.data_type == "e":
        line.faults.append((column, f"holds the error {value}; mend it in the sheet"))
    elif isinstance(value, bool):
        line.faults.append((column, f"holds the truth value {value}; write a text"))
    elif isinstance(value, dt.datetime | dt.date):
        whole = "d" in _bare(cell.number_format)
        line.cells[column] = f"{value:%Y-%m-%d}" if whole else f"{value:%Y-%m}"
    elif isinstance(value, int | float) and column in _DAYS and int(value) in _SERIALS:
        from openpyxl.utils.datetime import from_excel

        line.cells[column] = f"{from_excel(int(value), epoch):%Y-%m-%d}"
    elif isinstance(value, float) and value.is_integer():
        line.cells[column] = str(int(value))
    else:
        line.cells[column] = str(value).strip()


def _bare(form: str) -> str:
    """A number format without what stands in quotes or brackets, where a d is no day."""
    out, quoted = [], False
    for letter in form.casefold():
        quoted ^= letter in '"[]'
        if not quoted:
            out.append(letter)
    return "".join(out)
