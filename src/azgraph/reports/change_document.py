"""What changed between two days, in words."""

from __future__ import annotations

from azgraph.changes import Change, Changes
from azgraph.citations import Citation
from azgraph.phrases import the
from azgraph.reports.document import (
    HEADS,
    Document,
    Line,
    Section,
    by_whom,
    capital,
    day_words,
    evidence,
    expected_dates,
    sign,
    told_by,
)
from azgraph.statements import Terms

_HEADS = {
    "began": "Began",
    "stands": "Stands",
    "ended": "Ended",
    "moved": "Moved",
    "met": "Met",
    "breached": "Breached",
    "happened": "Happened",
}
_OWED = {"promise": "Promised", "demand": "Demanded", "condition": "Set as a condition", "obligation": "Owed"}


def document(told: Changes) -> Document:
    """Changes in words, the weightiest first; what has no date and what is only said stand apart."""
    terms = told.terms
    who = f" for {the(told.name)}" if told.name else ""
    sections = (
        Section("Stands otherwise than before", _lines(told.standing, terms)),
        Section("Happened", _lines(told.happened, terms)),
        Section("Met, spoke, let know", _lines(told.talks, terms)),
        Section(
            f"By {_end(told)}, no date given",
            _lines(told.undated, terms),
            "It had come about by then; nothing tells whether between these days or long before.",
        ),
        Section(
            "Only said",
            tuple(_said(change, terms) for change in told.said),
            "Expected, denied, disputed, or alleged to be broken: none of this counts as fact.",
        ),
    )
    shown = tuple(section for section in sections if section.lines)
    return Document(
        f"What changed{who} from {day_words(told.first)} to {day_words(told.last)}",
        _standfirst(told, bool(shown)),
        shown,
    )


def _standfirst(told: Changes, found: bool) -> str:  # noqa: FBT001
    left = f"{told.unplaced} more {'record has' if told.unplaced == 1 else 'records have'} no date"
    parts = [
        told_by(told.terms),
        "Both days are counted in; what is not marked possibly surely came about between them."
        if found
        else "The source does not say that anything changed." * bool(told.terms.sources),
        f"{left} and may or may not belong here." if told.unplaced else "",
    ]
    return " ".join(filter(None, parts))


def _end(told: Changes) -> str:
    last = told.last
    return f"the end of {last.year}" if (last.month, last.day) == (12, 31) else day_words(last)


def _lines(found: tuple[Change, ...], terms: Terms) -> tuple[Line, ...]:
    return tuple(_line(change, terms) for change in found)


def _line(change: Change, terms: Terms) -> Line:
    head = _OWED.get(change.kind, "Owed") if change.sort == "owed" else _HEADS[change.sort]
    possibly = change.certainty == "possibly"
    if change.sort == "happened" and change.dated:
        head = capital(change.dates) + (", possibly" if possibly else "")
    else:
        head = f"Possibly {head.lower()}" if possibly else head
        head += f" {change.dates}" if change.dated and change.event else ""
    text = change.label + ("" if change.event or change.sort == "happened" else _since(change))
    if change.sort in ("moved", "met", "breached"):
        text += f", {change.before or 'nothing stated'} before, {change.after} after"
    elif change.before.startswith("possibly"):
        text += f", {change.before} before"
    if change.event_label:
        text += f". By this: {change.event_label}"
    return Line(head, text, evidence(change.citations, terms), sign(change.weight))


def _since(change: Change) -> str:
    return f", {change.dates}" if change.dated else ""


def _said(change: Change, terms: Terms) -> Line:
    if change.sort == "disputed":
        ours, theirs = ([c for c in change.citations if c.record == r] for r in (change.thing, change.event))
        text = f"{_quoted(change.label, ours, terms)} against {_quoted(change.event_label, theirs, terms)}"
        return Line("Disputed", text)
    if change.sort == "expected":
        head = "Expected" + expected_dates(change.dates, change.dated)
    else:
        head = HEADS[change.sort] + (f", {change.dates}" if change.dated else "")
    return Line(head, change.label, by_whom(change.citations, terms))


def _quoted(label: str, citations: list[Citation], terms: Terms) -> str:
    return f"“{label}” ({evidence(citations, terms)})"
