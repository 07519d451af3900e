"""Commands that answer: query and ask."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from azgraph.cli.options import (
    EPILOG,
    Selection,
    data_option,
    day_of,
    day_option,
    expect_kinds,
    graph_of,
    json_option,
    limits_option,
    note,
)
from azgraph.errors import AzgraphError, InputError

if TYPE_CHECKING:
    from azgraph.questions import Question

FORMS = ["table", "csv", "tsv", "json", "xml", "turtle"]


@click.command(epilog=EPILOG)
@click.argument("query", required=False, metavar="[QUERY]")
@click.option(
    "--format", "-f", "form", type=click.Choice(FORMS),
    help="How to print the answer; by default a table, or Turtle for a graph.",
)  # fmt: skip
@json_option
@day_option
@data_option
@limits_option
def query(
    query: str | None,
    *,
    form: str | None,
    as_json: bool,
    day: date | None,
    data: Selection,
    limits: dict[str, Any],
) -> None:
    """Run SPARQL: a text, a file that ends in .rq or .sparql, or - for standard input.

    Prefixes of the project are known. With --day the computed edges and statuses are
    those of that day.
    """
    form = "json" if as_json else form
    _guarded(partial(_queried, _query_text(query), form, day=day, data=data), limits, far=data.far)


class Questions(click.Group):
    """Each question of the catalogue as a command with its own parameters."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names of all questions."""
        from azgraph.questions import catalogue

        return list(catalogue())

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        """The command that answers a question."""
        from azgraph.questions import question

        asked = question(name)

        def answer(
            *, as_json: bool, day: date | None, data: Selection, limits: dict[str, Any],
            words: tuple[str, ...] = (), **values: str | None,
        ) -> None:  # fmt: skip
            shared = ctx.obj  # what stood before the question's name
            data, day = data or shared["data"], day or shared["day"]
            as_json, limits = as_json or shared["as_json"], shared["limits"] | limits
            given = {key: value for key, value in values.items() if value is not None}
            given |= _in_order(asked, words, given)
            _guarded(partial(_asked, asked, given, day=day, data=data, as_json=as_json), limits, far=data.far)

        help_ = f"{asked.summary}\n\n{asked.description}"
        callback = json_option(day_option(data_option(limits_option(answer))))
        command = click.Command(name, callback=callback, help=help_)
        own = _parameters(asked)
        command.params = own + getattr(callback, "__click_params__", [])[::-1]
        return command


def _parameters(asked: Question) -> list[click.Parameter]:
    """A question's own parameters: each by its name, or all in their order, as in `ask pair AZE RUS`."""
    own: list[click.Parameter] = [
        click.Option(
            [f"--{p.name}"],
            metavar=p.type.upper(),
            help=f"{p.help[:1].upper()}{p.help[1:]}; by default {p.default}.",
        )
        for p in asked.parameters
    ]
    if own:
        order = " ".join(f"[{p.name.upper()}]" for p in asked.parameters)
        own.append(click.Argument(["words"], nargs=-1, metavar=order))
    return own


def _in_order(asked: Question, words: tuple[str, ...], given: Mapping[str, str]) -> dict[str, str]:
    """The values that were given without a name, by the names whose places they have."""
    names = [p.name for p in asked.parameters]
    if len(words) > len(names):
        wants = f"takes {' and '.join(names)}"
        raise click.UsageError(
            f"{asked.name} {wants}, and {words[len(names)]!r} is one more; quote a name of several words"
        )
    found = dict(zip(names, words, strict=False))
    if twice := next((name for name in found if name in given), None):
        raise click.UsageError(
            f"{twice} is given twice, as {found[twice]!r} and as --{twice} {given[twice]!r}"
        )
    return found


