"""What is written is whole or absent, whenever the writer dies, whatever the disk holds, however many write."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest

from azgraph import turtle
from azgraph.build import build
from azgraph.datasets import building
from azgraph.datasets.building import MANIFEST
from azgraph.errors import AzgraphError
from azgraph.files import write_bytes, write_folder
from commands import azgraph
from imports import SAMPLES
from writing import PREFIXES, SEGMENTATION, THINGS

pytestmark = pytest.mark.apart

RECORD = ":visit{n} a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:when '2025' ; az:claim c:s1.p1.1 .\n"
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that is built, and then written anew with one record more."""
    for name in ("records", "sources"):
        (tmp_path / name).mkdir()
    (tmp_path / "sources" / "note.tsv").write_text(SEGMENTATION)
    records = tmp_path / "records" / "note.ttl"
    records.write_text(PREFIXES + THINGS + RECORD.format(n=1))
    build(tmp_path)
    records.write_text(PREFIXES + THINGS + RECORD.format(n=1) + RECORD.format(n=2))
    return tmp_path


def visits(folder: Path) -> int:
    """How many visits the published graph has; it must be whole to be read."""
    return turtle.canonical(turtle.read(folder / "triples.ttl")).count("a az:Event")


def children(work: Callable[[], object], number: int) -> Iterator[multiprocessing.process.BaseProcess]:
    for _ in range(number):
        child = FORK.Process(target=work)
        child.start()
        yield child


def test_a_build_killed_at_any_moment_leaves_the_old_graph_or_the_new_one(folder: Path) -> None:
    old = visits(folder)
    began = time.monotonic()
    build(folder)
    took, new = time.monotonic() - began, (folder / "triples.ttl").read_bytes()
    chance = random.Random(7)
    for _ in range(6):
        (child,) = children(lambda: build(folder), 1)
        child.join(chance.random() * took)
        child.kill()  # unlike os.kill, content with one that has ended meanwhile
        child.join()
        assert visits(folder) in (old, old + 1)
    build(folder)
    assert (folder / "triples.ttl").read_bytes() == new


def test_a_writer_killed_while_it_writes_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"old")

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def write() -> None:
        os.fsync = die
        write_bytes(path, b"new" * 1_000_000)

    (child,) = children(write, 1)
    child.join()
    assert child.exitcode == -signal.SIGKILL and path.read_bytes() == b"old"


def test_two_builds_at_once_leave_one_whole_graph(folder: Path) -> None:
    both = list(children(lambda: build(folder), 2))
    for child in both:
        child.join()
    assert [child.exitcode for child in both] == [0, 0] and visits(folder) == 2
    assert sorted(p.name for p in folder.iterdir()) == ["records", "sources", "triples.ttl"]


@pytest.mark.parametrize("writer", ["file", "folder"])
def test_a_full_disk_says_so_and_leaves_what_was_there(tmp_path: Path, writer: str) -> None:
    old = tmp_path / "old" / "a.csv"
    old.parent.mkdir()
    old.write_bytes(b"old")
    ours, theirs = FORK.Pipe(duplex=False)

    def write() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
        try:
            if writer == "file":
                write_bytes(old, b"new" * 1_000)
            else:
                write_folder(old.parent, {"a.csv": b"new" * 1_000})
        except AzgraphError as error:
            theirs.send(str(error))

    (child,) = children(write, 1)
    child.join()
    assert ours.recv().endswith("cannot be written: File too large") and old.read_bytes() == b"old"
    assert [p.name for p in tmp_path.rglob("*")] == ["old", "a.csv"]


