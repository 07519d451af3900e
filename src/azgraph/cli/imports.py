"""The command for other people's data: import."""

from __future__ import annotations

from pathlib import Path

import click

from azgraph.cli.options import EPILOG, json_option


@click.command("import", epilog=EPILOG)
@click.argument("form", metavar="FORMAT", type=click.Choice(["gdelt", "icews"]))
@click.argument("files", metavar="FILES...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="DIR", required=True,
    help="The dataset directory to write; an older dataset there is replaced.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Stop at the first bad row, and write nothing.")
@json_option
def import_command(form: str, files: tuple[Path, ...], *, output: Path, strict: bool, as_json: bool) -> None:
    """Turn event data into a dataset directory that --data takes.

    FORMAT is gdelt (events 1.0 and 2.0) or icews; FILES may be plain, .gz or .zip. Says what
    became of every row: kept, or skipped and why. The directory is whole or absent.
    """
    from azgraph.datasets.writing import write
    from azgraph.importers import FORMATS
    from azgraph.printing import dumps

    report = write(
        FORMATS[form], files, output, strict=strict, say=lambda text: click.echo(f"import: {text}", err=True)
    )
    click.echo(dumps(report.as_dict()) if as_json else f"{output}: {report}")
