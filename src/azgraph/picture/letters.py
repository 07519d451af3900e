"""How wide a text surely is, where no browser can measure it, and how it breaks into lines."""

from __future__ import annotations

import re
import unicodedata

# In ems; the widest of Open Sans, Segoe UI, Liberation Sans and their serifs, semi-bold.
_CLASSES = (
    ("iljI.,:;'|!()[] ", 0.36),
    ("ftr-/", 0.44),
    ("aceksvxyzJ0123456789", 0.6),
    ("mMW@%", 0.98),
    ("wOQGCDNHU&", 0.82),
)


def width(text: str, size: float) -> float:
    """The width that a text at most has in a common font of a size.

    >>> width("Iran", 10) < width("Oman", 10)
    True
    """
    return size * sum(map(_letter, text))


def _letter(letter: str) -> float:
    for letters, wide in _CLASSES:
        if letter in letters:
            return wide
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.73 if letter.isupper() or not letter.isascii() else 0.66


def lines(text: str, size: float, room: float, most: int) -> list[str]:
    """A text in at most so many lines that fit into a room; what does not fit ends in three points.

    >>> lines("Countries with past tension", 10, 100, 2)
    ['Countries with', 'past tension']
    >>> lines("Countries with past tension", 10, 100, 1)
    ['Countries...']
    """
    found: list[str] = []
    for word in re.split(r"[ \t\n]+", text.strip()):  # but not at a space that holds together
        if found and width(f"{found[-1]} {word}", size) <= room:
            found[-1] += f" {word}"
        else:
            found.append(word)
    kept = found[:most]
    if len(found) > most:
        kept[-1] += "..."
    return [_cut(line, size, room) for line in kept]


def balanced(text: str, size: float, room: float, most: int) -> list[str]:
    """A text in no more lines than `lines` makes of it, but about as long as each other.

    >>> lines("A partnership with many came", 10, 160, 3)
    ['A partnership with many', 'came']
    >>> balanced("A partnership with many came", 10, 160, 3)
    ['A partnership', 'with many came']
    """
    found = lines(text, size, room, most)
    while len(found) > 1 and room > size:
        room -= size / 2
        closer = lines(text, size, room, most)
        if len(closer) > len(found) or " ".join(closer) != " ".join(found):
            break
        found = closer
    return found


def _cut(line: str, size: float, room: float) -> str:
    if width(line, size) <= room:
        return line
    shorter = line.removesuffix("...")
    while shorter and width(shorter + "...", size) > room:
        shorter = shorter.rpartition(" ")[0] if " " in shorter else shorter[:-1]
    return shorter + "..."


def pinched(text: str, size: float, room: float) -> str:
    """A text that fits into a room, cut in its middle, for names of which the ends tell them apart.

    >>> pinched("Republic number 17", 10, 70)
    'Repu...r 17'
    """
    for away in range(1, len(text)):
        head, tail = (len(text) - away + 1) // 2, (len(text) - away) // 2
        shorter = f"{text[:head].rstrip()}...{text[len(text) - tail :]}"
        if width(shorter, size) <= room:
            return shorter
    return text
