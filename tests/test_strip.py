"""The day strip: where its handle stands, what is faint beyond it, and what its scale and the key say of a day."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from browser import Pages

WIDE, LAPTOP, TABLET, UPRIGHT, PHONE = (1440, 900), (1280, 800), (1024, 768), (820, 1000), (390, 844)
SIZES = [WIDE, LAPTOP, TABLET, UPRIGHT, PHONE]
EARLY = "1991-03-01"
OVERLAPS = (Path(__file__).parent / "js" / "overlaps.js").read_text(encoding="utf-8")
PLACES = """() => {
  const box = (one) => one.getBoundingClientRect();
  const axis = box(document.querySelector("#scale g > path"));
  const ends = [...document.querySelectorAll(HELD)].flatMap((path) => path.getAttribute("d").match(/(?<=H)[\\d.-]+/g) || []);
  const disc = box(document.querySelector(".slider circle"));
  return { handle: disc.x + disc.width / 2, begin: axis.x, held: axis.x + Math.max(-40, ...ends.map(Number)) }; }"""
HELD = "#scale svg > g > g:not([class]) > path"


def places(opened: Page) -> dict[str, float]:
    """Where the handle stands, where the axis begins, and up to where dashes have their full colour."""
    found: dict[str, float] = opened.evaluate(PLACES.replace("HELD", f"'{HELD}'"))
    return found


def go(opened: Page, hash_: str) -> None:
    opened.evaluate("(hash) => { location.hash = hash; }", hash_)


# --- A day before the scale ----------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
@pytest.mark.parametrize("view", ["network", "lanes"])
def test_on_a_day_before_the_scale_the_handle_stands_before_it(
    page: Pages, written: Path, size: tuple[int, int], view: str
) -> None:
    opened = page(written, f"day={EARLY}&view={view}", size=size)
    at = places(opened)
    assert 7.8 < at["handle"] < at["begin"] - 10
    handle = opened.locator(".slider")
    expect(handle).to_have_attribute("aria-valuetext", "1 March 1991")
    low, now, high = (int(handle.get_attribute(f"aria-value{name}") or "") for name in ("min", "now", "max"))
    assert low == now < high
    if view == "lanes":  # no line of a day on which the handle does not stand
        expect(opened.locator("#lanes .dayline")).to_have_attribute("d", "")
    if size != PHONE:
        words = opened.locator("#scale text", has_text="earlier").bounding_box()
        assert words["x"] < at["handle"] < words["x"] + words["width"]


def test_from_before_the_scale_the_handle_is_pulled_and_stepped_onto_it(page: Pages, written: Path) -> None:
    opened = page(written, f"day={EARLY}", size=WIDE)
    handle, day = opened.locator(".slider"), opened.locator("#day")
    handle.press("ArrowLeft")
    handle.press("PageDown")
    expect(day).to_have_value(EARLY)
    at = places(opened)
    y = opened.locator(".slider circle").first.bounding_box()["y"] + 7
    opened.mouse.move(at["handle"], y)
    opened.mouse.down()
    expect(day).to_have_value(EARLY)
    opened.mouse.move(at["begin"] + 150, y)
    expect(day).not_to_have_value(EARLY)
    assert abs(places(opened)["handle"] - at["begin"] - 150) < 2
    opened.mouse.move(at["handle"], y)
    expect(day).to_have_value("2024-10-01")
    opened.mouse.up()
    day.fill(EARLY)
    day.press("Enter")
    expect(opened.locator("#day-words")).to_have_text("1 March 1991")
    handle.press("ArrowRight")
    expect(day).to_have_value("2024-10-01")
    assert abs(places(opened)["handle"] - at["begin"]) < 1


def test_before_the_scale_the_key_counts_nothing_that_the_picture_does_not_draw(
    page: Pages, written: Path
) -> None:
    opened = page(written, f"day={EARLY}", size=WIDE)
    key = opened.locator("#key")
    for words in ("reported 0", "opinion, charge or if 0", "expected 45", "denied 0"):
        expect(key).to_contain_text(words)
    go(opened, f"day={EARLY}&view=lanes")  # whose ends show what has no date
    expect(key).to_contain_text("denied 1")
    go(opened, "day=2024-10-01")
    expect(key).to_contain_text("denied 1")


# --- What lies beyond the day -----------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dashes_beyond_the_day_are_faint_and_what_is_expected_stays_hollow(
    page: Pages, written: Path, scheme: str
) -> None:
    opened = page(written, "day=2025-06-15", size=WIDE, color_scheme=scheme)
    ghosts = opened.locator("#scale .later")
    assert ghosts.evaluate("(one) => getComputedStyle(one).opacity") == "0.28"
    hollow = opened.locator("#scale g > rect.bare")
    assert hollow.count() > 1
    assert hollow.first.evaluate("(one) => getComputedStyle(one).opacity === '1' && !one.closest('.later')")
    for day, cut in (("2024-12-01", True), ("2025-06-15", True), (EARLY, False), ("2026-01-01", False)):
        go(opened, f"day={day}")
        expect(opened.locator("#day")).to_have_value(day)
        at = places(opened)
        assert at["held"] <= at["handle"] + 0.6, day
        assert not cut or at["held"] > at["handle"] - 0.6, "what lasts over the day is cut at it"
    all_ = "(one) => [...one.querySelectorAll('path')].map((path) => path.getAttribute('d')).join()"
    assert ghosts.evaluate(all_) == opened.locator("#scale svg > g > g:not([class])").evaluate(all_)


def test_an_event_of_the_day_itself_is_full(page: Pages, written: Path) -> None:
    opened = page(written, "day=2025-08-07", size=WIDE)
    dots = f"() => [...document.querySelectorAll('{HELD}.pos')].map((one) => one.getAttribute('d').split('M').length)"
    before = opened.evaluate(dots)
    go(opened, "day=2025-08-08")
    expect(opened.locator("#day")).to_have_value("2025-08-08")
    assert opened.evaluate(dots) > before


def test_the_choice_is_marked_wherever_it_lies(page: Pages, written: Path) -> None:
    marked = page(written, "day=2025-03-01&actor=USA", size=WIDE).locator("#scale .marked")
    assert "H" in (marked.get_attribute("d") or "")
    assert marked.evaluate("(one) => !one.closest('.later')")


def test_an_exported_picture_of_lanes_has_faint_dashes_too(
    page: Pages, written: Path, tmp_path: Path
) -> None:
    opened = page(written, "view=lanes&day=2025-06-15", size=WIDE)
    opened.locator("#export").click()
    with opened.expect_download() as download:
        opened.locator("#exports").get_by_role("button", name="Picture, SVG").click()
    path = tmp_path / "lanes.svg"
    download.value.save_as(path)
    group = "{http://www.w3.org/2000/svg}g"
    strip = next(
        g for g in ET.parse(path).getroot().iter(group) if g.find(f"{group}[@opacity='0.28']") is not None
    )
    ghosts, held = (g.findall("*") for g in strip.findall(group)[:2])
    blue = [max(map(float, re.findall(r"(?<=H)[\d.]+", g[3].get("d") or ""))) for g in (ghosts, held)]
    assert blue[0] > blue[1] > 0 and ghosts[3].get("stroke") == held[3].get("stroke") == "#0072b2"


@pytest.mark.parametrize("landscape", [False, True], ids=["upright", "across"])
def test_on_paper_too_the_dashes_beyond_the_day_are_faint(
    page: Pages, written: Path, *, landscape: bool
) -> None:
    opened = page(written, "view=lanes&day=2025-06-15", size=WIDE)
    opened.emulate_media(media="print")
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    home = ".main:not(.upright)" if landscape else ".upright"
    held = opened.locator(f"{home} .scale svg > g > g:not([class]) > path.pos")
    x = float(opened.locator(f"{home} .scale .dot").get_attribute("cx") or "")
    ends = [float(end) for end in re.findall(r"(?<=H)[\d.]+", held.get_attribute("d") or "")]
    assert ends and max(ends) <= x + 0.6
    # A strip that heads each sheet is drawn without the opacity of its groups; that of strokes is kept.
    ghosts = opened.locator(f"{home} .scale .later path.pos")
    look = "(one) => [getComputedStyle(one.parentNode).opacity, getComputedStyle(one).strokeOpacity]"
    assert ghosts.evaluate(look) == ["1", "0.28"]


# --- The scale ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_the_smaller_scale_says_what_it_is_for_at_every_width(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    opened = page(written, size=size)
    expect(opened.locator("#scale text", has_text="expected")).to_have_count(1)
    expect(opened.locator("#scale text", has_text="2026")).to_have_count(1)
    measured = opened.evaluate(OVERLAPS, "#scale")
    assert measured["touching"] == [] and measured["outside"] == [] and measured["small"] == []
