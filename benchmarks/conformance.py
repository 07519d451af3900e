"""The W3C's suites on azgraph, on its engine and on plain rdflib, as the page docs/conformance.md.

The suites are taken from the folder that AZGRAPH_RDF_TESTS names: a copy of w3c/rdf-tests.
"""

from __future__ import annotations

import csv
import io
import logging
import os
import re
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import protocol
import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from suites import Test, Told, engine_term, entries, expected, same, statements, told
from tabulate import tabulate

from azgraph import quads, sparql
from azgraph.errors import AzgraphError
from azgraph.server import work
from azgraph.store import bulk, load_files

PAGE = Path(__file__).resolve().parents[1] / "docs" / "conformance.md"
RDF = ("turtle", "n-triples", "n-quads", "trig")
QUERY = (
    "aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping",
    "json-res", "negation", "project-expression", "property-path", "subquery", "syntax-query",
)  # fmt: skip
_BASED = (".ttl", ".trig")
_FORMS = {".csv": "CSV", ".tsv": "TSV", ".srj": "JSON"}
_TYPES = {"CSV": "text/csv", "TSV": "text/tab-separated-values", "JSON": "application/sparql-results+json",
          "XML": "application/sparql-results+xml", "turtle": "text/turtle"}  # fmt: skip
_NO_GRAPH = re.compile("the data hold no graph <([^>]*)>")


@dataclass(frozen=True)
class Side:
    """A program under test: how it reads files, and how it answers a query on them."""

    name: str
    read: Callable[[Test], Told]
    ask: Callable[[Test], Any]


def run(test: Test, side: Side) -> str:
    """What a side gets wrong in a test; nothing where it passes."""
    asks = "Query" in test.sort or "Result" in test.sort or not test.sort.startswith("Test")
    try:
        given = (side.ask if asks else side.read)(test)
    except Exception as error:  # each library raises types of its own
        if test.negative:
            return ""
        message = str(error).strip().splitlines() or [type(error).__name__]
        return message[0][:160]
    if test.negative:
        return "takes what is wrong"
    if "Syntax" in test.sort:
        return ""
    return "" if _right(test, given) else "answers otherwise"


def _right(test: Test, given: Any) -> bool:
    if test.result and test.result.suffix == ".csv":
        wanted, got = (_fields(text) for text in (test.result.read_text(encoding="utf-8"), given))
        return sorted(wanted[0]) == sorted(got[0]) and same(Told(rows=got[1]), Told(rows=wanted[1]))
    ordered = bool(re.search(r"\bORDER\s+BY\b", test.text.read_text(encoding="utf-8"), re.IGNORECASE))
    return same(given, expected(test), ordered=ordered and "Query" in test.sort)


def _fields(text: str) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns and rows of CSV, which tells no types: numbers by value, blank nodes by their mark."""
    head, *rows = csv.reader(io.StringIO(text))
    return head, [{n: _field(value) for n, value in zip(head, row, strict=True)} for row in rows]


def _field(value: str) -> Any:
    if value.startswith("_:"):
        return ox.BlankNode(value[2:])
    try:
        return ox.Literal(float(value))
    except ValueError:
        return ox.Literal(value)


def _load(test: Test, path: Path, store: ox.Store) -> None:
    """Through azgraph's own reading; the file says its base itself, since azgraph gives none."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        base = test.base if path == test.text else path.as_uri()
        content = path.read_bytes()
        if path.suffix == ".rdf":
            content = content.replace(b"<rdf:RDF", f'<rdf:RDF xml:base="{base}"'.encode(), 1)
        head = f"@base <{base}> . ".encode() if path.suffix in _BASED else b""
        copy.write_bytes(head + content)
        quads.load(copy, store)


def azgraph_read(test: Test) -> Told:
    """What azgraph reads into its store."""
    store = ox.Store()
    _load(test, test.text, store)
    return Told(quads=statements(store))


def _load_named(test: Test, path: Path, store: ox.Store) -> None:
    """A file as a graph with a name, which azgraph reads of N-Quads."""
    alone = ox.Store()
    _load(test, path, alone)
    name = ox.NamedNode(path.as_uri())
    quads_ = (ox.Quad(q.subject, q.predicate, q.object, name) for q in alone)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "graph.nq"
        copy.write_bytes(ox.serialize(quads_, format=ox.RdfFormat.N_QUADS) or b"")
        quads.load(copy, store)


