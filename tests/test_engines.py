"""Whoever counts the events, and wherever they lie, their months are the same."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlglot
from click.testing import CliRunner

import azgraph
from azgraph.citations import evidence
from azgraph.cli import cli
from azgraph.datasets import engines
from azgraph.datasets.distant import write_table
from azgraph.datasets.reports import Report
from azgraph.errors import AzgraphError, InputError, ServerError
from azgraph.importers import FORMATS
from azgraph.integrity import verify
from azgraph.names import AZ, KIND
from azgraph.networks import network_of_months, pairs_of_events
from hosted import in_duckdb, in_parquet, in_sqlite, sample, table
from imports import GDELT2, ICEWS, gdelt_row, import_into, written

# What Ibis itself calls of DuckDB and pandas, and these will take out.
pytestmark = pytest.mark.filterwarnings(
    "ignore:fetch_(arrow_table|record_batch):DeprecationWarning", "ignore:The 'future.infer_string' option"
)
FORMS = pytest.mark.parametrize(("form", "file"), [("gdelt", GDELT2), ("icews", ICEWS)])
MONTH = ["subject", "object", "month", "volume", "tone", "sources"]


def _count(folder: Path, *rows: str, strict: bool = False) -> Report:
    name = in_parquet(folder, table("gdelt", *rows))
    return write_table(FORMATS["gdelt"], name, folder / "out", strict=strict)


def _months(folder: Path) -> pa.Table:
    return pq.read_table(folder / "months.parquet", columns=MONTH)


@FORMS
@pytest.mark.parametrize("hosted", [in_duckdb, in_sqlite])
def test_the_months_of_a_table_are_those_of_the_imported_file(
    tmp_path: Path, hosted: Callable[[Path, pa.Table], str], form: str, file: Path
) -> None:
    url = hosted(tmp_path, sample(form, file))
    (base,) = tmp_path.iterdir()
    before = base.read_bytes()
    told = write_table(FORMATS[form], "events", tmp_path / "there", engine=url)
    of_file = import_into(tmp_path / "here", form, file)
    assert _months(tmp_path / "there").equals(_months(tmp_path / "here"))
    assert base.read_bytes() == before
    assert (told.read, told.kept) == (of_file.read, of_file.kept)
    assert str(told) in str(of_file)
    actors = [(tmp_path / place / "actors.ttl").read_bytes() for place in ("there", "here")]
    assert actors[0] == actors[1]


def test_a_row_of_a_table_that_cannot_be_read_is_counted_under_the_first_of_its_faults(
    tmp_path: Path,
) -> None:
    told = _count(
        tmp_path,
        gdelt_row(),
        gdelt_row(id="8", day="20150230", code="999", base="999", root="99"),
        gdelt_row(id="9", code="10", base="10", root="1"),
    )
    assert (told.read, told.kept) == (3, 1)
    assert {reason: entry.count for reason, entry in told.skipped.items()} == {
        "no such day": 1,
        "code without its leading zero": 1,
    }
    (example,) = told.skipped["no such day"].examples
    assert example.endswith("events.parquet: SQLDATE '20150230' is no day that the calendar has")


def test_a_tab_in_a_text_is_told_for_what_it_is(tmp_path: Path) -> None:
    rows = table("gdelt", gdelt_row(), gdelt_row(id="8"))
    at = rows.column_names.index("Actor1Code")
    name = in_parquet(tmp_path, rows.set_column(at, "Actor1Code", [["U\tS", "USA"]]))
    told = write_table(FORMATS["gdelt"], name, tmp_path / "out")
    assert (told.kept, told.skipped["tab in a text"].count) == (1, 1)


def test_an_event_that_a_table_has_twice_counts_once(tmp_path: Path) -> None:
    told = _count(tmp_path, gdelt_row(), gdelt_row(sources="9"), gdelt_row(id="8"))
    assert (told.read, told.kept, told.skipped["the same event again"].count) == (3, 2, 1)
    assert _months(tmp_path / "out")["volume"].to_pylist() == [2]


def test_strict_stops_at_a_text_of_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    for row, said in (
        (gdelt_row(id="8", day="20150230"), "SQLDATE '20150230' is no day"),
        (gdelt_row(sources="3"), "1 rows have the id of another"),
    ):
        with pytest.raises(InputError, match=said):
            _count(tmp_path, gdelt_row(), row, strict=True)
        assert not (tmp_path / "out").exists()


def test_a_table_none_of_whose_rows_can_be_read_makes_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing to keep: no row can be read as gdelt; .* '20150230'"):
        _count(tmp_path, gdelt_row(day="20150230"))
    assert [left.name for left in tmp_path.iterdir()] == ["events.parquet"]


def test_months_without_their_events_answer_the_network_and_are_cited(tmp_path: Path) -> None:
    import_into(tmp_path / "here", "gdelt", GDELT2)
    write_table(FORMATS["gdelt"], in_parquet(tmp_path, sample("gdelt", GDELT2)), tmp_path / "out")
    assert not verify(tmp_path / "out")
    assert sorted(network_of_months(tmp_path / "out").edges(data="tone")) == sorted(
        network_of_months(tmp_path / "here").edges(data="tone")
    )
    pairs = [pairs_of_events(tmp_path / where, date(2030, 1, 1), half_life=None) for where in ("out", "here")]
    assert {frozenset(pair) for pair in pairs[0].edges} == {frozenset(pair) for pair in pairs[1].edges}
    for one, other, tie in pairs[0].edges(data=True):
        assert tie["tone"] == pytest.approx(pairs[1].edges[one, other]["tone"])
        assert tie["volume"] == pairs[1].edges[one, other]["volume"]
    shown = CliRunner().invoke(cli, ["network", "--data", str(tmp_path / "out"), "--json"])
    assert json.loads(shown.stdout)["notes"][0].startswith(
        "counted from the months (an event as of the first"
    )
    graph = azgraph.load(tmp_path / "out")
    month = next(graph.subjects(AZ.kind, KIND.monthOfEvents))
    row = " ".join(str(month).split("/month/")[1].split("/")[:-1])
    assert (
        str(evidence(graph, month)[0])
        == f"Reported by The GDELT Project; GDELT events, events.parquet, row {row}"
    )


def test_whatever_a_table_is_asked_can_be_said_in_the_sql_of_bigquery(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    here = engines.Engine.here

    def heard(engine: engines.Engine, counted: Any) -> Any:
        asked.append(counted)
        return here(engine, counted)

    monkeypatch.setattr(engines.Engine, "here", heard)
    _count(tmp_path, gdelt_row(), gdelt_row(), gdelt_row(id="8", day="20150230"))
    texts = [str(ibis.to_sql(counted, dialect="bigquery")) for counted in asked]
    assert all(sqlglot.parse_one(text, read="bigquery") for text in texts)
    (months,) = (text for text in texts if "FORMAT_DATE('%Y-%m'" in text)
    assert months.count("INNER JOIN") == 5


@pytest.mark.parametrize(
    ("engine", "name", "said"),
    [
        ("spak", "x", r"no engine 'spak'; it is duckdb or spark, or a URL .* Did you mean spark\?"),
        ("duckdb://none.db", "x", "duckdb://none.db: no such file"),
        ("nobody://me:secret@host/x", "x", "^nobody://host/x cannot be reached"),
        ("bigquery://project/set", "x", r"pip install 'ibis-framework\[bigquery\]'"),
        ("duckdb", "x", "duckdb: has no table 'x'"),
        ("duckdb", "none.parquet", "duckdb: .*none.parquet"),
    ],
    ids=["unknown", "no file", "no backend", "no libraries", "no table", "no Parquet"],
)
def test_an_engine_or_table_that_is_not_there_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, name: str, said: str
) -> None:
    monkeypatch.setitem(sys.modules, "google.cloud.bigquery", None)
    with pytest.raises(AzgraphError, match=said) as told:
        write_table(FORMATS["gdelt"], name, tmp_path / "out", engine=engine)
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)
    assert not list(tmp_path.iterdir())


def test_a_table_near_in_name_and_a_column_that_is_lacking_are_named(tmp_path: Path) -> None:
    url = in_duckdb(tmp_path, sample("gdelt", GDELT2).drop_columns(["Actor2Type1Code"]))
    with pytest.raises(InputError, match=r"has no table 'event'\. Did you mean events\?"):
        write_table(FORMATS["gdelt"], "event", tmp_path / "out", engine=url)
    with pytest.raises(
        InputError, match="table 'events' has no column 'Actor2Type1Code'; it must have those of GDELT"
    ):
        write_table(FORMATS["gdelt"], "events", tmp_path / "out", engine=url)
    with pytest.raises(InputError, match="polecat has no columns to count in a table; import its files"):
        write_table(FORMATS["polecat"], "events", tmp_path / "out", engine=url)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["gdelt", str(GDELT2), "--table", "x"], "name either FILES or a --table"),
        (
            ["gdelt", str(GDELT2), "--engine", "duckdb://x.db"],
            "an engine at a URL counts what it has: name it with --table",
        ),
        (
            ["wikidata", str(GDELT2), "--engine", "spark"],
            "--engine and --table are for gdelt, icews, polecat",
        ),
        (["gdelt"], "name the FILES to import, and with -o the directory to write"),
    ],
)
def test_options_that_do_not_go_together_are_refused(tmp_path: Path, given: list[str], said: str) -> None:
    done = CliRunner().invoke(cli, ["import", *given, "-o", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert said in done.stderr


def test_spark_without_its_libraries_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    done = CliRunner().invoke(
        cli, ["import", "gdelt", str(GDELT2), "--engine", "spark", "-o", str(tmp_path / "out")]
    )
    assert isinstance(done.exception, AzgraphError)
    assert "pip install 'azgraph[spark]'" in str(done.exception)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("home", ["nowhere", None])
def test_spark_without_java_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    session = SimpleNamespace(getActiveSession=lambda: None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", SimpleNamespace(SparkSession=session))
    monkeypatch.setenv("PATH", str(tmp_path))
    if home is None:
        monkeypatch.delenv("JAVA_HOME", raising=False)
    else:
        monkeypatch.setenv("JAVA_HOME", home)
    said = "none in JAVA_HOME, nowhere" if home else "none on the PATH, and JAVA_HOME is not set"
    path = written(tmp_path, "x.csv", gdelt_row())
    with pytest.raises(AzgraphError, match=f"--engine spark needs Java 17 or 21; there is {said}"):
        import_into(tmp_path / "out", "gdelt", path, engine="spark")


def test_an_engine_that_is_not_reached_ends_as_a_server_that_fails(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="cannot be reached"):
        write_table(FORMATS["gdelt"], "x", tmp_path / "out", engine="nobody://host/x")


def test_the_password_of_an_engine_is_never_told() -> None:
    assert engines.shown("postgres://me:s3/cr@et@host/db?password=x") == "postgres://host/db"
