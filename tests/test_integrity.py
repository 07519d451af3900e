"""Whether data are still what was written: one flipped byte is found, wherever it is."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from azgraph import integrity
from azgraph.cli import cli
from azgraph.datasets.writing import write
from azgraph.errors import InputError
from azgraph.files import resource
from azgraph.importers import FORMATS
from imports import ICEWS

PARTS = ("triples.ttl", "void.ttl", "dataset.ttl")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    for name in PARTS:
        shutil.copy(resource("data", name), tmp_path / name)
    return tmp_path


def flip(path: Path, at: int) -> None:
    """Turn the lowest bit of a byte."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("seed", range(5))
def test_a_flipped_byte_of_the_published_graph_is_found(published: Path, seed: int) -> None:
    data = published / "triples.ttl"
    flip(data, random.Random(seed).randrange(data.stat().st_size))
    (finding,) = integrity.verify(published)
    assert finding.path == data and "was changed since it was described" in finding.message


def test_a_count_that_is_not_so_is_named(published: Path) -> None:
    path = published / "void.ttl"
    path.write_text(path.read_text().replace("void:entities", "void:entities 1 ;\n void:entities", 1))
    (finding,) = integrity.verify(published)
    assert "has void:entities 1, which is not so" in finding.message or "entities 1, which" in finding.message


def test_the_command_says_where_it_looked_and_exits_with_one_where_a_byte_differs(published: Path) -> None:
    whole = CliRunner().invoke(cli, ["verify", str(published)])
    assert whole.exit_code == 0 and whole.stderr == f"{published}: as described\n"
    flip(published / "triples.ttl", 9)
    broken = CliRunner().invoke(cli, ["verify", str(published), "--json"])
    assert broken.exit_code == 1 and json.loads(broken.stdout)[0]["severity"] == "error"


def test_what_nothing_describes_cannot_be_verified(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"triples\.ttl: is missing, so .* cannot be verified"):
        integrity.verify(tmp_path)


def test_a_flipped_byte_of_any_file_of_a_dataset_is_found(tmp_path: Path) -> None:

    folder = tmp_path / "set"
    write(FORMATS["icews"], [ICEWS], folder)
    assert integrity.verify(folder) == []
    parts = sorted(path for path in folder.iterdir() if path.name != "manifest.json")
    for path in parts:
        flip(path, path.stat().st_size // 2)
    assert [f.path for f in integrity.verify(folder)] == parts
