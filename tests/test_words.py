"""What a stranger reads off the map: every list says whose word it is, every name says of whom.

The `page` fixture fails a test whose page sent a request, logged an error or broke its policy.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from azgraph.graph import load
from azgraph.picture import draw
from azgraph.picture.drawing import Drawing, compute
from browser import Pages

WIDE, PHONE = (1440, 900), (390, 844)
RESOLVED = "The crisis of Azerbaijan and Russia is resolved"


@pytest.fixture(scope="module")
def whole() -> Drawing:
    return compute(load())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw(load()).save(tmp_path_factory.mktemp("map") / "map.html")


def section(opened: Page, title: str):
    return opened.locator("#panel .part").filter(has=opened.locator("h3", has_text=title))


# --- Whose word it is ----------------------------------------------------------------


def test_what_is_denied_says_so_wherever_it_is_listed(page: Pages, written: Path) -> None:
    opened = page(written, "actor=RUS&stance=denied", size=WIDE)
    opened.get_by_role("button", name="All in the table").click()
    expect(opened.locator("#table tbody tr td:nth-child(3)")).to_have_text(f"Denied: {RESOLVED}")
    opened.locator("#tab-lanes").click()
    named = opened.locator(f'.mark[aria-label*="{RESOLVED}"]')
    expect(named).to_have_attribute("aria-label", re.compile(f"^Denied: {RESOLVED}"))
    opened.locator("#search-open").click()
    opened.locator("#find").fill("crisis resolved")
    expect(opened.locator("#found .list li")).to_have_text(re.compile(f"^Denied: {RESOLVED} .*by the article"))


def test_every_line_of_every_list_says_whose_word_it_is(page: Pages, written: Path) -> None:
    opened = page(written, "actor=RUS", size=WIDE)
    expect(section(opened, "Views and charges").locator("li").first).to_be_visible()
    more = opened.locator("#panel .go", has_text=" more")
    while more.count():
        more.first.click()
    lines = opened.locator("#panel .list li[data-id]").all_inner_texts()
    assert len(lines) > 25
    assert not [line for line in lines if not re.search(r"\b(by|of) \w", line.split(";", 1)[-1])]
    views = section(opened, "Views and charges").locator("li").all_inner_texts()
    assert not [line for line in views if not line.startswith(("Opinion: ", "Alleged: ", "Denied: "))]
    assert not [line for line in lines if RESOLVED in line and not line.startswith("Denied: ")]
