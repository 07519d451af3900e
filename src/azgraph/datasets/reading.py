"""A dataset directory as triples, to load beside what people wrote."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from rdflib import RDF, RDFS, XSD, Literal, URIRef

from azgraph.datasets import terms
from azgraph.datasets.building import MANIFEST
from azgraph.datasets.codes import codes, kind
from azgraph.datasets.countries import MISSING
from azgraph.errors import AzgraphError, InputError
from azgraph.names import AZ, ID
from azgraph.phrases import the

MOST = 1_000_000
"""Events that a graph in memory holds; of a larger dataset it has the months alone."""
LAYOUT = 1
"""The version of the layout of a dataset directory."""


def is_dataset(path: Path) -> bool:
    """Whether a path is a dataset directory."""
    return path.joinpath(MANIFEST).is_file()


def turtle_files(folder: Path) -> list[Path]:
    """The Turtle files of a dataset, after a check that nothing in it was changed.

    Errors: InputError for a dataset that is damaged or that another version wrote.
    """
    for path, state in damage(folder):
        raise InputError(state, path=path)
    return [folder / name for name in _manifest(folder)["files"] if name.endswith(".ttl")]


def damage(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each file of a dataset that is not what its manifest says, with what is wrong with it.

    Errors: InputError for a manifest that cannot be read.
    """
    for name, expected in _manifest(folder)["files"].items():
        path = folder / name
        if not path.is_file():
            yield path, "is missing; run azgraph import again"
        elif digest(path) != expected:
            yield path, "was changed since; run azgraph import again"


def triples(folder: Path, names: Mapping[str, str], most: int = MOST) -> Iterator[bytes]:
    """The months and the events as N-Triples, a batch at a time; `names` are the labels of the actors.

    Of a dataset with more than `most` events only the months.
    An event is type, kind, subject, object, start and claim; one whose actor is missing lacks
    that triple; one within an actor names it once.
    Two more make them readable like the records of people: the day as the text `az:when`, and a
    label from the kind and the names of the actors.

    Errors: InputError for a dataset that another program wrote otherwise.
    """
    try:
        yield from _triples(folder, names, most)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        NotImplementedError,
        TypeError,
        ValueError,
    ) as error:
        told = f"holds what azgraph import does not write ({type(error).__name__}); run it again"
        raise InputError(told, path=folder) from None


def _triples(folder: Path, names: Mapping[str, str], most: int) -> Iterator[bytes]:
    manifest = _manifest(folder)
    if "months.parquet" not in manifest["files"]:
        return  # a dataset of records, which are Turtle
    form = manifest["format"]
    key = manifest["files"]["months.parquet"][:8]
    claims = {name: terms.claim_of(form, name, sha256) for name, sha256 in manifest["inputs"].items()}
    for rows in _batches(folder / "months.parquet"):
        yield "".join(terms.month(row, form, names, key, claims=claims) for row in rows).encode()
    if "events.parquet" not in manifest["files"]:
        return  # they stayed where their months were counted
    events = manifest["report"]["kept"]
    if events > most:
        logging.getLogger("azgraph").warning(
            "%s holds %s events, more than the %s that are taken one by one; only its months are loaded",
            folder, f"{events:,}", f"{most:,}",
        )  # fmt: skip
        return
    for rows in _batches(folder / "events.parquet", "id", "file", "day", "code", "subject", "object"):
        yield "".join(_event(form, row, names, claims[row["file"]]) for row in rows).encode()


def _batches(path: Path, *columns: str) -> Iterator[list[dict[str, Any]]]:
    """The rows of a Parquet file, some at a time, with all columns or those named."""
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise AzgraphError(MISSING) from None
    for batch in pq.ParquetFile(path).iter_batches(20_000, columns=columns or None):
        yield batch.to_pylist()


def _event(form: str, row: Mapping[str, Any], names: Mapping[str, str], claim: URIRef) -> str:
    event = ID[f"{form}/{row['id']}"].n3()
    ends = [(AZ.subject, row["subject"])]
    if row["object"] != row["subject"]:
        ends.append((AZ.object, row["object"]))
    parts = [
        (RDF.type, AZ.Event),
        (AZ.kind, kind(row["code"])),
        *((end, ID[actor]) for end, actor in ends if actor is not None),
        (AZ.start, Literal(row["day"].isoformat(), datatype=XSD.date)),
        (AZ.claim, claim),
        (AZ.when, Literal(row["day"].isoformat())),
        (RDFS.label, Literal(_label(row, names))),
    ]
    return "".join(f"{event} {predicate.n3()} {value.n3()} .\n" for predicate, value in parts)


def _label(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    nobody = "somebody not named"
    subject, object_ = (
        nobody if actor is None else the(names.get(str(ID[actor]), actor))
        for actor in (row["subject"], row["object"])
    )
    if subject == object_:
        object_ = "one of its own" if row["subject"] else nobody
    text = codes()[row["code"]].phrase.format(subject=subject, object=object_)
    return text[0].upper() + text[1:]


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if manifest["azgraph_dataset"] == LAYOUT and _is_whole(manifest):
            return manifest
        reason = "is not what azgraph import writes"
        if manifest["azgraph_dataset"] != LAYOUT:
            reason = f"was written for version {manifest['azgraph_dataset']!r} of the layout, not {LAYOUT}"
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        reason = "is no manifest of a dataset"
    raise InputError(f"{reason}; run azgraph import again", path=path)


def _is_whole(manifest: dict[str, Any]) -> bool:
    """Whether a manifest has what is read of it, and names no file elsewhere."""
    files, inputs = manifest["files"], manifest["inputs"]
    texts = [manifest["format"], *files, *files.values(), *inputs, *inputs.values()]
    return (
        all(isinstance(text, str) for text in texts)
        and all(PurePath(name).name == name and "\0" not in name for name in files)
        and isinstance(manifest["report"]["kept"], int)
    )


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
