"""No mark of the lanes is more exact than its source: whatever is not dated to the day is drawn as a span."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from azgraph.graph import load
from azgraph.picture.drawing import compute
from azgraph.picture.scale import Scale, moved
from azgraph.picture.tracks import since
from azgraph.when import Bounds, bounds
from browser import Pages

JS = Path(__file__).parent / "js"
SPANS, SEEN = ((JS / name).read_text(encoding="utf-8") for name in ("spans.js", "seen.js"))
SIZES = {"wide": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
GO = """(hash) => new Promise((done) => {
  addEventListener("hashchange", () => setTimeout(done), { once: true });
  location.hash = hash;
})"""
SORT, IDS, START, START_BY, END_FROM, END = range(6)


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return compute(load()).data


def dated(data: dict[str, Any]) -> list[tuple[str, list[Any], dict[str, Any], Bounds]]:
    """Each mark of a dated record in an open row: its tie, its values, its record, and the bounds of its text."""
    found = []
    for row in data["lanes"]["rows"]:
        pair = next(tie for tie in data["ties"] if tie["id"] == row["tie"])
        ids = [*pair["records"], *pair["others"]]
        for mark in (row["marks"][at] for track in row["all"] for at in track):
            values = [*mark, None, None, None, None]
            for place in mark[IDS]:
                record = data["records"][ids[place] if isinstance(place, int) else place]
                if "when" in record and values[-1] != "exists" and "exists" not in mark:
                    shape = data["kinds"][record["kind"]].get("shape", "event")
                    found.append((row["tie"], values, record, bounds(record["when"], shape)))
    return found


def days_of(data: dict[str, Any], mark: list[Any]) -> list[str | None]:
    return [None if n is None else moved(data["strip"]["first"], n) for n in mark[START : END + 1]]


def test_a_mark_reaches_over_all_the_days_on_which_its_record_may_begin(data: dict[str, Any]) -> None:
    fuzzy = 0
    for tie, mark, record, said in dated(data):
        start, start_by, _, _ = days_of(data, mark)
        where = (tie, record["label"], record["when"])
        if said.start is None:  # a torn end, or a lead-in
            assert start is None, where
            continue
        assert start is not None and start_by is not None and start <= said.start.isoformat(), where
        if said.start_by is None:  # on or after a day
            assert start_by > said.start.isoformat(), where
        else:
            assert start_by >= said.start_by.isoformat(), where
        fuzzy += start < start_by
    assert fuzzy > 60


def test_a_mark_reaches_over_all_the_days_on_which_its_record_may_end(data: dict[str, Any]) -> None:
    fuzzy = 0
    for tie, mark, record, said in dated(data):
        if mark[SORT] in ("bar", "owed") and said.end_from and said.end and said.end_from < said.end:
            _, _, end_from, end = days_of(data, mark)
            assert end_from is not None and end is not None and end_from < end, (tie, record["label"])
            fuzzy += 1
    assert fuzzy >= 8


def test_every_span_is_drawn_from_its_first_day_to_its_last(
    page: Pages, written: Path, data: dict[str, Any]
) -> None:
    """A band between two ticks, a pill or a capsule over the days; a bar that is thin over them and thick beside."""
    opened = page(written, "view=lanes", size=(1440, 900), reduced_motion="reduce")
    looked, seen = Counter[str](), {}
    for tie, mark, record, _ in dated(data):
        if tie not in seen:
            opened.evaluate(GO, f"tie={tie}&view=lanes")
            expect(opened.locator(".rowname[aria-pressed=true]")).to_have_count(1)
            seen[tie] = opened.evaluate(SPANS)
        named = (m for m in seen[tie]["marks"] if f"{record['label']}, {record['dates']}" in m["name"])
        if shown := next(named, None):  # a second record has no mark of its own
            looked[mark[SORT]] += is_shown(
                mark, record, shown, [along(data, seen[tie], n) for n in mark[START : END + 1]]
            )
    assert looked["coin"] > 12 and looked["bar"] > 20 and looked["pill"] > 4 and looked["owed"] == 2


def along(data: dict[str, Any], seen: dict[str, Any], day: int | None) -> float | None:
    """Where a day lies, from the scale's own figures."""
    if day is None:
        return None
    days = Scale(data["strip"]["first"], data["strip"]["turn"], data["strip"]["last"])
    turn, last, near = since(days.turn, days), since(days.last, days), seen["width"] * data["strip"]["share"]
    beyond = (seen["width"] - near) * (day - turn) / (last - turn)
    return near * day / turn if day <= turn else near + beyond


def is_shown(mark: list[Any], record: dict[str, Any], shown: dict[str, Any], at: list[float | None]) -> bool:
    """Whether a mark has a span to show, and shows it; AssertionError where it does not."""
    where = (record["label"], record["dates"])
    begin, end, *_ = at
    if mark[SORT] == "early":
        assert record["dates"].removeprefix("in ") in shown["words"], where
    elif mark[SORT] == "bar":
        assert is_wedged(shown["profile"], *at), where
        assert is_sure_where_thick(shown["profile"], record.get("sure"), at), where
    elif begin is None or end is None or begin == end:
        return False
    else:
        room = 4 if mark[SORT] == "pill" else 2.2  # one is never narrower than its coin
        assert any(abs(a - begin) < 2.2 and -1.6 < b - end < room for a, b in shown["spans"]), where
    return True


