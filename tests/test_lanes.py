"""The lanes: which record becomes which mark of time, on which track."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from azgraph.graph import load
from azgraph.picture.drawing import Drawing, compute
from azgraph.picture.lanes import ROWS, TRACKS
from azgraph.picture.scale import moved
from writing import THINGS, graph_of

CLASSES = {"meet": "Event", "tension": "Relation", "embargo": "Measure", "promise": "Commitment"}
SORT, IDS, START, START_BY, END_FROM, END = range(6)


@pytest.fixture(scope="module")
def whole() -> Drawing:
    return compute(load())


def record(name: str, kind: str, a: str, b: str, when: str = "") -> str:
    time = f'az:when "{when}" ; ' if when else ""
    ends = f"az:subject :{a} ; az:object :{b}"
    return f":{name} a az:{CLASSES[kind]} ; az:kind k:{kind} ; {ends} ; {time}az:claim c:s1.p1.1 .\n"


def drawn_of(records: str, folder: Path, more: str = "") -> Drawing:
    return compute(graph_of(folder, records, things=THINGS + more))


def row(drawn: Drawing, tie: str) -> dict[str, Any]:
    return next(one for one in drawn.data["lanes"]["rows"] if one["tie"] == tie)


def named(drawn: Drawing, tie: str, record_: int | str) -> str:
    pair = next(one for one in drawn.data["ties"] if one["id"] == tie)
    listed = [*pair["records"], *pair["others"]]
    return str(listed[record_]) if isinstance(record_, int) else record_


def mark_of(drawn: Drawing, tie: str, name: str) -> list[Any]:
    """The mark that a record has in an open row."""
    one = row(drawn, tie)
    marks = [one["marks"][at] for track in one["all"] for at in track]
    found = [mark for mark in marks if name in [named(drawn, tie, r) for r in mark[IDS]]]
    assert len(found) == 1
    return [*found[0], None, None, None, None]


def ended(drawn: Drawing, tie: str) -> list[str]:
    """The records in a row's lane end."""
    return [named(drawn, tie, record_) for group in row(drawn, tie)["ends"] for record_ in group]


def day(drawn: Drawing, number: int) -> str:
    return moved(drawn.data["strip"]["first"], number)


# --- Marks ------------------------------------------------------------------------------


def test_a_beginning_that_is_not_stated_is_torn_and_an_end_in_october_a_wedge(whole: Drawing) -> None:
    embargo = mark_of(whole, "AZE~GBR", "ukEmbargo")
    assert embargo[SORT] == "bar" and embargo[START] is None
    assert (day(whole, embargo[END_FROM]), day(whole, embargo[END])) == ("2025-09-30", "2025-10-30")


def test_a_beginning_within_july_is_a_wedge_over_july(whole: Drawing) -> None:
    visa_free = mark_of(whole, "AZE~CHN", "chinaVisaFree")
    assert [day(whole, n) for n in visa_free[START : START_BY + 1]] == ["2025-07-01", "2025-07-31"]
    assert visa_free[END] is None


def test_an_event_without_a_date_is_in_the_lane_end_and_never_on_the_axis(tmp_path: Path) -> None:
    drawn = drawn_of(
        record("met", "meet", "AAA", "BBB") + record("seen", "meet", "AAA", "BBB", "2025-03-01"), tmp_path
    )
    assert ended(drawn, "AAA~BBB") == ["met"]
    assert [mark[SORT] for mark in row(drawn, "AAA~BBB")["marks"]] == ["coin"]


def test_a_relation_known_only_at_the_time_of_writing_is_a_short_bar_at_the_line(tmp_path: Path) -> None:
    drawn = drawn_of(record("tense", "tension", "AAA", "BBB"), tmp_path)
    assert mark_of(drawn, "AAA~BBB", "tense")[SORT] == "now" and not ended(drawn, "AAA~BBB")


