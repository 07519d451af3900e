"""What a dataset says in RDF: its actors, kinds, sources with licences, and months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Literal, URIRef
from rdflib.term import Node

from azgraph.datasets import codes as books
from azgraph.datasets.rows import Format, Party
from azgraph.files import read_text, resource
from azgraph.hazards import without_controls
from azgraph.names import AZ, ID, KIND, STATUS, local
from azgraph.turtle import listed


@dataclass(frozen=True, slots=True)
class File:
    """A file that was imported, and the days its events are of; `issued` is the newest day it knows."""

    name: str
    sha256: str
    first: date
    last: date
    issued: date


def source_of(form: str, file: str, sha256: str) -> URIRef:
    """The source that a file is: its name, and of its digest what tells it from another of that name.

    >>> source_of("gdelt", "my events.csv", "0123456789abcdef").split("/id/")[1]
    'gdelt/file/my%20events.csv~01234567'
    """
    return ID[f"{form}/file/{quote(file)}~{sha256[:8]}"]


def claim_of(form: str, file: str, sha256: str) -> URIRef:
    """The one claim that all events of a file share."""
    return URIRef(f"{source_of(form, file, sha256)}/claim")


def write(
    folder: Path, form: Format, parties: Iterable[Party], codes: Iterable[str], files: Iterable[File]
) -> None:
    """Write what a dataset says of its actors, kinds and sources, each a file of Turtle."""
    for name, text in (
        ("actors.ttl", actors(parties, form.name)),
        ("kinds.ttl", kinds(codes)),
        ("sources.ttl", sources(form, files)),
    ):
        folder.joinpath(name).write_text(text, encoding="utf-8", newline="\n")


def actors(parties: Iterable[Party], form: str) -> str:
    """The actors as Turtle; a state by the name that the bundled graph has for it."""
    own = bundled_names()
    notes = {
        "former": "Former state of ISO 3166-3.",
        "unresolved": f"Unresolved: {form} gives no state that ISO 3166 has.",
    }

    def told(party: Party) -> Iterator[tuple[Node, Node, Node]]:
        iri = ID[party.iri]
        yield iri, RDF.type, AZ[party.sort]
        yield iri, RDFS.label, _text(own.get(str(iri), party.label))
        if party.of:
            yield iri, DCTERMS.spatial, ID[party.of]
        if party.standing:
            yield iri, SKOS.editorialNote, Literal(notes[party.standing], lang="en")

    return listed(chain.from_iterable(map(told, parties)))


def kinds(codes: Iterable[str]) -> str:
    """The kinds of some codes as Turtle, and the kind of the months.

    A code is its own edge property: an imported event never draws the edge of a curated
    record, so it cannot change what those say.
    """
    return listed(
        chain.from_iterable(map(_kind, codes)), first=read_text(resource("ontology", "imports.ttl"))
    )


def _kind(name: str) -> Iterator[tuple[Node, Node, Node]]:
    code, iri = books.codes()[name], books.kind(name)
    told = code.label.replace("…", "the object")
    text = f"The subject {told}; {books.book(name)} code {name}, as a machine coded it."
    for predicate, value in (
        (RDF.type, AZ.Kind),
        (RDF.type, OWL.ObjectProperty),
        (SKOS.inScheme, books.scheme(name)[""]),
        (RDFS.label, Literal(code.label, lang="en")),
        (SKOS.definition, Literal(text, lang="en")),
        (SKOS.notation, Literal(name)),
        (AZ.recordClass, AZ.Event),
        (AZ.weight, Literal(str(code.weight), datatype=XSD.decimal)),
        (AZ.category, Literal(code.group)),
        (AZ.edge, iri),
        (AZ.phrase, Literal(code.phrase)),
    ):
        yield iri, predicate, value
    if code.kind:
        yield iri, SKOS.closeMatch, KIND[code.kind]


def sources(form: Format, files: Iterable[File]) -> str:
    """The files as sources with their licence, each with the claim that its events share."""
    maker = ID[f"{form.name}/maker"]
    triples: list[tuple[Node, Node, Node]] = [
        (maker, RDF.type, AZ.Organisation),
        (maker, RDFS.label, Literal(form.creator)),
    ]
    for file in files:
        source, claim = (of(form.name, file.name, file.sha256) for of in (source_of, claim_of))
        triples += (
            (source, RDF.type, AZ.Source),
            (source, RDFS.label, _text(f"{form.title}, {file.name}")),
            (source, DCTERMS.title, _text(f"{form.title}, {file.name}")),
            (source, DCTERMS.creator, maker),
            (source, DCTERMS.issued, Literal(file.issued.isoformat(), datatype=XSD.date)),
            (source, DCTERMS.temporal, Literal(f"{file.first}/{file.last}")),
            (source, DCTERMS.license, Literal(form.licence)),
            (source, DCTERMS.source, Literal(form.cite)),
            (source, AZ.sha256, Literal(file.sha256)),
            (claim, RDF.type, AZ.Claim),
            (claim, AZ.by, maker),
            (claim, AZ.stance, STATUS.reported),
            (claim, AZ.source, source),
        )
    return listed(triples)


def _text(text: str) -> Literal:
    """A text of others, without what would steer a terminal."""
    return Literal(without_controls(text))


def month(
    row: Mapping[str, Any], form: str, names: Mapping[str, str], key: str, *, claims: Mapping[str, URIRef]
) -> str:
    """One figure, a pair's month, as N-Triples.

    `key` tells it from the same pair's month in another dataset, which counts other files;
    `claims` are those of the files by their names.
    """
    year, number = map(int, row["month"].split("-"))
    first = date(year, number, 1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    pair = ID[row["subject"]], ID[row["object"]]
    one, other = (names.get(str(actor), local(actor)) for actor in pair)
    unit = "event" if row["volume"] == 1 else "events"
    parts = [
        (RDF.type, AZ.Figure), (AZ.kind, KIND.monthOfEvents), (AZ.subject, pair[0]), (AZ.object, pair[1]),
        (AZ.when, Literal(row["month"])),
        (AZ.start, Literal(first.isoformat(), datatype=XSD.date)),
        (AZ.end, Literal(last.isoformat(), datatype=XSD.date)),
        (AZ.value, Literal(str(row["volume"]), datatype=XSD.integer)), (AZ.unit, Literal("events")),
        (AZ.tone, Literal(f"{row['tone']:.4f}", datatype=XSD.decimal)),
        (AZ.sources, Literal(str(row["sources"]), datatype=XSD.integer)),
        (RDFS.label, Literal(f"{one} towards {other}: {row['volume']} {unit} in {row['month']}")),
        *((AZ.claim, claims[file]) for file in row["files"]),
    ]  # fmt: skip
    iri = ID[f"{form}/month/{row['month']}/{_tail(row['subject'])}/{_tail(row['object'])}/{key}"].n3()
    return "".join(f"{iri} {p.n3()} {o.n3()} .\n" for p, o in parts)


def _tail(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def bundled_names() -> dict[str, str]:
    """The names that the bundled graph has for things, by their IRIs."""
    label = ox.NamedNode(RDFS.label)
    quads = ox.parse(path=str(resource("data", "triples.ttl")), format=ox.RdfFormat.TURTLE)
    named = ((str(quad.subject.value), quad.object.value) for quad in quads if quad.predicate == label)
    return {thing: name for thing, name in named if thing.startswith(ID)}
