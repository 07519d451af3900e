"""What changed, and briefings, as Markdown to forward, as a page, and as data."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from azgraph.briefs import Brief
from azgraph.changes import Changes
from azgraph.errors import InputError
from azgraph.files import write_folder, write_text
from azgraph.reports import brief_document, change_document, review_document
from azgraph.reports.data import as_json
from azgraph.reports.document import Document
from azgraph.reports.markdown import as_markdown
from azgraph.reports.page import as_html
from azgraph.reports.pictures import draw_pictures
from azgraph.reviews import Review

Form = Literal["markdown", "json", "html"]

__all__ = ["Document", "Form", "document", "form_of", "render", "write_report"]


def document(told: Brief | Changes) -> Document:
    """What is told, in words, before it is Markdown or a page.

    >>> from datetime import date
    >>> from azgraph import load
    >>> from azgraph.changes import changes
    >>> document(changes(load(), date(2025, 10, 1), date(2025, 10, 31))).title
    'What changed from 1 October 2025 to 31 October 2025'
    """
    return brief_document.document(told) if isinstance(told, Brief) else change_document.document(told)


def render(told: Brief | Changes, form: Form = "markdown") -> str:
    """What is told as Markdown, as JSON, or as one HTML page that needs nothing else.

    >>> from azgraph import load
    >>> from azgraph.briefs import brief
    >>> from azgraph.names import ID
    >>> render(brief(load(), ID.AZE)).splitlines()[0]
    '# Azerbaijan on 1 January 2026'
    """
    if form == "json":
        return as_json(told)
    return (as_html if form == "html" else as_markdown)(document(told))


def form_of(path: Path) -> Form:
    """How a report is written to a file, by its ending.

    >>> form_of(Path("report.html"))
    'html'

    Errors: InputError for an ending that is no report's.
    """
    forms: dict[str, Form] = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}
    form = forms.get(path.suffix.lower())
    if form is None:
        raise InputError("a report ends in .html or .md", path=path)
    return form


def write_report(told: Review, path: Path) -> tuple[Path, ...]:
    """Write a review as one HTML page, or as Markdown with its pictures in a folder beside it; by the ending.

    The paths that were written are returned, the report first.

    Errors: InputError for another ending, or where something cannot be written.
    """
    form = form_of(path)
    pictures = draw_pictures(told)
    written = review_document.document(told, pictures)
    if form == "html":
        write_text(path, as_html(written))
        return (path,)
    folder = path.with_name(f"{path.stem}_files")
    if pictures:
        write_folder(folder, {f"{drawn.name}.svg": drawn.svg for drawn in pictures})
    write_text(path, as_markdown(written, folder=folder.name))
    return (path, folder) if pictures else (path,)