@click.group(
    cls=Questions, invoke_without_command=True, subcommand_metavar="[QUESTION [PARAMETERS]]", epilog=EPILOG
)
@click.option("--search", metavar="WORDS", help="List only the questions that speak of all these words.")
@json_option
@day_option
@data_option
@limits_option
@click.pass_context
def ask(ctx: click.Context, /, *, search: str | None, as_json: bool, **shared: object) -> None:
    """Ask a question of the catalogue; without one, list them.

    Every stated fact comes with its claims: stance, voice, source and sentence.
    """
    ctx.obj = {"as_json": as_json, **shared}
    if ctx.invoked_subcommand is not None:
        if search is not None:
            raise click.UsageError("--search lists questions; quote several words, and name no question")
        return  # --day and --data before the question's name are read by its command
    from dataclasses import asdict

    from azgraph import questions
    from azgraph.printing import dumps

    listed = list(questions.catalogue().values()) if search is None else questions.search(search)
    if not listed:
        click.echo(f"No question speaks of {search!r}.{questions.nearest_words(search or '')}", err=as_json)
    if as_json:
        click.echo(dumps([asdict(q) for q in listed]))
    if as_json or not listed:
        return
    width = max(len(q.name) for q in listed)
    for found in listed:
        click.echo(f"{found.name:<{width}}  {found.summary}")
    click.echo(
        "\nazgraph ask QUESTION answers it; azgraph ask QUESTION --help tells its parameters.", err=True
    )


def _guarded(function: Callable[..., str], limits: dict[str, Any], *, far: bool) -> None:
    """Print what a function answers, computed where it can be stopped."""
    from azgraph import guards
    from azgraph.escapes import visible

    bounds = guards.Limits(**limits, network=far)
    text, notes = guards.run(partial(function, most=bounds.rows), limits=bounds)
    click.echo(notes, err=True, nl=False)
    # CSV has no way to spell a control character out, so a file gets it whole, and a terminal does not.
    click.echo(visible(text) if sys.stdout.isatty() else text, color=True)


def _queried(text: str, form: str | None, *, day: date | None, data: Selection, most: int) -> str:
    from azgraph import sparql
    from azgraph.printing import table

    answer = sparql.run(graph_of(data, day, place=True), text, most=most)
    if data.choices and re.search(r"\bGRAPH\b", text, re.IGNORECASE):
        note("what a choice of voices, sources, stances or days leaves is one graph; GRAPH finds no other")
    form = form or ("turtle" if answer.graph is not None else "table")
    if form != "table":
        return sparql.serialise(answer, form).rstrip("\r\n")
    if answer.graph is not None:
        raise AzgraphError("this query answers with a graph; print it with --format turtle")
    if answer.holds is not None:
        return "yes" if answer.holds else "no"
    if not answer.rows:
        click.echo("no rows", err=True)
    return table(answer.columns, answer.rows)


def _asked(
    asked: Question, values: dict[str, str], *, day: date | None, data: Selection, as_json: bool, most: int
) -> str:
    from azgraph import questions
    from azgraph.printing import answer_json, answer_text

    graph = graph_of(data, day, place=True)
    expect_kinds(graph, data)
    rows = questions.ask(graph, asked.name, most=most, **values)
    bound = ", ".join(f"{p.name} {values.get(p.name, p.default)}" for p in asked.parameters)
    heading = f"{asked.summary} As of {day_of(graph, data, day)}{bound and f'; {bound}'}."
    return answer_json(rows) if as_json else answer_text(heading, rows)


def _query_text(query: str | None) -> str:
    from azgraph.files import read_text

    if query is None or query == "-":
        if query is None and sys.stdin.isatty():
            raise click.UsageError("give a SPARQL text, a file, or - for standard input")
        text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    elif query.endswith((".rq", ".sparql")) or _is_file(query):
        text = read_text(Path(query))
    else:
        text = query
    if not text.strip():
        raise InputError("the query is empty; give a SPARQL text, a file, or - for standard input")
    return text


def _is_file(query: str) -> bool:
    # A query is hardly ever a file's name, and a long one is too long to ask the system about.
    return bool(query) and "{" not in query and len(query) < 256 and Path(query).is_file()
