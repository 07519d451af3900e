"""What cannot be answered: the status that says so, and words for whoever asked."""

from __future__ import annotations

from azgraph.errors import AzgraphError, InputError, OutOfMemory, OutOfTime, TooDeep, TooMuch, UnknownName
from azgraph.server.pool import Busy

LATER = {"Retry-After": "5"}
NAMES = {
    400: "This cannot be read",
    403: "This is not done here",
    404: "Nothing is here",
    405: "This is not how to ask",
    406: "Not in this form",
    408: "This took too long to arrive",
    413: "This is too large",
    414: "This address is too long",
    415: "This sort of content is not read",
    421: "This is another place",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "Not now",
}
"""What stands at the head of a page that says so."""


class Fault(Exception):
    """A request that is not answered, and why."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers or {}


def fault_of(error: Exception) -> Fault:
    """What to answer where an error ended the work.

    What could be better in a while says when to come again.

    >>> fault = fault_of(OutOfTime("stopped after 5 seconds; ask for less, or allow more with --timeout"))
    >>> fault.status, fault.message, fault.headers
    (503, 'stopped after 5 seconds; ask for less', {'Retry-After': '5'})
    """
    if isinstance(error, Fault):
        return error
    # Nothing of options that only the host has.
    message = str(error).partition(", or allow more with --")[0]
    if isinstance(error, OutOfMemory):
        message = "stopped for want of memory; ask for less"
    if isinstance(error, Busy | OutOfTime | OutOfMemory | TooMuch):
        return Fault(503, message, LATER)
    if isinstance(error, UnknownName):
        return Fault(404, message)
    if isinstance(error, InputError | TooDeep):
        return Fault(400, message)
    if isinstance(error, AzgraphError):
        return Fault(503, message, LATER)
    return Fault(500, "what was asked could not be answered; the server's log says where")


def plain(text: str, most: int = 80) -> str:
    r"""What a stranger wrote, short, with what does not show spelt out.

    >>> plain("a\u202eb")
    'a\\u202eb'
    """
    cut = text if len(text) <= most else f"{text[:most]}…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