def azgraph_ask(test: Test) -> Any:
    """What azgraph answers, in the form that is expected; its endpoint must answer alike."""
    graph = load_files([])
    for path in test.data:
        _load(test, path, bulk(graph))
    for path in test.graphs:
        _load_named(test, path, bulk(graph))
    text = f"BASE <{test.text.as_uri()}> {test.text.read_text(encoding='utf-8')}"
    if "Syntax" in test.sort:
        return _answer_or_graph(graph, text)
    answer = sparql.run(graph, text)
    ending = test.result.suffix if test.result else ""
    form = "turtle" if answer.graph is not None else _FORMS.get(ending, "XML")
    written = sparql.serialise(answer, form.lower()).encode()
    served = work.query(graph, text=text, accept=_TYPES[form], most=10**8)
    ours, others = (_parsed(content, form) for content in (written, served.content))
    if form == "CSV":
        return ours if _right(test, others) else others
    if not same(ours, others):
        raise ValueError("the endpoint and the command line answer otherwise than each other")
    return ours


def _answer_or_graph(graph: rdflib.Graph, text: str) -> Any:
    """An answer; a test of syntax has no data, so a graph that it names is put there first."""
    try:
        return sparql.run(graph, text)
    except AzgraphError as error:
        if not (missing := _NO_GRAPH.search(str(error))):
            raise
        node = ox.NamedNode(missing[1])
        bulk(graph).add(ox.Quad(node, node, node, node))
        return sparql.run(graph, text)


def engine_read(test: Test) -> Told:
    """What the engine reads."""
    store = ox.Store()
    store.load(path=str(test.text), base_iri=test.base)
    return Told(quads=statements(store))


def engine_ask(test: Test) -> Any:
    """What the engine answers."""
    store = ox.Store()
    for path in test.data:
        store.load(path=str(path), base_iri=path.as_uri())
    for path in test.graphs:
        store.load(path=str(path), base_iri=path.as_uri(), to_graph=ox.NamedNode(path.as_uri()))
    answer = store.query(test.text.read_text(encoding="utf-8"), base_iri=test.text.as_uri())
    if test.result and test.result.suffix in _FORMS and "Syntax" not in test.sort:
        form = _FORMS[test.result.suffix]
        return _parsed(answer.serialize(format=getattr(ox.QueryResultsFormat, form)), form)
    return told(answer)


def rdflib_read(test: Test) -> Told:
    """What rdflib reads."""
    form = {".ttl": "turtle", ".nt": "nt", ".nq": "nquads", ".trig": "trig"}[test.text.suffix]
    found = rdflib.Dataset()
    default = {
        None,
        found.graph(DATASET_DEFAULT_GRAPH_ID).identifier,
        rdflib.URIRef(test.base),
    }  # it files Turtle under its base
    found.parse(test.text, format=form, publicID=test.base)
    made = []
    for s, p, o, g in found.quads():
        graph = ox.DefaultGraph() if g in default else engine_term(g)
        made.append(ox.Quad(*map(engine_term, (s, p, o)), graph))
    return Told(quads=statements(made))


def rdflib_ask(test: Test) -> Any:
    """What rdflib answers."""
    data = rdflib.Dataset()
    for path in test.data:
        data.graph(DATASET_DEFAULT_GRAPH_ID).parse(path, publicID=path.as_uri())
    for path in test.graphs:
        data.graph(rdflib.URIRef(path.as_uri())).parse(path, publicID=path.as_uri())
    result = data.query(test.text.read_text(encoding="utf-8"), base=test.text.as_uri())
    if test.result and test.result.suffix in _FORMS and "Syntax" not in test.sort:
        form = _FORMS[test.result.suffix]
        return _parsed(result.serialize(format=form.lower()) or b"", form)
    return told(result)


def _parsed(content: bytes, form: str) -> Any:
    """What was written, read again; CSV stays a text."""
    if form == "CSV":
        return content.decode()
    if form == "turtle":
        return Told(quads=statements(ox.parse(content, format=ox.RdfFormat.TURTLE)))
    return told(ox.parse_query_results(content, format=getattr(ox.QueryResultsFormat, form)))


SIDES = (
    Side("azgraph", azgraph_read, azgraph_ask),
    Side("pyoxigraph", engine_read, engine_ask),
    Side("rdflib", rdflib_read, rdflib_ask),
)


_KNOWN = {
    "GROUP_CONCAT": "GROUP_CONCAT keeps the language that all texts share",
    "on the empty dataset": "a path of no steps begins only at what the data name",
    "^tsv03": "an integer of a narrower type, as xsd:negativeInteger, comes as xsd:integer",
    r"^BNODE\(str\)": "BNODE of one text is one blank node in all rows, not one a row",
    "^syntax-select-expr-04": "a function that is not known is refused before it is called",
}
"""What is known of failures that azgraph shares with its engine, by words of the tests' names."""


