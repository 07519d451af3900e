"""What changed between two days: what a reader of the article expects to find, and how it is told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph

from azgraph.changes import Change, Changes, changes
from azgraph.errors import InputError
from azgraph.graph import load
from azgraph.names import ID
from azgraph.reports import document, render
from writing import graph_of, in_memory

FIRST, LAST = date(2024, 12, 1), date(2025, 12, 31)
YEAR = (date(2025, 1, 1), LAST)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load()


@pytest.fixture(scope="module")
def found(graph: Graph) -> Changes:
    return changes(graph, FIRST, LAST, about=ID.AZE)


def counting(found: Changes) -> list[Change]:
    return [*found.standing, *found.happened, *found.talks, *found.undated]


def sids(change: Change) -> set[str | None]:
    return {claim.sid for claim in change.citations}


@pytest.mark.parametrize(
    ("sort", "thing", "before", "after", "event", "dates", "sid"),
    [
        ("ended", "ukEmbargo", "in force", "ended", "ukLift", "in October 2025", "s7.p1.3"),
        ("ended", "usaDefenceRestriction", "in force", "ended", "usaDefenceLift", "on some day of 2025", "s2.p4.1"),
        ("ended", "transitRestriction", "in force", "ended", "transitLift", "in October 2025", "s1.p6.3"),
        ("began", "chinaVisaFree", "not in force", "in force", None, "since July 2025", "s3.p2.3"),
        ("began", "chinaPartnership", "not standing", "standing", None, "since some day of 2025", "s3.p1.2"),
        ("began", "russiaTension", "not standing", "standing", None, "since December 2024", "s6.p1.1"),
        ("ended", "iranTension", "standing", "ended", "iranTensionOvercome", "on some day of 2025", "s8.p1.1"),
        ("ended", "MinskGroup", "active", "ended", "minskEnd", "on 1 December 2025", "s1.p3.6"),
        ("met", "minskCondition", "pending", "met", "minskEnd", "on 1 December 2025", "s1.p3.6"),
        ("moved", "PeaceTreaty", "", "text agreed", "treatyTextAgreed", "in March 2025", "s1.p2.1"),
        ("moved", "PeaceTreaty", "text agreed", "initialled", "treatyInitialled", "on 8 August 2025", "s1.p2.2"),
        ("moved", "EUArmeniaAgenda", "", "signed", "agendaSigned", "on 2 December 2025", "s5.p3.3"),
        ("owed", "compensationPromise", "not pending", "pending", None, "since October 2025", "s6.p4.4"),
    ],
)  # fmt: skip
def test_what_stands_otherwise_is_told_with_before_after_event_and_passage(
    found: Changes, *, sort: str, thing: str, before: str, after: str, event: str | None, dates: str, sid: str
) -> None:
    (change,) = [c for c in found.standing if (c.thing, c.after) == (ID[thing], after)]
    assert (change.sort, change.before, change.dates) == (sort, before, dates)
    assert change.event == (None if event is None else ID[event])
    assert change.certainty == "surely" and sid in sids(change)


@pytest.mark.parametrize(
    ("thing", "dates", "sid"),
    [
        ("arrestsAggravate", "in the summer of 2025", "s6.p2.1"),
        ("russiaTensionEased", "in or after early October 2025", "s6.p4.1"),
        ("euSignals", "on some day of 2025", "s5.p2.1"),
        ("euAgreementTalk", "on some day of 2025", "s5.p2.2"),
        ("centralAsiaDecides", "in November 2025", "s4.p5.1"),
        ("putinApologises", "in early October 2025", "s6.p4.3"),
    ],
)
def test_what_happened_is_told_with_its_date_and_passage(
    found: Changes, thing: str, dates: str, sid: str
) -> None:
    (change,) = [c for c in (*found.happened, *found.talks) if c.thing == ID[thing]]
    assert (change.dates, change.certainty) == (dates, "surely") and sid in sids(change)


def test_what_is_only_dated_by_a_day_is_possibly_a_change(found: Changes) -> None:
    (closed,) = [c for c in found.happened if c.thing == ID.caseClosed]
    assert (closed.certainty, closed.dates) == ("possibly", "by 26 December 2025")


def test_the_weightier_comes_first_and_meetings_last(found: Changes) -> None:
    for section in (found.standing, found.happened, found.talks):
        weights = [abs(c.weight) for c in section if c.event is None]
        assert weights == sorted(weights, reverse=True)
    assert found.standing[1].thing == ID.ukEmbargo
    assert found.happened[0].thing == ID.azalShotDown
    assert ID.dushanbeMeeting in {c.thing for c in found.talks}


def test_what_the_source_does_not_date_stands_apart_and_gets_no_date(found: Changes) -> None:
    assert {c.thing for c in found.undated} >= {ID.peaceTakesHold, ID.usaTensionEased, ID.compensationDemand}
    assert all(not c.dated and not c.certainty for c in found.undated)
    assert not any(not c.dated for c in (*found.standing, *found.happened, *found.talks))
    section = next(s for s in document(found).sections if s.title == "By the end of 2025, no date given")
    assert not any(re.search(r"\d{4}", line.head) for line in section.lines)
    assert {c.dates for c in found.undated} == {"no date stated"}


def test_the_undated_is_not_placed_within_a_shorter_time(graph: Graph) -> None:
    summer = changes(graph, date(2025, 6, 1), date(2025, 8, 31), about=ID.AZE)
    assert summer.undated == () and summer.unplaced > 30
    assert f"{summer.unplaced} more records have no date" in document(summer).standfirst


def test_nothing_that_is_only_said_stands_among_what_counts(graph: Graph, found: Changes) -> None:
    for change in counting(found):
        assert any(claim.stance == "reported" for claim in change.citations)
        assert change.stance == "reported"
    only_said = document(found).sections[-1]
    assert only_said.title == "Only said"
    assert {line.head.split(",")[0].split(" ")[0] for line in only_said.lines} == {
        "Expected", "Denied", "Disputed", "Alleged",
    }  # fmt: skip


def test_what_is_expected_disputed_and_denied_is_told_as_such(found: Changes) -> None:
    told = {(c.sort, c.thing) for c in found.said}
    assert {
        ("expected", ID.signing),
        ("denied", ID.russiaCrisisResolved),
        ("alleged", ID.promisesBroken),
    } <= told
    assert ("disputed", ID.charterTalks) in told


def test_an_expectation_is_new_when_it_was_spoken(graph: Graph) -> None:
    october = changes(graph, date(2025, 10, 1), date(2025, 10, 31))
    assert {c.thing for c in october.said} == {ID.russiaFindsCauses, ID.russiaSettles}


def test_the_day_itself_counts_on_either_side(graph: Graph) -> None:
    day = date(2025, 12, 1)
    assert ID.MinskGroup in {c.thing for c in changes(graph, day, day).standing}
    assert ID.MinskGroup not in {c.thing for c in changes(graph, date(2025, 12, 2), LAST).standing}


def test_days_in_the_wrong_order_are_refused(graph: Graph) -> None:
    with pytest.raises(InputError, match="2025-12-31 comes after 2024-12-01"):
        changes(graph, LAST, FIRST)


def test_the_first_and_the_last_day_of_all_can_be_asked_for(graph: Graph) -> None:
    assert changes(graph, date.min, date.max).standing
    assert not changes(graph, date.min, date(1900, 1, 1)).standing


def test_every_store_tells_the_same_every_time(graph: Graph, found: Changes) -> None:
    again = changes(in_memory(graph), FIRST, LAST, about=ID.AZE)
    for form in ("markdown", "json", "html"):
        assert render(again, form) == render(found, form)


RELATION = ":r a az:Measure ; az:kind k:embargo ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1 ;"
PROMISE = ":p a az:Commitment ; az:kind k:promise ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.2 ;"


def event(kind: str, change: str, when: str = '; az:when "2025-05-08"', claim: str = "c:s1.p1.3") -> str:
    return f":e a az:Event ; az:kind k:{kind} ; az:subject :AAA ; az:object :BBB ; {change} {when} ; az:claim {claim} ."


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (RELATION + ' az:when "2025-03/.." .', ("began", "not in force", "in force", "surely")),
        (RELATION + ' az:when "2024-12/.." .', ()),
        (RELATION + ' az:when "../2025-05-08" .' + event("liftEmbargo", "az:ends :r"), ("ended", "in force", "ended", "surely")),
        (RELATION + ' az:when "../2025-05" .', ("ended", "in force", "not in force", "surely")),
        (RELATION + ' az:when "../.." .', ()),
        (event("sign", "az:moves :Text"), ("moved", "", "signed", "surely")),
        (event("sign", "az:moves :Text", '; az:when "2025-12/2026-01"'), ("moved", "", "signed", "possibly")),
        (PROMISE + ' az:when "2025-02/.." .', ("owed", "not pending", "pending", "surely")),
        (PROMISE + ' az:when "../.." .' + event("support", "az:meets :p"), ("met", "pending", "met", "surely")),
        (PROMISE + ' az:when "../.." .' + event("refuse", "az:breaches :p"), ("breached", "pending", "breached", "surely")),
    ],
    ids=["began", "earlier", "ended", "own end", "stood", "moved", "possibly", "promised", "met", "breached"],
)  # fmt: skip
def test_each_sort_of_change_is_told(tmp_path: Path, records: str, expected: tuple[str, ...]) -> None:
    found = changes(graph_of(tmp_path, records), *YEAR)
    told = [(c.sort, c.before, c.after, c.certainty) for c in found.standing]
    assert told == ([expected] if expected else [])


@pytest.mark.parametrize("stance", ["alleged", "forecast", "opinion", "denied"])
def test_an_event_that_does_not_count_changes_nothing(tmp_path: Path, stance: str) -> None:
    claim = f"[ az:passage p:s1.p1.3 ; az:stance s:{stance} ]"
    records = PROMISE + ' az:when "../.." .' + event("refuse", "az:breaches :p", claim=claim)
    found = changes(graph_of(tmp_path, records), *YEAR)
    assert counting(found) == []
    expected = {"alleged": "alleged", "forecast": "expected", "denied": "denied"}.get(stance)
    assert [c.sort for c in found.said] == ([expected] if expected else [])


def test_what_concerns_only_others_is_left_out(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, RELATION + ' az:when "2025-03/.." .')
    assert changes(graph, *YEAR, about=ID.BBB).standing
    assert not changes(graph, *YEAR, about=ID.CCC).standing
