"""Whose word counts, and what could be known by a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, Graph

from azgraph import sparql
from azgraph.briefs import brief
from azgraph.changes import changes
from azgraph.errors import InputError, UnknownName
from azgraph.graph import load
from azgraph.names import AZ, ID, STATUS, short
from azgraph.policies import Policy, apply, policy
from azgraph.reports import render
from azgraph.snapshots import facts, snapshot

BULLETIN = Path(__file__).parent / "two_sources" / "records" / "bulletin2026.ttl"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load()


@pytest.fixture(scope="module")
def both() -> Graph:
    return load("bundled", BULLETIN)


def triples(graph: Graph) -> set[tuple[str, str, str]]:
    return {(short(s), short(p), short(o)) for s, p, o in graph}


def test_no_policy_changes_nothing(graph: Graph) -> None:
    assert not Policy()
    assert triples(apply(graph, Policy())) == triples(graph)


def test_dropping_a_source_leaves_exactly_the_graph_of_the_others(graph: Graph, both: Graph) -> None:
    left = apply(both, policy(both, without_sources=["bulletin2026"]))
    records = "SELECT ?r ?k ?when ?start ?by { ?r az:kind ?k OPTIONAL {?r az:when ?when} OPTIONAL {?r az:start ?start} OPTIONAL {?r az:startBy ?by} }"
    assert set(sparql.run(left, records).rows) == set(sparql.run(graph, records).rows)
    day = date(2026, 1, 1)
    assert set(facts(left, day)) == set(facts(graph, day))


def test_dropping_the_article_leaves_what_the_bulletin_says_alone(both: Graph) -> None:
    left = apply(both, policy(both, without_sources=["report2025"]))
    assert set(left.subjects(AZ.kind)) == {ID.ukEmbargoLonger, ID.ukLift, ID.caseClosed, ID.tourismSigned}
    found = facts(left, date(2026, 2, 15))
    assert (ID.AZE, AZ.signedWith, ID.CHN) in found
    assert (ID.RUS, AZ.closedCaseOn, ID.AZE) not in found


def test_what_the_foreign_minister_said_stands_on_his_word_alone(graph: Graph) -> None:
    left = apply(graph, policy(graph, voices=["Jeyhun Bayramov"]))
    assert ID.constitutionCondition in set(left.subjects(AZ.kind))
    assert ID.ukEmbargo not in set(left.subjects(AZ.kind))
    assert set(facts(left, date(2025, 12, 31)).objects(ID.constitutionCondition, AZ.status)) == {
        STATUS.pending
    }


def test_a_reader_may_let_opinions_count(graph: Graph) -> None:
    edge = (ID.AZE, AZ.strategicPartnerOf, ID.USA)
    assert edge not in facts(graph, date(2026, 1, 1))
    left = apply(graph, policy(graph, stances=["reported", "opinion"]))
    assert edge in snapshot(left, date(2026, 1, 1)).facts


def test_what_was_published_later_was_not_known(graph: Graph, both: Graph) -> None:
    early = date(2025, 9, 1)
    assert (ID.AZE, AZ.visaFreeWith, ID.CHN) in facts(graph, early)
    assert set(apply(graph, Policy(known_by=early)).subjects(AZ.kind)) == set()
    between = apply(both, Policy(known_by=date(2026, 1, 31)))
    assert {short(s) for s in between.subjects(RDF.type, AZ.Source)} == {":report2025"}
    assert (ID.RUS, AZ.closedCaseOn, ID.AZE) in facts(between, date(2026, 1, 31))
    assert (ID.RUS, AZ.closedCaseOn, ID.AZE) not in facts(both, date(2026, 1, 31))


def test_what_somebody_said_before_the_article_came_out_was_known_then(graph: Graph) -> None:
    known = set(apply(graph, Policy(known_by=date(2025, 12, 26))).subjects(AZ.kind))
    assert ID.constitutionCondition in known
    assert ID.caseClosed in known
    assert ID.chinaPartnership not in known


def test_an_unknown_voice_source_or_stance_names_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="Did you mean Jeyhun Bayramov"):
        policy(graph, voices=["Jeihun Bayramov"])
    with pytest.raises(UnknownName, match="no source 'report'"):
        policy(graph, without_sources=["report"])
    with pytest.raises(InputError, match="Did you mean opinion"):
        policy(graph, stances=["opinon"])


def test_a_brief_says_plainly_that_little_was_known_and_why(graph: Graph, both: Graph) -> None:
    early = date(2025, 9, 1)
    left = apply(graph, Policy(known_by=early))
    page = render(brief(left, ID.AZE, day=early), "markdown")
    assert page.rstrip().endswith(
        "Nothing was known yet. Not yet published: Year-end analysis by Report of 1 January 2026."
    )
    changed = render(changes(left, date(2025, 1, 1), early), "markdown")
    assert "Nothing was known yet." in changed and "The source does not say" not in changed
    between = render(brief(apply(both, Policy(known_by=date(2026, 1, 31))), ID.AZE, day=early), "markdown")
    assert "Not yet published: Invented bulletin of 15 February 2026." in between
    assert "One source tells this: Year-end analysis by Report" in between


def test_a_brief_says_where_only_what_others_had_said_before_was_known(graph: Graph) -> None:
    eve = date(2025, 12, 31)
    page = render(brief(apply(graph, Policy(known_by=eve)), ID.AZE, day=eve), "markdown")
    left = "Of Year-end analysis by Report only what others had said before it came out is told."
    assert left in page
    assert left not in render(brief(graph, ID.AZE, day=eve), "markdown")


def test_what_happened_and_what_was_known_are_two_clocks(both: Graph) -> None:
    november = date(2025, 11, 15)
    embargo = (ID.GBR, AZ.embargoes, ID.AZE)
    assert embargo in facts(both, november)
    assert embargo not in facts(apply(both, Policy(known_by=date(2026, 1, 31))), november)
