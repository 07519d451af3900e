"""What the tests of imported data share: small real samples, and rows made from them."""

from __future__ import annotations

from pathlib import Path

from azgraph.datasets.reports import Report
from azgraph.datasets.writing import write
from azgraph.importers import FORMATS

HERE = Path(__file__).resolve().parent
SAMPLES = HERE / "data_of_others"
GDELT2, GDELT1, ICEWS = SAMPLES / "gdelt2.export.CSV", SAMPLES / "gdelt1.csv", SAMPLES / "icews.tab"
WHOLE = HERE.parents[1] / "shared" / "data"


def import_into(
    folder: Path, form: str, *files: Path, strict: bool = False, engine: str = "duckdb"
) -> Report:
    """Import files into a folder."""
    return write(FORMATS[form], files, folder, strict=strict, engine=engine)


def gdelt_row(**changed: str) -> str:
    """A GDELT 2.0 row of the United States that consult Iran, with some columns changed."""
    fields = [""] * 61
    places = {
        "id": 0, "day": 1, "a": 5, "a_name": 6, "a_country": 7, "a_group": 8, "a_type": 12, "b": 15, "b_name": 16,
        "b_country": 17, "b_type": 22, "code": 26, "base": 27, "root": 28, "weight": 30, "mentions": 31,
        "sources": 32, "articles": 33, "added": 59, "url": 60,
    }  # fmt: skip
    usual = {
        "id": "7", "day": "20191024", "a": "USA", "a_name": "UNITED STATES", "a_country": "USA", "b": "IRN",
        "b_name": "IRAN", "b_country": "IRN", "code": "040", "base": "040", "root": "04", "weight": "1.0",
        "mentions": "10", "sources": "2", "articles": "10", "added": "20191024143000", "url": "u",
    }  # fmt: skip
    for name, value in (usual | changed).items():
        fields[places[name]] = value
    return "\t".join(fields)


def icews_row(**changed: str) -> str:
    """An ICEWS row of India that consults Nepal, with some columns changed."""
    names = ["id", "day", "source", "source_sectors", "source_country", "text", "code", "weight", "target", "target_sectors", "target_country", "story", "sentence", "publisher", "city", "district", "province", "country", "latitude", "longitude"]  # fmt: skip
    usual = dict.fromkeys(names, "NA") | {
        "id": "1", "day": "2018-06-01", "source": "India", "source_country": "India", "text": "Consult",
        "code": "040", "weight": "1", "target": "Nepal", "target_country": "Nepal",
    }  # fmt: skip
    return "\t".join((usual | changed)[name] for name in names)


def icews_header() -> str:
    """The header of an ICEWS file."""
    header = FORMATS["icews"].header
    assert header is not None
    return "\t".join(header)


def written(folder: Path, name: str, *rows: str | bytes) -> Path:
    """A file of rows."""
    path = folder / name
    path.write_bytes(b"".join((row if isinstance(row, bytes) else row.encode()) + b"\n" for row in rows))
    return path
