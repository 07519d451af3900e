"""Reading Turtle and its kin with errors that name file and line, and writing it in canonical form."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path

import pyoxigraph
from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

from azgraph import quads
from azgraph.errors import AzgraphError, InputError
from azgraph.files import ontology_files, read_text
from azgraph.names import AZ, PREFIXES, bind_prefixes

_NAME = re.compile(r"""<[^>\s]*>|(?<![\w:])[\w-]*:[^\s:;,"'()<>\[\]{}]+""")  # an address, or prefix:name


def plain_graph() -> Graph:
    """An empty graph in memory that keeps no contexts, which takes a third less time to fill and to read.

    What needs a dataset, as pySHACL does, must copy it.
    """
    return Graph("SimpleMemory", bind_namespaces="none")


def read(path: Path, *, into: Graph | None = None) -> Graph:
    """Read an RDF file, Turtle unless its ending says otherwise, into a plain rdflib graph in memory.

    Errors: InputError with file and line for what is not of that form, and as `read_text`.
    """
    return parse(read_text(path), path, into=into)


def ontology(data: Graph | None = None) -> Graph:
    """The ontology that every graph is loaded with, as a graph of its own to change at will.

    With data that says which stances make facts, as an export by a choice of stances does,
    these take the place of the ontology's own.
    """
    graph = Graph(bind_namespaces="none")
    graph += _ontology()
    if data is not None and (None, AZ.makesFacts, None) in data:
        graph.remove((None, AZ.makesFacts, None))
        graph += data.triples((None, AZ.makesFacts, None))
    return graph


@cache
def _ontology() -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in ontology_files():
        read(path, into=graph)
    return graph


def parse(text: str, path: Path | None = None, *, into: Graph | None = None) -> Graph:
    """Read Turtle text, or another RDF form where the path's ending tells one; errors name the path.

    >>> len(parse("@prefix : <https://w3id.org/azgraph/id/> . :AZE :near :IRN ."))
    1
    >>> parse(":a :b :c", Path("x.ttl"))
    Traceback (most recent call last):
    azgraph.errors.InputError: x.ttl:1: not valid Turtle: The prefix : has not been declared
    """
    graph = Graph(bind_namespaces="none") if into is None else into
    statements = quads.parse(text, path)
    plain = quads.form_of(path) == pyoxigraph.RdfFormat.TURTLE
    log = logging.getLogger("rdflib.term")
    level = log.level
    log.setLevel(logging.ERROR)  # values of a wrong type become findings, not log lines
    try:
        if plain:
            graph.parse(data=text, format="turtle", publicID="file:///")
        else:
            graph.parse(data=quads.triples(statements), format="nt")
    except RecursionError:
        raise InputError("is nested too deeply; write it flatter", path=path) from None
    except Exception as error:  # rdflib raises many types; Oxigraph has passed the text
        raise InputError(f"not valid {quads.form_of(path).name}: {error}", path=path) from None
    finally:
        log.setLevel(level)
    if not len(graph):
        raise InputError("holds no statement, only comments or prefixes", path=path)
    return graph


def canonical(graph: Graph, **prefixes: str) -> str:
    """Serialise a graph as Turtle that is the same on every run; `prefixes` join the project's.

    Errors: AzgraphError where the graph holds blank nodes, which have no stable order.
    """
    if any(isinstance(term, BNode) for triple in graph for term in triple):
        raise AzgraphError("a graph with blank nodes cannot be written in canonical form; name every node")
    plain = bind_prefixes(Graph(bind_namespaces="none"))
    for prefix, namespace in prefixes.items():
        plain.bind(prefix, namespace)
    plain += graph
    return plain.serialize(format="longturtle").strip() + "\n"


def listed(triples: Iterable[tuple[Node, Node, Node]], *, first: str = "") -> str:
    """Statements as Turtle, behind those of a text, the same on every run; for many, faster than `canonical`.

    >>> listed([(AZ.of, AZ.by, AZ.kind), (AZ.by, AZ.of, AZ.kind)]).splitlines()[-2:]
    ['az:by az:of az:kind .', 'az:of az:by az:kind .']
    """
    lines = {f"{subject.n3()} {predicate.n3()} {object_.n3()} .\n" for subject, predicate, object_ in triples}
    form, texts = pyoxigraph.RdfFormat.TURTLE, (first, "".join(sorted(lines)))
    read = chain.from_iterable(pyoxigraph.parse(text, format=form) for text in texts)
    told = pyoxigraph.serialize((quad.triple for quad in read), format=form, prefixes=PREFIXES) or b""
    found = told.decode().splitlines(keepends=True)
    # The prefixes come in another order on each run; no line of a text does.
    return "".join(sorted(found[: len(PREFIXES)]) + found[len(PREFIXES) :])


def subject_lines(text: str, graph: Graph) -> dict[Node, int]:
    """The line at which each subject of a Turtle text first stands as a subject.

    Parsers give no line for a triple, so the text is searched for each subject's names.
    An unnamed node is left out.
    """
    namespaces = dict(PREFIXES) | {p: str(n) for p, n in graph.namespaces()}
    first: dict[str, int] = {}
    named: dict[str, int] = {}  # in one pass: a search for each subject is slow in a long text
    at_start, in_long_text = True, False
    for number, line in enumerate(text.split("\n"), start=1):
        content = re.sub(r"(^|\s)#[^\"]*$", "", line).strip()
        if at_start and (match := re.match(r"(<[^>]*>|[^\s;,#<\"@]+)(?=\s|$)", content)):
            first.setdefault(match[1], number)
        for name in _NAME.findall(line):
            named.setdefault(name.rstrip("."), number)
        in_long_text ^= line.count('"""') % 2 == 1
        if content:
            at_start = content.endswith(".") and not in_long_text
    lines: dict[Node, int] = {}
    for subject in {s for s in graph.subjects() if isinstance(s, URIRef)}:
        names = [f"<{subject}>"] + [
            f"{prefix}:{str(subject)[len(ns) :]}"
            for prefix, ns in namespaces.items()
            if str(subject).startswith(ns)
        ]
        # One that is never at the head of a line is where it is first named.
        found = [first[name] for name in names if name in first]
        found = found or [named[name] for name in names if name in named]
        if found:
            lines[subject] = min(found)
    return lines
