"""What a data set is as a whole, in VoID and DCAT: counts, period, version, checksum."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections import Counter
from pathlib import Path

from rdflib import DCAT, DCTERMS, OWL, RDF, VOID, XSD, Graph, Literal, Namespace, URIRef

from azgraph import turtle, when
from azgraph.errors import InputError
from azgraph.names import AZ, BASE, local

_SPDX = Namespace("http://spdx.org/rdf/terms#")
CHECKSUM_VALUE = _SPDX.checksumValue
_DCAT = Namespace(str(DCAT))  # open: rdflib's own lacks dcat:version
_TURTLE = URIRef("https://www.iana.org/assignments/media-types/text/turtle")
_DUMP = URIRef("triples.ttl")  # relative: beside the description, wherever that lies
_PREFIXES = {"dcat": str(DCAT), "spdx": str(_SPDX), "void": str(VOID)}


def describe(head: Path, graph: Graph, text: str) -> str:
    """The description of a data set, as Turtle, from what people say of it and what it holds.

    `head` is the file that names the data set, its title and licence; `graph` is the data
    and `text` the file that holds it, whose SHA-256 is given. The version is the one that
    the head states; azgraph's own data have that of the package.

    Errors: InputError for a head that names no data set, or one of another's without version.
    """
    found = turtle.read(head)
    datasets = sorted(found.subjects(RDF.type, DCAT.Dataset), key=str)
    if len(datasets) != 1:
        raise InputError(f"names {len(datasets)} data sets; describe one, as a dcat:Dataset", path=head)
    dataset = URIRef(str(datasets[0]))
    version = _version(found, dataset, head)
    for predicate, value in {
        RDF.type: VOID.Dataset,
        _DCAT.version: Literal(version),
        OWL.versionInfo: Literal(version),
        OWL.versionIRI: URIRef(f"{dataset}/{version}"),
        VOID.vocabulary: URIRef(str(AZ)),
        VOID.triples: Literal(len(graph)),
        VOID.distinctSubjects: Literal(len(set(graph.subjects()))),
        VOID.distinctObjects: Literal(len(set(graph.objects()))),
        VOID.properties: Literal(len(set(graph.predicates()))),
        VOID.classes: Literal(len(set(graph.objects(None, RDF.type)))),
    }.items():
        found.add((dataset, predicate, value))
    for source in graph.subjects(RDF.type, AZ.Source):
        found.add((dataset, DCTERMS.source, source))
    _add_partitions(found, dataset, graph)
    _add_period(found, dataset, graph)
    _add_distribution(found, dataset, text.encode())
    return turtle.canonical(found, **_PREFIXES)


def _version(found: Graph, dataset: URIRef, head: Path) -> str:
    stated = found.value(dataset, _DCAT.version)
    if stated is not None:
        return str(stated)
    if not dataset.startswith(BASE):
        raise InputError(f"does not tell the dcat:version of <{dataset}>", path=head)
    return importlib.metadata.version("azgraph")


def _add_partitions(found: Graph, dataset: URIRef, graph: Graph) -> None:
    """How many of each class."""
    for class_, number in Counter(graph.objects(None, RDF.type)).items():
        part = URIRef(f"{dataset}#{local(class_)}")
        found.add((dataset, VOID.classPartition, part))
        found.add((part, VOID["class"], class_))  # a Python keyword
        found.add((part, VOID.entities, Literal(number)))


def _add_period(found: Graph, dataset: URIRef, graph: Graph) -> None:
    """From the first to the last day that the sources speak of."""
    periods = [when.bounds(str(text), "figure") for text in graph.objects(None, DCTERMS.temporal)]
    first = min((p.start for p in periods if p.start), default=None)
    last = max((p.end for p in periods if p.end), default=None)
    if first and last:
        period = URIRef(f"{dataset}#period")
        found.add((dataset, DCTERMS.temporal, period))
        found.add((period, RDF.type, DCTERMS.PeriodOfTime))
        found.add((period, DCAT.startDate, Literal(first)))
        found.add((period, DCAT.endDate, Literal(last)))


def _add_distribution(found: Graph, dataset: URIRef, data: bytes) -> None:
    checksum = URIRef(f"{dataset}#checksum")
    digest = Literal(hashlib.sha256(data).hexdigest(), datatype=XSD.hexBinary, normalize=False)
    for triple in (
        (dataset, DCAT.distribution, _DUMP),
        (dataset, VOID.dataDump, _DUMP),
        (_DUMP, RDF.type, DCAT.Distribution),
        (_DUMP, DCAT.mediaType, _TURTLE),
        (_DUMP, DCAT.byteSize, Literal(len(data), datatype=XSD.nonNegativeInteger)),
        (_DUMP, _SPDX.checksum, checksum),
        (checksum, RDF.type, _SPDX.Checksum),
        (checksum, _SPDX.algorithm, _SPDX.checksumAlgorithm_sha256),
        (checksum, CHECKSUM_VALUE, digest),
    ):
        found.add(triple)
