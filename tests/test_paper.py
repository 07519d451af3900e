"""The page on paper: what is on it, how large it is written, and that a day stands where the axis says."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from browser import Pages

WIDE, PHONE = (1440, 900), (390, 844)
OVERLAPS = (Path(__file__).parent / "js" / "overlaps.js").read_text(encoding="utf-8")
CLEAN = {"touching": [], "crossed": [], "hidden": [], "outside": [], "small": [], "sideways": False}
SHEETS = {"A4": (718, 1062), "A4 across": (1047, 733), "Letter": (740, 995), "Letter across": (980, 755)}
"""What the margins leave of a sheet, in pixels."""
DRAWN_FOR = ("A4", "Letter across")
VIEWS = ("day=2026-01-01", "actor=ARM", "view=lanes", "view=lanes&actor=RUS", "view=table&actor=RUS")
VIEWS += ("view=compare&before=2024-12-31&day=2025-12-31&actor=RUS",)
SMALL = """() => [...document.querySelectorAll("body *")].filter((one) => {
  if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) return false;
  if (!one.checkVisibility() || one.closest("script, style, title, .unseen, .gone")) return false;
  const m = one.getScreenCTM ? one.getScreenCTM() : { a: 1, b: 0 };
  return parseFloat(getComputedStyle(one).fontSize) * Math.hypot(m.a, m.b) < 11.99;
}).map((one) => one.textContent)"""


def printed(opened: Page) -> str:
    """All text of the sheets."""
    pages = PdfReader(io.BytesIO(opened.pdf(format="A4"))).pages
    text = " ".join(one.extract_text() for one in pages)
    return " ".join(unicodedata.normalize("NFKC", text).split())  # without ligatures


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_paper_has_headline_day_names_key_choice_and_source(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    said = printed(page(written, "actor=ARM&day=2025-12-15", size=size, color_scheme="dark"))
    for words in (
        *(
            "peace treaty not signed",
            "on 15 December 2025, as one source tells it",
            "Year-end analysis by Report",
        ),
        *("Kazakhstan", "Central Asian states", "Strained", "cooperative", "thick: stands on this day"),
        *("Azerbaijan and Armenia", "initialled", "Who says so", "relayed by the article", "s1.p4.2"),
        "Source: Year-end analysis by Report, 1 January 2026",
    ):
        assert words in said, words
    assert "Copy with sources" not in said and "Open any line" not in said and "Export" not in said


def test_a_dark_page_is_printed_in_light_hues_and_is_as_before_afterwards(page: Pages, written: Path) -> None:
    opened = page(written, "actor=ARM", size=WIDE, color_scheme="dark")
    before = opened.locator("#picture").evaluate("(home) => home.firstChild.outerHTML")
    pages = PdfReader(io.BytesIO(opened.pdf())).pages
    drawn = b"".join(one.get_contents().get_data() for one in pages)
    strokes = {
        tuple(round(float(part) * 255) for part in m.split()) for m in re.findall(rb"([\d. ]+) RG", drawn)
    }
    assert (0x00, 0x72, 0xB2) in strokes and (0x56, 0xB4, 0xE9) not in strokes
    opened.wait_for_function("!document.documentElement.classList.contains('printing')")
    assert opened.locator("#picture").evaluate("(home) => home.firstChild.outerHTML") == before


def test_the_table_is_printed_as_text(page: Pages, written: Path) -> None:
    said = printed(page(written, "view=table", size=WIDE))
    assert "lifts its arms embargo" in said and "s7.p1.3" in said


def test_what_a_printed_page_hides_by_a_filter_is_said_on_it(page: Pages, written: Path) -> None:
    said = printed(page(written, "stance=expected", size=WIDE))
    assert "records are hidden by one filter: stance, expected." in said


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("landscape", [False, True], ids=["upright", "landscape"])
def test_headline_day_picture_and_key_share_the_first_sheet(
    page: Pages, written: Path, paper: str, landscape: bool
) -> None:
    opened = page(written, size=WIDE)
    sheets = PdfReader(io.BytesIO(opened.pdf(format=paper, landscape=landscape))).pages
    first = " ".join(unicodedata.normalize("NFKC", sheets[0].extract_text()).split())
    for words in ("peace treaty not signed", "on 1 January 2026, as one source tells it", "Kazakhstan"):
        assert words in first, words
    assert "Peace treaty initialled, not signed" in first  # the end of a second line is not left off
    assert "Place shows the tone" in first and "thick: stands on this day" in first and "denied 1" in first


# --- Measured --------------------------------------------------------------------------


def on_paper(opened: Page, sheet: str, fragment: str) -> str:
    """Let the page be as it is printed on such a sheet; says which part of it is then seen."""
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    opened.evaluate("(hash) => { location.hash = hash; }", fragment)
    view = re.search(r"view=(\w+)|$", fragment)[1] or "network"  # type: ignore[index]
    expect(opened.locator("body")).to_have_attribute("data-view", view)
    width, height = SHEETS[sheet]
    opened.emulate_media(media="print")
    opened.set_viewport_size({"width": width + 76, "height": height})
    opened.evaluate("document.body.style.margin = '0 38px'")  # as a sheet has
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    return ".main:not(.upright)" if "across" in sheet else ".upright"


def sizes(sheets: bytes) -> Iterator[tuple[float, str]]:
    """How large each text of a PDF is written, in points, as it is scaled on its sheet."""
    found: list[tuple[float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        across = [tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]]
        down = [tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]]
        if text.strip():
            found.append((size * abs(across[0] * down[1] - across[1] * down[0]) ** 0.5, text.strip()))

    for one in PdfReader(io.BytesIO(sheets)).pages:
        one.extract_text(visitor_text=visit)
    yield from found


@pytest.mark.parametrize(("fragment", "across"), [("actor=ARM", True), ("view=lanes", False)])
def test_no_letter_of_a_printed_file_is_smaller_than_nine_points(
    page: Pages, written: Path, fragment: str, across: bool
) -> None:
    lettered = list(sizes(page(written, fragment, size=WIDE).pdf(format="A4", landscape=across)))
    assert len(lettered) > 100 and [one for one in lettered if one[0] < 8.99] == []


@pytest.mark.parametrize("sheet", ["A4", "A4 across"])
def test_no_text_on_paper_is_smaller_than_twelve_pixels(page: Pages, written: Path, sheet: str) -> None:
    opened = page(written, size=WIDE)
    for fragment in VIEWS:
        on_paper(opened, sheet, fragment)
        assert opened.evaluate(SMALL) == [], fragment


@pytest.mark.parametrize("sheet", SHEETS)
def test_on_paper_a_day_stands_in_the_lanes_where_it_stands_on_the_axis(
    page: Pages, written: Path, sheet: str
) -> None:
    opened = page(written, size=WIDE)
    middle = "(one) => { const box = one.getBoundingClientRect(); return box.x + box.width / 2; }"
    for fragment in ("day=2024-12-25", "day=2025-08-08&actor=RUS", "day=2026-01-01&actor=ARM"):
        seen = opened.locator(on_paper(opened, sheet, f"view=lanes&{fragment}"))
        axis = seen.locator(".scale circle.dot").evaluate(middle)
        lines = seen.locator("#lane-rows .dayline").evaluate_all(f"(all) => all.map({middle})")
        assert len(lines) > 20 and lines == [pytest.approx(axis, abs=0.5)] * len(lines), fragment
        if "2025-08-08" in fragment:
            signed = seen.locator('.mark[aria-label*="sign a Joint Declaration"] .coin circle')
            assert signed.first.evaluate(middle) == pytest.approx(axis, abs=0.5)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_label_on_paper_touches_another_or_is_crossed(page: Pages, written: Path, sheet: str) -> None:
    opened = page(written, size=WIDE)
    lanes = ("view=lanes", "view=lanes&actor=RUS", "view=lanes&day=2025-09-30")
    # Larger sheets stretch lanes as they are, but not what a browser takes for the height of a letter.
    for fragment in ("day=2026-01-01", "actor=ARM", "day=2025-03-15", *lanes[: 3 * (sheet in DRAWN_FOR)]):
        home = f"{on_paper(opened, sheet, fragment)} {'#lane-rows' if fragment in lanes else '#picture'}"
        found = opened.evaluate(OVERLAPS, home)
        assert found.pop("labels") > 20
        assert found == CLEAN, fragment


def test_each_sheet_of_lanes_has_the_day_and_the_axis(page: Pages, written: Path) -> None:
    pages = PdfReader(io.BytesIO(page(written, "view=lanes", size=WIDE).pdf(landscape=True))).pages
    first, second = (" ".join(one.extract_text().split()) for one in pages[:2])
    assert "Armenia and Kazakhstan" in second and "Armenia and Kazakhstan" not in first
    for words in ("1 January 2026", "Oct 2024", "expected", "no date stated"):
        assert words in first and words in second, words


@pytest.mark.parametrize("across", [False, True], ids=["upright", "across"])
def test_the_lanes_begin_on_the_first_sheet(page: Pages, written: Path, across: bool) -> None:
    sheets = PdfReader(
        io.BytesIO(page(written, "view=lanes", size=WIDE).pdf(format="A4", landscape=across))
    ).pages
    said = " ".join(sheets[0].extract_text().split())
    for words in ("peace treaty not signed", "cooperative", "airliner shot down", "stagnation at times"):
        assert words in said, words
