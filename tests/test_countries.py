"""Country codes and names of others, as the states of ISO 3166; what was checked by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rdflib import RDF, RDFS

import azgraph
from azgraph.datasets import countries
from azgraph.names import AZ, ID
from imports import WHOLE, gdelt_row, import_into, written

REGIONS = {
    "AFR", "ASA", "BAG", "BLK", "CAS", "CAU", "CEU", "CFR", "CRB", "EAF", "EEU", "EIN", "EUR", "LAM", "MDT", "MEA",
    "NAF", "NMR", "PGS", "SAF", "SAM", "SAS", "SCN", "SEA", "WAF", "WST",
}  # fmt: skip
"""Codes of GDELT's table of countries, CAMEO.country.txt, that stand for no state."""
TABLE = """
WSB BAG GZS AFR ASA BLK CRB CAU CFR CAS CEU EIN EAF EEU EUR LAM MEA MDT NAF NMR PGS SCN SAM SAS SEA SAF WAF WST
AFG ALA ALB DZA ASM AND AGO AIA ATG ARG ARM ABW AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BMU BTN BOL BIH
BWA BRA VGB BRN BGR BFA BDI KHM CMR CAN CPV CYM CAF TCD CHL CHN COL COM COD COG COK CRI CIV HRV CUB CYP CZE
DNK DJI DMA DOM TMP ECU EGY SLV GNQ ERI EST ETH FRO FLK FJI FIN FRA GUF PYF GAB GMB GEO DEU GHA GIB GRC GRL
GRD GLP GUM GTM GIN GNB GUY HTI VAT HND HKG HUN ISL IND IDN IRN IRQ IRL IMY ISR ITA JAM JPN JOR KAZ KEN KIR
PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MAC MKD MDG MWI MYS MDV MLI MLT MHL MTQ MRT MUS MYT MEX
FSM MDA MCO MNG MTN MSR MAR MOZ MMR NAM NRU NPL NLD ANT NCL NZL NIC NER NGA NIU NFK MNP NOR PSE OMN PAK PLW
PAN PNG PRY PER PHL PCN POL PRT PRI QAT REU ROM RUS RWA SHN KNA LCA SPM VCT WSM SMR STP SAU SEN SRB SYC SLE
SGP SVK SVN SLB SOM ZAF ESP LKA SDN SUR SJM SWZ SWE CHE SYR TJK TZA THA TGO TKL TON TTO TUN TUR TKM TCA TUV
UGA UKR ARE GBR USA VIR URY UZB VUT VEN VNM WLF ESH YEM ZMB ZWE
"""
"""All codes of that table, in its order."""
HAND = Path(__file__).parent / "data_of_others" / "checked-by-hand.csv"


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("ROM", "ROU"), ("ROU", "ROU"), ("TMP", "TLS"), ("TLS", "TLS"), ("ZAR", "COD"), ("COD", "COD"), ("BUR", "MMR"),
        ("WSB", "PSE"), ("GZS", "PSE"), ("PSE", "PSE"), ("TWN", "TWN"), ("ESH", "ESH"), ("SSD", "SSD"), ("HKG", "HKG"),
        ("SUN", "SUN"), ("YUG", "YUG"), ("SCG", "SCG"), ("CSK", "CSK"), ("DDR", "DDR"), ("YMD", "YMD"), ("ANT", "ANT"),
        ("XKX", None), ("KSV", None), ("KOS", None), ("AFR", None), ("EUR", None), ("GER", None), ("", None), ("IMY", "IMN"), ("MTN", "MNE"),
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
    assert {code for code in codes if countries.by_code(code) is None} == {"AFR", "EUR"}
    assert len(codes) > 70


def test_every_country_code_of_gdelt_is_a_state_or_a_region_with_a_name() -> None:
    stateless = {code for code in TABLE.split() if countries.by_code(code) is None}
    assert stateless == {code for code in TABLE.split() if countries.region(code)} == REGIONS


@pytest.mark.parametrize(
    ("code", "place", "sort", "label"),
    [
        ("AFR", "AFR", "", "Africa"), ("WST", "WST", "", "The West"), ("MEA", "MEA", "", "Middle East"),
        ("EURGOV", "EUR", "GOV", "Europe: government (EURGOV)"), ("EURXYZ", "EUR", "", "Europe (EURXYZ)"),
    ],
)  # fmt: skip
def test_a_region_is_an_actor_by_its_name_and_no_state(
    tmp_path: Path, code: str, place: str, sort: str, label: str
) -> None:
    row = gdelt_row(a=code, a_country=place, a_type=sort)
    import_into(tmp_path / "out", "gdelt", written(tmp_path, "x.csv", row))
    graph = azgraph.load(tmp_path / "out")
    actor = ID[f"gdelt/actor/{code}"]
    assert str(graph.value(actor, RDFS.label)) == label
    assert graph.value(actor, RDF.type) == AZ.Actor


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
