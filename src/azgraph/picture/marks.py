"""The marks of time: which record becomes which mark on the lanes, over which days.

A mark's sort says how it is drawn: `bar` (a relation over time), `now` (one known only
at the time of writing), `coin` (something that happened, to the day, within a span, or by
a day), `early` (before the first day of the scale), `pill` (expected), `stage` (of a
text), `owed` and `met` (a commitment), `end` (without a date, in the lane end).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from azgraph.names import STATUS
from azgraph.picture.entries import Entry
from azgraph.picture.lives import Life
from azgraph.picture.reading import Reading
from azgraph.picture.scale import EXPECTED
from azgraph.picture.standing import gates
from azgraph.picture.wording import bare, lowered
from azgraph.when import Bounds, bounds, parse

FULL = (
    {"reported": 0, "denied": 3}
    | dict.fromkeys(("opinion", "alleged", "supposed"), 1)
    | dict.fromkeys(EXPECTED, 2)
)
"""How full a mark is by its stance: full, tinted, hollow, hollow and struck."""
APART = "; "
"""What stands between the words of records that have one mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark for one record, or for several of one sort, sign, fullness and time.

    It begins between `start` and `start_by` and ends between `end_from` and `end`, in ISO
    text; a missing `start` is one that is not stated, a missing `end` an open one. `words`
    stand by it where those of its records would not do; of several records they are apart
    by semicolons.
    """

    sort: str
    entries: tuple[Entry, ...]
    start: str | None = None
    start_by: str | None = None
    end_from: str | None = None
    end: str | None = None
    words: str = ""

    @property
    def sign(self) -> int:
        """The sign of its records."""
        return self.entries[0].sign or 0

    @property
    def full(self) -> int:
        """How full it is."""
        return FULL[self.entries[0].stance]

    @property
    def weight(self) -> float:
        """The weight of its weightiest record."""
        return max(abs(entry.kind.weight) for entry in self.entries)

    @property
    def texts(self) -> tuple[str, ...]:
        """The few words of each of its records, once each."""
        texts = self.words.split(APART) if self.words else (entry.short for entry in self.entries)
        return tuple(dict.fromkeys(texts))

    @property
    def text(self) -> str:
        """The least that is written by it: of several records at least that there are more."""
        first, *more = self.texts
        return min(", ".join(self.texts), f"{first} and more", key=len) if more else first


def mark(entry: Entry, reading: Reading) -> Mark:
    """The mark of a record."""
    days = _bounds(entry, reading.scale.last if entry.stance in EXPECTED else reading.scale.turn)
    words = _words(entry, reading)
    made = Mark("coin", (entry,), days.start, days.start_by, words=words)
    if entry.when is None:
        return _undated(replace(made, start=None, start_by=entry.start_by))
    if entry.stance in EXPECTED:
        return replace(made, sort="pill")
    if entry.commitment and entry.counts:
        return _owed(replace(made, end_from=days.end_from, end=days.end), reading)
    if entry.event or not parse(entry.when).interval or entry.stance == "denied":
        last = days.start_by or days.start
        if last and last < reading.scale.first:
            early = f"{words or entry.short}, {bare(entry.dates)}"
            return replace(made, sort="early", words=early)
        return made
    if days.start_by and days.start_by < reading.scale.first and days.start_by[:4] == (days.start or "")[:4]:
        years = f" since {days.start_by[:4]}"
        if days.end and days.end < reading.scale.turn:
            years = f", {days.start_by[:4]} to {days.end[:4]}"
        made = replace(made, words=f"{words or entry.short}{years}")
    return replace(made, sort="bar", end_from=days.end_from, end=days.end)


def _undated(made: Mark) -> Mark:
    """A reported relation without a date is known at the time of writing; all else has the lane end."""
    entry = made.entries[0]
    if entry.event or not entry.counts or entry.start_by is None:
        return replace(made, sort="end", start_by=None)
    return replace(made, sort="owed" if entry.commitment else "now")


@dataclass(frozen=True, slots=True)
class _Days:
    start: str | None
    start_by: str | None
    end_from: str | None
    end: str | None


def _bounds(entry: Entry, last: str) -> _Days:
    """The four days between which a record begins and ends, as far as the rules or the text give them.

    What is said to have happened on or after some day may have happened until the sources' `last`.
    """
    text = bounds(entry.when, entry.kind.shape) if entry.when else Bounds()
    end_from, end = (None if day is None else day.isoformat() for day in (text.end_from, text.end))
    if entry.possible and entry.possible[1]:
        end = entry.possible[1]
    if entry.sure and entry.sure[1]:
        end_from = entry.sure[1]
    start_by = entry.start_by
    if entry.kind.shape == "event":
        end = None
        if text.start and not text.start_by and start_by == entry.start:
            start_by = max(last, text.start.isoformat())
    elif text.start_by and not start_by:
        start_by = text.start_by.isoformat()
    if end_from and end:
        end_from = min(end_from, end)
    return _Days(entry.start, start_by, end_from if end else None, end)


def _words(entry: Entry, reading: Reading) -> str:
    moved = entry.linked("moves")
    if moved and entry.kind.stage and entry.stance in EXPECTED:
        own = entry.short != entry.kind.label
        return entry.short if own else f"{reading.name(moved[0])}, {entry.kind.label}"
    if moved and entry.kind.stage:
        return f"{reading.name(moved[0])} {reading.stage_names.get(entry.kind.stage, '')}".strip()
    if entry.commitment and entry.short == entry.kind.label:
        _, colon, rest = entry.label.partition(": ")
        return f"{entry.kind.label}: {lowered(rest)}" if colon else entry.label
    return ""


def _owed(made: Mark, reading: Reading) -> Mark:
    """A commitment: met over the days on which the rules say so, else open."""
    stages = reading.stages.get(made.entries[0].iri, ())
    for stage in stages:
        if stage.iri == str(STATUS.met) and (stage.possible or stage.sure):
            surely = stage.sure[0] if stage.sure else None
            perhaps = stage.possible[0] if stage.possible else None
            return replace(made, sort="met", end_from=perhaps or surely, end=surely or perhaps)
    return replace(made, sort="owed")


def stages(life: Life, reading: Reading) -> list[Mark]:
    """A text that moves on and still waits, as the marks of its dated steps on one line; else none."""
    thing = reading.things.get(life.thing)
    steps = [s for s in life.steps if s.record and s.sort in ("stage", "expected")]
    dated = [(s, entry) for s in steps if s.record and (entry := reading.entries[s.record]).when]
    if thing is None or thing.sort != "text" or not life.waits:
        return []
    if sum(step.sort == "stage" for step, _ in dated) < 2:
        return []
    found: list[Mark] = []
    for step, entry in dated:
        days = _bounds(entry, reading.scale.turn)
        words = step.label if step.sort == "stage" else f"{entry.kind.label} expected"
        words = words if found else f"{life.name}: {words}"
        found.append(Mark("stage", (entry,), days.start, days.start_by, days.end_from, days.end, words))
    return found


def holding_up(entries: Iterable[Entry], reading: Reading) -> set[str]:
    """The commitments that an expected event waits for."""
    return {gate.iri for event in entries for gate in gates(event, reading)}


def together(marks: Iterable[Mark], of: Callable[[Mark], object]) -> list[Mark]:
    """Marks that agree in something as one mark, the weightiest record first."""
    grouped: dict[object, list[Mark]] = defaultdict(list)
    for one in marks:
        grouped[of(one)].append(one)
    return [_merged(group) for group in grouped.values()]


def _merged(group: list[Mark]) -> Mark:
    group = sorted(group, key=lambda m: (-m.weight, m.entries[0].iri))
    entries = tuple(entry for one in group for entry in one.entries)
    starts, ends = [one.start for one in group], [one.end for one in group]
    texts = dict.fromkeys(text for one in group for text in one.texts)
    return replace(
        group[0],
        entries=entries,
        words=APART.join(texts) if any(one.words for one in group) else "",
        start=None if None in starts else min(filter(None, starts)),
        start_by=max(filter(None, (one.start_by for one in group)), default=None),
        end_from=min(filter(None, (one.end_from for one in group)), default=None),
        end=None if None in ends else max(filter(None, ends)),
    )
