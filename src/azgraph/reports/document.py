"""A report in words: sections of lines, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from azgraph import when
from azgraph.citations import Citation
from azgraph.phrases import the
from azgraph.statements import EXPECTED, Source, Statement, Terms

_STANCES = {
    "reported": "",
    "opinion": "opinion of ",
    "alleged": "alleged by ",
    "forecast": "expected by ",
    "conditional": "expected by ",
    "supposed": "named only as an if by ",
    "denied": "denied by ",
}
HEADS = {"opinion": "Opinion", "alleged": "Alleged", "supposed": "Named only as an if", "denied": "Denied"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a head that says how it stands, what it says, and where that is said.

    `sign` is that of a fact (+, a minus, or both), and empty for what is only said.
    """

    head: str
    text: str
    evidence: str = ""
    sign: str = ""
    more: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of a section as SVG: its file name, what it shows, and what one sees in words."""

    name: str
    title: str
    alt: str
    svg: bytes


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title; the note says how to read them, and pictures stand before them."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""
    pictures: tuple[Drawn, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A title, a sentence on who tells what, and sections, none of them empty."""

    title: str
    standfirst: str
    sections: tuple[Section, ...]


def evidence(citations: Iterable[Citation], terms: Terms) -> str:
    """Claims as sentence ids, those of one voice and stance together.

    What the author reports is plain; any other voice or stance is named before its sentences.
    """
    grouped: dict[str, list[str]] = {}
    for claim in citations:
        grouped.setdefault(_voice(claim, terms), []).append(claim.sid or "whole source")
    return "; ".join(
        (f"{voice}: " if voice else "") + ", ".join(dict.fromkeys(sids)) for voice, sids in grouped.items()
    )


def _voice(claim: Citation, terms: Terms) -> str:
    source = next((s.brief for s in terms.sources if s.name == claim.source), claim.source)
    name = source if claim.author else the(claim.voice)
    if claim.office and not claim.author:
        state = terms.offices.get(claim.voice)
        name += f", {claim.office}" + (f" of {the(state)}" if state else "")
    if claim.author and claim.stance == "reported":
        return "" if len(terms.sources) == 1 else source
    said = f", {when.words(claim.said, 'event')}" if claim.said else ""
    given = f", if: {'; '.join(claim.given)}" if claim.given else ""
    relayed = "".join(f", relayed by {the(via)}" for via in claim.via)
    relayed += "" if claim.author or len(terms.sources) == 1 else f", relayed by {source}"
    return f"{_STANCES[claim.warrant]}{name}{said}{given}{relayed}"


def line(statement: Statement, terms: Terms, *, certainty: str = "surely", head: str = "") -> Line:
    """A statement as a line; what does not count is headed by its stance, whatever was asked."""
    cited = evidence(statement.citations, terms)
    if not statement.counts:
        return Line(said_head(statement), statement.label, by_whom(statement.citations, terms))
    possibly = ", possibly" if certainty == "possibly" else ""
    return Line(head, f"{statement.label}, {dates(statement)}{possibly}", cited, sign(statement.weight))


def by_whom(citations: tuple[Citation, ...], terms: Terms) -> str:
    """The evidence of what is only said, behind a head that tells its stance already."""
    cited = evidence(citations, terms)
    warrants = {claim.warrant for claim in citations}
    if warrants <= {*EXPECTED} or len(warrants) == 1:
        said = "expected|alleged|denied|opinion|named only as an if"
        return re.sub(rf"(^|; )(?:{said}) (by|of) ", r"\1\2 ", cited)
    return cited


def said_head(statement: Statement) -> str:
    """How a statement that does not count is headed: by its stance, and when it is said to be.

    A record that several voices dispute is never plain.
    """
    if statement.stance in EXPECTED:
        return "Expected" + expected_dates(statement.dates, bool(statement.time))
    head = HEADS.get(statement.stance, "Said, not counted")
    return f"{head}, {statement.dates}" if statement.time else head


def expected_dates(dates: str, dated: bool) -> str:  # noqa: FBT001
    """The time of something expected, as it follows that word.

    >>> expected_dates("on some day of 2026", True), expected_dates("", False)
    (' in 2026', ', no date stated')
    """
    if not dated:
        return ", no date stated"
    return " " + re.sub(r"^since ", "from ", re.sub(r"some day of ", "", re.sub(_IN, "in ", dates)))


_IN = r"^(on some day of|at some time in) "


def dates(statement: Statement) -> str:
    """When a record that counts happened or holds; without a time a relation has no stated beginning."""
    if statement.time is not None or statement.event:
        return statement.dates
    return "beginning not stated" if statement.record_class != "Figure" else "no date stated"


def sign(weight: float) -> str:
    r"""The written sign of a weight.

    >>> sign(5), sign(-5) == "\N{MINUS SIGN}", sign(0)
    ('+', True, '±')
    """
    return "+" if weight > 0 else "\N{MINUS SIGN}" if weight < 0 else "±"


def day_words(day: date) -> str:
    """A day in words, without preposition.

    >>> day_words(date(2025, 8, 8))
    '8 August 2025'
    """
    return when.words(day.isoformat(), "event").removeprefix("on ")


def capital(text: str) -> str:
    """A text with a capital first letter."""
    return text[:1].upper() + text[1:]


def told_by(terms: Terms) -> str:
    """Who tells what the report says, and who had not yet spoken."""
    many = "One source tells" if len(terms.sources) == 1 else f"{len(terms.sources)} sources tell"
    silent = "Nothing was known yet." if terms.unpublished else "No source is named."
    told = f"{many} this: {_named(terms.sources)}." if terms.sources else silent
    for source in filter(lambda source: source.spoken, terms.sources):
        told += f" Of {source.name} only what others had said before it came out is told."
    return told + (f" Not yet published: {_named(terms.unpublished)}." if terms.unpublished else "")


def _named(sources: Iterable[Source]) -> str:
    return "; ".join(s.name + (f" of {day_words(s.issued)}" if s.issued else "") for s in sources)
