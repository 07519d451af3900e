"""The measures, on graphs small enough to check by hand, against NetworkX, and by their properties."""

from __future__ import annotations

import importlib.util
from datetime import date
from itertools import combinations, product
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azgraph.measures import (
    balance,
    between,
    betweenness,
    brokerage,
    cautions,
    communities,
    compare_balance,
    compare_pairs,
    frustration,
    similarity,
    strength,
    turning_points,
)
from azgraph.measures.brokers import constraint, effective_size
from azgraph.networks import collapse
from signed import DAY, signed, ties

NAMES = "abcdefg"


@st.composite
def graphs(draw: Any, *, largest: int = 7) -> nx.Graph[str]:
    couples = list(combinations(NAMES[:largest], 2))
    tones = draw(st.lists(st.integers(-9, 9), min_size=len(couples), max_size=len(couples)))
    return signed((a, b, tone) for (a, b), tone in zip(couples, tones, strict=True) if abs(tone) > 3)


def turned(graph: nx.Graph[str]) -> nx.Graph[str]:
    return signed((a, b, -data["tone"]) for a, b, data in graph.edges(data=True))


def renamed(graph: nx.Graph[str]) -> tuple[nx.Graph[str], dict[str, str]]:
    names = {node: f"z{9 - NAMES.index(node)}" for node in graph}
    return nx.relabel_nodes(graph, names), names


# --- Balance ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("tones", "balanced"),
    [((5, 5, 5), True), ((5, -5, -5), True), ((5, 5, -5), False), ((-5, -5, -5), False)],
    ids=["three friends", "two friends with a common foe", "a friend's friend as a foe", "three foes"],
)
def test_a_triad_is_balanced_if_its_signs_multiply_to_plus(tones: tuple[int, ...], balanced: bool) -> None:
    told = balance(signed(zip("aab", "bcc", tones, strict=True)))
    assert [triad.nodes for triad in (told.balanced if balanced else told.frustrated)] == [("a", "b", "c")]


def test_a_triad_with_a_pair_without_sign_has_no_verdict() -> None:
    told = balance(signed([("a", "b", 5), ("b", "c", 5), ("a", "c", 0)]))
    assert (told.balanced, told.frustrated, told.unsigned) == ((), (), (("a", "b", "c"),))


def test_a_triad_names_its_pairs_and_their_records() -> None:
    (triad,) = balance(signed([("a", "b", 5), ("b", "c", 5), ("a", "c", -2)])).frustrated
    assert [pair.records for pair in triad.pairs] == [("a-b",), ("a-c",), ("b-c",)]
    assert triad.foes == 1


@given(graphs())
def test_every_triangle_is_found_once(graph: nx.Graph[str]) -> None:
    told = balance(graph)
    found = [triad.nodes for triad in (*told.balanced, *told.frustrated)]
    expected = [
        t for t in combinations(NAMES, 3) if all(graph.has_edge(*pair) for pair in combinations(t, 2))
    ]
    assert sorted(found) == expected


@given(graphs())
def test_reversing_all_signs_turns_every_triad(graph: nx.Graph[str]) -> None:
    told, reverse = balance(graph), balance(turned(graph))
    assert {t.nodes for t in told.balanced} == {t.nodes for t in reverse.frustrated}


def test_what_changed_a_triad_is_named() -> None:
    before = signed([("a", "b", 5), ("b", "c", 5), ("a", "c", 5)])
    after = signed([("a", "b", 5), ("b", "c", 5), ("a", "c", -5)])
    after.edges["a", "c"]["records"] = {"quarrel": 1.0}
    (change,) = compare_balance(before, after)
    assert change.before is not None and change.before.balanced
    assert change.after is not None and not change.after.balanced
    assert [(pair.came, pair.went) for pair in change.pairs] == [(("quarrel",), ("a-c",))]


def test_a_day_without_news_changes_no_triad() -> None:
    net = ties(
        [("a", "b", "1", 5, "2025-01-01"), ("b", "c", "2", 5, "2025-01-01"), ("a", "c", "3", 5, "2025-01-01")]
    )
    days = [collapse(net, day) for day in (date(2025, 2, 1), DAY)]
    assert compare_balance(*days) == [] and compare_pairs(*days) == []


