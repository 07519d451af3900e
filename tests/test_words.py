"""What a stranger reads off the map: every list says whose word it is, every name says of whom.

The `page` fixture fails a test whose page sent a request, logged an error or broke its policy.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from azgraph.graph import load
from azgraph.names import ID
from azgraph.picture.drawing import Drawing, compute
from browser import Pages

WIDE, PHONE = (1440, 900), (390, 844)
RESOLVED = "The crisis of Azerbaijan and Russia is resolved"


@pytest.fixture(scope="module")
def whole() -> Drawing:
    return compute(load())


def section(opened: Page, title: str):
    return opened.locator("#panel .part").filter(has=opened.locator("h3", has_text=title))


# --- Whose word it is ----------------------------------------------------------------


def test_what_is_denied_says_so_wherever_it_is_listed(page: Pages, written: Path) -> None:
    opened = page(written, "actor=RUS&stance=denied", size=WIDE)
    opened.get_by_role("button", name="All in the table").click()
    expect(opened.locator("#table tbody tr td:nth-child(3) button")).to_have_text(f"Denied: {RESOLVED}")
    opened.locator("#tab-lanes").click()
    named = opened.locator(f'.mark[aria-label*="{RESOLVED}"]')
    expect(named).to_have_attribute("aria-label", re.compile(f"^Denied: {RESOLVED}"))
    opened.locator("#search-open").click()
    opened.locator("#find").fill("crisis resolved")
    expect(opened.locator("#found .list li")).to_have_text(
        re.compile(f"^Denied: {RESOLVED}, .*by the article")
    )


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


CONDITION = "Armenia is slow to do what the peace treaty still waits for"
DOUBT = "Further economic cooperation with Armenia becomes doubtful"


def test_what_is_expected_on_a_condition_names_it_wherever_it_is_listed(page: Pages, written: Path) -> None:
    led = f"Expected if {CONDITION}: {DOUBT}"
    opened = page(written, "view=table&actor=ARM&record=economyInDoubt", size=WIDE)
    row = opened.locator("#table tbody tr", has_text=DOUBT)
    expect(row.locator("td:nth-child(3)")).to_contain_text(led)
    expect(row.locator("td:nth-child(5)")).to_contain_text(f"Expected if {CONDITION}, by the article")
    expect(opened.locator("#panel .record").first).to_have_text(led + ".")
    opened = page(written, size=WIDE)
    section(opened, "Expected").get_by_role("button", name="Expected: all").click()
    lines = opened.locator("#panel .list li", has_text=DOUBT).all_inner_texts()
    assert len(lines) == 1 and lines[0].startswith(led)


def test_a_condition_that_is_owed_is_one_that_is_met(whole: Drawing) -> None:
    told = [claim for claim in whole.data["records"]["signing"]["claims"] if claim[0] == "conditional"]
    assert (
        told[0][1] == "this condition is met: territorial claims are to leave the Armenian constitution, "
        "by the article of 1 January 2026"
    )
    assert len(told) == 1


def test_what_is_named_only_in_an_if_is_nowhere_expected(page: Pages, written: Path, whole: Drawing) -> None:
    supposed = {key for key, one in whole.data["records"].items() if one["stance"] == "supposed"}
    assert supposed == {"armeniaDelays", "pashinyanMajority", "pashinyanSharesPower"}
    assert supposed.isdisjoint(whole.data["first"]["expected"])
    assert supposed.isdisjoint(dash["id"] for dash in whole.data["strip"]["dashes"])
    opened = page(written, "view=table&actor=ARM&record=armeniaDelays", size=WIDE)
    told = opened.locator("#table tbody tr", has_text=CONDITION).all_inner_texts()
    assert [CONDITION in text.replace(f"Expected if {CONDITION}", "") for text in told].count(True) == 1
    assert f"Named only as an if: {CONDITION}" in "".join(told)
    expect(opened.locator("#panel .record").first).to_have_text(f"Named only as an if: {CONDITION}.")
    assert "Expected" not in opened.locator("#panel .record").first.locator("..").inner_text()


def test_of_two_ifs_the_article_names_either(page: Pages, written: Path, whole: Drawing) -> None:
    told = {tuple(pair["ids"]): pair["voices"] for pair in whole.data["first"]["disagree"]}
    assert told["pashinyanMajority", "pashinyanSharesPower"] == "the article names either as an if, not both"
    assert whole.data["records"]["pashinyanMajority"]["lead"] == "Named only as one of two ifs"
    assert "lead" not in whole.data["records"]["armenianElection"]
    assert told["charterTalks", "usaPartnershipReached"].endswith("against opinion of the article")
    opened = page(written, "actor=ARM&record=pashinyanMajority", size=WIDE)
    expect(section(opened, "Either, or").locator(".soft")).to_have_text(
        [
            "Named only as an if, 1 January 2026 s1.p8.4",
            "Named only as an if, 1 January 2026 s1.p8.5",
        ]
    )


def test_left_of_the_line_nothing_expected_reads_as_if_it_were_so(page: Pages, written: Path) -> None:
    labels = page(written, "view=lanes", size=PHONE).locator("#lane-rows .lanelabel").all_text_contents()
    assert "signature expected" in labels  # of the pill right of the line
    assert not [
        text for text in labels if re.search("slow down|may |possible", text) and "Expected" not in text
    ]


def test_the_newest_has_surely_happened_before_what_may_have(page: Pages, written: Path) -> None:
    opened = page(written, "day=2025-08-09", size=WIDE)
    expect(section(opened, "Newest").locator("li").first).to_contain_text("on 8 August 2025")


def test_a_headline_that_counts_says_of_what(whole: Drawing) -> None:
    counted = [text for _, text in whole.data["headlines"] if "unsettled with" in text]
    assert "Strained with Russia, and unsettled with the EU and others" in counted
    assert counted and not [text for text in counted if "most" in text.partition("unsettled")[2]]


def test_a_headline_calls_no_membership_an_event_and_nothing_neutral_unsettled() -> None:
    graph = load()
    union = dict(compute(graph, about=str(ID.EU)).data["headlines"])
    assert union["2025-12-02"] == "Signs of cooperation with Armenia, and unsettled with Azerbaijan"
    assert "three" not in " ".join(union.values())  # France and the Netherlands are only its members
    minister = dict(compute(graph, about=str(ID.JeyhunBayramov)).data["headlines"])
    assert set(minister.values()) == {
        "No record ties Jeyhun Bayramov to another on this day",
        "Where Jeyhun Bayramov stands",
    }


def test_a_tension_stays_in_the_headline_while_events_ease_it(whole: Drawing) -> None:
    told = [text for day, text in whole.data["headlines"] if "2025-01-01" <= day < "2026"]
    assert told and all("trained with Russia" in text for text in told)


def test_the_state_of_a_tie_is_a_plain_sentence_that_says_how_it_is_known(whole: Drawing) -> None:
    state = {tie["id"]: dict(tie["state"]) for tie in whole.data["ties"]}
    assert state["ARM~KAZ"]["2025-11-01"] == (
        "No standing relation is reported; newest event: perhaps wheat, November 2025"
    )
    assert state["ARM~MinskGroup"]["0001-01-01"] == "Nothing is reported of the two; only opinion"
    assert state["AZE~OTS"]["2025-12-31"] == "Cooperation at the time of writing"
    assert state["AZE~RUS"]["2025-12-31"].endswith("; three demands and two promises are open")
    # what happened before a restriction, whose beginning nobody states, does not ease it
    assert "2020" not in state["AZE~ARM"]["2025-01-01"]
    assert "defence restrictions lifted" in state["AZE~USA"]["2025-01-01"]


def test_what_an_event_ended_is_not_said_to_go_on(whole: Drawing) -> None:
    dates = {name: record["dates"] for name, record in whole.data["records"].items()}
    assert dates["minskCondition"] == "met on 1 December 2025, beginning not stated"
    assert dates["constitutionCondition"] == "ongoing, beginning not stated"


def test_a_stage_without_a_date_is_not_said_to_come_later(page: Pages, written: Path) -> None:
    opened = page(written, "actor=USA&day=2025-06-01", size=WIDE)
    stage = opened.locator("#panel .life li", has_text="under negotiation")
    expect(stage.locator(".when")).to_have_text("no date stated")


def test_nothing_is_called_open_in_a_year_of_which_nobody_speaks(page: Pages, written: Path) -> None:
    opened = page(written, "day=1991-03-01", size=WIDE)
    expect(section(opened, "Expected")).to_be_visible()
    expect(section(opened, "Open")).to_have_count(0)


def test_a_pair_is_called_as_one_says_it_and_an_editors_note_leads_to_its_sentences(
    page: Pages, written: Path
) -> None:
    opened = page(written, "actor=USA", size=WIDE)
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and the United States")
    opened = page(written, "actor=RUS", size=WIDE)
    note = opened.locator("#panel .coder")
    expect(note).to_have_text("Editor's note: Sentence s6.p5.1 says that it still goes on.")
    note.locator(".sid").click()
    expect(opened.locator(".place")).to_contain_text("Section 6, paragraph 5, sentence 1")
    opened = page(written, "actor=KAZ", size=WIDE)
    expect(opened.locator("#panel .state")).to_have_text(
        "No direct tie to Azerbaijan; with Armenia: wheat, November 2025."
    )


def test_no_note_of_the_article_names_a_record_as_machines_do(whole: Drawing) -> None:
    notes = [record["note"] for record in whole.data["records"].values() if record.get("note")]
    assert len(notes) > 100
    assert [note for note in notes if re.search(r"(?<!\w):\w|stands in s\d", note)] == []


# --- Of whom it speaks ---------------------------------------------------------------


def test_the_headline_of_two_days_names_with_whom_a_tension_went_and_came(page: Pages, written: Path) -> None:
    opened = page(written, "view=compare&before=2024-10-01", size=WIDE)
    expect(opened.locator("h1")).to_have_text(
        "Embargo by the UK and tension with Iran went, tension with Russia came"
    )
    came = opened.locator("#compare .part").filter(has=opened.locator("h3", has_text="Came"))
    expect(came.locator("li").first).to_contain_text("Relations between Azerbaijan and Russia are tense")


def test_an_ending_that_may_lie_before_the_first_day_makes_no_headline(page: Pages, written: Path) -> None:
    opened = page(written, "view=compare&before=2024-10-01", size=WIDE)
    went = opened.locator("#compare .part").filter(has=opened.locator("h3", has_text="Went"))
    expect(went).to_contain_text("Relations of Azerbaijan and the United States are tense from")
    expect(opened.locator("h1")).not_to_contain_text("US")


def test_an_open_text_names_its_partner_and_every_condition_that_it_waits_for(
    page: Pages, written: Path
) -> None:
    opened = page(written, "day=2025-09-30", size=WIDE)
    treaty = section(opened, "Open").locator("li").first
    expect(treaty).to_contain_text("Peace treaty with Armenia is not yet signed.")
    expect(treaty).to_contain_text(
        "It waits for two conditions, set by Azerbaijan: territorial claims are to leave the Armenian "
        "constitution; the Minsk Group is to be dissolved; reported by the article, and by Jeyhun Bayramov on "
        "26 December 2025."
    )


def test_what_is_owed_says_who_owes_it_to_whom_and_whose_word_it_is(whole: Drawing) -> None:
    lives = {life["thing"]: life for life in whole.data["lives"]}
    promise = lives["compensationPromise"]
    assert promise["note"] == "promise of Russia to Azerbaijan"
    assert [(step["label"], step["dates"]) for step in promise["steps"]] == [
        ("promised by Russia", "since October 2025"),
        ("said to be broken, by the article", "in or after early October 2025"),
        ("met", "the source does not say"),
    ]
    assert lives["compensationDemand"]["note"] == "demand of Azerbaijan on Russia"
    signed = next(step for step in lives["PeaceTreaty"]["steps"] if step["label"] == "signed")
    assert signed["dates"] == "expected in 2026, by the article and officials in Baku (not named)"


def test_a_disagreement_names_what_it_is_about(page: Pages, written: Path, whole: Drawing) -> None:
    topics = {tuple(pair["ids"]): pair["topic"] for pair in whole.data["first"]["disagree"]}
    assert topics["tensionEmotional", "tensionSerious"] == "Tension with Russia"
    assert topics["arrestsAgainstCrime", "arrestsPretext"] == "Arrest by Russia"
    assert topics["minskProtects", "minskWithoutPurpose"] == "OSCE Minsk Group"
    assert topics["charterTalks", "usaPartnershipReached"] == "Strategic Partnership Charter"
    opened = page(written, "actor=RUS", size=WIDE)
    titles = opened.locator("#panel h3", has_text="disagree").all_inner_texts()
    assert [title.split("\n")[-1] for title in titles] == ["Tension with Russia", "Arrest by Russia"]


def test_on_a_phone_who_says_so_is_seen_before_anything_is_scrolled(page: Pages, written: Path) -> None:
    opened = page(written, "actor=RUS", size=PHONE)
    expect(section(opened, "Who says so").locator(".said").first).to_be_in_viewport(ratio=1)
    titles = opened.locator("#panel h3 span:first-child").all_inner_texts()
    assert (
        len([title for title in titles if title.startswith("Vladimir Putin promises")]) == 2
    )  # one stands below


# --- What is expected ----------------------------------------------------------------


def test_what_is_expected_begins_with_the_treaty_and_opens_whole_dated_first(
    page: Pages, written: Path, whole: Drawing
) -> None:
    ids = whole.data["first"]["expected"]
    assert ids[0] == "signing" and "trippWorksBegin" in ids[:3] and len(ids) == len(set(ids))
    dated = [whole.data["records"][i].get("when") is not None for i in ids]
    assert dated == sorted(dated, reverse=True)
    opened = page(written, size=WIDE)
    section(opened, "Expected").get_by_role("button", name=f"Expected: all {len(ids)}").click()
    assert opened.locator("#panel .list li").count() == len(ids)
    titles = [title.split("\n") for title in opened.locator("#panel h3").all_inner_texts()]
    assert titles == [["In 2026", str(sum(dated))], ["No date stated", str(len(ids) - sum(dated))]]


def test_under_a_filter_no_list_repeats_another(page: Pages, written: Path) -> None:
    opened = page(written, "stance=expected", size=WIDE)
    lines = opened.locator("#panel .list li[data-id]")
    ids = [line.get_attribute("data-id") for line in lines.all()]
    assert ids and len(ids) == len(set(ids))


# --- Where it stands -----------------------------------------------------------------


def test_a_sentence_mark_says_where_its_sentence_stands_and_escape_closes_only_that(
    page: Pages, written: Path
) -> None:
    opened = page(written, "actor=RUS", size=WIDE)
    mark = opened.locator("#panel .said .sid").first
    mark.focus()
    mark.press("Enter")
    place = opened.get_by_role("dialog", name=re.compile("^Where s6"))
    expect(place).to_contain_text("Section 6, paragraph 1, sentence 1 of Year-end analysis by Report")
    opened.keyboard.press("Escape")
    expect(place).to_have_count(0)
    expect(opened.locator("#panel h2")).to_have_text("Azerbaijan and Russia")


def test_a_sentence_mark_in_the_table_does_not_choose_its_row(page: Pages, written: Path) -> None:
    opened = page(written, "view=table", size=WIDE)
    opened.locator("#table .sid").first.click()
    expect(opened.locator(".place")).to_be_visible()
    expect(opened.locator("#panel h2")).to_have_text("What to look at first")


# --- What a filter leaves ------------------------------------------------------------


def test_partners_with_a_record_that_passes_stay_in_ink_and_the_rest_are_ghosts(
    page: Pages, written: Path
) -> None:
    opened = page(written, "stance=denied", size=WIDE)
    inked = opened.locator(".node:not(.ghost):not(.hub)")
    assert [node.get_attribute("data-id") for node in inked.all()] == ["RUS"]
    expect(opened.locator('.node[data-id="MinskGroup"]')).to_have_class(re.compile("ghost"))
    opened = page(written, "stance=expected", size=WIDE)
    for name in ("ARM", "USA", "CHN", "GBR", "IRN", "RUS", "FRA", "CentralAsianFive", "TurkicWorld"):
        expect(opened.locator(f'.node[data-id="{name}"]')).not_to_have_class(re.compile("ghost"))
    for name in ("MinskGroup", "CountriesNormalised", "KAZ", "SCO"):
        expect(opened.locator(f'.node[data-id="{name}"]')).to_have_class(re.compile("ghost"))


# --- Search --------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["cool", "cooled", "cooling"])
def test_a_word_of_the_same_sense_finds_the_tension_with_russia_and_shows_itself(
    page: Pages, written: Path, word: str
) -> None:
    opened = page(written, size=WIDE)
    opened.locator("#search-open").click()
    opened.locator("#find").fill(f"{word} russia")
    found = opened.locator("#found li", has_text="Relations between Azerbaijan and Russia are tense")
    expect(found).to_contain_text(re.compile(f"found by \u201c{word}.*\u201d, for tension"))


# --- Silence, and one choice in every view ---------------------------------------------


def test_a_tie_that_nobody_denies_shows_no_other_record_in_its_place(page: Pages, written: Path) -> None:
    opened = page(written, "actor=IRN&stance=denied", size=WIDE)
    expect(opened.locator("#panel .hush")).to_have_text("No voice denies a record here.")
    expect(opened.locator("#panel .record")).to_have_count(0)
    expect(opened.locator("#panel .list li", has_text="Forces within Iran")).to_contain_text("\u22121")
    opened.locator("#panel").get_by_role("button", name="Show all").click()
    expect(opened.locator("#panel .record").first).to_contain_text("Azerbaijan and Iran upgrade")


def test_a_tie_before_its_first_record_says_so_and_goes_to_it(page: Pages, written: Path) -> None:
    opened = page(written, "actor=RUS&day=1991-03-01", size=WIDE)
    expect(opened.locator("#panel .hush")).to_contain_text("Nothing stands here on 1 March 1991.")
    expect(opened.locator("#panel")).to_contain_text("The article is silent on what holds between the two")
    assert "Who says so" not in opened.locator("#panel").inner_text()
    opened.get_by_role("button", name="Go to 1 November 2020").click()
    expect(opened.locator("#panel .record").first).to_contain_text("sign")


def test_the_chosen_record_is_in_sight_in_the_table_and_the_choice_marked_in_compare(
    page: Pages, written: Path
) -> None:
    opened = page(written, "actor=RUS&record=russiaTension", size=WIDE)
    opened.locator("#tab-table").click()
    expect(opened.locator("#table tr[aria-current=true]")).to_be_in_viewport()
    opened.locator("#tab-compare").click()
    expect(opened.locator("#compare .small:has(.pen)")).to_have_text(["RussiaRussia", "RussiaRussia"])


# --- Lanes ---------------------------------------------------------------------------


def test_what_is_owed_stands_by_its_few_words_and_every_pill_has_a_name(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes&actor=RUS", size=WIDE)
    row = opened.locator(".lane").first
    expect(row.locator(".lanelabel.strong", has_text="demand")).to_have_count(3)
    expect(row.get_by_role("button", name="that Russia pay compensation for the")).to_have_count(1)
    unnamed = "marks => marks.filter(mark => mark.querySelector('.pill') && !mark.querySelector('.lanelabel:not(.coin *)')).length"
    assert opened.locator(".mark").evaluate_all(unnamed) == 0
    opened = page(written, "view=lanes&actor=ARM", size=WIDE)
    expect(opened.locator(".lanelabel", has_text=re.compile("^works$"))).to_have_count(1)
    assert opened.locator(".mark").evaluate_all(unnamed) == 0


def test_the_key_of_the_lanes_is_always_in_sight(page: Pages, written: Path) -> None:
    opened = page(written, "view=lanes&actor=ARM", size=WIDE)
    expect(opened.locator("#key")).to_be_in_viewport(ratio=0.99)
