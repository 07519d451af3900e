"""The lanes: one row a relation pair, in the network's order, with its marks of time on tracks.

A row has its tracks twice. `all` are those of the chosen tie. `few` are those that matter
while it is not chosen: the text that waits and what holds it up; then, in turns, the
weightiest relations and events that strain or warm, what is owed and what is expected.
They get two tracks, three where warm and cold meet, one for a text and one for each condition
that holds it up; one or two more where what is owed finds no room among the rest. What finds
none with its words waits until the row opens, but for what is expected, which stands beyond
the sources' last day where that is free. So do an event that only ends a relation whose end
is drawn, and opinions and allegations. Pairs between others that share all their records are
one row; it is quiet, and shown only while it is chosen, if nothing of it has a place in time
but offices and memberships. Events of a dataset are no marks: their months are a strip of
their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from azgraph.names import KIND
from azgraph.picture.bands import Group
from azgraph.picture.entries import Entry
from azgraph.picture.lives import Life, lives
from azgraph.picture.marks import Mark, holding_up, mark, stages, together
from azgraph.picture.months import besides, months_of, strip_data
from azgraph.picture.parts import listed_entries
from azgraph.picture.reading import Reading, key
from azgraph.picture.scale import Scale
from azgraph.picture.ties import Tie, Web
from azgraph.picture.tracks import ahead, pack, since

ROWS = 60
"""Rows beyond which the pairs with the fewest records go to the table."""
TRACKS = 24
"""Tracks of a chosen row that stay as they are."""
_NEUTRAL = 8
"""The category of events that neither strain nor warm."""
LETTERS = (10, 7, 4, 0)
"""How much of its day a mark keeps where there are more: the month, the year, in the end nothing."""
EXISTS = "exists"
"""What is written on the bar of a body that has ended."""
SIGNS = (-1, 1, 0)
VIEWS = [str(KIND[name]) for name in ("view", "favourableView", "unfavourableView")]


def lanes(reading: Reading, web: Web, groups: Sequence[Group]) -> dict[str, Any]:
    """The rows as the page draws them; `groups` are the bands in the network's order."""
    place = {node: number for number, node in enumerate(node for group in groups for node in group.nodes)}
    band = {node: number for number, group in enumerate(groups) for node in group.nodes}
    own, apart = _pairs(web, place)
    known, months = lives(reading, web), months_of(reading)
    kept = {(tie.a, tie.b) for tie in sorted([*own, *apart], key=lambda tie: -tie.volume)[:ROWS]}
    more = len(own) + len(apart) - len(kept)
    own, apart = ([tie for tie in some if (tie.a, tie.b) in kept] for some in (own, apart))
    rows = []
    for number, (tie, *same) in enumerate([*([tie] for tie in own), *_shared(apart)]):
        other = number >= len(own)
        strip = months.get(frozenset((tie.a, tie.b)), [])
        row = _row(tie, reading, web, known, other=other, months=strip)
        if same:
            row["same"] = [_id(one) for one in same]
        if other and web.hub:
            row["other"] = 1
        elif number and not other and band[own[number - 1].b] != band[tie.b]:
            row["rule"] = 1
        rows.append(row)
    return {"rows": rows, "more": more}


def _pairs(web: Web, place: dict[str, int]) -> tuple[list[Tie], list[Tie]]:
    """The ties of the hub by the order of their far ends, and the others that a strand joins."""
    shown = {*place, web.hub}
    both = [tie for tie in web.ties.values() if tie.a in shown and tie.b in shown]
    own = [tie for tie in both if tie.a == web.hub and (tie.direct or tie.b in web.ended)]
    spoken = [tie for tie in both if tie.a == web.hub and tie not in own]
    apart = [tie for tie in both if tie.a != web.hub and tie.drawn()]
    own.sort(key=lambda tie: place[tie.b])
    apart.sort(key=lambda tie: sorted((place[tie.a], place[tie.b])))
    return own, apart + sorted(spoken, key=lambda tie: place[tie.b])


def _shared(ties: list[Tie]) -> list[list[Tie]]:
    """Ties of the same records together: what one record says of three stands once."""
    found: dict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in ties:
        found[frozenset(entry.iri for entry in (*tie.direct, *tie.others))].append(tie)
    return list(found.values())


def _id(tie: Tie) -> str:
    return f"{key(tie.a)}~{key(tie.b)}"


