"""The lines of a file, plain or packed, some thousands at a time and within bounds."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, cast

from azgraph.errors import InputError

LONGEST = 1 << 20
"""Bytes of the longest line that is read; event data has lines of a few hundred."""
_BLOCK = 1 << 23
"""Bytes that are read at a time: enough to work on whole columns, and few beside the memory there is."""
_RATIO = 100
"""How many times its packed size a file may unpack to; event data packs to a fifth or a tenth."""
_FREE = 1 << 26
"""Bytes that any file may unpack to, however small it is."""


def blocks(path: Path, *, longest: int = LONGEST) -> Iterator[tuple[int, bytes]]:
    """The lines of a file, many at a time: the number of the first, from 1, and the bytes.

    A gzip or zip file is known by its first bytes, whatever its name. Nothing is unpacked
    to disk. A line of `longest` bytes or more may come cut, as the last of its block.

    Errors: InputError for what cannot be read, a damaged or locked archive, one that names a
    path outside itself or unpacks beyond all measure.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(4)
            file.seek(0)
            if magic[:2] == b"\x1f\x8b":
                stream = cast("IO[bytes]", gzip.GzipFile(fileobj=file))
                yield from _numbered(stream, path.stat().st_size, path, longest)
            elif magic == b"PK\x03\x04":
                yield from _zipped(file, path, longest)
            else:
                yield from _numbered(file, None, path, longest)
    except FileNotFoundError:
        raise InputError("no such file", path=path) from None
    except IsADirectoryError:
        raise InputError("is a folder; name files", path=path) from None
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise InputError(f"is a damaged archive: {error}; fetch it again", path=path) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from None


def _zipped(file: IO[bytes], path: Path, longest: int) -> Iterator[tuple[int, bytes]]:
    with zipfile.ZipFile(file) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        if len(parts) != 1:
            raise InputError(f"holds {len(parts)} files, not one; unpack it and name them", path=path)
        part = parts[0]
        if part.flag_bits & 1:
            raise InputError(f"holds {part.filename!r} under a password; unpack it first", path=path)
        name = PurePosixPath(part.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts:
            raise InputError(f"names a path outside itself, {part.filename!r}; do not trust it", path=path)
        with archive.open(part) as stream:
            yield from _numbered(stream, part.compress_size, path, longest)


def _numbered(stream: IO[bytes], packed: int | None, path: Path, longest: int) -> Iterator[tuple[int, bytes]]:
    read, number = 0, 1

    def counted(piece: bytes) -> bytes:
        nonlocal read
        read += len(piece)
        if packed is not None and read > max(_FREE, packed * _RATIO):
            raise InputError(
                f"unpacks to more than {_RATIO} times its size, as only a zip bomb does; unpack it yourself",
                path=path,
            )
        return piece

    while block := counted(stream.read(_BLOCK)):
        if not block.endswith(b"\n"):
            block += counted(stream.readline(longest))
        yield number, block
        number += block.count(b"\n")
        if not block.endswith(b"\n"):  # the file ends, or here a line is cut
            number += 1
            while (more := counted(stream.readline(longest))) and not more.endswith(b"\n"):
                pass
