"""The sheet of a phone: the way to the opening and to what passes a filter, its head, and the room of its lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser import Pages

PHONE = (390, 844)
TITLE = "What to look at first"
TARGETS = (Path(__file__).parent / "js" / "targets.js").read_text(encoding="utf-8")

# How far apart the lines of words are that are no more than one paragraph.
PITCH = """(paragraph) => {
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const middles = [];
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    middles.push(...[...range.getClientRects()].map(({ top, bottom }) => (top + bottom) / 2));
  }
  middles.sort((a, b) => a - b);
  return Math.max(...middles.slice(1).map((middle, index) => middle - middles[index]));
}"""
# Lists whose commas do not stand in the line of the id before them.
LONE = """() => [...document.querySelectorAll("#panel .at")].filter((at) => {
  const walker = document.createTreeWalker(at, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.data !== ", ") continue;
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(text, 1);
    const [comma, id] = [range.getBoundingClientRect(), text.previousSibling.getBoundingClientRect()];
    if (comma.top < id.top || comma.bottom > id.bottom || comma.left < id.right - 1) return true;
  }
  return false;
}).map((at) => at.textContent)"""


def opened_on(page: Pages, written: Path, fragment: str = "") -> Page:
    return page(written, fragment, size=PHONE, has_touch=True)


def titles(opened: Page) -> list[str]:
    return opened.locator("#panel .part > h3 > span:first-child").all_inner_texts()


def test_the_opening_is_one_touch_away_and_back_leaves_the_link_as_it_was(page: Pages, written: Path) -> None:
    opened = opened_on(page, written)
    way = opened.locator("#standfirst").get_by_role("button", name=TITLE)
    expect(way).to_be_in_viewport(ratio=1)
    way.tap()
    sheet = opened.get_by_role("dialog", name="Evidence")
    expect(sheet.get_by_role("heading", level=2)).to_have_text(TITLE)
    assert titles(opened) == ["Open", "Expected", "Claims disagree", "Newest"]
    sheet.get_by_role("button", name="Back", exact=True).tap()
    expect(opened.locator("#panel")).to_be_hidden()
    assert opened.evaluate("location.hash") == ""


def test_the_menu_leads_to_the_opening_from_every_view(page: Pages, written: Path) -> None:
    for view in ("table", "compare"):
        opened = opened_on(page, written, f"view={view}")
        opened.get_by_role("button", name="More", exact=True).tap()
        opened.locator("#exports").get_by_role("button", name=TITLE).tap()
        expect(opened.locator("#panel h2")).to_have_text(TITLE)
        expect(opened.locator("#panel")).to_be_visible()
        assert opened.evaluate("location.hash") == f"#view={view}"


def test_a_link_or_a_record_takes_the_place_of_the_opening(page: Pages, written: Path) -> None:
    opened = opened_on(page, written)
    opened.locator("#standfirst .go").tap()
    opened.evaluate("location.hash = 'actor=RUS'")
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and Russia")
    opened.evaluate("location.hash = ''")
    expect(opened.locator("#panel")).to_be_hidden()
    opened.locator("#standfirst .go").tap()
    opened.locator("#panel .list li button").first.tap()
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and Armenia")


def test_what_passes_a_filter_can_be_listed(page: Pages, written: Path) -> None:
    opened = opened_on(page, written, "stance=view")
    for place in ("#standfirst", "#key"):
        opened.locator(place).get_by_role("button", name="What passes the filter").tap()
        assert titles(opened)[0] == "Passing the filter"
        opened.get_by_role("button", name="Back", exact=True).tap()
        expect(opened.locator("#panel")).to_be_hidden()
    assert opened.evaluate("location.hash") == "#stance=view"
    opened.locator("#key").get_by_role("button", name="filters", exact=True).tap()
    opened.locator("#panel").get_by_role("button", name="What passes the filter").tap()
    assert titles(opened)[0] == "Passing the filter"


@pytest.mark.parametrize("fragment", ["", "stance=view"])
def test_all_that_the_opening_holds_can_be_touched(page: Pages, written: Path, fragment: str) -> None:
    opened = opened_on(page, written, fragment)
    opened.locator("#standfirst .go").tap()
    assert opened.evaluate(TARGETS) == []
    assert Axe().run(opened).violations_count == 0


@pytest.mark.parametrize("size", [PHONE, (820, 1000)], ids=["phone", "tablet"])
def test_the_head_of_a_sheet_stays_while_the_rest_scrolls(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    opened = page(written, "actor=RUS", size=size, has_touch=True)
    opened.locator("#panel").evaluate("(panel) => panel.scrollTo(0, 500)")
    shut, title = opened.get_by_role("button", name="Back", exact=True), opened.locator("#panel h2")
    for part in (shut, title):
        expect(part).to_be_in_viewport(ratio=1)
    box = opened.locator(".named").bounding_box()
    assert box is not None and abs(box["y"] - 74) < 1  # nothing shows above it
    # Over its whole ground lies nothing but itself and the handle, which is drawn by the panel.
    assert opened.evaluate(
        """() => { const { left, right, top, bottom } = document.querySelector(".named").getBoundingClientRect();
          const over = [];
          for (let y = top + 2; y < bottom; y += 4) for (let x = left + 2; x < right; x += 8)
            over.push(document.elementFromPoint(x, y));
          return over.every((one) => one.id === "panel" || one.closest(".named")); }"""
    )
    shut.tap()
    expect(opened.locator("#panel")).to_be_hidden()


def test_lines_stand_as_close_as_elsewhere_though_ids_are_large_to_touch(page: Pages, written: Path) -> None:
    opened = opened_on(page, written, "actor=ARM")
    waits = opened.locator("#panel .waits")
    assert waits.locator(".sid").count() >= 2
    assert waits.first.evaluate(PITCH) <= 24
    for sid in waits.locator(".sid").all():
        box = sid.bounding_box()
        assert box is not None and box["height"] >= 44


@pytest.mark.parametrize("fragment", ["actor=ARM", "actor=AZE"])
def test_a_comma_stands_by_the_id_before_it(page: Pages, written: Path, fragment: str) -> None:
    opened = opened_on(page, written, fragment)
    assert "s1.p8.1, s1.p8.2" in opened.locator("#panel").inner_text()
    assert opened.evaluate(LONE) == []
