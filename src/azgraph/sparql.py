"""Running SPARQL: prefixes that need no typing, parameters by VALUES lines, plain answers.

Parameters are bound by replacing the text's own `VALUES ?name { … }` lines with
validated terms. Keywords such as initBindings would silently move a query from
Oxigraph to a slower engine, and string formatting would let a value become a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import pyoxigraph as ox
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.query import Result, ResultRow
from rdflib.term import Node, Variable

from azgraph import refusals
from azgraph.errors import AzgraphError, InputError, TooMuch
from azgraph.escapes import escaped, in_xml
from azgraph.graph_variables import spelt_out
from azgraph.names import PREFIXES, bind_prefixes

_ROWS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
_VALUES = r"VALUES\s+\?{name}\s*\{{[^{{}}]*\}}"


@dataclass(frozen=True)
class Answer:
    """What a query answers: rows under columns, or yes or no, or a graph.

    A row has one rdflib term a column, or None where the query leaves it unbound.
    """

    columns: list[str] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    holds: bool | None = None
    graph: Graph | None = None

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def bind(text: str, **values: Node | bool | date) -> str:
    """Replace each `VALUES ?name { … }` of a query by the one given term.

    >>> bind("SELECT * { VALUES ?day { 1 } }", day=date(2025, 9, 30))
    'SELECT * { VALUES ?day { "2025-09-30"^^<http://www.w3.org/2001/XMLSchema#date> } }'

    Errors: AzgraphError where the text has no such line.
    """
    lines = {}
    for name, value in values.items():
        term = value if isinstance(value, URIRef | Literal) else Literal(value)
        lines[name] = f"VALUES ?{name} {{ {_n3(term)} }}"
    missing = [name for name in lines if not re.search(_VALUES.format(name=name), text)]
    if missing:
        raise AzgraphError(f"the query has no line VALUES ?{missing[0]} {{ … }} to bind")
    if not lines:
        return text
    # In one pass: a value that reads like a line of another parameter stays a value.
    return re.sub(_VALUES.format(name=f"({'|'.join(lines)})"), lambda match: lines[match[1]], text)


def run(graph: Graph, text: str, *, most: int | None = None) -> Answer:
    """Run a SPARQL query; the project's prefixes are known without being typed.

    It runs in this process, where an engine cannot be stopped: put the query of a stranger
    through `guards.run`.

    >>> run(Graph(), "ASK { ?s ?p ?o }").holds
    False

    `GRAPH` and `FROM` ask the graphs that the data name, of a graph over Oxigraph.

    Errors: InputError with the line for text that is not a SPARQL query, asks elsewhere, by FROM
    for a graph that is not there, or changes something; TooMuch for more than `most` rows.
    """
    refusals.check(text, getattr(graph.store, "holds", refusals.nowhere))
    try:
        named = getattr(graph.store, "names", tuple)
        result = graph.query(spelt_out(_with_prefixes(text), named))
        return _answer(result, most)
    except AzgraphError:
        raise
    except Exception as error:  # the engines raise types of their own for bad text
        raise InputError(f"not a SPARQL query that can be run: {first_line(error)}") from None


def serialise(answer: Answer, form: str) -> str:
    """Write an answer as csv, tsv, json or xml (W3C result formats), or a graph as turtle.

    In all but CSV, which has no way to, control characters inside a text are spelt out.

    Errors: AzgraphError where the answer has no such form.
    """
    if answer.graph is not None:
        if form != "turtle":
            raise AzgraphError(f"this query answers with a graph, which is written as turtle, not {form}")
        return escaped(bind_prefixes(answer.graph).serialize(format="turtle"))
    if form == "turtle":
        others = "table, csv, tsv, json or xml"
        raise AzgraphError(f"only CONSTRUCT and DESCRIBE answer with a graph; choose {others}")
    if answer.holds is not None and form in ("csv", "tsv"):
        end = "\r\n" if form == "csv" else "\n"
        return f"holds{end}{str(answer.holds).lower()}{end}"
    result = Result("SELECT" if answer.holds is None else "ASK")
    result.vars = [Variable(column) for column in answer.columns]
    result.bindings = [
        {Variable(c): term for c, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    result.askAnswer = answer.holds
    # rdflib writes rows as JSON, and the engine the other forms, which rdflib has not all, or not right.
    data = result.serialize(format="json") or b""
    if form != "json":
        read: Any = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
        data = read.serialize(format=_ROWS[form])
    text = data.decode()
    return text if form == "csv" else in_xml(text) if form == "xml" else escaped(text)


def plain(term: Node | None) -> Node | None:
    """The same term with xsd:string written as a plain literal, as rdflib's own store has it."""
    if isinstance(term, Literal) and term.datatype == XSD.string:
        return Literal(str(term))
    return term


def _with_prefixes(text: str) -> str:
    declared = {m.lower() for m in re.findall(r"PREFIX\s+([\w.-]*):", text, re.IGNORECASE)}
    missing = (f"PREFIX {p}: <{n}> " for p, n in PREFIXES.items() if p not in declared)
    return "".join(missing) + text  # on one line, so that errors keep their line numbers


def _answer(result: Result, most: int | None) -> Answer:
    if result.type == "ASK":
        return Answer(holds=bool(result.askAnswer))
    if result.type in ("CONSTRUCT", "DESCRIBE"):
        graph = Graph(bind_namespaces="none")
        for s, p, o in _counted(result.graph or (), most):
            graph.add((s, p, plain(o) or o))
        return Answer(graph=graph)
    columns = [str(v) for v in result.vars or ()]
    if not columns:  # rdflib passes over a row without columns, which still says that there is one
        return Answer(columns, [() for _ in _counted(result.bindings, most)])
    rows = _counted(result, most)
    return Answer(columns, [tuple(plain(term) for term in cast("ResultRow", row)) for row in rows])


def _counted(rows: Iterable[Any], most: int | None) -> Iterator[Any]:
    for number, row in enumerate(rows):
        if number == most:
            raise TooMuch(f"the answer has more than {most:,} rows; add a LIMIT, or allow more with --rows")
        yield row


def _n3(term: URIRef | Literal) -> str:
    if isinstance(term, URIRef) and re.search(r'[\x00-\x20<>"{}|^`\\]', term):
        raise InputError(f"not an IRI: {str(term)!r}")
    return term.n3()


def first_line(error: Exception) -> str:
    """What an engine says of a text that it cannot read, with the line where it tells one."""
    # The engine counts columns behind the prefixes put before the text; lines are true.
    message = str(getattr(error, "msg", None) or error).strip() or type(error).__name__
    return re.sub(r"error at (\d+):\d+: ", r"line \1: ", message.splitlines()[0])