def cause(test: Test, wrong: str, engine: str) -> str:
    """Why azgraph fails: on purpose, with its engine, or for no reason that it should."""
    wrong = re.sub(r"^\S*?\.(ttl|nt|nq|trig)(:\d+)?: |^line \d+: |^\S+(:\d+)?: (?=holds)", "", wrong)
    if "is not run" in wrong:
        return f"refused on purpose: {wrong}"
    known = next((why for words, why in _KNOWN.items() if re.search(words, test.name)), wrong)
    return f"the engine's own: {known}" if engine else f"azgraph's own: {wrong}"


def suites(root: Path) -> Iterator[tuple[str, Path]]:
    """The suites that are run, by name, with their manifests."""
    for name in RDF:
        yield name, root / "rdf" / "rdf11" / f"rdf-{name}" / "manifest.ttl"
    for name in QUERY:
        yield f"SPARQL 1.1 {name}", root / "sparql" / "sparql11" / name / "manifest.ttl"


def measure(root: Path, served: list[tuple[str, str]]) -> str:
    """The page: a table of what passes, and why azgraph fails where it does."""
    rows, sums, behind = [], [0] * (len(SIDES) + 1), list[str]()
    causes: dict[tuple[str, str], list[str]] = {}
    for name, manifest in suites(root):
        wrong = [(t, [run(t, side) for side in SIDES]) for t in entries(manifest)]
        passed = [sum(not w[i] for _, w in wrong) for i in range(len(SIDES))]
        rows.append([name, *(f"{p} / {len(wrong) - p}" for p in passed), len(wrong)])
        behind += [name] * (passed[0] < passed[2])
        sums = [a + b for a, b in zip(sums, [*passed, len(wrong)], strict=True)]
        for t, w in wrong:
            if w[0]:
                causes.setdefault((cause(t, w[0], w[1]), name), []).append(f"`{t.name}`")
    rows.append(["all", *(f"{p} / {sums[-1] - p}" for p in sums[:-1]), sums[-1]])
    head = ["suite", *(f"{side.name}: passed / failed" for side in SIDES), "total"]
    return _TEXT.format(
        table=tabulate(rows, head, tablefmt="github"),
        causes="\n".join(
            f"- {why}; {name}, {len(found)}: {', '.join(found)}"
            for (why, name), found in sorted(causes.items())
        ),
        protocol=f"{sum(not wrong for _, wrong in served)} of {len(served)}",
        behind=", ".join(behind) or "none",
        served="\n".join(
            f"- {'refused by design: ' * (wrong[:3] == '403')}`{n}`: {wrong}" for n, wrong in served if wrong
        ),
        engine=ox.__version__,
        rdflib=rdflib.__version__,
    )


_TEXT = """# Conformance

Written by `make conformance`; do not edit. The suites are the W3C's (w3c/rdf-tests), from the folder that
`AZGRAPH_RDF_TESTS` names. Each test runs on azgraph's own reading and asking, on its engine (pyoxigraph {engine})
and on plain rdflib {rdflib}.

Blank nodes are matched one to one, rows counted as often as they come, in order where the query orders.
Numbers, truth values and durations are compared by type and value, since neither library keeps the spelling;
columns of CSV in any order, since `SELECT *` has none. Left out are federation
(no side is to call out), entailment and updates.

azgraph reads by `quads.load`, as `load` and `--data` do, asks by `sparql.run`, as `azgraph query` does, and writes by `sparql.serialise`;
its endpoint must answer alike. azgraph gives a file no base, so its copy of a test states its own; a graph
that the test names is read, and given its name in a file of N-Quads; a test of syntax brings no data, so that a graph which
its FROM names is put there first. What azgraph decides otherwise stands [here](decisions/named-graphs.md): `load`
refuses a file without a statement, and a control character in what is said in azgraph's own terms.

{table}

rdflib passes more than azgraph in: {behind}.

## Where azgraph fails

"The engine's own" means that azgraph and its engine fail alike.

{causes}

## The protocol

`azgraph serve` passes {protocol} tests of the protocol, with the graphs that the suite names as its data; the two libraries
have no endpoint. It takes no updates on purpose. Where it fails, it answers:

{served}
"""


def main() -> None:
    """Run all suites and write the page."""
    if not (root := os.environ.get("AZGRAPH_RDF_TESTS")) or not Path(root, "rdf").is_dir():
        sys.exit("set AZGRAPH_RDF_TESTS to a folder that holds a copy of w3c/rdf-tests")

    served = list(protocol.wrongs(Path(root).resolve() / "sparql" / "sparql11" / "protocol" / "manifest.ttl"))

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError("no test reaches out")

    socket.getaddrinfo = refuse  # rdflib would load what FROM names
    logging.disable()
    PAGE.write_text(measure(Path(root).resolve(), served), encoding="utf-8")


if __name__ == "__main__":
    main()
