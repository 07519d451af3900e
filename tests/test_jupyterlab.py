"""What answers look like in a real JupyterLab, in a notebook that is trusted and in one that is not."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbclient
import nbformat
import pytest
from nbformat.sign import NotebookNotary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.notebook
CELLS = [
    "%load_ext azgraph\nimport azgraph\nfrom datetime import date\ngraph = azgraph.load()",
    "who = 'Azerbaijan'",
    "%%sparql -p actor=who\nSELECT ?state ?label { VALUES ?actor { :ARM } ?actor az:metWith ?state . ?state rdfs:label ?label }",
    "graph",
    "azgraph.snapshot(graph, date(2025, 9, 30))",
    "from azgraph.names import ID\nazgraph.evidence(graph, ID.ukEmbargo)",
    "azgraph.brief(graph, ID.AZE)",
    "from azgraph.changes import changes\nchanges(graph, date(2025, 10, 1), date(2025, 10, 31))",
    "azgraph.check('wrong.ttl')",
    "azgraph.draw(graph)",
]
SEEN = [
    "United Kingdom",
    "295 records",
    "On 30 September 2025",
    "s7.p1.3",
    "Azerbaijan on 1 January 2026",
    "What changed from 1 October 2025 to 31 October 2025",
    "error",
]
WRONG = (
    "@prefix az: <https://w3id.org/azgraph/ns#> . @prefix : <https://w3id.org/azgraph/id/> . :x a az:Event ."
)


ICONS = {"trusted": ":trusted", "untrusted": ":not-trusted"}


@pytest.fixture(scope="module")
def lab(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A JupyterLab on this machine with one notebook twice, run, and signed once; all it keeps is its own."""
    home = tmp_path_factory.mktemp("jupyter")
    folder = home / "notebooks"
    folder.mkdir()
    (folder / "wrong.ttl").write_text(WRONG, encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    for name in ("trusted.ipynb", "untrusted.ipynb"):
        notebook.metadata["name"] = name  # a signature is of the content: the two must differ
        nbformat.write(notebook, folder / name)
    data = home / "data"
    data.mkdir()
    notary = NotebookNotary(data_dir=str(data))
    notary.sign(nbformat.read(folder / "trusted.ipynb", as_version=4))
    notary.store.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    places = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    places["JUPYTERLAB_WORKSPACES_DIR"] = str(home / "workspaces")
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | places, stdout=log, stderr=log)
    try:
        _wait(server, f"http://127.0.0.1:{port}/api", home / "log")
        yield f"http://127.0.0.1:{port}/lab/tree"
    finally:
        _stop(server)


@pytest.mark.parametrize("name", ["trusted", "untrusted"])
def test_every_answer_is_seen_in_a_notebook(chromium: Browser, lab: str, name: str) -> None:
    with chromium.new_page() as page:
        page.goto(f"{lab}/{name}.ipynb?reset")
        page.wait_for_selector(f"[data-icon$='{ICONS[name]}']", timeout=180_000, state="attached")
        outputs = page.locator(".jp-Notebook .jp-OutputArea-output")
        outputs.nth(len(SEEN)).wait_for(timeout=180_000, state="attached")  # the map comes last
        shown = outputs.all_text_contents()
        maps = page.locator(".jp-Notebook iframe[title='Relation map']").count()
    assert [words for words, text in zip(SEEN, shown, strict=False) if words not in text] == []
    assert maps == (name == "trusted")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to end; it has been seen to wait for a thread of its own for ever."""
    server.terminate()
    try:
        server.wait(timeout=5)  # it may wait half a minute for the kernels, which end without it
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the server answers; fail with what it says where it ends before."""
    while server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url):
            return
        time.sleep(0.2)
    pytest.fail(log.read_text(encoding="utf-8"))
