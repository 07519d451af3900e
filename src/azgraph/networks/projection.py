"""From a graph to a NetworkX network of the things that records join."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from rdflib import OWL, RDF, RDFS, Graph, URIRef

from azgraph import store
from azgraph.citations import STANCES
from azgraph.errors import AzgraphError, InputError
from azgraph.names import AZ, did_you_mean, local
from azgraph.networks.states import Window, states_for
from azgraph.snapshots import Days, newest_day, pairs, record_spans
from azgraph.when import Shape, shape_of, words

if TYPE_CHECKING:
    import networkx as nx

Nodes = Literal["states", "actors", "all"]
ACTORS = ("Actor", "Organisation", "Person", "State")
_TYPES = (*ACTORS, "Agreement", "Place", "Project")
_Edge = tuple[str, str, str, dict[str, Any]]


def network(graph: Graph, day: date | None = None, *, nodes: Nodes = "all") -> nx.MultiDiGraph[str]:
    """One edge a record and pair of things, keyed by the record's IRI.

    Nodes are the IRIs of the things, with `label` and `type` (State, Organisation, …).
    Edges carry `kind`, `label`, `record_class` (Event, Relation, …), `category`, `weight`
    (-10 to 10), `sign` (-1, 0, 1), `stances`, `when` (EDTF text or None), `dates` (in
    words), `symmetric`, `edge` (the direct property or None), `part_of` (records of which
    this one is a part), and `sure` and `possible`: first and last day as ISO text, None
    for an open side; the whole is None where there is no such day.

    Without a day every record is there. With one, only those that make an edge and
    surely or possibly stand on it, or have happened, and `surely` says which.

    `nodes` chooses who is a node. With "actors", records of agreements, projects and places
    are left out. With "states", what a ministry, an organisation or a person does counts for
    the state it is part of or holds office in; `acting` names who that was, and
    `net.graph["left_out"]` counts the ties of each thing that stands for no state.

    >>> from azgraph import load
    >>> net = network(load(), date(2025, 9, 30))
    >>> embargo = net.edges["https://w3id.org/azgraph/id/GBR", "https://w3id.org/azgraph/id/AZE",
    ...     "https://w3id.org/azgraph/id/ukEmbargo"]
    >>> embargo["surely"], embargo["sign"], embargo["dates"]
    (True, -1, 'until October 2025, beginning not stated')
    """
    import networkx as nx

    if nodes not in get_args(Nodes):
        hint = did_you_mean(nodes, get_args(Nodes))
        raise InputError(f"no choice {nodes!r} of nodes; it is one of {', '.join(get_args(Nodes))}.{hint}")
    labels, types = dict(store.links(graph, RDFS.label)), types_of(graph)
    kinds = _kinds(graph)
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        day=day,
        newest=_newest(graph),
        nodes=nodes,
        left_out=Counter(),
        weights={iri: kind.weight for iri, kind in kinds.items()},
    )
    placed = _placing(graph, nodes, types, net.graph["left_out"])
    edges: Any = [edge for record in _records(graph, kinds, labels, day) for edge in placed(record)]
    for thing in dict.fromkeys(thing for edge in edges for thing in edge[:2]):
        net.add_node(thing, label=labels.get(thing, local(thing)), type=types.get(thing, "Actor"))
    net.add_edges_from(edges)
    return net


@dataclass(frozen=True, slots=True)
class _Kind:
    record_class: str
    category: str
    weight: float
    sign: int
    edge: str | None
    symmetric: bool
    shape: Shape


@dataclass(frozen=True, slots=True)
class _Record:
    iri: str
    subjects: list[str]
    objects: list[str]
    attributes: dict[str, Any]

    @property
    def couples(self) -> list[tuple[str, str]]:
        if len(self.subjects) == len(self.objects) == 1:  # nearly all of them
            return [(self.subjects[0], self.objects[0])] if self.subjects != self.objects else []
        return pairs(self.subjects, self.objects, symmetric=self.attributes["symmetric"])


def _placing(
    graph: Graph, nodes: Nodes, types: dict[str, str], left_out: Counter[str]
) -> Callable[[_Record], list[_Edge]]:
    """How a record becomes edges, by who is a node."""

    def all_(record: _Record) -> list[_Edge]:
        return [(a, b, record.iri, record.attributes) for a, b in record.couples]

    def actors(record: _Record) -> list[_Edge]:
        return [edge for edge in all_(record) if all(types.get(t, "Actor") in ACTORS for t in edge[:2])]

    def states(record: _Record) -> list[_Edge]:
        window = _window(record.attributes)
        found: dict[tuple[str, str], set[str]] = {}
        for couple in record.couples:
            stand_for = [standing(thing, window) for thing in couple]
            if record.attributes["edge"] is not None and window is not None:
                left_out.update(thing for thing, state in zip(couple, stand_for, strict=True) if not state)
            for pair in product(*stand_for):
                found.setdefault(cast("tuple[str, str]", pair), set()).update(set(couple) - set(pair))
        return [
            (a, b, record.iri, record.attributes | {"acting": tuple(sorted(acting))})
            for (a, b), acting in found.items()
            if a != b and not (record.attributes["symmetric"] and (b, a) in found and b < a)
        ]

    if nodes == "states":
        standing = states_for(graph, types)
        return states
    return actors if nodes == "actors" else all_


def _window(attributes: Mapping[str, Any]) -> Window:
    """The days on which somebody acted: those on which a relation may hold or an event may happen."""
    possible, sure = attributes["possible"], attributes["sure"]
    if possible is None or attributes["record_class"] != "Event":
        return cast("Window", possible)
    return possible[0], sure[0] if sure is not None else possible[1]


def _records(
    graph: Graph, kinds: dict[str, _Kind], labels: dict[str, str], day: date | None
) -> Iterator[_Record]:
    subjects, objects, wholes = (many(graph, p) for p in (AZ.subject, AZ.object, AZ.partOf))
    kind_of, when, start = (dict(store.links(graph, p)) for p in (AZ.kind, AZ.when, AZ.start))
    stances, held = _stances(graph), record_spans(graph)
    in_words, bounds = cache(words), cache(_days)
    for iri in sorted(subjects.keys() & objects.keys()):
        kind = kinds.get(kind_of.get(iri, ""))
        if kind is None:
            continue
        span = held[iri]
        attributes: dict[str, Any] = {}
        if day is not None:
            if kind.edge is None or span.possible is None or day not in span.possible:
                continue
            attributes["surely"] = span.sure is not None and day in span.sure
        # An event of a data file has its one day, and no text that gives it.
        time = when.get(iri) or (start.get(iri) if kind.record_class == "Event" else None)
        attributes |= {
            "kind": kind_of[iri],
            "label": labels.get(iri) or local(iri),
            "record_class": kind.record_class,
            "category": kind.category,
            "weight": kind.weight,
            "sign": kind.sign,
            "stances": stances.get(iri, ()),
            "when": when.get(iri),
            "dates": in_words(time, kind.shape),
            "symmetric": kind.symmetric,
            "edge": kind.edge,
            "part_of": tuple(wholes.get(iri, ())),
            "sure": bounds(span.sure),
            "possible": bounds(span.possible),
        }
        yield _Record(iri, subjects[iri], objects[iri], attributes)


def _kinds(graph: Graph) -> dict[str, _Kind]:
    """The kinds that say what their records are."""
    edges, weights = dict(store.links(graph, AZ.edge)), dict(store.links(graph, AZ.weight))
    categories = dict(store.links(graph, AZ.category))
    symmetric = {str(edge) for edge in graph.subjects(RDF.type, OWL.SymmetricProperty)}
    return {
        kind: _Kind(
            local(class_),
            categories[kind],
            (weight := float(weights[kind])),
            (weight > 0) - (weight < 0),
            edges.get(kind),
            edges.get(kind) in symmetric,
            shape_of(local(class_)),
        )
        for kind, class_ in store.links(graph, AZ.recordClass)
        if kind in weights and kind in categories
    }


def types_of(graph: Graph) -> dict[str, str]:
    """The class of every thing, by name."""
    return {str(thing): name for name in _TYPES for thing in graph.subjects(RDF.type, AZ[name])}


def _stances(graph: Graph) -> dict[str, tuple[str, ...]]:
    """The stances of each record's claims, the fullest warrant first."""
    names = {claim: local(stance) for claim, stance in store.links(graph, AZ.stance)}
    found: dict[str, set[str]] = defaultdict(set)
    for record, claim in store.links(graph, AZ.claim):
        if claim in names:
            found[record].add(names[claim])
    ordered = cache(lambda held: tuple(stance for stance in STANCES if stance in held))
    return {record: ordered(frozenset(held)) for record, held in found.items()}


def many(graph: Graph, *predicates: URIRef) -> dict[str, list[str]]:
    """The objects of every subject that some predicates join."""
    found: dict[str, list[str]] = {}
    for predicate in predicates:
        for subject, object_ in store.links(graph, predicate):
            found.setdefault(subject, []).append(object_)
    return found


def _newest(graph: Graph) -> date | None:
    """The newest source's day, where the graph names a source."""
    try:
        return newest_day(graph)
    except AzgraphError:
        return None


def _days(days: Days | None) -> tuple[str | None, str | None] | None:
    if days is None:
        return None
    first = None if days.first == date.min else days.first.isoformat()
    last = None if days.last == date.max else days.last.isoformat()
    return first, last
