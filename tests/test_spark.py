"""Spark counts what DuckDB counts, to the last byte; `make spark` runs this."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from azgraph.datasets import engines
from azgraph.datasets.distant import write_table
from azgraph.errors import AzgraphError
from azgraph.importers import FORMATS
from hosted import in_parquet, sample
from imports import GDELT1, GDELT2, ICEWS, WHOLE, gdelt_row, import_into, written

# Without the real samples, their extracts in tests/data_of_others.
SAMPLES = {
    "gdelt": ("gdelt-20191024143000-first600.export.CSV", GDELT2),
    "icews": ("icews-events-2018-sample.tab", ICEWS),
}
pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings(
        "ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"
    ),
]


def _sample(form: str) -> Path:
    name, extract = SAMPLES[form]
    return WHOLE / name if (WHOLE / name).exists() else extract


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A session of Spark, which the imports find; it takes seconds to start."""
    from pyspark.sql import SparkSession

    running = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    yield running
    running.stop()


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("form", SAMPLES)
def test_spark_and_duckdb_make_the_same_months_to_the_last_byte(
    tmp_path: Path, session: Any, form: str
) -> None:
    reports = [import_into(tmp_path / name, form, _sample(form), engine=name) for name in ("duckdb", "spark")]
    assert reports[0] == reports[1]
    ours, theirs = (_bytes(tmp_path / name) for name in ("duckdb", "spark"))
    assert ours.keys() == theirs.keys()
    for name in ("months.parquet", "actors.ttl", "kinds.ttl", "sources.ttl"):
        assert ours[name] == theirs[name], name
    # Arrow writes the events before any engine counts, and packs the same rows in more ways than one.
    events = [pq.read_table(tmp_path / name / "events.parquet") for name in ("duckdb", "spark")]
    assert events[0].equals(events[1])


def test_spark_keeps_of_an_event_that_comes_again_the_row_that_duckdb_keeps(
    tmp_path: Path, session: Any
) -> None:
    files = [
        written(tmp_path, "b.csv", gdelt_row(sources="9"), gdelt_row(id="8")),
        written(tmp_path, "a.csv", gdelt_row(id="9"), gdelt_row(), gdelt_row(sources="4")),
    ]
    reports = [
        import_into(tmp_path / name, "gdelt", GDELT1, *files, engine=name) for name in ("duckdb", "spark")
    ]
    assert reports[0].skipped["the same event again"].count == 2
    assert reports[0] == reports[1]
    assert _bytes(tmp_path / "duckdb") == _bytes(tmp_path / "spark")


@pytest.mark.parametrize("form", SAMPLES)
def test_spark_counts_a_table_as_duckdb_counts_the_file(tmp_path: Path, session: Any, form: str) -> None:
    events = sample(form, _sample(form))
    told = write_table(FORMATS[form], in_parquet(tmp_path, events), tmp_path / "there", engine="spark")
    of_file = import_into(tmp_path / "here", form, _sample(form))
    assert (told.read, told.kept) == (of_file.read, of_file.kept)
    there, here = (
        pq.read_table(tmp_path / name / "months.parquet").drop_columns("files") for name in ("there", "here")
    )
    assert there.equals(here)
    assert _bytes(tmp_path / "there")["actors.ttl"] == _bytes(tmp_path / "here")["actors.ttl"]


def test_a_session_that_runs_already_is_used_and_left_running(tmp_path: Path, session: Any) -> None:
    with engines.opened("spark", tmp_path / "spill"):
        pass
    assert session.range(3).count() == 3


_COMMAND = [sys.executable, "-m", "azgraph", "import", "gdelt", "--engine", "spark", str(GDELT2), "-o"]


@pytest.mark.parametrize("hosted", [False, True])
def test_the_command_starts_spark_without_a_word_of_its_own_and_leaves_nothing_of_it(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, hosted: bool
) -> None:
    table = in_parquet(tmp_path_factory.mktemp("hosted"), sample("gdelt", GDELT2))
    what = ["--table", table] if hosted else [str(GDELT2)]
    command = [*_COMMAND[:-2], *what, "-o", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("out: 22 rows read, 22 kept, 0 skipped")
    assert all(line.startswith("import: ") for line in done.stderr.splitlines()), done.stderr
    assert [left.name for left in tmp_path.iterdir()] == ["out"]


def test_where_spark_runs_is_told_by_its_own_configuration(tmp_path: Path) -> None:
    (tmp_path / "spark-defaults.conf").write_text("spark.master nonsense\n", encoding="utf-8")
    env = os.environ | {"SPARK_CONF_DIR": str(tmp_path)}
    done = subprocess.run([*_COMMAND, str(tmp_path / "out")], env=env, capture_output=True, text=True)
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("azgraph: Spark did not start: ")
    assert "Master must" in last


def test_a_java_that_cannot_start_spark_is_one_clear_line(tmp_path: Path) -> None:
    java = tmp_path / "home" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text("#!/bin/sh\necho 'UnsupportedClassVersionError: class file version 61.0' >&2\nexit 1\n")
    java.chmod(0o755)
    env = os.environ | {"JAVA_HOME": str(tmp_path / "home")}
    done = subprocess.run([*_COMMAND, str(tmp_path / "out")], env=env, capture_output=True, text=True)
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("azgraph: Spark did not start: ")
    assert "UnsupportedClassVersionError" in last
    assert last.endswith("(it runs on Java 17 or 21)")
    assert not (tmp_path / "out").exists()


def test_what_spark_cannot_do_is_one_clear_line(tmp_path: Path, session: Any) -> None:
    with pytest.raises(AzgraphError, match=r"^spark: .*none\.parquet") as told:
        write_table(FORMATS["gdelt"], str(tmp_path / "none.parquet"), tmp_path / "out", engine="spark")
    assert "\n" not in str(told.value)
