"""A briefing, in words."""

from __future__ import annotations

from azgraph import when
from azgraph.briefs import Brief, Due, Judged, Partner, Point, Text
from azgraph.neighbours import in_words
from azgraph.phrases import the
from azgraph.reports.document import (
    Document,
    Line,
    Section,
    capital,
    dates,
    day_words,
    evidence,
    line,
    sign,
    told_by,
)
from azgraph.statements import Statement, Terms

MOST = 8
"""How many lines of one sort a page on one actor has; a pair's has all."""


def document(told: Brief) -> Document:
    """A brief in words: what stands and is owed first, then what is only said, then what is not known."""
    both = the(told.name) + (f" and {the(told.partner_name)}" if told.partner else "")
    who = capital(both)
    sections = (*_facts(told), *_voices(told), Section("Not known", _unknown(told)))
    shown = tuple(section for section in sections if section.lines)
    if not shown:
        many = len(told.terms.sources) > 1
        who_does = "The sources do" if many else "The source does"
        silent = f" {who_does} not say how {both} stand{'' if told.partner else 's'}.{_near(told)}"
        silent = silent if told.terms.sources else ""
        return Document(f"{who} on {day_words(told.day)}", told_by(told.terms) + silent, ())
    how = "In brackets: its sentences. What is not marked possibly is sure by its dates."
    return Document(f"{who} on {day_words(told.day)}", f"{told_by(told.terms)} {how}", shown)


def _near(told: Brief) -> str:
    """Whom each of a pair of which nothing is told is joined with."""
    joined = "; ".join(in_words(near) for near in told.near)
    return f" Records here join {joined}." if joined else ""


def _facts(told: Brief) -> tuple[Section, ...]:
    terms = told.terms
    return (
        Section(
            "How they stand" if told.partner else "Partners",
            tuple(_partner(partner, terms) for partner in told.partners),
        ),
        Section("The story, in order of time", tuple(_told(point, terms) for point in told.story)),
        Section("No date stated", tuple(_told(point, terms) for point in told.undated)),
        Section("Agreements", tuple(_text(text, terms) for text in told.texts)),
        Section(
            "Measures in force",
            tuple(line(p.statement, terms, certainty=p.certainty) for p in told.measures),
        ),
        Section("Measures ended", tuple(_lifted(*pair, terms) for pair in told.lifted)),
        Section(
            "Owed",
            tuple(_due(due, terms) for due in told.owed),
            "Where no time is given, the source gives none.",
        ),
    )


def _voices(told: Brief) -> tuple[Section, ...]:
    terms = told.terms
    disputed = tuple(
        Line("Disputed", f"{_quoted(one, terms)} against {_quoted(other, terms)}")
        for one, other in told.disputed
    )
    stages = {s.record for text in told.texts for s in text.expected}  # they stand with their text
    expected = tuple(line(s, terms) for s in told.expected if s.record not in stages)
    denied = tuple(line(statement, terms) for statement in told.denied)
    return (
        Section("Expected", _most(told, expected)),
        Section("Disputed or denied", disputed + denied),
        Section("Alleged or judged only", _most(told, _judgements(told))),
    )


