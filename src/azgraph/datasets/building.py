"""A directory that is built aside and moved into place whole, by one writer at a time."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from azgraph.errors import InputError

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
    finally:
        _clear(aside)
        if lock is not None:
            os.close(lock)


def _take(aside: Path, given: Path) -> int | None:
    """Make the folder, empty and locked; a lock ends with its process, however that ends."""
    if os.name != "posix":  # elsewhere two writers at once are not told apart
        _clear(aside)
        aside.mkdir()
        return None
    fcntl = importlib.import_module("fcntl")  # which the system alone has
    while True:
        aside.mkdir(exist_ok=True)
        lock = os.open(aside, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            message = "is being written by another import; wait for it, or name another folder"
            raise InputError(message, path=given) from None
        if aside.exists() and os.path.samestat(os.fstat(lock), aside.stat()):
            break
        os.close(lock)  # the other was ready in between, and the folder moved into place
    for left in aside.iterdir():
        _clear(left)
    return lock


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _place(aside: Path, folder: Path, old: Path) -> None:
    for path in aside.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    if folder.exists():
        folder.replace(old)
    aside.replace(folder)
    _clear(old)
