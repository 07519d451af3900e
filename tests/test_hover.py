"""What the pointer tells over the network: of each strand what leads it, never the news of another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from azgraph.graph import load
from azgraph.picture.days import maybe, surely
from azgraph.picture.drawing import Drawing, compute
from azgraph.picture.entries import Entry
from azgraph.picture.reading import key
from browser import Pages


@pytest.fixture(scope="module")
def whole() -> Drawing:
    return compute(load())


# A point on each strand, the farthest from all others, by tie and sign; none where names cover it all.
POINTS = """() => {
  const box = document.querySelector("#picture > svg").getBoundingClientRect();
  const lines = [...document.querySelectorAll("#picture .strand:not(.gone)")].map((line) => {
    const long = line.getTotalLength();
    const points = [...Array(41).keys()].map((n) => line.getPointAtLength((long * (n + 0.5)) / 41));
    return { line, points };
  });
  return lines.flatMap(({ line, points }) => {
    const free = (p) => Math.min(...lines.filter((one) => one.line !== line)
      .flatMap((one) => one.points.map((q) => Math.hypot(p.x - q.x, p.y - q.y))));
    const name = ({ x, y }) => document.elementFromPoint(x + box.x, y + box.y)?.closest(".node, .hub");
    const best = points.slice(6, 35).filter((p) => !name(p)).sort((p, q) => free(q) - free(p))[0];
    return best ? [[line.dataset.tie, line.getAttribute("class").split(" ")[1], best.x + box.x, best.y + box.y]] : [];
  });
}"""


def lead(entries: list[Entry], day: str) -> Entry:
    """The weightiest relation that surely stands, else the newest event, else what may stand."""
    standing = [e for e in entries if e.stands and surely(e, day)]
    events = [e for e in entries if e.event]
    if standing or not events:
        return min(standing or entries, key=lambda e: (-abs(e.kind.weight), e.iri))
    return max(events, key=lambda e: (e.when is not None, e.start_by or "", abs(e.kind.weight), e.iri))


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768)], ids=["wide", "laptop"])
@pytest.mark.parametrize("day", ["2025-01-15", "2025-09-01", "2026-01-01"])
def test_each_strand_tells_by_the_pointer_what_leads_it_and_how_many_more(
    page: Pages, written: Path, whole: Drawing, day: str, size: tuple[int, int]
) -> None:
    opened = page(written, f"day={day}", size=size)
    signs = {"pos": 1, "neg": -1, "neu": 0}
    strands = opened.evaluate(POINTS)
    told, wrong = set(), []
    for name, sign, x, y in strands:
        tie = next(t for t in whole.web.ties.values() if f"{key(t.a)}~{key(t.b)}" == name)
        held = [e for e in tie.drawn() if e.sign == signs[sign] and maybe(e, day)]
        one = whole.data["records"][key(lead(held, day).iri)]
        more = f", and {len(held) - 1} more" if len(held) > 1 else ""
        opened.mouse.move(x, y)
        found = opened.locator("#picture .tip").inner_text()
        told.add((name, sign))
        if found != f"{one['label']} {one['dates']}{more}":
            wrong.append((name, sign, found))
    assert wrong == []
    assert len(told) > 15 and len({sign for tie, sign in told if tie == "AZE~RUS"}) >= 2


def test_the_strained_strand_of_russia_tells_of_the_tension(page: Pages, written: Path) -> None:
    opened = page(written, size=(1440, 900))
    x, y = next(at for tie, sign, *at in opened.evaluate(POINTS) if (tie, sign) == ("AZE~RUS", "neg"))
    opened.mouse.move(x, y)
    tense = r"Relations between Azerbaijan and Russia are tense since December 2024, and \d more"
    expect(opened.locator("#picture .tip")).to_have_text(re.compile(tense))
