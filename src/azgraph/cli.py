"""The command line: parses, calls the library, prints. Nothing imports it.

Heavy imports stand inside the commands, so that help comes at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from azgraph.errors import AzgraphError, InputError

if TYPE_CHECKING:
    from rdflib import Graph

    from azgraph.questions import Question

F = TypeVar("F", bound=Callable[..., Any])

EPILOG = "Exit codes: 0 fine, 1 findings, 2 wrong usage or input, 130 interrupted."


class _Day(click.ParamType):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from azgraph.when import parse_day

        try:
            return value if isinstance(value, date) else parse_day(value)
        except InputError as error:
            self.fail(str(error), param, ctx)


def day_option(function: F) -> F:
    text = "The day to speak of; by default the day of the newest source."
    return click.option("--day", type=_Day(), help=text)(function)


def data_option(function: F) -> F:
    text = "Turtle file to use in place of the bundled graph; may be given several times, and 'bundled' joins the bundled graph."
    return click.option("--data", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help=text)(function)


def json_option(function: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(package_name="azgraph")
def cli() -> None:
    """How states stand with one another: dated, attributed, anchored to the sentence."""


@cli.command(epilog=EPILOG)
@json_option
def build(*, as_json: bool) -> None:
    """Make data/triples.ttl from data/records and data/sources of this folder.

    Checks everything first; where anything is wrong, nothing is written.
    """
    from dataclasses import asdict

    from azgraph.build import build as build_data
    from azgraph.printing import dumps

    summary = build_data(Path("data"))
    if as_json:
        click.echo(dumps(asdict(summary) | {"day": str(summary.day), "path": "data/triples.ttl"}))
    else:
        click.echo(f"data/triples.ttl: {summary}")


@cli.command(epilog=EPILOG)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--source", "text", metavar="[ID=]TEXT", help="Verify the passages of a source against a copy of its text instead.")
@json_option
def check(files: tuple[Path, ...], *, text: str | None, as_json: bool) -> None:
    """Check FILES, records or any Turtle: what is wrong, where, how to mend it.

    Without FILES, the records under data/ of this folder, else the bundled ones.
    """
    from azgraph.findings import check as find
    from azgraph.findings import check_source
    from azgraph.printing import dumps, finding_dict

    if not files:
        files = tuple(_records())
    findings = find(*files) if text is None else check_source(text, *files)
    if as_json:
        click.echo(dumps([finding_dict(f) for f in findings]))
    else:
        for finding in findings:
            click.echo(str(finding))
        counts = {s: sum(f.severity == s for f in findings) for s in ("error", "warning", "note")}
        stated = ", ".join(f"{n} {s}{'' if n == 1 else 's'}" for s, n in counts.items())
        checked = f"{len(files)} file{'' if len(files) == 1 else 's'} checked" if text is None else f"{text} verified"
        click.echo(f"{checked}: {stated}", err=True)
    sys.exit(1 if any(f.severity == "error" for f in findings) else 0)


@cli.command(epilog=EPILOG)
@click.option("--section", type=int, metavar="N", help="Only this section.")
@click.option("--missing", is_flag=True, help="Only passages that nothing accounts for.")
@json_option
@data_option
def coverage(*, section: int | None, missing: bool, as_json: bool, data: tuple[Path, ...]) -> None:
    """Which records rest on each sentence, which sentences are left out and why.

    Exits with 1 where a sentence neither backs a record nor says why not.
    """
    from azgraph.coverage import coverage as cover
    from azgraph.coverage import unitemised
    from azgraph.printing import coverage_json, coverage_text

    graph = _graph(data, None)
    passages = cover(graph)
    shown = [p for p in passages if (section is None or p.section == section) and not (missing and p.accounted)]
    click.echo((coverage_json if as_json else coverage_text)(shown, passages, unitemised(graph)))
    sys.exit(0 if all(p.accounted for p in passages) else 1)


@cli.group(epilog=EPILOG)
def source() -> None:
    """Add sources to a data folder."""


@source.command("add", epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "name", metavar="NAME", help="Id of the source, letters and digits; by default the file's name.")
@click.option("--language", default="en", show_default=True, help="Language of the text, for finding its sentences.")
def source_add(file: Path, *, name: str | None, language: str) -> None:
    """Segment the text FILE and write a records file to fill in.

    Writes data/sources/NAME.tsv and data/records/NAME.ttl of this folder; nothing that
    exists is overwritten.
    """
    from azgraph.sources import add

    added = add(file, Path("data"), name=name, language=language)
    click.echo(str(added))


@cli.command(epilog=EPILOG)
@click.argument("query", required=False, metavar="[QUERY]")
@click.option(
    "--format", "-f", "form", default=None, type=click.Choice(["table", "csv", "json", "xml", "turtle"]),
    help="How to print the answer; by default a table, or Turtle for a graph.",
)  # fmt: skip
@json_option
@day_option
@data_option
def query(query: str | None, *, form: str | None, as_json: bool, day: date | None, data: tuple[Path, ...]) -> None:
    """Run SPARQL: a text, a file that ends in .rq or .sparql, or - for standard input.

    Prefixes of the project are known. With --day the computed edges and statuses are
    those of that day.
    """
    from azgraph import sparql
    from azgraph.printing import table

    text = _query_text(query)
    answer = sparql.run(_graph(data, day), text)
    form = "json" if as_json else form or ("turtle" if answer.graph is not None else "table")
    if form != "table":
        click.echo(sparql.serialise(answer, form).rstrip("\n"))
    elif answer.graph is not None:
        raise AzgraphError("this query answers with a graph; print it with --format turtle")
    elif answer.holds is not None:
        click.echo("yes" if answer.holds else "no")
    else:
        click.echo(table(answer.columns, answer.rows))
        if not answer.rows:
            click.echo("no rows", err=True)


class _Questions(click.Group):
    """Each question of the catalogue as a command with its own parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from azgraph.questions import catalogue

        return list(catalogue())

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        from azgraph.questions import question

        asked = question(name)
        parameters = [
            click.Option([f"--{p.name}"], metavar=p.type.upper(), help=f"{p.help[0].upper()}{p.help[1:]}; by default {p.default}.")
            for p in asked.parameters
        ]

        def answer(*, as_json: bool, day: date | None, data: tuple[Path, ...], **values: str | None) -> None:
            shared = ctx.params
            _ask(asked, as_json or shared["as_json"], day or shared["day"], data or shared["data"], values)

        command = click.Command(name, callback=json_option(day_option(data_option(answer))), help=f"{asked.summary}\n\n{asked.description}")
        command.params = parameters + getattr(answer, "__click_params__", [])[::-1]
        return command


