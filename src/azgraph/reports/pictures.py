"""The pictures of a report, each under a title that says what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azgraph.measures import find_pairs
from azgraph.measures.history import days_of_change
from azgraph.networks import collapse
from azgraph.reports.document import Drawn, capital
from azgraph.reports.review_words import Words, counted, times
from azgraph.reviews import Review

if TYPE_CHECKING:
    from azgraph.plots import Plot


def draw_pictures(told: Review) -> tuple[Drawn, ...] | None:
    """What can be drawn of a review; None where Matplotlib is missing."""
    from azgraph.plots import available, draw_ego, draw_matrix, draw_tones, draw_triads

    if not available():
        return None
    words = Words(told)
    source = f"{words.source()} As of {words.day(told.last)}."
    plots: list[Plot] = []
    if told.after:
        title = tones_title(told, words)
        plots.append(
            draw_tones(told.network, told.first, told.last, title=title, source=source, undated=told.undated)
        )
        plots.append(draw_matrix(told.after, title=matrix_title(told, words), source=source))
    if told.about and str(told.about) in told.after:
        plots.append(draw_ego(told.after, str(told.about), title=ego_title(told, words), source=source))
    if told.histories:
        title = triads_title(told, words)
        plots.append(draw_triads(list(told.histories), told.names, title=title, source=source))
    return tuple(Drawn(plot.name, plot.title, f"{plot.title}. {plot.alt}", plot.svg()) for plot in plots)


def tones_title(told: Review, words: Words) -> str:
    """Which partners turned, and which stayed strained."""
    strained = {
        pair.nodes
        for day in days_of_change(told.network, told.first, told.last)
        for pair in find_pairs(collapse(told.network, day))
        if pair.sign < 0
    }
    ends = {pair.nodes: pair.sign for pair in find_pairs(told.after)}
    turned = [nodes for nodes in strained if ends.get(nodes) == 1]
    still = sorted(nodes for nodes in ends if ends[nodes] < 0)
    about = str(told.about)
    if told.about and turned and all(about in nodes for nodes in [*turned, *still]):
        partners = words.names(n for nodes in turned for n in nodes if n != about)
        rest = words.names(n for nodes in still for n in nodes if n != about)
        but = f"; with {rest} it is strained at the end" if still else ""
        return f"{capital(words.name(about))} went from strain to cooperation with {partners}{but}"
    text = f"{counted(len(turned), 'pair')} went from strain to cooperation, {counted(len(still), 'pair')} "
    return capital(f"{text}{'is' if len(still) == 1 else 'are'} strained at the end")


def matrix_title(told: Review, words: Words) -> str:
    """How much of it is about one state."""
    pairs = told.after.number_of_edges()
    node = max(sorted(told.after), key=lambda node: told.after.degree[node])
    who = capital(words.name(node))
    how_many = "the one pair" if pairs == 1 else f"{told.after.degree[node]} of {pairs} pairs"
    return f"{who} is in {how_many} that the {_sources(told)}"


def _sources(told: Review) -> str:
    return "source tells of" if len(told.terms.sources) == 1 else "sources tell of"


def ego_title(told: Review, words: Words) -> str:
    """With how many partners it is strained, by name."""
    about = str(told.about)
    partners = told.after[about]
    strained = [node for node, data in partners.items() if data["sign"] < 0]
    if not strained:
        return f"None of {counted(len(partners), 'partner')} of {words.name(about)} is strained"
    alone = " alone is" if len(strained) == 1 else " are"
    return (
        f"Of {counted(len(partners), 'partner')} of {words.name(about)}, "
        f"{words.names(strained)}{alone} strained"
    )


def triads_title(told: Review, words: Words) -> str:
    """The triad that turned most."""
    history = told.histories[0]
    last = history.steps[-1]
    turned = sum(bool(step.turned) for step in history.steps[1:])
    end = "no longer a triad" if last.triad is None else "balanced" if last.triad.balanced else "frustrated"
    often = f"turned {times(turned)} and " if turned else ""
    return f"The triad of {words.names(history.nodes)} {often}ends {end}"
