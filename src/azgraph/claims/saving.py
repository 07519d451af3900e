"""From claims of others to a dataset directory, which is whole or absent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from rdflib import Graph

from azgraph import turtle
from azgraph.claims import sheets, table
from azgraph.claims.columns import EXAMPLE
from azgraph.claims.sheets import Line
from azgraph.claims.table import Form
from azgraph.datasets import reading
from azgraph.datasets.building import MANIFEST, building
from azgraph.datasets.reports import Report
from azgraph.errors import InputError
from azgraph.findings import check_graph
from azgraph.hazards import without_controls
from azgraph.names import AZ, short
from azgraph.records import complete

Say = Callable[[str], None]
_TOLD = 200
"""How many faults of one sort are listed: a row is mended by hand, so each is told."""


def import_table(
    files: Iterable[Path], folder: Path, *, strict: bool = False, say: Say = lambda _: None
) -> Report:
    """Import filled forms into a dataset directory, and return what became of each row.

    Errors: InputError for what cannot be read or written, for forms none of whose rows can be kept,
    and, with `strict`, for the first fault.
    """
    paths = list(files)
    parts = [sheets.read(path) for path in paths]
    for remark in (remark for part in parts for remark in part.remarks):
        if strict:
            raise InputError(remark)
        say(remark)
    lines = [line for part in parts for line in part.lines if line.cells.get("id") != EXAMPLE]
    if len(paths) > 1:
        for path, part in zip(paths, parts, strict=True):
            for line in part.lines:
                line.row = f"{path.stem} {line.row}"
    report = Report(read=len(lines), most_examples=_TOLD)
    form, graph = _settle(lines, report, strict=strict)
    for text in form.again:
        report.skip("the same claim again", text)
    report.kept = len(form.lines) - len(form.again)
    if not report.kept:
        first = next((entry.examples[0] for entry in report.skipped.values()), "no row is filled in")
        raise InputError(f"nothing to keep: {first}")
    report.of_kept = {
        "records": len(form.records),
        "sources": len(set(graph.subjects(None, AZ.Source))),
        "whose own weight is not that of the kind, which counts": form.own_weights,
    }
    for iri, (sort, name) in sorted(form.things.new.items()):
        say(f"new: {name}, {sort.casefold()}, {short(iri)}")
    head = {"title": "Claims of an analyst", "licence": "as its author says", "cite": ""}
    texts = {"records.ttl": turtle.canonical(graph)}
    save(folder, "table", head=head, files=texts, inputs=paths, report=report)
    return report


def _settle(lines: list[Line], report: Report, *, strict: bool) -> tuple[Form, Graph]:
    """Read rows until none has a fault; a row whose record or whose other row has one goes too."""
    while True:
        form = table.read(lines)
        graph = form.graph
        if not any(line.faults for line in lines) and lines:
            graph, problems = complete(form.graph, Graph())
            _blame(form, ((p.node, p.message) for p in problems))
            if not problems:
                found = [f for f in check_graph(graph + turtle.ontology()) if f.severity == "error"]
                _blame(form, ((f.subject, f.message) for f in found if "nothing describes" not in f.message))
        faulty = [line for line in lines if line.faults]
        for line in faulty:
            for column, message in line.faults:
                text = f"{line.spot(column)}: {message}"
                if strict:
                    raise InputError(text)
                report.skip(_REASONS.get(column, "a cell that cannot be read"), text, count=0)
            reason = _REASONS.get(line.faults[0][0], "a cell that cannot be read")
            report.skipped[reason].count += 1
        if not faulty:
            return form, graph
        lines = [line for line in lines if not line.faults]


_REASONS = {
    "kind": "kind", "stage": "kind", "who": "name", "whom": "name", "about": "name", "participant": "name",
    "voice": "name", "via": "name", "author": "name", "agreement": "name", "place": "name",
    "on": "time", "since": "time", "until": "time", "due": "time", "said": "time", "date": "time",
    "period": "time",
    "id": "record with a fault in another row", "row": "row", "source": "source", "stance": "stance",
}  # fmt: skip
"""What a fault of a column is counted as."""


def _blame(form: Form, found: Iterable[tuple[object, str]]) -> None:
    """Tell the first row of each record that the model does not admit."""
    for node, message in found:
        name = str(node).split("'s claim at")[0]
        for record in form.records.values():
            claims = {short(c) for c in form.graph.objects(record.iri, AZ.claim)}
            if name in (str(record.iri), short(record.iri)) or short(name) in claims:
                for line in record.lines:
                    table.fault(line, "row", message)


def save(
    folder: Path,
    form: str,
    *,
    head: Mapping[str, str],
    files: Mapping[str, str],
    inputs: Iterable[Path],
    report: Report,
) -> None:
    """Write a dataset directory of Turtle files with its manifest, whole or not at all.

    Errors: InputError where it may not be written, or something else is there.
    """
    contents = {name: without_controls(text).encode() for name, text in files.items()}
    manifest = {
        "azgraph_dataset": reading.LAYOUT,
        "format": form,
        **head,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())},
        "inputs": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in inputs},
        "report": report.as_dict(),
    }
    contents[MANIFEST] = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
    try:
        with building(folder) as aside:
            for name, content in contents.items():
                aside.joinpath(name).write_bytes(content)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}; nothing is left of it", path=folder) from None
