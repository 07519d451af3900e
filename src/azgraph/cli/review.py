"""The command that hands in: report."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from azgraph.cli.options import EPILOG, Day, Selection, data_option, day_option, graph_of

_NAMED = {
    "voices": "only the word of {} counts",
    "without_sources": "without {}",
    "stances": "stances that make facts: {}",
    "known_by": "what could be known by {}",
}


@click.command("report", epilog=EPILOG)
@click.option(
    "--output", "-o", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="File to write: .html, whole in one file, or .md, with its pictures in the folder FILE_files.",
)  # fmt: skip
@click.option("--about", metavar="ACTOR", help="Tell of this actor; by default the one in most pairs.")
@click.option(
    "--from", "first", type=Day(),
    help="Tell what changed from that day; by default the eve of the year that ends on the day.",
)  # fmt: skip
@day_option
@data_option
def report_command(
    *, output: Path, about: str | None, first: date | None, day: date | None, data: Selection
) -> None:
    """Write one document to hand in: findings, changes, network, pictures, what would change them, limits.

    The day is by default the last that the newest source covers. Pictures need Matplotlib
    (pip install 'azgraph[plots]'); without it they are left out, and the report says so.
    """
    from azgraph.reports import form_of, write_report
    from azgraph.reviews import review
    from azgraph.things import find_actor

    form_of(output)  # a wrong ending is told before the work is done
    graph = graph_of(data, day, swap=False)
    stances = data.choices.get("stances")
    told = review(
        graph,
        first=first,
        last=day or data.choices.get("known_by"),
        about=None if about is None else find_actor(graph, about),
        files=tuple(map(Path, data.files)),
        stances=frozenset(stances) if stances else None,
        choices=tuple(_NAMED[name].format(_listed(value)) for name, value in data.choices.items()),
        progress=_progress,
    )
    _progress("pictures and words")
    written = write_report(told, output)
    _progress("")
    for path in written:
        size = sum(f.stat().st_size for f in (path.iterdir() if path.is_dir() else [path]))
        click.echo(f"{path.resolve()} ({size / 1000:.0f} kB)")


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _progress(step: str) -> None:
    """What is being done, on one line of a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{step}", nl=False, err=True)
