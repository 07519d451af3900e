"""The first picture of the map: it stands in the file, is seen before the script begins, and says the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from azgraph import load
from azgraph.picture import draw
from azgraph.picture.drawing import compute
from azgraph.picture.opening import opening
from azgraph.picture.page import document
from conftest import launched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

    from browser import Pages

# The script fails as soon as it has begun, so that what the file shows by itself is all there is.
NO_SCRIPT = "JSON.parse = () => { throw new Error('no script here'); }"


@pytest.fixture
def unfinished(chromium: Browser) -> Iterator[Page]:
    """A page in which scripts do no more than they do before the first picture."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(NO_SCRIPT)
    yield page
    page.close()


def said(picture: ET.Element, name: str) -> Counter[str]:
    """The texts of a class, without their spaces: lines are broken where the font wants."""
    texts = (
        "".join(text.itertext())
        for text in picture.iter()
        if text.get("class") == name and text.tag.endswith("text")
    )
    return Counter("".join(text.split()) for text in texts)


def strands(picture: ET.Element) -> set[tuple[str, float]]:
    """The signs and widths that strands have."""
    lines = [
        path for path in picture.iter() if (path.get("class") or "").startswith("strand ") and path.get("d")
    ]
    return {(line.get("class") or "", float(line.get("stroke-width") or 0)) for line in lines}


def test_the_first_picture_says_what_the_script_then_draws(page: Pages, written: Path) -> None:
    first = ET.fromstring(opening(compute(load())))
    drawn = (
        page(written, size=(1440, 900))
        .locator("#picture > svg")
        .evaluate("svg => new XMLSerializer().serializeToString(svg)")
    )
    then = ET.fromstring(drawn)
    assert said(first, "name") == said(then, "name")
    assert said(first, "band") == said(then, "band")
    assert "".join(sorted("".join(said(first, "second")))) == "".join(sorted("".join(said(then, "second"))))
    assert strands(first) == strands(then)


def test_the_first_picture_is_seen_before_the_script_begins(unfinished: Page, written: Path) -> None:
    unfinished.goto(written.as_uri())
    assert unfinished.locator(".opening").first.is_visible()
    assert unfinished.locator("#day-words").inner_text() == "1 January 2026"


def test_a_link_to_another_day_shows_nothing_of_this_one(unfinished: Page, written: Path) -> None:
    unfinished.goto(f"{written.as_uri()}#day=2025-06-01")
    for part in (".opening", "#headline", "#day-words"):
        assert unfinished.locator(part).first.is_hidden()


def test_no_view_moves_the_page_by_its_scrollbar(driver: Playwright, written: Path) -> None:
    browser = launched(driver, scrollbars=True)
    shown = browser.new_page(viewport={"width": 1440, "height": 1000})
    shown.goto(written.as_uri())
    shown.wait_for_selector("html:not(.waiting)")
    wide = {}
    for view in ("network", "lanes", "table"):
        shown.click(f"#tab-{view}")
        wide[view] = shown.evaluate("document.querySelector('.main').clientWidth")
    browser.close()
    assert len(set(wide.values())) == 1, wide


def test_where_another_view_opens_there_is_no_first_picture() -> None:
    assert 'class="opening"' in draw(load()).html
    assert 'class="opening"' not in draw(load(), view="lanes").html


def test_the_file_is_plain_ascii_whatever_the_names_are() -> None:
    drawn = compute(load())
    drawn.data["title"] = "Bakı \u2212 \u0628\u0627\u0643\u0648"
    html = document(drawn)
    assert html.isascii() and "<title>Bak&#305; &#8722; &#1576;" in html


def test_names_of_the_first_picture_are_text() -> None:
    drawn = compute(load())
    drawn.data["nodes"][1]["name"] = "<script>alert(1)</script>"
    assert "<script" not in opening(drawn) and re.search("&lt;script", opening(drawn))
