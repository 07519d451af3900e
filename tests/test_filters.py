"""Filters, the view of one actor's ties, and how a map opens: what shows, what is hidden, and that it says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from azgraph.cli.pictures import draw_map
from azgraph.errors import InputError
from azgraph.graph import load
from azgraph.picture import draw
from azgraph.picture.reading import read
from browser import Pages
from writing import graph_of

WIDE = (1440, 900)
TWO_VOICES = """
  :r1 a az:Event ; az:kind k:meet ; az:subject :AAA ; az:object :BBB ; az:when "2025-03-01" ;
    az:claim [ az:by :Envoy ; az:passage p:s1.p1.1 ] .
  :r2 a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :CCC ; az:when "2025-04-01" ; az:claim c:s1.p1.2 .
"""
THINGS = """
  :note a az:Source ; rdfs:label "A note" ; dcterms:creator :Author ; dcterms:issued "2026-01-01"^^xsd:date .
  :Author a az:Organisation ; rdfs:label "Author" . :Envoy a az:Person ; rdfs:label "An envoy" .
  :AAA a az:State ; rdfs:label "Aland" . :BBB a az:State ; rdfs:label "Beland" .
  :CCC a az:Organisation ; rdfs:label "A league" ."""


def shown(opened: Page) -> set[str]:
    """The ties with a strand that is neither absent nor a ghost."""
    return set(
        opened.locator("#picture .strand:not(.gone):not(.ghost)").evaluate_all(
            "(l) => l.map((s) => s.dataset.tie)"
        )
    )


def ghosts(opened: Page) -> int:
    return opened.locator("#picture .strand.ghost:not(.gone)").count()


def box(opened: Page, facet: str, value: str) -> Locator:
    return opened.locator(f'#panel input[data-filter="{facet}:{value}"]')


def open_filters(opened: Page) -> None:
    opened.locator("#key").get_by_role("button", name="filters", exact=True).click()
    while opened.locator("#panel details:not([open])").count():
        opened.locator("#panel details:not([open]) summary").first.click()


def test_a_voice_filters_and_what_it_hides_stays_as_ghosts_in_place(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    places = opened.locator(".node .dot").evaluate_all("(l) => l.map((d) => d.outerHTML)")
    before = shown(opened)
    open_filters(opened)
    box(opened, "voice", "Vladimir Putin").check()
    assert shown(opened) < before and ghosts(opened) > 10
    assert opened.locator(".node .dot").evaluate_all("(l) => l.map((d) => d.outerHTML)") == places
    expect(opened.locator("#key")).to_contain_text("hidden by one filter: voice, Vladimir Putin")
    opened.locator("#key").get_by_role("button", name="Show all").click()
    assert shown(opened) == before and ghosts(opened) == 0


def test_of_opinions_no_tie_is_drawn_and_the_picture_says_so(page: Pages, written: Path) -> None:
    opened = page(written, "stance=view", size=WIDE)
    expect(opened.locator(".caption")).to_have_text("What passes the filter draws no tie on this day.")
    russia = opened.locator('.node[data-id="RUS"]')
    expect(russia.locator(".second")).to_have_class(re.compile("ghost"))  # it tells of what is hidden
    expect(russia).not_to_have_class(re.compile("ghost"))
    opened.locator("#key").get_by_role("button", name="Show all").click()
    expect(opened.locator(".caption")).to_contain_text("never moves")
    expect(russia.locator(".second")).not_to_have_class(re.compile("ghost"))


def test_counts_of_a_list_are_those_that_the_other_filters_leave(page: Pages, written: Path) -> None:
    opened = page(written, "stance=denied", size=WIDE)
    open_filters(opened)
    counts = opened.locator("#panel details label .at").all_inner_texts()
    assert set(counts) == {"1"}  # one record is denied, of one kind, by one voice
    opened.evaluate("() => { location.hash = 'kind=meeting'; }")
    meetings = int(opened.locator('[data-filter="stance:reported"]').inner_text().split()[-1])
    open_filters(opened)
    assert int(opened.locator('[data-filter="stance:reported"]').inner_text().split()[-1]) == meetings > 1
    total = opened.locator("#panel .state").inner_text()
    assert int(re.match(r"\d+", total)[0]) >= meetings  # type: ignore[index]


def test_what_passes_and_what_is_hidden_are_counted_for_the_day_as_in_the_key(
    page: Pages, written: Path
) -> None:
    opened = page(written, "day=2025-06-01&sign=-1", size=WIDE)
    open_filters(opened)
    stances = opened.locator('#key [data-filter^="stance:"]').all_inner_texts()
    passing = sum(int(text.split()[-1]) for text in stances)
    hidden = int(re.findall(r"\d+", opened.locator("#key .push").inner_text())[0])
    total = f"{passing} of {passing + hidden} records pass, as of 1 June 2025."
    expect(opened.locator("#panel .state")).to_have_text(total)
    signs = opened.locator('#key [data-filter^="sign:"]').all_inner_texts()
    assert sum(int(text.split()[-1]) for text in signs) == passing + hidden < 295
    actors = opened.locator("#panel details").first.locator("label .at").all_inner_texts()
    assert 0 < max(map(int, actors)) < passing
    opened.locator("#tab-table").click()
    expect(opened.locator("#panel .state")).to_have_text(re.compile("of 295 records pass.$"))


def test_sorts_of_actors_kinds_and_voices_all_filter(page: Pages, tmp_path: Path) -> None:
    opened = page(draw(graph_of(tmp_path, TWO_VOICES, things=THINGS)).save(tmp_path / "m.html"), size=WIDE)
    for facet, value, left in [
        ("type", "body", "AAA~CCC"),
        ("kind", "meeting", "AAA~BBB"),
        ("voice", "An envoy", "AAA~BBB"),
        ("via", "the source", "AAA~BBB"),
    ]:
        open_filters(opened)
        box(opened, facet, value).check()
        assert shown(opened) == {left}, facet
        assert f"{facet}=" in opened.url
        opened.locator("#panel").get_by_role("button", name="Show all").click()
        assert shown(opened) == {"AAA~BBB", "AAA~CCC"}


def test_a_source_filters_where_there_are_two(page: Pages, tmp_path: Path) -> None:
    things = (
        THINGS
        + """
      :paper a az:Source ; rdfs:label "A paper" ; dcterms:creator :Author ; dcterms:issued "2026-01-01"^^xsd:date ."""
    )
    records = TWO_VOICES + ":r2 az:claim [ az:by :Author ; az:source :paper ] ."
    opened = page(draw(graph_of(tmp_path, records, things=things)).save(tmp_path / "m.html"), size=WIDE)
    open_filters(opened)
    box(opened, "source", "A paper").check()
    assert shown(opened) == {"AAA~CCC"}


def test_voice_and_source_must_meet_in_one_claim(page: Pages, tmp_path: Path) -> None:
    things = (
        THINGS
        + """
      :paper a az:Source ; rdfs:label "A paper" ; dcterms:creator :Author ; dcterms:issued "2026-01-01"^^xsd:date ."""
    )
    records = TWO_VOICES + ":r1 az:claim [ az:by :Author ; az:source :paper ] ."
    path = draw(graph_of(tmp_path, records, things=things)).save(tmp_path / "m.html")
    opened = page(path, "voice=An%20envoy", size=WIDE)
    assert shown(opened) == {"AAA~BBB"}
    opened.evaluate("() => { location.hash = 'voice=An%20envoy&source=A%20paper'; }")
    expect(opened.locator("#panel .hush")).to_have_text("An envoy says nothing of the kind here.")


def test_the_lists_are_worked_by_keyboard_and_keep_the_focus(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    opened.locator("#key").get_by_role("button", name="filters", exact=True).press("Enter")
    expect(opened.locator("#panel summary").first).to_be_focused()
    opened.keyboard.press("Tab")
    first = opened.locator("#panel input").first
    expect(first).to_be_focused()
    opened.keyboard.press("Space")
    expect(first).to_be_checked()
    expect(first).to_be_focused()


def test_a_link_carries_every_part_of_the_filter(page: Pages, written: Path) -> None:
    opened = page(written, "sign=1&stance=reported&voice=the%20article&type=state&ego=ARM", size=WIDE)
    assert shown(opened) and all("ARM" in tie for tie in shown(opened))
    key = opened.locator("#key")
    expect(key).to_contain_text(
        "hidden by 5 filters: only ties of Armenia; sign, cooperative; stance, reported"
    )
    opened.locator("#tab-table").click()
    for part in ("sign=1", "stance=reported", "voice=the%20article", "type=state", "ego=ARM", "view=table"):
        assert part in opened.url
    again = page(written, opened.url.partition("#")[2], size=WIDE)
    count = opened.locator("#table tbody tr").count()
    expect(again.locator("#table tbody tr")).to_have_count(count)
    assert 0 < count < 100


def test_a_link_with_a_filter_that_is_not_here_says_so(page: Pages, written: Path) -> None:
    opened = page(written, "voice=Nobody", size=WIDE)
    expect(opened.locator("#panel .sort")).to_contain_text("a filter that is not here; this is the whole")
    assert ghosts(opened) == 0


def test_where_nothing_is_denied_the_page_says_that_no_voice_denies(page: Pages, tmp_path: Path) -> None:
    opened = page(draw(graph_of(tmp_path, TWO_VOICES, things=THINGS)).save(tmp_path / "m.html"), size=WIDE)
    opened.locator('[data-filter="stance:denied"]').click()
    expect(opened.locator("#panel .hush")).to_have_text("No voice denies a record here.")
    expect(opened.locator("#panel")).to_contain_text("2 records are hidden by one filter: stance, denied.")
    opened.locator("#panel").get_by_role("button", name="Show all").click()
    expect(opened.locator("#panel .hush")).to_have_count(0)


def test_an_actor_shows_only_its_ties_and_there_is_a_way_back(page: Pages, written: Path) -> None:
    opened = page(written, "actor=ARM", size=WIDE)
    before = shown(opened)
    opened.locator("#panel").get_by_role("button", name="Only ties of Armenia").click()
    assert shown(opened) == {tie for tie in before if "ARM" in tie.split("~")}
    assert ghosts(opened) > 0 and "ego=ARM" in opened.url
    back = opened.locator("#panel").get_by_role("button", name="All ties again")
    expect(back).to_be_focused()
    back.click()
    assert shown(opened) == before and "ego" not in opened.url


def test_the_hubs_own_ties_leave_out_those_between_others(page: Pages, written: Path) -> None:
    opened = page(written, "ego=AZE", size=WIDE)
    assert shown(opened) and all(tie.startswith("AZE~") for tie in shown(opened))


def test_a_map_opens_in_the_view_and_theme_that_was_asked_for(page: Pages, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    options = ["--view", "table", "--theme", "dark", "--title", "Mine"]
    draw_map.main(["-o", str(path), *options], standalone_mode=False)
    opened = page(path, size=WIDE, color_scheme="light")
    expect(opened.locator("#table")).to_be_visible()
    expect(opened.locator("h1")).to_have_text("Mine")
    assert opened.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(24, 23, 21)"
    expect(opened.locator("#theme")).to_have_text("Light")
    opened.locator("#tab-network").click()
    assert "view=network" in opened.url  # a link names the view where it is not the one that opens
    light = draw(load(), theme="light").save(tmp_path / "light.html")
    opened = page(light, size=WIDE, color_scheme="dark")
    assert (
        opened.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(251, 250, 246)"
    )


def test_the_classic_page_has_no_views_and_says_so() -> None:
    with pytest.raises(InputError, match="one view and one theme"):
        draw(load(), view="table", renderer="pyvis")


def test_compare_keeps_to_the_filter_in_its_pictures_and_its_lists(page: Pages, written: Path) -> None:
    opened = page(written, "view=compare&ego=RUS", size=WIDE)
    strands = opened.locator("#compare .one > svg .strand")
    kept = strands.locator(":scope:not(.ghost)").evaluate_all("(all) => all.map((one) => one.dataset.tie)")
    assert kept and all("RUS" in tie for tie in kept) and len(kept) < strands.count()
    expect(opened.locator("#compare .key")).to_contain_text("hidden by one filter: only ties of Russia")
    expect(opened.locator("#compare li").first).to_be_visible()
    assert opened.locator('#compare li[data-id="ukEmbargo"]').count() == 0
    opened.locator("#compare .key").get_by_role("button", name="Show all").click()
    expect(opened.locator('#compare li[data-id="ukEmbargo"]')).to_be_visible()
    expect(opened.locator("#compare .strand.ghost")).to_have_count(0)


def test_what_is_denied_is_one_hollow_coin_with_one_stroke(page: Pages, written: Path) -> None:
    opened = page(written, "sign=1&stance=denied", size=WIDE)
    shapes = opened.locator("#panel .list svg").first.locator("*")
    looks = shapes.evaluate_all(
        "(all) => all.map((one) => [one.tagName, getComputedStyle(one).fill, getComputedStyle(one).stroke])"
    )
    paper = opened.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    (coin, fill, rim), (stroke, _, ink) = looks
    assert (coin, stroke) == ("circle", "path")
    assert fill == paper != rim == ink


def test_allegations_alone_are_a_filter_of_their_own_and_are_found_by_their_word(
    page: Pages, written: Path
) -> None:
    opened = page(written, size=WIDE)
    open_filters(opened)
    box(opened, "word", "alleged").check()
    alleged = [e for e in read(load()).entries.values() if e.stance == "alleged"]
    expect(opened.locator("#panel")).to_contain_text(f"{len(alleged)} of 295 records pass")
    expect(opened.locator("#key")).to_contain_text("hidden by one filter: said as, Alleged.")
    opened.locator("#key").get_by_role("button", name="Show all").click()
    opened.keyboard.press("/")
    opened.keyboard.type("alleged")
    expect(opened.locator("#found h3", has_text="Records")).to_be_visible()
    expect(opened.locator("#found li").first).to_contain_text("Alleged:")
