"""What is written is whole or absent, whenever the writer dies, whatever the disk holds, however many write."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from azgraph import turtle
from azgraph.build import build
from azgraph.errors import AzgraphError
from azgraph.files import write_bytes, write_folder
from writing import PREFIXES, SEGMENTATION, THINGS

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
