"""The lines of a file, plain or packed, some thousands at a time and within bounds."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
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
_MOST = 1 << 36
"""Bytes that no archive may unpack to, however large it is: the disk must hold what is made of them."""


def blocks(path: Path, *, longest: int = LONGEST) -> Iterator[tuple[int, bytes]]:
    """The lines of a file, many at a time: the number of the first, from 1, and the bytes.

    Errors: InputError as `parts`, and for a zip of several files.
    """
    for name, number, block in parts(path, longest=longest):
        if name != path.name:
            raise InputError("holds several files, not one; unpack it and name them", path=path)
        yield number, block


def parts(path: Path, *, longest: int = LONGEST) -> Iterator[tuple[str, int, bytes]]:
    """The lines of a file, many at a time: of which file, the number of the first, and the bytes.

    That is the file itself but in a zip of several, where it is as `a.zip!b.csv`. A gzip or zip
    file is known by its first bytes, whatever its name. Nothing is unpacked to disk. A line of
    `longest` bytes or more may come cut, as the last of its block; a file without lines gives b"".

    Errors: InputError for what cannot be read, a damaged or locked archive, one that names a
    path outside itself or unpacks beyond all measure.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(4)
            file.seek(0)
            if magic[:2] == b"\x1f\x8b":
                unpacked = _Unpacked(path)
                stream = cast("IO[bytes]", gzip.GzipFile(fileobj=file))
                found = _numbered(stream, longest, unpacked.count)
                yield from ((path.name, number, block) for number, block in found)
            elif magic == b"PK\x03\x04":
                yield from _zipped(file, path, longest)
            else:
                yield from ((path.name, number, block) for number, block in _numbered(file, longest))
    except FileNotFoundError:
        raise InputError("no such file", path=path) from None
    except IsADirectoryError:
        raise InputError("is a folder; name files", path=path) from None
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise InputError(f"is a damaged archive: {error}; fetch it again", path=path) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from None


def _zipped(file: IO[bytes], path: Path, longest: int) -> Iterator[tuple[str, int, bytes]]:
    with zipfile.ZipFile(file) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if not members:
            raise InputError("holds no file", path=path)
        seen: set[str] = set()
        for member in members:
            _refuse(member, seen, path)
            seen.add(member.filename)
        unpacked = _Unpacked(path)
        for member in members:
            name = path.name if len(members) == 1 else f"{path.name}!{member.filename}"
            with archive.open(member) as stream:
                for number, block in _numbered(stream, longest, unpacked.count):
                    yield name, number, block


def _refuse(member: zipfile.ZipInfo, seen: set[str], path: Path) -> None:
    if member.flag_bits & 1:
        raise InputError(f"holds {member.filename!r} under a password; unpack it first", path=path)
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts:
        raise InputError(f"names a path outside itself, {member.filename!r}; do not trust it", path=path)
    if member.filename in seen:
        raise InputError(f"holds two files of the name {member.filename!r}; rename one", path=path)


class _Unpacked:
    """How much came out of an archive, of all its files together, which has a bound."""

    def __init__(self, path: Path) -> None:
        self._path, self._read = path, 0
        self._most = min(_MOST, max(_FREE, path.stat().st_size * _RATIO))

    def count(self, piece: bytes) -> bytes:
        """Count what came out, and hand it on.

        Errors: InputError where it is more than any data pack.
        """
        self._read += len(piece)
        if self._read > self._most:
            told = (
                f"{_RATIO} times its size, as only a zip bomb does"
                if self._most < _MOST
                else f"{_MOST:,} bytes"
            )
            raise InputError(f"unpacks to more than {told}; unpack it yourself", path=self._path)
        return piece


def _numbered(
    stream: IO[bytes], longest: int, counted: Callable[[bytes], bytes] = lambda piece: piece
) -> Iterator[tuple[int, bytes]]:
    number = 1
    while (block := counted(stream.read(_BLOCK))) or number == 1:
        if not block.endswith(b"\n"):
            block += counted(stream.readline(longest))
        yield number, block
        if not block:
            return
        number += block.count(b"\n")
        if not block.endswith(b"\n"):  # the file ends, or here a line is cut
            number += 1
            while (more := counted(stream.readline(longest))) and not more.endswith(b"\n"):
                pass
