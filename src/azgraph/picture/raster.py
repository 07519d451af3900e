"""A standalone SVG as a PNG."""

from __future__ import annotations

from azgraph.errors import AzgraphError

SHARP = 2.0
"""How many dots a pixel of the SVG becomes wide and high, so that a report prints it well."""
_EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{}</svg>'
_WORD = _EMPTY.format('<text y="15">Ab</text>')


def png(svg: str) -> bytes:
    """Draw an SVG of ours with the fonts of this machine.

    Errors: AzgraphError where the library for it, or any font, is missing.
    """
    try:
        import resvg_py
    except ImportError:
        raise AzgraphError(
            "a PNG is drawn by the package resvg-py, which is not installed; "
            "pip install 'azgraph[picture]', or write an .svg"
        ) from None
    if resvg_py.svg_to_bytes(svg_string=_WORD) == resvg_py.svg_to_bytes(svg_string=_EMPTY.format("")):
        raise AzgraphError(
            "no font is installed here, so a PNG would have no words; install one, such as Liberation, "
            "or write an .svg"
        )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=SHARP))
