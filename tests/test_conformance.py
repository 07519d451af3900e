"""The runner of the W3C's suites: what it takes for right, and what it does not."""

from __future__ import annotations

from pathlib import Path

import conformance
import pytest
from suites import Test, entries

# rdflib warns of itself when a Dataset is asked.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")

MANIFEST = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
<> a mf:Manifest ; mf:entries ( <#right> <#wrong> <#named> <#refused> <#syntax> ) .
<#right> a mf:QueryEvaluationTest ; mf:name "right" ;
  mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ] ; mf:result <right.srj> .
<#wrong> a mf:QueryEvaluationTest ; mf:name "wrong" ;
  mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ] ; mf:result <wrong.srj> .
<#named> a mf:QueryEvaluationTest ; mf:name "named" ;
  mf:action [ qt:query <from.rq> ; qt:graphData <data.ttl> ] ; mf:result <right.srj> .
<#refused> a mf:QueryEvaluationTest ; mf:name "refused" ;
  mf:action [ qt:query <from.rq> ; qt:data <data.ttl> ] ; mf:result <right.srj> .
<#syntax> a mf:PositiveSyntaxTest11 ; mf:name "syntax" ; mf:action <from.rq> .
"""
ROWS = """{"head": {"vars": ["a", "b"]}, "results": {"bindings": [
  {"a": {"type": "bnode", "value": "x"}, "b": {"type": "bnode", "value": "y"}},
  {"a": {"type": "bnode", "value": "y"}, "b": {"type": "bnode", "value": "LAST"}}]}}"""


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Test]:
    folder = tmp_path_factory.mktemp("suite")
    files = {
        "manifest.ttl": MANIFEST,
        "data.ttl": "@prefix : <http://example.org/> . _:p :near _:q . _:q :near _:r .",
        "rows.rq": "SELECT ?a ?b { ?a <http://example.org/near> ?b }",
        "from.rq": "SELECT ?a ?b FROM <data.ttl> { ?a <http://example.org/near> ?b }",
        "right.srj": ROWS.replace("LAST", "z"),
        "wrong.srj": ROWS.replace("LAST", "x"),
    }
    for name, text in files.items():
        Path(folder, name).write_text(text, encoding="utf-8")
    return {test.name: test for test in entries(folder / "manifest.ttl")}


@pytest.mark.parametrize("side", conformance.SIDES, ids=lambda side: side.name)
def test_rows_are_the_same_under_other_names_of_their_blank_nodes(
    suite: dict[str, Test], side: conformance.Side
) -> None:
    assert conformance.run(suite["right"], side) == ""


@pytest.mark.parametrize("side", conformance.SIDES[:2], ids=lambda side: side.name)
def test_a_graph_is_asked_by_its_name(suite: dict[str, Test], side: conformance.Side) -> None:
    assert conformance.run(suite["named"], side) == ""
    assert conformance.run(suite["syntax"], side) == ""


@pytest.mark.parametrize("side", conformance.SIDES, ids=lambda side: side.name)
def test_rows_whose_blank_nodes_hang_together_otherwise_fail(
    suite: dict[str, Test], side: conformance.Side
) -> None:
    assert conformance.run(suite["wrong"], side) == "answers otherwise"


def test_a_failure_on_purpose_is_named_as_one(suite: dict[str, Test]) -> None:
    wrong = conformance.run(suite["refused"], conformance.SIDES[0])
    assert conformance.cause(suite["refused"], wrong, "").startswith("refused on purpose: FROM")
