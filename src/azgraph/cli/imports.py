"""The command for other people's data: import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from azgraph.cli.options import EPILOG, json_option

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
@click.option("--strict", is_flag=True, help="Stop at the first bad row, and write nothing.")
@json_option
def import_command(
    form: str,
    files: tuple[Path, ...],
    *,
    output: Path | None,
    template: Path | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Turn data of others into a dataset directory that --data takes.

    FORMAT is gdelt (events 1.0 and 2.0), icews or polecat, whose FILES may be plain, .gz or .zip;
    table, an analyst's form as .xlsx or .csv; or wikidata, statements as JSON or Turtle. Says what
    became of every row: kept, or skipped and why. The directory is whole or absent.
    """
    from azgraph.printing import dumps

    if template is not None:
        _write_form(form, template, files=files)
        return
    if not files or output is None:
        raise click.UsageError("name the FILES to import, and with -o the directory to write")
    report = _import(form, files, output, strict=strict)
    click.echo(dumps(report.as_dict()) if as_json else f"{output}: {report}")


def _write_form(form: str, template: Path, *, files: tuple[Path, ...]) -> None:
    from azgraph.claims.template import write_template

    if form != "table" or files:
        raise click.UsageError("--template is for 'table' alone and takes no FILES")
    write_template(template)
    click.echo(
        f"{template}: fill in the sheet below its example, then 'azgraph import table {template} -o DIR'"
    )


def _import(form: str, files: tuple[Path, ...], output: Path, *, strict: bool) -> Report:
    def say(text: str) -> None:
        click.echo(f"import: {text}", err=True)

    if form == "table":
        from azgraph.claims.saving import import_table

        return import_table(files, output, strict=strict, say=say)
    if form == "wikidata":
        from azgraph.claims.wikidata import import_statements

        return import_statements(files, output, strict=strict, say=say)
    from azgraph.datasets.writing import write
    from azgraph.importers import FORMATS

    return write(FORMATS[form], files, output, strict=strict, say=say)
