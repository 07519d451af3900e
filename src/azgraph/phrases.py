"""Records in words, from the phrase of their kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import DCTERMS, RDFS, Graph
from rdflib.term import Node

from azgraph.names import AZ, STATUS, local

LONGEST = 90
"""The most characters that a label has."""

_SLOTS = {
    "subject": AZ.subject,
    "object": AZ.object,
    "about": AZ.about,
    "moves": AZ.moves,
    "ends": AZ.ends,
    "office": AZ.office,
    "unit": AZ.unit,
}
_DESCRIBED = (
    r"(Countries|Neighbours|Forces|Officials|Voices|Figures|Leaders|Lawmakers|Member|New team|Team)\b"
)
_WITH_ARTICLE = (
    r"^(?!.*:)([A-Z]{2,6}$|United\b|(?i:.*\b(states|kingdom|netherlands|union|group|world|organi[sz]ation|"
    r"commission|committee|council|republic|ministry|congress|embassy|leadership|authorities|forces)\b))"
)
_BOUND_WORDS = {STATUS.moreThan: "more than ", STATUS.lessThan: "less than ", STATUS.about: "about "}


@dataclass(frozen=True, slots=True)
class Wording:
    """How records of a kind are told: its phrase, the slots that it needs filled, its name."""

    phrase: str
    needs: tuple[str, ...]
    sort: str

    def of(self, slots: Mapping[str, str], record: str) -> str:
        """A record in words, from what fills the slots."""
        if self.phrase and all(slots.get(slot) for slot in self.needs):
            text = self.phrase.format(**slots)
            if len(text) <= LONGEST:
                return text
        pair = " and ".join(slots[slot] for slot in ("subject", "object") if slots[slot])
        return (f"{self.sort}: {pair}" if pair else f"{self.sort}, {local(record)}")[:LONGEST]


def wording(ontology: Graph, kind: Node | None) -> Wording:
    """The wording of a kind."""
    phrase = str(ontology.value(kind, AZ.phrase) or "")
    needs = tuple(slot for slot in (*_SLOTS, "value") if "{" + slot + "}" in phrase)
    return Wording(phrase, needs, str(ontology.value(kind, RDFS.label) or local(kind)).capitalize())


def record_label(graph: Graph, ontology: Graph, record: Node, names: Mapping[Node, str]) -> str:
    """A record as a short neutral sentence of at most 90 characters.

    The coder's own description if it is short enough; else the kind's phrase, filled with
    the names of the things; where the record lacks what the phrase needs, or the sentence
    grows too long, the kind's name and the pair.
    """
    own = str(graph.value(record, DCTERMS.description) or "").rstrip(".")
    if own and len(own) <= LONGEST:
        return own
    slots = {slot: _joined(graph, record, predicate, names) for slot, predicate in _SLOTS.items()}
    slots["value"] = _value(graph, record)
    return wording(ontology, graph.value(record, AZ.kind)).of(slots, str(record))


def _joined(graph: Graph, record: Node, predicate: Node, names: Mapping[Node, str]) -> str:
    terms = sorted(names.get(term) or local(term) for term in graph.objects(record, predicate))
    return terms[0] if len(terms) == 1 else f"{', '.join(terms[:-1])} and {terms[-1]}" if terms else ""


def _value(graph: Graph, record: Node) -> str:
    value = graph.value(record, AZ.value)
    if value is None:
        return ""
    exact = Decimal(str(value))  # as the same number however it is spelt
    number = f"{int(exact):,}" if exact == int(exact) else f"{float(exact):,.10g}"
    return _BOUND_WORDS.get(graph.value(record, AZ.bound), "") + number  # type: ignore[call-overload, no-any-return]


def the(name: str) -> str:
    """A name as it stands inside a sentence.

    People who are called by what they are have no capital there.

    >>> the("United States"), the("Russia"), the("OTS"), the("Neighbours of Russia")
    ('the United States', 'Russia', 'the OTS', 'neighbours of Russia')
    """
    if re.match(_DESCRIBED, name):
        return name[:1].lower() + name[1:]
    return f"the {name}" if re.search(_WITH_ARTICLE, name) else name


def plural(word: str) -> str:
    """The plural of a noun.

    >>> plural("body"), plural("promise"), plural("embargo")
    ('bodies', 'promises', 'embargoes')
    """
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh", "go")) else "s")


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "record"), counted(0, "body")
    ('1 record', '0 bodies')
    """
    return f"{number} {noun if number == 1 else plural(noun)}"
