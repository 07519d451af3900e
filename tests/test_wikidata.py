"""Statements of Wikidata: rank, qualifiers and references, from JSON and from RDF alike."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rdflib import RDF, SKOS, Graph

import azgraph
from azgraph.citations import evidence
from azgraph.claims.wikidata import import_statements
from azgraph.cli import cli
from azgraph.datasets.reports import Report
from azgraph.errors import AzgraphError, InputError
from azgraph.names import AZ, ID, STATUS, WIKIDATA
from imports import SAMPLES

JSON, RDF_FORM = SAMPLES / "wikidata.json", SAMPLES / "wikidata.ttl"
TAIL = "00000000-0000-4000-8000-000000000"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, Report]:
    folder = tmp_path_factory.mktemp("wikidata")
    report = import_statements([JSON], folder / "out")
    return azgraph.load(folder / "out"), report


def _record(item: str, number: int) -> Any:
    return ID[f"wikidata/{item}-{TAIL}{number}"]


def _changed(folder: Path, number: int, **changed: Any) -> Path:
    """The sample as JSON with some members of a statement changed."""
    whole = json.loads(JSON.read_text(encoding="utf-8"))
    for item in whole["entities"].values():
        for claims in dict(item["claims"] or {}).values():
            for claim in claims:
                if claim["id"].endswith(f"{TAIL}{number}"):
                    claim.update(changed)
    path = folder / "x.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_a_statement_says_its_dataset_its_id_its_rank_and_its_references(both: tuple[Graph, Report]) -> None:
    graph, _ = both
    (citation,) = evidence(graph, _record("Q227", 101))
    assert str(citation) == (
        f"Reported by Wikidata; Wikidata, wikidata.json, Q227${TAIL}101, normal rank, 1 reference"
    )
    passage = graph.value(citation.claim, AZ.passage)
    assert str(graph.value(passage, SKOS.editorialNote)) == (
        "Reference: stated in Example Diplomatic Calendar, https://example.org/relations/1, retrieved 2025-06-01."
    )


def test_a_statement_without_reference_says_so(both: tuple[Graph, Report]) -> None:
    graph, _ = both
    (citation,) = evidence(graph, _record("Q43", 106))
    assert citation.sid == f"Q43${TAIL}106, normal rank, without reference"


def test_what_is_deprecated_never_becomes_a_fact_and_keeps_its_reason(both: tuple[Graph, Report]) -> None:
    graph, _ = both
    record = _record("Q227", 102)
    assert graph.value(graph.value(record, AZ.claim), AZ.stance) == STATUS.denied
    assert "cannot be confirmed by other sources" in str(graph.value(record, SKOS.editorialNote))
    assert not graph.query("ASK { :AZE wikidata:P530 :ARM }").askAnswer
    assert graph.query("ASK { :AZE wikidata:P530 :TUR . :TUR wikidata:P530 :AZE }").askAnswer


@pytest.mark.parametrize(
    ("item", "number", "when"),
    [
        ("Q227", 101, "1992-01-14/.."), ("Q227", 103, "1993-09/.."), ("Q999000001", 108, "1998/2004-04-02"),
        ("Q999000001", 109, "1997/"), ("Q999000005", 111, "2021-06-15"), ("Q999000005", 112, "2021-06"),
        ("Q227", 104, "199X"),
    ],
)  # fmt: skip
def test_times_are_no_finer_than_their_precision(
    both: tuple[Graph, Report], item: str, number: int, when: str
) -> None:
    graph, _ = both
    assert str(graph.value(_record(item, number), AZ.when)) == when


def test_an_office_is_held_in_what_the_statement_or_its_position_is_of(both: tuple[Graph, Report]) -> None:
    graph, _ = both
    person = ID["wikidata/Q999000001"]
    assert (person, RDF.type, AZ.Person) in graph
    offices = {
        str(graph.value(r, AZ.office)): graph.value(r, AZ.object)
        for r in graph.subjects(AZ.kind, WIKIDATA.P39)
    }
    assert offices == dict.fromkeys(("Example Minister", "Example Envoy", "Example Adviser"), ID.AZE)


def test_every_statement_is_accounted_for(both: tuple[Graph, Report]) -> None:
    _, report = both
    assert report.read == report.kept + sum(s.count for s in report.skipped.values()) == 13
    assert {reason: s.count for reason, s in report.skipped.items()} == {
        "time": 1, "no value given": 1, "outranked and undated": 1,
    }  # fmt: skip


def test_json_and_rdf_say_the_same(both: tuple[Graph, Report], tmp_path: Path) -> None:
    import_statements([RDF_FORM], tmp_path / "out")
    graph, other = azgraph.load(tmp_path / "out"), both[0]
    for record in set(graph.subjects(AZ.kind)):
        for predicate in (AZ.kind, AZ.subject, AZ.object, AZ.when, AZ.start, AZ.startBy, AZ.endFrom, AZ.end):
            assert graph.value(record, predicate) == other.value(record, predicate), (record, predicate)
    assert len(set(graph.subjects(AZ.kind))) == 4
    texts = {str(note) for note in graph.objects(None, SKOS.editorialNote)}
    assert texts <= {str(note) for note in other.objects(None, SKOS.editorialNote)}


def test_a_dump_with_an_item_a_line_packed_or_not_says_the_same(
    both: tuple[Graph, Report], tmp_path: Path
) -> None:
    items = json.loads(JSON.read_text(encoding="utf-8"))["entities"].values()
    text = "[\n" + ",\n".join(json.dumps(item) for item in items) + "\n]\n"
    path = tmp_path / "dump.json.gz"
    path.write_bytes(gzip.compress(text.encode()))
    report = import_statements([path], tmp_path / "out")
    assert (report.read, report.kept) == (both[1].read, both[1].kept)


def test_statements_change_no_curated_state(tmp_path: Path) -> None:
    import_statements([JSON], tmp_path / "out")
    alone, joined = azgraph.load(), azgraph.load("bundled", tmp_path / "out")
    day = azgraph.snapshots.newest_day(alone)
    added = set(azgraph.snapshot(joined, day).facts) - set(azgraph.snapshot(alone, day).facts)
    assert added and all(str(p).startswith(str(WIKIDATA)) or p == AZ.status for _, p, _ in added)
    assert all("/wikidata/" in s for s, p, _ in added if p == AZ.status)


def test_the_same_statement_in_two_files_counts_once(tmp_path: Path) -> None:
    report = import_statements([JSON, RDF_FORM], tmp_path / "out")
    assert report.skipped["the same statement again"].count == 4


@pytest.mark.parametrize(
    ("number", "changed", "said"),
    [
        (101, {"qualifiers": {"P580": [{"snaktype": "value", "property": "P580"}]}}, "lacks or mistakes"),
        (101, {"rank": "best", "mainsnak": {"snaktype": "value"}}, "lacks or mistakes"),
        (
            101,
            {"qualifiers": {"P580": [{"snaktype": "somevalue"}, {"snaktype": "somevalue"}]}},
            "has 2 beginnings",
        ),
    ],
)
def test_a_statement_of_another_form_is_skipped_with_its_id(
    tmp_path: Path, number: int, changed: dict[str, Any], said: str
) -> None:
    report = import_statements([_changed(tmp_path, number, **changed)], tmp_path / "out")
    told = [e for s in report.skipped.values() for e in s.examples]
    assert any(said in text and f"Q227${TAIL}{number}" in text for text in told)
    with pytest.raises(AzgraphError):
        import_statements([tmp_path / "x.json"], tmp_path / "out", strict=True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.json", "[" * 100_000, "holds no item of Wikidata"), ("x.json", '{"a":\n' + "[" * 100_000, "is no JSON"),
        ("x.json", '{"id":"Q1> <x","claims":{}}', "holds no item of Wikidata"),
        ("x.json", "{}", "holds no item of Wikidata"), ("x.json", "{\n not JSON", "is no JSON"),
        ("x.ttl", "@prefix : <http://x/> . :a :b :c .", "holds no statement in full"),
        ("x.ttl", "@prefix : <http://x/> . :a :b", "not valid Turtle"),
        ("x.json", '{"id":"Q1","claims":{}}', "does not tell when it was last changed"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_wikidata_is_refused(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        import_statements([path], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_imports_and_a_brief_cites_the_statement(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert CliRunner().invoke(cli, ["import", "wikidata", str(JSON), "-o", str(out)]).exit_code == 0
    brief = CliRunner().invoke(cli, ["brief", "AZE", "TUR", "--data", str(out)])
    assert "Azerbaijan and Türkiye have diplomatic relations, since 14 January 1992" in brief.output
    assert f"Q227${TAIL}101" in brief.output
