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


def test_the_heads_of_the_columns_stay_in_sight_above_the_chosen_row(page: Pages, written: Path) -> None:
    opened = page(written, "view=table&tie=AZE~RUS", size=WIDE)
    head, row = (
        opened.locator(f"#table {one}").bounding_box() for one in ("th >> nth=0", "tr[aria-current]")
    )
    assert head and row and opened.evaluate("scrollY") > 200
    assert head["y"] == 0 and row["y"] > head["height"]
    opened.locator("#table tbody button >> nth=0").focus()  # which brings its row into sight
    first = opened.locator("#table tbody tr >> nth=0").bounding_box()
    assert first and first["y"] >= head["height"]


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
