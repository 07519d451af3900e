"""Pages of the site that are written by the code, the ontology and the questions themselves.

Each function returns one page as Markdown. Nothing of it is committed: `docs/build.py` writes the
pages when the site is built, so they cannot say what no longer holds.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterable, Iterator

import click
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

import azgraph
from azgraph import turtle
from azgraph.cli import cli
from azgraph.files import resource
from azgraph.names import AZ, KIND, local, short
from azgraph.questions import catalogue

Sections = list[tuple[str, list[URIRef]]]
_COLUMNS = {
    "name": RDFS.label,
    "records are": AZ.recordClass,
    "CAMEO": SKOS.notation,
    "weight": AZ.weight,
    "category": AZ.category,
    "edge": AZ.edge,
    "stage": AZ.toStage,
}
_KINDS = """\
CAMEO is the code of event data that comes nearest, if one does. The weight runs from -10, hostile, to 10,
cooperative. The edge is the direct property that a record makes. How to choose a kind:
[the handbook](../handbook.md).
"""
_ALIGNED = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)


def commands() -> str:
    """The page of the command line: each command's own help."""
    page = ["# Command line", "", "Each command says the same when it is asked with `--help`.", ""]
    for words, command in _walk(cli, ("azgraph",)):
        context = click.Context(command, info_name=" ".join(words), max_content_width=96)
        page += [f"## {' '.join(words)}", "", *_fenced("text", command.get_help(context)), ""]
    return "\n".join(page)


def python() -> str:
    """The page of the library: what `import azgraph` offers, and the measures of networks."""
    page = ["# Python", ""]
    page += ["Everything here is imported with `import azgraph`. Examples in it are run by the tests.", ""]
    for name in sorted(azgraph.__all__, key=str.lower):
        thing = getattr(azgraph, name)
        sort = "autoclass" if inspect.isclass(thing) else "autofunction"
        page += _directive(sort, f"azgraph.{name}", ":members:" if sort == "autoclass" else "")
    measures = importlib.import_module("azgraph.measures")
    page += ["## Measures of a network", "", (measures.__doc__ or "").strip(), ""]
    page += ["They are imported from `azgraph.measures`.", ""]
    for name in sorted(measures.__all__, key=str.lower):
        thing = getattr(measures, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            page += _directive(
                "autoclass" if inspect.isclass(thing) else "autofunction", f"azgraph.measures.{name}"
            )
    return "\n".join(page)


def terms() -> str:
    """The page of the ontology's classes, properties, stances and statuses."""
    graph = turtle.ontology()
    edges = set(graph.objects(None, AZ.edge))
    page = [
        "# Terms of the ontology",
        "",
        "Written from `ontology/`. Kinds have [a page of their own](kinds.md).",
        "",
    ]
    sorts = {
        "Classes": graph.subjects(RDF.type, OWL.Class),
        "Properties": _properties(graph, edges),
        "Stances": graph.subjects(RDF.type, AZ.Stance),
        "Statuses": graph.subjects(RDF.type, AZ.Status),
        "Bounds of figures": graph.subjects(RDF.type, AZ.Bound),
    }
    for title, found in sorts.items():
        page += [f"## {title}", ""]
        for term in sorted({t for t in found if isinstance(t, URIRef)}, key=lambda t: local(t).lower()):
            page += _term(graph, term)
    return "\n".join(page)


def kinds() -> str:
    """The page of kinds as tables: CAMEO code, weight, category, edge and stage."""
    graph = turtle.ontology()
    page = ["# Kinds of records", "", _KINDS]
    for title, found in sections():
        page += [f"## {title}", "", f"| kind | {' | '.join(_COLUMNS)} |", "|---" * (len(_COLUMNS) + 1) + "|"]
        for kind in found:
            cells = [f"`{short(kind)}`", *(_text(graph, kind, p) for p in _COLUMNS.values())]
            page.append(f"| {' | '.join(cells)} |")
        page.append("")
    return "\n".join(page)


def questions() -> str:
    """The page of the catalogue: each question, what it takes, and its SPARQL."""
    page = ["# Questions", ""]
    page += [
        "Each is asked by name, `azgraph ask NAME`, and each is a file that any SPARQL tool runs as it lies.",
        "A parameter takes the place of the term in the line `VALUES` of that name.",
        "",
    ]
    for question in catalogue().values():
        page += [f"## {question.name}", "", f"**{question.summary}** {question.description}", ""]
        page += [
            f"- `{p.name}`: {p.type}, {p.help}; {p.default or 'nothing'} if not given"
            for p in question.parameters
        ]
        query = "\n".join(line for line in question.text.splitlines() if not line.startswith("#+"))
        page += ["", *_fenced("sparql", query.strip()), ""]
    return "\n".join(page)


def sections() -> Sections:
    """The kinds under the headings of `ontology/kinds.ttl`, in its order."""
    found: Sections = []
    text = resource("ontology", "kinds.ttl").read_text(encoding="utf-8")
    for heading, name in re.findall(r"^# --- (.+?) -+$|^k:(\w+) a az:Kind", text, re.MULTILINE):
        if heading:
            found.append((heading, []))
        else:
            found[-1][1].append(KIND[name])
    return found


def _walk(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and those below it; the questions of `ask` have a page of their own."""
    yield words, command
    if isinstance(command, click.Group) and words[-1] != "ask":
        for name, below in sorted(command.commands.items()):
            yield from _walk(below, (*words, name))


def _properties(graph: Graph, edges: set[Node]) -> Iterator[Node]:
    for sort in (OWL.ObjectProperty, OWL.DatatypeProperty):
        yield from (p for p in graph.subjects(RDF.type, sort) if p not in edges)


def _term(graph: Graph, term: URIRef) -> list[str]:
    """One term: name, label, definition, what it is under or near, when to choose it, an example."""
    near = sorted(
        f"`{graph.namespace_manager.normalizeUri(o)}`" for p in _ALIGNED for o in graph.objects(term, p)
    )
    lines = [
        f"### {short(term)}",
        "",
        f"*{_text(graph, term, RDFS.label)}*. {_text(graph, term, SKOS.definition)}",
    ]
    lines += advice(graph, term)
    return [*lines, *([f"- Under or near: {', '.join(near)}"] if near else []), ""]


def advice(graph: Graph, term: URIRef) -> list[str]:
    """When to choose a term, and its example, as list items behind a blank line."""
    notes = {"When": SKOS.scopeNote, "Example": SKOS.example}
    return ["", *(f"- {word}: {value}" for word, p in notes.items() if (value := _text(graph, term, p)))]


def _text(graph: Graph, term: URIRef, predicate: URIRef) -> str:
    """What the graph says of a term, in one line for a cell; names of the project in short."""
    values: Iterable[Node] = graph.objects(term, predicate)
    return ", ".join(sorted(short(v) if isinstance(v, URIRef) else str(v) for v in values)).replace(
        "|", "\\|"
    )


def _directive(sort: str, name: str, option: str = "") -> list[str]:
    told = f".. {sort}:: {name}" + (f"\n   {option}" if option else "")
    return [*_fenced("{eval-rst}", told), ""]


def _fenced(language: str, text: str) -> list[str]:
    return [f"```{language}", text, "```"]
