"""How records collapse to pairs: tone, volume, decay, and what each record adds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from azgraph import collapse, explain, load, network
from azgraph.errors import InputError, UnknownName
from azgraph.names import ID
from azgraph.networks import leave_out
from signed import DAY, ties
from writing import graph_of

AAA, BBB, CCC = (str(ID[name]) for name in ("AAA", "BBB", "CCC"))
EVENT = (
    ":{} a az:Event ; az:kind k:{} ; az:subject :AAA ; az:object :BBB ; az:when '{}' ; az:claim c:s1.p1.1 .\n"
)


def test_tone_is_the_mean_weight_and_volume_the_number_of_records() -> None:
    pair = collapse(ties([("a", "b", "r1", 8, "2025-12-31"), ("b", "a", "r2", -2, "2025-12-31")])).edges[
        "a", "b"
    ]
    assert (pair["tone"], pair["volume"], pair["sign"]) == (3, 2, 1)


def test_many_meetings_do_not_outweigh_a_war() -> None:
    meetings = [("a", "b", f"m{n}", 1.0, "2025-12-31") for n in range(5)]
    pair = collapse(ties([*meetings, ("a", "b", "war", -10, "2025-12-31")])).edges["a", "b"]
    assert pair["tone"] < 0 and pair["volume"] == 6


def test_an_event_counts_half_after_a_half_life() -> None:
    net = ties([("a", "b", "old", 8, "2024-12-31"), ("a", "b", "new", -2, "2025-12-31")])
    pair = collapse(net).edges["a", "b"]
    assert pair["records"] == {"old": 0.5, "new": 1.0}
    assert pair["tone"] == pytest.approx((0.5 * 8 - 2) / 1.5)
    assert collapse(net, half_life=None).edges["a", "b"]["volume"] == 2
    assert collapse(net, half_life=730).edges["a", "b"]["records"]["old"] == pytest.approx(0.5**0.5)


def test_a_half_life_is_above_zero() -> None:
    with pytest.raises(InputError, match="above 0"):
        collapse(ties([("a", "b", "r", 1, "2025-01-01")]), half_life=0)


def test_what_happens_later_does_not_count_yet() -> None:
    net = ties([("a", "b", "r", 1, "2025-06-01")])
    assert not collapse(net, date(2025, 5, 31)).edges
    assert collapse(net, date(2025, 6, 1)).edges


def test_a_standing_relation_does_not_grow_old(tmp_path: Path) -> None:
    relation = ":r a az:Relation ; az:kind k:cooperation ; az:subject :AAA ; az:object :BBB ; az:when '2010/..' ; az:claim c:s1.p1.1 ."
    pair = collapse(network(graph_of(tmp_path, relation))).edges[AAA, BBB]
    assert pair["volume"] == 1


def test_a_relation_that_is_over_counts_no_more(tmp_path: Path) -> None:
    relation = ":r a az:Measure ; az:kind k:embargo ; az:subject :AAA ; az:object :BBB ; az:when '2020/2025-03' ; az:claim c:s1.p1.1 ."
    net = network(graph_of(tmp_path, relation))
    assert collapse(net, date(2025, 2, 1)).edges[AAA, BBB]["tone"] == -8
    assert not collapse(net, date(2025, 6, 1)).edges


@pytest.mark.parametrize("stance", ["opinion", "alleged", "forecast", "conditional", "denied"])
def test_only_what_is_reported_makes_a_tie(tmp_path: Path, stance: str) -> None:
    event = f":e a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:when '2025-03' ; az:claim [ az:passage p:s1.p1.1 ; az:stance s:{stance} ] ."
    assert not collapse(network(graph_of(tmp_path, event))).edges


def test_what_one_reports_and_another_denies_makes_no_tie(tmp_path: Path) -> None:
    event = ":e a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:when '2025-03' ; az:claim c:s1.p1.1 , [ az:by :BBB ; az:passage p:s1.p1.2 ; az:stance s:denied ] ."
    assert not collapse(network(graph_of(tmp_path, event))).edges


def test_two_claims_count_a_record_once(tmp_path: Path) -> None:
    event = EVENT.format("e", "visit", "2025-12-31").replace("c:s1.p1.1", "c:s1.p1.1 , c:s1.p1.2")
    assert collapse(network(graph_of(tmp_path, event)), DAY).edges[AAA, BBB]["volume"] == 1


def test_a_whole_is_not_counted_beside_its_parts(tmp_path: Path) -> None:
    summit = EVENT.format("summit", "meet", "2025-12-31")
    signing = EVENT.format("signing", "sign", "2025-12-31").replace(
        "az:claim", "az:partOf :summit ; az:claim"
    )
    pair = collapse(network(graph_of(tmp_path, summit + signing)), DAY).edges[AAA, BBB]
    assert list(pair["records"]) == [str(ID.signing)]


def test_what_possibly_happened_counts_only_when_asked_for(tmp_path: Path) -> None:
    net = network(graph_of(tmp_path, EVENT.format("e", "visit", "2025")))
    assert not collapse(net, date(2025, 6, 1)).edges
    assert collapse(net, date(2025, 6, 1), sure=False).edges[AAA, BBB]["volume"] == 1


def test_weights_can_be_changed_by_the_name_of_the_kind(tmp_path: Path) -> None:
    net = network(graph_of(tmp_path, EVENT.format("e", "visit", "2025-03")))
    for name in ("visit", "k:visit", "https://w3id.org/azgraph/kind/visit"):
        assert collapse(net, weights={name: -7}).edges[AAA, BBB]["tone"] == pytest.approx(-7)
    with pytest.raises(UnknownName, match="Did you mean visit"):
        collapse(net, weights={"vist": 1})
    with pytest.raises(InputError, match="between -10 and 10"):
        collapse(net, weights={"visit": 11})


def test_a_sign_that_one_record_turns_is_not_firm() -> None:
    net = ties(
        [
            ("a", "b", "r1", 8, "2025-12-31"),
            ("a", "b", "r2", -2, "2025-12-31"),
            ("c", "b", "r3", 1, "2025-12-31"),
        ]
    )
    assert not collapse(net).edges["a", "b"]["firm"] and not collapse(net).edges["b", "c"]["firm"]
    more = ties([("a", "b", "r1", 8, "2025-12-31"), ("a", "b", "r2", 3, "2025-12-31")])
    assert collapse(more).edges["a", "b"]["firm"]


def test_a_network_of_one_day_speaks_of_no_other() -> None:
    net = network(load(), date(2025, 9, 30))
    assert collapse(net).graph["day"] == date(2025, 9, 30)
    with pytest.raises(InputError, match="2025-09-30"):
        collapse(net, date(2025, 1, 1))


def test_a_network_of_a_day_and_one_of_all_days_collapse_alike() -> None:
    graph, day = load(), date(2025, 9, 30)
    one, all_ = collapse(network(graph, day, nodes="actors")), collapse(network(graph, nodes="actors"), day)
    assert {frozenset(e): one.edges[e]["records"] for e in one.edges} == {
        frozenset(e): all_.edges[e]["records"] for e in all_.edges
    }


def test_the_shares_of_a_pair_sum_up_to_its_tone_and_volume() -> None:
    pairs = collapse(network(load(), nodes="states"))
    for one, other, pair in pairs.edges(data=True):
        shares = explain(pairs, other, one)
        assert sum(share.pull for share in shares) == pytest.approx(pair["tone"])
        assert sum(share.count for share in shares) == pytest.approx(pair["volume"])
        assert sum(share.share for share in shares) == pytest.approx(1)


def test_a_record_that_holds_a_sign_alone_is_told() -> None:
    pairs = collapse(ties([("a", "b", "r1", 8, "2025-12-31"), ("a", "b", "r2", -2, "2025-12-31")]))
    assert {share.record: share.alone for share in explain(pairs, "a", "b")} == {"r1": True, "r2": False}


def test_a_pair_that_nothing_joins_is_not_explained() -> None:
    with pytest.raises(UnknownName, match="no record that counts joins GBR and ARM"):
        explain(collapse(network(load(), nodes="states")), str(ID.GBR), str(ID.ARM))


ROWS = st.lists(
    st.tuples(
        st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(-10, 10),
        st.dates(date(2020, 1, 1), DAY).map(str),
    ).filter(lambda row: row[0] != row[1]),
    max_size=15,
)  # fmt: skip


def _net(rows: list[tuple[str, str, int, str]]) -> nx.MultiDiGraph[str]:
    return ties([(a, b, f"r{n}", weight, day) for n, (a, b, weight, day) in enumerate(rows)])


@given(ROWS)
def test_reversing_all_weights_reverses_tones_and_leaves_volumes(
    rows: list[tuple[str, str, int, str]],
) -> None:
    net = _net(rows)
    pairs, reverse = collapse(net), collapse(net, weights={k: -w for k, w in net.graph["weights"].items()})
    for one, other, pair in pairs.edges(data=True):
        other_way = reverse.edges[one, other]
        assert other_way["tone"] == pytest.approx(-pair["tone"]) and other_way["sign"] == -pair["sign"]
        assert other_way["volume"] == pair["volume"] and other_way["firm"] == pair["firm"]


@given(ROWS)
def test_a_tone_lies_within_the_weights_of_its_records(rows: list[tuple[str, str, int, str]]) -> None:
    for *_, pair in collapse(_net(rows)).edges(data=True):
        assert -10 <= pair["tone"] <= 10
        assert 0 < pair["volume"] <= len(pair["records"])


@given(ROWS, st.sets(st.integers(0, 14)))
def test_leaving_records_out_is_as_if_they_had_never_been(
    rows: list[tuple[str, str, int, str]], numbers: set[int]
) -> None:
    net = _net(rows)
    gone = {f"r{n}" for n in numbers}
    rest = net.copy()
    rest.remove_edges_from([(a, b, r) for a, b, r in net.edges(keys=True) if r in gone])
    left, never = leave_out(collapse(net), gone), collapse(rest)
    assert {frozenset(e): left.edges[e] for e in left.edges} == {
        frozenset(e): never.edges[e] for e in never.edges
    }
    assert set(left) == set(never)
