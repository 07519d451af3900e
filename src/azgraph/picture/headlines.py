"""Headline and standfirst by rule: the strongest change or open question, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from azgraph.picture.bands import APART, COOPERATIVE, ENDED, STRAINED, UNSETTLED, WARM, band
from azgraph.picture.days import FIRST, maybe, over, surely, turns
from azgraph.picture.entries import Entry
from azgraph.picture.reading import Reading
from azgraph.picture.standing import counts, reaches, stage_on, waiting
from azgraph.picture.ties import Web
from azgraph.picture.wording import between, called, capital, common, joined, number, short

LONGEST, LONG = 70, 27
"""How long a headline may be, and a name that it bears."""
_WEAKEST = ("closer", "signs", "possible", "perhaps")


def headlines(web: Web, reading: Reading) -> list[tuple[str, str]]:
    """The headline and the days from which it holds."""
    if web.hub is None:
        return [(FIRST, _hubless(web))]
    days = turns(reach for tie in web.of(web.hub) for reach in reaches(tie, reading))
    return over(days, lambda day: headline(web, reading, day))


def headline(web: Web, reading: Reading, day: str) -> str:
    """One line on a day, 70 characters at most: who is closer, who is strained, what is open."""
    if web.hub is None:
        return _hubless(web)
    bands = {node: band(node, web, reading, day) for node in web.nodes if node != web.hub}
    tied = [n for n, name in bands.items() if name not in (APART, ENDED) and _counted(n, web, day)]
    if not tied:
        never = not any(tie.drawn() for tie in web.of(web.hub))
        text = f"No record {'here ' if never else ''}ties {called(web.hub, reading)} to another"
        text += "" if never else " on this day"
        return text if never or len(text) <= LONGEST else "Nothing stands on this day"
    warm = [n for n in tied if bands[n] in WARM]
    close = [n for n in warm if bands[n] != COOPERATIVE]
    cold = [n for n in tied if bands[n] == STRAINED or (bands[n] == UNSETTLED and _tense(n, web, day))]
    loose = [n for n in tied if bands[n] == UNSETTLED and n not in cold and _signed(n, web, day)]

    def with_whom(what: str, nodes: list[str], *, shared: bool = True) -> list[str]:
        return [f"{what} {names}" for names in _names(nodes, tied if shared else [], web, reading, day)]

    what, friends = ("closer to", close) if close else _warm(warm, web, day)
    parts = [with_whom(what, friends), with_whom("strained with", cold), _open(web, reading, day)]
    if not close:  # what is sure comes before signs
        parts[:2] = parts[1::-1]
    if not parts[2]:
        parts[2] = with_whom("unsettled with", loose, shared=False)
    return _fitted([part for part in parts if part], called(web.hub, reading))


def _warm(warm: list[str], web: Web, day: str) -> tuple[str, list[str]]:
    """What is to be said of those of whom no cooperative relation is sure, and of whom of them.

    Neither events nor what one is or owes bring closer.
    """
    held = {n: [e for e in _drawn(n, web) if e.sign == 1 and maybe(e, day)] for n in warm}
    events = [n for n in warm if any(e.event for e in held[n])]
    if events:
        sure = all(any(e.event and surely(e, day) for e in held[n]) for n in events)
        return f"{'' if sure else 'possible '}signs of cooperation with", events
    return "perhaps closer to", [n for n in warm if any(e.stands for e in held[n])]


def _tense(node: str, web: Web, day: str) -> bool:
    """Whether a strained relation, more than a single measure, surely stands though much eases it."""
    return any(
        e.sign == -1 and e.kind.record_class == "Relation" and surely(e, day) for e in _drawn(node, web)
    )


def _drawn(node: str, web: Web) -> list[Entry]:
    spoke = web.spoke(node)
    return [] if spoke is None else spoke.drawn()


def _signed(node: str, web: Web, day: str) -> bool:
    """Whether anything warm or cold joins a node to the hub, of which "unsettled" is a finding."""
    spoke = web.spoke(node)
    found = counts(spoke, day) if spoke else {}
    return bool(found.get(1) or found.get(-1))


def _counted(node: str, web: Web, day: str) -> bool:
    spoke = web.spoke(node)
    return spoke is not None and any(counts(spoke, day).values())


def _names(nodes: list[str], tied: list[str], web: Web, reading: Reading, day: str) -> list[str]:
    """Some of those tied to the hub in ever fewer words; of many, those with most records are named.

    Whose name is longer than a headline bears is not named. Without `tied` no share of them is told: what
    little joins the unsettled is no finding of most.
    """

    def many(node: str) -> int:
        spoke = web.spoke(node)
        return -sum(counts(spoke, day).values()) if spoke else 0

    names = [short(node, reading) for node in sorted(nodes, key=lambda n: (many(n), n))]
    if len(names) < 3:
        long = any(len(name) > LONG for name in names)
        fewer = ["another" if len(names) == 1 else "others"] if long else []
        return [joined(names), names[0], *fewer] if names else []
    share = "all" if len(nodes) == len(tied) else "most" if 2 * len(nodes) > len(tied) > 0 else ""
    return [share] if share else [f"{names[0]} and others", "some"]


def _open(web: Web, reading: Reading, day: str) -> list[str]:
    """The text that waits for its next stage, one that waits for a condition first."""
    entries = tuple(entry for tie in web.of(web.hub or "") for entry in tie.direct)
    for event in waiting(entries, reading):
        thing, next_ = reading.things.get(event.linked("moves")[0]), event.kind.stage or ""
        stage = stage_on(event.linked("moves")[0], reading, day)
        if (
            stage
            and thing
            and thing.sort == "text"
            and reading.stage_order[stage] < reading.stage_order[next_]
        ):
            return [f"the {common(thing.name)} not {reading.stage_names[next_]}"]
    return []


def changed(web: Web, reading: Reading, first: str, last: str) -> str:
    """What surely went and came between two days, with whom; empty where that is nothing.

    Where a kind went with one partner and stands with another, that is told of too, lest it
    seems to be gone altogether. That a text moved on is told before a closeness of less weight.
    """
    ties = web.of(web.hub) if web.hub and web.narrowed else web.ties.values()  # of its own alone
    entries, moved = reading.entries, moves(web, reading)
    step = next((i for i in moved if surely(entries[i], last) and not maybe(entries[i], first)), None)
    drawn = {e.iri: e for tie in ties for e in tie.drawn() if e.stands and e.when is not None}
    ranked = sorted(drawn.values(), key=lambda e: (-abs(e.kind.weight), e.iri))
    gone = [e for e in ranked if _ended(e, first, last)]
    standing = [e for e in ranked if surely(e, last)]
    here = sorted((e for e in standing if e.start and not maybe(e, first)), key=lambda e: e.kind.weight >= 0)
    gone[1:] = sorted(gone[1:], key=lambda e: e.kind not in {h.kind for h in here})
    heavy = [e for e in here if e.kind.weight < 0 or (step and e.kind.weight >= entries[step].kind.weight)]
    sizes = [(2, 2), (2, 1), (1, 2), (1, 1), (1, 0), (0, 1)]
    ways = [(heavy, size, moved[step]) for size in sizes[:4]] if step else []
    for came, (most, more), clause in [*ways, *((here, size, "") for size in sizes)]:
        some = gone[:most], came[:more]
        told = {e.kind for e in some[1]}
        stays = [e for e in standing if e.kind in {g.kind for g in some[0]} - told]
        listed = ((some[0], "went"), (some[1], "came"), (stays[:1], "stands"))
        parts = [
            f"{joined(between(e, reading, web.hub) for e in part)} {verb}" for part, verb in listed if part
        ]
        parts += [f"and {clause}" if parts else clause] if clause else []
        if parts and len(text := ", ".join(parts)) <= LONGEST:
            return capital(text)
    return ""


def moves(web: Web, reading: Reading) -> dict[str, str]:
    """What is to be said of each event that took a text of its ties further, by its IRI.

    Texts that wait for a next stage first, as in the headline of a day, then those that came more than
    one stage; of each the last stage first. What is only expected took nothing further.
    """
    entries = tuple(e for tie in (web.of(web.hub) if web.hub else web.ties.values()) for e in tie.direct)
    waits = [event.linked("moves")[0] for event in waiting(entries, reading)]
    steps: dict[str, list[Entry]] = {thing: [] for thing in waits}
    for e in entries:
        if e.counts and e.when and e.kind.stage and e.linked("moves"):
            steps.setdefault(e.linked("moves")[0], []).append(e)
    return {
        e.iri: _moved(reading.things[thing].name, reading.stage_names[e.kind.stage or ""])
        for thing, found in steps.items()
        if thing in reading.things and reading.things[thing].sort == "text"
        if thing in waits or len({e.kind.stage for e in found}) > 1
        for e in sorted(found, key=lambda e: (e.start_by or "", e.iri), reverse=True)
    }


def _moved(name: str, stage: str) -> str:
    """That a text came to a stage, in a clause that holds for good: "the peace treaty was initialled"."""
    *noun, last = stage.split(" ")
    whose = f"the {' '.join(noun)} of " if noun and last.endswith("ed") else ""
    return f"{whose}the {common(name)} {f'was {last}' if last.endswith('ed') else f'came to be {stage}'}"


def _ended(entry: Entry, first: str, last: str) -> bool:
    """Whether a relation surely ended between two days."""
    end = entry.sure and entry.sure[1]
    return bool(end and first <= end and not maybe(entry, last) and maybe(entry, first))


def _fitted(parts: list[list[str]], hub: str) -> str:
    """Join the parts, each in as many words as there is room for; where none fit, the weakest go."""
    for some in _fewer(parts):
        forms = product(*(range(len(part)) for part in some))
        for form in sorted(forms, key=lambda each: (sum(each), each[::-1])):
            told = [part[each] for part, each in zip(some, form, strict=True)]
            text = ", ".join(told[:-1]) + (", and " if len(told) > 1 else "") + told[-1]
            text = re.sub(r"^(the .*) not ", r"\1 is not ", text)  # alone it is a sentence
            if len(text) <= LONGEST:
                return capital(text)
    return f"Where {hub} stands"


def _fewer(parts: list[list[str]]) -> Iterator[list[list[str]]]:
    """All parts, then without a weak one, without the last, and so on."""
    while parts:
        yield parts
        strong = [part for part in parts if not part[0].startswith(_WEAKEST)]
        if strong and strong != parts:
            yield strong
        parts = parts[:-1]


def _hubless(web: Web) -> str:
    tied = sum(1 for tie in web.ties.values() if any(entry.drawn for entry in tie.direct))
    if not tied:
        return "No record here ties two actors"
    if web.pairs_left_out:
        who = "actor is" if web.left_out == 1 else "actors are"
        left = f"; {web.left_out:,} {who} left out" if web.left_out else ""
        return f"The {tied:,} strongest of {tied + web.pairs_left_out:,} pairs{left}"
    ties = "one tie" if tied == 1 else f"{number(tied)} ties"
    return f"{number(len(web.nodes)).capitalize()} actors and {ties} between them"
