"""Finding a thing by id, label or alias."""

from __future__ import annotations

from rdflib import Graph, URIRef

from azgraph import sparql
from azgraph.errors import UnknownName
from azgraph.names import ID, did_you_mean, local, short

_ACTORS = "az:Actor az:State az:Organisation az:Person"
_THINGS = _ACTORS + " az:Agreement az:Project az:Place"


def find_actor(graph: Graph, word: str) -> URIRef:
    """The actor that a word means: its id (AZE), its label, or another name it goes by.

    >>> from azgraph import load
    >>> short(find_actor(load(), "Beijing"))
    ':CHN'

    Errors: UnknownName where no actor, or more than one, goes by that name.
    """
    return _find(graph, word, _ACTORS, "actor")


def find_thing(graph: Graph, word: str) -> URIRef:
    """The actor, agreement, project or place that a word means; as `find_actor`."""
    return _find(graph, word, _THINGS, "thing")


def _find(graph: Graph, word: str, classes: str, sort: str) -> URIRef:
    text = f"""SELECT DISTINCT ?thing ?name {{ VALUES ?class {{ {classes} }}
      ?thing a ?class ; rdfs:label|skos:altLabel ?name }} ORDER BY ?thing ?name"""
    named = [(thing, str(name)) for thing, name in sparql.run(graph, text)]
    wanted = word.strip()
    spelled = wanted.removeprefix(":")
    iri = URIRef(wanted) if "://" in wanted else ID[spelled] if spelled.isidentifier() else None
    if iri is not None and any(thing == iri for thing, _ in named):
        return iri
    folded = wanted.casefold()
    hits = {t for t, name in named if folded in (name.casefold(), local(t).casefold())}
    if len(hits) == 1:
        return URIRef(hits.pop())
    if hits:
        candidates = " or ".join(short(thing).removeprefix(":") for thing in sorted(hits))
        raise UnknownName(f"{sort} {word!r} is ambiguous; name it by its id: {candidates}")
    names = {name for _, name in named} | {local(thing) for thing, _ in named}
    raise UnknownName(
        f"no {sort} {word!r} in this graph.{did_you_mean(wanted.removeprefix(':'), sorted(names))}"
    )
