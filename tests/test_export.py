"""What a reader takes along: the picture as SVG and PNG, the table as CSV."""

from __future__ import annotations

import csv
import io
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from azgraph.picture import Picture, draw
from browser import Pages
from writing import graph_of

WIDE, PHONE = (1440, 900), (390, 844)
SVG = "{http://www.w3.org/2000/svg}"


def exported(opened: Page, words: str, folder: Path) -> Path:
    """Choose from the menu and keep the file under the name that the page gives it."""
    opened.locator("#export").click()
    with opened.expect_download() as download:
        opened.locator("#exports").get_by_role("button", name=words).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def texts(path: Path) -> str:
    """All text of a picture, each text element a line."""
    return "\n".join("".join(text.itertext()) for text in ET.parse(path).getroot().iter(f"{SVG}text"))


# --- The picture -----------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_an_exported_picture_carries_headline_day_key_and_source(
    page: Pages, written: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = exported(page(written, "day=2025-09-30", size=size), "Picture, SVG", tmp_path)
    assert path.name == "azerbaijan-network-2025-09-30.svg"
    said = texts(path)
    for words in ("strained", "as one source tells it", "30 September 2025", "Azerbaijan", "Kazakhstan"):
        assert words in said.replace("\n", " "), words
    for words in ("+ cooperative", "thick: stands on this day", "opinion, charge or if"):
        assert words in said
    assert said.splitlines()[-1] == "Source: Year-end analysis by Report, 1 January 2026"


