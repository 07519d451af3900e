"""An analysis as a table, with what it stands on: for people, for spreadsheets, for programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date

from azgraph.escapes import in_sheet, visible

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells under a table's columns, and the IRIs of the records they rest on."""

    cells: tuple[Cell, ...]
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `keys` columns say what a row is of, the others measure it.

    `details` are lines that name the records, `notes` say what the numbers stand on.
    """

    title: str
    day: date
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    keys: int = 1
    details: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """The table for a reader: tones as whole numbers with their sign, the rest to one decimal."""
        from tabulate import tabulate

        cells = [[shown(n, c) for n, c in zip(self.columns, row.cells, strict=True)] for row in self.rows]
        drawn = tabulate(cells, headers=list(self.columns), tablefmt="simple", disable_numparse=True)
        blocks = [self.title, drawn if self.rows else "Nothing to tell.", "\n".join(self.details)]
        blocks.append("\n".join(f"- {note}" for note in self.notes))
        return visible("\n\n".join(block for block in blocks if block))

    def csv(self) -> str:
        """The rows alone, each with the records it rests on; no name is a formula to a spreadsheet."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow([*self.columns, "records"])
        for row in self.rows:
            cells = (in_sheet(cell) if isinstance(cell, str) else cell for cell in row.cells)
            writer.writerow([*cells, " ".join(row.records)])
        return buffer.getvalue()

    def json(self) -> str:
        """Everything there is, as plain data."""
        rows = [
            dict(zip(self.columns, row.cells, strict=True)) | {"records": list(row.records)}
            for row in self.rows
        ]
        told = {"title": self.title, "day": str(self.day), "rows": rows, "notes": list(self.notes)}
        return json.dumps(told, ensure_ascii=False, indent=2)


def shown(column: str, cell: Cell) -> str:
    """A cell as a reader sees it.

    >>> shown("tone", -3.6), shown("volume", 2.04), shown("tone", 0.2), shown("who", None)
    ('-4', '2.0', '+0', '')
    """
    if cell is None:
        return ""
    if column.startswith("tone") and isinstance(cell, float):
        return f"{cell:+.0f}" if cell else "0"
    if column == "count":
        return f"{cell:.2f}"
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)
