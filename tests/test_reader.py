"""What a reader meets who has never seen the map: found at first sight, in words, and never behind something."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from browser import Pages

WIDE, PHONE = (1440, 900), (390, 844)
FROM_OWN_STRAND = """() => [...document.querySelectorAll("#picture .tielabel:not(.halo):not(.gone):not([transform])")]
  .map((label) => {
    const { left, right, top, bottom } = label.getBoundingClientRect();
    const way = (strand) => {
      const m = strand.getScreenCTM();
      let least = Infinity;
      for (let at = 0; at < strand.getTotalLength(); at += 2) {
        const point = strand.getPointAtLength(at);
        const [x, y] = [m.a * point.x + m.e, m.d * point.y + m.f];
        if (y > top && y < bottom) least = Math.min(least, Math.max(left - x, x - right));
      }
      return least;
    };
    return Math.min(...[...document.querySelectorAll("#picture .strand:not(.gone)")].map(way));
  })"""


def counts(opened: Page) -> dict[str, int]:
    """The counts of the key by what the reader sees before them."""
    texts = opened.locator("#key [data-filter]").all_inner_texts()
    return {text.rpartition(" ")[0].strip(): int(text.rpartition(" ")[2]) for text in map(str.strip, texts)}


def test_the_life_of_a_text_says_whose_it_is(page: Pages, written: Path) -> None:
    opened = page(written, "actor=ARM", size=WIDE)
    title = opened.locator("#panel .part", has=opened.locator(".life")).first.locator("h3 span").first
    expect(title).to_have_text("Peace treaty of Azerbaijan and Armenia")


def test_the_date_and_the_voice_of_what_a_record_waits_for_stand_in_its_line(
    page: Pages, written: Path
) -> None:
    opened = page(written, "actor=ARM&record=constitutionCondition", size=WIDE)
    expect(opened.locator("#panel .waits")).to_contain_text(
        "Waits for it: Azerbaijan and Armenia may sign the peace treaty, in 2026: expected by the article of 1 January 2026"
    )


def test_the_opening_tells_the_two_newest_events_without_scrolling(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    newest = opened.locator("#panel .part", has_text="Newest").locator("li")
    expect(newest).to_have_count(2)
    expect(newest.last).to_be_in_viewport(ratio=1)


def test_search_gives_what_stands_before_what_is_over_or_expected(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    opened.keyboard.press("/")
    opened.locator("#find").fill("cooled")
    found = opened.locator("#found li")
    expect(found.first).to_contain_text("Relations between Azerbaijan and Russia are tense")
    expect(found.last).to_contain_text("Expected: The EU's steps")


def test_the_key_counts_what_is_told_up_to_the_day(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    whole = counts(opened)
    assert sum(whole.values()) == 2 * 295
    opened.locator("#day").fill("2025-06-01")
    opened.locator("#day").press("Enter")
    expect(opened.locator("#day")).to_have_value("2025-06-01")
    early = counts(opened)
    assert early["reported"] < whole["reported"] and early["expected"] == whole["expected"]
    assert all(early[name] <= whole[name] for name in whole)


def test_in_the_lanes_no_row_lies_behind_the_key(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=WIDE)
    last, key = opened.locator(".lane .back").last.bounding_box(), opened.locator("#key").bounding_box()
    assert last is not None and key is not None
    assert last["y"] + last["height"] <= key["y"] + 1 and key["y"] + key["height"] <= WIDE[1] + 1


def test_on_a_phone_a_condition_says_what_it_asks(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes", size=PHONE)
    expect(opened.locator(".lanelabel", has_text="condition: claims out")).to_be_visible()
    expect(opened.locator(".lanelabel", has_text="condition: Minsk Group")).to_be_visible()


def test_a_level_label_stands_close_to_a_strand(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    ways = opened.evaluate(FROM_OWN_STRAND)
    assert len(ways) >= 2 and all(0 < way < 10 for way in ways)


def test_the_label_of_a_chosen_tie_eats_nothing_of_its_marker(page: Pages, written: Path) -> None:
    opened = page(written, "tie=ARM~USA", size=WIDE)
    label = opened.locator("#picture .tielabel:not(.halo)", has_text="summit")
    halo = opened.locator("#picture .tielabel.halo", has_text="summit")
    expect(label).not_to_have_class(re.compile("gone"))
    expect(halo).to_have_class(re.compile("gone"))


def test_a_record_far_down_in_compare_stays_in_sight_when_it_is_chosen(page: Pages, written: Path) -> None:
    opened = page(written, "view=compare", size=WIDE)
    came = opened.locator("#compare .part", has_text="Came")
    came.get_by_role("button", name=re.compile(r"^\d+ more$")).click()
    line = came.locator("li").nth(20)
    words, id_ = line.inner_text(), line.get_attribute("data-id")
    line.locator("button").first.click()
    chosen = came.locator('li[aria-current="true"]')
    expect(chosen).to_have_attribute("data-id", str(id_))
    expect(chosen).to_be_in_viewport()
    opened.evaluate("scrollTo(0, 0); location.hash = 'view=network'")
    opened.evaluate(f"location.hash = 'view=compare&record={id_}'")
    expect(chosen).to_be_in_viewport()
    assert chosen.inner_text() == words


def test_the_opening_names_both_promises_and_the_dispute_of_which_most_is_told(
    page: Pages, written: Path
) -> None:
    panel = page(written, size=WIDE).locator("#panel")
    expect(panel.locator(".part", has_text="Open")).to_contain_text("all the compensation")
    expect(panel.locator(".part", has_text="Claims disagree").locator("li").first).to_contain_text(
        "Tension with Russia: opinion of the Russian leadership (not named), against opinion of the article."
    )


def test_of_a_project_its_works_are_expected_and_not_the_project(page: Pages, written: Path) -> None:
    opened = page(written, "actor=ARM", size=WIDE)
    expect(opened.locator("#picture .thing", has_text="TRIPP")).to_contain_text(
        "TRIPPworks expected in the second half of 2026"
    )
    opened = page(written, "view=lanes", size=WIDE)
    said = opened.locator("#lane-rows text").all_text_contents()
    assert "works" in said and "TRIPP" not in said
