"""A directory that is built aside and moved into place whole, by one writer at a time."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from azgraph.errors import InputError
from azgraph.files import put_in_place

MANIFEST = "manifest.json"
"""The file by which a dataset directory is known; it is written last."""


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which then takes the place of a dataset directory, or goes if that fails.

    Another process that builds the same directory is refused. What a killed one left goes
    first, and a dataset that it had moved away comes back.

    Errors: InputError for a folder that is no dataset, that may not be written or is being
    written; OSError where the disk fails.
    """
    given, folder = folder, folder.resolve()
    if folder.exists() and not folder.joinpath(MANIFEST).is_file():
        raise InputError("is there already and is no dataset; name another folder", path=given)
    aside, old = (folder.with_name(f".{folder.name}.{part}") for part in ("part", "old"))
    try:
        lock = _take(aside, given)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=given) from None
    try:
        if old.exists() and not folder.exists():
            old.replace(folder)
        _clear(old)
        yield aside
        _place(aside, folder, old)
    except BaseException:
        _clear(aside)  # and not where all went well: by then it may be another's
        raise
    finally:
        if lock is not None:
            os.close(lock)


def _take(aside: Path, given: Path) -> int | None:
    """Make the folder, empty and locked; a lock ends with its process, however that ends."""
    if os.name != "posix":  # elsewhere two writers at once are not told apart
        _clear(aside)
        aside.mkdir()
        return None
    while True:
        aside.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):  # where another was ready in between, and moved it into place
            lock = os.open(aside, os.O_RDONLY)
            try:
                _lock(lock, wait=False)
                if os.path.samestat(os.fstat(lock), aside.stat()):
                    break
            except BlockingIOError:
                os.close(lock)
                message = "is being written by another import; wait for it, or name another folder"
                raise InputError(message, path=given) from None
            except FileNotFoundError:
                pass
            os.close(lock)
    for left in aside.iterdir():
        _clear(left)
    return lock


def _lock(number: int, *, wait: bool) -> None:
    fcntl = importlib.import_module("fcntl")  # which the system alone has
    fcntl.flock(number, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _place(aside: Path, folder: Path, old: Path) -> None:
    for path in aside.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    if os.name == "posix" and folder.exists():
        # For a moment it lies where others take their lock from.
        older = os.open(folder, os.O_RDONLY)
        try:
            _lock(older, wait=True)
            put_in_place(aside, folder, old)
        finally:
            os.close(older)
    else:
        put_in_place(aside, folder, old)
    _clear(old)
