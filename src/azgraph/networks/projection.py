"""From a graph to a NetworkX network of the things that records join."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from rdflib import OWL, RDF, RDFS, Graph

from azgraph.citations import STANCES
from azgraph.errors import AzgraphError, InputError
from azgraph.memory import uncollected
from azgraph.names import AZ, did_you_mean, local
from azgraph.networks.states import Window, states_for
from azgraph.snapshots import newest_day, pairs, record_spans
from azgraph.store import Links
from azgraph.when import Shape, shape_of, words

if TYPE_CHECKING:
    import networkx as nx

Nodes = Literal["states", "actors", "all"]
ACTORS = ("Actor", "Organisation", "Person", "State")
_TYPES = (*ACTORS, "Agreement", "Place", "Project")
_Couples = list[tuple[str, str]]


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
    if nodes not in get_args(Nodes):
        hint = did_you_mean(nodes, get_args(Nodes))
        raise InputError(f"no choice {nodes!r} of nodes; it is one of {', '.join(get_args(Nodes))}.{hint}")
    with uncollected():
        return _network(graph, day, nodes)


def _network(graph: Graph, day: date | None, nodes: Nodes) -> nx.MultiDiGraph[str]:
    import networkx as nx

    links, types, kinds = Links(graph), types_of(graph), _kinds(graph)
    labels = links.one(RDFS.label)
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        day=day,
        newest=_newest(graph),
        nodes=nodes,
        left_out=Counter(),
        weights={iri: kind.weight for iri, kind in kinds.items()},
    )
    placed = _placing(links, nodes, types, net.graph["left_out"])
    edges: Iterator[Any] = (  # the stubs know of no keys here
        (subject, object_, record, attributes)
        for record, couples, attributes in _records(links, kinds, labels, day)
        for subject, object_ in placed(couples, attributes)
    )
    net.add_edges_from(edges)
    for thing, data in net.nodes(data=True):
        data.update(label=labels.get(thing, local(thing)), type=types.get(thing, "Actor"))
    return net


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind, and the attributes that all its records have."""

    record_class: str
    weight: float
    edge: str | None
    symmetric: bool
    shape: Shape
    attributes: dict[str, Any]


def _placing(
    links: Links, nodes: Nodes, types: dict[str, str], left_out: Counter[str]
) -> Callable[[_Couples, dict[str, Any]], _Couples]:
    """Which pairs a record's couples make, by who is a node."""

    def actors(couples: _Couples, _: dict[str, Any]) -> _Couples:
        return [couple for couple in couples if all(types.get(t, "Actor") in ACTORS for t in couple)]

    def states(couples: _Couples, attributes: dict[str, Any]) -> _Couples:
        attributes["acting"] = ()
        if all(types.get(thing) == "State" for couple in couples for thing in couple):
            return couples
        window = _window(attributes)
        found: dict[tuple[str, str], None] = {}
        acting: set[str] = set()
        for couple in couples:
            stand_for = [standing(thing, window) for thing in couple]
            if attributes["edge"] is not None and window is not None:
                left_out.update(thing for thing, state in zip(couple, stand_for, strict=True) if not state)
            if all(stand_for):
                acting.update(thing for thing in couple if types.get(thing) != "State")
            found |= dict.fromkeys(cast("_Couples", product(*stand_for)))
        attributes["acting"] = tuple(sorted(acting))
        both = attributes["symmetric"]
        return [(a, b) for a, b in found if a != b and not (both and (b, a) in found and b < a)]

    if nodes == "states":
        standing = states_for(links, types)
        return states
    return actors if nodes == "actors" else lambda couples, _: couples


def _window(attributes: Mapping[str, Any]) -> Window:
    """The days on which somebody acted: those on which a relation may hold or an event may happen."""
    possible, sure = attributes["possible"], attributes["sure"]
    if possible is None or attributes["record_class"] != "Event":
        return cast("Window", possible)
    return possible[0], sure[0] if sure is not None else possible[1]


