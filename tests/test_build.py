"""From records to the published graph: the same bytes every time, and never half a file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from azgraph import turtle
from azgraph.build import FindingsError, build
from azgraph.errors import AzgraphError, InputError
from azgraph.files import write_text
from azgraph.graph import load
from azgraph.names import AZ, ID, STATUS
from azgraph.snapshots import facts, newest_day
from writing import PREFIXES, THINGS, write

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of what people wrote, without what is built from it."""
    shutil.copytree(
        ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("triples.ttl", "void.ttl")
    )
    return tmp_path / "data"


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_published_graph_is_what_the_records_say_on_any_hash_seed(data: Path, seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    subprocess.run(
        [sys.executable, "-m", "azgraph", "build"],
        cwd=data.parent,
        env=environment,
        check=True,
        capture_output=True,
    )
    for name in ("triples.ttl", "void.ttl"):
        assert (data / name).read_bytes() == (ROOT / "data" / name).read_bytes()


def test_building_the_built_changes_nothing(data: Path) -> None:
    published = ROOT / "data" / "triples.ttl"
    text = published.read_text(encoding="utf-8")
    assert turtle.canonical(turtle.read(published)) == text


def test_the_published_graph_has_no_unnamed_node_and_no_term_of_the_ontology() -> None:
    graph = turtle.read(ROOT / "data" / "triples.ttl")
    assert not any(str(subject).startswith(str(AZ)) for subject in graph.subjects())
    assert turtle.canonical(graph)


def test_its_edges_and_statuses_are_those_of_the_newest_source() -> None:
    graph = load()
    published = turtle.read(ROOT / "data" / "triples.ttl")
    for triple in facts(graph, newest_day(graph)):
        assert triple in published


def test_a_fault_stops_the_build_and_leaves_the_old_file(data: Path) -> None:
    (data / "triples.ttl").write_text("old", encoding="utf-8")
    bad = data / "records" / "zz.ttl"
    bad.write_text(
        PREFIXES + ":x a az:Event ; az:kind k:vizit ; az:subject :AZE ; az:object :CHN .", encoding="utf-8"
    )
    with pytest.raises(FindingsError) as caught:
        build(data)
    assert f"{bad}:" in str(caught.value)
    assert caught.value.exit_code == 1
    assert (data / "triples.ttl").read_text(encoding="utf-8") == "old"
    assert {path.name for path in data.iterdir() if path.name.startswith(".")} == set()


def test_a_folder_without_records_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no records to build from"):
        build(tmp_path / "data")


def test_a_segmentation_with_a_bad_row_is_named_with_its_line(data: Path) -> None:
    path = data / "sources" / "report2025.tsv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("\t207\t343\t", "\ttwo\t343\t"), encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"report2025.tsv:6: expected 8 columns"):
        build(data)


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_text(tmp_path / "none" / "x.ttl", "text")
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(InputError, match="is a folder"):
        write_text(folder, "text")
    assert list(folder.iterdir()) == []


def test_blank_nodes_are_refused_in_canonical_form() -> None:
    with pytest.raises(AzgraphError, match="blank nodes"):
        turtle.canonical(turtle.parse("[] <urn:p> <urn:o> ."))


def test_claims_are_completed_from_their_sentence(tmp_path: Path) -> None:
    graph = load(write(tmp_path, """:visit a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ;
      az:claim c:s1.p1.1, [ az:by :CCC ; az:via :BBB ; az:passage p:s1.p1.2 ] ."""))  # fmt: skip
    plain = ID["note/claim/s1.p1.1"]
    assert graph.value(plain, AZ.by) == ID.Author
    assert graph.value(plain, AZ.stance) == STATUS.reported
    assert graph.value(plain, AZ.passage) == ID["note/s1.p1.1"]
    spoken = ID["note/claim/s1.p1.2/visit/reported"]
    assert (graph.value(spoken, AZ.by), graph.value(spoken, AZ.via)) == (ID.CCC, ID.BBB)


def test_sources_beside_a_folder_of_records_are_found(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "sources").mkdir()
    path = write(
        tmp_path / "records",
        ":v a az:Event ; az:kind k:visit ; az:subject :AAA ; az:object :BBB ; az:claim c:s1.p1.1 .",
    )
    (tmp_path / "records" / "note.tsv").rename(tmp_path / "sources" / "note.tsv")
    assert load(path).value(ID["note/s1.p1.1"], AZ.sid) is not None
    assert THINGS in path.read_text(encoding="utf-8")
