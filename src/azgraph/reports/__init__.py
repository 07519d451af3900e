"""What changed, and briefings, as Markdown to forward, as a page, and as data."""

from __future__ import annotations

from typing import Literal

from azgraph.briefs import Brief
from azgraph.changes import Changes
from azgraph.reports import brief_document, change_document
from azgraph.reports.data import as_json
from azgraph.reports.document import Document
from azgraph.reports.markdown import as_markdown
from azgraph.reports.page import as_html

Form = Literal["markdown", "json", "html"]

__all__ = ["Document", "Form", "document", "render"]


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
