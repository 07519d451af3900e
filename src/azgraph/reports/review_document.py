"""A whole report, in words: what to know first, briefing, changes, network, trials, method and limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from azgraph.citations import Citation
from azgraph.conclusions import Conclusion
from azgraph.measures.pairs import pair_of
from azgraph.names import local
from azgraph.reports import brief_document, change_document
from azgraph.reports.document import Document, Drawn, Line, Section, capital, line, told_by
from azgraph.reports.network_sections import (
    bodies_section,
    brokers_section,
    dependence_section,
    pairs_section,
    triads_section,
)
from azgraph.reports.review_method import data_section, limits_section, method_section
from azgraph.reports.review_words import SORTS, STANDS, Words, articled, counted, joined, times, toned
from azgraph.reviews import Review
from azgraph.robustness import Trial

_MOST = 10
_BRIEFED = ("Agreements", "Measures in force", "Owed", "Expected", "Disputed or denied", "Not known")
_CHANGED = ("Stands otherwise than before", "Happened")


def document(told: Review, pictures: Iterable[Drawn] | None = None) -> Document:
    """A review in words, with pictures where they belong; None says that there was nothing to draw with."""
    words = Words(told)
    drawn = {picture.name: picture for picture in pictures or ()}
    sections = [
        _shown(pairs_section(told, words), drawn, "tones", "ego", "matrix"),
        bodies_section(told, words),
        *_changes(told),
        *_brief(told),
        _shown(triads_section(told, words), drawn, "triads"),
        brokers_section(told, words),
        dependence_section(told, words),
        _opinion(told, words),
        _trials(told, words),
        method_section(told),
        limits_section(told, words, drawn=pictures is not None),
        data_section(told, words),
    ]
    shown = tuple(section for section in (_short(told, words), *sections) if section.lines)
    about = f"How states stand around {words.name(str(told.about))}" if told.about else "How states stand"
    how = "In brackets: the sentences that it rests on. What is not marked possibly is sure by its dates."
    chosen = f" Told under a choice: {joined(told.choices)}." if told.choices else ""
    title = f"{about}, from {words.day(told.first)} to {words.day(told.last)}"
    return Document(title, f"{told_by(told.terms)} {how}{chosen}", shown)


def _shown(section: Section, drawn: dict[str, Drawn], *names: str) -> Section:
    return replace(section, pictures=tuple(drawn[name] for name in names if name in drawn))


def _short(told: Review, words: Words) -> Section:
    """The findings, each in one sentence, the records in the sections below."""
    lines = _standing(told, words)
    for history in told.histories:
        first, last = history.steps[0], history.steps[-1]
        if last.triad and not last.triad.balanced:
            turned = sum(bool(step.turned) for step in history.steps[1:])
            sides = joined(f"{words.pair(pair.nodes)} {STANDS[pair.sign]}" for pair in last.triad.pairs)
            main = [words.weightiest(pair, pair.sign, told.last) for pair in last.triad.pairs]
            often = f"turned {times(turned)}" if turned else "has not turned"
            text = f"{words.names(history.nodes)}: {sides}. The triad {often} since {words.day(first.day)}"
            lines.append(Line("Frustrated", text, words.cited(record for record in main if record)))
    if not any(h.steps[-1].triad and not h.steps[-1].triad.balanced for h in told.histories):
        lines.append(Line("Frustrated", "no triad"))
    for found in told.conclusions:
        if found.sort == "depends":
            lines.append(Line("Hangs on one", capital(words.conclusion(found)), words.cited(found.records)))
    projects = [held.carrier for held in told.held if held.sort == "project"]
    if projects and not any(carrier.lost for carrier in projects):
        names = words.names(carrier.thing for carrier in projects)
        lines.append(Line("Hangs on no corridor", f"Without any one of {names} every pair keeps a tie"))
    for trial in told.trials:
        if trial.sort in ("author", "undated") and trial.gone:
            gone = "" if trial.kept < len(trial.gone) else f"; gone are: {words.conclusions(trial.gone)}"
            lines.append(Line("Not robust", f"{_done(trial)}, {_fallen(trial, told)}{gone}"))
    return Section("In short", tuple(lines))


def _standing(told: Review, words: Words) -> list[Line]:
    """With whom the one it is told about stands how, each with its tone and on its weightiest record."""
    found = []
    for sort, word in SORTS.items():
        nodes = [c.nodes for c in told.conclusions if c.sort == sort and str(told.about) in c.nodes]
        pairs = [pair_of(told.after, *pair) for pair in nodes]
        partners = joined(f"{words.partner(pair)} ({toned(pair.tone)})" for pair in pairs)
        main = [words.weightiest(pair, pair.sign, told.last) or pair.records[0] for pair in pairs]
        if pairs:
            text = f"{capital(words.name(str(told.about)))} with {partners}: {word} on balance"
            found.append(Line(f"On {words.day(told.last)}", text, words.cited(main)))
    return found


def _fallen(trial: Trial, told: Review) -> str:
    whole = len(told.conclusions)
    if whole < 2:
        stays = "stays" if trial.kept else "falls"
        return f"the one conclusion {stays}" if whole else "there was no conclusion to fall"
    return f"{trial.kept} of {whole} conclusions stay{'s' * (trial.kept == 1)}"


def _changes(told: Review) -> list[Section]:
    found = {s.title: s for s in change_document.document(told.changes).sections}
    command = f"azgraph changes {told.first} {told.last}"
    titles = dict(zip(_CHANGED, ("What changed", "What happened"), strict=True))
    return [
        _cut(replace(found[name], title=title), f"{command} lists all")
        for name, title in titles.items()
        if name in found
    ]


def _brief(told: Review) -> list[Section]:
    if told.brief is None:
        return []
    found = {s.title: s for s in brief_document.document(told.brief).sections}
    where = f"azgraph brief {local(told.brief.actor)} --json lists all"
    return [
        _cut(replace(found[name], title=f"{told.brief.name}: {name.lower()}"), where)
        for name in _BRIEFED
        if name in found
    ]


def _cut(section: Section, where: str) -> Section:
    """The first lines of a section, how many are left, and what lists them."""
    lines = section.lines
    left = 0
    if not lines[-1].head and (more := re.match(r"And (\d+) more;", lines[-1].text)):
        lines, left = lines[:-1], int(more[1])
    if len(lines) > _MOST + 1:
        lines, left = lines[:_MOST], left + len(lines) - _MOST
    told = (Line("", f"And {left} more; {where}"),) if left else ()
    return replace(section, lines=(*lines, *told))


def _opinion(told: Review, words: Words) -> Section:
    """What would be another finding if opinions or allegations counted, and the judgements themselves."""
    lines = []
    for trial in told.trials:
        if trial.sort in ("opinion", "alleged"):
            head = f"Only if {'opinions' if trial.sort == 'opinion' else 'allegations'} counted"
            lines += [
                Line(
                    head,
                    _otherwise(found, trial.gone, words),
                    words.cited(_added(found, told)),
                )
                for found in trial.new
                if found.sort in (*SORTS, "frustrated", "balanced")
            ]
    if not lines:
        lines.append(Line("", "No conclusion would be another if opinions or allegations counted"))
    judged = [s for s in told.judged if _authors(s.citations)]
    lines += [line(statement, told.terms) for statement in judged[:_MOST]]
    if judged[_MOST:]:
        lines.append(Line("", f"And {len(judged) - _MOST} more; azgraph ask judgements lists all"))
    note = (
        "None of this makes a tie, and no conclusion of this report rests on it. First what would be another "
        "conclusion, then the author's judgements and allegations about how two stand or what one did to the "
        "other, the weightiest first."
    )
    return Section("Rests on the author's opinion alone", tuple(lines), note)


def _authors(citations: tuple[Citation, ...]) -> bool:
    return all(claim.author for claim in citations)


def _otherwise(found: Conclusion, gone: tuple[Conclusion, ...], words: Words) -> str:
    before = next((c for c in gone if c.nodes == found.nodes), None)
    instead = f" instead of {SORTS.get(before.sort, before.sort)}" if before else ""
    return capital(words.conclusion(found)) + instead


def _added(found: Conclusion, told: Review) -> list[str]:
    known = {record for c in told.conclusions for record in c.records}
    return [record for record in found.records if record not in known]


def _trials(told: Review, words: Words) -> Section:
    """What each omission does to the findings; those that do nothing in one line."""
    lines, idle = [], []
    for trial in told.trials:
        if not trial.gone and not trial.new:
            idle.append(_done(trial))
            continue
        more = []
        if trial.gone and trial.kept < len(trial.gone):
            kept = [c for c in told.conclusions if c not in trial.gone]
            more.append(Line("Stays", words.conclusions(kept) or "nothing"))
        elif trial.gone:
            more.append(Line("Goes", words.conclusions(trial.gone)))
        if trial.new:
            more.append(Line("Comes", words.conclusions(trial.new)))
        lines.append(Line(_done(trial), _fallen(trial, told), more=tuple(more)))
    if idle:
        lines.append(Line("Nothing changes", joined([idle[0], *(t[:1].lower() + t[1:] for t in idle[1:])])))
    if len(told.terms.sources) == 1:
        lines.append(
            Line("Without its one source", "nothing is left; no second source bears any of this out")
        )
    soft = [c for c in told.conclusions if not c.firm]
    if soft:
        whole = len(told.conclusions)
        many = f"{len(soft)} of {counted(whole, 'conclusion')}" if whole > 1 else "the one conclusion"
        text = f"{many}: {words.conclusions(soft)}"
        lines.append(Line("One record less would undo", text))
    note = (
        "A conclusion says that a pair is cooperative, strained or neither, that a triad is balanced or "
        "frustrated, that one state alone stands between two, or that a pair is lost without one thing. "
        f"On {words.day(told.last)} there {_many(len(told.conclusions))}. "
        "Each line leaves out or lets in one thing and asks again."
    )
    return Section("What would change the conclusions", tuple(lines), note)


def _many(conclusions: int) -> str:
    return "is one" if conclusions == 1 else f"are {conclusions or 'none'}"


def _done(trial: Trial) -> str:
    return {
        "author": f"Without the author's own word ({trial.name})",
        "voice": f"Without the word of {articled(trial.name)}",
        "source": f"Without {trial.name}",
        "opinion": "If opinions counted as facts",
        "alleged": "If allegations counted as facts",
        "undated": "Without records that have no date",
        "ageless": "If events did not lose weight with age",
        "possible": "If what only possibly stands counted",
    }[trial.sort]
