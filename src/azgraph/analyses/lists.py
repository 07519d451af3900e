"""Each measure as a table."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rdflib import RDF

from azgraph.analyses.tables import Row, Table
from azgraph.analyses.views import View, count
from azgraph.measures import (
    Pair,
    balance,
    between,
    brokerage,
    cautions,
    communities,
    dependence,
    find_pairs,
    frustration,
    similarity,
    strength,
    turning_points,
)
from azgraph.measures.groups import CLEAR
from azgraph.names import AZ
from azgraph.networks import affiliations, shared

if TYPE_CHECKING:
    import networkx as nx

NO_PROOF = "that a record is told with a thing does not prove that it would not have come about without it"
_CARRIERS = ("State", "Organisation", "Person", "Actor", "Agreement", "Project")


def pairs(view: View) -> Table:
    """How each pair stands, those with the most between them first."""
    return _stand(view, find_pairs(view.signed), f"How pairs of {_who(view)} stand on {view.day}")


def tones(view: View) -> Table:
    """How each pair stands, the most strained first; of one tone those with the most between them."""
    found = sorted(find_pairs(view.signed), key=lambda pair: round(pair.tone, 1))
    return _stand(view, found, f"Tone of pairs of {_who(view)} on {view.day}, the most strained first")


def _stand(view: View, found: list[Pair], title: str) -> Table:
    rows = [
        Row(
            (
                view.pair(pair.nodes),
                round(pair.tone, 1),
                round(pair.volume, 1),
                len(pair.records),
                _firm(pair),
            ),
            pair.records,
        )
        for pair in found
    ]
    columns = ("pair", "tone", "volume", "records", "rests on")
    notes = (*cautions(view.signed, ranked=False), *_decay(view), *view.left_out())
    return Table(title, view.day, columns, tuple(rows), notes=notes)


def strengths(view: View) -> Table:
    """Strength and reach of each node."""
    rows = [
        Row(
            (view.label(s.node), s.place, s.volume, s.tone, s.partners, s.friends, s.foes, s.reach),
            _records(view.signed, s.node),
        )
        for s in strength(view.signed)
    ]
    columns = ("who", "place", "volume", "tone of all", "partners", "friends", "foes", "reach in two steps")
    title = f"Strength and reach of {_who(view)} on {view.day}"
    notes = (*cautions(view.signed), *_decay(view), *view.left_out())
    return Table(title, view.day, columns, tuple(rows), notes=notes)


def brokers(view: View) -> Table:
    """Who stands between whom, through friendly pairs."""
    found = brokerage(view.signed)
    rows = [
        Row(
            (view.label(b.node), b.place, b.between, b.alone, b.partners, b.effective_size, b.constraint),
            _records(view.signed, b.node, friendly=True),
        )
        for b in found
    ]
    details = []
    for broker in found:
        stands = between(view.signed, broker.node) if broker.between else []
        if stands:
            named = "; ".join(
                view.pair((b.one, b.other))
                + ("" if b.alone else f" (on {b.share:.0%} of the shortest paths)")
                for b in sorted(stands, key=lambda b: (b.steps, not b.alone, b.one, b.other))[:8]
            )
            more = f"; and {len(stands) - 8} more" if len(stands) > 8 else ""
            details.append(f"{view.label(broker.node)} stands between: {named}{more}")
    columns = ("who", "place", "between pairs", "joins alone", "partners", "effective size", "constraint")
    title = f"Brokerage among {_who(view)} on {view.day}"
    notes = (
        "paths run through friendly pairs only; a tie that no source tells of is no path here",
        *cautions(view.signed),
        *view.left_out(),
    )
    return Table(title, view.day, columns, tuple(rows), details=tuple(details), notes=notes)


def triads(view: View) -> Table:
    """Which triads are balanced, which frustrated, by which records."""
    told = balance(view.signed)
    rows, details = [], []
    for triad in (*told.frustrated, *told.balanced):
        verdict = "balanced" if triad.balanced else "frustrated"
        tones = ", ".join(f"{view.pair(pair.nodes)} {pair.tone:+.0f}" for pair in triad.pairs)
        records = tuple(sorted({record for pair in triad.pairs for record in pair.records}))
        thinnest = min(triad.pairs, key=lambda pair: (len(pair.records), pair.nodes))
        rests = "firm" if triad.firm else f"{count(len(thinnest.records))} for {view.pair(thinnest.nodes)}"
        if len(thinnest.records) > 1 and not triad.firm:
            rests = "a sign that one record turns"
        rows.append(Row((view.pair(triad.nodes), verdict, tones, rests), records))
        details += [f"{view.pair(triad.nodes)}, {verdict}:"]
        details += [line for pair in triad.pairs for line in view.told(pair)]
    columns = ("triad", "verdict", "tones", "rests on")
    title = (
        f"Structural balance of {_who(view)} on {view.day}: {len(told.frustrated)} frustrated, "
        f"{len(told.balanced)} balanced"
    )
    notes = (
        *_index(view),
        *_possibly(view),
        *cautions(view.signed, ranked=False),
        *_decay(view),
        *view.left_out(),
    )
    return Table(title, view.day, columns, tuple(rows), details=tuple(details), notes=notes)


def groups(view: View) -> Table:
    """Who belongs together by friendly ties, if anybody does."""
    found = communities(view.signed)
    rows = [
        Row((number, ", ".join(sorted(map(view.label, group.nodes))), len(group.nodes), f"{group.held:.0%}"),
            _inner(view.signed, group.nodes))
        for number, group in enumerate(found.groups, 1)
    ]  # fmt: skip
    verdict = f"found in {found.agreed:.0%} of {found.runs} runs with different seeds"
    verdict += f"; modularity {found.modularity:.1f}"
    if not found.clear:
        verdict += f", below {CLEAR}: there are no communities to speak of in this network"
    columns = ("community", "who", "size", "held together in")
    title = f"Communities of {_who(view)} on {view.day}, by friendly pairs"
    notes = (verdict, *cautions(view.signed, ranked=False), *view.left_out())
    return Table(title, view.day, columns, tuple(rows), notes=notes)


def carriers(view: View) -> Table:
    """Which actor, text, body, project or person carries most ties."""
    sorts = {str(t): name for name in _CARRIERS for t in view.graph.subjects(RDF.type, AZ[name])}
    rows = [
        Row((view.label(c.thing), sorts[c.thing], c.place, c.carried, c.pairs, c.lost, c.turned))
        for c in dependence(view.graph, view.signed, sorts)
    ]
    columns = (
        "thing",
        "sort",
        "place",
        "records carried",
        "pairs of others",
        "of them lost",
        "of them turned",
    )
    title = f"What ties of {_who(view)} depend on, on {view.day}"
    notes = (
        f"{NO_PROOF}; azgraph network --without THING tells what falls",
        *cautions(view.signed),
        *view.left_out(),
    )
    return Table(title, view.day, columns, tuple(rows), notes=notes)


def likenesses(view: View) -> Table:
    """Who has the same kinds of ties."""
    rows = [
        Row((view.pair((s.one, s.other)), s.cosine, ", ".join(s.kinds), min(s.records)),
            tuple(sorted({*_records(view.signed, s.one), *_records(view.signed, s.other)})))
        for s in similarity(view.signed)
    ]  # fmt: skip
    columns = ("pair", "cosine", "kinds in common", "records of the lesser")
    title = f"Which of {_who(view)} have the same kinds of ties, on {view.day}"
    notes = (
        "1 is the same mix of kinds, 0 none in common; who has fewer than 3 records is left out",
        *cautions(view.signed, ranked=False),
        *view.left_out(),
    )
    return Table(title, view.day, columns, tuple(rows), notes=notes)


def turns(view: View, couple: tuple[str, str] | None = None) -> Table:
    """When the tone of each pair, or of one, changed most."""
    chosen = [couple] if couple else sorted({tuple(sorted(edge[:2])) for edge in view.signed.edges})
    found = [
        turn
        for one, other in chosen
        for turn in turning_points(view.network, one, other, last=view.day, half_life=view.half_life)
        if couple or (turn.crossed and turn.jump >= 1)
    ]
    found.sort(key=lambda turn: (-round(turn.jump, 6), turn.day, turn.one, turn.other))
    rows, details = [], []
    for turn in found:
        records = (*turn.came, *turn.went)
        n = f"{turn.records[0]} → {turn.records[1]}"
        who = view.pair((turn.one, turn.other))
        rows.append(Row((who, str(turn.day), round(turn.before, 1), round(turn.after, 1), n), records))
        details.append(f"{who}, {turn.day}:")
        details += [f"  + {view.label(record)}" for record in turn.came]
        details += [f"  - {view.label(record)} (no longer)" for record in turn.went]
    columns = ("pair", "by", "tone before", "tone after", "records")
    title = f"Turning points by {view.day}: " + (
        view.pair(couple) if couple else f"where a pair of {_who(view)} changed its sign"
    )
    notes = (
        "only what the sources date to within a season; where records are few each is a jump",
        *view.left_out()[:1],
    )
    return Table(title, view.day, columns, tuple(rows), keys=2, details=tuple(details), notes=notes)


def sharing(view: View) -> Table:
    """Who shares which agreement, project or format."""
    kept = "actors" if view.nodes == "all" else view.nodes
    joined = affiliations(view.graph, view.day, nodes="states" if kept == "states" else "actors")
    joined.remove_nodes_from([view.without] if view.without else [])
    rows = [
        Row(
            (view.pair((one, other)), len(data["things"]), ", ".join(map(view.label, data["things"]))),
            data["records"],
        )
        for one, other, data in shared(joined).edges(data=True)
    ]
    rows.sort(key=lambda row: (-int(row.cells[1] or 0), str(row.cells[0])))
    sides = [sum(data["bipartite"] == side for _, data in joined.nodes(data=True)) for side in (0, 1)]
    columns = ("pair", "things shared", "which")
    title = f"What {kept} share on {view.day}: agreements, projects and formats"
    notes = (
        f"n = {sides[0]} {kept} and {sides[1]} agreements, projects and formats",
        "to share a text or a format is no sign of friendship: foes negotiate too",
    )
    return Table(title, view.day, columns, tuple(rows), notes=notes)


def _who(view: View) -> str:
    return {"states": "states", "actors": "actors", "all": "all things"}[view.nodes]


def _firm(pair: Pair) -> str:
    if len(pair.records) == 1:
        return "a single record"
    if pair.sign == 0:
        return "no sign"
    return "firm" if pair.firm else "a sign that one record turns"


def _decay(view: View) -> list[str]:
    if view.half_life is None:
        return ["volume counts every record in full, however old"]
    aged = f"events counting half after every {view.half_life:g} days"
    return [f"tone is the mean weight of kinds, from -10 to 10; volume the number of records, {aged}"]


def _records(signed: nx.Graph[str], node: str, *, friendly: bool = False) -> tuple[str, ...]:
    ties = [data for data in signed[node].values() if not friendly or data["sign"] > 0]
    return tuple(sorted({record for data in ties for record in data["records"]}))


def _inner(signed: nx.Graph[str], nodes: tuple[str, ...]) -> tuple[str, ...]:
    ties = (signed.edges[pair] for pair in combinations(nodes, 2) if signed.has_edge(*pair))
    return tuple(sorted({record for data in ties for record in data["records"] if data["sign"] > 0}))


def _index(view: View) -> list[str]:
    found = frustration(view.signed)
    signed = sum(data["sign"] != 0 for *_, data in view.signed.edges(data=True))
    if not found.index:
        return [f"frustration index 0 of {signed} signed pairs: all is balanced"]
    sets = "; or ".join(", ".join(view.pair(pair.nodes) for pair in pairs) for pairs in found.sets[:4])
    more = f"; and {found.choices - 4} more ways" if found.choices > 4 else ""
    least = "" if found.exact else "at most "
    index = f"frustration index {least}{found.index} of {signed} signed pairs"
    return [f"{index}: for all to be balanced the sign would have to change of {sets}{more}"]


def _possibly(view: View) -> list[str]:
    """Which verdicts would be others if what possibly holds counted too."""
    if not view.sure or view.without is not None:
        return []
    sure, possible = (
        {t.nodes: t.balanced for t in (*b.balanced, *b.frustrated)}
        for b in (balance(view.signed), balance(view.collapsed(sure=False)))
    )
    other = [nodes for nodes in sure if nodes in possible and possible[nodes] != sure[nodes]]
    verdict = {True: "balanced", False: "frustrated"}
    return [
        f"{view.pair(nodes)} would be {verdict[possible[nodes]]} if all counted that possibly held"
        for nodes in other
    ]
