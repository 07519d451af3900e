"""Commands for those who write data or take it elsewhere: build, check, coverage, export, source, verify."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from azgraph.cli.options import EPILOG, Selection, data_option, day_option, graph_of, json_option

if TYPE_CHECKING:
    from azgraph.interchange import Form


@click.command(epilog=EPILOG)
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


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--source", "text", metavar="[ID=]TEXT",
    help="Verify the passages of a source against a copy of its text instead.",
)  # fmt: skip
@json_option
def check(files: tuple[Path, ...], *, text: str | None, as_json: bool) -> None:
    """Check FILES, records or any Turtle: what is wrong, where, how to mend it.

    Without FILES, the records under data/ of this folder, else the bundled ones.
    """
    from azgraph.findings import check as find
    from azgraph.findings import check_source
    from azgraph.printing import dumps, finding_dict, findings_summary

    files = files or tuple(_records())
    findings = find(*files) if text is None else check_source(text, *files)
    if as_json:
        click.echo(dumps([finding_dict(f) for f in findings]))
    else:
        for finding in findings:
            click.echo(str(finding))
        what = f"{text} verified" if text else f"{len(files)} file{'' if len(files) == 1 else 's'} checked"
        click.echo(f"{what}: {findings_summary(findings)}", err=True)
    sys.exit(1 if any(f.severity == "error" for f in findings) else 0)


@click.command(epilog=EPILOG)
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@json_option
def verify(folders: tuple[Path, ...], *, as_json: bool) -> None:
    """Hold data against the counts and digests that were written with them.

    FOLDERS are data folders or datasets of 'azgraph import'; without any, data/ of this folder,
    else the bundled data. Exits with 1 where a byte differs.
    """
    from azgraph.files import resource
    from azgraph.integrity import verify as find
    from azgraph.printing import dumps, finding_dict, findings_summary

    own = Path("data")
    checked = folders or ((own,) if own.joinpath("triples.ttl").is_file() else (resource("data"),))
    findings = [finding for folder in checked for finding in find(folder)]
    if as_json:
        click.echo(dumps([finding_dict(f) for f in findings]))
    for finding in () if as_json else findings:
        click.echo(str(finding))
    what = ", ".join(map(str, checked))
    click.echo(f"{what}: {findings_summary(findings) if findings else 'as described'}", err=True)
    sys.exit(1 if findings else 0)


@click.command(epilog=EPILOG)
@click.option("--section", type=int, metavar="N", help="Only this section.")
@click.option("--missing", is_flag=True, help="Only passages that nothing accounts for.")
@json_option
@data_option
def coverage(*, section: int | None, missing: bool, as_json: bool, data: Selection) -> None:
    """Which records rest on each sentence, which sentences are left out and why.

    Without --data, of the records under data/ of this folder, else of the bundled ones.
    Exits with 1 where a sentence neither backs a record nor says why not.
    """
    from azgraph.coverage import coverage as cover
    from azgraph.coverage import unitemised
    from azgraph.printing import coverage_json, coverage_text

    files = data.files or tuple(map(str, _own_records()))
    graph = graph_of(replace(data, files=files), None)
    passages = cover(graph)
    chosen = [p for p in passages if section is None or p.section == section]
    shown = [p for p in chosen if not (missing and p.accounted)]
    click.echo((coverage_json if as_json else coverage_text)(shown, passages, unitemised(graph)))
    sys.exit(0 if all(p.accounted for p in passages) else 1)


@click.command("export", epilog=EPILOG)
@click.option(
    "--format", "-f", "form", required=True, type=click.Choice(["turtle", "nquads", "jsonld", "csv", "trig"]),
    help="Turtle, N-Quads, JSON-LD, a folder of CSV tables, or TriG with a nanopublication a claim.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="PATH",
    help="File to write, for csv a folder; else it is printed.",
)  # fmt: skip
@day_option
@data_option
def export_command(*, form: Form, output: Path | None, day: date | None, data: Selection) -> None:
    """Write the data for other programs: records, claims, and the edges and statuses of a day.

    Every form but csv can be read again with --data.
    """
    from azgraph.interchange import export

    graph = graph_of(data, day, swap=False)
    text = export(graph, form, output, day=day or data.choices.get("known_by"))
    if output is None:
        click.echo(text, nl=False)
        return
    written = sorted(output.iterdir()) if output.is_dir() else [output]
    size = sum(file.stat().st_size for file in written)
    files = f"{len(written)} tables, " if output.is_dir() else ""
    click.echo(f"{output.resolve()} ({files}{size / 1000:.0f} kB)")


@click.group(epilog=EPILOG)
def source() -> None:
    """Add sources to a data folder."""


@source.command("add", epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "name", metavar="NAME", help="Id of the source; by default the file's name.")
@click.option("--language", default="en", show_default=True, help="Language of the text.")
def source_add(file: Path, *, name: str | None, language: str) -> None:
    """Segment the text FILE, in which a line is a paragraph, and write a records file to fill in.

    Writes data/sources/NAME.tsv and data/records/NAME.ttl of this folder; nothing that
    exists is overwritten.
    """
    from azgraph.sources import add

    click.echo(str(add(file, Path("data"), name=name, language=language)))


def _records() -> list[Path]:
    """The records of this folder, else the bundled ones."""
    from azgraph.files import resource

    return _own_records() or sorted(resource("data", "records").glob("*.ttl"))


def _own_records() -> list[Path]:
    return sorted(Path("data/records").glob("*.ttl"))
