"""The lanes where room is short: every row can be read above the key, and what finds no place is counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from azgraph.picture import draw
from browser import Pages
from writing import graph_of

WIDE, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)
INK = (Path(__file__).parent / "js" / "ink.js").read_text(encoding="utf-8")
SEEN = """(row) => {
  const [inner, outer] = [row, document.getElementById("lanes")].map((one) => one.getBoundingClientRect());
  return inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1 && outer.bottom <= document.getElementById("key").getBoundingClientRect().top;
}"""


def see_key_without_scrolling(opened: Page) -> None:
    expect(opened.locator("#key")).to_be_in_viewport(ratio=0.99)
    assert opened.evaluate("document.documentElement.scrollHeight - innerHeight") == 0


def test_below_the_key_there_is_some_air_and_all_rows_are_in_sight(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=WIDE)
    foot = opened.evaluate(
        "Math.max(...[...document.querySelectorAll('#key button')].map((one) => one.getBoundingClientRect().bottom))"
    )
    assert foot <= WIDE[1] - 4.5
    assert (
        opened.evaluate(
            "document.getElementById('lanes').scrollHeight - document.getElementById('lanes').clientHeight"
        )
        == 0
    )


@pytest.mark.parametrize("size", [WIDE, TABLET], ids=["wide", "tablet"])
def test_every_row_closed_or_open_is_read_above_the_key(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    opened = page(written, "view=lanes", size=size)
    rows = opened.locator(".lane .back")
    see_key_without_scrolling(opened)
    opened.evaluate("document.getElementById('lanes').scrollTop = 9999")
    assert rows.last.evaluate(SEEN)
    for at in (rows.count() - 1, 2):
        opened.locator(".rowname").nth(at).evaluate(
            "(name) => name.dispatchEvent(new Event('click', { bubbles: true }))"
        )
        expect(opened.locator(".rowname").nth(at)).to_have_attribute("aria-pressed", "true")
        assert rows.nth(at).evaluate(SEEN)
        see_key_without_scrolling(opened)


def test_a_lane_end_without_room_counts_what_it_leaves_out(page: Pages, tmp_path: Path) -> None:
    records = ':seen a az:Event ; az:kind k:meet ; az:subject :AAA ; az:object :BBB ; az:when "2025-03-01" ; az:claim c:s1.p1.1 .\n'
    stances = [
        "az:claim c:s1.p1.2",
        *(f"az:claim [ az:stance s:{s} ; az:passage p:s1.p1.2 ]" for s in ("alleged", "denied")),
    ]
    for number in range(36):
        kind, stance = ("meet", "refuse", "investigate")[number % 3], stances[number // 3 % 3]
        records += (
            f":r{number} a az:Event ; az:kind k:{kind} ; az:subject :AAA ; az:object :BBB ; {stance} .\n"
        )
    opened = page(draw(graph_of(tmp_path, records)).save(tmp_path / "map.html"), "view=lanes", size=WIDE)
    numbers = re.findall(r"\d+", " ".join(opened.locator(".coin text").all_text_contents()))
    rest = opened.locator(".lane > .second").text_content() or ""
    assert re.fullmatch(r"\d+ more", rest) and sum(map(int, numbers)) + int(rest.split()[0]) == 36


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
def test_what_is_owed_says_what_it_is_in_rows_that_are_not_open(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    opened = page(written, "view=lanes", size=size)
    owed = opened.locator(".mark:has(.owedline)")
    words = owed.evaluate_all("(marks) => marks.map((one) => one.querySelector('.lanelabel').textContent)")
    assert words == [
        "promise: legal assessment",
        "promise: compensation",
        "condition: claims out of the constitution",
        "condition: Minsk Group to be dissolved",
        "demand: to meet TRIPP obligations",
        "demand: equal funding",
    ]
    strong = opened.locator(".mark .strong").all_text_contents()
    assert strong == [text for text in words if "Minsk" not in text], "what is met is not bold"


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
def test_no_words_of_a_closed_lane_are_cut_and_no_dated_mark_is_without(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    opened = page(written, "view=lanes", size=size)
    words = opened.locator("#lane-rows .lanelabel").all_text_contents()
    assert len(words) > 50 and not [text for text in words if "..." in text]
    bare = opened.locator("#lane-rows .mark:not(:has(> .lanelabel))").evaluate_all(
        "(marks) => marks.map((one) => one.getAttribute('aria-label'))"
    )
    assert [name for name in bare if "no date stated" not in name] == []


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
def test_the_stages_of_the_treaty_keep_their_words_and_what_is_owed_few_lines(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    opened = page(written, "view=lanes", size=size)
    for stage in ("under negotiation", "text agreed", "initialled", "signature expected"):
        expect(opened.locator("#lane-rows .lanelabel", has_text=stage)).to_have_count(1)
    lines = opened.locator(".mark:has(.owedline) > .lanelabel").evaluate_all(
        "(texts) => texts.map((one) => 1 + one.querySelectorAll('tspan').length)"
    )
    assert len(lines) == 6 and max(lines) <= (3 if size is PHONE else 2)


def test_on_a_tablet_the_key_is_three_lines(page: Pages, written: Path) -> None:
    box = page(written, "view=lanes", size=TABLET).locator("#key").bounding_box()
    assert box is not None and box["height"] < 60


def test_what_one_record_says_of_three_stands_once(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=PHONE)
    expect(opened.locator("#lane-rows .lanelabel", has_text="membership")).to_have_count(1)
    opened = page(written, "view=lanes", size=WIDE)
    name = opened.locator(".rowname", has_text="European Union, France and Netherlands")
    expect(name).to_have_count(0)
    expect(opened.locator("#lane-rows .between", has_text="3 more pairs")).to_have_count(1)
    for far in ("FRA", "NLD"):  # whichever of its pairs is chosen
        opened.evaluate("(hash) => { location.hash = hash; }", f"tie=EU~{far}&view=lanes")
        expect(name).to_have_attribute("aria-pressed", "true")
        expect(opened.locator("#lane-rows .between", has_text="1 more pair")).to_have_count(1)


@pytest.mark.parametrize("size", [WIDE, (1280, 800), TABLET, (820, 1000)])
def test_on_the_newest_day_words_of_what_is_not_expected_stand_left_of_the_line(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    opened = page(written, "view=lanes", size=size)
    after = opened.evaluate(
        """() => {
          const line = document.querySelector(".dayline").getBoundingClientRect().right;
          const there = [...document.querySelectorAll("#lane-rows .mark")].filter((mark) => !mark.querySelector(".pill"));
          const words = there.flatMap((mark) => [...mark.querySelectorAll(":scope > .lanelabel")]);
          const ends = document.querySelector("#scale svg").getBoundingClientRect().right - 115;
          return words.filter((one) => one.getBoundingClientRect().right > line && one.getBoundingClientRect().left < ends).map((one) => one.textContent); }"""
    )
    assert after == []


def test_the_words_of_a_mark_for_several_records_cover_them_all(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=WIDE)
    words = opened.locator(".mark:has(> .coin text) > .lanelabel, .mark > .lanelabel").all_text_contents()
    assert "Joint Declaration signed and more" in words and "Joint Declaration signed" not in words
    assert "peace in practice, economic cooperation \u00d72" in words
    assert "economic cooperation and more \u00d77" in words


def test_tracks_are_as_far_apart_as_lets_all_lanes_be_seen_and_never_touch(
    page: Pages, written: Path
) -> None:
    def apart(size: tuple[int, int]) -> float:
        ring = page(written, "view=lanes", size=size).locator(".mark > .ring").first  # as high as its track
        return float(ring.get_attribute("height") or 0)

    assert 14 <= apart((1280, 800)) < apart(WIDE) < apart((1440, 1000)) <= 15.5


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
def test_no_letter_is_painted_over_or_met_by_a_halo_other_words_or_a_line(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    opened = page(written, "view=lanes", size=size)
    for chosen in ("", "&actor=ARM", "&actor=RUS"):
        for day in ("2024-12-01", "2025-07-10", "2025-10-20", "2026-01-01"):
            opened.evaluate("(hash) => { location.hash = hash; }", f"view=lanes&day={day}{chosen}")
            expect(opened.locator("#day")).to_have_value(day)
            expect(opened.locator(".rowname[aria-pressed=true]")).to_have_count(1 if chosen else 0)
            ink = opened.evaluate(INK)
            assert ink["words"] > 120 and ink["lines"] > 15
            assert (ink["over"], ink["touched"]) == ([], []), (chosen, day)


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
def test_a_pill_shows_both_its_ends_beside_the_words_in_it(
    page: Pages, written: Path, size: tuple[int, int]
) -> None:
    opened = page(written, "view=lanes", size=size)
    ends = opened.locator("#lane-rows .pill").evaluate_all(
        """(pills) => pills.map((pill) => {
          const [left, right] = pill.getAttribute("d").match(/M[\\d.]+/g).map((one) => Number(one.slice(1)));
          const { x, width } = pill.getBBox();
          return [left - x, x + width - right]; })"""
    )
    assert len(ends) >= 6 and min(min(pair) for pair in ends) >= 6, ends
