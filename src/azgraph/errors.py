"""The errors that azgraph raises, one base with few children."""

from __future__ import annotations

from pathlib import Path


class AzgraphError(Exception):
    """Something that the caller can mend; the message says what, where and how."""

    exit_code = 2


class InputError(AzgraphError):
    """A text or file that cannot be read as what it should be.

    >>> str(InputError("not a day: 'x'", path=Path("a.ttl"), line=3))
    "a.ttl:3: not a day: 'x'"
    """

    def __init__(self, message: str, *, path: Path | None = None, line: int | None = None) -> None:
        place = "" if path is None else f"{path}:{line}: " if line else f"{path}: "
        super().__init__(place + message)
        self.path = path
        self.line = line


class UnknownName(AzgraphError):
    """A question, actor or parameter that does not exist; the message names the nearest ones."""