def test_what_happened_by_a_day_has_no_first_day(whole: Drawing) -> None:
    closed = mark_of(whole, "AZE~RUS", "caseClosed")
    assert closed[SORT] == "coin" and closed[START] is None and day(whole, closed[START_BY]) == "2025-12-26"


def test_what_is_expected_is_a_pill_over_its_span_and_nothing_else_is(whole: Drawing) -> None:
    signing = mark_of(whole, "AZE~USA", "charterSigning")
    assert signing[SORT] == "pill" and day(whole, signing[START]) == "2026-01-01"
    stances = {
        whole.data["records"][named(whole, one["tie"], record_)]["stance"]
        for one in whole.data["lanes"]["rows"]
        for mark in one["marks"]
        if mark[SORT] == "pill"
        for record_ in mark[IDS]
    }
    assert stances and stances <= {"forecast", "conditional"}


def test_what_lies_before_the_scale_is_not_set_at_its_first_day(whole: Drawing) -> None:
    assert mark_of(whole, "AZE~RUS", "trilateralSigned")[SORT] == "early"


def test_the_condition_on_the_minsk_group_is_met_on_1_december_and_the_other_is_open(whole: Drawing) -> None:
    met = mark_of(whole, "AZE~ARM", "minskCondition")
    assert met[SORT] == "met" and day(whole, met[END]) == "2025-12-01"
    open_ = mark_of(whole, "AZE~ARM", "constitutionCondition")
    assert open_[SORT] == "owed" and open_[END] is None


def test_the_treaty_is_one_line_of_stages_up_to_the_signing_that_is_expected(whole: Drawing) -> None:
    one = row(whole, "AZE~ARM")
    first = [one["marks"][at] for at in one["few"][0]]
    assert [mark[SORT] for mark in first] == ["stage"] * 4
    assert [named(whole, "AZE~ARM", mark[IDS][0]) for mark in first][-1] == "signing"


def test_several_on_one_day_are_one_coin(tmp_path: Path) -> None:
    many = "".join(record(f"met{n}", "meet", "AAA", "BBB", "2025-03-01") for n in range(3))
    drawn = drawn_of(many + record("later", "meet", "AAA", "BBB", "2025-03-02"), tmp_path)
    assert sorted(len(mark[IDS]) for mark in row(drawn, "AAA~BBB")["marks"]) == [1, 3]


# --- Rows and tracks -----------------------------------------------------------------------


def test_rows_follow_the_network_and_the_hubs_ties_come_first(whole: Drawing) -> None:
    rows = whole.data["lanes"]["rows"]
    own = [one["tie"].removeprefix("AZE~") for one in rows if "other" not in one]
    nodes = [node["id"] for node in whole.data["nodes"]]
    assert own == sorted(own, key=nodes.index) and own[:2] == ["RUS", "ARM"]
    assert ["other" in one for one in rows] == sorted("other" in one for one in rows)
    assert "ARM~USA" in [one["tie"] for one in rows if "other" in one]


def test_every_record_of_a_pair_is_in_its_open_row_once(whole: Drawing) -> None:
    for one in whole.data["lanes"]["rows"]:
        pair = next(tie for tie in whole.data["ties"] if tie["id"] == one["tie"])
        shown = [record_ for track in one["all"] for at in track for record_ in one["marks"][at][IDS]]
        shown = [named(whole, one["tie"], record_) for record_ in shown] + ended(whole, one["tie"])
        listed = [
            name
            for name in (*pair["records"], *pair["others"])
            if whole.data["kinds"][whole.data["records"][name]["kind"]].get("shape") != "figure"
        ]
        assert sorted(set(shown) & set(listed)) == sorted(listed), one["tie"]
        assert len(shown) == len(set(shown)), one["tie"]


def test_a_row_that_is_not_chosen_shows_no_opinion_and_few_tracks(whole: Drawing) -> None:
    for one in whole.data["lanes"]["rows"]:
        for mark in (one["marks"][at] for track in one["few"] for at in track):
            for record_ in mark[IDS]:
                stance = whole.data["records"][named(whole, one["tie"], record_)]["stance"]
                assert stance not in ("opinion", "alleged")
        assert len(one["few"]) <= 7 and len(one["few"]) <= max(1, len(one["all"]))


