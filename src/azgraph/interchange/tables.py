"""CSV tables for a spreadsheet, a data frame or Datasette: one table a sort of thing.

Names are short (`:AZE`, `k:embargo`), several values in one cell are joined by ` | `. A cell
that a spreadsheet would take for a formula is led by an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from azgraph.escapes import in_sheet
from azgraph.names import AZ, short

SEPARATOR = " | "
_BOUNDS = (AZ.start, AZ.startBy, AZ.endFrom, AZ.end)
_NAMED: dict[Node, str] = {
    DCTERMS.source: "url",
    SKOS.altLabel: "aliases",
    SKOS.editorialNote: "note",
    RDF.type: "class",
}
# Properties that every table of its sort has, in this order; any other that is found comes behind.
_COLUMNS: dict[str, tuple[URIRef, ...]] = {
    "things": (RDF.type, RDFS.label, SKOS.altLabel, AZ.partOf, AZ.party, DCTERMS.description),
    "records": (
        RDF.type, AZ.kind, RDFS.label, AZ.subject, AZ.object, AZ.when, *_BOUNDS, AZ.due, AZ.participant,
        AZ.about, AZ.place, AZ.office, AZ.value, AZ.unit, AZ.bound,
    ),
    "claims": (AZ.stance, AZ.by, AZ.via, AZ.said, AZ.given, AZ.passage, AZ.source),
    "passages": (AZ.source, AZ.sid, AZ.charStart, AZ.charEnd, AZ.sha256, AZ.omitted),
    "sources": (RDFS.label, DCTERMS.title, DCTERMS.creator, DCTERMS.issued, DCTERMS.temporal, DCTERMS.source),
}  # fmt: skip


def tables(written: Graph, facts: Graph, day: date | None) -> dict[str, str]:
    """The tables by file name: things, records, claims, passages, sources, and the day's facts.

    A claim has one row for each record that it backs, so that tables join without lists.
    """
    sorts: dict[str, list[Node]] = {name: [] for name in _COLUMNS}
    for node in sorted(set(written.subjects()), key=str):
        sorts[_sort(written, node)].append(node)
    found = {f"{name}.csv": _table(written, name, nodes) for name, nodes in sorts.items()}
    rows = ([str(day), short(s), short(p), short(o)] for s, p, o in sorted(facts))
    return found | {"facts.csv": _csv([["day", "subject", "property", "object"], *rows])}


def cell(*terms: Node) -> str:
    """One cell: short names and bare texts; numbers stay numbers, what looks like a formula does not.

    >>> cell(Literal("=1+1")), cell(Literal(-5)), cell(AZ.State)
    ("'=1+1", '-5', 'az:State')
    """
    texts = [str(t) if isinstance(t, Literal) else short(t) for t in sorted(terms, key=str)]
    text = SEPARATOR.join(texts)
    number = len(terms) == 1 and isinstance(getattr(terms[0], "value", None), int | float | Decimal)
    return text if number else in_sheet(text)


def column(name: Node) -> str:
    """A property's column: its name without prefix where it is the ontology's, a label or a day.

    >>> column(AZ.kind), column(DCTERMS.issued), column(DCTERMS.source), column(URIRef("urn:x"))
    ('kind', 'issued', 'url', 'urn:x')
    """
    prefix, _, rest = short(name).partition(":")
    return _NAMED.get(name) or (rest if prefix in ("az", "dcterms", "rdfs", "skos") else short(name))


def _sort(written: Graph, node: Node) -> str:
    for name, class_ in (("claims", AZ.Claim), ("passages", AZ.Passage), ("sources", AZ.Source)):
        if (node, RDF.type, class_) in written:
            return name
    return "records" if (node, AZ.kind, None) in written else "things"


def _table(written: Graph, name: str, nodes: list[Node]) -> str:
    values = {node: _values(written, node) for node in nodes}
    others = {p for told in values.values() for p in told} - {*_COLUMNS[name], AZ.claim}
    if name not in ("things", "records"):
        others -= {RDF.type}  # the table's name says it
    shown = [*_COLUMNS[name], *sorted(others, key=str)]
    heads = [column(p) for p in shown]
    if name != "claims":
        rows = [[short(node), *(cell(*values[node][p]) for p in shown)] for node in nodes]
        return _csv([["id", *heads], *rows])
    backed = {c: sorted(written.subjects(AZ.claim, c), key=str) or [Literal("")] for c in nodes}
    rows = [[short(c), short(r), *(cell(*values[c][p]) for p in shown)] for c in nodes for r in backed[c]]
    return _csv([["id", "record", *heads], *rows])


def _values(written: Graph, node: Node) -> defaultdict[Node, list[Node]]:
    found = defaultdict(list)
    for predicate, value in written.predicate_objects(node):
        found[predicate].append(value)
    return found


def _csv(rows: Iterable[list[str]]) -> str:
    # The byte order mark tells a spreadsheet that it is UTF-8; data tools skip it.
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return "\ufeff" + text.getvalue()
