"""The description of the published data says what they are and hold."""

from __future__ import annotations

import hashlib
import importlib.metadata
import tomllib
from pathlib import Path

import pytest
from rdflib import DCAT, OWL, RDF, VOID, Graph, Literal, Namespace, URIRef

from azgraph import metadata, turtle
from azgraph.errors import InputError
from azgraph.names import AZ

ROOT = Path(__file__).resolve().parents[1]
DATA = URIRef("https://w3id.org/azgraph/data")
SPDX = Namespace("http://spdx.org/rdf/terms#")
HEAD = "<urn:own> a <http://www.w3.org/ns/dcat#Dataset> ."


@pytest.fixture(scope="module")
def described() -> Graph:
    return Graph().parse(ROOT / "data" / "void.ttl")


@pytest.fixture(scope="module")
def published() -> Graph:
    return turtle.read(ROOT / "data" / "triples.ttl")


def test_the_description_is_what_the_data_make(published: Graph) -> None:
    text = (ROOT / "data" / "triples.ttl").read_text(encoding="utf-8")
    made = metadata.describe(ROOT / "data" / "dataset.ttl", published, text)
    assert (ROOT / "data" / "void.ttl").read_text(encoding="utf-8") == made, "run 'make data' and commit it"


def test_the_described_file_lies_beside_its_description_and_has_its_checksum(described: Graph) -> None:
    dump = described.value(DATA, VOID.dataDump)
    data = Path(str(dump).removeprefix("file://")).read_bytes()
    checksum = described.value(described.value(dump, SPDX.checksum), SPDX.checksumValue)
    assert str(checksum) == hashlib.sha256(data).hexdigest()
    assert int(str(described.value(dump, DCAT.byteSize))) == len(data)


def test_the_counts_are_those_of_the_data(described: Graph, published: Graph) -> None:
    assert described.value(DATA, VOID.triples) == Literal(len(published))
    parts = {
        described.value(part, VOID["class"]): described.value(part, VOID.entities)
        for part in described.objects(DATA, VOID.classPartition)
    }
    assert parts[AZ.Event] == Literal(len(set(published.subjects(RDF.type, AZ.Event))))
    assert set(parts) == set(published.objects(None, RDF.type))


def test_the_version_is_that_of_the_package_everywhere(described: Graph) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert str(described.value(DATA, OWL.versionInfo)) == project["version"]
    assert described.value(DATA, OWL.versionIRI) == DATA + "/" + project["version"]
    assert importlib.metadata.version("azgraph") == project["version"]
    assert f"## {project['version']}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_a_data_set_of_ones_own_states_its_version(tmp_path: Path) -> None:
    head = tmp_path / "dataset.ttl"
    head.write_text(HEAD, encoding="utf-8")
    with pytest.raises(InputError, match=r"dataset\.ttl: does not tell the dcat:version of <urn:own>"):
        metadata.describe(head, Graph(), "")
    head.write_text(HEAD + '<urn:own> <http://www.w3.org/ns/dcat#version> "3" .', encoding="utf-8")
    assert "<urn:own/3>" in metadata.describe(head, Graph(), "")


def test_a_description_of_no_data_set_is_refused(tmp_path: Path) -> None:
    head = tmp_path / "dataset.ttl"
    head.write_text('<urn:own> <urn:title> "x" .', encoding="utf-8")
    with pytest.raises(InputError, match="names 0 data sets"):
        metadata.describe(head, Graph(), "")
