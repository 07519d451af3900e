"""Every claim of the bundled graph says on the page its stance, its voice, the day of speaking and its sentence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from azgraph.citations import citations
from azgraph.graph import load
from azgraph.names import local
from azgraph.picture import draw
from azgraph.picture.drawing import Drawing, compute
from azgraph.picture.wording import STANCE_WORDS
from browser import Pages
from writing import THINGS, graph_of

DAY = r"( of 1 January 2026|, no date stated|, (on|in|by) [^;]*\d{4} \((day )?stated\))"
CLAIM = re.compile(
    r"(Reported|Opinion|Alleged|Expected|Expected if .+,|Named only as an if|Denied) (by|of) "
    rf"\w.*?{DAY}(, if .+)?(; relayed by \w.*)?"
)
RIVAL = re.compile(
    r"(Reported|Opinion|Alleged|Expected|Named only as an if|Denied).*(1 January 2026|no date stated|stated\)).*"
)
CLAIMED = re.compile(r"(reported|opinion|alleged|expected|denied)( if .+,)? (by|of) .+")

WALK = """async (links) => {
  const text = (one) => one.textContent.trim();
  const opening = (one) => Boolean(one.closest('#panel')) && /look at first/.test(document.querySelector('#panel h2').textContent);
  const found = { said: [], rivals: [], waits: [], lines: [], rows: [] };
  const put = (name, one, id) =>
    found[name].push({ id, text: text(one), short: opening(one), sids: [...one.querySelectorAll('.sid')].map(text) });
  for (const link of links) {
    const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    location.hash = link;
    await changed;
    for (let more; (more = [...document.querySelectorAll('#panel li ~ .go, #panel ul + .go')][0]); ) more.click();
    for (const one of document.querySelectorAll('#panel .said')) put('said', one);
    for (const one of document.querySelectorAll('#panel .rivals .soft')) put('rivals', one);
    for (const one of document.querySelectorAll('#panel .waits')) put('waits', one);
    for (const one of document.querySelectorAll('#panel li[data-id], #compare:not([hidden]) li[data-id]'))
      put('lines', one, one.dataset.id);
    for (const one of document.querySelectorAll('#table:not([hidden]) tbody tr')) put('rows', one);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def whole() -> Drawing:
    return compute(load())


@pytest.fixture(scope="module")
def shown(chromium: Browser, written: Path, whole: Drawing) -> dict[str, list[dict[str, Any]]]:
    """All that the panel says of every tie and every thing, the table, and the lists between two days."""
    ties = [f"tie={tie['id']}" for tie in whole.data["ties"] if tie["records"]]
    things = [f"actor={name}" for name in whole.data["things"]]
    rest = ["view=table", "view=compare&before=2024-10-01", "stance=denied"]
    pages = Pages(chromium)
    found = pages(written, size=(1440, 900)).evaluate(WALK, [*ties, *things, *rest])
    pages.close()
    return dict(found)


def test_every_claim_has_its_stance_its_voice_its_day_and_its_sentence(whole: Drawing) -> None:
    graph, records = citations(load()), whole.data["records"]
    assert sum(len(found) for found in graph.values()) > 290
    for record, found in graph.items():
        claims = records[local(str(record))]["claims"]
        words = [f"{STANCE_WORDS[stance][0]} {text}" for stance, text, *_ in claims]
        assert [text for text in words if not CLAIM.fullmatch(text)] == []
        assert {sid for _, _, at, *_ in claims for sid, _ in at} == {claim.sid for claim in found}


def test_the_panel_and_the_table_show_all_four_of_every_claim(shown: dict[str, list[dict[str, Any]]]) -> None:
    def told(one: dict[str, Any]) -> str:
        return str(one["text"]).removesuffix(", ".join(one["sids"])).strip()

    assert len(shown["said"]) > 60 and len(shown["rivals"]) > 10 and len(shown["waits"]) > 2
    assert [one for one in shown["said"] if not (one["sids"] and CLAIM.fullmatch(told(one)))] == []
    rivals = [one for one in shown["rivals"] if one["sids"]]
    assert rivals and [one for one in rivals if not RIVAL.fullmatch(told(one))] == []
    assert [one for one in shown["rivals"] if not one["sids"] and re.search("by|of the", one["text"])] == []
    days = re.compile(r"1 January 2026|no date stated|stated\)")
    short = [one for one in shown["waits"] if len(days.findall(one["text"])) < len(one["sids"]) > 0]
    assert [one for one in short if len(days.findall(one["text"])) < one["text"].count(" by ")] == []
    assert len(shown["rows"]) == len(citations(load()))
    assert [one for one in shown["rows"] if not (one["sids"] and CLAIM.search(one["text"]))] == []


def test_every_line_of_every_list_names_each_voice_its_day_and_its_sentence(
    shown: dict[str, list[dict[str, Any]]], whole: Drawing
) -> None:
    lines = shown["lines"]
    assert len({one["id"] for one in lines}) > 250
    for one in lines:
        for stance, _, at, (voice, *_), day in whole.data["records"][one["id"]]["claims"]:
            if stance == "conditional" and len(whole.data["records"][one["id"]]["claims"]) > 1:
                continue  # what the same voice expects outright
            unstated = one["short"] and day == "no date stated"  # goes without saying in the opening column
            assert voice in one["text"] and (unstated or day in one["text"]), (one, voice, day)
            assert {sid for sid, _ in at} & set(one["sids"]), (one, at)


def test_a_voice_on_both_sides_disagrees_with_itself(chromium: Browser, written: Path) -> None:
    pages = Pages(chromium)
    for tie, title in (("AZE~USA", "One voice, two answers"), ("AZE~RUS", "Two voices disagree")):
        expect(pages(written, f"tie={tie}", size=(1440, 900)).locator("#panel")).to_contain_text(title)
    pages.close()


def test_a_record_and_its_voice_of_one_day_both_say_it(chromium: Browser, written: Path) -> None:
    pages = Pages(chromium)
    line = pages(written, "tie=AZE~RUS", size=(1440, 900)).locator('#panel [data-id="caseClosed"]').first
    expect(line).to_contain_text("by 26 December 2025; reported by the Russian Investigative Committee via ")
    pages.close()


def test_a_met_condition_is_ticked_and_no_longer_waited_for(page: Pages, written: Path) -> None:
    opened = page(written, "record=signing", size=(1440, 900))
    waits = opened.locator("#panel .waits")
    met, open_ = (waits.filter(has_text=text) for text in ("Minsk Group is to be", "territorial claims"))
    expect(met).to_contain_text("Already met:")
    expect(open_).to_contain_text("Waits for:")
    opened.evaluate("location.hash = 'view=table&actor=ARM'")
    opened.evaluate("location.hash = 'record=signing&day=2025-09-30'")
    expect(met).to_contain_text("Waits for:")
    opened.evaluate("location.hash = 'actor=ARM'")
    line = opened.locator("#panel li", has_text="Minsk Group is to be dissolved").last
    expect(line.locator("svg path.glyph")).to_have_count(1)


def test_what_is_owed_and_only_over_is_not_called_met(page: Pages, tmp_path: Path) -> None:
    owed = "az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1"
    records = "".join(
        f':{name} a az:Commitment ; az:kind k:promise ; az:when "2025-01/2025-03" ; {owed} .\n'
        for name in ("lapsed", "kept")
    )
    records += f':done a az:Event ; az:kind k:meet ; az:when "2025-02-10" ; az:meets :kept ; {owed} .\n'
    written = draw(graph_of(tmp_path, records, things=THINGS)).save(tmp_path / "map.html")
    opened = page(written, "actor=BBB&record=done", size=(1440, 900))
    for name, mark in (("lapsed", "rect.empty"), ("kept", "path.glyph")):
        expect(opened.locator(f'#panel li[data-id="{name}"] svg').first.locator(mark)).to_have_count(1)
