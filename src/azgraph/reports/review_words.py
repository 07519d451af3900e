"""Names, days, records and their evidence in the words of a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rdflib import URIRef

from azgraph.conclusions import Conclusion
from azgraph.measures import Pair
from azgraph.names import local
from azgraph.networks import collapse, explain
from azgraph.phrases import the
from azgraph.reports.document import capital, dates, day_words, evidence, sign
from azgraph.reviews import Review

STANDS = {1: "cooperative", -1: "strained", 0: "neither cooperative nor strained"}
SORTS = {"close": "cooperative", "strained": "strained", "even": "neither cooperative nor strained"}
# A name with a common noun in it takes an article; those of states and persons have none.
_COMMON = re.compile(
    r"(?<!')\b(?!of\b|and\b|the\b|not\b|s\b)[a-z]{3,}"
    r"|^(?!.*'s ).*\b(Agenda|Charter|Commission|Committee|Corridor|Declaration|Group|Organi[sz]ation)\b"
)
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def joined(words: Iterable[str]) -> str:
    """Words as a list in a sentence.

    >>> joined(["Armenia", "China", "Iran"])
    'Armenia, China and Iran'
    """
    listed = list(words)
    return " and ".join(filter(None, [", ".join(listed[:-1]), *listed[-1:]]))


def counted(number: int, word: str, many: str = "") -> str:
    """A number with its noun, small ones in letters.

    >>> counted(1, "pair"), counted(16, "record"), counted(0, "pair")
    ('one pair', '16 records', 'no pairs')
    """
    told = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{told} {word if number == 1 else many or word + 's'}"


def times(number: int) -> str:
    """How often something happened.

    >>> times(1), times(2), times(4)
    ('once', 'twice', 'four times')
    """
    return {1: "once", 2: "twice"}.get(number) or counted(number, "time")


def toned(tone: float) -> str:
    r"""A tone as it is written, whole and with its sign.

    >>> toned(3.9), toned(-0.4) == "\N{MINUS SIGN}<1", toned(0)
    ('+4', True, '0')
    """
    if abs(tone) < 1e-9:
        return "0"
    return f"{sign(tone)}{abs(round(tone)) if abs(tone) >= 1 else '<1'}"


def articled(name: str) -> str:
    """A name as it stands in a sentence, be it of a state, a person, a body or a text.

    >>> articled("Russia"), articled("Joint Declaration of Azerbaijan and Armenia")
    ('Russia', 'the Joint Declaration of Azerbaijan and Armenia')
    """
    name = the(name)
    return name if name.startswith("the ") or not _COMMON.search(name) else f"the {name}"


@dataclass(frozen=True, slots=True)
class Words:
    """The words for what a review tells."""

    told: Review

    def name(self, thing: str) -> str:
        """A thing as it stands in a sentence."""
        return articled(self.told.names.get(thing, local(thing)))

    def names(self, things: Iterable[str]) -> str:
        """Things in a sentence, by name."""
        return joined(sorted((self.name(thing) for thing in things), key=lambda n: n.removeprefix("the ")))

    def partner(self, pair: Pair) -> str:
        """The one of a pair whom it is not told about."""
        return self.name(pair.other if pair.one == str(self.told.about) else pair.one)

    def pair(self, nodes: tuple[str, ...]) -> str:
        """A pair, the one of the two whom it is told about first."""
        return " and ".join(self.name(n) for n in sorted(nodes, key=lambda n: (n != str(self.told.about), n)))

    def pairs(self, pairs: Iterable[tuple[str, ...]]) -> str:
        """Pairs in a sentence, those of whom it is told about by their partners."""
        about = str(self.told.about)
        listed = list(pairs)
        partners = [next(n for n in nodes if n != about) for nodes in listed if about in nodes]
        others = [self.pair(nodes) for nodes in listed if about not in nodes]
        own = f"{self.name(about)} with {self.names(partners)}" if partners else ""
        return ", ".join(filter(None, [own, *others]))

    def told_label(self, record: str) -> str:
        """A record as a sentence, with its time."""
        statement = self.told.account.statements[URIRef(record)]
        return f"{statement.label}, {dates(statement)}"

    def label(self, record: str) -> str:
        """A record as a sentence."""
        return self.told.names.get(record, local(record))

    def cited(self, records: Iterable[str]) -> str:
        """The sentences that records rest on."""
        statements = self.told.account.statements
        return evidence(
            [c for record in records for c in statements[URIRef(record)].citations], self.told.terms
        )

    def pulls(self, pair: Pair, day: date) -> dict[str, float]:
        """What each record of a pair adds to its tone on a day, by its age too; the strongest first."""
        return {share.record: share.pull for share in explain(collapse(self.told.network, day), *pair.nodes)}

    def weightiest(self, pair: Pair, way: int, day: date, *, standing: bool = False) -> str | None:
        """The record of a pair that pulls most one way on a day; with `standing`, of those that go on."""
        statements = self.told.account.statements
        for record, pull in self.pulls(pair, day).items():
            if pull * way > 0 and not (standing and statements[URIRef(record)].event):
                return record
        return None

    def ways(self, pair: Pair) -> dict[int, int]:
        """How many records of a pair are cooperative (1), strained (-1) and neither (0)."""
        weights = [self.told.account.statements[URIRef(record)].weight for record in pair.records]
        return Counter((weight > 0) - (weight < 0) for weight in weights)

    def day(self, day: date) -> str:
        """A day in words."""
        return day_words(day)

    def source(self) -> str:
        """The line under a picture."""
        sources = self.told.terms.sources
        named = "; ".join(s.name + (f", {day_words(s.issued)}" if s.issued else "") for s in sources)
        many = "One source" if len(sources) == 1 else f"{len(sources)} sources"
        return f"{many}: {named}."

    def conclusion(self, found: Conclusion) -> str:
        """A conclusion as a clause."""
        if found.sort in SORTS:
            return f"{self.pair(found.nodes)} {SORTS[found.sort]}"
        if found.sort in ("frustrated", "balanced"):
            return f"the triad of {self.names(found.nodes)} {found.sort}"
        first, one, other = found.nodes
        if found.sort == "between":
            return f"{self.name(first)} alone between {self.name(one)} and {self.name(other)}"
        return f"{self.pair((one, other))} joined by nothing but what is told with {self.name(first)}"

    def conclusions(self, found: Iterable[Conclusion]) -> str:
        """Conclusions in a sentence: pairs by how they stand, brokers by how many they join."""
        listed = list(found)
        parts = []
        for sort, word in SORTS.items():
            pairs = [c.nodes for c in listed if c.sort == sort]
            if pairs:
                parts.append(f"{self.pairs(pairs)} ({word})")
        parts += [self.conclusion(c) for c in listed if c.sort in ("frustrated", "balanced", "depends")]
        brokers: dict[str, list[Conclusion]] = {}
        for c in listed:
            if c.sort == "between":
                brokers.setdefault(c.nodes[0], []).append(c)
        parts += [
            f"{self.name(broker)} alone between {counted(len(pairs), 'pair')} of others"
            for broker, pairs in brokers.items()
        ]
        return capital("; ".join(parts))
