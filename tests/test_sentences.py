"""The words of the map as a good newspaper has them: plain, said once, each voice with those who pass it on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from azgraph.graph import load
from azgraph.names import ID
from azgraph.picture.drawing import Drawing, compute
from browser import Pages

RELAYED = re.compile(r"the Russian Investigative Committee via Jeyhun Bayramov, by 26 December 2025")


@pytest.fixture(scope="module")
def whole() -> Drawing:
    return compute(load())


def test_a_record_is_one_plain_sentence(whole: Drawing) -> None:
    labels = [record["label"] for record in whole.data["records"].values()]
    assert not [text for text in labels if re.search(r"\bheld to\b|\bjudged to\b|\bexists?\b|\.$|: \d", text)]
    assert not [text for text in labels if not re.match(r"[A-Z]", text)]


def test_a_record_says_its_year_once(whole: Drawing) -> None:
    years = re.compile(r"\b(?:19|20)\d\d\b")
    told = whole.data["records"].values()
    assert not [r["label"] for r in told if set(years.findall(r["label"])) & set(years.findall(r["dates"]))]


def test_a_voice_has_its_article(whole: Drawing) -> None:
    said = {text for record in whole.data["records"].values() for _, text, *_ in record["claims"]}
    bodies = r"(Committee|Ministry|leadership|authorities|forces)\b"
    told = [text for text in said if re.search(bodies, text)]
    assert told and not [
        text for text in told if re.search(rf"\b(by|of) (?!the\b)(?:\w+ ){{0,2}}{bodies}", text)
    ]


@pytest.mark.parametrize("about", [None, "ARM", "CHN", "EU", "GBR", "RUS", "USA"])
def test_a_headline_is_a_finding_on_every_day(about: str | None) -> None:
    told = dict(compute(load(), about=about and str(ID[about])).data["headlines"])
    vague = re.compile(r"\d|\bevents\b|some others|closer to another", re.IGNORECASE)
    assert not [text for text in told.values() if len(text) > 70 or vague.search(text)]
    found = r"(closer|strained|unsettled|cooperation) (to|with) (\w+)|not \w+$|^No record"
    assert all(re.search(found, text, re.IGNORECASE) for text in told.values())


def test_a_row_names_through_whom_its_voice_is_known(page: Pages, written: Path) -> None:
    opened = page(written, size=(1440, 900))
    newest = opened.locator("#panel .part", has_text="Newest")
    expect(newest.locator("li").first).to_contain_text(RELAYED)
    opened.locator("#tab-table").click()
    row = opened.locator("#table tbody tr", has_text="Russia closes the criminal case")
    expect(row.locator(".voice")).to_contain_text(RELAYED)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Karabagh", "Second Karabakh War"),
        ("ALİYEV", "Ilham Aliyev"),
        ("Pashinian", "Nikol Pashinyan"),
        ("trip", "TRIPP"),
        ("Zangezor", "The newest record:"),
        ("gas", "The newest record:"),
        ("peace Zangezor", "Nearest:"),
    ],
)
def test_a_search_forgives_a_letter_and_is_never_a_dead_end(
    page: Pages, written: Path, typed: str, found: str
) -> None:
    opened = page(written, size=(1440, 900))
    opened.locator("#search-open").click()
    opened.locator("#find").fill(typed)
    results = opened.locator("#found")
    expect(results).to_contain_text(found)
    assert results.locator("li").count() > 0
    if "est" in found:
        expect(results).to_contain_text("The records do not say.")
        results.get_by_role("button", name="in the table").click()
        assert opened.locator("#table tbody tr").count() == 295


def test_a_number_is_like_no_other(page: Pages, written: Path) -> None:
    opened = page(written, size=(1440, 900))
    opened.locator("#search-open").click()
    opened.locator("#find").fill("2034")
    expect(opened.locator("#found")).to_contain_text("The records do not say.")


def test_every_open_matter_says_with_which_stance_it_is_known(page: Pages, written: Path) -> None:
    opened = page(written, size=(1440, 900))
    opened.get_by_role("button", name="Open: all").click()
    lines = opened.locator("#panel .list li").all_inner_texts()
    assert len(lines) == 15
    assert not [line for line in lines if not re.search(r"; reported by |\. Expected\b.*; by ", line)]
