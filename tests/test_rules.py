"""The two rules and the spans: what stands on a day, surely and possibly."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import XSD, Graph, Literal, URIRef

from azgraph import store, turtle
from azgraph.files import ontology_files
from azgraph.names import AZ, ID, KIND, STATUS
from azgraph.snapshots import Days, Spans, facts, snapshot, spans
from writing import graph_of, in_memory


def stands(graph: Graph, record: str, day: str) -> str:
    held = spans(graph).records[ID[record]]
    on = date.fromisoformat(day)
    if held.sure is not None and on in held.sure:
        return "surely"
    return "possibly" if held.possible is not None and on in held.possible else "not"


def stages(graph: Graph, thing: str, day: str) -> set[str]:
    return {
        str(s).rsplit("/", 1)[1] for s in facts(graph, date.fromisoformat(day)).objects(ID[thing], AZ.status)
    }


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2024-12-01", "possibly"), ("2025-01-01", "surely"), ("2025-09-30", "surely"), ("2025-10-15", "possibly"),
     ("2025-10-31", "not"), ("2025-12-31", "not")],
)  # fmt: skip
def test_an_embargo_that_stood_already_goes_within_the_month_of_its_lifting(
    tmp_path: Path, day: str, verdict: str
) -> None:
    graph = graph_of(
        tmp_path,
        """:embargo a az:Measure ; az:kind k:embargo ; az:subject :AAA ; az:object :BBB ; az:when "../2025-10" ; az:claim c:s1.p1.1 .
        :lift a az:Event ; az:kind k:liftEmbargo ; az:subject :AAA ; az:object :BBB ; az:when "2025-10" ; az:ends :embargo ;
          az:claim c:s1.p1.1 .""",
    )
    assert stands(graph, "embargo", day) == verdict


def test_a_restriction_whose_repeal_is_only_expected_stays_in_force(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        """:restriction a az:Measure ; az:kind k:restriction ; az:subject :AAA ; az:object :BBB ; az:when "../.." ; az:claim c:s1.p1.1 .
        :repeal a az:Event ; az:kind k:liftRestriction ; az:ends :restriction ; az:claim [ az:passage p:s1.p1.2 ; az:stance s:forecast ] .""",
    )
    assert stands(graph, "restriction", "2024-06-01") == "possibly"
    assert stands(graph, "restriction", "2025-06-01") == "surely"
    assert stages(graph, "restriction", "2026-01-01") == {"inForce"}


def test_a_treaty_is_in_one_stage_at_a_time_and_an_expected_signature_moves_nothing(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        """:agreed a az:Event ; az:kind k:agreeText ; az:subject :AAA ; az:object :BBB ; az:moves :Text ; az:when "2025-03" ; az:claim c:s1.p1.1 .
        :initialled a az:Event ; az:kind k:initial ; az:subject :AAA ; az:object :BBB ; az:moves :Text ; az:when "2025-08-08" ; az:claim c:s1.p1.2 .
        :signed a az:Event ; az:kind k:sign ; az:subject :AAA ; az:object :BBB ; az:moves :Text ; az:when "2026" ;
          az:claim [ az:passage p:s1.p1.3 ; az:stance s:forecast ] .""",
    )
    assert stages(graph, "Text", "2025-03-15") == set()
    assert stages(graph, "Text", "2025-07-31") == {"textAgreed"}
    assert stages(graph, "Text", "2025-08-08") == {"initialled"}
    assert stages(graph, "Text", "2030-01-01") == {"initialled"}
    assert set(facts(graph, date(2025, 3, 15), sure=False).objects(ID.Text, AZ.status)) == {STATUS.textAgreed}


def test_two_steps_that_no_date_can_order_leave_no_sure_stage(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        """:initialled a az:Event ; az:kind k:initial ; az:moves :Text ; az:when "2025" ; az:claim c:s1.p1.1 .
        :signed a az:Event ; az:kind k:sign ; az:moves :Text ; az:when "2025-08-08" ; az:claim c:s1.p1.2 .""",
    )
    assert stages(graph, "Text", "2025-12-31") == set()
    assert set(facts(graph, date(2025, 12, 31), sure=False).objects(ID.Text, AZ.status)) == {
        STATUS.initialled,
        STATUS.signed,
    }


def test_of_two_steps_on_one_day_the_higher_stage_came_later(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        """:initialled a az:Event ; az:kind k:initial ; az:moves :Text ; az:when "2025-08-08" ; az:claim c:s1.p1.1 .
        :signed a az:Event ; az:kind k:sign ; az:moves :Text ; az:when "2025-08-08" ; az:claim c:s1.p1.2 .""",
    )
    assert stages(graph, "Text", "2025-08-08") == {"signed"}


@pytest.mark.parametrize("stance", ["opinion", "alleged", "forecast", "conditional", "denied"])
def test_what_nobody_reports_makes_no_edge_and_undoes_nothing(tmp_path: Path, stance: str) -> None:
    graph = graph_of(
        tmp_path,
        f""":pact a az:Relation ; az:kind k:strategicPartnership ; az:subject :AAA ; az:object :BBB ; az:when "2025-01-01/.." ;
          az:claim [ az:passage p:s1.p1.1 ; az:stance s:{stance} ] .
        :duty a az:Commitment ; az:kind k:promise ; az:subject :AAA ; az:object :BBB ; az:when "2025-01-01/.." ; az:claim c:s1.p1.2 .
        :broken a az:Event ; az:kind k:refuse ; az:subject :AAA ; az:object :BBB ; az:breaches :duty ; az:when "2025-02-01" ;
          az:claim [ az:passage p:s1.p1.3 ; az:stance s:{stance} ] .""",
    )
    found = facts(graph, date(2025, 6, 1), sure=False)
    assert (ID.AAA, AZ.strategicPartnerOf, ID.BBB) not in found
    assert set(found.objects(ID.duty, AZ.status)) == {STATUS.pending}


def test_one_denial_keeps_a_reported_record_from_making_an_edge(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        """:visit a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:when "2025-02-01" ;
          az:claim c:s1.p1.1, [ az:by :BBB ; az:passage p:s1.p1.2 ; az:stance s:denied ] .""",
    )
    assert (ID.AAA, AZ.visited, ID.BBB) not in facts(graph, date(2025, 6, 1), sure=False)


def test_a_move_whose_kind_names_no_stage_moves_nothing(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        """:visit a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:moves :Text ; az:when "2025-08-08" ; az:claim c:s1.p1.1 .""",
    )
    assert stages(graph, "Text", "2025-12-31") == set()


def test_a_symmetric_edge_reads_both_ways_and_its_tie_is_kept_once(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        """:summit a az:Event ; az:kind k:meet ; az:subject :AAA, :CCC ; az:object :BBB, :CCC ; az:when "2025-08-08" ; az:claim c:s1.p1.1 .""",
    )
    found = snapshot(graph, date(2025, 8, 8))
    assert len(set(found.facts.triples((None, AZ.metWith, None)))) == 6
    assert {(t.subject, t.object) for t in found.ties} == {
        (ID.AAA, ID.BBB),
        (ID.AAA, ID.CCC),
        (ID.BBB, ID.CCC),
    } or len(found.ties) == 3


def test_a_relation_is_no_surer_than_the_event_that_starts_it(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        """:pact a az:Relation ; az:kind k:cooperation ; az:subject :AAA ; az:object :BBB ; az:when "2025-01/.." ; az:claim c:s1.p1.1 .
        :launch a az:Event ; az:kind k:agreeStep ; az:subject :AAA ; az:object :BBB ; az:when "2025-03" ; az:starts :pact ; az:claim c:s1.p1.2 .""",
    )
    assert [stands(graph, "pact", day) for day in ("2025-02-15", "2025-03-15", "2025-03-31")] == [
        "not",
        "possibly",
        "surely",
    ]


def test_an_event_of_a_data_file_keeps_the_day_that_it_has_without_a_text(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        ":e a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1 ; "
        'az:start "2025-03-05"^^xsd:date .',
    )
    assert [stands(graph, "e", day) for day in ("2025-03-04", "2025-03-05")] == ["not", "surely"]


def test_the_day_of_a_speaker_stands_for_the_end_of_the_period(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        """:closed a az:Event ; az:kind k:closeCase ; az:subject :AAA ; az:object :BBB ;
          az:claim [ az:by :CCC ; az:passage p:s1.p1.1 ; az:said "2025-12-26" ] .""",
    )
    assert [stands(graph, "closed", day) for day in ("2025-12-25", "2025-12-26")] == ["possibly", "surely"]


# --- Rules and spans say the same on every day -------------------------------------

KINDS = {
    "visit": "Event",
    "tension": "Relation",
    "embargo": "Measure",
    "promise": "Commitment",
    "initial": "Event",
    "sign": "Event",
    "refuse": "Event",
}
_day = st.dates(date(2025, 1, 1), date(2025, 1, 12))
_maybe = st.one_of(st.none(), _day)


@st.composite
def bounded_graphs(draw: st.DrawFn) -> Graph:
    """Graphs of a few records with any bounds in order, claims, and changes of one another."""
    graph = Graph(bind_namespaces="none")
    records = [f"r{n}" for n in range(draw(st.integers(1, 5)))]
    for name in records:
        kind = draw(st.sampled_from(sorted(KINDS)))
        record = ID[name]
        graph.add((record, AZ.kind, KIND[kind]))
        graph.add((record, AZ.subject, ID.AAA))
        graph.add((record, AZ.object, draw(st.sampled_from([ID.AAA, ID.BBB]))))
        for stance in draw(st.sets(st.sampled_from(["reported", "alleged", "denied"]), min_size=1)):
            claim = URIRef(f"{record}/{stance}")
            graph.add((record, AZ.claim, claim))
            graph.add((claim, AZ.stance, STATUS[stance]))
        bounds = sorted(draw(st.lists(_day, min_size=4, max_size=4)))
        chosen = (
            (AZ.start, AZ.startBy) if KINDS[kind] == "Event" else (AZ.start, AZ.startBy, AZ.endFrom, AZ.end)
        )
        for predicate, day in zip(chosen, bounds, strict=False):
            if draw(st.booleans()):
                graph.add((record, predicate, Literal(day.isoformat(), datatype=XSD.date)))
        if KINDS[kind] == "Event":
            change = draw(st.sampled_from([AZ.starts, AZ.ends, AZ.meets, AZ.breaches, AZ.moves]))
            target = (
                ID.Text
                if change == AZ.moves
                else ID[draw(st.sampled_from([r for r in records if r != name] or ["none"]))]
            )
            graph.add((record, change, target))
    return graph


def stage_facts(found: Spans, day: date, *, sure: bool) -> set[tuple[URIRef, URIRef]]:
    def on(days: Days | None) -> bool:
        return days is not None and day in days

    return {
        (thing, stage)
        for thing, held in found.stages.items()
        for stage, span in held
        if on(span.sure if sure else span.possible)
    }


def edge_facts(graph: Graph, found: Spans, day: date, *, sure: bool) -> set[URIRef]:
    edges = {KIND.visit: AZ.visited, KIND.tension: AZ.tenseWith, KIND.embargo: AZ.embargoes, KIND.promise: AZ.promisedTo,
             KIND.initial: AZ.initialledWith, KIND.sign: AZ.signedWith, KIND.refuse: AZ.refused}  # fmt: skip
    holding = set()
    for record, held in found.records.items():
        days = held.sure if sure else held.possible
        if days is not None and day in days and graph.value(record, AZ.object) == ID.BBB:
            holding.add(edges[graph.value(record, AZ.kind)])  # type: ignore[index]
    return holding


ONTOLOGY = Graph(bind_namespaces="none")
for _path in ontology_files():
    turtle.read(_path, into=ONTOLOGY)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(bounded_graphs(), st.booleans())
def test_the_rules_and_the_spans_agree_on_every_day(graph: Graph, sure: bool) -> None:
    loaded = store.load_graph(graph, ONTOLOGY)
    found = spans(loaded)
    for offset in range(-1, 14):
        day = date(2025, 1, 1) + timedelta(offset)
        computed = facts(loaded, day, sure=sure)
        assert set(computed.subject_objects(AZ.status)) == stage_facts(found, day, sure=sure)
        assert {p for p in computed.predicates(ID.AAA, ID.BBB)} == edge_facts(graph, found, day, sure=sure)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(bounded_graphs())
def test_at_most_one_stage_is_sure_and_it_is_among_the_possible_ones(graph: Graph) -> None:
    loaded = store.load_graph(graph, ONTOLOGY)
    for offset in range(0, 13, 3):
        day = date(2025, 1, 1) + timedelta(offset)
        sure, possible = (facts(loaded, day, sure=x) for x in (True, False))
        reached = set(sure.objects(ID.Text, AZ.status))
        assert len(reached) <= 1
        assert reached <= set(possible.objects(ID.Text, AZ.status))


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(bounded_graphs(), _day, st.booleans())
def test_both_engines_compute_the_same_facts(graph: Graph, day: date, sure: bool) -> None:
    loaded = store.load_graph(graph, ONTOLOGY)
    assert set(facts(loaded, day, sure=sure)) == set(facts(in_memory(loaded), day, sure=sure))
