"""DuckDB by hand, measured."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import by_hand
from work import Task, run


def main(path: str, folder: str) -> Iterator[Task]:
    """The one task."""
    yield "import", lambda: by_hand.work(path, folder), int


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
