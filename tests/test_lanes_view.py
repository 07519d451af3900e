"""The lanes in a browser: what is seen, clicked, reached by keyboard and touched, on which day."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser import Pages

JS = Path(__file__).parent / "js"
OVERLAPS = (JS / "overlaps.js").read_text(encoding="utf-8")
CONTRAST = (JS / "contrast.js").read_text(encoding="utf-8")
WIDE, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)
DAYS = ("2024-12-01", "2025-03-15", "2025-09-30", "2025-12-01", "2026-01-01")


def lane(opened: Page, name: str) -> Locator:
    return opened.locator(".lane").filter(has=opened.locator(f'.rowname[aria-label^="Tie with {name}"]'))


def mark(opened: Page, words: str) -> Locator:
    return opened.locator(f'.mark[aria-label*="{words}"]')


def test_all_lanes_of_the_article_are_seen_at_once_on_a_screen_of_900(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=WIDE)
    assert opened.evaluate("document.documentElement.scrollHeight") == 900
    assert opened.locator("#lanes").evaluate("(one) => one.scrollHeight - one.clientHeight") == 0


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
def test_no_label_touches_another_or_a_mark(page: Pages, written: Path, size: tuple[int, int]) -> None:
    opened = page(written, "view=lanes", size=size)
    for chosen in [""] if size is PHONE else ["", "&actor=ARM", "&actor=RUS", "&actor=CentralAsianFive"]:
        for day_ in DAYS:
            opened.evaluate("(hash) => { location.hash = hash; }", f"view=lanes{chosen}&day={day_}")
            expect(opened.locator("#day")).to_have_value(day_)
            found = opened.evaluate(OVERLAPS, "#lane-rows")
            assert found.pop("labels") > 50
            clean = {
                "touching": [],
                "crossed": [],
                "hidden": [],
                "outside": [],
                "small": [],
                "sideways": False,
            }
            assert found == clean, (chosen, day_)


def test_the_arms_embargos_bar_ends_in_october(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes&day=2025-10-31", size=WIDE)
    bar = mark(opened, "has an arms embargo").locator("path").first.bounding_box()
    line = opened.locator(".dayline").bounding_box()
    assert bar is not None and line is not None
    assert abs(bar["x"] + bar["width"] - line["x"] - line["width"] / 2) < 4


def test_a_click_on_a_mark_opens_its_claims_and_marks_it(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=WIDE)
    mark(opened, "shoots down an AZAL airliner").click()
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and Russia")
    expect(opened.locator("#panel .record").first).to_contain_text("shoots down an AZAL airliner")
    expect(opened.locator(".mark.on")).to_have_attribute("aria-label", re.compile("AZAL airliner"))
    expect(lane(opened, "Russia").locator(".rowname")).to_have_attribute("aria-pressed", "true")
    assert "actor=RUS" in opened.url and "record=" in opened.url


def test_a_coin_for_several_goes_on_to_the_next_with_each_click(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=WIDE)
    seen = set()
    for _ in range(3):
        mark(opened, "on 8 August 2025; and 2 more").first.click()
        seen.add(opened.locator("#panel .record").first.inner_text())
    assert len(seen) == 3


def test_the_choice_is_kept_from_network_to_lanes_and_back(page: Pages, written: Path) -> None:
    opened = page(written, "actor=GBR", size=WIDE)
    opened.locator("#tab-lanes").click()
    expect(lane(opened, "United Kingdom").locator(".pen")).not_to_have_class(re.compile("gone"))
    assert lane(opened, "United Kingdom").locator(".mark").count() > 9
    opened.locator("#tab-network").click()
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and the United Kingdom")


def test_opening_a_row_does_not_move_it_from_under_the_pointer(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes&actor=RUS", size=(1440, 500))
    name = lane(opened, "Iran").locator(".rowname")
    name.scroll_into_view_if_needed()
    before = name.bounding_box()
    name.click()
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and Iran")
    assert name.bounding_box()["y"] == pytest.approx(before["y"], abs=2)


def test_moving_the_day_moves_the_line_and_no_row(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=WIDE)
    rows = "[...document.querySelectorAll('.lane')].map((one) => one.getAttribute('transform'))"
    places = opened.evaluate(rows)
    opened.evaluate("document.querySelector('.lane .mark').kept = 1")
    before = opened.locator(".dayline").bounding_box()["x"]
    opened.locator("[role=slider]").press("PageDown")
    line, handle = (opened.locator(one).bounding_box() for one in (".dayline", ".slider circle >> nth=0"))
    assert line["x"] < before - 20
    assert line["x"] + line["width"] / 2 == pytest.approx(handle["x"] + handle["width"] / 2, abs=1.5)
    assert opened.evaluate(rows) == places
    assert opened.evaluate("document.querySelector('.lane .mark').kept") == 1


def test_what_is_reported_for_a_later_day_is_a_ghost_and_what_is_expected_is_not(
    page: Pages, written: Path
) -> None:
    opened = page(written, "view=lanes&day=2025-09-30", size=WIDE)
    later = mark(opened, "acknowledges that Russian").or_(mark(opened, "apologises"))
    expect(later.first).to_have_class(re.compile("afterday"))
    expect(mark(opened, "shoots down an AZAL airliner")).not_to_have_class(re.compile("afterday"))
    expect(mark(opened, "goes on strengthening").or_(mark(opened, "go on strengthening"))).not_to_have_class(
        re.compile("afterday")
    )


def test_what_may_have_happened_only_later_is_faint_and_so_is_an_open_box_beyond_the_day(
    page: Pages, written: Path
) -> None:
    opened = page(written, "view=lanes&day=2025-07-15", size=WIDE)
    within, faint = mark(opened, "grows as arrests begin"), re.compile("afterday")
    box = mark(opened, "territorial claims are to leave").locator(".coin rect")
    expect(within).to_have_class(faint)
    expect(box).to_have_class(re.compile("later"))
    opened.evaluate("location.hash = 'view=lanes&day=2025-08-31'")
    expect(within).not_to_have_class(faint)
    opened.evaluate("location.hash = 'view=lanes&day=2026-01-01'")
    expect(box).not_to_have_class(re.compile("later"))


def test_the_days_line_stops_at_names_that_reach_over_the_scale(page: Pages, written: Path) -> None:
    opened = page(written, "tie=EU~FRA&view=lanes&day=2024-10-01", size=WIDE)
    names, cut = opened.evaluate(
        """() => {
          const line = document.querySelector(".dayline");
          const at = line.getPointAtLength(0).x;
          const over = [...document.querySelectorAll(".lane > .rowname > text")].filter((one) => one.getBBox().width > at);
          const cut = over.filter((one) => {
            const { y, height } = one.getBBox();
            const row = one.closest(".lane").transform.baseVal[0].matrix.f;
            return line.isPointInStroke(new DOMPoint(at, row + y + height / 2));
          });
          return [over.map((one) => one.textContent), cut.map((one) => one.textContent)];
        }"""
    )
    assert "European Union, France and Netherlands" in names and cut == []


def test_the_met_condition_is_ticked_from_1_december_2025(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes&day=2025-11-30", size=WIDE)
    box = mark(opened, "the Minsk Group is to be dissolved").locator(".coin rect")
    expect(box).to_have_class(re.compile("empty"))
    opened.locator("[role=slider]").press("ArrowRight")
    expect(box).not_to_have_class(re.compile("empty"))
    expect(mark(opened, "territorial claims are to leave").locator(".coin rect")).to_have_class(
        re.compile("empty")
    )


def test_the_key_filters_the_lanes_and_keeps_what_it_hides_as_a_ghost(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=WIDE)
    opened.locator('[data-filter="sign:-1"]').click()
    expect(mark(opened, "has an arms embargo")).not_to_have_class(re.compile("ghost"))
    expect(mark(opened, "attends the SCO summit")).to_have_class(re.compile("ghost"))


def test_the_lanes_are_reached_and_chosen_by_keyboard_alone(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    opened.keyboard.press("2")
    expect(opened.locator("#tab-lanes")).to_have_attribute("aria-selected", "true")
    assert opened.locator('#lane-rows [tabindex="0"]').count() == 1
    focused = opened.locator(":focus")
    opened.locator('#lane-rows [tabindex="0"]').focus()
    expect(focused).to_have_attribute("aria-label", re.compile("Tie with Russia"))
    opened.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("aria-label", re.compile("Tie with Armenia"))
    opened.keyboard.press("ArrowRight")
    expect(focused).to_have_class(re.compile("mark"))
    expect(opened.locator("#lane-rows .tip")).to_be_visible()
    words = focused.get_attribute("aria-label")
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and Armenia")
    expect(focused).to_have_attribute("aria-label", str(words))
    opened.keyboard.press("Escape")
    expect(opened.locator("#panel h2")).to_have_text("What to look at first")
    expect(focused).to_have_attribute("aria-label", re.compile("Armenia|treaty"))


def test_every_mark_is_a_button_with_a_sentence_as_its_name(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes&actor=ARM", size=WIDE)
    names = opened.evaluate(
        "[...document.querySelectorAll('.mark[role=button]')].map((one) => one.getAttribute('aria-label'))"
    )
    assert len(names) > 100
    assert all(
        re.search(r"(Reported|Opinion|Alleged|Named only|Expected|Denied) \w+", name or "") for name in names
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_of_the_lanes_has_contrast_in_both_themes_even_where_its_mark_is_faint(
    page: Pages, written: Path, scheme: Any
) -> None:
    opened = page(written, "view=lanes", size=WIDE, color_scheme=scheme, reduced_motion="reduce")
    states = {
        "actor=ARM": ".mark",
        "day=2025-06-01": ".mark.afterday",
        "sign=-1": ".mark.ghost",
        "day=2025-06-01&sign=1&actor=RUS&record=putinApologises": ".mark.ghost.afterday",
    }
    for state, shown in states.items():
        opened.evaluate("(hash) => { location.hash = hash; }", f"view=lanes&{state}")
        expect(opened.locator(shown).first).to_be_visible()
        assert opened.evaluate(CONTRAST) == [], state


def test_on_a_phone_what_is_touched_is_large_enough(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=PHONE)
    small = opened.evaluate(
        """() => [...document.querySelectorAll(".mark > .ring, .lane > .back")].map((one) => one.getBoundingClientRect())
          .filter((box, _, all) => box.width < 23.9 || box.height < 23.9).length"""
    )
    assert small == 0
    rows = opened.evaluate(
        "[...document.querySelectorAll('.lane > .back')].map((one) => one.getBoundingClientRect().height)"
    )
    assert min(rows) >= 44


@pytest.mark.parametrize("below", ["", ".rowname "], ids=["what has no date", "names"])
def test_on_a_phone_the_days_line_does_not_run_through_words(page: Pages, written: Path, below: str) -> None:
    opened = page(written, "view=lanes", size=PHONE)
    paper = opened.locator(f".lane > {below}.undated").first
    assert paper.evaluate("(one) => getComputedStyle(one).fill") == opened.evaluate(
        "getComputedStyle(document.documentElement).backgroundColor"
    )
    line, box = opened.locator(".dayline").bounding_box(), paper.bounding_box()
    assert box["x"] < line["x"] < box["x"] + box["width"]
