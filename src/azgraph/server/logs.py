"""What a server says of itself: a line of JSON each on stderr, without the words that somebody asked with."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any


def write(event: str, **fields: Any) -> None:
    """Write one event as a line of JSON.

    A value is never broken into lines; what does not show is spelt out.
    """
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"time": now, "event": event, **fields}, default=str)
    print(line, file=sys.stderr, flush=True)  # noqa: T201


class Lines(logging.Handler):
    """Writes what the libraries log as such lines too."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one message, and of an exception where it was raised."""
        write("server", level=record.levelname.lower(), message=record.getMessage(), **where(record))


def where(record: logging.LogRecord) -> dict[str, str]:
    """The exception of a record, in one line."""
    error = record.exc_info[1] if record.exc_info else None
    return {} if error is None else {"error": place(error)}


def place(error: BaseException) -> str:
    """What an exception is, and the file and line that raised it.

    >>> try: 1 / 0
    ... except ZeroDivisionError as error: print(place(error).partition(" at ")[0])
    ZeroDivisionError: division by zero
    """
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    at = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}: {error}{at}"


def listen() -> None:
    """Let the libraries' loggers write here, and nowhere else."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers = [Lines()] if name in ("uvicorn", "asyncio") else []
        logger.propagate = name not in ("uvicorn", "asyncio")
        logger.setLevel(logging.WARNING)
