"""The command line: what it prints, its exit codes, and one clear line for every fault."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph

from commands import azgraph, fault
from writing import PREFIXES, write

VISIT = ":visit a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1"


def test_the_strategic_partner_is_one_triple_pattern_away() -> None:
    result = azgraph("query", "SELECT ?who { ?who az:strategicPartnerOf :AZE }")
    assert result.returncode == 0
    assert ":CHN" in result.stdout.split()


def test_a_query_is_read_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    text = "\ufeff# partners\r\nSELECT ?who { ?who az:strategicPartnerOf :AZE }\r\n"
    path = tmp_path / "partners.rq"
    path.write_bytes(text.encode())
    assert (
        azgraph("query", path).stdout
        == azgraph("query", "-", stdin=text).stdout
        == azgraph("query", stdin=text).stdout
        != ""
    )


def test_an_answer_is_printed_in_every_form() -> None:
    text = "SELECT ?who { ?who az:strategicPartnerOf :AZE }"
    iri = "https://w3id.org/azgraph/id/CHN"
    assert list(csv.reader(io.StringIO(azgraph("query", text, "-f", "csv").stdout))) == [["who"], [iri]]
    assert (
        json.loads(azgraph("query", text, "--json").stdout)["results"]["bindings"][0]["who"]["value"] == iri
    )
    assert f"<uri>{iri}</uri>" in azgraph("query", text, "--format", "xml").stdout.replace("ns0:", "")
    turtle = azgraph(
        "query", "CONSTRUCT { ?a az:strategicPartnerOf ?b } { ?a az:strategicPartnerOf ?b }"
    ).stdout
    assert len(Graph().parse(data=turtle)) == 2
    assert azgraph("query", "ASK { :AZE az:memberOf :SCO }").stdout == "no\n"


def test_a_day_swaps_the_computed_facts() -> None:
    text = "ASK { :GBR az:embargoes :AZE }"
    assert azgraph("query", text, "--day", "2025-09-30").stdout == "yes\n"
    assert azgraph("query", text).stdout == "no\n"


def test_a_day_beyond_the_newest_source_is_answered_with_a_note() -> None:
    result = azgraph("query", "ASK { :GBR az:embargoes :AZE }", "--day", "2030-01-01")
    assert (result.stdout, result.returncode) == ("no\n", 0)
    assert "the newest source is of 2026-01-01" in result.stderr


def test_the_catalogue_is_listed_and_every_question_answers() -> None:
    listed = json.loads(azgraph("ask", "--json").stdout)
    assert len(listed) >= 10
    assert {"name", "summary", "parameters", "text"} <= set(listed[0])
    assert all(question["name"] in azgraph("ask").stdout for question in listed)
    answer = azgraph("ask", "strategic-partners")
    assert answer.returncode == 0
    assert "China" in answer.stdout and "s3.p1.2" in answer.stdout


def test_a_question_takes_its_parameters_and_the_shared_options_on_either_side() -> None:
    after = azgraph("ask", "measures", "--actor", "UK", "--day", "2025-09-30", "--json")
    before = azgraph("ask", "--json", "--day", "2025-09-30", "measures", "--actor", "GBR")
    assert json.loads(after.stdout) == json.loads(before.stdout)
    in_place = azgraph("ask", "measures", "UK", "--day", "2025-09-30", "--json")
    assert json.loads(after.stdout) == json.loads(in_place.stdout)
    assert json.loads(after.stdout)[0]["evidence"][0]["sid"] == "s7.p1.3"


def test_where_the_source_is_silent_the_answer_says_so() -> None:
    assert "The source does not say." in azgraph("ask", "strategic-partners", "--actor", "Iran").stdout


def test_own_files_take_the_place_of_the_bundled_graph(tmp_path: Path) -> None:
    path = write(tmp_path, VISIT + ' ; az:when "2025-04" .')
    result = azgraph("query", "SELECT ?a ?b { ?a az:visited ?b }", "--data", path)
    assert result.stdout.split()[-2:] == [":AAA", ":BBB"]
    assert azgraph("query", "ASK { :AZE ?p ?o }", "--data", path).stdout == "no\n"


def test_check_prints_findings_and_exits_with_one(tmp_path: Path) -> None:
    path = write(tmp_path, VISIT.replace("k:visit", "k:vizit") + " .")
    result = azgraph("check", path)
    assert result.returncode == 1
    assert result.stdout.startswith(f"{path}:")
    assert "Did you mean visit?" in result.stdout
    assert json.loads(azgraph("check", path, "--json").stdout)[0]["severity"] == "error"


def test_the_bundled_records_pass_the_check(tmp_path: Path) -> None:
    result = azgraph("check", cwd=tmp_path)
    assert result.returncode == 0
    assert "error" not in result.stdout and "warning" not in result.stdout


def test_build_writes_nothing_where_something_is_wrong(tmp_path: Path) -> None:
    home = tmp_path / "data" / "records"
    home.mkdir(parents=True)
    write(home, VISIT + ' ; az:when "2025-02-30" .')
    message = fault("build", cwd=tmp_path, code=1)
    assert "note.ttl:" in message and "'2025-02-30' is no date of the calendar" in message
    assert not (tmp_path / "data" / "triples.ttl").exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["query", "SELECT ?x { ?x az:kind }"], "not a SPARQL query that can be run: line 1"),
        (["query", "INSERT DATA { :a :b :c }"], "line 1: INSERT is not run"),
        (["query", "none.rq"], "none.rq: no such file"),
        (["query", ""], "the query is empty"),
        (["query", "ASK { ?s ?p ?o }", "--day", "2025-02-30"], "not a day: '2025-02-30'"),
        (["query", "ASK { ?s ?p ?o }", "--day", "soon"], "not a day: 'soon'"),
        (["query", "ASK { ?s ?p ?o }", "-f", "turtle"], "only CONSTRUCT and DESCRIBE answer with a graph"),
        (["ask", "strategic-partner"], "Did you mean strategic-partners?"),
        (["ask", "timeline", "--acter", "AZE"], "Did you mean"),
        (
            ["ask", "timeline", "--actor", "Armenai"],
            "no actor 'Armenai' in this graph. Did you mean Armenia or ARM?",
        ),
        (["ask", "pair", "AZE", "RUS", "KAZ"], "takes actor and partner, and 'KAZ' is one more"),
        (["ask", "pair", "AZE", "--actor", "RUS"], "actor is given twice"),
        (["map", "--about", "Chna", "-o", "x.html"], "Did you mean China"),
        (["map", "-o", "none/x.html"], "none/x.html: cannot be written"),
        (["map", "-o", "."], "is a folder"),
        (["map", "--with-sparql", "--renderer", "pyvis"], "the classic page answers no SPARQL"),
        (["map", "-o", "x.svg"], "name its days with --days"),
        (["map", "--compare", "2026-02-01"], "2026-02-01 comes after 2026-01-01"),
        (["map", "--days", "2025-01-01,soon", "-o", "x.svg"], "not a day: 'soon'"),
        (["map", "--days", "2025-01-01", "-o", "x.pdf"], "a picture is an .svg or a .png"),
        (["map", "--days", "2025-01-01,2025-01-01"], "2025-01-01 is given twice"),
        (["map", "--days", ",".join(f"2025-0{n}-01" for n in range(1, 8))], "7 days are too many"),
        (["map", "--days", "2025-01-01", "--day", "2025-02-01"], "leave out --day"),
        (["build"], "no records to build from"),
        (["check", "none.ttl"], "none.ttl: no such file"),
        (["check", "."], "is a folder"),
        (["query", "ASK { ?s ?p ?o }", "--data", "none.ttl"], "none.ttl: no such file"),
        (["nosuch"], "No such command"),
    ],
)
def test_bad_input_gets_one_clear_message(tmp_path: Path, arguments: list[str], expected: str) -> None:
    assert expected in fault(*arguments, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (VISIT + " az:object .", "not valid Turtle"),
        (VISIT.replace("k:visit", "k:vizit") + " .", None),
        (VISIT + ' ; az:when "2025-02-30" .', "'2025-02-30' is no date of the calendar"),
        (VISIT.replace("s1.p1.1", "s1.p9.9") + " .", "cites sentence s1.p9.9"),
    ],
)
def test_own_files_that_do_not_fit_name_file_and_line(
    tmp_path: Path, records: str, expected: str | None
) -> None:
    path = write(tmp_path, records)
    if expected is None:  # a matter for check: the file can be read, and answers what it can
        assert azgraph("query", "ASK { ?s ?p ?o }", "--data", path).returncode == 0
        return
    message = fault("query", "ASK { ?s ?p ?o }", "--data", path)
    assert message.startswith(f"azgraph: {path}:")
    assert message.split(":")[2].strip().isdigit()
    assert expected in message


def test_text_without_records_is_named(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text(PREFIXES, encoding="utf-8")
    assert "holds no statement" in fault("query", "ASK { ?s ?p ?o }", "--data", path)


@pytest.mark.parametrize(
    "command", [[], ["build"], ["check"], ["query"], ["ask"], ["ask", "timeline"], ["map"]]
)
def test_every_command_explains_itself(command: list[str]) -> None:
    result = azgraph(*command, "--help")
    assert result.returncode == 0
    assert ("Usage: azgraph" in result.stdout and "Exit codes" in result.stdout) or command == [
        "ask",
        "timeline",
    ]


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, azgraph.cli; print(sorted({m.split('.')[0] for m in sys.modules} & {'rdflib', 'networkx', 'pyvis', 'pyoxigraph', 'jinja2', 'edtf', 'pyshacl'}))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m azgraph query 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert "Traceback" not in result.stderr


def test_whose_word_counts_is_an_option_of_every_answer() -> None:
    edge = "ASK { :AZE az:strategicPartnerOf :USA }"
    assert azgraph("query", edge).stdout == "no\n"
    assert azgraph("query", edge, "--stances", "reported", "--stances", "opinion").stdout == "yes\n"
    answer = azgraph("ask", "commitments", "--voices", "Jeyhun Bayramov", "--json")
    assert [row["record"] for row in json.loads(answer.stdout)] == [":constitutionCondition"]


def test_on_an_early_day_little_was_known_and_the_answer_says_why() -> None:
    early = azgraph("ask", "measures", "--known-by", "2025-09-01")
    assert "The source does not say." in early.stdout
    assert (
        "nothing in the graph was known by 2025-09-01: its sources were published on 2026-01-01"
        in early.stderr
    )
    assert "arms embargo" in azgraph("ask", "measures", "--day", "2025-09-01").stdout


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("--voices", "Bayramof", "Did you mean"),
        ("--without-source", "report", "no source 'report' in this graph; it has report2025"),
        ("--stances", "reportd", "Did you mean reported"),
        ("--known-by", "yesterday", "not a day: 'yesterday'"),
    ],
)
def test_an_unknown_voice_source_stance_or_day_is_one_clear_line(
    option: str, value: str, expected: str
) -> None:
    assert expected in fault("ask", "measures", option, value)
