"""Records in words, from the phrase of their kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
_BOUND_WORDS = {STATUS.moreThan: "more than ", STATUS.lessThan: "less than ", STATUS.about: "about "}


def record_label(graph: Graph, ontology: Graph, record: Node, names: Mapping[Node, str]) -> str:
    """A record as a short neutral sentence of at most 90 characters.

    The coder's own description if it is short enough; else the kind's phrase, filled with
    the names of the things; where the record lacks what the phrase needs, or the sentence
    grows too long, the kind's name and the pair.
    """
    own = str(graph.value(record, DCTERMS.description) or "").rstrip(".")
    if own and len(own) <= LONGEST:
        return own
    kind = graph.value(record, AZ.kind)
    phrase = str(ontology.value(kind, AZ.phrase) or "")
    slots = {slot: _joined(graph, record, predicate, names) for slot, predicate in _SLOTS.items()}
    slots["value"] = _value(graph, record)
    if phrase and all(slots[slot] for slot in slots if "{" + slot + "}" in phrase):
        text = phrase.format(**slots)
        if len(text) <= LONGEST:
            return text
    sort = str(ontology.value(kind, RDFS.label) or local(kind)).capitalize()
    pair = " and ".join(slots[slot] for slot in ("subject", "object") if slots[slot])
    return (f"{sort}: {pair}" if pair else f"{sort}, {local(record)}")[:LONGEST]


def _joined(graph: Graph, record: Node, predicate: Node, names: Mapping[Node, str]) -> str:
    terms = sorted(names.get(term) or local(term) for term in graph.objects(record, predicate))
    return terms[0] if len(terms) == 1 else f"{', '.join(terms[:-1])} and {terms[-1]}" if terms else ""


def _value(graph: Graph, record: Node) -> str:
    value = graph.value(record, AZ.value)
    if value is None:
        return ""
    number = f"{float(str(value)):,.10g}" if "." in str(value) else f"{int(str(value)):,}"
    return _BOUND_WORDS.get(graph.value(record, AZ.bound), "") + number  # type: ignore[call-overload, no-any-return]


def the(name: str) -> str:
    """A name as it stands inside a sentence.

    >>> the("United Kingdom"), the("Russia")
    ('the United Kingdom', 'Russia')
    """
    return f"the {name}" if re.match(r"(United|Netherlands|European|OSCE|Organi[sz]ation)\b", name) else name