def test_an_exported_picture_needs_no_style_sheet_and_no_script(
    page: Pages, written: Path, tmp_path: Path
) -> None:
    path = exported(page(written, "actor=ARM", size=WIDE), "Picture, SVG", tmp_path)
    root = ET.parse(path).getroot()
    names = {name for element in root.iter() for name in element.attrib}
    assert not names & {"class", "style", "role", "tabindex", "data-id", "aria-label"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "g", "rect", "circle", "path", "text", "tspan", "clipPath")
    }
    assert "var(" not in path.read_text(encoding="utf-8")
    colours = {value for element in root.iter() for value in element.attrib.values() if value.startswith("#")}
    assert {"#d55e00", "#0072b2", "#ffefa3"} <= {colour.lower() for colour in colours}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_an_exported_picture_opens_by_itself_with_all_its_text_in_sight(
    page: Pages, written: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = exported(page(written, size=size), "Picture, SVG", tmp_path)
    opened = page(path, size=WIDE)
    outside = opened.evaluate(
        """() => { const { width, height } = document.documentElement.viewBox.baseVal;
          const own = document.documentElement.getBoundingClientRect();
          return [...document.querySelectorAll("text")].filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < own.left || box.right > own.left + width || box.bottom > own.top + height;
          }).map((text) => text.textContent); }"""
    )
    assert outside == []


def test_a_filtered_picture_says_how_many_records_it_hides(
    page: Pages, written: Path, tmp_path: Path
) -> None:
    path = exported(page(written, "sign=-1", size=WIDE), "Picture, SVG", tmp_path)
    assert "records are hidden by one filter: sign, strained." in texts(path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_png_has_two_points_for_each_of_the_page_and_shows_something(
    page: Pages, written: Path, tmp_path: Path, scheme: str
) -> None:
    opened = page(written, size=WIDE, color_scheme=scheme)
    width = opened.locator("#picture > svg").bounding_box()["width"]
    data = exported(opened, "Picture, PNG", tmp_path).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", data[16:20])[0] == 2 * (width + 64)
    body, at = b"", 8
    while at < len(data):
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    assert len(set(zlib.decompress(body))) > 100


def test_in_the_sandbox_of_a_notebook_the_picture_is_exported_too(
    page: Pages, article: Picture, tmp_path: Path
) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(
        f"<!doctype html><meta charset=utf-8><title>n</title>{article._repr_html_()}", encoding="utf-8"
    )
    opened = page(path, size=WIDE)
    inside = opened.frame_locator("iframe")
    expect(inside.locator("#panel h2")).to_have_text("What to look at first")
    for words, ending in [("Picture, PNG", ".png"), ("Picture, SVG", ".svg"), ("Table, CSV", ".csv")]:
        inside.locator("#export").click()
        with opened.expect_download() as download:
            inside.locator("#exports").get_by_role("button", name=words).click()
        assert download.value.suggested_filename.endswith(ending)
        assert Path(download.value.path()).stat().st_size > 5000


def test_a_picture_of_a_page_without_any_is_not_offered(page: Pages, written: Path) -> None:
    opened = page(written, "view=table", size=WIDE)
    opened.locator("#export").click()
    items = opened.locator("#exports button").all_inner_texts()
    assert items == ["Table, CSV", "Copy the table", "Print"]


def test_the_menu_opens_walks_and_shuts_by_keyboard(page: Pages, written: Path) -> None:
    opened = page(written, "actor=ARM", size=WIDE)
    button = opened.locator("#export")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(opened.locator("#exports button").first).to_be_focused()
    opened.keyboard.press("ArrowUp")
    expect(opened.locator("#exports button").last).to_be_focused()
    opened.keyboard.press("Escape")
    expect(opened.locator("#exports")).to_be_hidden()
    expect(button).to_be_focused()
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and Armenia")  # the choice is kept


def test_exported_lanes_have_the_months_above_and_their_labels(
    page: Pages, written: Path, tmp_path: Path
) -> None:
    path = exported(page(written, "view=lanes", size=WIDE), "Picture, SVG", tmp_path)
    said = texts(path).splitlines()
    assert path.name == "azerbaijan-lanes-2026-01-01.svg"
    assert said.index("2025") < said.index("Between others") and "Apr" in said and "arms embargo" in said


def test_two_days_are_exported_with_the_key_that_says_what_differs(
    page: Pages, written: Path, tmp_path: Path
) -> None:
    path = exported(
        page(written, "view=compare&before=2025-01-01&day=2025-12-31", size=WIDE), "Picture, SVG", tmp_path
    )
    said = texts(path).replace("\n", " ")
    assert "on 1 January 2025 and on 31 December 2025" in said and "differs from the other day" in said
    assert said.count("Kazakhstan") == 2 and said.count("31 December 2025") == 2  # each picture has its day


# --- The table -------------------------------------------------------------------------


def test_the_table_is_saved_as_csv_with_every_record_that_passes(
    page: Pages, written: Path, tmp_path: Path
) -> None:
    opened = page(written, "view=table&sign=-1", size=WIDE)
    with opened.expect_download() as download:
        opened.locator("#table").get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "t.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert rows[0] == ["When", "Who and whom", "Record", "Sign", "Who says so", "Sentence", "Source"]
    assert len(rows) - 1 == opened.locator("#table tbody tr").count() > 10
    assert {row[3] for row in rows[1:]} == {"strained"} and {row[6] for row in rows[1:]} == {
        "Year-end analysis by Report"
    }


def test_no_cell_of_a_csv_or_a_copy_is_taken_for_a_formula(page: Pages, tmp_path: Path) -> None:
    things = """:note a az:Source ; rdfs:label "-1+cmd" ; dcterms:creator :Author ; dcterms:issued "2026-01-01"^^xsd:date .
      :Author a az:Organisation ; rdfs:label "+author" .
      :AAA a az:State ; rdfs:label "=HYPERLINK(1)" . :BBB a az:State ; rdfs:label "Beland" ."""
    records = """:m a az:Event ; az:kind k:meet ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1 ;
      dcterms:description "@SUM(\\"A\\")" ."""
    opened = page(draw(graph_of(tmp_path, records, things=things)).save(tmp_path / "m.html"), size=WIDE)
    path = exported(opened, "Table, CSV", tmp_path)
    row = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))[1]
    assert row[1].startswith("'=HYPERLINK(1)") and row[6] == "'-1+cmd"
    opened.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    opened.locator("#export").click()
    opened.locator("#exports").get_by_role("button", name="Copy the table").click()
    opened.wait_for_function("window.copied")
    cells = [cell for line in opened.evaluate("window.copied").splitlines() for cell in line.split("\t")]
    assert "'-1+cmd" in cells and not [cell for cell in cells if cell[:1] in "=+-@" and cell]
