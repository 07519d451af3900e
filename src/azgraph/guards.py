"""Work that can be stopped: in a child process with limits, without network.

An engine that runs a stranger's query hears neither Ctrl-C nor an alarm, and ends its whole
process where memory runs out or the query is nested too deeply. So it runs in a process
that may end: the parent waits, stops it in time and says what happened. The child has a
graph of its own, so that whatever happens to it happens to no other.

On Linux the child is forked, which costs a few milliseconds; elsewhere it starts anew.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import io
import math
import multiprocessing
import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from azgraph import errors
from azgraph.errors import AzgraphError, OutOfMemory, OutOfTime, TooDeep, TooMuch

_CHUNK = 1 << 20
_START = "fork" if sys.platform == "linux" else "spawn"
_NEW_USER, _NEW_NETWORK, _DIE_WITH_PARENT = 0x10000000, 0x40000000, 1  # sched.h, prctl.h


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take: seconds, megabytes of memory, rows, megabytes of text, and the network.

    The memory is what is taken beside all that the process holds when the work begins.
    """

    seconds: float = 60
    memory: int = 2000
    rows: int = 100_000
    size: int = 100
    network: bool = False


def run(function: Callable[..., str], *arguments: Any, limits: Limits) -> tuple[str, str]:
    """The text that a function returns, computed in a child process, and what it wrote to stderr.

    The text comes whole or not at all. Rows are for the function to count. Where processes
    cannot be forked, function and arguments must be such that they can be pickled.

    >>> run(str.upper, "an answer", limits=Limits())
    ('AN ANSWER', '')

    Errors: what the function raises of azgraph's own; OutOfTime, OutOfMemory, TooDeep, TooMuch.
    """
    context = cast("Any", multiprocessing.get_context(_START))
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(theirs, os.getpid(), limits, function, arguments))
    deadline = time.monotonic() + limits.seconds
    with warnings.catch_warnings():
        # Another thread may hold a lock that the child then waits for; its time limit ends that, too.
        warnings.filterwarnings("ignore", ".*multi-threaded.*fork", DeprecationWarning)
        child.start()
    theirs.close()  # so that the pipe ends when the child does
    try:
        outcome, notes, text = (_received(ours, deadline, limits) for _ in range(3))
    except EOFError:
        child.join()
        raise ending(child.exitcode, limits) from None
    finally:
        child.kill()
        child.join()
        ours.close()
    if outcome:
        raise error_of(outcome, text, limits)
    return text, notes


def _received(pipe: Connection, deadline: float, limits: Limits) -> str:
    """One text of the child's, whole."""
    chunks: list[bytes] = []
    while not chunks or chunks[-1]:
        if not pipe.poll(max(0, deadline - time.monotonic())):
            raise _out_of_time(limits)
        chunks.append(pipe.recv_bytes())
        if sum(map(len, chunks)) > limits.size * 1_000_000:
            raise TooMuch(
                f"the answer is larger than {limits.size:,} MB; ask for less, or allow more with --size"
            )
    return b"".join(chunks).decode()


def _work(
    pipe: Connection, parent: int, limits: Limits, function: Callable[..., str], arguments: Any
) -> None:
    """What the child does: confine itself, compute, and tell the outcome, the notes and the text."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends us
    confine(parent, limits)
    allow(limits)
    notes = sys.stderr = io.StringIO()
    try:
        outcome, text = "", function(*arguments)
    except Exception as error:
        outcome, text = told_error(error)
    for told in (outcome, notes.getvalue(), text):
        whole = told.encode()
        for start in range(0, len(whole), _CHUNK):
            pipe.send_bytes(whole[start : start + _CHUNK])
        pipe.send_bytes(b"")


def told_error(error: Exception) -> tuple[str, str]:
    """An error of the child's as two texts that its parent makes one of again."""
    if isinstance(error, AzgraphError):
        return type(error).__name__, str(error)
    if isinstance(error, MemoryError):
        return OutOfMemory.__name__, ""
    if isinstance(error, RecursionError):
        return TooDeep.__name__, ""
    return "Exception", "".join(traceback.format_exception(error))


def confine(parent: int, limits: Limits) -> None:
    """Give up what a child's work does not need; what a system does not offer is left as it is."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)  # the engine's last words are said better by the parent
    faulthandler.disable()
    with contextlib.suppress(ImportError):  # not on Windows
        import resource

        _limit(resource, "RLIMIT_CORE", 0)
        _limit(resource, "RLIMIT_DATA", _held() + limits.memory * 1_000_000)
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        system.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        # Root needs no user of its own, and would lose its rights to read; others need one.
        if not limits.network and system.unshare(_NEW_NETWORK) != 0:
            system.unshare(_NEW_USER | _NEW_NETWORK)
        if os.getppid() != parent:  # it died before it could be asked to take us along
            os._exit(1)


def allow(limits: Limits) -> None:
    """Let this child work for as long from now on, should the parent not be there to stop it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        seconds = int(time.process_time()) + math.ceil(limits.seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))


def _held() -> int:
    """The bytes of data that this process has already, where the system tells: a large graph is no answer."""
    with contextlib.suppress(OSError), Path("/proc/self/status").open(encoding="ascii") as status:
        return sum(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData:"))
    return 0


def _limit(resource: Any, name: str, value: int) -> None:
    with contextlib.suppress(AttributeError, OSError, ValueError):
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def ending(code: int | None, limits: Limits) -> AzgraphError:
    """What a child died of that could not say so itself."""
    if code == -getattr(signal, "SIGXCPU", 0):
        return _out_of_time(limits)
    if code in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 0)):  # by itself; by a system without memory
        return _out_of_memory(limits)
    if code is not None and code != 1:
        return TooDeep(_DEEP)
    return AzgraphError("the process that worked on the answer ended without one; try again")


_DEEP = "the query is nested too deeply for the engine; take brackets or steps out of it"


def _out_of_time(limits: Limits) -> AzgraphError:
    return OutOfTime(
        f"stopped after {limits.seconds:g} seconds without an answer; "
        "ask for less, or allow more with --timeout"
    )


def _out_of_memory(limits: Limits) -> AzgraphError:
    return OutOfMemory(
        f"stopped at {limits.memory:,} MB of memory without an answer; "
        "ask for less, or allow more with --memory"
    )


def error_of(outcome: str, text: str, limits: Limits) -> Exception:
    """An error of the child's as one of the parent's."""
    if outcome == OutOfMemory.__name__:
        return _out_of_memory(limits)
    if outcome == TooDeep.__name__:
        return TooDeep(_DEEP)
    kind = getattr(errors, outcome, None)
    return kind(text) if kind else RuntimeError(f"in the child process:\n{text}")
