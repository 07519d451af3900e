"""Briefings on an actor and on a pair: what they must name, in which order, and what they must not claim."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef

from azgraph.briefs import Brief, brief
from azgraph.errors import InputError
from azgraph.graph import load
from azgraph.names import ID
from azgraph.reports import document, render
from azgraph.reports.document import Line
from commands import azgraph, fault
from writing import THINGS, graph_of, in_memory

if TYPE_CHECKING:
    from browser import Pages


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load()


@pytest.fixture(scope="module")
def told(graph: Graph) -> Brief:
    return brief(graph, ID.AZE)


@pytest.fixture(scope="module")
def russia(graph: Graph) -> Brief:
    return brief(graph, ID.AZE, partner=ID.RUS)


def lines(told: Brief) -> list[Line]:
    return [line for section in document(told).sections for top in section.lines for line in (top, *top.more)]


def test_the_pair_is_told_from_crisis_through_worsening_and_easing_to_renewed_strain(russia: Brief) -> None:
    story = [point.statement.record for point in russia.story]
    wanted = [
        ID.azalShotDown, ID.russiaTension, ID.diasporaArrests, ID.arrestsAggravate, ID.dushanbeMeeting,
        ID.russiaTensionEased, ID.compensationPromise, ID.promisesBroken, ID.caseClosed,
        ID.russiaEscalates,
    ]  # fmt: skip
    assert [record for record in story if record in wanted] == wanted
    assert all(point.statement.citations for point in russia.story)


def test_a_story_holds_what_a_third_did_only_where_the_two_speak_of_it(graph: Graph, russia: Brief) -> None:
    europe = {point.statement.record for point in brief(graph, ID.AZE, partner=ID.EU).story}
    assert ID.agendaSigned in europe
    assert ID.transitLift not in {point.statement.record for point in russia.story}


def test_partners_come_by_importance_and_no_person_is_one(told: Brief) -> None:
    assert [p.actor for p in told.partners][:2] == [ID.ARM, ID.RUS]
    weights = [p.weight for p in told.partners]
    assert weights == sorted(weights, reverse=True)
    assert ID.IlhamAliyev not in {p.actor for p in told.partners}
    assert {ID.CHN, ID.GBR, ID.IRN, ID.EU, ID.USA, ID.CentralAsianFive} <= {p.actor for p in told.partners}


def test_a_tie_with_both_signs_shows_both(told: Brief) -> None:
    america = next(section for section in document(told).sections if section.title == "Partners").lines[2]
    assert (america.head, america.sign) == ("United States", "+")
    assert ("And yet", "\N{MINUS SIGN}") in {(line.head, line.sign) for line in america.more}


def test_an_unfinished_text_says_what_it_waits_for(told: Brief) -> None:
    treaty = told.texts[0]
    assert (treaty.text, treaty.stage, treaty.certainty) == (ID.PeaceTreaty, "initialled", "surely")
    assert [(s.record, condition) for s, condition in treaty.waits] == [
        (ID.constitutionCondition, "pending"),
        (ID.minskCondition, "met on 1 December 2025"),
    ]
    assert [s.record for s in treaty.expected] == [ID.signing]


def test_measures_are_those_in_force_on_the_day(graph: Graph, told: Brief) -> None:
    assert {p.statement.record for p in told.measures} == {ID.section907, ID.chinaVisaFree}
    earlier = brief(graph, ID.AZE, day=date(2025, 9, 30))
    certain = {p.statement.record: p.certainty for p in earlier.measures}
    assert (certain[ID.ukEmbargo], certain[ID.usaDefenceRestriction]) == ("surely", "possibly")


def test_measures_that_an_event_has_ended_are_told_with_it(graph: Graph, told: Brief) -> None:
    ended = {(measure.record, event.record) for measure, event in told.lifted}
    assert ended >= {(ID.ukEmbargo, ID.ukLift), (ID.usaDefenceRestriction, ID.usaDefenceLift)}
    assert not brief(graph, ID.AZE, day=date(2025, 10, 15)).lifted  # on some day of that month


def test_only_what_surely_stands_is_counted_without_a_beginning(told: Brief) -> None:
    assert "European Union" not in dict(told.open) and dict(told.open)["Armenia"] == 2


def test_commitments_are_met_pending_or_said_to_be_broken(told: Brief) -> None:
    owed = {due.statement.record: due for due in told.owed}
    assert (owed[ID.minskCondition].condition, owed[ID.constitutionCondition].condition) == ("met", "pending")
    promise = owed[ID.compensationPromise]
    assert promise.condition == "pending"
    assert [(s.record, s.stance) for s in promise.said] == [(ID.promisesBroken, "alleged")]
    demand = owed[ID.responsibilityDemand]  # that the admission meets it is not said
    assert (demand.condition, {s.record for s in demand.said}) == (
        "pending",
        {ID.putinAdmits, ID.russiaEvades},
    )
    assert {ID.trippPromise, ID.trippObligation, ID.paragraph9Obligation, ID.politicalPromises} <= owed.keys()


def test_what_is_disputed_or_denied_shows_both_sides(told: Brief) -> None:
    pairs = {tuple(sorted((a.record, b.record))) for a, b in told.disputed}
    assert (ID.charterTalks, ID.usaPartnershipReached) in pairs
    assert [s.record for s in told.denied] == [ID.russiaCrisisResolved]


def test_what_the_source_counts_without_naming_is_said(told: Brief) -> None:
    assert {figure.value for figure in told.counted} == {"191", "41", "52"}
    assert "Organization of Turkic States" in told.silent
    assert "of 191 documents signed" in render(told)


@pytest.mark.parametrize("partner", [None, ID.RUS, ID.ARM, ID.EU, ID.USA, ID.IRN])
def test_no_line_states_as_fact_what_is_only_said(graph: Graph, partner: None) -> None:
    told = brief(graph, ID.AZE, partner=partner)
    said = {s.label for s in (*told.expected, *told.denied)}
    said |= {s.label for judged in told.judged for s in judged.statements}
    for line in lines(told):
        if line.text in said:
            assert line.head.split(",")[0].split(" ")[0] in {"Expected", "Alleged", "Opinion", "Denied"}, line
            assert line.sign == ""
        elif line.sign:
            assert not any(line.text.startswith(f"{label},") for label in said), line


def test_every_stated_line_has_its_sentence(told: Brief) -> None:
    for line in lines(told):
        if line.sign:
            assert re.search(r"\bs\d+\.p\d+\.\d+", line.evidence), line


def test_an_earlier_day_does_not_know_what_came_later(graph: Graph) -> None:
    early = brief(graph, ID.AZE, partner=ID.RUS, day=date(2025, 9, 30))
    story = {point.statement.record for point in early.story}
    assert ID.arrestsAggravate in story and not story & {ID.dushanbeMeeting, ID.caseClosed}
    assert ID.compensationPromise not in {due.statement.record for due in early.owed}


def test_a_pair_that_the_source_does_not_join_is_told_so(graph: Graph) -> None:
    silent = render(brief(graph, ID.FRA, partner=ID.IRN))
    assert "The source does not say how France and Iran stand." in silent
    assert "how the United States and France stand." in render(brief(graph, ID.USA, partner=ID.FRA))


def test_who_is_named_twice_is_refused(graph: Graph) -> None:
    with pytest.raises(InputError, match="AZE is named twice"):
        brief(graph, ID.AZE, partner=ID.AZE)


@pytest.mark.parametrize("partner", [None, ID.RUS, ID.ARM])
def test_two_printed_pages_hold_an_actor_and_a_pair(
    page: Pages, graph: Graph, tmp_path: Path, partner: URIRef | None
) -> None:
    path = tmp_path / "brief.html"
    path.write_text(render(brief(graph, ID.AZE, partner=partner), "html"), encoding="utf-8")
    printed = page(path).pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2


def test_every_store_tells_the_same(graph: Graph, told: Brief, russia: Brief) -> None:
    memory = in_memory(graph)
    again, with_russia = brief(memory, ID.AZE), brief(memory, ID.AZE, partner=ID.RUS)
    for form in ("markdown", "json", "html"):
        assert render(again, form) == render(told, form)
        assert render(with_russia, form) == render(russia, form)


def test_the_data_form_names_records_and_days(russia: Brief) -> None:
    data = json.loads(render(russia, "json"))
    assert (data["actor"], data["partner"], data["day"]) == (":AZE", ":RUS", "2026-01-01")
    assert data["story"][1]["statement"]["record"] == ":azalShotDown"
    assert data["story"][1]["statement"]["citations"][0]["sid"] == "s6.p1.1"


def test_the_page_runs_no_script_and_fetches_nothing(told: Brief) -> None:
    page = render(told, "html")
    styles = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert styles
    digest = b64encode(hashlib.sha256(styles[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in page or f"style-src 'sha256-{digest}'" in page
    assert "default-src" in page and "<script" not in page and "http" not in page.replace("http-equiv", "")


def test_names_from_the_data_cannot_become_markup(tmp_path: Path) -> None:
    things = THINGS.replace('"Aland"', '"<img src=x onerror=alert(1)> *Aland*"')
    record = ':v a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:when "2025-04" ; az:claim c:s1.p1.1 .'
    told = brief(graph_of(tmp_path, record, things=things), ID.BBB)
    assert "<img" not in render(told, "html")
    assert "\\<img" in render(told) and "\\*Aland\\*" in render(told)


def test_the_commands_write_markdown_data_and_pages(tmp_path: Path) -> None:
    result = azgraph("brief", "Baku", "Moscow", cwd=tmp_path)
    assert result.returncode == 0 and result.stdout.startswith("# Azerbaijan and Russia on 1 January 2026\n")
    path = tmp_path / "changes.html"
    result = azgraph("changes", "2024-12-01", "2025-12-31", "--about", "AZE", "--format", "html", "-o", path)
    assert result.returncode == 0 and str(path) in result.stdout
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (
        json.loads(azgraph("changes", "2025-10-01", "2025-10-31", "--json").stdout)["first"] == "2025-10-01"
    )
    assert "the newest source is of 2026-01-01" in azgraph("brief", "AZE", "--day", "2030-01-01").stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["brief", "AZE", "Baku"], "AZE is named twice"),
        (["brief", "Armenai"], "Did you mean Armenia"),
        (["brief", "AZE", "--day", "2025-02-30"], "not a day: '2025-02-30'"),
        (["changes", "2025-02-30", "2025-03-01"], "not a day: '2025-02-30'"),
        (["changes", "2025-12-31", "2025-01-01"], "2025-12-31 comes after 2025-01-01"),
        (["changes", "2025-01-01", "2025-12-31", "--about", "Chna"], "Did you mean China"),
        (["brief", "AZE", "-o", "none/x.html"], "none/x.html: cannot be written"),
    ],
)
def test_bad_input_gets_one_clear_message(tmp_path: Path, arguments: list[str], expected: str) -> None:
    assert expected in fault(*arguments, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []
