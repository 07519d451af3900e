"""Building a standalone SVG: elements by name, texts made harmless, colours in full."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree as ET

SERIF = (
    "Charter, 'Bitstream Charter', 'Charis SIL', 'Sitka Text', Cambria, Georgia, 'Liberation Serif', serif"
)
SANS = "'Segoe UI', 'Open Sans', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"
INK, INK2, INK3, RULE, PAPER = "#111111", "#57534B", "#6A655C", "#CFC9BC", "#FFFFFF"
LINES = {1: "#0072B2", -1: "#D55E00", 0: "#6B6B6B"}
TEXTS = {1: "#00639C", -1: "#A34700", 0: "#57534B"}
SIGNS = {1: "+", -1: "\u2212", 0: "\u00b1"}


def harmless(text: str) -> str:
    r"""A text on one line without control characters, which XML forbids or which turn other text round.

    >>> harmless("a\u202eb\x00\nc")
    'ab c'
    """
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})


def element(parent: ET.Element, name: str, **attributes: object) -> ET.Element:
    """Add an element; underscores in the names of attributes become hyphens, numbers get short."""
    given = {key.strip("_").replace("_", "-"): _written(value) for key, value in attributes.items()}
    return ET.SubElement(parent, name, given)


def write(parent: ET.Element, x: float, y: float, text: str, **attributes: object) -> ET.Element:
    """Add a text."""
    found = element(parent, "text", x=x, y=y, **attributes)
    found.text = harmless(text)
    return found


def _written(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def root(width: float, height: float, title: str, description: str) -> ET.Element:
    """An empty picture of a size on white, named for those who do not see it."""
    found = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", role="img", lang="en")
    found.attrib |= {
        "width": _written(width), "height": _written(height),
        "viewBox": f"0 0 {_written(width)} {_written(height)}", "font-family": SANS, "fill": INK,
    }  # fmt: skip
    element(found, "title").text = harmless(title)
    element(found, "desc").text = harmless(description)
    element(found, "rect", width=width, height=height, fill=PAPER)
    return found


def text_of(picture: ET.Element) -> str:
    """The picture as the text of a file."""
    written = ET.tostring(picture, encoding="unicode")
    for end in ("/>", "</g>", "</text>"):  # no break inside a text, where it would be seen as a space
        written = written.replace(f"{end}<", f"{end}\n<")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def pattern(sign: int, width: float) -> dict[str, object]:
    """How the strands of a sign are dashed, so that it is read without colour."""
    if sign > 0:
        return {}
    if sign < 0:
        return {"stroke_dasharray": "6 3.5" if width < 2 else f"{width + 4.5:.1f} {width * 0.5 + 2:.1f}"}
    return {"stroke_dasharray": f"0.1 {width * 1.2 + 3:.1f}", "stroke_linecap": "round"}
