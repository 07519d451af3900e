"""How much of a source the records cover, and what it counts without naming."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from rdflib import Graph, URIRef

from azgraph import sparql
from azgraph.names import local, short


@dataclass(frozen=True, slots=True)
class Covered:
    """A passage with the records that rest on it, or the reason why it backs none."""

    source: str
    sid: str
    records: tuple[tuple[str, str], ...]
    omitted: str | None

    @property
    def accounted(self) -> bool:
        """Whether the passage backs a record or says why not."""
        return bool(self.records) or self.omitted is not None

    @property
    def section(self) -> int:
        """The section that the passage stands in."""
        found = re.match(r"s(\d+)", self.sid)
        return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class Unitemised:
    """A number that the source gives, and how many of what it counts the graph names."""

    record: str
    label: str
    value: str
    unit: str
    named: int | None


def coverage(graph: Graph) -> list[Covered]:
    """Every passage of every source, in reading order.

    >>> from azgraph import load
    >>> passage = next(p for p in coverage(load()) if p.sid == "s1.p1.2")
    >>> passage.records, passage.accounted
    ((), True)
    """
    text = """SELECT DISTINCT ?source ?sid ?start ?record ?label ?omitted {
      ?passage a az:Passage ; az:sid ?sid ; az:source ?source ; az:charStart ?start .
      OPTIONAL { ?claim az:passage ?passage . ?record az:claim ?claim ; rdfs:label ?label }
      OPTIONAL { ?passage az:omitted ?omitted }
    } ORDER BY ?source ?start ?record"""
    found: dict[tuple[str, str], tuple[list[tuple[str, str]], str | None]] = {}
    for source, sid, _, record, label, omitted in sparql.run(graph, text):
        key = (local(source), str(sid))
        records, _ = found.setdefault(key, ([], None if omitted is None else str(omitted)))
        if record is not None:
            records.append((short(record), str(label)))
    return [Covered(*key, tuple(records), omitted) for key, (records, omitted) in found.items()]


def unitemised(graph: Graph) -> list[Unitemised]:
    """What the source counts, beside how many of the items or partners have a record here.

    A figure that does not say what kind of record it counts has `named` None.
    """
    text = """SELECT ?figure ?label ?value ?unit ?kind ?counts ?subject ?start ?end {
      VALUES ?kind { k:count k:partnerCount }
      ?figure az:kind ?kind ; rdfs:label ?label ; az:value ?value ; az:unit ?unit .
      OPTIONAL { ?figure az:counts ?counts } OPTIONAL { ?figure az:subject ?subject }
      OPTIONAL { ?figure az:start ?start } OPTIONAL { ?figure az:end ?end }
    } ORDER BY ?figure"""
    found = []
    for figure, label, value, unit, kind, counts, subject, start, end in sparql.run(graph, text):
        named = None
        if counts is not None and subject is not None:
            items = _items(graph, counts, subject, str(start or ""), str(end or "9999"))
            partners = local(kind) == "partnerCount"
            named = len(set().union(*items.values())) if partners else len(items)
        found.append(Unitemised(short(figure), str(label), str(value), str(unit), named))
    return found


_ITEMS = """SELECT DISTINCT ?record ?other ?by {
  VALUES ?counts { k:sign }
  VALUES ?actor { :AZE }
  ?record az:kind ?counts ; az:startBy ?by ; az:subject|az:object ?actor ; az:subject|az:object ?other .
  FILTER (?other != ?actor)
  FILTER EXISTS { ?record az:claim ?claim . ?claim az:stance s:reported }
}"""


def _items(graph: Graph, kind: URIRef, actor: URIRef, start: str, end: str) -> dict[str, set[str]]:
    """Reported records of a kind that join an actor within a period, with their other sides."""
    items: dict[str, set[str]] = defaultdict(set)
    for record, other, by in sparql.run(graph, sparql.bind(_ITEMS, counts=kind, actor=actor)):
        if start <= str(by) <= end:
            items[str(record)].add(str(other))
    return items
