"""The commands on imported data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from azgraph import load
from azgraph.cli import cli
from azgraph.names import AZ, ID
from azgraph.picture.entries import read_entries
from azgraph.snapshots import spans
from imports import GDELT2, ICEWS, gdelt_row, import_into, written


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "icews"
    import_into(folder, "icews", ICEWS)
    return folder


def _run(*words: str | Path) -> Result:
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_import_reports_rows_read_kept_and_skipped_with_examples(tmp_path: Path) -> None:
    bad = written(tmp_path, "x.csv", gdelt_row(), gdelt_row(id="8", day="20150230"))
    told = _run("import", "gdelt", bad, GDELT2, "-o", tmp_path / "out").stdout
    assert "24 rows read, 23 kept, 1 skipped" in told
    assert "skipped, no such day: 1\n    x.csv:2: SQLDATE '20150230' is no day that the calendar has" in told
    assert "one actor missing, in no pair" in told


def test_import_prints_the_report_as_json(tmp_path: Path) -> None:
    done = _run("import", "gdelt", GDELT2, "-o", tmp_path / "out", "--json")
    assert json.loads(done.stdout)["kept"] == 22
    assert "counting pairs and months" in done.stderr


def test_query_reads_a_dataset(data: Path) -> None:
    assert _run("query", "ASK { :BGD cameo:040 :VNM }", "--data", data).stdout == "yes\n"


def test_an_event_is_eight_triples(data: Path) -> None:
    """As docs/decisions/imported-data.md tells."""
    graph = load(data)
    events = [s for s in graph.subjects(AZ.when) if str(s).startswith(str(ID["icews/2"]))]
    both = {s for s in events if (s, AZ.subject, None) in graph and (s, AZ.object, None) in graph}
    assert {len(list(graph.predicate_objects(s))) for s in both} == {8}
    assert {len(list(graph.predicate_objects(s))) for s in events if s not in both} <= {6, 7}


def test_network_tells_tone_and_volume_of_imported_pairs(data: Path) -> None:
    told = _run("network", "--explain", "BGD", "VNM", "--data", data).stdout
    assert "tone +1.0, volume 2.0, 2 records" in told
    assert "row 20180601-32889836" in told


def test_brief_tells_the_story_of_an_imported_pair(data: Path) -> None:
    told = _run("brief", "BGD", "VNM", "--data", data).stdout
    assert (
        "**On 1 June 2018**: Bangladesh consults with Vietnam in no stated form (row 20180601-32889836)"
        in told
    )
    assert "**In June 2018**: Bangladesh towards Vietnam: 1 event in 2018-06" in told
    assert "No date stated" not in told


def test_ask_answers_from_a_dataset(data: Path) -> None:
    told = _run("ask", "meetings", "--data", data, "--json")
    assert told.exit_code == 0


@pytest.mark.parametrize("more", [(), ("--about", "VNM"), ("--data", "bundled")])
def test_a_map_of_imported_data_draws(data: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
    _run("map", "--data", data, *more, "-o", tmp_path / "x.html")
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "Bangladesh" in page
    assert "row 20180601-32889836" in page


def test_network_lists_imported_pairs_by_tone_the_most_strained_first(data: Path) -> None:
    told = json.loads(_run("network", "--measure", "tone", "--data", data, "--json").stdout)
    tones = [float(row["tone"]) for row in told["rows"]]
    assert tones == sorted(tones)
    assert tones[0] < 0 < tones[-1]


def test_a_map_counts_an_imported_event_once_and_not_again_in_its_month(data: Path) -> None:
    graph = load(data)
    entries, months = read_entries(graph, spans(graph))
    assert len(entries) == len([e for e in entries.values() if e.event and not e.month]) > 0
    assert sum(month.volume for month in months.values()) == sum(bool(e.couples) for e in entries.values())