# --- Frustration -----------------------------------------------------------


def by_trying_all(graph: nx.Graph[str]) -> tuple[int, int]:
    """The frustration index and the number of smallest sets, by every split into two camps."""
    costs: dict[frozenset[frozenset[str]], int] = {}
    for sides in product((0, 1), repeat=len(graph)):
        side = dict(zip(graph, sides, strict=True))
        against = frozenset(
            frozenset((a, b))
            for a, b, data in graph.edges(data=True)
            if data["sign"] and (side[a] == side[b]) != (data["sign"] > 0)
        )
        costs[against] = len(against)
    least = min(costs.values())
    return least, sum(cost == least for cost in costs.values())


@settings(max_examples=60)
@given(graphs())
def test_the_frustration_index_is_the_smallest_of_all_splits(graph: nx.Graph[str]) -> None:
    found = frustration(graph)
    assert found.exact
    assert (found.index, found.choices) == by_trying_all(graph)
    assert all(len(pairs) == found.index for pairs in found.sets)
    assert len(set(found.sets)) == min(found.choices, 10)


@given(graphs())
def test_turning_the_named_pairs_balances_everything(graph: nx.Graph[str]) -> None:
    for pairs in frustration(graph).sets:
        mended = {pair.nodes for pair in pairs}
        rest = signed(
            (a, b, -data["tone"] if tuple(sorted((a, b))) in mended else data["tone"])
            for a, b, data in graph.edges(data=True)
        )
        assert frustration(rest).index == 0


@pytest.mark.parametrize("n", range(3, 9))
def test_foes_all_round_have_the_index_that_is_known(n: int) -> None:
    # With all signs negative the index is what the largest cut leaves: n(n-1)/2 - floor(n²/4).
    foes = signed((a, b, -5) for a, b in combinations("abcdefgh"[:n], 2))
    assert frustration(foes).index == n * (n - 1) // 2 - n * n // 4


def test_the_camps_are_friends_within_and_foes_across() -> None:
    found = frustration(signed([("a", "b", 5), ("c", "d", 5), ("a", "c", -5), ("b", "d", -5)]))
    assert found.index == 0 and {frozenset(camp) for camp in found.camps[0]} == {
        frozenset("ab"),
        frozenset("cd"),
    }


def test_a_search_that_is_given_up_says_so() -> None:
    foes = signed((a, b, -5) for a, b in combinations("abcdefgh", 2))
    found = frustration(foes, steps=5)
    assert not found.exact and found.index >= 12


def test_nothing_is_frustrated_where_there_is_nothing() -> None:
    assert frustration(signed([])).index == 0


# --- Strength and brokerage -------------------------------------------------


def test_strength_counts_friends_foes_and_reach() -> None:
    found = {
        s.node: s for s in strength(signed([("a", "b", 5), ("b", "c", 5), ("c", "d", 5), ("b", "e", -5)]))
    }
    b = found["b"]
    assert (b.place, b.partners, b.friends, b.foes, b.volume, b.tone, b.reach) == ("1", 3, 2, 1, 3.0, 2, 3)
    assert [found[node].place for node in "acde"] == ["3=", "2", "3=", "3="]


def test_one_in_the_middle_stands_between_all_the_others() -> None:
    star = signed(("hub", node, 5) for node in "abcd")
    first = brokerage(star)[0]
    assert (first.node, first.between, first.alone) == ("hub", 6, 6)
    # Burt: no two partners are joined, so none is redundant; constraint is the sum of (1/4)² over four.
    assert (first.effective_size, first.constraint) == (4, 0.2)
    assert [(pair.one, pair.other) for pair in between(star, "hub")] == list(combinations("abcd", 2))


def test_nobody_passes_a_word_through_a_foe() -> None:
    graph = signed([("a", "b", 5), ("b", "c", -5)])
    assert between(graph, "b") == []
    assert [pair.alone for pair in between(graph, "b", hostile=True)] == [True]


