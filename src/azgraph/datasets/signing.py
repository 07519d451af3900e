"""The manifest of a dataset of events, which is written last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from azgraph.datasets.building import MANIFEST
from azgraph.datasets.reading import LAYOUT, digest
from azgraph.datasets.reports import Report
from azgraph.datasets.rows import Format


def sign(folder: Path, form: Format, inputs: Mapping[str, str], report: Report) -> None:
    """Write what each file of a dataset must be, what it was made of, and what became of the lines."""
    manifest = {
        "azgraph_dataset": LAYOUT,
        "format": form.name,
        "title": form.title,
        "licence": form.licence,
        "cite": form.cite,
        "files": {path.name: digest(path) for path in sorted(folder.iterdir()) if path.is_file()},
        "inputs": dict(sorted(inputs.items())),
        "report": report.as_dict(),
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    folder.joinpath(MANIFEST).write_text(text, encoding="utf-8", newline="\n")
