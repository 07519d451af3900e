"""The work that each side does, and how it is measured; with NetworkX alone, for every environment.

A side is a script that calls `run` with a function a task. Each works in a process of its
own, so that its peak of memory is its own, and answers with one line of JSON: for every
task the seconds of CPU and of the clock, the peak so far, and a digest of the result,
which is equal on all sides or the comparison is void.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx

BASE = "https://w3id.org/azgraph/"
DAY = "2020-06-30"
PREFIXES = f"""PREFIX : <{BASE}id/>
PREFIX az: <{BASE}ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX s: <{BASE}status/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
PAIRS = f"""{PREFIXES}
SELECT ?subject ?object WHERE {{
  ?record az:kind ?kind ; az:subject ?subject ; az:object ?object . ?kind az:edge ?edge
  FILTER (?subject != ?object)
}}"""
AS_OF = f"""{PREFIXES}
SELECT ?other ?category (COUNT(?record) AS ?count) WHERE {{
  ?record az:subject :N69 ; az:object ?other ; az:kind ?kind ; az:start ?start .
  ?kind az:category ?category .
  FILTER (?start <= "{DAY}"^^xsd:date)
}} GROUP BY ?other ?category"""
"""What an actor had done towards whom by a day, by category."""
DYADS = f"""{PREFIXES}
SELECT ?one ?other (COUNT(?record) AS ?count) (SUM(?weight) AS ?sum) WHERE {{
  ?record az:kind ?kind ; az:subject ?a ; az:object ?b .
  ?kind az:weight ?weight .
  BIND (IF(STR(?a) < STR(?b), ?a, ?b) AS ?one)
  BIND (IF(STR(?a) < STR(?b), ?b, ?a) AS ?other)
}} GROUP BY ?one ?other"""
"""For every pair, how many events and the sum of their weights."""
RECORDS = f"""{PREFIXES}
SELECT ?record ?subject ?object ?kind ?class ?category ?weight ?edge ?symmetric ?start ?stance WHERE {{
  ?record az:kind ?kind ; az:subject ?subject ; az:object ?object ; az:start ?start ; az:claim ?claim .
  ?claim az:stance ?stance .
  ?kind az:recordClass ?class ; az:category ?category ; az:weight ?weight ; az:edge ?edge .
  BIND (EXISTS {{ ?edge a owl:SymmetricProperty }} AS ?symmetric)
  FILTER (?subject != ?object)
}}"""
"""All that a network of events needs; enough for data files, where nothing begins, ends or denies a record."""
THINGS = f"""{PREFIXES}
SELECT ?thing ?label ?type WHERE {{ ?thing a ?type ; rdfs:label ?label . FILTER (?type IN (az:State, az:Organisation)) }}"""
COUNTING = ("reported",)
"""The stances that make facts, as in the ontology."""


def network_of(records: Iterable[tuple[str, ...]], things: Iterable[tuple[str, str, str]]) -> Any:
    """The network that a user would build from the rows of RECORDS and THINGS, all plain text."""
    net = nx.MultiDiGraph()
    for record, subject, object_, kind, class_, category, weight, edge, symmetric, start, stance in records:
        stance_name, number = stance.rsplit("/", 1)[1], float(weight)
        span = (start, None) if stance_name in COUNTING else None
        net.add_edge(
            subject,
            object_,
            record,
            kind=kind,
            label=record.rsplit("/", 1)[1],
            record_class=class_.rsplit("#", 1)[1],
            category=category,
            weight=number,
            sign=(number > 0) - (number < 0),
            stances=(stance_name,),
            when=None,
            symmetric=symmetric == "true",
            edge=edge,
            part_of=(),
            sure=span,
            possible=span,
        )
    for thing, label, type_ in things:
        if thing in net:
            net.add_node(thing, label=label, type=type_.rsplit("#", 1)[1])
    return net


def told(net: Any) -> list[Any]:
    """A network as plain data; the dates in words, which only azgraph has, left out."""
    edges = [
        (a, b, key, sorted((name, str(value)) for name, value in data.items() if name != "dates"))
        for a, b, key, data in net.edges(keys=True, data=True)
    ]
    return sorted(edges) + sorted((node, sorted(data.items())) for node, data in net.nodes(data=True))


def rows(found: Iterable[Iterable[Any]]) -> list[Any]:
    """Rows of a query as plain data; numbers are numbers however an engine writes them."""
    return sorted(tuple(_plain(value) for value in row) for row in found)


def _plain(value: Any) -> str:
    text = str(value).strip("<>")
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def placed(places: Mapping[Any, Any]) -> int:
    """How many have a place: layouts differ, but must be whole."""
    return len(places)


Task = tuple[str, Callable[[], Any], Callable[[Any], Any]]
"""A name, the work that is timed, and what makes plain data of its result."""


def run(tasks: Iterable[Task], beside: Callable[[], tuple[float, float]] = lambda: (0, 0)) -> None:
    """Do each task once, and print what it took and a digest of what it gave.

    `beside` tells the seconds of CPU and the peak in MB of a process that works for this one.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for name, work, plain in tasks:
        cpu, clock = time.process_time() + beside()[0], time.perf_counter()
        result = work()
        spent = time.process_time() + beside()[0] - cpu, time.perf_counter() - clock
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 + beside()[1]
        digest = hashlib.sha256(repr(plain(result)).encode()).hexdigest()
        found[name] = {"cpu": spent[0], "clock": spent[1], "peak": peak, "digest": digest}
        print(f"  {name}: {spent[0]:.2f} s", file=sys.stderr, flush=True)
        if name == os.environ.get("UNTIL"):
            break
    print(json.dumps(found))