def _row(
    tie: Tie, reading: Reading, web: Web, known: list[Life], *, other: bool, months: list[Entry]
) -> dict[str, Any]:
    entries = besides([e for e in (*tie.direct, *tie.others) if not e.figure], months)
    lines = _lines(tie, entries, reading, known)
    drawn = {entry.iri for one in lines for entry in one.entries}
    marks = [mark(e, reading) for e in entries if e.iri not in drawn]
    marks += _existence(tie, reading, web)
    dated, undated = [m for m in marks if m.sort != "end"], [m for m in marks if m.sort == "end"]
    grouped, whole = _open(lines, dated, reading.scale)
    direct = {e.iri for e in (entries if other else tie.direct)}
    few = _closed(lines, grouped, direct, holding_up(entries, reading), reading.scale)
    row = _data(tie, {"all": whole, "few": few}, _ends(undated), reading.scale)
    if other and not months and all(_is_role(m) for track in few for m in track):
        row["quiet"] = 1
    listed = {entry.iri: number for number, entry in enumerate(listed_entries(tie))}
    return row | ({"months": strip_data(months, listed, reading.scale)} if months else {})


def _open(lines: list[Mark], dated: list[Mark], days: Scale) -> tuple[list[Mark], list[list[Mark]]]:
    """All marks, of one time together, and the tracks of a chosen row: offices on the last."""
    for letters in LETTERS:
        grouped = _grouped(dated, letters)
        ordered, most = sorted(grouped, key=_in_full), TRACKS if letters else None
        tracks, rest = pack(lines + [m for m in ordered if not _is_role(m)], days, most)
        offices, more = pack(filter(_is_role, ordered), days, most and most - len(tracks))
        if not rest and not more:
            break
    return grouped, tracks + offices


def _closed(
    lines: list[Mark], grouped: list[Mark], direct: set[str], held: set[str], days: Scale
) -> list[list[Mark]]:
    """The tracks of a row that is not chosen."""
    # What is expected of one time stands together only where there is no room for each.
    for marks in (grouped, together(grouped, partial(_same, letters=LETTERS[0], apart=False))):
        own = [m for m in marks if m.words == EXISTS or any(e.iri in direct for e in m.entries)]
        matter = _mattering(own, held, days)
        bars = {entry.iri for one in matter if one.sort == "bar" for entry in one.entries}
        for _ in range(2):  # the second time for the ends of bars that have found no room
            telling = [m for m in matter if not _only_ends(m, bars)]
            few, _left = pack(lines + telling, days, *_room_for(lines, telling, held))
            bars &= {entry.iri for track in few for one in track for entry in one.entries}
        if ahead(few, [m for m in marks if m.sort == "pill" and not _is_view(m)], days):
            break
    return few


def _only_ends(one: Mark, bars: set[str]) -> bool:
    """Whether a mark says no more than where a bar ends."""
    return all(bars & {*entry.linked("ends")} for entry in one.entries)


def _room_for(lines: list[Mark], matter: list[Mark], held: set[str]) -> tuple[int, int]:
    """Three tracks where warm and cold meet, else two, more for a text; and those for what is owed."""
    mixed = {1, -1} <= {one.sign for one in matter if one.full == 0}
    gates = [one.entries[0].iri in held for one in matter if one.sort == "owed"]
    met = sum(one.sort == "met" and one.entries[0].iri in held for one in matter)
    return 2 + mixed + bool(lines) + min(met, 2), min(sum(gates), 2) + min(gates.count(False), 2)


def _lines(tie: Tie, entries: list[Entry], reading: Reading, known: list[Life]) -> list[Mark]:
    """The stages of the first text of the pair that waits."""
    own = {entry.iri for entry in entries}
    for life in known:
        if {tie.a, tie.b} <= set(life.nodes):
            found = stages(life, reading)
            if found and all(one.entries[0].iri in own for one in found):
                return found
    return []


def _existence(tie: Tie, reading: Reading, web: Web) -> list[Mark]:
    """A body that has ended, as a bar until then, by the event that ended it."""
    over = web.ended.get(tie.b)
    events = [e for e in reading.entries.values() if tie.b in e.linked("ends") and e.counts]
    if over is None or not events:
        return []
    event = events[0]
    return [Mark("bar", (event,), None, None, event.start or over[0], event.start_by or over[0], EXISTS)]


def _grouped(marks: list[Mark], letters: int) -> list[Mark]:
    """Coins of one time, sign and fullness as one; with fewer letters of a day, all of one month or year.

    What is expected shares a mark only with what has the same words.
    """
    return together(marks, partial(_same, letters=letters))


def _same(one: Mark, *, letters: int, apart: bool = True) -> object:
    if one.sort in ("stage", "owed", "met") or (letters == LETTERS[0] and one.sort in ("bar", "now")):
        return _name(one)
    days = tuple(day and day[:letters] for day in (one.start, one.start_by, one.end_from, one.end))
    words = one.text if apart and one.sort == "pill" and letters == LETTERS[0] else ""
    return one.sort, days, one.sign, one.full, words


