"""The form that an analyst fills in: its columns, what each means, and what it offers to choose from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import RDF, RDFS, SKOS, URIRef
from rdflib.term import Node

from azgraph import turtle
from azgraph.files import read_text, resource
from azgraph.names import AZ, STATUS, local

STANCES = ("reported", "opinion", "alleged", "forecast", "conditional", "denied")
BOUNDS = ("moreThan", "lessThan", "about")
EXAMPLE = "example"
"""The id of the form's own worked row, which no import keeps."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the form: its heading, what goes in, the worked example, what it offers.

    `offers` names a list of the form; where `only` is false anything else may be written too.
    """

    name: str
    help: str
    example: str
    needed: bool
    offers: str
    only: bool


@cache
def by_name() -> Mapping[str, Column]:
    """The columns by their headings, in the order of the form.

    >>> by_name()["who"].needed
    True
    """
    rows = csv.DictReader(read_text(resource("ontology", "form.csv")).splitlines())
    return {
        r["name"]: Column(r["name"], r["help"], r["example"], bool(r["needed"]), r["offers"], bool(r["only"]))
        for r in rows
    }


OF_CLAIM = frozenset((
    "voice", "via", "stance", "said", "given", "source", "author", "date", "period", "url", "passage", "note",
))  # fmt: skip
"""Columns that speak of the claim; the others speak of the record, which several rows may share."""

DATES = (
    ("2025-11-21", "on 21 November 2025"),
    ("2025-11", "in November 2025"),
    ("2025", "in 2025, no month given"),
    ("2025-21", "in the spring of 2025"),
    ("2025-22", "in the summer of 2025"),
    ("2025-23", "in the autumn of 2025"),
    ("2025-24", "in the winter that begins in December 2025"),
    ("2025-33", "in the first quarter of 2025 (33 to 36)"),
    ("2025-40", "in the first half of 2025 (41: the second)"),
    ("2025-11-21~", "about 21 November 2025, late November"),
    ("202X", "in the 2020s"),
    ("2025-08-21~/2025-09-10~", "in late August or early September 2025"),
    ("/2025-08-08", "by 8 August 2025, no beginning given"),
    ("..", "open: since before the time of the source, or still standing"),
    ("unknown", "in until: it began, and nothing is said of how long"),
)
"""What people say of time, as EDTF (ISO 8601-2)."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of record as the form offers it."""

    iri: URIRef
    label: str
    record: str
    definition: str
    stage: URIRef | None
    weight: float

    @property
    def id(self) -> str:
        """The last part of its IRI."""
        return local(self.iri)


@cache
def kinds() -> Mapping[str, Sort]:
    """The kinds by their labels.

    >>> kinds()["signature"].id, kinds()["embargo"].record
    ('sign', 'Measure')
    """
    graph = turtle.ontology()
    found = {}
    for kind in sorted(graph.subjects(RDF.type, AZ.Kind), key=str):
        label, stage = str(graph.value(kind, RDFS.label)), graph.value(kind, AZ.toStage)
        found[label] = Sort(
            URIRef(str(kind)),
            label,
            local(graph.value(kind, AZ.recordClass)),
            str(graph.value(kind, SKOS.definition)),
            None if stage is None else URIRef(str(stage)),
            float(str(graph.value(kind, AZ.weight) or 0)),
        )
    return dict(sorted(found.items()))


@cache
def stages() -> Mapping[str, Sort]:
    """The kind that takes a thing to each stage, by the label of the stage.

    >>> stages()["signed"].id, stages()["text agreed"].id
    ('sign', 'agreeText')
    """
    graph = turtle.ontology()
    reached = [(_order(graph.value(s.stage, AZ.order)), s) for s in kinds().values() if s.stage]
    return {str(graph.value(s.stage, RDFS.label)): s for _, s in sorted(reached, key=lambda x: x[0])}


def lists() -> dict[str, list[str]]:
    """What the form offers to choose from, by the name of the list."""
    return {
        "kinds": list(kinds()),
        "stages": list(stages()),
        "stances": list(STANCES),
        "bounds": list(BOUNDS),
        "dates": [written for written, _ in DATES],
    }


def stance(name: str) -> URIRef:
    """The stance that a word of the list stands for."""
    return STATUS[name]


def _order(value: Node | None) -> int:
    return int(str(value or 0))
