"""What a reader of the article asks, answered by SPARQL from data/triples.ttl alone."""

from __future__ import annotations

from datetime import date

import pytest
from rdflib import Graph, Literal

from azgraph import sparql, turtle
from azgraph.files import resource
from azgraph.graph import load
from azgraph.names import short
from azgraph.snapshots import as_of


@pytest.fixture(scope="module")
def published() -> Graph:
    """The published file and nothing else: no ontology."""
    return turtle.read(resource("data", "triples.ttl"))


def rows(graph: Graph, text: str) -> list[tuple[str, ...]]:
    answer = sparql.run(graph, text)
    return sorted(tuple(str(t) if isinstance(t, Literal) else short(t) for t in row) for row in answer)


@pytest.mark.parametrize(
    ("day", "stage"),
    [("2025-07-31", "s:textAgreed"), ("2025-08-31", "s:initialled"), ("2025-12-31", "s:initialled")],
)
def test_the_stage_of_the_peace_treaty(day: str, stage: str) -> None:
    graph = as_of(load(), date.fromisoformat(day))
    assert rows(graph, "SELECT ?stage { :PeaceTreaty az:status ?stage }") == [(stage,)]


@pytest.mark.parametrize(("day", "met"), [("2025-11-30", []), ("2025-12-01", [(":minskCondition",)])])
def test_which_conditions_of_the_treaty_were_met(day: str, met: list[tuple[str, ...]]) -> None:
    graph = as_of(load(), date.fromisoformat(day))
    text = "SELECT ?c { ?c az:kind k:condition ; az:about :PeaceTreaty ; az:status s:met }"
    assert rows(graph, text) == met


def test_what_azerbaijan_asked_of_russia(published: Graph) -> None:
    text = "SELECT ?r { ?r az:kind k:demand ; az:subject :RUS ; az:object :AZE ; az:status s:pending }"
    assert rows(published, text) == [
        (":compensationDemand",),
        (":punishmentDemand",),
        (":responsibilityDemand",),
    ]


def test_what_russia_promised_and_who_alleges_that_it_is_broken(published: Graph) -> None:
    text = """SELECT ?promise ?status ?stance ?voice {
      ?promise az:kind k:promise ; az:subject :RUS ; az:object :AZE ; az:status ?status .
      ?breach az:breaches ?promise ; az:claim ?claim . ?claim az:stance ?stance ; az:by ?voice }"""
    alleged = ("s:pending", "s:alleged", ":ReportAnalyticalService")
    assert rows(published, text) == [(":assessmentPromise", *alleged), (":compensationPromise", *alleged)]


def test_which_measures_against_azerbaijan_ended_in_2025_and_who_ended_them(published: Graph) -> None:
    text = """SELECT ?measure ?who {
      ?measure a az:Measure ; az:object :AZE ; az:status s:ended ; az:endFrom ?from ; az:end ?end .
      ?event az:ends ?measure ; az:subject ?who .
      FILTER (YEAR(?from) = 2025 && YEAR(?end) = 2025) }"""
    assert rows(published, text) == [(":ukEmbargo", ":GBR"), (":usaDefenceRestriction", ":USA")]


def test_which_texts_link_the_eu_with_each_and_how_far_they_have_come(published: Graph) -> None:
    text = """SELECT ?text ?with ?stage { ?text a az:Agreement ; az:party :EU, ?with . FILTER (?with != :EU)
      OPTIONAL { ?text az:status ?stage } }"""
    assert rows(published, text) == [
        (":EUArmeniaAgenda", ":ARM", "s:signed"),
        (":EUPartnershipAgreement", ":AZE", ""),
    ]


def test_who_holds_which_office(published: Graph) -> None:
    text = "SELECT ?who ?office ?of { ?r az:office ?office ; az:status s:inForce ; az:subject ?who ; az:object ?of }"
    assert rows(published, text) == [
        (":DonaldTrump", "president", ":USA"),
        (":IlhamAliyev", "president", ":AZE"),
        (":JeyhunBayramov", "foreign minister", ":AZE"),
        (":KajaKallas", "responsible for foreign policy", ":EU"),
        (":MasoudPezeshkian", "president", ":IRN"),
        (":VernonCoaker", "minister of state for defence", ":GBR"),
        (":VladimirPutin", "president", ":RUS"),
        (":XiJinping", "president", ":CHN"),
    ]