def _category(one: Mark) -> int:
    """Texts; relations that strain or warm; events that strain; what is owed; events that warm; the rest."""
    sign = SIGNS.index(one.sign)
    relation, event = (1, 2, 6)[sign], (3, 5, _NEUTRAL)[sign]
    expected = 7 if one.sign else 9
    fixed = {"stage": 0, "bar": relation, "now": relation, "met": 4, "owed": 4, "pill": expected}
    return fixed.get(one.sort, event)


def _in_full(one: Mark) -> tuple[bool, int, int, str, str]:
    """Relations and texts before what is owed, events and what is expected; opinions last."""
    dated = one.entries[0].when is not None or one.words == EXISTS
    sort = {"bar": 0, "met": 1, "owed": 1, "pill": 3}.get(one.sort, 2) if dated else 4
    first = "" if one.sort in ("bar", "owed") else one.start or one.start_by or ""
    return one.full == 1, sort, 0 if sort == 2 else SIGNS.index(one.sign), first, one.entries[0].iri


def _mattering(marks: list[Mark], held: set[str], days: Scale) -> list[Mark]:
    """The marks of a row that is not chosen in the order in which they are worth a track."""
    own = [m for m in marks if m.full in (0, 2) and m.sort != "early" and not _is_view(m)]
    turns: dict[int, list[Mark]] = defaultdict(list)
    for one in sorted(together(own, _alike), key=lambda m: _worth(m, days)):
        turns[-1 if one.entries[0].iri in held else _category(one)].append(one)
    ranked = [
        # What neither strains nor warms gives way to what does.
        (-1 if cat < 0 else n + 2 * (cat == _NEUTRAL), cat, one)
        for cat, group in turns.items()
        for n, one in enumerate(group)
    ]
    return [one for _, _, one in sorted(ranked, key=lambda item: item[:2])]


def _is_role(one: Mark) -> bool:
    """Whether a mark is of an office or a membership."""
    return one.entries[0].kind.record_class == "Role"


def _is_view(one: Mark) -> bool:
    """Whether a mark is of a judgement, which is no event to come even where somebody expects it."""
    return one.entries[0].kind.iri in VIEWS


def _alike(one: Mark) -> object:
    """Of what is known only at the time of writing, one bar a sign."""
    if one.entries[0].when is None and one.sort == "now":
        return one.sort, one.sign
    return _name(one)


def _worth(one: Mark, days: Scale) -> tuple[bool, bool, float, str]:
    """Dated commitments and relations of weight first; of events the weightiest, then the newest."""
    latest = one.start_by or one.start or days.first
    owed = one.sort in ("owed", "met") and one.entries[0].when is None
    return owed, not one.entries[0].stands, -one.weight, f"{since(days.last, days) - since(latest, days):09d}"


def _ends(marks: list[Mark]) -> list[Mark]:
    """The lane end: what has no date, together by sign and fullness."""
    ordered = sorted(marks, key=lambda m: (m.full, -m.sign, -m.weight, m.entries[0].iri))
    return together(ordered, lambda one: (one.full, one.sign, one.entries[0].commitment))


def _data(tie: Tie, sets: dict[str, list[list[Mark]]], ends: list[Mark], days: Scale) -> dict[str, Any]:
    """A row as plain data: its marks once, its tracks as places among them, its lane end as records.

    Records are named by their places in the tie's list, so that no name stands twice.
    """
    listed = {entry.iri: number for number, entry in enumerate(listed_entries(tie))}
    marks = {_name(one): one for tracks in sets.values() for track in tracks for one in track}
    at = {name: number for number, name in enumerate(marks)}
    return {
        "tie": _id(tie),
        "marks": [_mark_data(one, listed, days) for one in marks.values()],
        "ends": [[listed[entry.iri] for entry in one.entries] for one in ends],
    } | {name: [[at[_name(one)] for one in track] for track in tracks] for name, tracks in sets.items()}


def _name(one: Mark) -> tuple[str, ...]:
    return (one.sort, *(entry.iri for entry in one.entries))


def _mark_data(one: Mark, listed: dict[str, int], days: Scale) -> list[Any]:
    """Sort, records, the four days as numbers from the scale's first day on, words; no empty end."""
    records = [listed.get(entry.iri, entry.iri) for entry in one.entries]
    reach = [since(day, days) if day else None for day in (one.start, one.start_by, one.end_from, one.end)]
    values = [one.sort, records, *reach, one.words or None]
    while values[-1] is None:
        values.pop()
    return values
