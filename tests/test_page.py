"""The page in a browser: what a reader sees, clicks and types, offline and under its policy.

The `page` fixture fails a test whose page sent a request, logged an error or broke its policy.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from azgraph.graph import load
from azgraph.picture import Picture, draw
from browser import Pages
from writing import graph_of

WIDE, PHONE = (1440, 900), (390, 844)
JS = Path(__file__).parent / "js"
CONTRAST = (JS / "contrast.js").read_text(encoding="utf-8")


def node(opened: Page, name: str):
    return opened.locator(f'.node[data-id="{name}"]')


def strands(opened: Page, sign: str) -> int:
    return opened.locator(f"#picture .strand.{sign}:not(.gone):not(.ghost)").count()


# --- The file itself ---------------------------------------------------------------


def test_one_file_under_a_strict_policy(article: Picture) -> None:
    text = article.html
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1] and "unsafe" not in policy[1] and "http" not in policy[1]
    assert not re.search(r"<(link|img|iframe|object|embed|base)\b", text) and " style=" not in text
    assert not re.search(r"<script[^>]*\bsrc=", text)
    assert len(text.encode()) < 350_000


def test_the_script_never_writes_markup() -> None:
    from azgraph.files import resource

    modules = sorted(resource("picture", "page").glob("*.js"))
    assert len(modules) > 30
    for module in modules:
        code = module.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function", code
        ), module.name
        assert "</script" not in code and len(code.splitlines()) <= 400, module.name


def test_it_opens_from_a_file_with_a_finding_a_day_and_its_source(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    expect(opened.locator("h1")).to_have_text(
        "Closer to most, strained with Russia, and the peace treaty not signed"
    )
    expect(opened.locator("#standfirst")).to_contain_text("1 January 2026, as one source tells it")
    expect(opened.locator("#panel h2")).to_have_text("What to look at first")
    assert opened.locator(".node").count() > 10
    assert opened.locator("[role=tab]").all_inner_texts() == ["Network", "Lanes", "Table", "Compare"]


def test_readers_without_scripts_get_the_table_of_all_records(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE, java_script_enabled=False, tolerant=True)
    rows = opened.locator("noscript tbody tr")
    assert rows.count() == len(load().query("SELECT ?r { ?r az:kind ?k }"))
    expect(opened.locator("noscript table")).to_contain_text("Reported by Jeyhun Bayramov, foreign minister")
    expect(opened.locator("#picture")).to_be_hidden()


# --- The day -----------------------------------------------------------------------------


def test_the_arms_embargo_stands_in_september_and_is_gone_in_december(page: Pages, written: Path) -> None:
    opened = page(written, "day=2025-09-30", size=WIDE)
    expect(node(opened, "GBR")).to_have_attribute("aria-label", re.compile("1 strained"))
    embargo = opened.locator('#picture .strand.neg[data-tie="AZE~GBR"]')
    expect(embargo).to_have_attribute("stroke-width", "2.8")
    opened.locator("#day").fill("2025-12-31")
    opened.locator("#day").press("Enter")
    expect(node(opened, "GBR")).not_to_have_attribute("aria-label", re.compile("strained"))
    expect(opened.locator("#day-words")).to_have_text("31 December 2025")
    expect(embargo).to_have_class(re.compile(r"\bgone\b"))


def test_the_slider_moves_by_keys_and_says_the_day(page: Pages, written: Path) -> None:
    opened = page(written, "day=2025-09-30", size=WIDE)
    slider = opened.locator("[role=slider]")
    slider.focus()
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "1 October 2025")
    slider.press("PageUp")
    expect(slider).to_have_attribute("aria-valuetext", "1 November 2025")
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("2024"))
    expect(opened).to_have_url(re.compile("day=2024"))  # the address follows when the days rest


def test_the_slider_moves_by_pointer_and_places_do_not(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    before = node(opened, "RUS").locator(".dot").bounding_box()
    scale = opened.locator("#scale").bounding_box()
    opened.mouse.click(scale["x"] + 150, scale["y"] + 34)
    expect(opened.locator("#day-words")).not_to_have_text("1 January 2026")
    assert node(opened, "RUS").locator(".dot").bounding_box() == before


def test_play_goes_from_one_dated_change_to_the_next_and_stops(page: Pages, written: Path) -> None:
    opened = page(written, "day=2025-12-01", size=WIDE)
    opened.locator("#play").click()
    expect(opened.locator("#play")).to_have_text("Pause")
    expect(opened.locator("#day-words")).to_have_text("1 January 2026", timeout=9000)
    expect(opened.locator("#play")).to_have_text("Play the changes", timeout=3000)


def test_a_day_that_is_none_is_refused_and_one_beyond_the_sources_noted(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    field = opened.locator("#day")
    field.fill("2025-02-29")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("2026-06-01")
    field.press("Enter")
    expect(opened.locator("#standfirst")).to_contain_text(
        "No source here speaks of a day after 1 January 2026"
    )


def test_before_everything_the_page_says_so_and_shows_a_way_on(page: Pages, written: Path) -> None:
    opened = page(written, "day=1991-03-01", size=WIDE)
    expect(opened.locator("#panel .hush")).to_contain_text("Nothing stands on 1 March 1991.")
    expect(opened.locator("#panel")).to_contain_text("The article is silent on that day.")
    expect(opened.locator("#panel")).to_contain_text("The OSCE Minsk Group is created, on some day of 1992")
    opened.get_by_role("button", name="Go to 1 January 1992").click()
    expect(opened.locator("#panel .hush")).to_have_count(0)
    expect(node(opened, "MinskGroup")).to_have_attribute("aria-label", re.compile("Perhaps active"))


def test_on_a_phone_the_standfirst_names_the_day_and_who_is_silent_on_it(page: Pages, written: Path) -> None:
    opened = page(written, size=(390, 844))
    expect(opened.locator("#standfirst")).to_contain_text(
        "On 1 January 2026, by one source: Year-end analysis"
    )
    opened = page(written, "day=1991-03-01", size=(390, 844))
    told = opened.locator("#standfirst")
    expect(told).to_contain_text("On 1 March 1991")
    expect(told).to_contain_text("The article is silent.")
    told.get_by_role("button", name="Go to 1 January 1992").click()
    expect(told).not_to_contain_text("silent")


def test_on_a_phone_the_ended_and_the_untied_come_last(page: Pages, written: Path) -> None:
    opened = page(written, size=(390, 844))
    bands = opened.locator("#picture .band").all()
    down = sorted(bands, key=lambda one: float(one.get_attribute("y") or 0))
    assert [one.text_content() for one in down] == [
        "Strained", "Unsettled", "Closer", "Closer, bodies and groups", "Cooperative", "Ended", "No direct tie",
    ]  # fmt: skip


def test_a_band_does_not_say_of_an_earlier_day_what_is_true_of_the_newest(page: Pages, written: Path) -> None:
    opened = page(written, "day=2025-06-01", size=WIDE)
    ended = opened.locator("#picture .band", has_text="ended")
    expect(ended).to_have_text("Some ended")
    expect(node(opened, "MinskGroup")).to_have_attribute("aria-label", re.compile("Active$"))
    opened.locator("#day").fill("2025-12-01")
    opened.locator("#day").press("Enter")
    expect(opened.locator("#picture .band", has_text="nded")).to_have_text("Ended")


# --- Evidence ------------------------------------------------------------------------------


def test_a_tie_opens_with_the_record_that_leads_it_on_the_day(page: Pages, written: Path) -> None:
    opened = page(written, "actor=GBR&day=2025-09-30", size=WIDE)
    expect(opened.locator("#panel .state")).to_contain_text("Arms embargo until October 2025")
    expect(opened.locator("#panel .record").first).to_contain_text("has an arms embargo on Azerbaijan")


def test_a_click_on_a_tie_shows_claim_voice_stance_and_sentence(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    middle = opened.evaluate(
        """() => { const line = document.querySelector('#picture .strand.neg[data-tie="AZE~RUS"]');
          const point = line.getPointAtLength(line.getTotalLength() * 0.4), m = line.getScreenCTM();
          return [point.x + m.e, point.y + m.f]; }"""
    )
    opened.mouse.click(*middle)
    panel = opened.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Azerbaijan and Russia")
    expect(panel.locator(".said").first).to_contain_text("Reported by the article")
    expect(panel.locator(".said .sid").first).to_have_text(re.compile(r"s6\.p\d\.\d"))
    expect(panel).to_contain_text("said to be broken")
    expect(panel).to_contain_text("Two voices disagree")
    assert "actor=RUS" in opened.url


def test_the_life_of_the_treaty_moves_with_the_day(page: Pages, written: Path) -> None:
    opened = page(written, "actor=ARM", size=WIDE)
    life = opened.locator(".life").first
    expect(life.locator("li.gate")).to_contain_text(["met on 1 December 2025", "open"])
    expect(life.locator("li.now").first).to_contain_text("initialled")
    opened.locator("#day").fill("2025-05-01")
    opened.locator("#day").press("Enter")
    expect(opened.locator(".life li.now").first).to_contain_text("text agreed")
    expect(opened.locator(".life li.gate").first).to_contain_text("open")


def test_the_open_condition_is_seen_without_scrolling(page: Pages, written: Path) -> None:
    opened = page(written, "actor=ARM", size=WIDE)
    expect(opened.locator(".life li.gate", has_text="open")).to_be_in_viewport(ratio=1)


def test_a_record_is_chosen_in_the_panel_and_escape_gives_back(page: Pages, written: Path) -> None:
    opened = page(written, "actor=ARM", size=WIDE)
    opened.locator("#panel .list button", has_text="Joint Declaration").first.click()
    expect(opened.locator("#panel .record").first).to_contain_text("sign a Joint Declaration")
    assert "record=declarationSigned" in opened.url
    opened.keyboard.press("Escape")
    expect(opened.locator("#panel h2")).to_have_text("What to look at first")
    expect(node(opened, "ARM")).to_be_focused()


def test_a_record_is_copied_as_a_sentence_with_its_source(page: Pages, written: Path) -> None:
    opened = page(written, "actor=GBR&record=ukLift", size=WIDE)
    opened.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    opened.get_by_role("button", name="Copy with sources").click()
    opened.wait_for_function("window.copied")
    copied = opened.evaluate("window.copied")
    assert (
        "lifts its arms embargo" in copied and "s7.p1.3" in copied and "Year-end analysis by Report" in copied
    )


# --- Filter, search, table ------------------------------------------------------------------


def test_the_key_filters_and_keeps_what_it_hides_as_a_ghost(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    before = strands(opened, "neg")
    opened.locator('[data-filter="sign:-1"]').click()
    assert strands(opened, "pos") == 0 and strands(opened, "neg") == before > 0
    assert opened.locator("#picture .strand.pos.ghost").count() > 0
    expect(opened.locator("#key")).to_contain_text("records are hidden")
    opened.get_by_role("button", name="Show all").first.click()
    assert strands(opened, "pos") > 0


def test_search_finds_things_and_records_and_says_where_the_source_is_silent(
    page: Pages, written: Path
) -> None:
    opened = page(written, size=WIDE)
    opened.keyboard.press("/")
    opened.keyboard.type("beijing")
    expect(opened.locator("#found")).to_contain_text("China")
    opened.locator("#find").fill("apologises")
    expect(opened.locator("#found")).to_contain_text("The president of Russia apologises to Azerbaijan")
    opened.locator("#find").fill("sco member")
    expect(opened.locator("#found")).to_contain_text("The records do not say.")
    opened.locator("#find").fill("apologises")
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and Russia")


def test_the_table_has_every_record_and_shares_the_choice(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    opened.locator("#tab-table").click()
    rows = opened.locator("#table tbody tr")
    assert rows.count() == len(load().query("SELECT ?r { ?r az:kind ?k }"))
    expect(rows.filter(has_text="Azerbaijan expects Armenia to meet")).to_contain_text(
        "Azerbaijan to Armenia"
    )
    opened.locator("#table tbody button", has_text="lifts its arms embargo").click()
    expect(opened.locator('#table tr[aria-current="true"]')).to_contain_text("s7.p1.3")
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and the United Kingdom")
    opened.locator("#tab-network").click()
    expect(node(opened, "GBR")).to_have_attribute("aria-pressed", "true")


# --- Links, keys, themes, sizes ----------------------------------------------------------------


def test_a_deep_link_opens_what_it_names(page: Pages, written: Path) -> None:
    opened = page(written, "actor=RUS&day=2025-10-15&record=putinApologises", size=WIDE)
    expect(opened.locator("#day-words")).to_have_text("15 October 2025")
    expect(opened.locator("#panel .record").first).to_contain_text("apologises")
    expect(node(opened, "RUS")).to_have_attribute("aria-pressed", "true")


def test_a_dead_link_says_so_and_opens_the_whole(page: Pages, written: Path) -> None:
    opened = page(written, "actor=NOBODY&day=2025-13-01", size=WIDE)
    expect(opened.locator("#panel .sort")).to_contain_text("is not here; this is the whole")
    expect(opened.locator("#panel h2")).to_have_text("What to look at first")


def test_a_link_cannot_name_what_every_object_has(page: Pages, written: Path) -> None:
    opened = page(written, "actor=__proto__&record=constructor", size=WIDE)
    expect(opened.locator("#panel .sort")).to_contain_text("an actor and a record that is not here")


def test_everything_is_reached_by_keyboard_alone(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    assert opened.locator("#picture [tabindex='0']").count() == 1
    for _ in range(12):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.closest('.node') !== null"):
            break
    expect(node(opened, "RUS")).to_be_focused()
    opened.keyboard.press("ArrowDown")
    expect(node(opened, "ARM")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and Armenia")
    opened.keyboard.press("Escape")
    expect(node(opened, "ARM")).to_be_focused()
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("ArrowRight")
    assert opened.evaluate("document.activeElement.dataset.id") != "ARM"
    opened.keyboard.press(",")
    expect(opened.locator("#day-words")).not_to_have_text("1 January 2026")


def test_the_news_of_a_day_is_told_to_those_who_do_not_see(page: Pages, written: Path) -> None:
    opened = page(written, "day=2025-11-30", size=WIDE)
    opened.keyboard.press(".")
    news = opened.locator("[aria-live]")
    expect(news).to_contain_text("1 December 2025. Came: ")
    expect(news).to_contain_text("The OSCE Minsk Group is dissolved")
    expect(news).to_contain_text("Went: Azerbaijan sets Armenia a condition: the Minsk Group")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_in_both_themes(page: Pages, written: Path, scheme: str) -> None:
    opened = page(written, "actor=ARM", size=WIDE, color_scheme=scheme)
    poor = opened.evaluate(CONTRAST)
    assert poor == []
    opened.locator("#theme").click()
    assert opened.evaluate("document.documentElement.dataset.theme") == (
        "dark" if scheme == "light" else "light"
    )
    assert opened.evaluate(CONTRAST) == []


def test_on_a_phone_the_panel_is_a_sheet_that_goes_back(page: Pages, written: Path) -> None:
    opened = page(written, size=PHONE, has_touch=True)
    expect(opened.locator("#panel")).to_be_hidden()
    node(opened, "RUS").tap()
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and Russia")
    assert opened.locator("#panel").bounding_box()["y"] == 74
    opened.get_by_role("button", name="Back").tap()
    expect(opened.locator("#panel")).to_be_hidden()
    for button in opened.locator(".bar button:visible").all():
        assert button.bounding_box()["height"] >= 44


def test_nothing_moves_where_motion_is_not_wanted(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE, reduced_motion="reduce")
    durations = opened.evaluate(
        "[...document.querySelectorAll('#picture *')].map((e) => getComputedStyle(e).transitionDuration)"
    )
    assert set(durations) == {"0s"}


# --- Links out, and notebooks -------------------------------------------------------------------


def test_a_source_with_an_address_is_one_link_away_from_each_sentence(page: Pages, tmp_path: Path) -> None:
    things = """:note a az:Source ; rdfs:label "A note" ; dcterms:creator :Author ; dcterms:source "https://example.org/a" ;
      dcterms:issued "2026-01-01"^^xsd:date . :Author a az:Organisation ; rdfs:label "Author" .
      :AAA a az:State ; rdfs:label "Aland" . :BBB a az:State ; rdfs:label "Beland" ."""
    records = ':m a az:Event ; az:kind k:meet ; az:subject :AAA ; az:object :BBB ; az:when "2025-03-01" ; az:claim c:s1.p1.1 .'
    picture = draw(graph_of(tmp_path, records, things=things))
    opened = page(picture.save(tmp_path / "map.html"), "actor=BBB", size=WIDE)
    opened.locator("#panel .said .sid").click()
    link = opened.get_by_role("dialog", name="Where s1.p1.1 stands").get_by_role("link")
    expect(link).to_have_attribute("href", "https://example.org/a")
    expect(link).to_have_attribute("rel", re.compile("noopener"))


def test_in_a_notebook_the_map_runs_in_a_sandbox_and_leaves_a_picture_and_a_table(
    page: Pages, article: Picture, tmp_path: Path
) -> None:
    markup = article._repr_html_()
    assert 'sandbox="allow-scripts allow-downloads allow-modals"' in markup and "<table>" in markup
    assert 'src="data:image/png;base64,' in markup
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><title>notebook</title>{markup}", encoding="utf-8")
    opened = page(path, size=WIDE)
    inside = opened.frame_locator("iframe")
    expect(inside.locator("h1")).to_contain_text("strained with Russia")
    inside.locator('.node[data-id="RUS"]').click()
    expect(inside.locator("#panel h2")).to_have_text("Azerbaijan and Russia")
