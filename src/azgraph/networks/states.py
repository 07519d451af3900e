"""For which state an actor acts: its own, the one it is part of, the one it holds office in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache

from azgraph.names import AZ, KIND
from azgraph.snapshots import Days, record_spans
from azgraph.store import Links

Window = tuple[str | None, str | None] | None


def states_for(links: Links, types: Mapping[str, str]) -> Callable[[str, Window], tuple[str, ...]]:
    """A function from an actor and a window of days to the states that it acts for.

    A ministry acts for the state it is `az:partOf`, at any remove. A person acts for the
    state that a record which counts says they held an office in, possibly within the
    window: what somebody did before or after an office is not the state's act.
    """
    wholes, offices = links.many(AZ.partOf), _offices(links)

    @cache
    def of_thing(thing: str) -> tuple[str, ...]:
        seen, waiting = {thing}, [thing]
        while waiting:
            current = waiting.pop()
            if types.get(current) == "State":
                return (current,)
            waiting += sorted(set(wholes.get(current, ())) - seen)
            seen.update(waiting)
        return ()

    def standing(thing: str, window: Window) -> tuple[str, ...]:
        held = [
            state for body, days in offices.get(thing, ()) if _meet(days, window) for state in of_thing(body)
        ]
        return of_thing(thing) or tuple(dict.fromkeys(held))

    return standing


def _offices(links: Links) -> dict[str, list[tuple[str, Days]]]:
    roles = {record for record, kind in links[AZ.kind] if kind == str(KIND.officeHolder)}
    if not roles:
        return {}
    held = record_spans(links)
    persons, bodies = links.one(AZ.subject), links.one(AZ.object)
    found: dict[str, list[tuple[str, Days]]] = defaultdict(list)
    for role in sorted(roles):
        days = held[role].possible
        if days is not None and role in persons and role in bodies:
            found[persons[role]].append((bodies[role], days))
    return found


def _meet(days: Days, window: Window) -> bool:
    if window is None:
        return True
    first, last = window
    return (last is None or days.first.isoformat() <= last) and (
        first is None or first <= days.last.isoformat()
    )