def test_a_writer_that_another_overtakes_is_whole_too(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"

    def overtake(_: int) -> None:
        with mock.patch.object(os, "fsync"):
            write_bytes(path, b"second")

    with mock.patch.object(os, "fsync", overtake):
        write_bytes(path, b"first" * 1_000)
    assert path.read_bytes() == b"first" * 1_000
    assert list(tmp_path.iterdir()) == [path]


# --- Killed at each step ------------------------------------------------------------------


def dataset(folder: Path, content: bytes) -> None:
    with building.building(folder) as aside:
        (aside / "a.csv").write_bytes(content)
        (aside / MANIFEST).write_bytes(content)


WRITERS: dict[str, tuple[Callable[[Path, bytes], None], str]] = {
    "file": (write_bytes, "."),
    "folder": (lambda path, content: write_folder(path, {"a.csv": content, "b.csv": content}), "a.csv b.csv"),
    "dataset": (dataset, f"a.csv {MANIFEST}"),
}
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}
"""What Python tells of before it is done."""


def die_at(step: int, work: Callable[[], None]) -> None:
    """Work, and be killed right before the step of that number."""
    left = step

    def count(event: str, _: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    work()
    os._exit(0)


@pytest.mark.parametrize("name", WRITERS)
def test_killed_at_any_step_a_writer_leaves_the_old_or_the_new(tmp_path: Path, name: str) -> None:
    write, parts = WRITERS[name]
    path = tmp_path / "x"
    write(path, b"old")
    seen = set()
    for step in range(1, 100):
        (child,) = children(lambda step=step: die_at(step, lambda: write(path, b"new" * 9_000)), 1)
        child.join()
        whole = {(path / part).read_bytes() for part in parts.split()}
        assert whole in ({b"old"}, {b"new" * 9_000}), step
        seen |= whole
        if child.exitcode == 0:
            break
        write(path, b"old")
    assert len(seen) == 2 and step > 4
    if name == "dataset":
        assert list(tmp_path.iterdir()) == [path]


def test_who_begins_while_another_clears_up_keeps_what_it_has_written(tmp_path: Path) -> None:
    out, clear = tmp_path / "out", building._clear
    dataset(out, b"old")
    begun = building.building(out)

    def clear_slowly(path: Path) -> None:
        if path.name == ".out.old" and path.exists() and waiting:
            (waiting.pop().__enter__() / MANIFEST).write_bytes(b"third")
        clear(path)

    waiting = [begun]
    with mock.patch.object(building, "_clear", clear_slowly):
        dataset(out, b"second")
    begun.__exit__(None, None, None)
    assert (out / MANIFEST).read_bytes() == b"third"


# --- No room ------------------------------------------------------------------------------

COMMANDS = {
    "map": ["map", "-o", "x.html"],
    "tables": ["export", "-f", "csv", "-o", "x"],
    "changes": ["changes", "2025-01-01", "2025-12-31", "-o", "x.html", "-f", "html"],
    "network": ["network", "-o", "x.graphml"],
    "form": ["import", "table", "--template", "x.xlsx"],
    "statements": ["import", "wikidata", str(SAMPLES / "wikidata.json"), "-o", "x"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_without_room_a_command_says_so_in_one_line_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    ours, theirs = FORK.Pipe(duplex=False)

    def run() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
        done = azgraph(*COMMANDS[name], cwd=tmp_path)
        theirs.send((done.returncode, done.stderr))

    (child,) = children(run, 1)
    child.join()
    assert ours.poll(), "it ended without a word"
    code, told = ours.recv()
    assert code == 2 and "cannot be written" in told.splitlines()[-1] and "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_really_full_says_so_and_keeps_what_was_there(tmp_path: Path) -> None:
    apart = ["unshare", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*apart, "true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a disk of their own")
    script = """set -e
      mount -t tmpfs -o size=64k none "$0"; cd "$0"; echo old > x.ttl; head -c 40000 /dev/zero > rest
      "$1" -m azgraph export -f turtle -o x.ttl || echo ended with $?
      cat x.ttl; ls -A"""
    done = subprocess.run(
        [*apart, "sh", "-c", script, tmp_path, sys.executable], capture_output=True, text=True
    )
    assert done.stdout.split() == ["ended", "with", "2", "old", "rest", "x.ttl"], done.stderr
    assert "x.ttl: cannot be written: No space left on device" in done.stderr
