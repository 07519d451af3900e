"""Country codes and names of others, as the states of ISO 3166; what was checked by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rdflib import RDFS

import azgraph
from azgraph.datasets import countries
from azgraph.names import ID
from imports import WHOLE, import_into

REGIONS = {"AFR", "EUR"}
"""Codes of CAMEO in the sample that stand for no state."""
HAND = Path(__file__).parent / "data_of_others" / "checked-by-hand.csv"


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("ROM", "ROU"), ("ROU", "ROU"), ("TMP", "TLS"), ("TLS", "TLS"), ("ZAR", "COD"), ("COD", "COD"), ("BUR", "MMR"),
        ("WSB", "PSE"), ("GZS", "PSE"), ("PSE", "PSE"), ("TWN", "TWN"), ("ESH", "ESH"), ("SSD", "SSD"), ("HKG", "HKG"),
        ("SUN", "SUN"), ("YUG", "YUG"), ("SCG", "SCG"), ("CSK", "CSK"), ("DDR", "DDR"), ("YMD", "YMD"), ("ANT", "ANT"),
        ("XKX", None), ("KSV", None), ("KOS", None), ("AFR", None), ("EUR", None), ("GER", None), ("", None),
    ],
)  # fmt: skip
def test_a_code_stands_for_its_state_or_for_none(code: str, state: str | None) -> None:
    found = countries.by_code(code)
    assert (found and found.code) == state


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Palestine", "PSE"), ("Occupied Palestinian Territory", "PSE"), ("Taiwan", "TWN"), ("Western Sahara", "ESH"),
        ("Zaire", "COD"), ("Burma", "MMR"), ("Cote d'Ivoire", "CIV"), ("Ivory Coast", "CIV"), ("Turkey", "TUR"),
        ("Türkiye", "TUR"), ("turkiye", "TUR"), ("Republic of Congo", "COG"), ("Democratic Republic of Congo", "COD"),
        ("Vatican City", "VAT"), ("Macau", "MAC"), ("Brunei", "BRN"), ("UK", "GBR"), ("U.S.", "USA"), ("Reunion", "REU"),
        ("Soviet Union", "SUN"), ("Yugoslavia", "YUG"), ("East Germany", "DDR"), ("West Germany", "DEU"),
        ("Kosovo", None), ("Abkhazia", None), ("Northern Cyprus", None), ("Europe", None), ("Korea", None),
    ],
)  # fmt: skip
def test_a_name_stands_for_its_state_or_for_none(name: str, state: str | None) -> None:
    found = countries.by_name(name)
    assert (found and found.code) == state


def test_a_state_that_is_no_more_says_until_when_and_a_renamed_one_is_none_of_them() -> None:
    former = {code: countries.by_code(code) for code in ("SUN", "YUG", "CSK", "DDR", "SCG")}
    assert all(state is not None and state.until for state in former.values())
    for code in ("ZAR", "ROM", "TMP", "BUR"):
        state = countries.by_code(code)
        assert state is not None and not state.until


def test_every_country_code_of_the_gdelt_samples_is_a_state_or_a_known_region() -> None:
    if not WHOLE.exists():
        pytest.skip("the whole sample is not at hand")
    rows = [
        line.split("\t")
        for name in ("gdelt-20191024143000-first600.export.CSV", "gdelt1-20160728-first200.csv")
        for line in (WHOLE / name).read_text(encoding="utf-8").splitlines()
    ]
    codes = {row[column] for row in rows for column in (7, 17)} - {""}
    assert {code for code in codes if countries.by_code(code) is None} == REGIONS
    assert len(codes) > 70


@pytest.mark.parametrize(
    ("form", "name"),
    [("gdelt", "gdelt-20191024143000-first600.export.CSV"), ("gdelt", "gdelt1-20160728-first200.csv"),
     ("icews", "icews-events-2018-sample.tab")],
)  # fmt: skip
def test_ten_rows_of_each_sample_say_what_was_found_right_by_hand(
    tmp_path: Path, form: str, name: str
) -> None:
    if not WHOLE.exists():
        pytest.skip("the whole sample is not at hand")
    import_into(tmp_path / "out", form, WHOLE / name)
    graph = azgraph.load(tmp_path / "out")
    rows = [
        row for row in csv.DictReader(HAND.read_text(encoding="utf-8").splitlines()) if row["file"] == name
    ]
    assert len(rows) == 10
    told = {row["event"]: str(graph.value(ID[row["event"]], RDFS.label)) for row in rows}
    assert told == {row["event"]: row["graph"] for row in rows}
