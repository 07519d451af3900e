"""Places on the page: no day moves the picture, whatever the headline needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser import Pages

WIDE, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)
DAYS = (
    *("1991-03-01", "2020-12-01", "2024-11-01", "2025-01-01", "2025-06-01"),
    *("2025-08-08", "2025-10-15", "2025-12-26", "2026-01-01", "2026-09-30"),
)
ACTORS = {
    "network": "#picture :is(.node .dot, .node .hollow, .hub text)",
    "lanes": "#lane-rows .rowname text",
}


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
@pytest.mark.parametrize("view", ACTORS)
def test_on_every_day_all_stands_in_the_same_place(
    page: Pages, written: Path, size: tuple[int, int], view: str
) -> None:
    opened = page(written, f"view={view}", size=size, reduced_motion="reduce")
    found = opened.evaluate(
        """([days, actors]) => days.map((day) => {
          const field = document.getElementById("day");
          field.value = day;
          field.dispatchEvent(new Event("change"));
          const place = (one) => {
            const { left, right, top, bottom } = one.getBoundingClientRect();
            return (one.tagName === "text" ? [left, top] : [(left + right) / 2, (top + bottom) / 2]).map(Math.round).join();
          };
          return [document.getElementById("headline").textContent, [...document.querySelectorAll(actors)].map(place)];
        })""",
        [DAYS, ACTORS[view]],
    )
    assert len({headline for headline, _ in found}) > 4
    first = found[0][1]
    assert len(first) > 10
    assert [day for day, (_, places) in zip(DAYS, found, strict=True) if places != first] == []


def test_the_heads_of_the_columns_stay_in_sight_above_every_row(page: Pages, written: Path) -> None:
    opened = page(written, "view=table", size=WIDE)
    last, first = (opened.locator(f"#table tbody button >> nth={n}") for n in (-1, 0))
    last.focus()  # which brings its row into sight
    head = opened.locator("#table th >> nth=0").bounding_box()
    assert head and head["y"] == 0 and opened.evaluate("scrollY") > 200
    first.focus()
    row = opened.locator("#table tbody tr >> nth=0").bounding_box()
    assert row and row["y"] >= head["height"]


ROWS = """() => [...document.querySelectorAll("#table tbody tr")].map((row) => row.innerText)"""


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
@pytest.mark.parametrize("actor", ["RUS", "GBR", "KAZ"])
def test_the_rows_of_the_choice_come_first_and_the_page_stays_at_its_top(
    page: Pages, written: Path, actor: str, size: tuple[int, int]
) -> None:
    plain = page(written, "view=table", size=size).evaluate(ROWS)
    opened = page(written, f"actor={actor}", size=size)
    opened.evaluate("document.getElementById('tab-table').click()")
    name = {"RUS": "Russia", "GBR": "United Kingdom", "KAZ": "Kazakhstan"}[actor]
    rows = opened.evaluate(ROWS)
    assert sorted(rows) == sorted(plain) and rows != plain
    assert name in rows[0]
    marked = opened.locator("#table tbody tr[aria-current]")
    assert marked.evaluate_all("(all) => all.map((row) => row.rowIndex)") == ([] if actor == "KAZ" else [1])
    behind = [row for row in rows[60:] if row in plain]  # in their order, as without a choice
    assert behind == [row for row in plain if row in set(behind)]
    assert opened.evaluate("scrollY") == 0
    for one in ("#headline", "#tab-table", "#standfirst", "#table thead"):
        box = opened.locator(one).bounding_box()
        assert box and 0 <= box["y"] < size[1], one
    opened.keyboard.press("Escape")
    assert opened.evaluate(ROWS) == plain


def test_a_row_chosen_in_the_table_stays_where_it_is(page: Pages, written: Path) -> None:
    opened = page(written, "view=table", size=WIDE)
    button = opened.locator("#table tbody tr >> nth=120").locator("button").first
    button.scroll_into_view_if_needed()
    plain, scrolled = opened.evaluate(ROWS), opened.evaluate("scrollY")
    button.click()
    assert opened.locator("#table tbody tr[aria-current]").evaluate("(row) => row.rowIndex") == 121
    assert opened.evaluate(ROWS) == plain and opened.evaluate("scrollY") == scrolled
    opened.locator("#tab-network").click()
    opened.locator("#tab-table").click()
    assert opened.locator("#table tbody tr[aria-current]").evaluate("(row) => row.rowIndex") == 1


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_where_a_sentence_stands_is_said_beside_the_life_that_is_read(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    opened = page(written, "actor=ARM", size=size)
    for at in (0, -1):
        opened.locator("#panel .life .sid").nth(at).click()
        note, life = (opened.locator(one).bounding_box() for one in (".place", "#panel .life >> nth=0"))
        assert note and life and note["x"] >= 0 and note["x"] + note["width"] <= size[0]
        assert note["x"] + note["width"] <= life["x"] or note["y"] >= life["y"] + life["height"]
        opened.keyboard.press("Escape")