def _most(told: Brief, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    if told.partner or len(lines) <= MOST + 1:
        return lines
    return (*lines[:MOST], Line("", f"And {len(lines) - MOST} more; as JSON all are listed"))


def _partner(partner: Partner, terms: Terms) -> Line:
    """The weightiest relation that stands, the weightiest of the other sign, and the last dated event."""
    more = []
    if not partner.standing:
        first = Line(partner.name, "no standing relation is reported")
    elif partner.standing[0].certainty != "surely":
        first = Line(partner.name, "no relation surely stands")
        more += [line(p.statement, terms, certainty=p.certainty) for p in partner.standing[:2]]
    else:
        strongest = partner.standing[0]
        first = line(strongest.statement, terms, certainty=strongest.certainty, head=partner.name)
        other = next(
            (p for p in partner.standing if p.statement.weight * strongest.statement.weight < 0), None
        )
        if other is not None:
            more.append(line(other.statement, terms, certainty=other.certainty, head="And yet"))
        rest = [p for p in partner.standing if p not in (strongest, other)]
        if rest:
            names = "; ".join(p.statement.label for p in rest[:2])
            beyond = f"; and {len(rest) - 2} more" if rest[2:] else ""
            cited = evidence([c for p in rest[:2] for c in p.statement.citations], terms)
            more.append(Line("Also", f"{names}{beyond}", cited))
    more += _events(partner, terms)
    return Line(first.head, first.text, first.evidence, first.sign, tuple(more))


def _events(partner: Partner, terms: Terms) -> tuple[Line, ...]:
    """The weightiest and the last dated event on one line."""
    if partner.latest is None or partner.weightiest is None:
        return ()
    weighty, last = (
        line(point.statement, terms, certainty=point.certainty)
        for point in (partner.weightiest, partner.latest)
    )
    if partner.weightiest == partner.latest:
        return (Line("Event", last.text, last.evidence, last.sign),)
    return (Line("Events", f"{weighty.text} ({weighty.evidence}); last: {last.text}", last.evidence),)


def _told(point: Point, terms: Terms) -> Line:
    statement = point.statement
    if not statement.counts:
        return line(statement, terms)
    head = capital(dates(statement)) if statement.dated else ""
    if point.certainty == "possibly":
        head += ", possibly" if head else "Possibly"
    plain = line(statement, terms)
    return Line(head, statement.label, plain.evidence, plain.sign)


def _text(text: Text, terms: Terms) -> Line:
    more = [line(s, terms) for s in text.expected]
    for gate, condition in text.waits:
        more.append(Line(f"Waits for ({condition})", gate.label, evidence(gate.citations, terms)))
    if text.event is None:
        return Line(text.name, text.stage or "no stage stated", more=tuple(more))
    stage = text.stage + (", possibly" if text.certainty == "possibly" else "")
    at = text.event.dates
    return Line(
        text.name, f"{stage} {at}" if text.event.dated else f"{stage}, {at}",
        evidence(text.event.citations, terms), more=tuple(more),
    )  # fmt: skip


def _lifted(measure: Statement, event: Statement, terms: Terms) -> Line:
    head = f"Ended {event.dates}" if event.dated else "Ended, no date stated"
    cited = {c.claim: c for c in (*measure.citations, *event.citations)}
    return Line(head, event.label, evidence(cited.values(), terms), sign(event.weight))


def _due(due: Due, terms: Terms) -> Line:
    statement = due.statement
    head = f"{capital(statement.kind)}, {due.condition}"
    head += ", possibly" if due.certainty == "possibly" else ""
    text = statement.label + (f", {statement.dates}" if statement.dated else "")
    text += f", due {when.words(statement.due, 'event')}" if statement.due else ""
    if due.event is not None:
        text += f"; {due.condition} {due.event.dates}: {due.event.label}"
    cited = (*statement.citations, *(due.event.citations if due.event else ()))
    more = tuple(line(said, terms, head="Bears on it") for said in due.said)
    return Line(head, text, evidence(cited, terms), more=more)


def _judgements(told: Brief) -> tuple[Line, ...]:
    """For a pair all of them; for an actor how many about whom, and the weightiest."""
    if told.partner:
        every = {s.record: s for judged in told.judged for s in judged.statements}
        return tuple(line(s, told.terms) for s in every.values())
    return tuple(_judged(judged, told.terms) for judged in told.judged)


def _judged(judged: Judged, terms: Terms) -> Line:
    alleged = sum(s.stance == "alleged" for s in judged.statements)
    opinions = len(judged.statements) - alleged
    counts = [f"{n} {word}" for n, word in ((alleged, "alleged"), (opinions, "judged")) if n]
    heaviest = line(judged.statements[0], terms)
    head = heaviest.head[:1].lower() + heaviest.head[1:]
    return Line(judged.name, f"{', '.join(counts)}; {head}: {heaviest.text}", heaviest.evidence)


def _unknown(told: Brief) -> tuple[Line, ...]:
    lines = []
    if told.silent:
        lines.append(Line("Without a dated statement", ", ".join(told.silent)))
    if told.open:
        listed = ", ".join(f"{name} {count}" for name, count in told.open)
        lines.append(Line("Relations that stand without a stated beginning", listed))
    counted = [f for f in told.counted if f.named is not None]
    if counted:
        listed = "; ".join(f"{f.named} of {f.value} {f.unit}" for f in counted)
        lines.append(Line("Counted by the source, and named here", listed))
    return tuple(lines)


def _quoted(statement: Statement, terms: Terms) -> str:
    return f"“{statement.label}” ({evidence(statement.citations, terms)})"
