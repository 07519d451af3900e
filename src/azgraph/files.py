"""Where ontology, data and queries lie, and how files are written."""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from azgraph.errors import InputError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]
_HERE, _EXCHANGE = -100, 2  # fcntl.h, stdio.h


def resource(*parts: str) -> Path:
    """The path of a file or folder that azgraph ships: in the package, else in the checkout.

    >>> resource("ontology", "kinds.ttl").name
    'kinds.ttl'
    """
    for root in (_PACKAGE, _CHECKOUT):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"azgraph is not installed whole: {'/'.join(parts)} is missing")


def ontology_files() -> list[Path]:
    """The Turtle files of the ontology that a graph is loaded with; shapes are left out."""
    names = ("azgraph.ttl", "kinds.ttl", "statuses.ttl", "alignments.ttl")
    return [resource("ontology", name) for name in names]


def read_text(path: Path) -> str:
    """Read a UTF-8 file, with or without a byte order mark, with any line ends.

    Errors: InputError for a missing file, a folder, an empty file or one that is not UTF-8.
    """
    text = read_whole(path).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError("is empty; nothing to read", path=path)
    return text


def read_whole(path: Path) -> str:
    """Read a UTF-8 file as it stands, which may be empty: line ends inside a text of RDF are part of it.

    Errors: InputError for a missing file, a folder, or one that is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError("no such file", path=path) from None
    except IsADirectoryError:
        raise InputError(f"is a folder; name files, such as {path}/*.ttl", path=path) from None
    except PermissionError:
        raise InputError("may not be read; check the file's permissions", path=path) from None
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 text (byte {error.start}); save it as UTF-8", path=path) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from None


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, whole or not at all.

    Errors: InputError where the folder does not exist or may not be written.
    """
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: aside first, then moved into place.

    Errors: InputError where the folder does not exist or may not be written.
    """
    handle = None
    try:
        if path.is_dir():
            raise InputError("is a folder; name a file to write", path=path)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(0o666 & ~_umask())
        Path(aside).replace(path)
    except OSError as error:
        if handle is not None:
            Path(aside).unlink(missing_ok=True)
        raise InputError(f"cannot be written: {error.strerror}", path=path) from None


def write_folder(path: Path, files: Mapping[str, bytes], *, exact: bool = False) -> None:
    """Write a folder of files whole or not at all, in place of one that holds none of other endings.

    With `exact` only a folder that holds nothing but files of these very names is replaced.

    Errors: InputError where it may not be written, or holds what was not written here.
    """
    endings = {Path(name).suffix for name in files}
    try:
        if path.exists() and not path.is_dir():
            raise InputError("is a file; name a folder to write", path=path)
        for found in path.iterdir() if path.exists() else ():
            ours = found.name in files if exact else found.suffix in endings
            if found.is_dir() or not ours:
                message = f"is there already and holds other files ({found.name}); move it away"
                raise InputError(message, path=path)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as aside:
            new, old = Path(aside, "new"), Path(aside, "old")
            new.mkdir()
            for name, data in files.items():
                new.joinpath(name).write_bytes(data)
            put_in_place(new, path, old)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=path) from None


def put_in_place(new: Path, path: Path, old: Path) -> None:
    """Move a folder to where another may be, which goes to `old`; at once where the system can.

    Elsewhere there is a moment without either, and who ends in it leaves the other at `old`.
    """
    if path.exists() and _exchange(new, path):
        new.replace(old)
        return
    if path.exists():
        path.replace(old)
    new.replace(path)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places, as Linux does in one step; whether that could be done."""
    if sys.platform != "linux":
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:  # an old libc
        return False
    return bool(call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
