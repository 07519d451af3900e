"""Each question of the catalogue on plain rdflib and on the store used here, side by side.

Run `python benchmarks/questions.py`. Absolute times mean little on a shared machine; the
ratio of the two engines in one run does.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from rdflib import Graph
from tabulate import tabulate

from azgraph import sparql
from azgraph.graph import load
from azgraph.questions import catalogue

ROUNDS = 5


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
    rows = []
    for name, question in catalogue().items():
        here = timed(lambda text=question.text: sparql.run(graph, text))
        plain = timed(lambda text=question.text: sparql.run(memory, text))
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
