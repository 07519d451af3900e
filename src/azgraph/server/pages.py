"""The pages of a server: templates in which everything is escaped, and files that never change."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from azgraph.files import resource

if TYPE_CHECKING:
    from jinja2 import Environment

PLACES = (
    ("Map", "/"),
    ("Questions", "/questions"),
    ("Briefs", "/brief"),
    ("Changes", "/changes"),
    ("SPARQL", "/query"),
)
"""The pages that every page leads to."""

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""What a page without scripts may do."""

_WIDTHS = (
    "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"  # the one style that Yasgui writes into the page
)
QUERY_POLICY = (
    POLICY.replace("style-src 'self'", f"style-src 'self' {_WIDTHS}")
    + "; script-src 'self'; connect-src 'self'"
)
"""What the page on which queries are written may do: run the scripts of this server, and ask it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is served as it is, and packed for who takes it so."""

    content: bytes
    packed: bytes
    type: str
    tag: str


def render(template: str, **values: Any) -> bytes:
    """A page from its template."""
    return _environment().get_template(template).render(places=PLACES, **values).encode()


@cache
def files() -> dict[str, File]:
    """The styles and scripts, by name.

    >>> sorted(files())
    ['query.css', 'query.js', 'style.css', 'yasgui.min.css', 'yasgui.min.js']
    """
    vendored = resource("server", "vendor", "yasgui")
    own = resource("server", "static")
    texts = {
        # A report reads the same here as in a file of its own.
        "style.css": resource("reports", "styles.css").read_bytes() + (own / "style.css").read_bytes(),
        "query.css": (own / "query.css").read_bytes(),
        "query.js": (own / "query.js").read_bytes(),
        "yasgui.min.css": (vendored / "yasgui.min.css").read_bytes(),
        "yasgui.min.js": (vendored / "yasgui.min.js").read_bytes(),
    }
    return {
        name: file(content, "text/css" if name.endswith("css") else "text/javascript")
        for name, content in texts.items()
    }


def file(content: bytes, type_: str) -> File:
    """A content as a file, with a tag that changes when it does."""
    digest = hashlib.sha256(content).hexdigest()[:20]
    return File(content, gzip.compress(content, mtime=0), f"{type_}; charset=utf-8", f'"{digest}"')


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(resource("server", "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
