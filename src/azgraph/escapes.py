"""Texts of others on their way out: none steers what shows it, be it a terminal or a spreadsheet.

RDF allows control characters in a text, so data of others may bring them. Forms for programs keep the value
and spell it otherwise; what people read shows that it is there.
"""

from __future__ import annotations

import re

from azgraph.errors import InputError

_UNSEEN = re.compile(r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_IN_TEXTS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML = re.compile(r"[\r\x7f-\x9f]")  # a reader of XML makes a line feed of the first
# OWASP's list, in full width too, and the apostrophe itself, so that it can be taken off again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")


def visible(text: str) -> str:
    r"""A text for people, with what would steer a terminal spelt out; ends of lines and tabs stay.

    >>> visible(chr(27) + "[2J" + chr(13) + "gone")
    '\\x1b[2J\\x0dgone'
    """
    return _UNSEEN.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def escaped(text: str) -> str:
    r"""RDF, JSON or TSV with the same values, in which no control character stands as itself.

    >>> escaped('<urn:a> <urn:b> "' + chr(27) + '" .')
    '<urn:a> <urn:b> "\\u001B" .'
    """
    return _IN_TEXTS.sub(lambda found: f"\\u{ord(found[0]):04X}", text)


def in_xml(text: str) -> str:
    """XML with the same values, in which no control character stands as itself.

    >>> in_xml("<a>" + chr(13) + "</a>")
    '<a>&#13;</a>'

    Errors: InputError for what XML has no way to write.
    """
    if found := _NO_XML.search(text):
        raise InputError(f"the answer holds U+{ord(found[0]):04X}, which XML cannot; choose JSON, CSV or TSV")
    return _XML.sub(lambda found: f"&#{ord(found[0])};", text)


def in_sheet(text: str) -> str:
    """A text for a cell, led by an apostrophe where a spreadsheet would take it for a formula.

    >>> in_sheet("=1+1"), in_sheet("Baku")
    ("'=1+1", 'Baku')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
