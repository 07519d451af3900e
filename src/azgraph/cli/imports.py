"""The command for other people's data: import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from azgraph.cli.options import EPILOG, json_option
from azgraph.memory import uncollected

if TYPE_CHECKING:
    from azgraph.datasets.reports import Report

EVENTS = ("gdelt", "icews", "polecat")


@click.command("import", epilog=EPILOG)
@click.argument("form", metavar="FORMAT", type=click.Choice([*EVENTS, "table", "wikidata"]))
@click.argument("files", metavar="FILES...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="DIR",
    help="The dataset directory to write; an older dataset there is replaced.",
)  # fmt: skip
@click.option(
    "--template", type=click.Path(path_type=Path), metavar="FILE",
    help="Write the form that 'table' reads, as .xlsx or .csv, to be filled in; nothing is imported.",
)  # fmt: skip
@click.option(
    "--engine", default="duckdb", show_default=True, metavar="NAME|URL",
    help="What counts the events: duckdb, spark (extra spark, with Java), or for --table what Ibis reaches.",
)  # fmt: skip
@click.option(
    "--table", metavar="NAME",
    help="In place of FILES, a table of the engine, or a .parquet, with the columns of FORMAT; gives months.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Stop at the first bad row, and write nothing.")
@json_option
def import_command(
    form: str,
    files: tuple[Path, ...],
    *,
    output: Path | None,
    template: Path | None,
    engine: str,
    table: str | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Turn data of others into a dataset directory that --data takes.

    FORMAT is gdelt (events 1.0 and 2.0), icews or polecat, whose FILES may be plain, .gz or .zip;
    table, an analyst's form as .xlsx or .csv; or wikidata, statements as JSON or Turtle. Says what
    became of every row: kept, or skipped and why. The directory is whole or absent.
    """
    if template is not None:
        _write_form(form, template, files=files)
        return
    if not (files or table) or output is None:
        raise click.UsageError("name the FILES to import, and with -o the directory to write")
    _refuse(form, engine, files=files, table=table)
    if table is None:
        report = _import(form, files, output, engine=engine, strict=strict)
    else:
        report = _count(form, table, output, engine=engine, strict=strict)
    if as_json:
        from azgraph.printing import dumps

        click.echo(dumps(report.as_dict()))
    else:
        click.echo(f"{output}: {report}")


def _write_form(form: str, template: Path, *, files: tuple[Path, ...]) -> None:
    from azgraph.claims.template import write_template

    if form != "table" or files:
        raise click.UsageError("--template is for 'table' alone and takes no FILES")
    write_template(template)
    click.echo(
        f"{template}: fill in the sheet below its example, then 'azgraph import table {template} -o DIR'"
    )


def _refuse(form: str, engine: str, *, files: tuple[Path, ...], table: str | None) -> None:
    """Refuse options that do not go together."""
    if form not in EVENTS and (table or engine != "duckdb"):
        raise click.UsageError(f"--engine and --table are for {', '.join(EVENTS)}")
    if table and files:
        raise click.UsageError("name either FILES or a --table")
    if "://" in engine and not table:
        raise click.UsageError("an engine at a URL counts what it has: name it with --table")


def _say(text: str) -> None:
    click.echo(f"import: {text}", err=True)


def _count(form: str, table: str, output: Path, *, engine: str, strict: bool) -> Report:
    from azgraph.datasets.distant import write_table
    from azgraph.importers import FORMATS

    return write_table(FORMATS[form], table, output, engine=engine, strict=strict, say=_say)


def _import(form: str, files: tuple[Path, ...], output: Path, *, engine: str, strict: bool) -> Report:
    if form == "table":
        from azgraph.claims.saving import import_table

        return import_table(files, output, strict=strict, say=_say)
    if form == "wikidata":
        from azgraph.claims.wikidata import import_statements

        return import_statements(files, output, strict=strict, say=_say)
    with uncollected():  # of what is loaded nothing goes
        from azgraph.datasets.writing import write
        from azgraph.importers import FORMATS

    return write(FORMATS[form], files, output, strict=strict, say=_say, engine=engine)
