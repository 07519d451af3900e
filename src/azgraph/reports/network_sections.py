"""The conclusions of a review, in words: pairs, triads, brokers, dependence."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from rdflib import URIRef

from azgraph.conclusions import Conclusion
from azgraph.measures import Pair, cautions, find_pairs
from azgraph.measures.history import Step, TriadHistory, Turned
from azgraph.measures.pairs import pair_of
from azgraph.reports.document import Line, Section, capital, sign
from azgraph.reports.review_words import STANDS, Words, counted, joined, times, toned
from azgraph.reviews import Held, Review

_MOST = 20
_CARRIERS = 5


def pairs_section(told: Review, words: Words) -> Section:
    """How each pair stands on the last day, how it stood on the first, and what pulls which way."""
    found = find_pairs(told.after)
    lines = [_pair(pair, told, words) for pair in found[:_MOST]]
    if found[_MOST:]:
        lines.append(Line("", f"And {len(found) - _MOST} more; azgraph network lists all"))
    note = (
        f"On {words.day(told.last)}. In brackets the tone, which is the mean weight of the records from "
        "\N{MINUS SIGN}10 to +10, and then the sentences, those that pull most first."
    )
    return Section("How states stand", tuple(lines), note)


def _pair(pair: Pair, told: Review, words: Words) -> Line:
    ways = words.ways(pair)
    named = ((1, "cooperative"), (-1, "strained"), (0, "neither"))
    split = joined(f"{ways[way]} {word}" for way, word in named if ways.get(way))
    text = _stands(pair) + (f": {split}" if len(ways) > 1 else "")
    if told.before.has_edge(*pair.nodes):
        text += f"; on {words.day(told.first)} {_stands(pair_of(told.before, *pair.nodes))}"
    more = []
    for head, way in (("Weightiest", pair.sign or 1), ("And yet", -(pair.sign or 1))):
        record = words.weightiest(pair, way, told.last)
        if record is not None and len(pair.records) > 1:
            more.append(Line(head, words.told_label(record), words.cited([record])))
    if not pair.firm and len(pair.records) > 1:
        more.append(Line("Not firm", "without one of these records it would stand otherwise"))
    if len(pair.records) == 1:
        text += f": {words.told_label(pair.records[0])}"
    name = capital(words.pair(pair.nodes))
    return Line(name, text, words.cited(words.pulls(pair, told.last)), sign(pair.sign), tuple(more))


def _stands(pair: Pair) -> str:
    return f"{STANDS[pair.sign]} ({toned(pair.tone)}), on {counted(len(pair.records), 'record')}"


def bodies_section(told: Review, words: Words) -> Section:
    """Pairs with bodies and groups, which stand for no state."""
    lines = tuple(
        Line(
            capital(words.pair(pair.nodes)),
            _stands(pair)
            + ("" if pair.firm or len(pair.records) == 1 else "; one record less would turn it"),
            words.cited(pair.records),
            sign(pair.sign),
        )
        for pair in told.bodies[:_MOST]
    )
    note = "They stand for no state, so the measures below leave them out."
    return Section("Bodies and groups", lines, note)


def triads_section(told: Review, words: Words) -> Section:
    """Every triad with its turns, and what brought each about."""
    lines = [_history(history, words) for history in told.histories]
    found = told.frustration
    if found.index:
        sets = " or ".join(joined(words.pair(pair.nodes) for pair in chosen) for chosen in found.sets)
        text = (
            f"{counted(found.index, 'pair')} would have to turn for every triad to be balanced: {sets}"
            f"{'' if found.exact else ', at most'}"
        )
        lines.append(Line(f"The least that stands against balance on {words.day(told.last)}", text))
    note = (
        "Three whose pairs all have a sign. Balanced: three friends, or two friends with one foe. "
        "Frustrated: a friend's friend is a foe, or all are foes. Barely: without one record a pair would "
        "turn. It is a pattern of signs, no forecast. What a source takes for granted counts from the first "
        "day that it covers, and what has no date from the last: a turn on such a day is one of what is "
        "known, not of what was done."
    )
    return Section("Triads, and what turned them", tuple(lines), note)


def _history(history: TriadHistory, words: Words) -> Line:
    last, turns = history.steps[-1], _turns(history)
    first = history.steps[0]
    text = f"{_state(last)} on {words.day(last.day)}"
    if not first.turned:
        turned = f"turned {times(turns)} in between" if turns else "and did not turn in between"
        text = f"{_state(first)} on {words.day(first.day)}, {_state(last)} on {words.day(last.day)}; {turned}"
    else:
        text += f"; a triad only since {words.day(first.day)}"
    more = tuple(line for step in history.steps for line in _step(step, words))
    return Line(capital(words.names(history.nodes)), text, more=more)


def _turns(history: TriadHistory) -> int:
    return sum(bool(step.turned) for step in history.steps[1:])


def _step(step: Step, words: Words) -> list[Line]:
    """What brought a turn about; where none did, the three sides as they are."""
    head = f"{capital(words.day(step.day))}, {_state(step)}"
    if step.turned:
        return [_turn(head, turned, step.day, words) for turned in step.turned]
    if step.triad is None:
        return [Line(head, "a pair has no sign any more")]
    lines: list[Line] = []
    for pair in step.triad.pairs:
        text = f"{words.pair(pair.nodes)} {_stands(pair)}"
        main = words.weightiest(pair, pair.sign, step.day)
        if main is not None:
            text += f"{', above all' if pair.records[1:] else ''}: {words.told_label(main)}"
        lines.append(Line("" if lines else head, text, words.cited(words.pulls(pair, step.day))))
    return lines


def _turn(head: str, turned: Turned, day: date, words: Words) -> Line:
    was = STANDS[turned.before.sign] if turned.before else "nothing told"
    now = STANDS[turned.after.sign] if turned.after else "nothing told"
    text = f"{words.pair((turned.one, turned.other))} turned from {was} to {now}"
    records = list(turned.came or turned.went)
    if not records:
        return Line(head, f"{text}, as older records weigh less by then")
    said = "; ".join(words.told_label(record) for record in records)
    text += f" by: {said}" if turned.came else f"; no longer: {said}"
    against = turned.after and words.weightiest(turned.after, -turned.after.sign, day, standing=True)
    if against:
        text += f". And yet: {words.told_label(against)}"
        records.append(against)
    return Line(head, text, words.cited(records))


def _state(step: Step) -> str:
    if step.triad is None:
        return "no triad"
    return ("" if step.triad.firm else "barely ") + ("balanced" if step.triad.balanced else "frustrated")


def brokers_section(told: Review, words: Words) -> Section:
    """Who alone joins whom, by friendly ties."""
    brokers: dict[str, list[Conclusion]] = {}
    for found in told.conclusions:
        if found.sort == "between":
            brokers.setdefault(found.nodes[0], []).append(found)
    lines = []
    for broker, joins in brokers.items():
        ends = sorted({end for found in joins for end in found.nodes[1:]})
        text = f"alone joins {_ends(joins, ends, words)}"
        more = []
        for end in ends:
            pair = pair_of(told.after, broker, end)
            single = f": {words.label(pair.records[0])}" if len(pair.records) == 1 else ""
            text_ = f"{toned(pair.tone)}, on {counted(len(pair.records), 'record')}{single}"
            more.append(Line(f"Its tie with {words.name(end)}", text_, words.cited(pair.records)))
        lines.append(Line(capital(words.name(broker)), text, more=tuple(more)))
    note = (
        "A path is taken to run through cooperative pairs only, over one state between two others. That no "
        "other path is told does not mean that there is none, and no source is cited for the standing "
        "between: it follows from the ties."
    )
    return Section("Who stands between whom", tuple(lines), note)


def _ends(joins: list[Conclusion], ends: list[str], words: Words) -> str:
    """The pairs that a broker alone joins; those that are joined otherwise are the exception."""
    told = {frozenset(found.nodes[1:]) for found in joins}
    left = [pair for pair in combinations(ends, 2) if frozenset(pair) not in told]
    if len(ends) < 3 or len(left) > len(told):
        return "; ".join(f"{words.name(a)} with {words.name(b)}" for a, b in map(sorted, told))
    but = f", except {joined(words.names(pair) for pair in left)}" if left else ""
    return f"any two of {words.names(ends)}{but}"


def dependence_section(told: Review, words: Words) -> Section:
    """What hangs on one person, agreement, body or corridor."""
    shown = [*told.held[:_CARRIERS], *(h for h in told.held[_CARRIERS:] if h.sort == "project")]
    lost: dict[str, list[Conclusion]] = {}
    for found in told.conclusions:
        if found.sort == "depends":
            lost.setdefault(found.nodes[0], []).append(found)
    lines = [_carrier(held, lost.get(held.carrier.thing, []), told, words) for held in shown]
    rest = [held for held in told.held if held not in shown]
    if rest:
        most = counted(max(held.carrier.carried for held in rest), "record")
        carry = "carries" if len(rest) == 1 else "carry"
        each = " each" if len(rest) > 1 else ""
        lines.append(Line("", f"{capital(counted(len(rest), 'other'))} {carry} at most {most}{each}"))
    note = (
        "What names a thing, or needs a record that does. It reads the sources and forecasts nothing: that a "
        "visit is told with a person does not prove that nobody else would have paid it."
    )
    return Section("What hangs on one person, text or corridor", tuple(lines), note)


def _carrier(held: Held, lost: list[Conclusion], told: Review, words: Words) -> Line:
    carrier, statements = held.carrier, told.account.statements
    ties = {record for _, _, data in told.after.edges(data=True) for record in data["records"]}
    own = [record for record in held.records if record in ties]
    said = [r for r in held.records if not statements[URIRef(r)].counts]
    text = f"{carrier.carried or 'none'} of the {carrier.of} records that make ties between states"
    if own and not lost and not carrier.turned:
        text += "; without them every pair keeps a tie and its sign"
    more = [_lost(found, held, told, words) for found in lost]
    if carrier.turned:
        more.append(Line("Turned without it", counted(carrier.turned, "pair")))
    others = [r for r in held.records if r not in ties and r not in said]
    if held.sort == "project" and others:
        more.append(
            Line("Stands, and makes no tie", "; ".join(words.label(r) for r in others), words.cited(others))
        )
    if said:
        listed = "; ".join(words.label(r) for r in said[:3]) + (
            f"; and {len(said) - 3} more" if said[3:] else ""
        )
        more.append(Line("Only expected, alleged or judged", listed, words.cited(said[:3])))
    return Line(
        f"{capital(words.name(carrier.thing))}, {held.sort}", text, words.cited(own), more=tuple(more)
    )


def _lost(found: Conclusion, held: Held, told: Review, words: Words) -> Line:
    """A pair that is gone without a thing, and through which record it hangs on it."""
    needed = [
        str(other)
        for record in found.records
        for other in told.account.statements[URIRef(record)].linked("dependsOn", "partOf")
        if str(other) in held.records
    ]
    text = f"the tie of {words.pair(found.nodes[1:])}: {'; '.join(map(words.told_label, found.records))}"
    if needed:
        text += f". It needs: {'; '.join(map(words.told_label, needed))}"
    return Line("Gone without it", text, words.cited([*found.records, *needed]))


def cautions_lines(told: Review) -> list[Line]:
    """What the numbers stand on."""
    return [
        Line("", text if text.startswith("n =") else capital(text))
        for text in cautions(told.after, ranked=False)
    ]
