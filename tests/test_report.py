"""The report that is handed in: what it must name, on which sentences, and what it must not claim."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

from azgraph.errors import InputError
from azgraph.files import resource, write_folder
from azgraph.graph import load
from azgraph.names import AZ
from azgraph.reports import write_report
from azgraph.reports.document import Document, Line
from azgraph.reports.review_document import document
from azgraph.reviews import Review, review
from commands import azgraph, fault
from writing import graph_of

if TYPE_CHECKING:
    from browser import Pages

pytestmark = pytest.mark.apart

SMALL = """
:ab a az:Relation ; az:kind k:tension ; az:subject :AAA ; az:object :BBB ; az:when "2025-02/.." ; az:claim c:s1.p1.1 .
:ac a az:Relation ; az:kind k:closerRelations ; az:subject :AAA ; az:object :CCC ; az:claim c:s1.p1.2 .
"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load()


@pytest.fixture(scope="module")
def told(graph: Graph) -> Review:
    return review(graph)


@pytest.fixture(scope="module")
def written(told: Review) -> Document:
    return document(told)


def section(written: Document, start: str) -> list[Line]:
    """The lines of a section, with those below them."""
    (found,) = (s for s in written.sections if s.title.startswith(start))
    return [line for top in found.lines for line in (top, *top.more)]


def one(lines: list[Line], *words: str) -> Line:
    """The first line in which all the words stand."""
    return next(line for line in lines if all(word in f"{line.head}: {line.text}" for word in words))


def test_by_default_it_tells_of_the_year_that_the_source_covers_and_of_the_state_in_most_pairs(
    told: Review,
) -> None:
    assert (told.first, told.last) == (date(2024, 12, 31), date(2025, 12, 31))
    assert told.brief is not None and told.brief.name == "Azerbaijan"


def test_it_names_the_frustrated_triad_at_both_ends_of_the_year_and_each_turn_with_its_sentences(
    written: Document,
) -> None:
    lines = section(written, "Triads")
    triad = one(lines, "Armenia, Azerbaijan and Russia")
    assert "frustrated on 31 December 2024, frustrated on 31 December 2025; turned four times" in triad.text
    assert "s1.p5.1" in one(lines, "31 December 2024", "trilateral statement").evidence
    assert "s1.p4.1" in one(lines, "1 January 2025", "constitution").evidence
    assert {"s1.p2.2", "s1.p2.3"} <= {
        *re.findall(r"s\d\.p\d+\.\d+", one(lines, "8 August", "initial").evidence)
    }
    assert "s6.p4.4" in one(lines, "31 October 2025", "promises").evidence
    assert "s6.p4.6" in one(lines, "26 December 2025", "criminal case").evidence


def test_a_turn_names_what_still_stands_against_it(written: Document) -> None:
    assert (
        "And yet: Relations between Azerbaijan and Russia are tense"
        in one(section(written, "Triads"), "31 October").text
    )


def test_what_it_says_first_of_a_pair_is_cited_to_a_record_that_pulls_that_way(written: Document) -> None:
    assert one(section(written, "In short"), "Azerbaijan with Russia", "strained").evidence == "s6.p1.2"


def test_it_names_who_stands_between_whom_on_which_records(written: Document) -> None:
    lines = section(written, "Who stands between")
    assert "Kazakhstan, Russia" in one(lines, "Armenia: alone joins").text
    assert "s1.p6.4" in one(lines, "Its tie with Kazakhstan").evidence


def test_it_names_what_hangs_on_one_person_and_through_which_record(written: Document) -> None:
    lines = section(written, "What hangs on")
    assert one(lines, "Ilham Aliyev").text.startswith("11 of the 57 records")
    lost = one(lines, "Gone without it", "Armenia and Kazakhstan")
    assert "goods may cross" in lost.text
    assert {"s1.p6.4", "s1.p6.3"} <= {*re.findall(r"s\d\.p\d+\.\d+", lost.evidence)}


def test_a_corridor_is_told_with_what_is_only_promised_or_expected_of_it(written: Document) -> None:
    lines = section(written, "What hangs on")
    assert "every pair keeps a tie" in one(lines, "TRIPP, project").text
    assert "Armenia begins to build TRIPP" in one(lines, "Only expected", "TRIPP").text
    assert "none of the 57" in one(lines, "Middle Corridor, project").text


def test_what_rests_on_the_authors_opinion_alone_is_said_and_headed_by_its_stance(written: Document) -> None:
    lines = section(written, "Rests on the author's opinion")
    assert "s9.p1.2" in one(lines, "Opinion", "strategic partnership").evidence
    assert "opinion of" in one(lines, "Only if opinions counted", "France").evidence
    assert all(re.match(r"Only if|Opinion|Alleged|$", line.head) for line in lines)


def test_it_says_which_findings_hang_on_undated_records_and_that_one_source_is_all(written: Document) -> None:
    lines = section(written, "What would change the conclusions")
    assert "24 of 28" in one(lines, "Without records that have no date").text
    assert "Azerbaijan with Russia (strained)" in one(lines, "Goes", "Russia").text
    assert "no second source" in one(lines, "Without its one source").text


def test_its_findings_come_first_and_its_limits_and_data_last(written: Document) -> None:
    titles = [s.title for s in written.sections]
    assert titles[0] == "In short"
    assert titles[-3:] == ["Method", "Limits", "The data, to be cited"]


