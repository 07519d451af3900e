"""What is written by a mark where its record does not fit in full: the label without the names of its row.

These are rules of thumb for short descriptions in the present tense. Whatever they do not
surely understand has no gist, and is called by its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from azgraph.picture.entries import Entry
from azgraph.picture.reading import Reading

PLACES = "with|to|towards|between|on|from|by|in"
"""After these a name of the row goes without saying; after "of" both do, as one alone tells whose."""
LOOSE = rf"^({PLACES}|of|up|off|out|away|down|mostly|\w+ly)$"
"""A last word to which something is lacking."""
WEAK = "is|are|was|were|had|may|might|can|could|will|would|shall|should|must"
"""What begins with one of these is no short name of anything."""
TURNED = r"\b(not|no|never|without|if|unless|only|nor|neither|hardly|except)\b|n't"
"""What is cut behind one of these may say the opposite."""
LONG = 30
"""Letters beyond which what only explains is left out too."""


def gists(entry: Entry, reading: Reading, ends: Iterable[str]) -> tuple[str, ...]:
    """A record in ever fewer words of its label, for the row of some ends; none if its kind says as much."""
    names = {name for iri in ends for name in _names(iri, reading)}
    found = shortened(entry.label, names)
    number = re.match(r"[A-Z]\w+ \d+\w*(?= )", entry.label)
    if not found and number and entry.kind.shape != "event":
        return (f"{number[0]}: {entry.kind.label}",)
    return tuple(words for words in found if _stems(words) - _stems(entry.kind.label))


def shortened(label: str, names: Iterable[str]) -> list[str]:
    """A label without some names, then also without what only explains.

    >>> shortened("Armenia restricts goods that cross its territory to Iran", ["Armenia", "Iran"])
    ['restricts goods that cross its territory', 'restricts goods']
    >>> shortened("Iran and Armenia hold a summit in Yerevan", ["Armenia", "Iran"])
    ['hold a summit in Yerevan']
    >>> shortened("Armenia and Georgia send envoys", ["Armenia"]), shortened("Iran is a friend", ["Iran"])
    ([], [])
    """
    one = f"(?:[Tt]he )?(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})"
    end = r"(?!['\u2019\w,-]| and [A-Zt])"
    some = rf"{one}(?:, {one})*(?: and {one})?{end}"
    text = re.sub(rf" (?:(?:{PLACES}) {some}|of {one} and {one}{end})", "", label)
    text = re.sub(r" in \d{4}$", "", text)
    rest = re.sub(rf"^{some} (?=[a-z])", "", text)
    active = rest != text
    rest = re.sub(r"^(has|have) an? ", "", rest) if active else rest
    words = rest.split()
    if rest == label or re.match(rf"({WEAK})\b", rest) or len(words) < 2 or re.match(LOOSE, words[-1]):
        return []
    short = _cut(rest, active=active) if len(rest) > LONG else rest
    return [rest] if short == rest else [rest, short]


def _cut(text: str, *, active: bool) -> str:
    """A text up to what explains it: behind a verb and what it governs, or behind a short sentence."""
    for found in re.finditer(r" (that|over|for|through|as) ", text):
        words = text[: found.start()].split()
        if re.search(rf"{TURNED}|\b(that|{WEAK})\b", " ".join(words)):
            break
        least = 2 if active and found[1] == "that" else 3
        if len(words) >= least and not re.search(r"ly$|^(a|an|the|its|their|it)$", words[-1]):
            return " ".join(words)
    return text


def _names(iri: str, reading: Reading) -> set[str]:
    thing = reading.things.get(iri)
    return {reading.name(iri), *((thing.full, *filter(str.isupper, thing.other)) if thing else ())}


def _stems(words: str) -> set[str]:
    """The beginnings of the longer words, relations apart, which every record is about."""
    return {word[:4] for word in re.findall(r"[^\W\d_]{4,}", words.lower())} - {"rela", "thei"}
