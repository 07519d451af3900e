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
from typing import cast

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from azgraph import sparql, things, when
from azgraph.citations import STANCES, Citation, citations
from azgraph.errors import AzgraphError, InputError, UnknownName
from azgraph.files import resource
from azgraph.names import did_you_mean, local

TIMED: dict[str, when.Shape] = {
    "due": "event",
    "eased": "event",
    "ended": "event",
    "expected": "event",
    "frozen": "relation",
    "said": "event",
}
"""Columns of answers that hold times, and how these read; `when` and `since` read as their record does."""


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
        near = [known for known in catalogue() if name and known.startswith(name)] or catalogue()
        raise UnknownName(
            f"no question {name!r}; 'azgraph ask' lists them.{did_you_mean(name, near)}"
        ) from None


def search(words: str) -> list[Question]:
    """The questions whose name, summary or description has all the words, nearest first.

    A word in the name is nearer than one in the summary, and that than one in the description.

    >>> [found.name for found in search("agreement STAGES")][0]
    'agreement-stages'
    """
    wanted = words.casefold().split()
    found = []
    for asked in catalogue().values():
        places = [text.casefold() for text in (asked.name, asked.summary, asked.description)]
        ranks = [next((n for n, text in enumerate(places) if word in text), None) for word in wanted]
        if wanted and None not in ranks:
            found.append((sum(rank or 0 for rank in ranks), asked.name, asked))
    return [asked for _, _, asked in sorted(found, key=lambda item: item[:2])]


def nearest_words(words: str) -> str:
    """A closing remark with words of the catalogue that are like those not found in it, or nothing."""
    texts = (f"{q.name} {q.summary} {q.description}".casefold() for q in catalogue().values())
    known = {word for text in texts for word in re.findall(r"[a-z]{3,}", text)}
    unknown = [w for w in words.casefold().split() if not any(w in word for word in known)]
    return next(filter(None, (did_you_mean(word, sorted(known)) for word in unknown)), "")


def ask(graph: Graph, name: str, *, most: int | None = None, **values: str) -> list[Row]:
    """Answer a question of the catalogue; parameters by name, as text.

    >>> from azgraph import load
    >>> [str(row.terms["name"]) for row in ask(load(), "strategic-partners", actor="AZE")]
    ['China']

    Errors: UnknownName for a question, parameter or actor that does not exist; TooMuch for
    more than `most` rows.
    """
    asked = question(name)
    terms = {key: _term(graph, asked, key, value) for key, value in values.items()}
    # Free text is bound last: no later line is looked for inside it.
    last = sorted(terms, key=lambda key: {p.name: p.type for p in asked.parameters}[key] == "text")
    text = sparql.bind(asked.text, **{key: terms[key] for key in last})
    answer = sparql.run(graph, text, most=most)
    columns = [c for c in answer.columns if c != "evidence"]
    known = citations(graph)
    cited = {c.claim: c for listed in known.values() for c in listed}
    grouped: dict[tuple[Node | None, ...], list[Citation]] = {}
    for row in answer:
        found = dict(zip(answer.columns, row, strict=True))
        claims = grouped.setdefault(tuple(found[c] for c in columns), [])
        claim = found.get("evidence")
        if claim in cited and claim not in {c.claim for c in claims}:
            record = cast("URIRef", found.get("record"))
            own = (c for c in known.get(record, ()) if c.claim == claim)
            claims.append(next(own, cited[claim]))
    shapes = _shapes(graph)
    rows = (dict(zip(columns, key, strict=True)) for key in grouped)
    return [
        Row(row, tuple(sorted(claims, key=_warrant)), shapes.get(row.get("record"), "event"))
        for row, claims in zip(rows, grouped.values(), strict=True)
    ]


def _warrant(citation: Citation) -> tuple[int, str, list[tuple[int, str]]]:
    """The fullest warrant first, then the order of the source."""
    place = [(int(n), word) for word, n in re.findall(r"([a-z]*)[.]?(\d+)", citation.sid or "")]
    return STANCES.index(citation.stance), citation.source, place


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
        shown = default[1].partition("^^")[0].strip('"').removeprefix(":")
        parameters.append(Parameter(name, type_, help_, shown))
    return Question(path.stem, header["summary"], header.get("description", ""), tuple(parameters), text)


def _term(graph: Graph, asked: Question, name: str, value: str) -> Literal | URIRef:
    types = {p.name: p.type for p in asked.parameters}
    if name not in types:
        raise UnknownName(f"question {asked.name!r} has no parameter {name!r}.{did_you_mean(name, types)}")
    if types[name] == "actor":
        return things.find_actor(graph, value)
    if types[name] == "thing":
        return things.find_thing(graph, value)
    if types[name] == "text":
        return Literal(value)
    try:
        return Literal(when.parse_day(value))
    except InputError as error:
        raise InputError(f"parameter {name}: {error}") from None