def is_sure_where_thick(
    profile: list[list[float]], sure: list[str | None] | None, at: list[float | None]
) -> bool:
    """Whether a bar is full, or nearly so at the end of a wedge, only on days on which its record surely stands."""
    thick = [x for x, half in profile if half > 3]
    if sure is None or not thick:
        return not thick
    a, b, c, d = at
    first = 0 if b is None else b - 3 - (0 if a is None else (b - a) / 10)
    last = float("inf") if c is None or d is None else c + 3 + (d - c) / 10
    return first <= min(thick) and max(thick) <= last


def is_wedged(
    profile: list[list[float]], a: float | None, b: float | None, c: float | None, d: float | None
) -> bool:
    """Whether a bar is drawn over both its spans, and is thin where it may not have begun, or may be over."""
    full = max(1.1, *(thick for _, thick in profile))

    def thin(begin: float, end: float) -> bool:
        there = [thick for x, thick in profile if begin <= x <= end]
        return end <= 2 or (bool(there) and max(there) < full)

    begins = a is None or b is None or b - a < 6 or thin(max(a, 0), a + (b - a) * 0.4)
    from_ = None if c is None else max(0.0, c)  # all of a wedge is to be seen
    ends = from_ is None or d is None or d - from_ < 6 or thin(d - (d - from_) * 0.4, d)
    return begins and ends


@pytest.fixture(scope="module", params=SIZES)
def walked(
    request: pytest.FixtureRequest, chromium: Browser, written: Path, data: dict[str, Any]
) -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """All marks on the screen at a width: of closed lanes on several days, and of lanes that are open."""
    pages = Pages(chromium)
    opened = pages(written, "view=lanes", size=SIZES[request.param], reduced_motion="reduce")
    ties = [f"tie={row['tie']}" for row in data["lanes"]["rows"] if len(row["marks"]) > 1]
    found = []
    for place in ("", "day=2025-09-30", "day=2024-12-01", *ties):
        opened.evaluate(GO, f"{place}&view=lanes")
        found += [(f"{request.param} {place}", shown) for shown in opened.evaluate(SEEN)]
    yield found
    pages.close()


def test_every_imprecise_date_is_seen_as_a_span_in_open_and_closed_lanes_at_every_width(
    walked: list[tuple[str, dict[str, Any]]], data: dict[str, Any]
) -> None:
    """Two ticks that no coin covers, a lead-in, a pill or capsule, or a wedge; for each record, on several days."""
    imprecise = {
        f"{record['label']}, {record['dates']}": (values[SORT], values, record, said)
        for _, values, record, said in dated(data)
        if values[SORT] != "early"
    }
    looked = Counter[str]()
    for place, shown in walked:
        assert shown["covered"] == 0, (place, shown)
        found = next((one for name, one in imprecise.items() if name in shown["name"]), None)
        if found and (sort := show_of(shown, *found)):
            assert shown["opacity"] > 0.2, (place, shown["name"])
            looked[sort] += 1
    least = {"ticks": 100, "lead": 30, "pill": 30, "wedge": 100, "line": 20}
    assert all(looked[sort] >= many for sort, many in least.items()), looked


def test_no_label_of_a_mark_loses_that_it_is_expected_or_denied_or_what_limits_it(
    walked: list[tuple[str, dict[str, Any]]],
) -> None:
    kept = {
        r"^Expected|\bmay\b": "Expected|expected|may |possible|allowed",
        r"^Opinion: (?!.* (held|judged) )": "Opinion|opinion|view",
        "^Alleged": "[Aa]lleged|said",
        "^Denied": "Denied",
        r"\b(said|is|are|do|does|has|have) not\b|\bnever\b": r"\b(not|never|nobody|refus)",
        r"\bin part\b": "part",
        r"\bbefore\b|\bhad been\b": "before|had been|past",
    }
    looked = 0
    for place, shown in walked:
        words = " ".join(text for text in shown["words"] if not text.startswith("\u00d7"))
        for told, needed in kept.items():
            if (
                words
                and re.search(told, shown["name"].split(". ")[0])
                and not (shown["said"] and "may" in told)
            ):
                assert re.search(needed, words), (place, shown["name"], words)
                looked += 1
    assert looked > 15


def show_of(
    shown: dict[str, Any], sort: str, mark: list[Any], record: dict[str, Any], said: Bounds
) -> str | None:
    """What a mark has to show of an imprecise date, and shows; AssertionError where it does not."""
    begins = said.start is not None and (said.start_by is None or said.start < said.start_by)
    ends = bool(said.end_from and said.end and said.end_from < said.end)
    torn = said.start is None
    where = (record["label"], record["dates"], shown)
    if sort in ("pill", "stage") and begins:
        assert shown["spans"] and max(shown["spans"]) >= 12, where
        return "pill"
    if sort == "coin" and begins:
        both = mark[START] is not None and mark[START] >= 0
        assert len(shown["ticks"]) == 1 + both, where
        assert not both or shown["ticks"][1] - shown["ticks"][0] >= 12, where
        return "ticks"
    if sort == "coin" and torn:
        assert shown["leads"], where
        return "lead"
    if sort == "owed" and begins:
        assert len(shown["ticks"]) == 2 and shown["ticks"][1] - shown["ticks"][0] > 3, where
        return "line"
    if sort == "bar" and shown["profile"] and (ends or (begins and mark[START_BY] > 0)):
        thick = max(shown["profile"])
        # No wedge but shows in how thick the bar is at that end.
        assert not ends or min(shown["profile"][-4:]) <= thick / 2, where
        assert not begins or mark[START_BY] <= 0 or min(shown["profile"][:4]) <= thick / 2, where
        return "wedge"
    return None
