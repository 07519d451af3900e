"""Checking records: SHACL and house rules, each finding with file, line and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from azgraph import passages, records, sparql, store, turtle
from azgraph.displayable import Displayable
from azgraph.errors import InputError
from azgraph.files import read_text, resource
from azgraph.names import AZ, did_you_mean, local, short

_RUNS = re.compile("(?:javascript|vbscript|data):", re.IGNORECASE)
_TURNS = re.compile("[\u202a-\u202e]")  # isolates end with their text, and are what a name should use
_SEVERITIES: dict[Node | None, str] = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "note"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend (error), to look at (warning) or to know (note)."""

    severity: str
    subject: str
    message: str
    path: Path | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        return f"{place}{self.severity}: {self.subject} {self.message}"


class Findings(list[Finding], Displayable):
    """What a check found: a list that a notebook shows as a table."""


def check(*paths: str | Path, bundled: bool = True) -> Findings:
    """What is wrong with Turtle files, in the order of the files and their lines.

    Names that the files leave to others are looked up in their neighbours, where the
    files lie in a folder `records`, and in the bundled records unless `bundled` is false.
    Only what the given files describe is judged.

    >>> check(resource("data", "records", "iran.ttl"))
    []

    Errors: InputError for a file that cannot be read as Turtle at all.
    """
    files = [Path(path) for path in paths]
    dossiers = records.read(files)
    own = set().union(*dossiers.subjects.values())
    graph = dossiers.graph + _context(files, dossiers.graph, bundled=bundled)
    complete, problems = records.complete(graph, passages.graph_for(files))
    found = [("error", p.node, p.message) for p in problems]
    found += _house_rules(complete)
    found += _shacl(complete)
    findings = {
        _finding(severity, node, message, dossiers, complete)
        for severity, node, message in found
        if _owned(node, own, complete)
    }
    return Findings(
        sorted(
            findings, key=lambda f: (files.index(f.path) if f.path else -1, f.line or 0, f.subject, f.message)
        )
    )


def check_source(text: str, *paths: str | Path) -> Findings:
    """Each passage of a source whose words no longer stand where its segmentation has them.

    `text` is the path of a copy of the source's text, with the source's id and an equals
    sign before it where the records name more than one source.

    Errors: InputError where no single source is meant, or the text cannot be read.
    """
    segmentations = {path.stem: path for path in passages.files_for([Path(p) for p in paths])}
    name, equals, copy = text.rpartition("=")
    if not equals:
        name = passages.name_for(Path(copy))
        if name not in segmentations and len(segmentations) == 1:
            (name,) = segmentations
    if name not in segmentations:
        known = ", ".join(sorted(segmentations))
        raise InputError(
            f"which source is {copy}? write its id before it, as in ID={copy}; segmented are {known}"
        )
    drifts = passages.verify(read_text(Path(copy)), passages.read(segmentations[name]))
    lines = {p.sid: n for n, p in enumerate(passages.read(segmentations[name]), start=2)}
    return Findings(Finding("error", name, str(d), segmentations[name], lines[d.passage.sid]) for d in drifts)


def check_graph(graph: Graph) -> Findings:
    """What is wrong with a graph that is complete, without files to name."""
    found = _house_rules(graph) + _shacl(graph)
    return Findings(
        sorted({Finding(severity, short(node), message) for severity, node, message in found}, key=str)
    )


def style() -> list[Finding]:
    """Where the ontology breaks its own style sheet.

    >>> style()
    []
    """
    found = _validate(turtle.ontology(), resource("ontology", "style.ttl"))
    return [Finding(severity, short(node), message) for severity, node, message in found]


def _context(files: list[Path], own: Graph, *, bundled: bool) -> Graph:
    """What neighbours, and the bundled records, say of things that the files do not describe."""
    home = files[0].resolve().parent if files else None
    neighbours = sorted(home.glob("*.ttl")) if home and home.name == "records" else []
    context = _undescribed(own, [n for n in neighbours if n not in {f.resolve() for f in files}])
    if bundled:
        shipped = sorted(resource("data", "records").glob("*.ttl"))
        context += _undescribed(own + context, [p for p in shipped if p not in neighbours])
    return context


def _undescribed(known: Graph, paths: list[Path]) -> Graph:
    """What files say of subjects that a graph does not describe."""
    graph = Graph(bind_namespaces="none")
    for path in paths:
        turtle.read(path, into=graph)
    for subject in set(known.subjects(RDF.type)):
        graph.remove((subject, None, None))
    return graph


