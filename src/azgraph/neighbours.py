"""Whom an actor is joined with most, for the answer that two have nothing between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rdflib import URIRef

from azgraph.phrases import the
from azgraph.statements import Account

PARTNERS = ("State", "Organisation", "Actor")


@dataclass(frozen=True, slots=True)
class Near:
    """An actor, and with whom how many records join it, or events where only their months are known."""

    name: str
    partners: tuple[tuple[str, int], ...]


def neighbours(account: Account, actor: URIRef, most: int = 3) -> Near:
    """Those whom most records join an actor with, states first.

    >>> from azgraph import load
    >>> from azgraph.names import ID
    >>> from azgraph.statements import read
    >>> neighbours(read(load()), ID.AZE, most=1).partners[0][0]
    'Armenia'
    """
    own = account.family(actor)
    events, months = Counter[URIRef](), Counter[URIRef]()
    for statement in account.statements.values():
        sides = ({*statement.linked("subject")}, {*statement.linked("object")})
        for here, there in (sides, sides[::-1]):
            for other in there - own if here & own else ():
                if account.sorts.get(other) in PARTNERS:
                    months[other] += statement.volume
                    events[other] += statement.counts and not statement.volume
    found = events if events.total() else months
    ranked = sorted(
        (other for other, many in found.items() if many),
        key=lambda other: (account.sorts[other] != "State", -found[other], account.name(other)),
    )
    return Near(account.name(actor), tuple((account.name(other), found[other]) for other in ranked[:most]))


def in_words(near: Near) -> str:
    """Whom an actor is joined with most, as it ends a sentence.

    >>> in_words(Near("Bangladesh", (("Vietnam", 2), ("Nepal", 1))))
    'Bangladesh with Vietnam (2) and Nepal (1)'
    """
    partners = [f"{the(name)} ({many:,})" for name, many in near.partners]
    listed = " and ".join(filter(None, [", ".join(partners[:-1]), *partners[-1:]]))
    return f"{the(near.name)} with {listed or 'nobody'}"