def test_what_strains_is_seen_in_a_closed_row_before_what_does_neither(whole: Drawing) -> None:
    found = row(whole, "AZE~RUS")
    closed = {named(whole, "AZE~RUS", found["marks"][at][IDS][0]) for track in found["few"] for at in track}
    assert "caseClosed" in closed and "criminalCase" not in closed


def test_two_promises_of_one_time_are_each_a_line_of_their_own(whole: Drawing) -> None:
    one = row(whole, "AZE~RUS")
    owed = [one["marks"][at] for track in one["few"] for at in track if one["marks"][at][SORT] == "owed"]
    assert [[named(whole, "AZE~RUS", r) for r in mark[IDS]] for mark in owed] == [
        ["assessmentPromise"],
        ["compensationPromise"],
    ]
    assert {whole.data["records"][named(whole, "AZE~RUS", mark[IDS][0])]["dates"] for mark in owed} == {
        "since October 2025"
    }


def test_each_commitment_says_in_few_words_what_is_owed(whole: Drawing) -> None:
    owed = [entry for entry in whole.reading.entries.values() if entry.commitment]
    assert len(owed) == 15 and all(entry.short.startswith(f"{entry.kind.label}: ") for entry in owed)


def test_what_is_owed_stands_in_full_where_no_few_words_are_written(tmp_path: Path) -> None:
    told = "Aland promises that Beland has a seat"
    promise = record("owed", "promise", "AAA", "BBB", "2025-03/..").replace(
        " ; az:claim", f' ; dcterms:description "{told}" ; az:claim'
    )
    found = mark_of(drawn_of(promise, tmp_path), "AAA~BBB", "owed")
    assert found[SORT] == "owed" and told in found


def test_a_closed_row_shows_whatever_is_expected_beyond_the_sources_last_day(whole: Drawing) -> None:
    seen = 0
    for one in whole.data["lanes"]["rows"]:
        few = {r for track in one["few"] for at in track for r in one["marks"][at][IDS]}
        for mark in (one["marks"][at] for track in one["all"] for at in track):
            kind = whole.data["records"][named(whole, one["tie"], mark[IDS][0])]["kind"]
            if mark[SORT] == "pill" and not kind.lower().endswith("view"):
                assert set(mark[IDS]) <= few, (one["tie"], mark)
                seen += 1
    assert seen >= 5


def test_what_is_expected_in_a_closed_row_shares_a_mark_only_with_what_has_the_same_words(
    whole: Drawing,
) -> None:
    one = row(whole, "AZE~USA")
    pills = [one["marks"][at] for track in one["few"] for at in track if one["marks"][at][SORT] == "pill"]
    assert sorted(named(whole, "AZE~USA", r) for mark in pills for r in mark[IDS]) == [
        "charterSigning",
        "usaMomentum",
        "usaProgress",
    ]
    assert all(len(mark[IDS]) == 1 for mark in pills)


def test_where_each_has_no_room_what_is_expected_of_one_time_has_one_mark(tmp_path: Path) -> None:
    expected = "az:claim [ az:stance s:forecast ; az:passage p:s1.p1.1 ]"
    records = record("met", "meet", "AAA", "BBB", "2025-03-01")
    for kind in ("meet", "sign", "visit", "refuse"):
        made = record(f"{kind}Later", "meet", "AAA", "BBB", "2026")
        records += made.replace("k:meet", f"k:{kind}").replace("az:claim c:s1.p1.1", expected)
    one = row(drawn_of(records, tmp_path), "AAA~BBB")
    few = {r for track in one["few"] for at in track for r in one["marks"][at][IDS]}
    assert len(one["few"]) <= 3 and len(few) == 5


