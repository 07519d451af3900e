"""Which conclusions change when a voice, a source, or a choice of method is left out or let in.

Each test runs the conclusions again on what is left and compares them with all of them: what
is gone, what is new, how many stay. With one source nothing is left without it; that is a
limit of the data, and no test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rdflib import DCTERMS, RDF, RDFS, Graph, URIRef

from azgraph.conclusions import Conclusion, conclude
from azgraph.names import AZ, STATUS, local, short
from azgraph.policies import Policy, apply
from azgraph.store import Links
from azgraph.turtle import plain_graph

Told = Literal["author", "voice", "source", "opinion", "alleged", "undated", "ageless", "possible"]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Trial:
    """What becomes of the conclusions when one thing is told otherwise.

    `sort` says what was done: the author's or another voice left out, a source left out, the
    author's opinions or the allegations let in, records without a date left out, events that
    do not grow old, what only possibly stands let in. `name` is the voice or source.
    """

    sort: Told
    name: str
    kept: int
    gone: tuple[Conclusion, ...]
    new: tuple[Conclusion, ...]


def trials(
    graph: Graph,
    day: date,
    told: tuple[Conclusion, ...],
    *,
    stances: frozenset[str] | None = None,
    progress: Progress = lambda _: None,
) -> tuple[Trial, ...]:
    """Every trial of some conclusions on a day, those about whose word counts first.

    A trial without effect is there too, since that nothing changes is worth knowing. `stances`
    are those that the graph was made with, where they were chosen.

    >>> from azgraph import load
    >>> graph, day = load(), date(2025, 12, 31)
    >>> found = trials(graph, day, conclude(graph, day))
    >>> [len(trial.gone) for trial in found if trial.name == "Vernon Coaker"]
    [0]
    """
    found = []
    for sort, name, conclusions in _retold(graph, day, stances, progress):
        before, after = ({c.key: c for c in listed} for listed in (told, conclusions))
        gone = tuple(c for key, c in before.items() if key not in after)
        new = tuple(c for key, c in after.items() if key not in before)
        found.append(Trial(sort, name, len(before) - len(gone), gone, new))
    return tuple(found)


def _retold(
    graph: Graph, day: date, stances: frozenset[str] | None, progress: Progress
) -> Iterator[tuple[Told, str, tuple[Conclusion, ...]]]:
    held = plain_graph()
    held += graph  # what is read again and again passes from the store to Python once
    links = Links(graph)
    labels, voices = links.one(RDFS.label), vouching(graph)
    written = {author for _, author in links[DCTERMS.creator]}
    everyone = frozenset(URIRef(voice) for _, voice in links[AZ.by])
    for voice in sorted(voices, key=lambda voice: (voice not in written, labels.get(voice, voice))):
        name = labels.get(voice, local(voice))
        progress(f"without {name}")
        left = apply(held, Policy(voices=everyone - {URIRef(voice)}, stances=stances))
        yield "author" if voice in written else "voice", name, conclude(left, day)
    sources = sorted(URIRef(str(source)) for source in graph.subjects(RDF.type, AZ.Source))
    for source in sources if len(sources) > 1 else ():
        progress(f"without {labels.get(str(source), short(source))}")
        left = apply(held, Policy(without_sources=frozenset({source}), stances=stances))
        yield "source", labels.get(str(source), short(source)), conclude(left, day)
    counted = stances or frozenset({"reported"})
    more: tuple[tuple[Told, str], ...] = (("opinion", "opinion"), ("alleged", "alleged"))
    for sort, stance in more:
        progress(f"with {stance}")
        if stance not in counted:
            yield sort, "", conclude(apply(held, Policy(stances=counted | {stance})), day)
    progress("other methods")
    yield "undated", "", conclude(graph, day, without=undated(graph))
    yield "ageless", "", conclude(graph, day, half_life=None)
    yield "possible", "", conclude(graph, day, sure=False)


def vouching(graph: Graph) -> set[str]:
    """The voices that report or deny something: no other one can change what counts.

    >>> from azgraph import load
    >>> len(vouching(load()))
    6
    """
    links = Links(graph)
    stances = {stance for stance, value in links[AZ.makesFacts] if value == "true"} | {str(STATUS.denied)}
    weighty = {claim for claim, stance in links[AZ.stance] if stance in stances}
    return {voice for claim, voice in links[AZ.by] if claim in weighty}


def undated(graph: Graph) -> frozenset[str]:
    """The records to which the source gives no time."""
    links = Links(graph)
    return frozenset(links.one(AZ.kind)) - {*links.one(AZ.when), *links.one(AZ.start)}
