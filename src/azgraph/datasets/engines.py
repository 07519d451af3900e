"""Where events are counted: DuckDB, embedded, Spark, or whatever Ibis reaches by a URL.

An engine counts; what it gives is put in order and written by DuckDB, so that the same rows are the
same bytes whoever counted them.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import urlsplit

from azgraph.datasets.countries import MISSING
from azgraph.errors import AzgraphError, InputError, ServerError
from azgraph.names import did_you_mean

try:
    import duckdb
    import ibis
    import pyarrow as pa
    import pyarrow.parquet as pq
    from ibis.backends.duckdb import Backend
    from ibis.common.exceptions import TableNotFound
except ImportError:
    raise AzgraphError(MISSING) from None

DUCKDB, SPARK = "duckdb", "spark"
FAULTS = (duckdb.Error, pa.ArrowException, OSError)
"""What a full disk or a file that went away raises."""
_MEMORY = "200MB"
_FILES = ("duckdb", "sqlite")
"""Schemes that would make a file where there is none."""
_WRITERS = ("duckdb", "pyspark")
"""Engines that write Parquet themselves."""
_SPARK = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
_ALONE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""How Spark runs where its own configuration does not say it; alone on one machine, no other hears it."""


class Engine:
    """An engine and the embedded one beside it, which may be the same.

    What goes wrong in another engine is an error of its own driver, and these share no class: hence
    each `except Exception` around a call of one.
    """

    def __init__(self, name: str, own: Any, embedded: Backend, spill: Path | None) -> None:
        self.name = shown(name)
        self._own, self._embedded, self._spill = own, embedded, spill
        self._made = 0

    def read(self, path: Path) -> Any:
        """The table in a Parquet file."""
        return self._own.read_parquet(str(path))

    def table(self, name: str) -> Any:
        """A table of the engine by its name, with dots, or by the path of its Parquet files.

        Errors: InputError for one that is not there.
        """
        try:
            if name.endswith(".parquet"):
                return self._own.read_parquet(name)
            *place, last = name.split(".")
            return self._own.table(last, database=tuple(place) or None)
        except Exception as error:
            raise InputError(f"{self.name}: {self._lost(name, error)}") from None

    def here(self, counted: Any) -> Any:
        """The rows of an expression over the engine's tables, as a table of the embedded one."""
        if self._own is self._embedded:
            return counted
        if self._spill is None:
            raise ValueError("no folder for what another engine gives")
        self._spill.mkdir(exist_ok=True)
        self._made += 1
        path = self._spill / f"{self._made}.parquet"
        self._tried(lambda: self._fetch(counted, path))
        return self._embedded.read_parquet(str(path / "*.parquet" if path.is_dir() else path))

    def rows(self, counted: Any) -> list[dict[str, Any]]:
        """The few rows of an expression."""
        found: list[dict[str, Any]] = self.here(counted).to_pyarrow().to_pylist()
        return found

    def write(self, table: Any, path: Path, order: list[str]) -> None:
        """Write a table of the embedded engine to a Parquet file, in order."""
        self._embedded.to_parquet(table.order_by(order), path)

    def _fetch(self, counted: Any, path: Path) -> None:
        if self._own.name in _WRITERS:  # the others hand over their rows
            self._own.to_parquet(counted, path)
            return
        batches = counted.to_pyarrow_batches()
        with pq.ParquetWriter(path, batches.schema) as writer:
            for batch in batches:  # an engine's own integers may be wider than they are said to be
                writer.write_table(pa.Table.from_batches([batch]).cast(batches.schema))

    def _tried(self, work: Any) -> Any:
        """What some work at the engine gives, its errors told as one line."""
        try:
            return work()
        except Exception as error:
            failed = ServerError if is_url(self.name) else AzgraphError
            raise failed(f"{self.name}: {_line(error)}") from None

    def _lost(self, name: str, error: Exception) -> str:
        if not isinstance(error, TableNotFound):
            return _line(error)
        *place, last = name.split(".")
        try:
            known = self._own.list_tables(database=tuple(place) or None)
        except Exception:  # then none can be named
            known = []
        return f"has no table {name!r}.{did_you_mean(last, known)}"


