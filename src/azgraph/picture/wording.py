"""Dates, records and claims in the words of the map."""

from __future__ import annotations

import re
from collections.abc import Iterable

from azgraph.citations import Citation
from azgraph.phrases import the
from azgraph.picture.entries import Entry
from azgraph.picture.legible import legible
from azgraph.picture.reading import Reading
from azgraph.picture.scale import EXPECTED
from azgraph.when import words

STANCE_WORDS = {
    "reported": ("Reported", "by"),
    "opinion": ("Opinion", "of"),
    "alleged": ("Alleged", "by"),
    "forecast": ("Expected", "by"),
    "conditional": ("Expected if", "by"),
    "supposed": ("Named only as an if", "by"),
    "denied": ("Denied", "by"),
}
"""What stands before a claim and before its voice; on what it depends stands between these."""


def dated(entry: Entry) -> str:
    """When a record happened or holds, in words no finer than its source.

    What is expected says so; a relation without a date holds as the source speaks.
    """
    text = entry.dates
    if entry.stance in EXPECTED:
        if entry.when is None:
            return "expected, no date stated"
        plain = re.sub(r"^(on some day of|at some time in) ", "in ", text)
        return "expected " + re.sub(r"^since (some day of )?", "from ", plain)
    if text == words(None, "relation") and entry.stands and entry.counts:
        return "at the time of writing, beginning not stated"
    return text


def bare(dates: str) -> str:
    """A date in words without its preposition.

    >>> bare("in October 2025"), bare("on some day of 2025"), bare("in the summer of 2025")
    ('October 2025', '2025', 'summer of 2025')
    >>> bare("in or after October 2025")
    'in or after October 2025'
    """
    return re.sub(r"^(on some day of|in the|in(?! or)|on) ", "", dates)


def capital(text: str) -> str:
    """A text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """A text with a small first letter, for after a colon or semicolon."""
    return text[:1].lower() + text[1:]


def phrase(entry: Entry, reading: Reading) -> str:
    """A record in the few words that stand under a name: what, and when if that is stated.

    The words are its own short ones, or those of the text or project that it moves and the stage.
    """
    moved = entry.linked("moves")
    if moved and entry.kind.stage:
        what = f"{common(reading.name(moved[0]))} {reading.stage_names.get(entry.kind.stage, '')}".strip()
    else:
        few = entry.kind.label if entry.commitment else entry.short
        what = entry.label.rpartition(": ")[2] if entry.month else few
    if entry.when is None or re.match("ongoing|ended|met|broken", entry.dates):
        return what
    if not entry.event:
        dates = entry.dates.replace("since some day of", "since")
        return f"{what} {re.sub(', (beginning|how long) not stated$', '', dates)}"
    return f"{what}, {bare(entry.dates)}"


def called(iri: str, reading: Reading) -> str:
    """A thing by its name inside a sentence; a text without a number is "the peace treaty".

    Initials that nothing spells out are a name like any other.
    """
    name, found = reading.name(iri), reading.things.get(iri)
    if found and name == found.full and name.isupper():
        return name
    plain = found and found.sort == "text" and not re.search(r"\d", name)
    return f"the {common(name)}" if plain else the(name)


def common(name: str) -> str:
    """A name as it stands after "the": "peace treaty", but "Strategic Partnership Charter"."""
    first, _, rest = name.partition(" ")
    return lowered(name) if rest and f"{first[1:]} {rest}".islower() else name


def joined(names: Iterable[str]) -> str:
    """Names in a row with "and" before the last.

    >>> joined(["Azerbaijan", "Armenia", "Iran"])
    'Azerbaijan, Armenia and Iran'
    """
    listed = list(names)
    return " and ".join(([", ".join(listed[:-1])] if len(listed) > 1 else []) + listed[-1:])


def short(iri: str, reading: Reading) -> str:
    """A thing as it stands inside a sentence, by its initials where it is usually called so."""
    name = reading.name(iri)
    known = reading.things[iri].other if iri in reading.things else ()
    initials = [o for o in known if re.fullmatch("[A-Z]{2,3}", o)]
    return the(min(initials)) if initials and " " in name else the(name)


def between(entry: Entry, reading: Reading, hub: str | None = None) -> str:
    """A record by its kind and the others in it: "tension with Russia", "embargo by the UK"."""
    others = list(dict.fromkeys(e for e in (*entry.subjects, *entry.objects) if e != hub))
    if not others:
        return entry.kind.label
    if entry.kind.symmetric:
        way = "with" if len(others) < len({*entry.subjects, *entry.objects}) else "of"
    else:
        out, back = ("by", "on") if entry.kind.asked else ("towards", "by")
        way = out if hub in entry.subjects else back
        others = others if hub in entry.subjects else [e for e in others if e in entry.subjects]
    return f"{entry.kind.label} {way} {joined(short(e, reading) for e in others)}"


def voices(entry: Entry, reading: Reading) -> list[str]:
    """Whose word a record is, each once, with those through whom the source has it."""
    return list(
        dict.fromkeys(" via ".join(chain(c, reading)[: None if c.author else -1]) for c in entry.claims)
    )


def number(count: int) -> str:
    """A small number in words, a larger one in figures."""
    names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return names[count] if count < len(names) else str(count)


def claims(entry: Entry, reading: Reading) -> list[list[object]]:
    """The claims of a record, those of one voice and stance together.

    Each is its stance, its words after the first ("by the article of 1 January 2026"), the sentences at
    which it stands (id and number of the source), who spoke, then who relayed it, and on which day somebody
    spoke of whom the source tells.
    """
    numbers = {source.name: number for number, source in enumerate(reading.sources)}
    grouped: dict[tuple[str, str, tuple[str, ...], str], list[list[object]]] = {}
    for claim in entry.claims:
        place: list[object] = [claim.sid or "whole source", numbers.get(claim.source, 0)]
        day = "" if claim.author else words(claim.said, "event")
        said = (claim.warrant, spoken(claim, reading), chain(claim, reading), day)
        grouped.setdefault(said, []).append(place)
    return [[stance, words_, at, chain_, day] for (stance, words_, chain_, day), at in grouped.items()]


def chain(claim: Citation, reading: Reading) -> tuple[str, ...]:
    """Who spoke, and who passed it on, down to the source itself."""
    author = source_name(claim.source, reading)
    passed = tuple(the(legible(name)) for name in claim.via)
    return (author, *passed) if claim.author else (the(legible(claim.voice)), *passed, author)


def spoken(claim: Citation, reading: Reading, *, alone: bool = False) -> str:
    """A claim in words after its stance: condition, voice, day of speaking, chain.

    Of a source that is `alone`, the day on which it appeared and that it relays others are left out.
    """
    voice, *relays = chain(claim, reading)
    relays = relays[:-1] if alone else relays
    voice += f", {claim.office}" if claim.office and not claim.author else ""
    said = _day_of_speaking(claim, reading) if not (alone and claim.author) else ""
    given = f"{condition(claim, reading)}, " if claim.stance == "conditional" else ""
    if claim.given and not given:
        said += f", if {condition(claim, reading)}"
    relayed = "".join(f"; relayed by {name}" for name in relays)
    return f"{given}{STANCE_WORDS[claim.warrant][1]} {voice}{said}{relayed}"


def _day_of_speaking(claim: Citation, reading: Reading) -> str:
    """When somebody spoke; for the source's own word the day on which it appeared."""
    if claim.said:
        exact = re.fullmatch(r"\d{4}-\d\d-\d\d", claim.said)
        return f", {words(claim.said, 'event')} ({'day ' if exact else ''}stated)"
    issued = [s.issued for s in reading.sources if claim.author and s.issued and s.name == claim.source]
    return f" of {bare(words(issued[0], 'event'))}" if issued else ", no date stated"


