"""The data of a graph in the forms that other programs read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal, get_args

from rdflib import Graph

from azgraph import turtle
from azgraph.errors import InputError
from azgraph.escapes import escaped, visible
from azgraph.files import write_folder, write_text
from azgraph.interchange import graphs, jsonld, tables
from azgraph.interchange.data import split

Form = Literal["turtle", "nquads", "jsonld", "csv", "trig"]
FORMS: tuple[Form, ...] = get_args(Form)

__all__ = ["FORMS", "Form", "export"]


def export(graph: Graph, form: Form, path: str | Path | None = None, *, day: date | None = None) -> str:
    """The data of a graph, with the edges and statuses of a day, as text or written to a path.

    `turtle` and `jsonld` hold plain triples; `nquads` keeps the day's facts in a graph of
    their own; `trig` has one set of nanopublication graphs a claim; `csv` is a folder of
    tables, and needs a path. The day is by default that of the newest source. The ontology
    is left out: `load` adds it to what it reads.

    >>> from azgraph import load
    >>> export(load(), "nquads").count("<https://w3id.org/azgraph/graph/facts/2026-01-01> .") > 100
    True

    Errors: InputError for a path that cannot be written, a folder that holds other files,
    and for tables without a folder.
    """
    written, facts, day = split(graph, day)
    target = None if path is None else Path(path)
    if form == "csv":
        if target is None:
            raise InputError("csv is a folder of tables; say with -o which folder to write")
        found = tables.tables(written, facts, day)
        write_folder(target, {name: visible(text).encode() for name, text in found.items()}, exact=True)
        return ""
    if form == "nquads":
        text = graphs.nquads(written, facts, day)
    elif form == "trig":
        text = graphs.trig(written, facts, day)
    else:
        whole = written + facts
        text = turtle.canonical(whole) if form == "turtle" else jsonld.jsonld(whole)
    text = escaped(text)
    if target is not None:
        write_text(target, text)
    return text