def _records(
    links: Links, kinds: dict[str, _Kind], labels: dict[str, str], day: date | None
) -> Iterator[tuple[str, _Couples, dict[str, Any]]]:
    kind_of, when, start = (links.one(p) for p in (AZ.kind, AZ.when, AZ.start))
    wholes, stances, held = links.many(AZ.partOf), _stances(links), record_spans(links)
    in_words = cache(words)
    for iri, kind, couples in _couples(links, kind_of, kinds):
        span, text = held[iri], when.get(iri)
        sure, possible = span.sure, span.possible
        if day is not None and (kind.edge is None or possible is None or day not in possible):
            continue
        # An event of a data file has its one day, and no text that gives it.
        time = text or (start.get(iri) if kind.record_class == "Event" else None)
        attributes = kind.attributes | {
            "label": labels.get(iri) or local(iri),
            "stances": stances.get(iri, ()),
            "when": text,
            "dates": in_words(time, kind.shape),
            "part_of": tuple(wholes.get(iri, ())),
            "sure": sure and sure.texts,
            "possible": possible and possible.texts,
        }
        if day is not None:
            attributes["surely"] = sure is not None and day in sure
        yield iri, couples, attributes


def _couples(
    links: Links, kind_of: dict[str, str], kinds: dict[str, _Kind]
) -> Iterator[tuple[str, _Kind, _Couples]]:
    """Every record whose kind is known, and the couples it joins."""
    subjects, objects = links.one(AZ.subject), links.one(AZ.object)
    # Nearly all records have one of each; only where some have more are all of them looked at.
    many_subjects = links.many(AZ.subject) if len(subjects) < len(links[AZ.subject]) else {}
    many_objects = links.many(AZ.object) if len(objects) < len(links[AZ.object]) else {}
    for iri, subject in sorted(subjects.items()):
        object_, kind = objects.get(iri), kinds.get(kind_of.get(iri, ""))
        if object_ is None or kind is None:
            continue
        if iri in many_subjects or iri in many_objects:
            ends = many_subjects.get(iri, [subject]), many_objects.get(iri, [object_])
            yield iri, kind, pairs(*ends, symmetric=kind.symmetric)
        else:
            yield iri, kind, [(subject, object_)] if subject != object_ else []


def _kinds(graph: Graph) -> dict[str, _Kind]:
    """The kinds that say what their records are."""
    links = Links(graph)
    edges, weights, categories = (links.one(p) for p in (AZ.edge, AZ.weight, AZ.category))
    symmetric = {str(edge) for edge in graph.subjects(RDF.type, OWL.SymmetricProperty)}
    found = {}
    for kind, class_ in links[AZ.recordClass]:
        if kind in weights and kind in categories:
            weight, edge, name = float(weights[kind]), edges.get(kind), local(class_)
            attributes = {
                "kind": kind,
                "record_class": name,
                "category": categories[kind],
                "weight": weight,
                "sign": (weight > 0) - (weight < 0),
                "symmetric": edge in symmetric,
                "edge": edge,
            }
            found[kind] = _Kind(name, weight, edge, edge in symmetric, shape_of(name), attributes)
    return found


def types_of(graph: Graph) -> dict[str, str]:
    """The class of every thing, by name."""
    return {str(thing): name for name in _TYPES for thing in graph.subjects(RDF.type, AZ[name])}


def _stances(links: Links) -> dict[str, tuple[str, ...]]:
    """The stances of each record's claims, the fullest warrant first."""
    names = {claim: local(stance) for claim, stance in links[AZ.stance]}

    @cache
    def ordered(*claims: str) -> tuple[str, ...]:
        held = {names[claim] for claim in claims if claim in names}
        return tuple(stance for stance in STANCES if stance in held)

    return {record: ordered(*claims) for record, claims in links.many(AZ.claim).items()}


def _newest(graph: Graph) -> date | None:
    """The newest source's day, where the graph names a source."""
    try:
        return newest_day(graph)
    except AzgraphError:
        return None
