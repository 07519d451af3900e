"""Reading other RDF texts than Turtle: N-Triples, N-Quads, TriG, RDF/XML and JSON-LD, as plain triples."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

from azgraph import hazards
from azgraph.errors import InputError
from azgraph.files import read_text
from azgraph.names import NANOPUB

_PARTS = {str(NANOPUB[f"has{part}"]) for part in ("Assertion", "Provenance", "PublicationInfo")}


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
    _refuse_hazards(text, path, form)
    try:
        return list(ox.parse(text.encode(), format=form, base_iri="file:///"))
    except MemoryError:
        raise InputError("holds a text or name of more than 16 MB, as no record does", path=path) from None
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        message = re.sub(r"^Parser error at line \d+.*?: ", "", getattr(error, "msg", None) or str(error))
        raise InputError(f"not valid {form.name}: {message}", path=path, line=line) from None


def load(path: Path, into: ox.Store) -> None:
    """Read a file straight into the default graph of a store.

    Errors: InputError, as `parse` and `read_text`, and for a file that holds no statement.
    """
    read, form = read_text(path), form_of(path)
    _refuse_hazards(read, path, form)
    text = read.encode()
    if form not in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES) and not _plain(text, form):
        text, form = triples(parse(text.decode(), path)), ox.RdfFormat.N_TRIPLES
    if b"<<" in text and any(isinstance(quad.object, ox.Triple) for quad in parse(text.decode(), path)):
        raise InputError("states triples about triples, which rdflib does not hold", path=path)
    try:
        if next(ox.parse(text, format=form, base_iri="file:///"), None) is None:
            raise InputError("holds no statement, only comments or prefixes", path=path)
        into.bulk_load(text, format=form, base_iri="file:///")
    except (MemoryError, SyntaxError, ValueError):
        parse(text.decode(), path)  # tells where
        raise


def _refuse_hazards(text: str, path: Path | None, form: ox.RdfFormat) -> None:
    hazards.refuse_controls(text, path, escapes=form != ox.RdfFormat.RDF_XML)
    if form == ox.RdfFormat.RDF_XML:
        hazards.refuse_xml(text, path)
    elif form == ox.RdfFormat.JSON_LD:
        hazards.refuse_json(text, path)


def _plain(text: bytes, form: ox.RdfFormat) -> bool:
    """Whether N-Quads name no graph, so that there is nothing to join or to take out."""
    try:
        statements = ox.parse(text, format=form, base_iri="file:///")
        default = (isinstance(quad.graph_name, ox.DefaultGraph) for quad in statements)
        return form == ox.RdfFormat.N_QUADS and all(default)
    except (SyntaxError, ValueError):
        return False


def triples(quads: list[ox.Quad]) -> bytes:
    """Statements of any graphs as N-Triples, without what only holds nanopublications together."""
    frames = {node for q in quads if q.predicate.value in _PARTS for node in (q.subject, q.object)}
    plain = (ox.Triple(q.subject, q.predicate, q.object) for q in quads if q.subject not in frames)
    return ox.serialize(plain, format=ox.RdfFormat.N_TRIPLES) or b""
