"""Who and what the cells of a form name: known things by any of their names, new ones by what they are."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef

from azgraph import store
from azgraph.datasets import countries
from azgraph.files import resource
from azgraph.names import AZ, ID, did_you_mean, local

SORTS = {
    "state": "State",
    "organisation": "Organisation",
    "organization": "Organisation",
    "person": "Person",
    "actor": "Actor",
    "agreement": "Agreement",
    "project": "Project",
    "place": "Place",
}
"""The words that say what somebody or something new is, before its name and a colon."""
_USUAL = {"agreement": "Agreement", "place": "Place", "author": "Organisation"}
"""What a name is that nobody knows, by the column it stands in."""
_STATED = re.compile(rf"({'|'.join(SORTS)})\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)


class UnknownThing(Exception):
    """A name that stands for nothing known; the message says how to mend it."""


class Things:
    """The things that forms may name: those of the bundled graph, all states, and the new ones."""

    def __init__(self) -> None:
        self._graph, self._by_name = _bundled()
        self.new: dict[URIRef, tuple[str, str]] = {}
        self._new_by_name: dict[str, URIRef] = {}
        self.used: set[URIRef] = set()

    def declare(self, text: str) -> None:
        """Take note of a name that says what it is, so that other rows may use it alone.

        Errors: UnknownThing where another row says that it is something else.
        """
        match = _STATED.fullmatch(text.strip())
        if match is None or self._known(match[2]):
            return
        name, sort = match[2].strip(), SORTS[match[1].casefold()]
        iri = self._new_by_name.get(name.casefold())
        if iri is None:
            self._add(name, sort)
        elif self.new[iri][0] != sort:
            raise UnknownThing(
                f"{name!r} is a {self.new[iri][0].casefold()} in another row; one of the two is wrong"
            )

    def find(self, text: str, column: str) -> URIRef:
        """The thing that a cell names.

        Errors: UnknownThing for a name that stands for nothing, or for more than one thing.
        """
        match = _STATED.fullmatch(text.strip())
        name = (match[2] if match else text).strip()
        known = self._known(name)
        if len(known) > 1:
            ids = " or ".join(sorted(local(iri) for iri in known))
            raise UnknownThing(f"{name!r} may be {ids}; write that")
        if known:
            iri = known.pop()
        elif name.casefold() in self._new_by_name:
            iri = self._new_by_name[name.casefold()]
        else:
            hint = did_you_mean(name, [*self._names(), *_state_names()])
            if column not in _USUAL or hint:
                raise UnknownThing(
                    f"{name!r} is nobody known.{hint or ''} A new one says what it is: "
                    f"'{'organisation' if column not in _USUAL else _USUAL[column].casefold()}: {name}'"
                )
            iri = self._add(name, _USUAL[column])
        self.used.add(iri)
        return iri

    def describe(self, graph: Graph) -> None:
        """Add class and names of every thing that was found."""
        for iri in sorted(self.used):
            if iri in self.new:
                sort, name = self.new[iri]
                graph.add((iri, RDF.type, AZ[sort]))
                graph.add((iri, RDFS.label, Literal(name)))
                continue
            for predicate in (RDF.type, RDFS.label, SKOS.altLabel):
                for value in self._graph.objects(iri, predicate):
                    graph.add((iri, predicate, value))
            if (iri, RDFS.label, None) not in graph and (state := countries.by_code(local(iri))):
                graph.add((iri, RDF.type, AZ.State))
                graph.add((iri, RDFS.label, Literal(state.name)))

    def _names(self) -> list[str]:
        """The names that things go by, those of the new ones too."""
        named = [o for p in (RDFS.label, SKOS.altLabel) for o in self._graph.objects(None, p)]
        return [*map(str, named), *(name for _, name in self.new.values())]

    def _known(self, name: str) -> set[URIRef]:
        found = set(self._by_name.get(name.removeprefix(":").casefold(), ()))
        if found:
            return found
        state = countries.by_name(name) or (
            countries.by_code(name) if re.fullmatch("[A-Z]{3}", name) else None
        )
        return {ID[state.code]} if state else set()

    def _add(self, name: str, sort: str) -> URIRef:
        stem = "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", name)) or sort
        taken = {*self.new, *self._graph.subjects()}
        iri = next(i for i in (ID[stem], ID[stem + sort], ID[f"{stem}{sort}2"]) if i not in taken)
        self.new[iri] = sort, name
        self._new_by_name[name.casefold()] = iri
        return iri


@cache
def _bundled() -> tuple[Graph, dict[str, set[URIRef]]]:
    """The things of the bundled graph, and which of them each name stands for."""
    links = store.Links(store.load_files([resource("data", "triples.ttl")]))
    sorts = {str(AZ[sort]) for sort in SORTS.values()}
    graph, by_name = Graph(), defaultdict(set)
    for thing, class_ in links[RDF.type]:
        if class_ in sorts:
            graph.add((URIRef(thing), RDF.type, URIRef(class_)))
            by_name[local(thing).casefold()].add(URIRef(thing))
    things = {str(s) for s in graph.subjects()}
    for predicate in (RDFS.label, SKOS.altLabel):
        for thing, name in links[predicate]:
            if thing in things:
                graph.add((URIRef(thing), predicate, Literal(name)))
                by_name[name.casefold()].add(URIRef(thing))
    return graph, dict(by_name)


@cache
def _state_names() -> list[str]:
    import pycountry

    return [getattr(c, "common_name", c.name) for c in pycountry.countries]
