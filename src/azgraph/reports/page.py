"""A report as one HTML file in the dress of the map: no script, nothing fetched."""

from __future__ import annotations

import base64
import hashlib

from azgraph.files import resource
from azgraph.reports.document import Document

_SIGNS = {"+": "pos", "\N{MINUS SIGN}": "neg", "±": "neu"}


def as_html(document: Document) -> str:
    """A document as a page; a content security policy lets its own styles stand, and nothing else."""
    styles = "\n" + resource("reports", "styles.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    images = "img-src data:; " if any(section.pictures for section in document.sections) else ""
    policy = f"default-src 'none'; {images}style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _rendered("page.html", document, level=1, styles=styles, policy=policy)


def as_fragment(document: Document, *, level: int = 3) -> str:
    """A document as part of another page, its title a heading of the level, and without styles."""
    return _rendered("body.html", document, level=level)


def _rendered(template: str, document: Document, **more: object) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resource("reports")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["base64"] = lambda data: base64.b64encode(data).decode()
    return environment.get_template(template).render(document=document, signs=_SIGNS, **more)
