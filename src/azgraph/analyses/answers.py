"""What is asked of one pair, of one thing, or of two days, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import URIRef

from azgraph.analyses.tables import Cell, Row, Table, shown
from azgraph.analyses.views import View, count
from azgraph.citations import citations
from azgraph.measures import Fall, Pair, PairChange, Triad, balance, compare_balance, compare_pairs, fall
from azgraph.networks import carried, explain


def explained(view: View, one: str, other: str) -> Table:
    """The records behind a pair, each with its share and its claims."""
    shares = explain(view.signed, one, other)
    tie = view.signed.edges[one, other]
    cited = citations(view.graph)
    rows, details = [], []
    for number, share in enumerate(shares, 1):
        pulls = round(share.pull, 1) + 0.0
        cells = (number, share.label, share.dates, share.kind, share.weight, round(share.count, 2), pulls)
        rows.append(Row((*cells, f"{share.share:.0%}"), (share.record,)))
        details += [f"{number}. {citation}" for citation in cited.get(URIRef(share.record), [])]
    columns = ("no.", "record", "when", "kind", "weight", "count", "pull on tone", "of volume")
    sums = f"tone {tie['tone']:+.1f}, volume {tie['volume']:.1f}, {count(len(shares))}"
    title = f"{view.pair((one, other))} on {view.day}: {sums}"
    alone = [str(number) for number, share in enumerate(shares, 1) if share.alone]
    notes = [
        "count is what age leaves of a record; pulls, count times weight over volume, sum up to the tone"
    ]
    if alone and tie["sign"]:
        notes.append(
            f"without record {' or without '.join(alone)} the sign would be another, or there would be none"
        )
    return Table(
        title,
        view.day,
        columns,
        tuple(rows),
        details=tuple(details),
        notes=(*notes, *view.open_records(one, other)),
    )


def fallen(view: View, thing: str) -> Table:
    """What falls without a thing: the pairs that lose records, and what is left of them."""
    found = fall(view.graph, view.whole, thing)
    rows = [_lost(view, pair, "lost: its own") for pair in found.own]
    rows += [_lost(view, pair, "lost") for pair in found.lost]
    rows += [_changed(view, change) for change in found.changed]
    name = view.label(thing)
    details = [f"{count(len(found.records))} would fall:", *(f"  {view.label(r)}" for r in found.records)]
    tieless = sorted(carried(view.graph, thing) - set(found.records))
    if tieless:
        why = "hoped, alleged, judged, over or with one side only"
        details.append(f"{count(len(tieless))} more of it, which make no tie here ({why}):")
        details += [f"  {view.label(record)}" for record in tieless]
    columns = ("pair", "what becomes of it", "tone", "tone without", "records", "records without")
    title = f"Without {name}, on {view.day}: {len(found.records)} of {found.of} records fall"
    return Table(
        title,
        view.day,
        columns,
        tuple(rows),
        details=tuple(details),
        notes=(*_parts(view, found), *view.left_out()),
    )


def compared_pairs(before: View, after: View) -> Table:
    """What became of each pair between two days, and by which records."""
    rows, details = [], []
    for change in compare_pairs(before.signed, after.signed):
        rows.append(_changed(after, change))
        if change.turned:
            details.append(f"{after.pair((change.one, change.other))}:")
            details += _came_and_went(after, change)
    columns = ("pair", "what became of it", "tone then", "tone now", "records then", "records now")
    title = f"How pairs changed from {before.day} to {after.day}"
    return Table(title, after.day, columns, tuple(rows), details=tuple(details), notes=_notes(before, after))


def compared_triads(before: View, after: View) -> Table:
    """Which triads came, went or turned between two days, and what changed them."""
    rows, details = [], []
    for change in compare_balance(before.signed, after.signed):
        records = tuple(sorted({r for pair in change.pairs for r in (*pair.came, *pair.went)}))
        turned = "; ".join(
            f"{after.pair((p.one, p.other))} {_tone(p.before)} → {_tone(p.after)}" for p in change.pairs
        )
        cells = (after.pair(change.nodes), _verdict(change.before), _verdict(change.after), turned)
        rows.append(Row(cells, records))
        details.append(f"{after.pair(change.nodes)}:")
        for pair in change.pairs:
            details.append(
                f"  {after.pair((pair.one, pair.other))} {_tone(pair.before)} → {_tone(pair.after)}"
            )
            details += _came_and_went(after, pair)
    columns = ("triad", "then", "now", "tones")
    title = f"How balance changed from {before.day} to {after.day}"
    notes = (*_same_verdict(before, after), *_notes(before, after))
    return Table(title, after.day, columns, tuple(rows), details=tuple(details), notes=notes)


def compared(before: Table, after: Table) -> Table:
    """Two days of the same measure side by side; what is new or gone is so on one of them."""
    keys = after.keys
    then, now = ({row.cells[:keys]: row for row in table.rows} for table in (before, after))
    rows = []
    for key in [*now, *(key for key in then if key not in now)]:
        cells: list[Cell] = [*key]
        for place, column in enumerate(after.columns[keys:], keys):
            old, new = (shown(column, t[key].cells[place]) if key in t else "none" for t in (then, now))
            cells.append(new if old == new else f"{old} → {new}")
        records = {record for t in (then, now) if key in t for record in t[key].records}
        rows.append(Row(tuple(cells), tuple(sorted(records))))
    title = f"{after.title}, compared with {before.day}"
    notes = (*(f"{before.day}: {note}" for note in before.notes[:2]), *after.notes)
    return Table(title, after.day, after.columns, tuple(rows), keys=keys, notes=notes)


def _lost(view: View, pair: Pair, what: str) -> Row:
    return Row((view.pair(pair.nodes), what, round(pair.tone, 1), None, len(pair.records), 0), pair.records)


def _changed(view: View, change: PairChange) -> Row:
    old, new = change.before, change.after
    what = (
        "new"
        if old is None
        else "gone"
        if new is None
        else "another sign"
        if old.sign != new.sign
        else "same sign"
    )
    tones = (None if pair is None else round(pair.tone, 1) for pair in (old, new))
    records = (0 if pair is None else len(pair.records) for pair in (old, new))
    cells: tuple[Cell, ...] = (view.pair((change.one, change.other)), what, *tones, *records)
    return Row(cells, (*change.came, *change.went))


def _came_and_went(view: View, change: PairChange, most: int = 4) -> list[str]:
    came, went = (_by_weight(view, records) for records in (change.came, change.went))
    lines = [f"    {text}" for text in came[:most]]
    lines += [f"    and {len(came) - most} more"] if len(came) > most else []
    return lines + [f"    no longer: {text}" for text in went]


def _by_weight(view: View, records: Iterable[str]) -> list[str]:
    weights, wanted = view.whole.graph["weights"], set(records)
    found = {
        record: weights[data["kind"]]
        for *_, record, data in view.network.edges(keys=True, data=True)
        if record in wanted
    }
    return [
        f"{found[record]:+g} {view.label(record)}"
        for record in sorted(found, key=lambda record: (-abs(found[record]), record))
    ]


def _parts(view: View, found: Fall) -> list[str]:
    notes = []
    if found.cut_off:
        names = ", ".join(sorted(map(view.label, found.cut_off)))
        notes.append(f"left without any pair that the sources tell of: {names}")
    before, after = found.parts
    if before != after:
        notes.append(f"what remains is in {after} separate parts; it was in {before}")
    return [
        *notes,
        "that a record is told with a thing does not prove that it would not have come about without it",
    ]


def _notes(before: View, after: View) -> tuple[str, ...]:
    sizes = [
        f"on {view.day}: {view.signed.number_of_nodes()} nodes, {view.signed.number_of_edges()} pairs"
        for view in (before, after)
    ]
    early = [note for note in before.left_out() if "possibly held" in note]
    return (*sizes, *early, *after.left_out())


def _same_verdict(before: View, after: View) -> list[str]:
    """The triads that are as frustrated or balanced as they were, and whether that was firm."""
    then, now = (
        {triad.nodes: triad for triad in (*told.frustrated, *told.balanced)}
        for told in (balance(before.signed), balance(after.signed))
    )
    return [
        f"{after.pair(nodes)}: {_verdict(triad)} on both days"
        + ("" if then[nodes].firm and triad.firm else ", where not every sign rests on more than one record")
        for nodes, triad in now.items()
        if nodes in then and then[nodes].balanced == triad.balanced
    ]


def _tone(pair: Pair | None) -> str:
    return "nothing told" if pair is None else f"{pair.tone:+.0f}"


def _verdict(triad: Triad | None) -> str:
    return "no triad" if triad is None else "balanced" if triad.balanced else "frustrated"
