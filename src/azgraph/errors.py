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


class OutOfTime(AzgraphError):
    """Work that was stopped because it took too long."""

    exit_code = 3


class OutOfMemory(AzgraphError):
    """Work that was stopped because it took too much memory."""

    exit_code = 4


class TooDeep(AzgraphError):
    """A query whose nesting is deeper than the engine can follow."""

    exit_code = 5


class TooMuch(AzgraphError):
    """An answer with more rows or bytes than may be given."""

    exit_code = 6


class ServerError(AzgraphError):
    """A server that cannot be reached, does not speak SPARQL, fails or cuts its answer."""

    exit_code = 7
