"""How a server starts and stops: told in one line where it cannot, and with everything answered."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from azgraph.errors import AzgraphError, InputError
from azgraph.graph import load
from azgraph.server import Settings, serve
from serving import Server

pytestmark = pytest.mark.apart


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_answers_what_it_has_begun(tmp_path: Path, number: int) -> None:
    server = Server(tmp_path / "log", "--timeout", "60", "--log-queries")
    slow, answered = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d a ?e . FILTER (STRLEN(?c) != 0) }", []
    asking = threading.Thread(target=lambda: answered.append(server.post(slow, "text/csv")))
    asking.start()
    while not server.health()["aside"] and not answered:
        pass
    pids = children(server.process.pid)
    os.kill(server.process.pid, number)
    asking.join()
    assert server.process.wait(30) == 0
    server.stop()
    assert answered[0].status == 200 and answered[0].text.startswith("n\r\n")
    assert pids and not any(Path(f"/proc/{pid}").exists() and not is_zombie(pid) for pid in pids)
    events = list(server.events())
    assert events[-1]["event"] == "stop"
    assert slow in {event.get("query") for event in events}  # as --log-queries asks


def children(pid: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def is_zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"


def test_a_port_that_is_taken_is_told_in_one_line(server: Server) -> None:
    with pytest.raises(InputError, match=r"^cannot listen at 127\.0\.0\.1, port \d+: .*--port$"):
        serve(load, Settings(port=server.port), ready=print)


def test_a_server_without_its_libraries_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(AzgraphError, match=r"azgraph\[serve\]"):
        serve(load, Settings(), ready=print)


def test_a_host_that_others_reach_is_remarked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    import azgraph.server
    from azgraph.cli import cli

    seen: list[Settings] = []
    monkeypatch.setattr(azgraph.server, "serve", lambda _, settings, ready: seen.append(settings))
    told = CliRunner().invoke(cli, ["serve", "--host", "0.0.0.0", "--timeout", "3"]).stderr
    assert told.startswith("note: whoever reaches 0.0.0.0") and told.count("\n") == 1
    assert CliRunner().invoke(cli, ["serve"]).stderr == ""
    assert [s.limits.seconds for s in seen] == [3, 10]