def test_what_is_expected_for_2026_and_on_whose_word(published: Graph) -> None:
    text = """SELECT ?record ?voice { ?record az:when ?when ; az:claim ?claim . ?claim az:stance s:forecast ; az:by ?voice
      FILTER (STRSTARTS(?when, "2026")) }"""
    found = rows(published, text)
    assert (":signing", ":OfficialsInBaku") in found
    assert (":trippWorksBegin", ":ARM") in found
    assert (":charterSigning", ":ReportAnalyticalService") in found
    assert (":chinaDeepens", ":CHN") in found
    assert len(found) == 11


def test_which_statements_rest_on_the_authors_opinion_alone(published: Graph) -> None:
    text = """SELECT DISTINCT ?record { ?record az:claim ?claim
      FILTER NOT EXISTS { ?record az:claim ?other .
        FILTER NOT EXISTS { ?other az:by :ReportAnalyticalService ; az:stance s:opinion } } }"""
    found = {record for (record,) in rows(published, text)}
    assert {":usaPartnershipReached", ":minskJudgedUseless", ":section907Unjust", ":yearSuccessful"} <= found
    assert not {":minskWithoutPurpose", ":chinaPartnership", ":ukEmbargo"} & found
    assert len(found) > 60


def test_which_actors_connect_azerbaijan_and_armenia_other_than_directly(published: Graph) -> None:
    text = """SELECT DISTINCT ?who { ?who a ?class ; ?one ?here . VALUES (?here ?there) { (:AZE :ARM) }
      ?who ?other ?there .
      FILTER (?class IN (az:State, az:Organisation, az:Actor) && ?who NOT IN (:AZE, :ARM))
      FILTER (?one != az:partOf && ?other != az:partOf) }"""
    assert rows(published, text) == [(":EU",), (":RUS",), (":USA",)]


def test_the_contradiction_about_the_united_states_is_seen_and_makes_no_edge(published: Graph) -> None:
    assert rows(published, "SELECT ?other { :usaPartnershipReached az:conflictsWith ?other }") == [
        (":charterTalks",)
    ]
    assert sparql.run(published, "ASK { :AZE az:strategicPartnerOf :USA }").holds is False


@pytest.mark.parametrize(
    "text",
    [
        "ASK { :AZE az:memberOf :SCO }",
        "ASK { :AZE az:memberOf :OTS }",
        "ASK { :AZE az:memberOf :ConsultativeMeetings }",
        "ASK { :TRIPP az:status s:underWay }",
        "ASK { :section907 az:status s:ended }",
        "ASK { :embassyAttack az:subject ?somebody }",
        "ASK { :PeaceTreaty az:status s:signed }",
        "ASK { :StrategicPartnershipCharter az:status s:signed }",
        "ASK { :compensationPromise az:status s:breached }",
        "ASK { :russiaTension az:status s:ended }",
        "ASK { :RUS az:owes :AZE }",
    ],
)
def test_what_the_article_does_not_state_is_not_answered_with_yes(published: Graph, text: str) -> None:
    assert sparql.run(published, text).holds is False


def test_a_background_fact_is_never_passed_off_as_the_articles(published: Graph) -> None:
    named = rows(published, "SELECT DISTINCT ?state { ?state a az:State }")
    assert not {(f":{code}",) for code in ("UZB", "KGZ", "TJK", "TKM", "TUR")} & set(named)


def test_the_story_of_the_pair_with_russia_has_its_steps_in_order(published: Graph) -> None:
    text = """SELECT ?start ?record { VALUES ?record { :russiaTension :arrestsAggravate :russiaTensionEased }
      ?record az:start ?start }"""
    assert rows(published, text) == [
        ("2024-12-01", ":russiaTension"),
        ("2025-06-01", ":arrestsAggravate"),
        ("2025-10-01", ":russiaTensionEased"),
    ]
