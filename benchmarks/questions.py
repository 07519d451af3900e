"""Questions, rules, briefs and changes on plain rdflib and on the store used here, side by side.

Run `python benchmarks/questions.py`. Absolute times mean little on a shared machine; the
ratio of the two engines in one run does.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date

from rdflib import Graph
from tabulate import tabulate

from azgraph import sparql
from azgraph.briefs import brief
from azgraph.changes import changes
from azgraph.graph import load
from azgraph.names import ID
from azgraph.questions import catalogue
from azgraph.snapshots import facts, newest_day, spans

ROUNDS = 3


def timed(call: Callable[[], object]) -> float:
    """Median milliseconds of a few rounds, after one that is not counted."""
    call()
    spent = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        call()
        spent.append(1000 * (time.perf_counter() - begin))
    return statistics.median(spent)


def main() -> None:
    """Print a row a question, and the rules, with the ratio of the two engines."""
    graph = load()
    memory = Graph()
    memory += graph
    day = newest_day(graph)
    calls: dict[str, Callable[[Graph], object]] = {
        name: lambda g, text=question.text: sparql.run(g, text) for name, question in catalogue().items()
    }
    calls["(edges and statuses of a day)"] = lambda g: facts(g, day)
    calls["(spans of all days)"] = spans
    calls["(brief AZE)"] = lambda g: brief(g, ID.AZE, day=day)
    calls["(changes of 2025)"] = lambda g: changes(g, date(2025, 1, 1), date(2025, 12, 31), about=ID.AZE)
    rows = []
    for name, call in calls.items():
        here, plain = timed(lambda call=call: call(graph)), timed(lambda call=call: call(memory))
        rows.append([name, here, plain, plain / here])
    rows.append(["median of all", *(statistics.median(r[c] for r in rows) for c in (1, 2, 3))])
    print(
        tabulate(
            rows,
            headers=["question", "Oxigraph ms", "rdflib ms", "ratio"],
            floatfmt=(None, ".1f", ".1f", ".1f"),
        )
    )


if __name__ == "__main__":
    main()
