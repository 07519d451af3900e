"""What the network leads one to say, how it came about, and what would change it; graphs to check by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph

from azgraph import network
from azgraph.conclusions import Conclusion, conclude
from azgraph.graph import load
from azgraph.measures.history import triad_histories
from azgraph.names import ID
from azgraph.robustness import Trial, trials, undated, vouching
from test_two_sources import BULLETIN
from writing import THINGS, graph_of

pytestmark = pytest.mark.apart

A, B, C = (str(ID[name]) for name in ("AAA", "BBB", "CCC"))
END = date(2025, 12, 31)
PEOPLE = THINGS + ":Speaker a az:Person ; rdfs:label 'Speaker' .\n"


def relation(name: str, kind: str, pair: str, when: str = "2025-02/..", claim: str = "c:s1.p1.1") -> str:
    """A relation of two states, from February on."""
    one, other = pair
    return (
        f":{name} a az:Relation ; az:kind k:{kind} ; az:subject :{one * 3} ; az:object :{other * 3} ; "
        f"{f'az:when {chr(34)}{when}{chr(34)} ;' if when else ''} az:claim {claim} .\n"
    )


FRIENDS = relation("ac", "closerRelations", "AC") + relation("bc", "closerRelations", "BC")
TRIAD = FRIENDS + relation("ab", "tension", "AB")


def of_sort(found: tuple[Conclusion, ...], sort: str) -> set[tuple[str, ...]]:
    return {conclusion.nodes for conclusion in found if conclusion.sort == sort}


def trial(found: tuple[Trial, ...], sort: str, name: str = "") -> Trial:
    return next(t for t in found if t.sort == sort and (not name or t.name == name))


def test_two_friends_of_one_who_are_foes_are_a_frustrated_triad(tmp_path: Path) -> None:
    found = conclude(graph_of(tmp_path, TRIAD), END)
    assert of_sort(found, "frustrated") == {(A, B, C)}
    assert of_sort(found, "strained") == {(A, B)}
    assert of_sort(found, "between") == {(C, A, B)}


def test_a_finding_carries_the_records_that_it_rests_on(tmp_path: Path) -> None:
    found = conclude(graph_of(tmp_path, TRIAD), END)
    (triad,) = (c for c in found if c.sort == "frustrated")
    assert set(triad.records) == {str(ID.ab), str(ID.ac), str(ID.bc)}
    assert not triad.firm


def test_one_who_alone_joins_two_no_longer_does_once_they_are_friends(tmp_path: Path) -> None:
    assert of_sort(conclude(graph_of(tmp_path, FRIENDS), END), "between") == {(C, A, B)}
    joined = FRIENDS + relation("ab", "closerRelations", "AB")
    assert not of_sort(conclude(graph_of(tmp_path, joined), END), "between")


def test_a_history_tells_the_day_on_which_a_triad_turned_and_the_record_that_turned_it(
    tmp_path: Path,
) -> None:
    records = FRIENDS + relation("ab", "tension", "AB", "2025-02/2025-06")
    records += relation("ab2", "closerRelations", "AB", "2025-09/..")
    net = network(graph_of(tmp_path, records), nodes="states")
    (history,) = triad_histories(net, date(2025, 3, 1), END)
    states = [(str(s.day), s.triad and s.triad.balanced) for s in history.steps]
    assert states == [("2025-03-01", False), ("2025-06-02", None), ("2025-09-30", True), ("2025-12-31", True)]
    turn = history.steps[2]
    assert [t.came for t in turn.turned] == [(str(ID.ab2),)]


def test_the_histories_of_the_south_caucasus_name_each_turn_and_what_drew_it() -> None:
    net = network(load(), nodes="states")
    history = triad_histories(net, date(2024, 12, 31), END)[0]
    assert history.nodes == (str(ID.ARM), str(ID.AZE), str(ID.RUS))
    told = {
        str(s.day): (s.triad and s.triad.balanced, {r for t in s.turned for r in t.came})
        for s in history.steps
    }
    assert told["2024-12-31"][0] is False
    assert told["2025-01-01"][0] is True
    assert str(ID.constitutionCondition) in told["2025-01-01"][1]
    assert told["2025-08-08"][0] is False
    assert {str(ID.declarationSigned), str(ID.treatyInitialled)} <= told["2025-08-08"][1]
    assert told["2025-12-31"][0] is False


def test_what_only_one_voice_reports_goes_with_it_and_what_two_report_stays(tmp_path: Path) -> None:
    speaker = "[ az:by :Speaker ; az:passage p:s1.p1.2 ]"
    records = relation("ab", "tension", "AB", claim=speaker) + relation(
        "ac", "tension", "AC", claim=f"c:s1.p1.1, {speaker}"
    )
    graph = graph_of(tmp_path, records, things=PEOPLE)
    found = trials(graph, END, conclude(graph, END))
    assert {c.nodes for c in trial(found, "voice", "Speaker").gone} == {(A, B)}
    assert not trial(found, "author").gone


def test_a_denial_counts_until_its_voice_is_left_out(tmp_path: Path) -> None:
    claims = "c:s1.p1.1, [ az:by :Speaker ; az:passage p:s1.p1.2 ; az:stance s:denied ]"
    graph = graph_of(tmp_path, relation("ab", "tension", "AB", claim=claims), things=PEOPLE)
    assert not conclude(graph, END)
    found = trials(graph, END, ())
    assert {c.nodes for c in trial(found, "voice").new} == {(A, B)}


def test_an_opinion_makes_a_finding_only_where_opinions_are_let_in(tmp_path: Path) -> None:
    opinion = "[ az:passage p:s1.p1.2 ; az:stance s:opinion ]"
    graph = graph_of(tmp_path, relation("ab", "tension", "AB", claim=opinion))
    assert not conclude(graph, END)
    found = trials(graph, END, ())
    assert {c.nodes for c in trial(found, "opinion").new} == {(A, B)}
    assert not trial(found, "alleged").new


def test_the_trial_without_undated_records_leaves_just_those_out(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, relation("ab", "tension", "AB", when="") + relation("ac", "tension", "AC"))
    assert undated(graph) == {str(ID.ab)}
    found = trials(graph, END, conclude(graph, END))
    assert {c.nodes for c in trial(found, "undated").gone} == {(A, B)}


def test_only_voices_that_report_or_deny_are_tried(tmp_path: Path) -> None:
    said = "[ az:by :Speaker ; az:passage p:s1.p1.2 ; az:stance s:forecast ]"
    graph = graph_of(tmp_path, relation("ab", "tension", "AB", claim=f"c:s1.p1.1, {said}"), things=PEOPLE)
    assert vouching(graph) == {str(ID.Author)}


def test_each_of_two_sources_is_left_out_in_turn_and_a_single_one_is_not(tmp_path: Path) -> None:
    two = load("bundled", BULLETIN)
    told = conclude(two, date(2026, 2, 15))
    found = [t for t in trials(two, date(2026, 2, 15), told) if t.sort == "source"]
    assert {t.name for t in found} == {"Invented bulletin", "Year-end analysis by Report"}
    one = graph_of(tmp_path, TRIAD)
    assert not any(t.sort == "source" for t in trials(one, END, conclude(one, END)))


@pytest.fixture(scope="module")
def article() -> Graph:
    return load()


def test_the_strain_with_russia_hangs_on_records_without_a_date(article: Graph) -> None:
    found = trials(article, END, conclude(article, END))
    gone = trial(found, "undated").gone
    assert ("strained", (str(ID.AZE), str(ID.RUS))) in {c.key for c in gone}
    assert ("frustrated", (str(ID.ARM), str(ID.AZE), str(ID.RUS))) in {c.key for c in gone}


def test_no_finding_rests_on_an_opinion_an_allegation_or_a_forecast(article: Graph) -> None:
    from azgraph.statements import read

    statements = {str(iri): s for iri, s in read(article).statements.items()}
    assert all(statements[record].counts for c in conclude(article, END) for record in c.records)
