"""What a file may not hold, found before a parser meets it: growing entities, endless nesting, controls.

The parsers copy what an entity stands for as often as it is named, and hold every open bracket
in memory; both end the whole process before an error could be raised.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.parsers import expat

from azgraph.errors import InputError

DEEPEST = 100
"""How many brackets or elements may be open at once; people's own files have fewer than ten."""
_LONGEST_ENTITY = 200  # the namespaces that editors of ontologies abbreviate so are shorter

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\(?:u00|U000000)(0[0-8bBeEfF]|1[\da-fA-F]|7[fF]|[89][\da-fA-F])")
_JSON = re.compile(r'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])', re.DOTALL)


def refuse_controls(text: str, path: Path | None = None, *, escapes: bool = False) -> None:
    """Refuse a text with characters that steer a terminal or end a text, also where they are escaped.

    >>> refuse_controls("a tab" + chr(9) + "and a line" + chr(10))
    >>> refuse_controls("one" + chr(10) + "two" + chr(27) + "[2J")
    Traceback (most recent call last):
    azgraph.errors.InputError: holds the control character U+001B; take it out

    Errors: InputError with the line.
    """
    if (found := control(text, path, escapes=escapes)) is not None:
        raise found


def control(text: str, path: Path | None = None, *, escapes: bool = False) -> InputError | None:
    """The error that names the first such character of a text; None where there is none."""
    found = _CONTROL.search(text)
    code = ord(found[0]) if found else 0
    if found is None and escapes and (found := _ESCAPED.search(text)):
        code = int(found[1], 16)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    return InputError(f"holds the control character U+{code:04X}; take it out", path=path, line=line)


def without_controls(text: str) -> str:
    r"""A text of others with the replacement character for each: a row is worth more than one sign of a name.

    >>> without_controls("C" + chr(27) + "[2Jte") == "C\ufffd[2Jte"
    True
    """
    return _CONTROL.sub("\ufffd", text)


def refuse_json(text: str, path: Path | None = None) -> None:
    """Refuse JSON whose brackets are nested without end.

    Errors: InputError with the line.
    """
    depth = 0
    for found in _JSON.finditer(text):
        depth += bool(found[1]) - bool(found[2])
        if depth > DEEPEST:
            raise _too_deep(path, text.count("\n", 0, found.start()) + 1)


def refuse_xml(text: str, path: Path | None = None) -> None:
    """Refuse XML with entities that lie elsewhere, are long or name others, and elements nested without end.

    Entities that abbreviate an address stay allowed: editors of ontologies write them.

    Errors: InputError with the line, also for what is not XML.
    """
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def refused(reason: str) -> InputError:
        return InputError(reason, path=path, line=parser.CurrentLineNumber)

    def declare(name: str, is_parameter: int, value: str | None, *_: object) -> None:
        if is_parameter or value is None:
            raise refused(f"has the entity {name}, which lies elsewhere; nothing is fetched: write it out")
        if "&" in value or len(value) > _LONGEST_ENTITY:
            raise refused(f"has the entity {name}, which may grow without end; write it out")

    def enter(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _too_deep(path, parser.CurrentLineNumber)

    def leave(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.EntityDeclHandler = declare
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.ParseFile(io.BytesIO(text.encode()))
    except expat.ExpatError as error:
        message = f"not valid RDF/XML: {expat.ErrorString(error.code)}"
        raise InputError(message, path=path, line=error.lineno) from None


def _too_deep(path: Path | None, line: int) -> InputError:
    return InputError(f"is nested more than {DEEPEST} deep; write it flatter", path=path, line=line)
