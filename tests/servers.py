"""Two SPARQL servers for the tests, Oxigraph's and Virtuoso, bound to this machine and stopped in the end.

Run as a script before the tests, this fetches Debian's Virtuoso where there is none.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from rdflib import Graph

GRAPH = "https://w3id.org/azgraph/"
ROWS = 2000  # where this Virtuoso stops, so that a test need not fetch its usual 10,000
_INI = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = {rows}
"""


@contextlib.contextmanager
def oxigraph(graph: Graph, folder: Path) -> Iterator[str]:
    """Oxigraph's server with a graph; its address."""
    # The lowest versions are tested in an environment that has the program only on its path.
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert program, "the package oxigraph brings its server; make .venv/test installs it"
    port = _free_port()
    data = graph.serialize(folder / "data.nt", format="nt", encoding="utf-8") and folder / "data.nt"
    place = ["--location", str(folder / "store")]
    subprocess.run([program, "load", *place, "--file", str(data)], check=True, capture_output=True)
    with _running([program, "serve-read-only", *place, "--bind", f"127.0.0.1:{port}"], folder, port):
        yield f"http://127.0.0.1:{port}/query"


@contextlib.contextmanager
def virtuoso(graph: Graph, folder: Path) -> Iterator[str]:
    """Virtuoso with a graph; its address, with the graph's name."""
    http, sql = _free_port(), _free_port()
    graph.serialize(folder / "data.nt", format="nt", encoding="utf-8")
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, http=http, sql=sql, rows=ROWS))
    with _running(["virtuoso-t", "+foreground", "+configfile", str(ini)], folder, http):
        load = f"ttlp(file_to_string_output('{folder}/data.nt'), '', '{GRAPH}');"
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"], check=True, capture_output=True
        )
        yield f"http://127.0.0.1:{http}/sparql?default-graph-uri={GRAPH}"


SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def is_there(name: str) -> bool:
    """Whether a server can be started; Oxigraph's comes with the extra `test`."""
    return name == "oxigraph" or bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))


@contextlib.contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 120
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((folder / "server.log").read_text())
            time.sleep(0.05)
        yield
    finally:
        process.kill()  # its data goes with the folder
        process.wait()


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    """Fetch Virtuoso where there is none; on CI it must be there."""
    if not is_there("virtuoso") and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {
            "check": False,
            "capture_output": True,
            "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        }
        print("No Virtuoso here; installing the system's package virtuoso-opensource-7-bin", file=sys.stderr)
        subprocess.run(["apt-get", "update"], **quiet)
        command = ["apt-get", "install", "--yes", "--no-install-recommends", "virtuoso-opensource-7-bin"]
        subprocess.run(command, **quiet)
    if is_there("virtuoso"):
        return 0
    print("No Virtuoso; its tests are skipped", file=sys.stderr)
    return int(bool(os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main())