def _house_rules(graph: Graph) -> list[tuple[str, Node, str]]:
    """What SHACL cannot say: words of our vocabulary that do not exist."""
    ontology = turtle.ontology()
    known = set(ontology.subjects())
    terms = sorted(local(s) for s in known if str(s).startswith(str(AZ)))
    kinds = sorted(local(s) for s in ontology.subjects(AZ.recordClass))
    found: list[tuple[str, Node, str]] = []
    for subject, predicate, value in graph:
        for word in (predicate, value):
            if str(word).startswith(str(AZ)) and isinstance(word, URIRef) and word not in known:
                found.append(
                    (
                        "error",
                        subject,
                        f"uses az:{local(word)}, which does not exist.{did_you_mean(local(word), terms)}",
                    )
                )
        found += [("error", subject, message) for term in (subject, value) if (message := _unsafe(term))]
        if predicate == AZ.kind and value not in known:
            hint = did_you_mean(local(value), kinds)
            found.append(
                (
                    "error",
                    subject,
                    f"has the unknown kind {short(value)}; choose one from ontology/kinds.ttl.{hint}",
                )
            )
    return found


def _unsafe(term: Node) -> str:
    """Why a term would do more than name or tell something; empty where it would not."""
    if isinstance(term, URIRef) and (scheme := _RUNS.match(term)):
        return f"names the address {scheme[0]}…, which runs when it is opened; write http or https"
    if isinstance(term, Literal) and (turn := _TURNS.search(term)):
        return f"holds U+{ord(turn[0]):04X}, which turns the words that follow it round; take it out"
    return ""


def _shacl(graph: Graph) -> list[tuple[str, Node, str]]:
    found = _validate(graph + turtle.ontology(), resource("ontology", "shapes.ttl"))
    return [f for f in found if "unknown az:kind" not in f[2]]  # said better by the house rules


def _validate(graph: Graph, shapes_file: Path) -> list[tuple[str, Node, str]]:
    from pyshacl import validate

    shapes = turtle.read(shapes_file)
    found = _sparql_constraints(graph, shapes)
    shapes.remove((None, SH.sparql, None))
    _, report, _ = validate(graph, shacl_graph=shapes, inference="none", advanced=False)
    if isinstance(report, Exception):  # a shape of ours that cannot be run
        raise report
    for result in report.subjects(SH.resultSeverity):
        severity = _SEVERITIES[report.value(result, SH.resultSeverity)]
        message = str(report.value(result, SH.resultMessage))
        found.append((severity, report.value(result, SH.focusNode), message))
    return found


def _sparql_constraints(graph: Graph, shapes: Graph) -> list[tuple[str, Node, str]]:
    # pySHACL runs a constraint once for each node in rdflib's evaluator, which takes seconds
    # for a hundred records; each of ours binds $this itself, so one query finds all.
    loaded = store.load_graph(graph)
    found = []
    for constraint in sorted(shapes.subjects(RDF.type, SH.SPARQLConstraint), key=str):
        severity = _SEVERITIES[shapes.value(constraint, SH.severity) or SH.Violation]
        answer = sparql.run(loaded, str(shapes.value(constraint, SH.select)))
        for row in answer:
            terms = dict(zip(answer.columns, row, strict=True))
            message = str(shapes.value(constraint, SH.message))
            found.append((severity, terms["this"], message.replace("{?value}", short(terms.get("value")))))
    return found


def _owned(node: Node, own: set[Node], graph: Graph) -> bool:
    return node in own or any(record in own for record in _claimants(node, graph))


def _claimants(node: Node, graph: Graph) -> list[Node]:
    return sorted(graph.subjects(AZ.claim, node), key=str)


def _finding(severity: str, node: Node, message: str, dossiers: records.Dossiers, graph: Graph) -> Finding:
    owners: Iterable[Node] = [node, *_claimants(node, graph)]
    path, line = next((dossiers.places[o] for o in owners if o in dossiers.places), (None, None))
    if path is None:
        path = next((p for p, subjects in dossiers.subjects.items() if set(owners) & subjects), None)
    subject = short(node)
    if node not in dossiers.places and (claimants := _claimants(node, graph)):
        sid = local(graph.value(node, AZ.passage) or "the whole source")
        subject = f"{short(claimants[0])}'s claim at {sid}"
    return Finding(severity, subject, message, path, line)
