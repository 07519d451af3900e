"""A query can be stopped: by the clock, by hand, by memory, by depth, by size; nothing else is harmed."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rdflib import Graph

from azgraph import guards, sparql
from azgraph.cli import main
from azgraph.errors import AzgraphError, InputError, OutOfMemory, OutOfTime, TooDeep, TooMuch
from azgraph.graph import load
from azgraph.guards import Limits

pytestmark = pytest.mark.apart

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUGE = "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
DEEP = "ASK " + "{" * 5000 + "}" * 5000
DOUBLED = " ".join(f"BIND (CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(21))
LONG = f"SELECT ?x21 {{ BIND ('a' AS ?x0) {DOUBLED} }}"
TINY = Limits(memory=400)


def asked(graph: Graph, text: str) -> str:
    return sparql.serialise(sparql.run(graph, text), "csv")


def empty(graph: Graph) -> str:
    graph.remove((None, None, None))
    return str(len(graph))


def end(number: int) -> str:
    os.kill(os.getpid(), number)
    return "still there"


def seconds_of_work() -> str:
    return str(resource.getrlimit(resource.RLIMIT_CPU)[0])


def taken(size: int) -> str:
    return str(len(bytearray(size)))


def fail() -> str:
    raise InputError("not a day: 'x'", path=Path("a.ttl"), line=3)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([ENDLESS, "--timeout", "0.5"], 3, "stopped after 0.5 seconds"),
        ([HUGE, "--memory", "400"], 4, "stopped at 400 MB of memory"),
        ([DEEP], 5, "nested too deeply"),
        (["SELECT ?s { ?s ?p ?o }", "--rows", "5"], 6, "more than 5 rows"),
        (["CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "--rows", "5"], 6, "more than 5 rows"),
        ([LONG, "--size", "1"], 6, "larger than 1 MB"),
    ],
    ids=["time", "memory", "depth", "rows", "triples", "size"],
)
def test_each_end_has_its_own_message_and_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["azgraph", "query", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    out, told = capfd.readouterr()
    assert ended.value.code == code, told
    assert out == ""
    assert told.startswith("azgraph: ") and told.count("\n") == 1 and message in told


def test_a_question_of_the_catalogue_has_the_same_limits_on_either_side(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["meetings", "--rows", "1"], ["--rows", "1", "meetings"]):
        monkeypatch.setattr(sys, "argv", ["azgraph", "ask", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert (ended.value.code, capfd.readouterr().out) == (6, "")


def test_what_is_there_before_the_work_begins_is_not_counted_as_its_memory() -> None:
    there = bytearray(600_000_000)  # as a large graph may be, from which the child is forked
    assert guards.run(str.upper, "a" * 20_000_000, limits=TINY)[0] == "A" * 20_000_000
    assert len(there) == 600_000_000


def test_a_child_that_takes_more_memory_than_it_may_is_stopped() -> None:
    with pytest.raises(OutOfMemory):
        guards.run(taken, 600_000_000, limits=TINY)


def test_a_child_that_only_waits_is_stopped_too() -> None:
    with pytest.raises(OutOfTime):
        guards.run(time.sleep, 20, limits=Limits(seconds=0.2))


def test_the_system_stops_a_child_that_nobody_waits_for() -> None:
    assert guards.run(seconds_of_work, limits=Limits(seconds=7)) == ("8", "")


def test_as_many_rows_as_are_allowed_are_no_fault() -> None:
    assert len(sparql.run(load(), "SELECT ?s { ?s ?p ?o } LIMIT 5", most=5)) == 5


def test_whatever_happens_to_the_child_the_graph_is_whole() -> None:
    graph = load()
    size = len(graph)
    assert guards.run(empty, graph, limits=Limits()) == ("0", "")
    for query, limits, kind in (
        (ENDLESS, Limits(seconds=0.5), OutOfTime),
        (HUGE, TINY, OutOfMemory),
        (DEEP, Limits(), TooDeep),
    ):
        with pytest.raises(kind):
            guards.run(asked, graph, query, limits=limits)
    assert len(graph) == size
    assert sparql.run(graph, "ASK { :AZE az:strategicPartnerOf :CHN }").holds


def test_an_answer_comes_whole_however_long_it_is() -> None:
    assert guards.run("ä".__mul__, 3_000_000, limits=Limits()) == ("ä" * 3_000_000, "")
    with pytest.raises(TooMuch):
        guards.run("ä".__mul__, 500_001, limits=Limits(size=1))


def test_a_system_that_cannot_fork_starts_the_child_anew(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(guards, "_START", "spawn")
    for arguments, code, answer in (
        (["query", "SELECT ?who { ?who az:strategicPartnerOf :AZE }"], 0, ":CHN"),
        (["query", DEEP], 5, ""),
        (["ask", "strategic-partners"], 0, "China"),
    ):
        monkeypatch.setattr(sys, "argv", ["azgraph", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out = capfd.readouterr().out
        assert (ended.value.code, answer in out, bool(out)) == (code, True, bool(answer))


def test_the_limits_that_are_documented_are_those_that_hold() -> None:
    from azgraph.cli import cli

    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
    for option, field in (("timeout", "seconds"), ("memory", "memory"), ("rows", "rows"), ("size", "size")):
        default = getattr(Limits(), field)
        (told,) = [p.help for p in cli.commands["query"].params if f"--{option}" in p.opts]
        assert told.endswith(f"by default {default}.")
        assert re.search(rf"^\| `--{option} .*\| {default} \|", readme, re.MULTILINE)


def test_the_exit_codes_that_are_documented_are_those_that_are_given() -> None:
    from azgraph.cli.options import EPILOG

    words = {OutOfTime: "out of time", OutOfMemory: "out of memory", TooDeep: "nested too deeply"}
    words[TooMuch] = "answer too large"
    assert all(f"{kind.exit_code} {word}" in EPILOG for kind, word in words.items())
    page = (Path(__file__).resolve().parents[1] / "docs/decisions/guards.md").read_text(encoding="utf-8")
    assert all(f"| {kind.exit_code} | `{kind.__name__}` |" in page for kind in words)


def test_what_the_child_raises_is_raised_here() -> None:
    with pytest.raises(InputError, match=r"^a.ttl:3: not a day: 'x'$"):
        guards.run(fail, limits=Limits())
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        guards.run(divmod, 1, 0, limits=Limits())


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (signal.SIGABRT, OutOfMemory),
        (signal.SIGKILL, OutOfMemory),
        (signal.SIGSEGV, TooDeep),
        (signal.SIGXCPU, OutOfTime),
    ],
)
def test_a_child_that_dies_is_told_by_what_it_died_of(number: int, kind: type[AzgraphError]) -> None:
    with pytest.raises(kind):
        guards.run(end, number, limits=Limits())


def started() -> tuple[subprocess.Popen[str], int]:
    """An endless query at the command line, and the number of its child, once that runs the query."""
    command = [sys.executable, "-m", "azgraph", "query", ENDLESS, "--timeout", "600"]
    # What a shell starts in the background does not hear Ctrl-C, nor does what that starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    for _ in range(600):
        time.sleep(0.1)
        for child in children(process.pid):
            if worked(child) > 1:
                return process, child
    process.kill()
    pytest.fail("no child runs the query")


def stat(number: int | str) -> list[str]:
    """What the system says of a process, from its state on; nothing where there is none."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def children(number: int) -> list[int]:
    listed = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [other for other in listed if stat(other)[1:2] == [str(number)]]


def worked(number: int) -> float:
    """The seconds of work that a process has done."""
    told = stat(number)
    return int(told[11]) / os.sysconf("SC_CLK_TCK") if told else 0


def gone(number: int) -> bool:
    for _ in range(300):
        if stat(number)[:1] in ([], ["Z"]):
            return True
        time.sleep(0.1)
    return False


def test_ctrl_c_ends_a_query_and_its_child() -> None:
    process, child = started()
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=60)
    assert (process.returncode, out, told.strip()) == (130, "", "azgraph: interrupted")
    assert gone(child)


def test_a_child_does_not_outlive_its_parent() -> None:
    process, child = started()
    process.kill()
    process.communicate(timeout=60)
    assert gone(child)
