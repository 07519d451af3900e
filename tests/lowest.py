"""Print the core dependencies at their lower bounds, for `pip install -r`.

The bounds in pyproject.toml are promises; this turns each into the version to hold it to.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def pinned(requirement: str) -> str:
    """A requirement at its lower bound.

    >>> pinned("rdflib>=7.2.1,<8")
    'rdflib==7.2.1'
    >>> pinned("rdflib")
    Traceback (most recent call last):
    SystemExit: 'rdflib' has no lower bound; write one as >=
    """
    match = re.match(r"([\w.-]+)(?:\[[^]]*\])?.*?>=\s*([\w.]+)", requirement)
    if match is None:
        raise SystemExit(f"{requirement!r} has no lower bound; write one as >=")
    return f"{match[1]}=={match[2]}"


if __name__ == "__main__":
    project = tomllib.loads(_PYPROJECT.read_text(encoding="utf-8"))["project"]
    print("\n".join(pinned(requirement) for requirement in project["dependencies"]))