def test_two_brokers_share_a_pair_that_both_join() -> None:
    square = signed([("a", "b", 5), ("b", "c", 5), ("c", "d", 5), ("d", "a", 5)])
    (pair,) = between(square, "b")
    assert (pair.one, pair.other, pair.share, pair.alone) == ("a", "c", 0.5, False)


@given(graphs())
def test_the_pairs_of_a_broker_sum_up_to_its_betweenness(graph: nx.Graph[str]) -> None:
    friends = nx.Graph((a, b) for a, b, data in graph.edges(data=True) if data["sign"] > 0)
    expected = nx.betweenness_centrality(friends, normalized=False)
    parted = {
        node: sum(
            not nx.has_path(friends.subgraph(set(friends) - {node}), a, b)
            for a, b in combinations(sorted(nx.node_connected_component(friends, node) - {node}), 2)
        )
        for node in friends
    }
    for broker in brokerage(graph):
        stands = between(graph, broker.node)
        assert sum(pair.share for pair in stands) == pytest.approx(expected[broker.node])
        assert sum(pair.alone for pair in stands) == broker.alone == parted[broker.node]


@given(graphs())
def test_effective_size_and_constraint_are_those_of_networkx(graph: nx.Graph[str]) -> None:
    plain = nx.Graph(list(graph.edges))
    assert {node: effective_size(plain, node) for node in plain} == pytest.approx(nx.effective_size(plain))
    assert {node: constraint(plain, node) for node in plain} == pytest.approx(nx.constraint(plain))


@given(graphs())
def test_betweenness_is_the_same_with_and_without_rustworkx(graph: nx.Graph[str]) -> None:
    plain = nx.betweenness_centrality(graph, normalized=False)
    assert betweenness(graph) == pytest.approx(plain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importlib.util, "find_spec", lambda _: None)
        assert betweenness(graph) == plain


def test_betweenness_of_a_larger_network_is_that_of_networkx() -> None:
    graph = nx.barabasi_albert_graph(150, 3, seed=1)
    assert betweenness(graph) == pytest.approx(nx.betweenness_centrality(graph, normalized=False))


def test_krackhardts_kite_has_the_broker_it_is_known_for() -> None:
    kite = nx.krackhardt_kite_graph()
    found = brokerage(signed((f"n{a}", f"n{b}", 5) for a, b in kite.edges))
    # Krackhardt (1990): number 7 joins the rest with the tail; 14 pairs in all.
    assert (found[0].node, found[0].between, found[0].place) == ("n7", 14, "1")
    assert [broker.place for broker in found[1:3]] == ["2=", "2="]


# --- Communities, similarity ------------------------------------------------


def test_two_camps_of_friends_are_two_communities_in_every_run() -> None:
    pairs = [(a, b, 5.0) for camp in ("abcd", "efgh") for a, b in combinations(camp, 2)]
    found = communities(signed([*pairs, ("a", "e", 5)]))
    assert [group.nodes for group in found.groups] == [tuple("abcd"), tuple("efgh")]
    assert found.agreed == 1 and found.clear


def test_hostile_pairs_make_no_community() -> None:
    found = communities(signed([("a", "b", 5), ("b", "c", -5), ("c", "d", 5)]))
    assert [group.nodes for group in found.groups] == [("a", "b"), ("c", "d")]
    assert communities(signed([("a", "b", -5)])).groups == ()


def test_a_hub_with_spokes_has_no_communities_to_speak_of() -> None:
    assert not communities(signed(("hub", node, 5) for node in "abcd")).clear


def test_the_same_mix_of_kinds_is_alike_and_an_own_pair_proves_nothing() -> None:
    rows = [
        (who, "hub", f"{who}{n}", weight, "2025-12-31") for who in "ab" for n, weight in enumerate((1, 2, 2))
    ]
    rows += [("c", "hub", f"c{n}", 9, "2025-12-31") for n in range(3)]
    rows += [("a", "c", f"ac{n}", 7, "2025-12-31") for n in range(3)]
    found = {(s.one, s.other): s for s in similarity(collapse(ties(rows)))}
    assert found["a", "b"].cosine == pytest.approx(0.6)  # 5 / sqrt(5 · 14)
    assert ("a", "c") not in found


