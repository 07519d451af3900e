"""A briefing on an actor, or on a pair: what stands on a day, what is owed, expected, disputed, unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rdflib import Graph, URIRef

from azgraph.coverage import Unitemised, unitemised
from azgraph.displayable import Displayable
from azgraph.errors import InputError
from azgraph.names import AZ, short
from azgraph.neighbours import PARTNERS, Near, neighbours
from azgraph.snapshots import newest_day
from azgraph.statements import (
    CHANGES,
    EXPECTED,
    Account,
    Statement,
    Terms,
    come,
    importance,
    read,
    source_order,
)
from azgraph.when import Bounds

_HOLDING = ("Relation", "Measure", "Role")
Sides = tuple[frozenset[URIRef], frozenset[URIRef] | None]


@dataclass(frozen=True, slots=True)
class Point:
    """A statement, and whether it surely or possibly stands, or has happened, on the brief's day.

    The certainty is empty for what is only said.
    """

    statement: Statement
    certainty: str


@dataclass(frozen=True, slots=True)
class Partner:
    """How an actor stands with another: what holds, and the weightiest and the last dated event."""

    actor: URIRef
    name: str
    standing: tuple[Point, ...]
    weightiest: Point | None
    latest: Point | None
    dated: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Text:
    """An agreement, its stage and the event that took it there, the next step and what that waits for."""

    text: URIRef
    name: str
    stage: str
    certainty: str
    event: Statement | None
    expected: tuple[Statement, ...]
    waits: tuple[tuple[Statement, str], ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A commitment, its condition on the day, what meets or breaks it, and what else is said of it."""

    statement: Statement
    condition: str
    certainty: str
    event: Statement | None
    said: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is only alleged or only judged about somebody, what is alleged first, then by weight."""

    name: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Brief(Displayable):
    """One page on an actor, or a pair: see the fields' own classes.

    `story` is a pair's in order of time, `undated` what it has without a date. `silent`
    names partners without a dated statement, `open` how many relations that surely stand with
    whom have no stated beginning, `lifted` the measures that an event has ended, `counted`
    what the source counts without naming it. `near` is only there where nothing joins a pair.
    """

    actor: URIRef
    name: str
    partner: URIRef | None
    partner_name: str
    day: date
    partners: tuple[Partner, ...]
    story: tuple[Point, ...]
    undated: tuple[Point, ...]
    texts: tuple[Text, ...]
    measures: tuple[Point, ...]
    lifted: tuple[tuple[Statement, Statement], ...]
    owed: tuple[Due, ...]
    expected: tuple[Statement, ...]
    disputed: tuple[tuple[Statement, Statement], ...]
    denied: tuple[Statement, ...]
    judged: tuple[Judged, ...]
    silent: tuple[str, ...]
    open: tuple[tuple[str, int], ...]
    counted: tuple[Unitemised, ...]
    terms: Terms
    near: tuple[Near, ...] = ()


def brief(graph: Graph, actor: URIRef, *, day: date | None = None, partner: URIRef | None = None) -> Brief:
    """A briefing on an actor, or on an actor and a partner, on a day; by default the newest source's.

    >>> from azgraph import load
    >>> from azgraph.names import ID
    >>> told = brief(load(), ID.AZE, partner=ID.GBR)
    >>> [text.stage for text in told.texts]
    ['signed']

    Errors: InputError where the partner is the actor.
    """
    if partner == actor:
        raise InputError(f"{short(actor).removeprefix(':')} is named twice; name another actor as partner")
    account, day = read(graph), day or newest_day(graph)
    wanted = account.concerns(actor) if partner is None else _shared(account, actor, partner)
    found = sorted((account.statements[iri] for iri in wanted), key=importance)
    partners = _partners(account, actor, day)
    sides = _sides(account, (actor, partner))
    own = [s for s in found if not _strange(s, *sides)]
    story = [] if partner is None else _story(account, [s for s in own if _told(s, day)])
    named = [p for p in partners if partner in (None, p.actor)]
    silent = partner is not None and not found
    return Brief(
        actor, account.name(actor), partner, account.name(partner) if partner else "", day,
        partners=tuple(p for p in named if p.standing or p.latest),
        story=tuple(Point(s, come(s.held, day)) for s in story if s.dated),
        undated=tuple(
            Point(s, come(s.held, day)) for s in story if not s.dated and s.record_class != "Commitment"
        ),
        texts=_texts(account, account.texts(actor) & (account.texts(partner or actor)), day),
        measures=_measures(found, sides, day),
        lifted=_lifted(account, found, sides, day),
        owed=_owed(account, own, day),
        expected=tuple(s for s in found if s.stance in EXPECTED),
        disputed=_disputed(account, found),
        denied=tuple(s for s in found if s.stance == "denied"),
        judged=_judged(account, found, actor, partner),
        silent=tuple(p.name for p in named if not p.dated and (p.standing or p.latest)),
        open=_open(named),
        counted=() if partner else _counted(graph, actor),
        terms=account.terms,
        near=tuple(neighbours(account, end) for end in (actor, partner) if end) if silent else (),
    )  # fmt: skip


def _shared(account: Account, one: URIRef, other: URIRef) -> frozenset[URIRef]:
    """What concerns both, without what joins one of them with a third state or body.

    Unless a record between the two is about it, as with a text that one signs with a third.
    """
    sides = account.family(one), account.family(other)
    own = sides[0] | sides[1]

    def foreign(statement: Statement) -> bool:
        ends = statement.linked("subject", "object")
        third = any(account.sorts.get(e) in ("State", "Organisation") and e not in own for e in ends)
        return third and all(statement.linked(name) for name in ("subject", "object"))

    both = account.joins(one) & account.joins(other)
    near = account.concerns(one) & account.concerns(other)
    between = [account.statements[iri] for iri in both if _between(account.statements[iri], *sides)]
    topics = {topic for statement in between for topic in statement.linked("about")}
    return both | {iri for iri in near if iri in topics or not foreign(account.statements[iri])}


def _point(statement: Statement, day: date) -> Point:
    return Point(statement, statement.standing(day))


def _between(statement: Statement, one: frozenset[URIRef], other: frozenset[URIRef] | None) -> bool:
    """Whether a record joins two sides; without another side, whether it has one of its ends there."""
    subjects, objects = {*statement.linked("subject")}, {*statement.linked("object")}
    if other is None:
        return bool(one & (subjects | objects))
    return bool((one & subjects and other & objects) or (one & objects and other & subjects))


def _partners(account: Account, actor: URIRef, day: date) -> list[Partner]:
    """Those whom records join with an actor, by docs/decisions/importance.md."""
    own = account.family(actor)
    joined: dict[URIRef, list[Statement]] = {}
    for statement in account.statements.values():
        others = {*statement.linked("subject", "object")} - own if _between(statement, own, None) else set()
        for other in others:
            if account.sorts.get(other) in PARTNERS and _between(statement, own, frozenset({other})):
                joined.setdefault(other, []).append(statement)
    found = [_partner(account, other, statements, day) for other, statements in joined.items()]
    return sorted(found, key=lambda p: (-p.weight, p.name, p.actor))


def _partner(account: Account, other: URIRef, statements: list[Statement], day: date) -> Partner:
    counting = sorted((s for s in statements if s.standing(day) and not s.volume), key=importance)
    holding = [_point(s, day) for s in counting if s.record_class in _HOLDING]
    felt = [s for s in _felt(account, other, statements) if s.standing(day)]
    months = [s for s in statements if s.volume and _day(s) <= day and not counting]
    events = [s for s in (*counting, *felt) if s.event and s.dated and _day(s) <= day] or months
    latest = max(
        events, key=lambda s: (_day(s), not s.linked("partOf"), abs(s.weight), s.record), default=None
    )
    before = [s for s in events if s != latest] or events
    weightiest = max(before, key=lambda s: (abs(s.weight), _day(s), s.record), default=None)
    return Partner(
        other,
        account.name(other),
        tuple(sorted(holding, key=lambda p: p.certainty != "surely")),
        None if weightiest is None else _point(weightiest, day),
        None if latest is None else _point(latest, day),
        any(s.bounds != Bounds() for s in (*counting, *months)),
        # A part is not weighed beside its whole, nor a meeting beside what it brings about.
        sum(abs(s.weight) for s in counting if s.tier < 2 and not s.linked("partOf"))
        + sum(s.volume for s in months),
    )


def _felt(account: Account, other: URIRef, statements: list[Statement]) -> list[Statement]:
    """What a partner does with third ones and a record between the two is about, as a text it signs."""
    topics = {topic for statement in statements for topic in statement.linked("about")}
    found = [account.statements[t] for t in sorted(topics) if t in account.statements]
    return [s for s in found if s not in statements and other in s.linked("subject", "object")]


def _day(statement: Statement) -> date:
    """The first day that a text gives, else its latest; for what stood already, the first sure one."""
    bounds, sure = statement.bounds, statement.held.sure
    return bounds.start or bounds.start_by or (sure.first if sure else None) or bounds.end_from or date.min


def _told(statement: Statement, day: date) -> bool:
    """Whether a record belongs into a story: it came about by the day, or is said to have, with a date."""
    if statement.record_class == "Role" or _day(statement) > day:
        return False
    possible = statement.held.possible
    return possible.first <= day if possible else statement.stance == "alleged" and statement.dated


def _story(account: Account, statements: list[Statement]) -> list[Statement]:
    """Statements in order of time; where days are equal, as the source tells them.

    What is about, part of or dependent on another is not told before it.
    """
    keys: dict[URIRef, tuple[date, int]] = {}

    def key(statement: Statement, path: tuple[URIRef, ...] = ()) -> tuple[date, int]:
        if statement.record not in keys:
            links = statement.linked("about", "partOf", "dependsOn", *CHANGES)
            others = [account.statements[iri] for iri in links if iri in account.statements]
            path = (*path, statement.record)
            behind = [key(s, path) for s in others if s.counts and s.dated and s.record not in path]
            day = max([_day(statement), *(day for day, _ in behind)])
            keys[statement.record] = day, 1 + max((n for d, n in behind if d == day), default=-1)
        return keys[statement.record]

    return sorted(
        statements,
        key=lambda s: (key(s)[0], source_order(s.citations), key(s)[1], s.record),
    )


def _texts(account: Account, texts: Iterable[URIRef], day: date) -> tuple[Text, ...]:
    found = []
    for text in sorted(texts):
        stage, certainty = account.stage_on(text, day)
        moving = [s for s in account.changing(text) if text in s.linked("moves")]
        coming = tuple(s for s in moving if s.stance in EXPECTED)
        done = [
            s for s in moving if s.standing(day) and s.stage and account.stage_name(s.stage, None) == stage
        ]
        waits = dict.fromkeys(iri for s in coming for iri in s.linked("dependsOn"))
        records = [account.statements[iri] for iri in waits if iri in account.statements]
        if stage or coming:
            gates = tuple((s, _condition(account, s, day)) for s in records)
            found.append(
                Text(text, account.name(text), stage, certainty, done[0] if done else None, coming, gates)
            )
    return tuple(sorted(found, key=lambda t: (not t.waits, not t.expected, t.event is None, t.name)))


def _condition(account: Account, commitment: Statement, day: date) -> str:
    """What has become of a commitment by a day, and when."""
    condition = account.stage_on(commitment.record, day)[0] or "open"
    done = [e for e in account.changing(commitment.record) if e.standing(day) and e.dated]
    return f"{condition} {done[0].dates}" if done else condition


def _sides(account: Account, actors: tuple[URIRef, URIRef | None]) -> Sides:
    return account.family(actors[0]), None if actors[1] is None else account.family(actors[1])


def _measures(found: list[Statement], sides: Sides, day: date) -> tuple[Point, ...]:
    return tuple(
        _point(s, day)
        for s in found
        if s.record_class == "Measure" and s.standing(day) and _between(s, *sides)
    )


def _lifted(
    account: Account, found: list[Statement], sides: Sides, day: date
) -> tuple[tuple[Statement, Statement], ...]:
    """Measures that stand no longer, each with the event that surely ended it by the day."""
    return tuple(
        (s, event)
        for s in found
        if s.record_class == "Measure" and not s.standing(day) and _between(s, *sides)
        for event in account.changing(s.record)[:1]
        if event.standing(day) == "surely"
    )


def _owed(account: Account, found: list[Statement], day: date) -> tuple[Due, ...]:
    """Commitments that count, with their condition and what is alleged of them or bears on them."""
    dues = []
    for s in found:
        condition, certainty = account.stage_on(s.record, day)
        if s.record_class != "Commitment" or not condition:
            continue
        changing = account.changing(s.record)
        done = [e for e in changing if e.standing(day)]
        said = [e for e in changing if not e.counts] + [
            e
            for e in found
            if e.event
            and s.record in e.linked("about")
            and (e.stance == "alleged" or e.standing(day) == "surely")
        ]
        dues.append(Due(s, condition, certainty, done[0] if done else None, tuple(_once(said))))
    return tuple(dues)


def _strange(statement: Statement, own: frozenset[URIRef], other: frozenset[URIRef] | None) -> bool:
    """Whether a commitment is that of somebody outside a pair."""
    ends = {*statement.linked("subject", "object")}
    return statement.record_class == "Commitment" and other is not None and not ends <= own | other


def _disputed(account: Account, found: list[Statement]) -> tuple[tuple[Statement, Statement], ...]:
    return tuple(
        (s, account.statements[rival])
        for s in found
        for rival in s.linked("conflictsWith")
        if s.record < rival and rival in account.statements
    )


def _judged(
    account: Account, found: list[Statement], actor: URIRef, partner: URIRef | None
) -> tuple[Judged, ...]:
    """What is only alleged or judged, by those whom it is about."""
    own = account.family(actor)
    groups: dict[str, list[Statement]] = {}
    for s in found:
        if s.stance not in ("alleged", "opinion") or s.counts:
            continue
        ends = [end for o in s.linked("subject", "object") for end in account.parties.get(o, (o,))]
        others = [partner] if partner else [r for o in ends if (r := account.root(o)) not in own]
        for other in dict.fromkeys(others or [actor]):
            groups.setdefault(account.name(other), []).append(s)
    judged = [
        Judged(name, tuple(sorted(listed, key=lambda s: (s.stance != "alleged", importance(s)[1:]))))
        for name, listed in groups.items()
    ]
    return tuple(sorted(judged, key=lambda j: (-len(j.statements), j.name)))


def _open(partners: list[Partner]) -> tuple[tuple[str, int], ...]:
    """How many of the relations that surely stand with each partner have no stated beginning."""
    sure = [(p.name, [q.statement for q in p.standing if q.certainty == "surely"]) for p in partners]
    counts = [(name, sum(s.bounds.start is None for s in standing)) for name, standing in sure]
    return tuple((name, count) for name, count in counts if count)


def _counted(graph: Graph, actor: URIRef) -> tuple[Unitemised, ...]:
    own = {short(figure) for figure in graph.subjects(AZ.subject, actor)}
    return tuple(figure for figure in unitemised(graph) if figure.record in own)


def _once(statements: Iterable[Statement]) -> Iterable[Statement]:
    return {s.record: s for s in statements}.values()
