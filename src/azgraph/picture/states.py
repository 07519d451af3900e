"""What surely stands on a day, and one sentence on it, by rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from azgraph.phrases import plural
from azgraph.picture.days import maybe, surely, within
from azgraph.picture.entries import Entry
from azgraph.picture.lives import Step, lives
from azgraph.picture.wording import bare, called, capital, common, joined, number
from azgraph.when import words

if TYPE_CHECKING:
    from azgraph.picture.drawing import Drawing


def standing(drawn: Drawing, day: str, held: Callable[[Entry, str], bool] = surely) -> list[Entry]:
    """The relations and measures between actors of the picture that surely or maybe stand on a day."""
    members = [e for threads in drawn.mini.threads.values() for thread in threads for e, _ in thread.records]
    return list({e.iri: e for e in members if e.stands and held(e, day)}.values())


def state(drawn: Drawing, day: str) -> str:
    """One sentence on a day: which strained relations stand, how many may, how far the text is that waits."""
    if day > drawn.reading.newest:
        return f"No source here speaks of a day after {bare(words(drawn.reading.newest, 'event'))} as past."
    held = standing(drawn, day)
    strained = sorted((e for e in held if e.sign == -1), key=lambda e: (e.kind.weight, e.iri))
    kinds: dict[str, list[Entry]] = {}
    for entry in strained:
        kinds.setdefault(entry.kind.label, []).append(entry)
    listed = [f"{_many(kind, len(some))} ({joined(_few(_who(some, drawn)))})" for kind, some in kinds.items()]
    verb = "stands" if len(strained) == 1 else "stand"
    nothing = "Nothing strained surely stands" if held else "Nothing surely stands"
    told = f"{capital(joined(listed))} {verb}" if listed else nothing
    perhaps = sum(e.sign == -1 for e in standing(drawn, day, maybe)) - len(strained)
    told += f"; {number(perhaps)} {'more ' if listed else ''}may" if perhaps else ""
    return f"{told}{_text(drawn, day)}."


def _few(names: list[str], most: int = 3) -> list[str]:
    listed = list(dict.fromkeys(names))
    return listed if len(listed) <= most else [*listed[:most], f"{len(listed) - most} more"]


def _many(kind: str, count: int) -> str:
    return kind if count == 1 else f"{number(count)} {plural(kind)}"


def _who(entries: list[Entry], drawn: Drawing) -> list[str]:
    """With whom each of some records of a kind is; where only some come from the hub, which way."""
    hub = drawn.web.hub
    both_ways = len({hub in e.subjects for e in entries}) > 1 and not entries[0].kind.symmetric
    return [_way(entry, drawn) if both_ways else _named(entry, drawn) for entry in entries]


def _way(entry: Entry, drawn: Drawing) -> str:
    """By whom a record is, or towards whom, where the other is the hub."""
    by, towards = (joined(called(e, drawn.reading) for e in ends) for ends in (entry.subjects, entry.objects))
    if drawn.web.hub in entry.subjects:
        return f"towards {towards}"
    return f"by {by}" + ("" if drawn.web.hub in entry.objects else f" towards {towards}")


def _named(entry: Entry, drawn: Drawing) -> str:
    ends = dict.fromkeys((*entry.subjects, *entry.objects))
    return joined(drawn.reading.name(end) for end in ends if end != drawn.web.hub)


def _text(drawn: Drawing, day: str) -> str:
    """The stage of the first text that waits, as far as it has a date, and how many conditions are open."""
    reading = drawn.reading
    for life in lives(reading, drawn.web):
        thing = reading.things.get(life.thing)
        reached = [step for step in life.steps if step.sort == "stage" and _there(step, drawn, day)]
        ends = life.nodes if not drawn.web.narrowed or drawn.web.hub in life.nodes else ()
        if thing is None or thing.sort != "text" or not life.waits or not reached or len(ends) < 2:
            continue
        gates = [reading.entries[s.record] for s in life.steps if s.sort == "gate" and s.record]
        is_open = sum(within(entry.shown, day) for entry in gates)
        conditions = f", {number(is_open)} condition{'' if is_open == 1 else 's'} open" if is_open else ""
        return f"; {common(life.name)} {reached[-1].label}{conditions}"
    return ""


def _there(step: Step, drawn: Drawing, day: str) -> bool:
    entry = drawn.reading.entries[step.record] if step.record else None
    return (
        entry is not None
        and entry.when is not None
        and within(step.perhaps, day)
        and within(entry.shown, day)
    )