@cli.group(cls=_Questions, invoke_without_command=True, subcommand_metavar="[QUESTION [PARAMETERS]]", epilog=EPILOG)
@json_option
@day_option
@data_option
@click.pass_context
def ask(ctx: click.Context, *, as_json: bool, day: date | None, data: tuple[Path, ...]) -> None:
    """Ask a question of the catalogue; without one, list them.

    Every stated fact comes with its claims: stance, voice, source and sentence.
    """
    if ctx.invoked_subcommand is not None:
        return
    from dataclasses import asdict

    from azgraph.printing import dumps
    from azgraph.questions import catalogue

    if as_json:
        click.echo(dumps([asdict(q) for q in catalogue().values()]))
        return
    width = max(map(len, catalogue()))
    for name, listed in catalogue().items():
        click.echo(f"{name:<{width}}  {listed.summary}")
    click.echo("\nazgraph ask QUESTION answers it; azgraph ask QUESTION --help tells its parameters.", err=True)


def _ask(asked: Question, as_json: bool, day: date | None, data: tuple[Path, ...], values: dict[str, str | None]) -> None:
    from azgraph import questions
    from azgraph.printing import answer_json, answer_text
    from azgraph.snapshots import newest_day

    graph = _graph(data, day)
    given = {name: value for name, value in values.items() if value is not None}
    rows = questions.ask(graph, asked.name, **given)
    heading = f"{asked.summary} As of {day or newest_day(graph)}."
    click.echo(answer_json(rows) if as_json else answer_text(heading, rows))


@cli.command("map", epilog=EPILOG)
@click.option("--output", "-o", default=Path("azgraph.html"), show_default=True, type=click.Path(path_type=Path), help="File to write.")
@click.option("--about", metavar="ACTOR", help="Draw the map about this actor: id, label or other name.")
@click.option("--title", help="Headline in place of the one found by rule.")
@click.option("--renderer", type=click.Choice(["page", "pyvis"]), default="page", show_default=True, help="The page, or the classic page to drag about.")
@click.option("--open", "open_", is_flag=True, help="Open the file in the browser.")
@json_option
@day_option
@data_option
def map_(
    *, output: Path, about: str | None, title: str | None, renderer: str, open_: bool, as_json: bool,
    day: date | None, data: tuple[Path, ...],
) -> None:  # fmt: skip
    """Write the relation map as one HTML file that opens offline."""
    from azgraph.picture import draw
    from azgraph.printing import dumps
    from azgraph.things import find_actor

    graph = _graph(data, day, swap=False)
    picture = draw(graph, day=day, about=None if about is None else find_actor(graph, about), title=title, renderer=renderer)
    picture.save(output)
    size = output.stat().st_size
    if as_json:
        click.echo(dumps({"path": str(output.resolve()), "bytes": size, "summary": picture.summary}))
    else:
        click.echo(picture.summary)
        click.echo(f"{output.resolve()} ({size / 1000:.0f} kB)")
    if open_:
        click.launch(str(output.resolve()))


def _graph(data: tuple[Path, ...], day: date | None, *, swap: bool = True) -> Graph:
    """The graph to speak of; with a day its computed facts are swapped for that day's."""
    from azgraph.graph import load
    from azgraph.snapshots import as_of, newest_day

    graph = load(*data)
    if day is not None:
        if day > (newest := newest_day(graph)):
            click.echo(f"note: the newest source is of {newest}; nothing later is known to the graph", err=True)
        if swap:
            as_of(graph, day)
    return graph


def _records() -> list[Path]:
    """The records of this folder, else the bundled ones."""
    from azgraph.files import resource

    return sorted(Path("data/records").glob("*.ttl")) or sorted(resource("data", "records").glob("*.ttl"))


def _query_text(query: str | None) -> str:
    from azgraph.files import read_text

    if query is None or query == "-":
        if query is None and sys.stdin.isatty():
            raise click.UsageError("give a SPARQL text, a file, or - for standard input")
        text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    elif query.endswith((".rq", ".sparql")) or (query and "{" not in query and len(query) < 256 and Path(query).is_file()):
        text = read_text(Path(query))
    else:
        text = query
    if not text.strip():
        raise InputError("the query is empty; give a SPARQL text, a file, or - for standard input")
    return text


def main() -> None:
    """Run the command line; every error that a user can mend is one clear message."""
    try:
        sys.exit(cli(prog_name="azgraph", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        hint = f"\nTry '{error.ctx.command_path} --help'." if isinstance(error, click.UsageError) and error.ctx else ""
        _fail(f"{error.format_message()}{hint}", 2)
    except AzgraphError as error:
        _fail(str(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted", 130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing is left to say
        sys.exit(0)


def _fail(message: str, code: int) -> None:
    click.echo(f"azgraph: {message}", err=True)
    sys.exit(code)
