"""Analyses of a network as tables that name the records they rest on.

`analyse` is what `azgraph network` prints; `azgraph.measures` has the same as plain data.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from azgraph.analyses import answers, lists
from azgraph.analyses.tables import Row, Table
from azgraph.analyses.views import View
from azgraph.errors import InputError, UnknownName
from azgraph.names import did_you_mean

__all__ = ["MEASURES", "Row", "Table", "View", "analyse"]

MEASURES: dict[str, Callable[[View], Table]] = {
    "pairs": lists.pairs,
    "tone": lists.tones,
    "strength": lists.strengths,
    "brokerage": lists.brokers,
    "balance": lists.triads,
    "communities": lists.groups,
    "dependence": lists.carriers,
    "similarity": lists.likenesses,
    "sharing": lists.sharing,
    "turning": lists.turns,
}
"""The measures by name."""


def analyse(
    view: View,
    measure: str | None = None,
    *,
    pair: tuple[str, str] | None = None,
    compare: date | None = None,
) -> Table:
    """A measure of a view as a table; by default how its pairs stand.

    With a pair, the records behind it, or with the measure "turning" its turning points.
    With a day to compare, what changed from that day to the view's. A view without a thing
    and no measure tells what falls with it.

    >>> from azgraph import load
    >>> print(analyse(View(load(), date(2025, 12, 31)), "balance").title)
    Structural balance of states on 2025-12-31: 1 frustrated, 1 balanced

    Errors: UnknownName for a measure that does not exist.
    """
    name = measure or "pairs"
    if name not in MEASURES:
        raise UnknownName(
            f"no measure {name!r}; it is one of {', '.join(MEASURES)}.{did_you_mean(name, MEASURES)}"
        )
    if pair is not None:
        if name not in ("pairs", "turning") or compare is not None:
            raise InputError("a pair is explained by itself or with the measure turning, and on one day")
        return lists.turns(view, pair) if name == "turning" else answers.explained(view, *pair)
    if compare is not None:
        before = view.on(compare)
        if name == "turning":
            raise InputError("turning points compare days by themselves")
        if name in ("pairs", "balance"):
            return (answers.compared_pairs if name == "pairs" else answers.compared_triads)(before, view)
        return answers.compared(MEASURES[name](before), MEASURES[name](view))
    if measure is None and view.without is not None:
        return answers.fallen(view, view.without)
    return MEASURES[name](view)