def test_an_event_that_only_ends_a_relation_leaves_its_place_to_the_end_of_the_bar(whole: Drawing) -> None:
    one = row(whole, "AZE~IRN")
    closed = {
        named(whole, "AZE~IRN", r) for track in one["few"] for at in track for r in one["marks"][at][IDS]
    }
    assert "iranTension" in closed and "iranTensionOvercome" not in closed
    assert mark_of(whole, "AZE~IRN", "iranTensionOvercome")[SORT] == "coin"


def test_an_event_that_ends_a_relation_without_room_in_a_closed_row_is_seen_there(tmp_path: Path) -> None:
    bars = "".join(record(f"t{n}", "tension", "AAA", "BBB", f"2025-01-0{n}/2025-11") for n in range(1, 4))
    over = record("over", "meet", "AAA", "BBB", "2025-11").replace(" ; az:claim", " ; az:ends :t1 ; az:claim")
    one = row(drawn_of(bars + over.replace("k:meet", "k:overcomeTension"), tmp_path), "AAA~BBB")
    closed = [one["marks"][at] for track in one["few"] for at in track]
    assert sorted(mark[SORT] for mark in closed) == ["bar", "bar", "coin"]


def test_a_pair_between_others_with_nothing_in_time_but_a_membership_is_quiet(whole: Drawing) -> None:
    quiet = [one["tie"] for one in whole.data["lanes"]["rows"] if one.get("quiet")]
    assert quiet == ["NeighboursOfRussia~RUS", "EU~FRA"]


def test_the_lanes_of_the_united_states_tell_what_is_restricted(whole: Drawing) -> None:
    records = whole.data["records"]
    told = [
        records[named(whole, "AZE~USA", r)].get("short")
        for m in row(whole, "AZE~USA")["marks"]
        for r in m[IDS]
    ]
    assert {"Section 907 restriction", "defence restrictions lifted"} <= set(told)


def test_offices_come_last_in_an_open_row_and_no_judgement_is_among_what_is_to_come(whole: Drawing) -> None:
    one = row(whole, "AZE~RUS")
    assert [named(whole, "AZE~RUS", r) for r in one["marks"][one["all"][-1][0]][IDS]] == ["putinPresident"]
    for found in whole.data["lanes"]["rows"]:
        few = [found["marks"][at] for track in found["few"] for at in track]
        kinds = {whole.data["records"][named(whole, found["tie"], r)]["kind"] for m in few for r in m[IDS]}
        assert not kinds & {"k:view", "k:favourableView", "k:unfavourableView"}, found["tie"]


@pytest.mark.parametrize("kind", ["meet", "tension"])
def test_a_hundred_records_on_one_tie_keep_to_their_tracks_and_none_is_lost(
    tmp_path: Path, kind: str
) -> None:
    end = "/.." if kind == "tension" else ""
    days = [f"2025-{n % 12 + 1:02}-{n // 12 + 1:02}" for n in range(100)]
    drawn = drawn_of(
        "".join(record(f"r{n}", kind, "AAA", "BBB", day_ + end) for n, day_ in enumerate(days)), tmp_path
    )
    one = row(drawn, "AAA~BBB")
    assert len(one["all"]) <= TRACKS and one["ends"] == []
    assert sum(len(one["marks"][at][IDS]) for track in one["all"] for at in track) == 100


def test_rows_beyond_sixty_go_to_the_table(tmp_path: Path) -> None:
    names = [f"X{n:02}" for n in range(80)]
    states = "".join(f':{name} a az:State ; rdfs:label "{name}" .\n' for name in names)
    drawn = drawn_of(
        "".join(record(f"r{n}", "meet", "AAA", n, "2025-03-01") for n in names), tmp_path, states
    )
    assert len(drawn.data["lanes"]["rows"]) == ROWS and drawn.data["lanes"]["more"] == len(names) - ROWS


def test_a_graph_without_records_has_no_lanes(tmp_path: Path) -> None:
    assert drawn_of("", tmp_path).data["lanes"] == {"rows": [], "more": 0}
