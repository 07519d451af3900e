"""Reading other RDF texts than Turtle: N-Triples, N-Quads, TriG, RDF/XML and JSON-LD.

azgraph speaks of one graph. `parse` gives the statements of all graphs of a text; `load` keeps
each graph under its name, for SPARQL, and what is in azgraph's own terms also lies in the default graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from azgraph import hazards
from azgraph.errors import InputError
from azgraph.files import read_whole
from azgraph.names import AZ, NANOPUB

_PARTS = {str(NANOPUB[f"has{part}"]) for part in ("Assertion", "Provenance", "PublicationInfo")}


_NAMING = (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG, ox.RdfFormat.JSON_LD)
"""The forms that may name graphs."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file turned out to be: whether it states anything, and what control character it holds."""

    states: bool
    control: InputError | None


def form_of(path: Path | None) -> ox.RdfFormat:
    """The form that a file's ending tells; Turtle where it tells none.

    >>> form_of(Path("a.trig")).name, form_of(Path("a.txt")).name, form_of(None).name
    ('TriG', 'Turtle', 'Turtle')
    """
    ending = path.suffix.removeprefix(".").lower() if path else ""
    found = None if ending == "txt" else ox.RdfFormat.from_extension(ending)  # it takes txt for N-Triples
    return found or ox.RdfFormat.TURTLE


def parse(text: str, path: Path | None = None) -> list[ox.Quad]:
    """The statements of a text in the form that its path's ending tells.

    A remote context of JSON-LD is never fetched: it is an error.

    Errors: InputError, with file and line, for text that is not of that form.
    """
    form = form_of(path)
    hazards.refuse_controls(text, path, escapes=form != ox.RdfFormat.RDF_XML)
    _refuse_growth(text, path, form)
    return _parsed(text.encode(), path, form)


def _parsed(text: bytes, path: Path | None, form: ox.RdfFormat) -> list[ox.Quad]:
    try:
        return list(ox.parse(text, format=form, base_iri="file:///"))
    except MemoryError:
        raise InputError("holds a text or name of more than 16 MB, as no record does", path=path) from None
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        message = re.sub(r"^Parser error at line \d+.*?: ", "", getattr(error, "msg", None) or str(error))
        raise InputError(f"not valid {form.name}: {message}", path=path, line=line) from None


def load(path: Path, into: ox.Store) -> Loaded:
    """Read a file straight into a store, each graph under its name.

    What a file says in azgraph's own terms is spoken of as one graph: where it names graphs,
    the statements of all of them lie in the default graph, too. A file of others' data keeps
    its graphs apart. Nothing is refused for stating nothing, nor for a control character in a text.

    Errors: InputError, as `parse` and `read_whole`.
    """
    read, form = read_whole(path), form_of(path)
    _refuse_growth(read, path, form)
    control = hazards.control(read, path, escapes=form != ox.RdfFormat.RDF_XML)
    text = read.encode()
    if b"<<" in text and any(isinstance(quad.object, ox.Triple) for quad in _parsed(text, path, form)):
        raise InputError("states triples about triples, which rdflib does not hold", path=path)
    try:
        statements = ox.parse(text, format=form, base_iri="file:///")
        if (first := next(statements, None)) is None:
            return Loaded(states=False, control=control)
        if form in _NAMING and _names_graphs(chain((first,), statements)):
            into.bulk_extend(_with_graphs(text, form))
        else:
            into.bulk_load(text, format=form, base_iri="file:///")
    except (MemoryError, SyntaxError, ValueError):
        _parsed(text, path, form)  # tells where
        raise
    return Loaded(states=True, control=control)


def speaks_azgraph(quads: Iterable[ox.Quad]) -> bool:
    """Whether statements use a property or a class of azgraph's."""
    own = str(AZ)
    return any(
        quad.predicate.value.startswith(own)
        or (isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(own))
        for quad in quads
    )


def _names_graphs(quads: Iterable[ox.Quad]) -> bool:
    return any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads)


def _with_graphs(text: bytes, form: ox.RdfFormat) -> Iterator[ox.Quad]:
    """The statements of a text in their graphs, and in the default graph where it speaks azgraph's terms."""
    # Read three times over: a list would take more memory than the graph, as a rule.
    ours = speaks_azgraph(ox.parse(text, format=form, base_iri="file:///"))
    frames = _frames(ox.parse(text, format=form, base_iri="file:///")) if ours else set()
    for quad in ox.parse(text, format=form, base_iri="file:///", rename_blank_nodes=True):
        yield quad
        if ours and quad.subject not in frames:
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _frames(quads: Iterable[ox.Quad]) -> set[Any]:
    """What only holds nanopublications together: they, and their graphs."""
    return {node for q in quads if q.predicate.value in _PARTS for node in (q.subject, q.object)}


def _refuse_growth(text: str, path: Path | None, form: ox.RdfFormat) -> None:
    if form == ox.RdfFormat.RDF_XML:
        hazards.refuse_xml(text, path)
    elif form == ox.RdfFormat.JSON_LD:
        hazards.refuse_json(text, path)


def triples(quads: list[ox.Quad]) -> bytes:
    """Statements of any graphs as N-Triples, without what only holds nanopublications together."""
    frames = _frames(quads)
    plain = (ox.Triple(q.subject, q.predicate, q.object) for q in quads if q.subject not in frames)
    return ox.serialize(plain, format=ox.RdfFormat.N_TRIPLES) or b""
