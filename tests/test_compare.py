"""Compare in a browser: two days side by side, what differs, and that it is what `azgraph changes` tells."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from azgraph.changes import changes
from azgraph.graph import load
from azgraph.names import ID, short
from azgraph.picture import Picture, draw, draw_days
from azgraph.picture.drawing import compute
from azgraph.picture.headlines import changed, moves
from azgraph.picture.reading import key, read
from azgraph.picture.ties import Tie, weave
from browser import Pages

WIDE, LAPTOP, TABLET, PHONE = (1440, 900), (1280, 800), (1024, 768), (390, 844)
JS = Path(__file__).parent / "js"
OVERLAPS = (JS / "overlaps.js").read_text(encoding="utf-8")
CONTRAST = (JS / "contrast.js").read_text(encoding="utf-8")
YEAR = "view=compare&before=2024-12-01&day=2025-12-31"
CLEAN = {"touching": [], "crossed": [], "hidden": [], "outside": [], "small": [], "sideways": False}


@pytest.fixture(scope="module")
def article() -> Picture:
    return draw(load(), before=date(2024, 12, 1), day=date(2025, 12, 31))


@pytest.fixture(scope="module")
def written(article: Picture, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return article.save(tmp_path_factory.mktemp("compare") / "map.html")


@pytest.fixture(scope="module")
def pair() -> Tie:
    """The tie of Azerbaijan and Armenia."""
    return weave(read(load())).ties[f"{ID}AZE", f"{ID}ARM"]


def section(opened: Page, title: str) -> Locator:
    return opened.locator("#compare .part", has=opened.locator("h3", has_text=title))


def listed(opened: Page, title: str) -> set[str]:
    part = section(opened, title)
    for more in part.locator("button.go").all():
        more.click()
    return set(part.locator("li").evaluate_all("(lines) => lines.map((line) => line.dataset.id)"))


def marked(opened: Page, which: int) -> set[str]:
    """The ties that lie on the marker in the left (0) or right (1) picture."""
    picture = opened.locator("#compare .one > svg").nth(which)
    return set(picture.locator(".marked").evaluate_all("(marks) => marks.map((mark) => mark.dataset.tie)"))


def test_it_opens_on_compare_with_the_earlier_day_that_was_given(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    expect(opened.locator("#tab-compare")).to_have_attribute("aria-selected", "true")
    expect(opened.locator("h1")).to_have_text("Embargo by the UK went, strategic partnership with China came")
    expect(opened.locator("#standfirst")).to_contain_text(
        "on 1 December 2024 and on 31 December 2025, as one source"
    )
    assert opened.locator("#compare .day-words").all_inner_texts() == ["1 December 2024", "31 December 2025"]
    expect(opened.locator("#strip")).to_be_hidden()


def test_the_embargo_went_and_the_partnership_with_china_came(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    went, came = section(opened, "Went"), section(opened, "Came")
    expect(went).to_contain_text(
        "The United Kingdom has an arms embargo on Azerbaijan, ended in October 2025"
    )
    expect(came).to_contain_text("Azerbaijan and China are strategic partners, since some day of 2025")
    expect(came).to_contain_text(
        "Relations between Azerbaijan and Russia are tense, since December 2024; may stand on the first day"
    )
    expect(went.locator("li", has_text="embargo").locator(".sid")).to_have_text("s7.p1.3")


def test_the_treaty_moved_on_from_negotiating_to_initialled(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    moved = section(opened, "Moved on")
    treaty = moved.locator("li", has_text="Peace treaty")
    expect(treaty).to_contain_text(re.compile("under negotiation.*initialled, on 8 August 2025"))
    expect(moved.locator("li", has_text="Minsk Group is to be dissolved")).to_contain_text(
        re.compile("open.*met, on 1 December")
    )
    expect(moved.locator("li", has_text="compensation")).to_contain_text(re.compile("not yet made.*promised"))
    expect(section(opened, "Did not move")).to_contain_text(
        "territorial claims are to leave the Armenian constitution open on both days"
    )


def test_the_marker_lies_on_what_differs_where_it_stands(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    left, right = marked(opened, 0), marked(opened, 1)
    assert {"AZE~GBR", "AZE~IRN", "AZE~USA"} <= left and "AZE~CHN" not in left and "AZE~RUS" not in left
    assert {"AZE~CHN", "AZE~RUS", "AZE~GBR", "ARM~EU"} <= right and "AZE~TurkicWorld" not in right
    opened.locator("#compare-went").fill("2025-12-31")
    opened.locator("#compare-went").press("Enter")
    expect(opened.locator("#compare .marked").first).to_be_attached()  # the sample of the key
    assert marked(opened, 0) == marked(opened, 1) == set()
    expect(opened.locator("h1")).to_have_text("One day on both sides: nothing to compare")


def test_the_choice_is_ringed_and_lies_on_the_marker_only_where_it_differs(
    page: Pages, written: Path
) -> None:
    opened = page(written, f"{YEAR}&tie=CHN~AZE", size=WIDE)  # a link names a tie from either end
    ringed = opened.locator("#compare .one .ringed")
    assert ringed.evaluate_all("(all) => all.map((one) => one.dataset.tie)") == ["AZE~CHN"]
    assert "AZE~CHN" in marked(opened, 1) and opened.locator("#compare .pen").count() == 2
    expect(opened.locator("#compare .key")).to_contain_text("ringed: chosen")
    opened.evaluate("location.hash = 'tie=AZE~TurkicWorld&view=compare'")
    expect(ringed).to_have_count(2)
    assert "AZE~TurkicWorld" not in marked(opened, 0) | marked(opened, 1)


@pytest.mark.parametrize(
    ("first", "last"),
    [("2024-12-01", "2025-12-31"), ("2025-03-15", "2025-09-30"), ("2025-07-01", "2025-11-15")],
)
def test_what_went_and_came_is_what_the_command_tells(
    page: Pages, written: Path, first: str, last: str
) -> None:
    told = changes(load(), date.fromisoformat(first) + timedelta(1), date.fromisoformat(last))
    opened = page(written, f"view=compare&before={first}&day={last}", size=WIDE)
    ended = {
        short(c.thing if (c.event is None or c.kind != "organisation") else c.event)[1:]
        for c in told.standing
        if c.sort == "ended"
    }
    began = {short(c.thing)[1:] for c in told.standing if c.sort == "began"}
    moved = {short(c.event)[1:] for c in told.standing if c.sort == "moved"}
    happened = {short(c.thing)[1:] for c in (*told.happened, *told.talks)}
    assert listed(opened, "Went") == ended
    came = listed(opened, "Came")
    assert began | happened <= came <= began | happened | moved
    assert moved - came <= listed(opened, "Moved on") | {"treatyTextAgreed"}  # the treaty moved on twice


def test_what_cannot_have_ended_before_the_first_day_is_not_said_to(page: Pages, written: Path) -> None:
    for before, perhaps in (("2024-10-01", False), ("2025-06-01", True)):
        went = section(page(written, f"view=compare&before={before}&day=2026-01-01", size=WIDE), "Went")
        for more in went.get_by_role("button", name=re.compile(r"^\d+ more$")).all():
            more.click()
        line = went.locator('li[data-id="euEarlierNegotiations"]').inner_text()  # until some day of 2025
        assert ("perhaps before the first day" in line) is perhaps
        assert ("may not stand yet on the first day" in line) is not perhaps


def test_of_what_came_by_a_day_no_earlier_day_is_guessed(page: Pages, written: Path) -> None:
    came = section(page(written, "view=compare&before=2024-10-01&day=2026-01-01", size=WIDE), "Came")
    came.get_by_role("button", name=re.compile(r"^\d+ more$")).click()
    line = came.locator('li[data-id="caseClosed"]')
    expect(line).to_contain_text("by 26 December 2025")
    expect(line).not_to_contain_text("before the first day")


def test_an_event_without_a_date_is_in_neither_picture_and_is_counted(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    undated = section(opened, "Cannot be placed")
    found = listed(opened, "Cannot be placed")
    expect(undated).to_contain_text(str(len(found)))
    events = sum(entry.event for entry in read(load()).entries.values() if key(entry.iri) in found)
    for one in opened.locator("#compare .one").all():  # directly under its day, and above the picture
        told = f"\nNot drawn: {events} reported events without a date, among them all ties of Neigh"
        assert told in one.inner_text()
        note, picture = (one.locator(part).bounding_box() for part in ("p", "svg >> nth=-1"))
        assert note["y"] < picture["y"] < note["y"] + 60
    assert "armeniaEconomy" in found and not found & (listed(opened, "Came") | listed(opened, "Went"))
    assert opened.locator('#compare .strand[data-tie$="~NeighboursOfRussia"]').count() == 0
    # What holds at the time of writing stands in the picture of that day, and is no change.
    drawn = [one.locator('.strand[data-tie="AZE~OTS"]').count() for one in opened.locator(".one > svg").all()]
    assert drawn == [0, 1] and "AZE~OTS" not in marked(opened, 1)


def test_what_is_only_said_does_not_count_as_change(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    said = listed(opened, "Said, but not counted")
    assert {"promisesBroken", "russiaCrisisResolved", "signing"} <= said
    assert not said & (listed(opened, "Went") | listed(opened, "Moved on"))
    disputed = section(opened, "Said, but not counted").locator('[data-id="charterTalks"]').first
    told = r"reported by the article, and by Jeyhun Bayramov, no date stated; against: Opinion: .*, by the articles2.*s9"
    expect(disputed).to_contain_text(re.compile(told))


def test_a_line_opens_its_claims_and_escape_goes_back_to_it(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    line = section(opened, "Went").locator("button", has_text="arms embargo")
    line.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel .record").first).to_contain_text("has an arms embargo on Azerbaijan")
    expect(opened.locator("#panel .said").first).to_contain_text("Reported by the article")
    expect(opened.locator('#compare li[aria-current="true"]')).to_contain_text("arms embargo")
    opened.keyboard.press("Escape")
    expect(opened.locator("#panel")).to_be_hidden()
    expect(line).to_be_focused()


@pytest.mark.parametrize("size", [WIDE, LAPTOP, TABLET, PHONE], ids=str)
def test_a_chosen_tie_tells_its_own_changes_and_hides_no_list(
    page: Pages, written: Path, pair: Tie, size
) -> None:
    opened = page(written, YEAR, size=size)
    titles = ("Went", "Came", "Moved on", "Did not move", "Cannot be placed", "Said, but not counted")
    all_ = {title: listed(opened, title) for title in titles}
    opened.evaluate("location.hash += '&actor=ARM'")
    panel = opened.locator("#panel")
    expect(panel).to_contain_text("Azerbaijan and Armenia")
    concern = {key(e.iri) for e in (*pair.direct, *pair.others)}
    for title in titles:
        part = panel.locator(".part", has=opened.locator("h3", has_text=title))
        assert part.count() == bool(all_[title] & concern), title
        for more in part.locator("button.go").all():
            more.click()
        own = set(part.locator("li").evaluate_all("(lines) => lines.map((line) => line.dataset.id)"))
        assert own == all_[title] & concern, title
    if size == PHONE:  # there the sheet lies over all, until it is put back
        opened.get_by_role("button", name="Back").click()
    for title in titles:
        heading = section(opened, title).locator("h3")
        assert heading.evaluate(
            """(h) => { h.scrollIntoView({ block: "center" });
                const { left, top } = h.getBoundingClientRect();
                return h.contains(document.elementFromPoint(left + 4, top + 4)); }"""
        ), title


def test_the_days_are_set_by_field_and_by_steps_and_keep_their_order(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    after = opened.locator("#compare-came")
    after.fill("2025-02-30")
    after.press("Enter")
    expect(after).to_have_attribute("aria-invalid", "true")
    after.fill("2024-11-01")  # earlier than the other: the two change places
    after.press("Enter")
    assert opened.locator("#compare .day-words").all_inner_texts() == ["1 November 2024", "1 December 2024"]
    opened.get_by_label("After: to the next change").click()
    expect(opened.locator("#compare .day-words").nth(1)).not_to_have_text("1 December 2024")
    expect(opened.get_by_label("After: to the next change")).to_be_focused()
    opened.get_by_role("button", name="Other days").click()
    expect(opened.locator("#compare-went")).to_be_focused()


def test_a_deep_link_names_both_days(page: Pages, written: Path, tmp_path: Path) -> None:
    opened = page(
        draw(load()).save(tmp_path / "map.html"), "view=compare&before=2025-03-01&day=2025-09-30", size=WIDE
    )
    assert opened.locator("#compare .day-words").all_inner_texts() == ["1 March 2025", "30 September 2025"]
    opened.locator("#compare-went").fill("2025-04-01")
    opened.locator("#compare-went").press("Enter")
    assert "before=2025-04-01" in opened.url and "view=compare" in opened.url
    opened.locator("#tab-network").click()
    assert "view=" not in opened.url
    expect(opened.locator("h1")).not_to_have_text(re.compile("went"))


def test_both_lists_are_copied_with_their_sentences_and_the_source(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    opened.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    opened.locator("#compare").get_by_role("button", name="Copy with sources").click()
    opened.wait_for_function("window.copied")
    copied = opened.evaluate("window.copied")
    assert "1 December 2024 and 31 December 2025" in copied and "Year-end analysis by Report" in copied
    assert "- The United Kingdom has an arms embargo on Azerbaijan, ended in October 2025" in copied
    assert (
        "(s7.p1.3)" in copied
        and "- Peace treaty: under negotiation, then initialled, on 8 August 2025" in copied
    )


@pytest.mark.parametrize("size", [WIDE, LAPTOP, TABLET, (820, 1000), PHONE], ids=str)
def test_no_label_touches_another_and_no_strand_crosses_one(page: Pages, written: Path, size) -> None:
    opened = page(written, size=size)
    for first, last in (("2024-12-01", "2025-12-31"), ("2025-03-15", "2026-01-01")):
        opened.evaluate("(hash) => { location.hash = hash; }", f"before={first}&day={last}")
        expect(opened.locator("#compare-came")).to_have_value(last)
        found = opened.evaluate(OVERLAPS, "#compare .one")
        assert found.pop("labels") == 38
        assert found == CLEAN, (first, last)


def test_on_a_phone_there_is_one_column_and_a_line_opens_the_sheet(page: Pages, written: Path) -> None:
    opened = page(written, size=PHONE, has_touch=True)
    before, after = (opened.locator("#compare .one").nth(n).bounding_box() for n in (0, 1))
    went = section(opened, "Went").bounding_box()
    assert before["x"] == after["x"] and before["y"] < went["y"] < after["y"]
    expect(opened.locator("#compare-went")).to_be_visible()
    section(opened, "Went").locator("button", has_text="arms embargo").tap()
    expect(opened.locator("#panel")).to_have_attribute("role", "dialog")
    opened.get_by_role("button", name="Back").tap()
    expect(opened.locator("#panel")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_in_both_themes(page: Pages, written: Path, scheme: str) -> None:
    assert page(written, size=WIDE, color_scheme=scheme).evaluate(CONTRAST) == []


@pytest.mark.parametrize("count", [1, 3, 4])
def test_several_days_open_in_a_browser_with_every_label_free(
    page: Pages, tmp_path: Path, count: int
) -> None:
    days = [date(2024, 12, 1), date(2025, 8, 31), date(2025, 12, 31), date(2025, 3, 1)][:count]
    opened = page(draw_days(load(), days).save(tmp_path / "m.svg"), size=(1500, 1500))
    found = opened.evaluate(
        OVERLAPS, {"home": "svg", "texts": "g text", "strands": 'g[fill="none"] path[stroke]'}
    )
    assert found.pop("labels") >= 21 * count
    assert found == CLEAN


def test_what_only_may_have_changed_is_no_finding_and_an_event_is_told_by_its_name(
    page: Pages, written: Path
) -> None:
    opened = page(written, "view=compare&before=2025-04-10&day=2025-04-20", size=WIDE)
    expect(opened.locator("h1")).to_have_text("Nothing surely changed between the two days")
    expect(section(opened, "Came, perhaps: not marked").locator("li").first).to_contain_text("may stand")
    assert marked(opened, 0) == marked(opened, 1) == set()
    opened.evaluate("location.hash = 'view=compare&before=1991-03-01&day=2020-12-31'")
    expect(opened.locator("h1")).to_have_text("Azerbaijan, Armenia and Russia sign a trilateral statement")
    expect(section(opened, "Came: marked right where a tie differs").locator("li")).to_have_count(2)
    # Nobody says that the conditions had been set by then.
    expect(section(opened, "Did not move")).to_have_count(0)


def test_what_is_marked_is_listed_first(page: Pages, written: Path) -> None:
    opened = page(written, "view=compare&before=2025-08-01&day=2025-08-31", size=WIDE)
    came = section(opened, "Came")
    came.locator("button.go").click()
    words = came.locator("li").all_inner_texts()
    unsure = ["may stand on the first day or after" in text or "or after the last" in text for text in words]
    assert unsure == sorted(unsure) and len({*unsure}) == 2


def test_the_markers_of_two_ties_are_kept_apart_and_no_broader_than_legible(
    page: Pages, written: Path
) -> None:
    opened = page(written, "view=compare&before=2025-01-01&day=2026-01-01", size=WIDE)
    found = opened.locator("#compare .one > svg").evaluate_all(
        """(pictures) => pictures.flatMap((picture) => {
          const width = (path) => Number(path.getAttribute("stroke-width"));
          const under = [...picture.querySelector("g").children];
          return under.filter((path) => path.matches(".marked")).map((mark) => {
            const [tie, d] = [mark.dataset.tie, mark.getAttribute("d")];
            const rim = under.findIndex((one) => one.matches(".unmarked") && one.getAttribute("d") === d);
            const own = under.findIndex((one) => one.matches(".marked") && one.dataset.tie === tie);
            return [width(mark), rim >= 0 && rim < own && width(under[rim]) > width(mark)];
          });
        })"""
    )
    assert len(found) > 15
    assert [one for one in found if one[0] > 12.5 or not one[1]] == []  # the thickest strand is 6.4


def test_the_lists_begin_in_the_upper_three_quarters_of_the_page(page: Pages, written: Path) -> None:
    opened = page(written, size=WIDE)
    for title in ("Went", "Came"):
        box = section(opened, title).bounding_box()
        assert box and box["y"] < 0.76 * WIDE[1]


def test_that_the_treaty_was_initialled_is_told_before_a_closeness_of_less_weight(
    page: Pages, written: Path
) -> None:
    drawn = compute(load())
    opened = page(written, size=WIDE)
    for first, last, headline in [
        ("2025-01-01", "2026-01-01", "Embargo by the UK went, and the peace treaty was initialled"),
        ("2025-01-01", "2025-06-01", "The text of the peace treaty was agreed"),
        ("2024-12-01", "2025-12-31", "Embargo by the UK went, strategic partnership with China came"),
        ("2024-10-01", "2025-09-01", "Tension with Russia came, and the peace treaty was initialled"),
        ("2025-09-01", "2026-01-01", "Embargo by the UK went"),  # no text moved on
    ]:
        assert changed(drawn.web, drawn.reading, first, last) == headline
        opened.evaluate("(hash) => { location.hash = hash; }", f"before={first}&day={last}")
        expect(opened.locator("h1")).to_have_text(headline)


def test_any_stage_of_a_text_makes_a_clause_and_nothing_expected_is_told_as_done() -> None:
    drawn = compute(load())
    told = {key(iri): words for iri, words in moves(drawn.web, drawn.reading).items()}
    assert list(told) == ["treatyInitialled", "treatyTextAgreed"]  # the signing is only expected
    stage = drawn.reading.entries[f"{ID}treatyInitialled"].kind.stage
    for name, words in [
        ("in force", "the peace treaty came to be in force"),
        ("under negotiation", "the peace treaty came to be under negotiation"),
        ("signed", "the peace treaty was signed"),
    ]:
        reading = replace(drawn.reading, stage_names={**drawn.reading.stage_names, stage: name})
        assert moves(drawn.web, reading)[f"{ID}treatyInitialled"] == words
