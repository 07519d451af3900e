"""The catalogue of questions: the same rows from both engines, and golden answers."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph

from azgraph import sparql
from azgraph.errors import InputError, UnknownName
from azgraph.graph import load
from azgraph.names import ID
from azgraph.printing import answer_json, answer_text
from azgraph.questions import ask, catalogue, nearest_words, search
from azgraph.snapshots import as_of
from writing import graph_of, in_memory

GOLDEN = Path(__file__).parent / "golden"
TAKEN = {
    "day",
    "data",
    "json",
    "help",
    "search",
    "voices",
    "stances",
    "known-by",
    "known_by",
    "without-source",
    "without_source",
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load()


@pytest.fixture(scope="module")
def memory(graph: Graph) -> Graph:
    return in_memory(graph)


@pytest.mark.parametrize("name", catalogue())
def test_a_question_has_its_golden_answer(graph: Graph, name: str) -> None:
    answer = answer_json(ask(graph, name)) + "\n"
    golden = GOLDEN / f"{name}.json"
    if os.environ.get("AZGRAPH_GOLDEN") == "write":  # then read the difference before you commit it
        golden.write_text(answer, encoding="utf-8")
    assert answer == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", catalogue())
def test_both_engines_give_the_same_rows_in_the_same_order(graph: Graph, memory: Graph, name: str) -> None:
    text = catalogue()[name].text
    one, other = sparql.run(graph, text), sparql.run(memory, text)
    assert one.columns == other.columns
    assert [tuple(map(str, row)) for row in one] == [tuple(map(str, row)) for row in other]


@pytest.mark.parametrize("name", catalogue())
def test_a_question_is_written_in_house_style(name: str) -> None:
    question = catalogue()[name]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert question.summary.endswith("?")
    assert "ORDER BY" in question.text
    assert "?evidence" in question.text.split("WHERE")[0]
    assert not {p.name for p in question.parameters} & TAKEN
    assert "SELECT *" not in question.text
    assert {p.type for p in question.parameters} <= {"actor", "thing", "day", "text"}
    assert sum(p.type == "text" for p in question.parameters) <= 1  # free text is bound last


@pytest.mark.parametrize("name", catalogue())
def test_every_stated_fact_of_an_answer_has_its_passage(graph: Graph, name: str) -> None:
    for row in ask(graph, name):
        states_a_fact = row.terms.get("stage") is not None or row.terms.get("record") is not None
        assert not states_a_fact or (all(citation.sid for citation in row.evidence) and row.evidence), row


def test_no_golden_answer_is_left_behind() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(catalogue())


def test_a_parameter_stays_data(graph: Graph) -> None:
    with pytest.raises(UnknownName):
        ask(graph, "strategic-partners", actor=":AZE } # ?x ?y ?z . {")


@pytest.mark.parametrize(
    "text",
    [
        's6.p4.6" } { ?x ?y ?z } #',
        's6.p4.6\\" } UNION { ?record ?y ?what',
        'VALUES ?sentence { "s6.p4.6" }',
        '"""\ns6.p4.6',
        "\\1 \\g<0> {}",
    ],
)
def test_sparql_in_a_text_parameter_stays_text(graph: Graph, memory: Graph, text: str) -> None:
    assert ask(graph, "passage", sentence=text) == ask(memory, "passage", sentence=text) == []


def test_a_day_that_does_not_exist_is_named_with_its_parameter(graph: Graph) -> None:
    with pytest.raises(InputError, match="parameter since: not a day: '2025-02-30'"):
        ask(graph, "began", since="2025-02-30")


def test_there_are_at_least_thirty_questions() -> None:
    assert len(catalogue()) >= 30


def test_a_claim_of_many_records_is_cited_for_the_record_it_stands_beside(graph: Graph) -> None:
    for row in ask(graph, "voice", voice="ReportAnalyticalService"):
        assert {citation.record for citation in row.evidence} == {row.terms["record"]}


def test_an_expectation_whose_time_is_over_is_stale_unless_it_is_reported(tmp_path: Path) -> None:
    records = """
:past a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:when "2025-06" ;
  az:claim [ az:passage p:s1.p1.1 ; az:stance s:forecast ] .
:kept a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :CCC ; az:when "2025-06" ;
  az:claim c:s1.p1.2, [ az:passage p:s1.p1.3 ; az:stance s:forecast ] .
:still a az:Event ; az:kind k:visit ; az:subject :BBB ; az:object :CCC ; az:when "2026" ;
  az:claim [ az:passage p:s1.p1.4 ; az:stance s:forecast ] .
"""
    rows = ask(graph_of(tmp_path, records), "stale-forecasts")
    assert [row.terms["record"] for row in rows] == [ID.past]


def test_a_text_under_negotiation_names_what_its_signing_hangs_on(graph: Graph) -> None:
    found = {str(row.terms["hangsOn"]) for row in ask(graph, "unfinished-agreements") if row.terms["hangsOn"]}
    assert any("constitution" in label for label in found)
    assert not any("Minsk Group" in label for label in found), "that condition is met"


@pytest.mark.parametrize("name", ["waiting-for", "commitments"])
@pytest.mark.parametrize(("day", "sentences"), [("2025-11-30", 1), ("2025-12-01", 2)])
def test_a_condition_cites_what_met_it_once_it_is_met(name: str, day: str, sentences: int) -> None:
    answer = ask(as_of(load(), date.fromisoformat(day)), name)
    (condition,) = [row for row in answer if row.terms["record"] == ID.minskCondition]
    assert [c.sid for c in condition.evidence] == ["s1.p3.1", "s1.p3.6"][:sentences]


def test_since_is_said_once(graph: Graph) -> None:
    printed = answer_text("", ask(graph, "strategic-partners"))
    assert "since some day of 2025" in printed and "since: since" not in printed


def test_a_search_finds_questions_by_all_of_its_words_the_nearest_first() -> None:
    assert [question.name for question in search("FREEZE")] == ["before-freeze"]
    assert search("agreement")[0].name == "agreement-history"
    both = search("tension order")
    assert both and all("tension" in q.description + q.summary for q in both)
    assert search("tension zebra") == search("") == []


def test_a_search_without_a_hit_names_words_that_are_known() -> None:
    assert "agreement" in nearest_words("agrement")
    assert nearest_words("xqzv") == ""


def test_an_actor_goes_by_id_label_or_alias(graph: Graph) -> None:
    answers = [answer_json(ask(graph, "pair", partner=name)) for name in ("CHN", ":CHN", "China", "beijing")]
    assert len(set(answers)) == 1 and len(answers[0]) > 100


def test_an_unknown_question_parameter_or_actor_names_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="Did you mean timeline"):
        ask(graph, "timelin")
    with pytest.raises(UnknownName, match="Did you mean actor"):
        ask(graph, "timeline", acter="AZE")
    with pytest.raises(UnknownName, match="Did you mean Armenia"):
        ask(graph, "timeline", actor="Armenai")