def test_the_data_is_cited_by_version_checksum_title_and_day(written: Document) -> None:
    lines = section(written, "The data")
    digest = hashlib.sha256(resource("data", "triples.ttl").read_bytes()).hexdigest()
    assert digest in one(lines, "triples.ttl").text
    assert "published on 1 January 2026" in one(lines, "Foreign policy in 2025").text


def test_every_sentence_that_it_cites_is_one_of_the_source(graph: Graph, written: Document) -> None:
    known = {str(sid) for sid in graph.objects(None, AZ.sid)}
    cited = {
        sid
        for s in written.sections
        for top in s.lines
        for line in (top, *top.more)
        for sid in re.findall(r"\bs\d+\.p\d+\.\d+\b", f"{line.text} {line.evidence}")
    }
    assert len(cited) > 60
    assert cited <= known


def test_nothing_in_it_is_left_unsaid_by_a_program(written: Document) -> None:
    words = str(written)
    assert not re.search(r"\bNone\b|\bnan\b|w3id\.org|  |;;|: :|\.\.", words.replace("None of", ""))


def test_as_html_it_is_one_file_with_its_pictures_and_the_same_twice(told: Review, tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    assert write_report(told, first) == (first,)
    write_report(told, second)
    assert first.read_bytes() == second.read_bytes()
    page = first.read_text(encoding="utf-8")
    assert page.count("data:image/svg+xml;base64,") == 4
    assert "img-src data:" in page
    assert not re.search(r"(?:src|href)=\"(?!data:)", page)


def test_as_markdown_its_pictures_lie_in_a_folder_beside_it(told: Review, tmp_path: Path) -> None:
    report, folder = write_report(told, tmp_path / "my report.md")
    text = report.read_text(encoding="utf-8")
    links = re.findall(r"!\[.*?\]\((.*?)\)", text)
    assert links == [f"my%20report_files/{name}.svg" for name in ("tones", "ego", "matrix", "triads")]
    assert {f"{folder.name}/{f.name}" for f in folder.iterdir()} == {
        link.replace("%20", " ") for link in links
    }
    write_report(told, tmp_path / "my report.md")  # a second time takes the place of the first
    assert {p.name for p in tmp_path.iterdir()} == {"my report.md", "my report_files"}


def test_a_folder_that_holds_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "r_files").mkdir()
    (tmp_path / "r_files" / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="holds other files"):
        write_folder(tmp_path / "r_files", {"tones.svg": b"<svg/>"})
    assert [f.name for f in (tmp_path / "r_files").iterdir()] == ["diary.txt"]


def test_without_matplotlib_it_is_written_and_says_that_pictures_are_left_out(
    told: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert write_report(told, tmp_path / "r.md") == (tmp_path / "r.md",)
    text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "Pictures are left out" in text
    assert "![" not in text


def test_a_graph_of_two_ties_has_a_report_too(tmp_path: Path) -> None:
    small = document(review(graph_of(tmp_path, SMALL)))
    assert "strained" in one(section(small, "How states stand"), "Aland", "Beland").text
    assert "no triad" in one(section(small, "In short"), "Frustrated").text


def test_a_graph_without_ties_has_a_report_that_says_so(tmp_path: Path) -> None:
    opinion = SMALL.replace("az:claim c:s1.p1.1", "az:claim [ az:passage p:s1.p1.1 ; az:stance s:opinion ]")
    opinion = opinion.replace("az:claim c:s1.p1.2", "az:claim [ az:passage p:s1.p1.2 ; az:stance s:opinion ]")
    path = tmp_path / "r.html"
    write_report(review(graph_of(tmp_path, opinion)), path)
    assert "n = 0 nodes" in path.read_text(encoding="utf-8")


def test_the_command_writes_about_whom_and_from_when_to_when_was_asked(tmp_path: Path) -> None:
    words = ["report", "-o", "r.md", "--about", "Russia", "--from", "2025-01-01", "--day", "2025-10-31"]
    done = azgraph(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "r.md" in done.stdout and "r_files" in done.stdout
    head = (tmp_path / "r.md").read_text(encoding="utf-8").splitlines()[0]
    assert head == "# How states stand around Russia, from 1 January 2025 to 31 October 2025"


def test_whose_word_counts_is_said_at_its_head(tmp_path: Path) -> None:
    done = azgraph("report", "-o", "r.html", "--voices", "JeyhunBayramov", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "only the word of JeyhunBayramov counts" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_an_ending_that_is_no_reports_and_days_in_the_wrong_order_are_refused(tmp_path: Path) -> None:
    assert "ends in .html or .md" in fault("report", "-o", tmp_path / "r.pdf")
    wrong = fault("report", "-o", tmp_path / "r.md", "--from", "2026-01-01", "--day", "2025-01-01")
    assert "does not come before" in wrong


@pytest.mark.parametrize("width", [390, 1024])
def test_the_page_shows_its_pictures_and_never_scrolls_sideways(
    page: Pages, told: Review, tmp_path: Path, width: int
) -> None:
    write_report(told, tmp_path / "r.html")
    shown = page(tmp_path / "r.html", size=(width, 844))
    assert shown.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