def test_who_has_few_records_is_not_compared() -> None:
    rows = [(who, "hub", f"{who}{n}", 1, "2025-12-31") for who in "ab" for n in range(2)]
    assert similarity(collapse(ties(rows))) == []


# --- Turning points ----------------------------------------------------------


def test_a_turning_point_names_the_day_and_the_record() -> None:
    net = ties([("a", "b", "talks", 4, "2025-01-01"), ("b", "a", "attack", -9, "2025-06-01")])
    (turn,) = turning_points(net, "a", "b", half_life=None)
    assert (turn.day, turn.before, turn.after, turn.came) == (date(2025, 6, 1), 4, -2.5, ("attack",))
    assert turn.crossed and turn.jump == 6.5


def test_a_first_record_is_no_turning_point() -> None:
    assert turning_points(ties([("a", "b", "talks", 4, "2025-01-01")]), "a", "b") == []


def test_a_record_without_a_date_is_no_turning_point() -> None:
    net = ties([("a", "b", "talks", 4, "2025-01-01"), ("a", "b", "quarrel", -9, "2025-12-31")])
    net.edges["a", "b", "quarrel"]["possible"] = (None, None)
    assert turning_points(net, "a", "b") == []


# --- Rank lists --------------------------------------------------------------


def test_a_hub_with_spokes_is_called_one() -> None:
    notes = cautions(signed(("hub", node, 5) for node in "abcd"))
    assert any("hub is in 4 of 4 pairs" in note for note in notes)
    assert any("n = 5" in note for note in notes) and any("turn the order over" in note for note in notes)


def test_a_ring_is_no_hub_with_spokes() -> None:
    ring = signed((f"n{n}", f"n{(n + 1) % 12}", 5) for n in range(12))
    assert len(cautions(ring)) == 1


# --- Properties ----------------------------------------------------------------


def _all(graph: nx.Graph[str], names: dict[str, str]) -> dict[str, Any]:
    """What the measures say, with the nodes' names given back."""
    old = {new: node for node, new in names.items()}
    told, found = balance(graph), frustration(graph)
    return {
        "frustrated": {frozenset(old[node] for node in triad.nodes) for triad in told.frustrated},
        "balanced": {frozenset(old[node] for node in triad.nodes) for triad in told.balanced},
        "index": (found.index, found.choices),
        "strength": {old[s.node]: (s.place, s.volume, s.reach) for s in strength(graph)},
        "brokers": {old[b.node]: (b.place, b.between, b.alone, b.constraint) for b in brokerage(graph)},
    }


@settings(max_examples=40)
@given(graphs(largest=6))
def test_other_names_change_no_measure(graph: nx.Graph[str]) -> None:
    other, names = renamed(graph)
    assert _all(graph, {node: node for node in graph}) == _all(other, names)


@settings(max_examples=40)
@given(graphs(largest=6))
def test_an_isolated_actor_changes_no_measure(graph: nx.Graph[str]) -> None:
    more = graph.copy()
    more.add_node("nobody")
    alone, rest = _all(more, {node: node for node in more}), _all(graph, {node: node for node in graph})
    assert alone["strength"].pop("nobody")[1:] == (0, 0)
    assert {n: s[1:] for n, s in alone.pop("strength").items()} == {
        n: s[1:] for n, s in rest.pop("strength").items()
    }
    assert alone == rest
    assert communities(more) == communities(graph)


@given(graphs(largest=6))
def test_reversing_all_signs_keeps_strength_and_swaps_friends_and_foes(graph: nx.Graph[str]) -> None:
    found, reverse = ({s.node: s for s in strength(g)} for g in (graph, turned(graph)))
    assert {n: (s.volume, s.friends, s.foes) for n, s in found.items()} == {
        n: (s.volume, s.foes, s.friends) for n, s in reverse.items()
    }