@contextmanager
def opened(name: str = DUCKDB, spill: Path | None = None) -> Iterator[Engine]:
    """An engine by its name or URL; what does not fit in memory goes to a folder, or with None nowhere.

    Errors: InputError for one that is not known, AzgraphError for one that is not installed or does
    not start, ServerError for one that is not reached.
    """
    with ExitStack() as closing:
        temporary = "" if spill is None else str(spill)
        embedded = ibis.duckdb.connect(memory_limit=_MEMORY, temp_directory=temporary)
        closing.callback(embedded.disconnect)
        if name == DUCKDB:
            own = embedded
        elif name == SPARK:
            own = _spark(closing, spill)
        else:
            own = _by_url(name)
            closing.callback(own.disconnect)
        yield Engine(name, own, embedded, spill)


def shown(name: str) -> str:
    """The name of an engine as it may be told: a URL without what comes before its host or after its path.

    >>> shown("postgres://me:secret@host/events?sslpassword=secret")
    'postgres://host/events'
    """
    return re.sub(r"(?<=://).*@|\?.*", "", name)


def is_url(name: str) -> bool:
    """Whether an engine is named by a URL."""
    return "://" in name


def _by_url(url: str) -> Any:
    parts = urlsplit(url)
    if not is_url(url):
        known = (DUCKDB, SPARK)
        raise InputError(
            f"no engine {url!r}; it is {' or '.join(known)}, or a URL as bigquery://project/dataset."
            f"{did_you_mean(url, known)}"
        )
    path = Path(parts.netloc + parts.path)
    if parts.scheme in _FILES and not path.is_file():
        raise InputError(f"{shown(url)}: no such file")
    try:
        return ibis.connect(url)
    except ImportError:
        extra = {"postgresql": "postgres"}.get(parts.scheme, parts.scheme)
        mend = f"pip install 'ibis-framework[{extra}]'"
        raise AzgraphError(f"{shown(url)} needs libraries that are not installed; {mend}") from None
    except Exception as error:
        reason = _line(error).replace(url, shown(url))
        raise ServerError(f"{shown(url)} cannot be reached: {reason}") from None


def _spark(closing: ExitStack, spill: Path | None) -> Any:
    """Spark, as its own configuration has it or on this machine; a session that runs already stays."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        message = "--engine spark needs libraries that are not installed; pip install 'azgraph[spark]'"
        raise AzgraphError(message) from None
    if (session := SparkSession.getActiveSession()) is not None:
        return ibis.pyspark.connect(session)
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").exists() if home else shutil.which("java")):
        where = f"none in JAVA_HOME, {home}" if home else "none on the PATH, and JAVA_HOME is not set"
        raise AzgraphError(f"--engine spark needs Java 17 or 21; there is {where}")
    with TemporaryFile() as log:
        try:
            with _told_to(log):
                session = _session(spill)
        except Exception as error:
            log.seek(0)
            lines = log.read().decode(errors="replace").splitlines()
            said = next((line.strip() for line in lines if re.search("Error|Exception", line)), _line(error))
            raise AzgraphError(f"Spark did not start: {said} (it runs on Java 17 or 21)") from None
    closing.callback(session.stop)
    return ibis.pyspark.connect(session)


def _session(spill: Path | None) -> Any:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    conf = SparkConf()
    alone = conf.get("spark.master", "local[*]").startswith("local")
    for key, value in (_SPARK | _ALONE if alone else _SPARK).items():
        conf.setIfMissing(key, value)
    if spill is not None and "SPARK_LOCAL_DIRS" not in os.environ:
        conf.setIfMissing("spark.local.dir", str(spill))
    return SparkSession.builder.config(conf=conf).getOrCreate()


@contextmanager
def _told_to(log: IO[bytes]) -> Iterator[None]:
    """What this process and those that it starts say as they start, kept from the terminal.

    Java says much there that is no message to anybody; what goes wrong is an exception, too.
    """
    sys.stderr.flush()
    terminal = os.dup(2)
    os.dup2(log.fileno(), 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(terminal, 2)
        os.close(terminal)


def _line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
