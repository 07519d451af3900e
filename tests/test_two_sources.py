"""Two sources in one graph: what they disagree on is seen, and neither is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph

from azgraph import passages
from azgraph.citations import evidence
from azgraph.coverage import coverage
from azgraph.findings import check, check_source
from azgraph.graph import load
from azgraph.names import AZ, ID
from azgraph.questions import ask
from azgraph.snapshots import facts, newest_day

HOME = Path(__file__).parent / "two_sources"
BULLETIN = HOME / "records" / "bulletin2026.ttl"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load("bundled", BULLETIN)


def test_the_day_is_that_of_the_newer_source(graph: Graph) -> None:
    assert newest_day(graph) == date(2026, 2, 15)


def test_a_denial_in_one_source_takes_the_edge_that_the_other_made(graph: Graph) -> None:
    edge = (ID.RUS, AZ.closedCaseOn, ID.AZE)
    assert edge in facts(load(), date(2026, 1, 1))
    assert edge not in facts(graph, date(2026, 1, 1))


def test_each_source_keeps_its_own_end_of_the_embargo(graph: Graph) -> None:
    november = date(2025, 11, 15)
    assert (ID.GBR, AZ.embargoes, ID.AZE) not in facts(load(), november)
    assert (ID.GBR, AZ.embargoes, ID.AZE) in facts(graph, november)
    assert (ID.ukEmbargoLonger, AZ.conflictsWith, ID.ukEmbargo) in graph


def test_the_disagreement_is_seen_by_ask_with_the_voices_of_both(graph: Graph) -> None:
    rows = {str(row.terms["record"]): row for row in ask(graph, "disagreements")}
    both = rows[str(ID.ukEmbargo)].evidence + rows[str(ID.ukEmbargoLonger)].evidence
    assert {citation.source for citation in both} == {"Year-end analysis by Report", "Invented bulletin"}
    denied = {citation.stance for citation in rows[str(ID.caseClosed)].evidence}
    assert {"reported", "denied"} <= denied


def test_the_disagreement_is_a_note_of_check_and_no_error() -> None:
    findings = check(BULLETIN)
    assert {finding.severity for finding in findings} == {"note"}
    stated = "\n".join(map(str, findings))
    assert ":ukEmbargoLonger cannot be true together with :ukEmbargo" in stated
    assert ":caseClosed is reported and denied, denied by :RussianInvestigativeCommittee" in stated


def test_citations_name_the_source_they_stand_in(graph: Graph) -> None:
    spoken = [str(citation) for citation in evidence(graph, ID.tourismSigned)]
    assert spoken == ["Reported by Desk of the invented bulletin; Invented bulletin, s0.p4.1"]


def test_every_passage_of_the_second_source_is_accounted_for(graph: Graph) -> None:
    listed = [p for p in coverage(graph) if p.source == "bulletin2026"]
    assert len(listed) == 6 and all(p.accounted for p in listed)


def test_its_segmentation_is_what_source_add_makes_of_its_text() -> None:
    text = (HOME / "bulletin2026.txt").read_text(encoding="utf-8")
    assert passages.segment(text) == passages.read(HOME / "sources" / "bulletin2026.tsv")
    assert check_source(str(HOME / "bulletin2026.txt"), BULLETIN) == []


def test_a_changed_copy_of_a_source_is_found_out(tmp_path: Path) -> None:
    text = (HOME / "bulletin2026.txt").read_text(encoding="utf-8")
    copy = tmp_path / "bulletin2026.txt"
    copy.write_text(
        text.replace("12 December", "13 December").replace("On 3 February", "Later, on 3 February"),
        encoding="utf-8",
    )
    stated = [finding.message for finding in check_source(str(copy), BULLETIN)]
    assert len(stated) == 2
    assert stated[0].startswith("s0.p2.2 no longer stands") and stated[0].endswith(
        "its words are gone or changed"
    )
    assert stated[1].startswith("s0.p4.1 no longer stands")
