"""The catalogue of questions: the same rows from both engines, and golden answers."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from rdflib import Graph

from azgraph import sparql
from azgraph.errors import UnknownName
from azgraph.graph import load
from azgraph.printing import answer_json
from azgraph.questions import ask, catalogue
from writing import in_memory

GOLDEN = Path(__file__).parent / "golden"
SHARED_OPTIONS = {"day", "data", "json", "help"}


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
    assert not {p.name for p in question.parameters} & SHARED_OPTIONS
    assert "SELECT *" not in question.text


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
