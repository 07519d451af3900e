"""Hostile files: each is refused with a line and a way to mend it, before anything can grow."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal

from azgraph import findings, hazards, sparql, turtle
from azgraph.cli import cli
from azgraph.errors import AzgraphError, InputError
from azgraph.graph import load
from azgraph.names import AZ
from azgraph.server import work
from azgraph.store import load_files
from writing import write

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e.org/">'
NODE = '<rdf:Description rdf:about="https://e.org/a"><e:b>%s</e:b></rdf:Description></rdf:RDF>'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def xml(entities: str, text: str) -> str:
    return f"<!DOCTYPE r [{entities}]>{RDF}{NODE % text}"


HOSTILE = {
    "laughs.rdf": (xml(f'<!ENTITY a0 "ha">{LAUGHS}', "&a9;"), "the entity a1, which may grow"),
    "long.rdf": (xml(f'<!ENTITY a "{"ha" * 200}">', "&a;" * 9), "the entity a, which may grow"),
    "elsewhere.rdf": (xml('<!ENTITY a SYSTEM "file:///etc/hostname">', "&a;"), "which lies elsewhere"),
    "parameter.rdf": (xml("<!ENTITY % a 'b'>", "c"), "which lies elsewhere"),
    "deep.rdf": (RDF + "<rdf:Description><e:b>" * 9_000, "nested more than 100 deep"),
    "bell.rdf": (RDF + NODE % "&#7;", "reference to invalid character number"),
    "deep.jsonld": ('{"https://e.org/b":' * 9_000 + "1" + "}" * 9_000, "nested more than 100 deep"),
    "list.jsonld": ("[" * 9_000, "nested more than 100 deep"),
    "context.jsonld": ('{"@context": "http://127.0.0.1:9/", "b": "c"}', "not valid JSON-LD"),
    "huge.ttl": (f"<a:a> <a:b> '{'x' * 17_000_000}' .", "more than 16 MB"),
    "control.ttl": ("<a:a\\u0007> <a:b> 1 .", "control"),
    "label.ttl": (
        f"<a:a> a <{AZ.State}> .\n<a:a> <a:b> 'x\\u001B[2J' .",
        ":2: holds the control character U+001B",
    ),
    "surrogate.ttl": ("<a:a> <a:b> '\\uD800' .", "D800"),
    "half.ttl": (b"<a:a> <a:b> '\xed\xa0\x80' .", "is not UTF-8"),
}


STEERS = {
    "escape.jsonld": '{"@id": "a:a", "a:b": "x\\u001b[2J\\ry"}',
    "nul.ttl": "<a:a> <a:b> 'x\0\\u009b[2Jy' .",
    "escape.trig": "GRAPH <a:g> { <a:a> <a:b> 'x\\u001B[2Jy' } <a:a> <a:b> 'x\\u001B\\ry' .",
    "long-escape.nt": '<a:a> <a:b> "x\\U0000009By" .',
}
"""Texts of others: RDF allows what is in them."""


DEEP = {
    "deep.ttl": ("<a:a> <a:b> " + "[ <a:b> " * 9_000 + "1" + "]" * 9_000 + ".", "nested too deeply"),
    "list.ttl": ("<a:a> <a:b> " + "(" * 9_000 + ")" * 9_000 + ".", "nested too deeply"),
}


@pytest.mark.parametrize("name", DEEP)
def test_turtle_nested_without_end_is_refused_by_check_and_harms_nobody_who_loads_it(
    name: str, tmp_path: Path
) -> None:
    text, word = DEEP[name]
    path = tmp_path / name
    path.write_text(text)
    assert word in str(CliRunner().invoke(cli, ["check", str(path)]).exception)
    assert CliRunner().invoke(cli, ["export", "-f", "nquads", "--data", str(path)]).exit_code == 0


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "command", [["check"], ["export", "-f", "nquads", "--data"]], ids=["check", "export"]
)
def test_a_hostile_file_is_refused_with_a_word(name: str, command: list[str], tmp_path: Path) -> None:
    text, word = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = CliRunner().invoke(cli, [*command, str(path)])
    assert isinstance(done.exception, InputError), done.exception
    assert word in str(done.exception) and str(done.exception).startswith(str(path))


@pytest.mark.parametrize("name", STEERS)
@pytest.mark.parametrize(
    "command",
    [
        ["query", "SELECT ?o { <a:a> <a:b> ?o }"],
        ["query", "SELECT ?o { <a:a> <a:b> ?o }", "-f", "tsv"],
        ["query", "SELECT ?o { <a:a> <a:b> ?o }", "-f", "json"],
        ["query", "CONSTRUCT { ?s ?p ?o } { ?s <a:b> ?o . ?s ?p ?o }"],
        ["export", "-f", "turtle"],
        ["export", "-f", "nquads"],
        ["export", "-f", "trig"],
        ["export", "-f", "jsonld"],
    ],
    ids=" ".join,
)
def test_no_text_of_a_graph_steers_what_it_is_printed_to(
    name: str, command: list[str], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(STEERS[name], encoding="utf-8")
    assert CliRunner().invoke(cli, ["check", str(path)]).exit_code != 0
    printed = CliRunner().invoke(cli, [*command, "--data", str(path)]).stdout_bytes.decode()
    assert "x" in printed
    assert not [c for c in printed if (ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160]


def test_what_xml_has_no_way_to_write_is_refused_and_the_rest_is_kept() -> None:
    answer = sparql.run(Graph(), 'SELECT ("a\\r\u009bb" AS ?x) {}')
    read = ox.parse_query_results(sparql.serialise(answer, "xml").encode(), format=ox.QueryResultsFormat.XML)
    assert [row["x"].value for row in read] == ["a\r\u009bb"]
    with pytest.raises(InputError, match=r"U\+0000, which XML cannot; choose JSON"):
        sparql.serialise(sparql.run(Graph(), 'SELECT ("\\u0000" AS ?x) {}'), "xml")
    with pytest.raises(InputError, match=r"U\+0000, which XML cannot"):  # and so at the endpoint
        work.query(load_files([]), text='SELECT ("\\u0000" AS ?x) {}', accept="text/xml", most=1000)


def test_csv_is_exact_in_a_file_and_harmless_on_a_terminal() -> None:
    query = ["query", 'SELECT ("a\\u001b[2J" AS ?x) {}', "-f", "csv"]
    assert CliRunner().invoke(cli, query).stdout_bytes == b"x\r\na\x1b[2J\n"
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-m", "azgraph", *query], stdout=theirs, check=True)
    os.close(theirs)
    assert os.read(ours, 1000).split() == [b"x", b"a\\x1b[2J"]
    os.close(ours)


def test_an_entity_that_abbreviates_an_address_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.rdf"
    path.write_text(xml('<!ENTITY e "https://e.org/">', "x").replace('about="https://e.org/', 'about="&e;'))
    assert {str(s) for s in load(path).subjects(None, Literal("x"))} == {"https://e.org/a"}


def test_what_looks_like_brackets_inside_a_text_is_no_nesting() -> None:
    hazards.refuse_json('{"a": "' + "[" * 500 + '\\" {", "b": [1]}')


def test_a_backslash_before_what_looks_like_an_escape_makes_it_plain() -> None:
    hazards.refuse_controls(r"'\\u0007'", escapes=True)
    with pytest.raises(InputError, match="0007"):
        hazards.refuse_controls(r"'\\\u0007'", escapes=True)


VISIT = ":visit a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:when '2025' ; az:claim c:s1.p1.1"


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("; rdfs:seeAlso <JavaScript:alert(1)> .", "names the address JavaScript:"),
        ("; rdfs:comment 'a \u202e b' .", "holds U+202E"),
    ],
)
def test_what_runs_or_turns_words_round_is_found_by_check(more: str, word: str, tmp_path: Path) -> None:
    assert not [f for f in findings.check(write(tmp_path, f"{VISIT} .")) if f.severity == "error"]
    found = [f for f in findings.check(write(tmp_path, VISIT + more)) if f.severity == "error"]
    assert [word in f.message for f in found] == [True] and found[0].subject == ":visit"


@given(
    st.text(alphabet="<>&;!%[]{}()\"'\\ue0b:.@#\n 1a^|/?-", max_size=80),
    st.sampled_from(["ttl", "rdf", "jsonld", "trig", "nq"]),
)
def test_no_text_makes_a_reader_fail_without_a_word(
    tmp_path_factory: pytest.TempPathFactory, text: str, ending: str
) -> None:
    with contextlib.suppress(AzgraphError):
        assert len(turtle.parse(text, Path(f"x.{ending}"))) > 0
