"""The W3C's test suites as they lie in a folder, and whether two answers are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pyoxigraph as ox
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
_WHOLE = {str(XSD[name]) for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger")}
_REAL = {str(XSD.double), str(XSD.float)}

Row = dict[str, Any]


@dataclass(frozen=True)
class Test:
    """One entry of a manifest: what is read, what is asked, what must come."""

    name: str
    sort: str
    base: str
    text: Path
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()
    result: Path | None = None

    __test__ = False  # pytest is not to collect it

    @property
    def negative(self) -> bool:
        """Whether it passes by being refused."""
        return "Negative" in self.sort


@dataclass(frozen=True)
class Told:
    """An answer of any side in the engine's terms: yes or no, or rows, or statements."""

    holds: bool | None = None
    rows: list[Row] | None = None
    quads: frozenset[ox.Quad] | None = None


def entries(manifest: Path) -> Iterator[Test]:
    """The tests of one manifest, in its order."""
    graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    head = next(graph.subjects(MF.entries))
    assumed = graph.value(head, MF.assumedTestBase)
    for listed in graph.objects(head, MF.entries):
        for entry in Collection(graph, listed):
            action, result = graph.value(entry, MF.action), graph.value(entry, MF.result)
            sort = str(graph.value(entry, RDF.type)).rpartition("#")[2]
            text = action if isinstance(action, URIRef) else graph.value(action, QT.query)
            path = _path(text)
            if path is None:
                continue
            base = f"{assumed}{path.name}" if assumed else str(text)
            yield Test(
                str(graph.value(entry, MF.name)),
                sort,
                base,
                path,
                tuple(filter(None, (_path(d) for d in graph.objects(action, QT.data)))),
                tuple(filter(None, (_path(d) for d in graph.objects(action, QT.graphData)))),
                _path(result),
            )


def expected(test: Test) -> Told:
    """What the suite says must come."""
    if test.result is None:
        raise ValueError(f"{test.name} has no result")
    path, ending = test.result, test.result.suffix
    if ending in (".srx", ".srj", ".tsv"):
        form = {".srx": "XML", ".srj": "JSON", ".tsv": "TSV"}[ending]
        return told(ox.parse_query_results(path.read_bytes(), format=getattr(ox.QueryResultsFormat, form)))
    if b"ResultSet" in path.read_bytes():
        return Told(rows=_listed(Graph().parse(path, publicID=path.as_uri())))
    base = test.base if ending in (".nt", ".nq") else path.as_uri()
    return Told(quads=statements(ox.parse(path=path, base_iri=base)))


def _listed(graph: Graph) -> list[Row]:
    """Rows that are told as RDF; rdflib reads such without the base of its addresses."""
    return [
        {
            str(graph.value(binding, RS.variable)): plain(engine_term(graph.value(binding, RS.value)))
            for binding in graph.objects(solution, RS.binding)
        }
        for solution in graph.objects(None, RS.solution)
    ]


def told(answer: Any) -> Told:
    """The answer of the engine or of rdflib, in one form."""
    if isinstance(answer, ox.QueryBoolean):
        return Told(holds=bool(answer))
    if isinstance(answer, ox.QuerySolutions):
        names = [v.value for v in answer.variables]
        return Told(rows=[{n: plain(s[n]) for n in names if s[n] is not None} for s in answer])
    if isinstance(answer, ox.QueryTriples):
        return Told(quads=statements(answer))
    if answer.type == "ASK":
        return Told(holds=bool(answer.askAnswer))
    if answer.type in ("CONSTRUCT", "DESCRIBE"):
        return Told(quads=statements(ox.Triple(*map(engine_term, t)) for t in answer.graph))
    return Told(rows=[{str(n): plain(engine_term(t)) for n, t in b.items()} for b in answer.bindings])


def same(given: Told, wanted: Told, *, ordered: bool = False) -> bool:
    """Whether two answers are one but for the names of blank nodes, and for order unless it counts."""
    if wanted.rows is not None and given.rows is not None:
        return len(given.rows) == len(wanted.rows) and _match(given.rows, wanted.rows, {}, ordered=ordered)
    if wanted.quads is not None and given.quads is not None:
        return _canonical(given.quads) == _canonical(wanted.quads)
    return wanted.holds is not None and wanted.holds == given.holds


def statements(found: Iterable[Any]) -> frozenset[ox.Quad]:
    """Statements with their numbers in one spelling."""
    return frozenset(
        ox.Quad(f.subject, f.predicate, plain(f.object), getattr(f, "graph_name", ox.DefaultGraph()))
        for f in found
    )


def plain(term: Any) -> Any:
    """A number in one spelling, since the engine and rdflib keep the value and not the spelling."""
    if not isinstance(term, ox.Literal):
        return term
    if term.language:
        return ox.Literal(term.value, language=term.language.lower())
    kind, text = term.datatype.value, term.value
    try:
        if kind in _WHOLE:
            text = str(int(text))
        elif kind == str(XSD.decimal):
            text = format(Decimal(text).normalize(), "f")
        elif kind in _REAL:
            text = repr(float(text))
        elif kind == str(XSD.boolean):
            text = {"1": "true", "0": "false"}.get(text, text)
        elif kind == str(XSD.dayTimeDuration):
            text = f"PT{Literal(text, datatype=XSD.dayTimeDuration).value.total_seconds():g}S"
    except (ValueError, InvalidOperation, AttributeError):
        return term
    return ox.Literal(text, datatype=term.datatype) if text != term.value else term


def engine_term(term: Any) -> Any:
    """A term of rdflib as the engine has it."""
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode("b" + hashlib.sha256(term.encode()).hexdigest()[:16])
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD.string)))


def _canonical(quads: frozenset[ox.Quad]) -> set[str]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def _match(given: list[Row], wanted: list[Row], names: dict[str, str], *, ordered: bool) -> bool:
    """Whether rows pair off under one renaming of blank nodes."""
    if not wanted:
        return True
    for at, row in enumerate(given[:1] if ordered else given):
        renamed = _rename(row, wanted[0], names)
        if renamed is None:
            continue
        if _match(given[:at] + given[at + 1 :], wanted[1:], renamed, ordered=ordered):
            return True
        if renamed == names:  # no choice was made, so none other helps
            return False
    return False


def _rename(row: Row, other: Row, names: dict[str, str]) -> dict[str, str] | None:
    """The renaming grown so far that two rows are one, or None."""
    if row.keys() != other.keys():
        return None
    names = dict(names)
    for name, term in row.items():
        if isinstance(term, ox.BlankNode) and isinstance(other[name], ox.BlankNode):
            known = names.setdefault(term.value, other[name].value)
            if known != other[name].value or list(names.values()).count(known) > 1:
                return None
        elif term != other[name]:
            return None
    return names


def _path(node: Any) -> Path | None:
    return Path(unquote(urlparse(str(node)).path)) if isinstance(node, URIRef) else None
