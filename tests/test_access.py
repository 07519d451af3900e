"""Readers who do not see, do not point, or hold a phone: names and roles, focus, targets, motion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser import Pages

WIDE, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)
TARGETS = (Path(__file__).parent / "js" / "targets.js").read_text(encoding="utf-8")


def nothing(_: Page) -> None: ...


def search(opened: Page) -> None:
    opened.keyboard.press("/")
    opened.keyboard.type("beijing")


def filters(opened: Page) -> None:
    opened.locator("#key").get_by_role("button", name="filters", exact=True).click()


def menu(opened: Page) -> None:
    opened.locator("#export").click()


STATES: list[tuple[str, str, tuple[int, int], Callable[[Page], None]]] = [
    ("the opening", "", WIDE, nothing),
    ("evidence", "actor=ARM", WIDE, nothing),
    ("the table", "view=table&stance=expected", WIDE, nothing),  # of its three hundred rows some
    ("the lanes", "view=lanes", WIDE, nothing),
    ("two days", "view=compare", WIDE, nothing),
    ("questions", "view=ask", WIDE, nothing),
    ("search", "", WIDE, search),
    ("filters", "voice=Vladimir%20Putin", WIDE, filters),
    ("the export menu", "", WIDE, menu),
    ("one actor's ties", "ego=ARM", WIDE, nothing),
    ("nothing passes", "stance=denied&kind=meeting&view=table", WIDE, nothing),
    ("a day before everything", "day=1991-03-01", WIDE, nothing),
    ("the sheet of a tablet", "actor=AZE", TABLET, nothing),
    ("a phone", "", PHONE, nothing),
    ("the sheet of a phone", "actor=ARM", PHONE, nothing),
    ("search on a phone", "", PHONE, search),
    ("filters on a phone", "", PHONE, filters),
    ("the table on a phone", "view=table&stance=denied&stance=alleged", PHONE, nothing),
    ("the lanes on a phone", "view=lanes", PHONE, nothing),
    ("questions on a phone", "view=ask", PHONE, nothing),
    ("the menu of a phone", "", PHONE, menu),
]


@pytest.fixture
def opened(request: pytest.FixtureRequest, page: Pages, written: Path, answering: Path) -> Page:
    """The map in a state; where questions are not asked, the file that cannot answer them, which opens sooner."""
    fragment, size, act = request.param
    found = page(answering if "ask" in fragment else written, fragment, size=size, reduced_motion="reduce")
    act(found)
    return found


@pytest.mark.parametrize("opened", [s[1:] for s in STATES], ids=[s[0] for s in STATES], indirect=True)
def test_axe_finds_nothing_to_mend_in_either_theme(opened: Page) -> None:
    light = Axe().run(opened)
    opened.emulate_media(color_scheme="dark")  # which changes colours, and nothing that other rules see
    dark = Axe().run(opened, options={"runOnly": ["color-contrast"]})
    for result, least in ((light, 16), (dark, 1)):
        assert result.violations_count == 0, result.generate_report()
        assert len(result.response["passes"]) >= least


@pytest.mark.parametrize("fragment", ["", "actor=ARM", "actor=AZE", "view=table", "sign=-1"])
def test_on_a_phone_every_target_can_be_hit_twenty_pixels_off_its_middle(
    page: Pages, answering: Path, fragment: str
) -> None:
    opened = page(answering, fragment, size=PHONE, has_touch=True, reduced_motion="reduce")
    assert opened.evaluate(TARGETS) == []


@pytest.mark.parametrize("act", [search, filters], ids=["search", "filters"])
def test_on_a_phone_so_can_those_of_search_and_filters(
    page: Pages, answering: Path, act: Callable[[Page], None]
) -> None:
    opened = page(answering, size=PHONE, has_touch=True, reduced_motion="reduce")
    act(opened)
    assert opened.evaluate(TARGETS) == []


@pytest.mark.parametrize("fragment", ["", "actor=ARM", "view=table&stance=expected"])
def test_whatever_has_the_focus_shows_it(page: Pages, written: Path, fragment: str) -> None:
    opened = page(written, fragment, size=WIDE)
    seen = 0
    for _ in range(45):
        opened.keyboard.press("Tab")
        shown = opened.evaluate(
            """() => { const e = document.activeElement, style = getComputedStyle(e);
              if (e === document.body) return null;
              const ring = e.querySelector && e.querySelector(".ring");
              return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) ||
                (ring !== null && getComputedStyle(ring).stroke === getComputedStyle(document.documentElement).color) ||
                e.outerHTML.slice(0, 120); }"""
        )
        if shown is not None:
            assert shown is True
            seen += 1
    assert seen > 20


def test_the_slider_the_tabs_and_the_sheet_have_roles_and_names(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    expect(opened.get_by_role("slider", name="Day of the picture")).to_have_attribute(
        "aria-valuetext", "1 January 2026"
    )
    views = opened.get_by_role("tablist", name="Views")
    expect(views.get_by_role("tab", name="Network")).to_have_attribute("aria-selected", "true")
    expect(opened.get_by_role("tabpanel", name="Network")).to_be_visible()
    expect(opened.get_by_role("region", name="Evidence")).to_be_visible()
    phone = page(written, "actor=ARM", size=PHONE)
    sheet = phone.get_by_role("dialog", name="Evidence")
    expect(sheet).to_have_attribute("aria-modal", "true")
    assert phone.locator(".main").evaluate("(main) => main.inert")


def test_what_a_filter_does_is_told_to_those_who_do_not_see(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    opened.locator('[data-filter="stance:denied"]').click()
    news = opened.locator("[aria-live]")
    expect(news).to_contain_text("hidden by one filter: stance, denied.")
    opened.get_by_role("button", name="Show all").first.click()
    expect(news).to_have_text("All records show.")
