"""From a record to the printable citations of its claims."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from rdflib import Graph, URIRef

from azgraph import sparql, when
from azgraph.displayable import Displayable
from azgraph.errors import UnknownName
from azgraph.names import did_you_mean, local, short
from azgraph.phrases import the

STANCES = ("reported", "opinion", "alleged", "forecast", "conditional", "denied")
"""Stances from the fullest warrant to the least."""
WARRANTS = (*STANCES[:-1], "supposed", "denied")
"""Stances, and before what is denied what is supposed only: named in the if of another claim."""
_WORDS = {
    "reported": "Reported by",
    "opinion": "Opinion of",
    "alleged": "Alleged by",
    "forecast": "Expected by",
    "conditional": "Expected by",
    "supposed": "Named only as an if by",
    "denied": "Denied by",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One claim as a reader needs it: stance, voice, who relays it, when said, and where.

    `author` is whether the voice is the source's own author; `given` names the records
    that a conditional claim depends on, and `supposed` is whether the same sentence names the record
    itself as no more than that; `sid` is the sentence, or the row of a data file, and None
    for a source without either.
    """

    claim: URIRef
    record: URIRef
    stance: str
    voice: str
    office: str | None
    author: bool
    via: tuple[str, ...]
    said: str | None
    given: tuple[str, ...]
    source: str
    title: str
    url: str | None
    sid: str | None
    supposed: bool = False

    @property
    def warrant(self) -> str:
        """Its stance, or "supposed" where the voice names the record only in the if of another claim."""
        return "supposed" if self.supposed else self.stance

    def plain(self) -> dict[str, Any]:
        """Its fields, and the sentence in words as `text`; only what is supposed says that it is."""
        told = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "supposed" or self.supposed}
        return told | {"text": str(self)}

    def __str__(self) -> str:
        voice = the(self.voice) + (f", {self.office}" if self.office else "")
        said = f", {when.words(self.said, 'event')}" if self.said else ""
        given = f", if: {'; '.join(self.given)}" if self.given else ""
        relayed = "".join(f"; relayed by {the(name)}" for name in self.via)
        relayed += "" if self.author else f"; relayed by {self.source}"
        place = f"{self.source}, " if self.author else ""
        return f"{_WORDS[self.warrant]} {voice}{said}{given}{relayed}; {place}{self.sid or 'whole source'}"


class Evidence(list[Citation], Displayable):
    """The claims of a record: a list that a notebook shows as a table."""


def evidence(graph: Graph, record: URIRef) -> Evidence:
    """The claims of a record as printable citations, the fullest warrant first.

    >>> from azgraph import load
    >>> from azgraph.names import ID
    >>> print(evidence(load(), ID.ukEmbargo)[0])
    Reported by Report's Analytical Service; Year-end analysis by Report, s7.p1.3

    Errors: UnknownName where the graph has no such record.
    """
    found = citations(graph).get(record)
    if found is None:
        names = [short(row[0]) for row in sparql.run(graph, "SELECT ?r { ?r az:kind ?k }")]
        name = short(record)
        raise UnknownName(f"the graph has no record {name}.{did_you_mean(name, names)}")
    return Evidence(found)


def citations(graph: Graph) -> dict[URIRef, list[Citation]]:
    """The citations of every record of a graph."""
    via, given, offices, ifs = _many(graph, "via"), _given(graph), _offices(graph), _supposed(graph)
    found: dict[URIRef, list[Citation]] = {}
    for record, claim, stance, by, voice, creator, said, source_iri, source, title, url, sid in sparql.run(
        graph, _CLAIMS
    ):
        found.setdefault(record, []).append(
            Citation(
                claim=claim,
                record=record,
                stance=local(stance),
                voice=str(voice or short(by)),
                office=None if by == creator else offices.get(str(by)),
                author=by == creator,
                via=tuple(via.get(str(claim), ())),
                said=None if said is None else str(said),
                given=tuple(given.get(str(claim), ())),
                source=str(source),
                title=str(title or source),
                url=None if url is None else str(url),
                sid=_row(record, source_iri) if sid is None else str(sid),
                supposed=(record, claim) in ifs,
            )
        )
    for listed in found.values():
        listed.sort(key=lambda c: (STANCES.index(c.stance), c.source, _natural(c.sid), c.voice))
    return found


_CLAIMS = """SELECT DISTINCT ?record ?claim ?stance ?by ?voice ?creator ?said
  ?sourceIri ?source ?title ?url ?sid {
  ?record az:kind ?kind ; az:claim ?claim .
  ?claim az:stance ?stance ; az:by ?by .
  OPTIONAL { ?by rdfs:label ?voice }
  OPTIONAL { ?claim az:said ?said }
  OPTIONAL { ?claim az:passage ?passage . ?passage az:sid ?sid ; az:source ?passageSource }
  OPTIONAL { ?claim az:source ?ownSource }
  BIND (COALESCE(?passageSource, ?ownSource) AS ?sourceIri)
  ?sourceIri rdfs:label ?source .
  OPTIONAL { ?sourceIri dcterms:title ?title }
  OPTIONAL { ?sourceIri dcterms:creator ?creator }
  OPTIONAL { ?sourceIri dcterms:source ?url }
} ORDER BY ?record ?claim"""


def _row(record: str, source: str) -> str | None:
    """The row that an imported event is: a file's rows are named beside it; a month's by its pair."""
    dataset, is_file, _ = source.partition("/file/")
    number = record.removeprefix(f"{dataset}/")
    if is_file and number.startswith("month/"):
        return f"row {' '.join(number.split('/')[1:-1])}"
    return f"row {number}" if is_file and number != record and "/" not in number else None


def _many(graph: Graph, name: str) -> dict[str, list[str]]:
    text = f"SELECT ?claim ?label {{ ?claim az:{name} ?x . ?x rdfs:label ?label }} ORDER BY ?claim ?label"
    return _grouped(graph, text)


def _given(graph: Graph) -> dict[str, list[str]]:
    return _many(graph, "given")


def _supposed(graph: Graph) -> set[tuple[URIRef, URIRef]]:
    """Records with the claims that name them in an if alone: what follows stands at the same passage."""
    text = """SELECT DISTINCT ?record ?claim {
      ?other az:stance s:conditional ; az:given ?record ; az:by ?voice ; az:passage ?passage .
      ?record az:claim ?claim . ?claim az:stance s:forecast ; az:by ?voice ; az:passage ?passage }"""
    return {(record, claim) for record, claim in sparql.run(graph, text)}


def fullest(cited: Iterable[Citation]) -> str:
    """The fullest warrant among the claims of a record, or denied where one voice denies it."""
    warrants = [claim.warrant for claim in cited]
    return "denied" if "denied" in warrants or not warrants else min(warrants, key=WARRANTS.index)


def _offices(graph: Graph) -> dict[str, str]:
    """The offices that persons surely or possibly hold, by reported claims."""
    text = """SELECT ?person ?office { ?role az:kind k:officeHolder ; az:subject ?person ; az:office ?office
      FILTER EXISTS { ?role az:claim ?c . ?c az:stance s:reported } } ORDER BY ?person ?office"""
    return {person: ", ".join(offices) for person, offices in _grouped(graph, text).items()}


def _grouped(graph: Graph, text: str) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for key, value in sparql.run(graph, text):
        grouped.setdefault(str(key), []).append(str(value))
    return grouped


def _natural(sid: str | None) -> list[int | str]:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", sid or "")]