def lead(entry: Entry, reading: Reading) -> str:
    """What stands before a record whose voice does not simply expect it; empty for any other."""
    if entry.stance == "conditional":
        return f"{STANCE_WORDS[entry.stance][0]} {condition(entry.claims[0], reading)}"
    if entry.stance not in (*EXPECTED, "supposed"):
        return ""
    own = set(voices(entry, reading))
    others = [reading.entries[iri] for iri in entry.linked("conflictsWith") if iri in reading.entries]
    alike = EXPECTED if entry.stance in EXPECTED else ("supposed",)
    rivals = [e for e in others if e.stance in alike and own & set(voices(e, reading))]
    if not rivals:
        return ""
    what, each = ("Expected as", "") if entry.stance in EXPECTED else ("Named only as", " ifs")
    return f"{what} one of {number(1 + len(rivals))}{each}"


def condition(claim: Citation, reading: Reading) -> str:
    """On what a claim depends, for after "if"."""
    return joined(_given(label, reading) for label in claim.given) or "a condition is met"


def _given(label: str, reading: Reading) -> str:
    """A record as a condition; what is owed has to be met, and only a name keeps its capital."""
    entry = next((e for e in reading.entries.values() if e.label == label), None)
    if entry is None:
        return label
    if entry.commitment:
        return f"this {entry.kind.label} is met: {lowered(label.partition(': ')[2] or label)}"
    ends = (*entry.subjects, *entry.objects, *entry.linked("participant"))
    named = any(label.startswith(reading.name(iri).split(" ")[0]) for iri in ends)
    return label if named else lowered(label)


def source_name(name: str, reading: Reading) -> str:
    """What a source is called: "the article" where it is the only one, else its own name."""
    if len(reading.sources) == 1:
        return reading.sources[0].brief
    return name


def web_address(url: str | None) -> str | None:
    """A source's address if it is one that may become a link: http or https.

    >>> web_address("javascript:alert(1)"), web_address("https://example.org/a")
    (None, 'https://example.org/a')
    """
    return url if url and re.match(r"https?://", url, re.IGNORECASE) else None
