"""The catalogue of questions: one `.rq` file each, runnable in any SPARQL tool as it lies.

Lines that begin with `#+` say what the question asks and which of its VALUES lines are
parameters: `#+ parameter: name type explanation`, with a type of `actor`, `thing`,
`day` or `text`. Rows that differ in `?evidence` only are one answer with several claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from azgraph import sparql, things, when
from azgraph.citations import Citation, citations
from azgraph.errors import AzgraphError, UnknownName
from azgraph.files import resource
from azgraph.names import did_you_mean, local


@dataclass(frozen=True, slots=True)
class Parameter:
    """A name that a question's VALUES line binds, its type and what it means."""

    name: str
    type: str
    help: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue and its SPARQL text."""

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: its terms by column, the claims it rests on, and how its times read."""

    terms: dict[str, Node | None]
    evidence: tuple[Citation, ...]
    shape: when.Shape


@cache
def catalogue() -> dict[str, Question]:
    """Every question by name, in the order of their names.

    >>> catalogue()["strategic-partners"].parameters[0].name
    'actor'
    """
    files = sorted(resource("queries").glob("*.rq"))
    return {path.stem: _read(path) for path in files}


def question(name: str) -> Question:
    """The question of a name.

    Errors: UnknownName, with the nearest names.
    """
    try:
        return catalogue()[name]
    except KeyError:
        raise UnknownName(
            f"no question {name!r}; 'azgraph ask' lists them.{did_you_mean(name, catalogue())}"
        ) from None


def ask(graph: Graph, name: str, **values: str) -> list[Row]:
    """Answer a question of the catalogue; parameters by name, as text.

    >>> from azgraph import load
    >>> [str(row.terms["name"]) for row in ask(load(), "strategic-partners", actor="AZE")]
    ['China']

    Errors: UnknownName for a question, parameter or actor that does not exist.
    """
    asked = question(name)
    terms = {key: _term(graph, asked, key, value) for key, value in values.items()}
    answer = sparql.run(graph, sparql.bind(asked.text, **terms))
    columns = [c for c in answer.columns if c != "evidence"]
    cited = {c.claim: c for listed in citations(graph).values() for c in listed}
    grouped: dict[tuple[Node | None, ...], list[Citation]] = {}
    for row in answer:
        found = dict(zip(answer.columns, row, strict=True))
        claims = grouped.setdefault(tuple(found[c] for c in columns), [])
        claim = found.get("evidence")
        if claim in cited and cited[claim] not in claims:
            claims.append(cited[claim])
    shapes = _shapes(graph)
    rows = (dict(zip(columns, key, strict=True)) for key in grouped)
    return [
        Row(row, tuple(claims), shapes.get(row.get("record"), "event"))
        for row, claims in zip(rows, grouped.values(), strict=True)
    ]


def _shapes(graph: Graph) -> dict[Node | None, when.Shape]:
    """How each record reads its az:when."""
    text = "SELECT ?record ?class { ?record az:kind ?kind . ?kind az:recordClass ?class }"
    return {record: when.shape_of(local(class_)) for record, class_ in sparql.run(graph, text)}


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^#\+ (summary|description): (.+)$", text, re.MULTILINE))
    parameters = []
    for name, type_, help_ in re.findall(r"^#\+ parameter: (\w+) (\w+) (.+)$", text, re.MULTILINE):
        default = re.search(rf"VALUES \?{name} {{ (.+?) }}", text)
        if default is None:
            raise AzgraphError(f"{path}: parameter {name} has no line VALUES ?{name} {{ … }}")
        parameters.append(Parameter(name, type_, help_, default[1].strip('"').removeprefix(":")))
    return Question(path.stem, header["summary"], header.get("description", ""), tuple(parameters), text)


def _term(graph: Graph, asked: Question, name: str, value: str) -> Literal | URIRef:
    types = {p.name: p.type for p in asked.parameters}
    if name not in types:
        raise UnknownName(f"question {asked.name!r} has no parameter {name!r}.{did_you_mean(name, types)}")
    if types[name] == "actor":
        return things.find_actor(graph, value)
    if types[name] == "thing":
        return things.find_thing(graph, value)
    return Literal(when.parse_day(value)) if types[name] == "day" else Literal(value)
