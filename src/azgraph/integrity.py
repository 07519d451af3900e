"""Whether data are still what was written: digests and counts against the description beside them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rdflib import DCAT, OWL, URIRef

from azgraph import metadata, turtle
from azgraph.datasets import reading
from azgraph.errors import InputError
from azgraph.files import resource
from azgraph.findings import Finding, Findings
from azgraph.names import local, short

_VERSIONS = {OWL.versionInfo, OWL.versionIRI, URIRef(f"{DCAT}version")}


def verify(folder: Path | None = None) -> Findings:
    """What in a data folder or a dataset directory is not as its description says; empty where all is.

    A dataset directory is held against its manifest, a data folder's `triples.ttl` against its
    `void.ttl`: bytes, digest, and the counts of triples and things, made anew. Without a folder,
    the data that azgraph ships.

    >>> verify()
    []

    Errors: InputError for a folder that nothing describes, or whose description cannot be read.
    """
    folder = resource("data") if folder is None else folder
    if reading.is_dataset(folder):
        return Findings(Finding("error", path.name, state, path) for path, state in reading.damage(folder))
    return _published(folder)


def _published(folder: Path) -> Findings:
    data, description, head = (folder / name for name in ("triples.ttl", "void.ttl", "dataset.ttl"))
    for path in (data, description, head):
        if not path.is_file():
            raise InputError(
                f"is missing, so {folder} cannot be verified; name a folder with triples.ttl, void.ttl and "
                "dataset.ttl, as azgraph build writes, or a dataset of azgraph import",
                path=path,
            )
    stated = turtle.read(description)
    content = data.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if not any(str(value).lower() == digest for value in stated.objects(None, metadata.CHECKSUM_VALUE)):
        message = f"was changed since it was described: its SHA-256 is {digest}; run azgraph build"
        return Findings([Finding("error", data.name, message, data)])
    found = turtle.parse(metadata.describe(head, turtle.read(data), content.decode()))
    return Findings(
        Finding("error", short(subject), f"has {short(predicate)} {local(value)}, {state}", description)
        for graph, other, state in (
            (stated, found, "which is not so; run azgraph build"),
            (found, stated, "which is not told; run azgraph build"),
        )
        for subject, predicate, value in sorted(set(graph) - set(other), key=str)
        if predicate not in _VERSIONS
    )
