"""The form to fill in, as a workbook with drop-downs or as a CSV file."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from azgraph.claims import columns
from azgraph.claims.sheets import MISSING
from azgraph.errors import AzgraphError, InputError
from azgraph.files import write_bytes

ROWS = 2000
"""How many rows of the form have drop-downs."""
_WIDE = {
    "who": 24,
    "whom": 24,
    "kind": 24,
    "source": 40,
    "url": 30,
    "description": 44,
    "note": 30,
    "voice": 24,
}


def write_template(path: Path) -> None:
    """Write the form, as .xlsx or .csv by its ending.

    Errors: InputError for another ending, for a file that is there already, and as `write_bytes`.
    """
    if path.exists():
        raise InputError("exists already; a form that was filled in is not written over", path=path)
    ending = path.suffix.casefold()
    if ending == ".csv":
        write_bytes(path, _csv())
    elif ending == ".xlsx":
        try:
            content = _workbook()
        except OSError as error:  # its parts are written to the folder for temporary files first
            raise InputError(f"cannot be written: {error.strerror}", path=path) from None
        write_bytes(path, content)
    else:
        raise InputError("is no name for a form; end it in .xlsx or .csv", path=path)


def _csv() -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns.by_name())
    writer.writerow(column.example for column in columns.by_name().values())
    return out.getvalue().encode("utf-8-sig")  # Excel takes a file without the mark for Latin-1


def _workbook() -> bytes:
    try:
        from openpyxl import Workbook
    except ImportError:
        raise AzgraphError(MISSING) from None
    book = Workbook()
    claims = book.active
    claims.title = "Claims"
    _head(claims, list(columns.by_name()))
    for number, column in enumerate(columns.by_name().values(), start=1):
        letter = claims.cell(1, number).column_letter
        claims.column_dimensions[letter].width = _WIDE.get(column.name, 14)
        claims.column_dimensions[letter].number_format = "@"  # else Excel makes a day of 2025-11
        claims.cell(2, number, column.example or None).number_format = "@"
    claims.freeze_panes = "C2"
    _explain(book)
    _offer(book, claims)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(book: Any) -> None:
    """The sheets that say what goes into each column, what each kind means, how time is written."""
    from openpyxl.styles import Alignment

    told = [
        (
            c.name,
            "yes" if c.needed else "kind or stage" if c.name in ("kind", "stage") else "",
            c.help,
            c.example,
        )
        for c in columns.by_name().values()
    ]
    sheets: dict[str, tuple[Any, Any, Any]] = {
        "Columns": (("column", "needed", "what goes in", "example"), (14, 12, 90, 36), told),
        "Kinds": (
            ("kind", "id", "record", "meaning"), (30, 22, 14, 90),
            [(s.label, s.id, s.record, s.definition) for s in columns.kinds().values()],
        ),
        "Dates": (("write", "for"), (28, 60), list(columns.DATES)),
    }  # fmt: skip
    for name, (heads, widths, rows) in sheets.items():
        sheet = book.create_sheet(name)
        _head(sheet, list(heads))
        for row in rows:
            sheet.append(row)
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[sheet.cell(1, number).column_letter].width = width
            for cell in sheet[sheet.cell(1, number).column_letter]:
                cell.number_format = "@"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A2"


def _offer(book: Any, claims: Any) -> None:
    """The drop-downs; their lists stand on a sheet of their own, as one in a cell holds 255 characters."""
    from openpyxl.worksheet.datavalidation import DataValidation

    held = book.create_sheet("Lists")
    places = {}
    for number, (name, words) in enumerate(columns.lists().items(), start=1):
        held.cell(1, number, name)
        for row, word in enumerate(words, start=2):
            held.cell(row, number, word).number_format = "@"
        letter = held.cell(1, number).column_letter
        places[name] = f"Lists!${letter}$2:${letter}${len(words) + 1}"
    held.sheet_state = "hidden"
    for number, column in enumerate(columns.by_name().values(), start=1):
        letter = claims.cell(1, number).column_letter
        rule = DataValidation(
            type="list" if column.offers else None,
            formula1=places.get(column.offers),
            allow_blank=True,
            showErrorMessage=bool(column.offers) and column.only,
            showInputMessage=True,
            promptTitle=column.name,
            prompt=column.help[:255],
            errorTitle=column.name,
            error=f"Choose a {column.name} from the list.",
        )
        rule.add(f"{letter}2:{letter}{ROWS + 1}")
        claims.add_data_validation(rule)


def _head(sheet: Any, names: list[str]) -> None:
    from openpyxl.styles import Font, PatternFill

    for number, name in enumerate(names, start=1):
        cell = sheet.cell(1, number, name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E4E9F0")
