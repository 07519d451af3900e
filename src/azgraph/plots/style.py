"""The dress of the pictures: the colours and dashes of the map, the same bytes every time."""

from __future__ import annotations

import importlib.util
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from azgraph.errors import AzgraphError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAPER, INK, INK2, RULE = "#FBFAF6", "#1D1B18", "#57534B", "#CFC9BC"
LINES = {1: "#0072B2", -1: "#D55E00", 0: "#6B6B6B"}
TEXTS = {1: "#00639C", -1: "#A34700", 0: "#57534B"}
TINTS = {1: "#D3E5F1", -1: "#F8DFCC", 0: "#E4E1DA"}
DASHES: dict[int, Any] = {1: "solid", -1: (0, (4, 2)), 0: (0, (1, 1.6))}
SIGNS = {1: "+", -1: "\N{MINUS SIGN}", 0: "±"}
MARKS = {1: "o", -1: "D", 0: "s"}
SERIF, SANS = "DejaVu Serif", "DejaVu Sans"
_MEASURES = {
    "font.family": SANS,
    "font.size": 9.0,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "axes.edgecolor": RULE,
    "axes.linewidth": 0.8,
    "axes.unicode_minus": True,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK2,
    "ytick.color": INK2,
    "hatch.linewidth": 0.6,
    "lines.dash_capstyle": "butt",
    # Words become outlines and ids come from one salt, so that a picture looks and is the same anywhere.
    "svg.fonttype": "path",
    "svg.hashsalt": "azgraph",
    "path.simplify": False,
}
WIDTH = 7.2
"""Inches: the text of a report is as wide."""
SMALL = 8.7
"""Points: 12 pixels in a report, the least that is set."""
_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture: its file name, the finding it shows, what one sees in words, and how to save it."""

    name: str
    title: str
    alt: str
    figure: Figure

    def svg(self) -> bytes:
        """The picture as SVG, the same bytes every time."""
        return self._saved("svg", {"Date": None, "Creator": None})

    def png(self) -> bytes:
        """The picture as PNG, the same bytes every time."""
        return self._saved("png", {"Software": None})

    def _saved(self, form: Literal["svg", "png"], metadata: dict[str, None]) -> bytes:
        import matplotlib as mpl

        written = io.BytesIO()
        with mpl.rc_context(_MEASURES):
            self.figure.savefig(written, format=form, dpi=160, metadata=metadata)
        return written.getvalue()


def available() -> bool:
    """Whether Matplotlib is there to draw with."""
    return importlib.util.find_spec("matplotlib") is not None


def sheet(title: str, note: str, source: str, height: float) -> tuple[Figure, tuple[float, float]]:
    """A sheet with title, a line on how to read it and its source, and the free stretch, bottom to top.

    Heights are inches; the stretch is in shares of the sheet, as Matplotlib counts.

    Errors: AzgraphError where Matplotlib is missing.
    """
    if not available():
        raise AzgraphError("pictures need Matplotlib; install it with: pip install 'azgraph[plots]'")
    import matplotlib as mpl
    from matplotlib.figure import Figure

    heads, notes = wrapped(title, 64), wrapped(note, 98)
    top = 0.1 + 0.25 * len(heads) + 0.05 + 0.17 * len(notes) + 0.1
    whole = height + top + 0.3
    with mpl.rc_context(_MEASURES):
        figure = Figure(figsize=(WIDTH, whole))
        for number, line in enumerate(heads):
            text(figure, 0.1 + 0.25 * number, line, family=SERIF, size=13, weight="bold")
        for number, line in enumerate(notes):
            text(figure, 0.15 + 0.25 * len(heads) + 0.17 * number, line, size=9, color=INK2)
        text(figure, whole - 0.22, source, size=SMALL, color=INK2)
    return figure, (0.3 / whole, 1 - top / whole)


def text(figure: Figure, down: float, line: str, **dress: Any) -> None:
    """A line of a sheet, so many inches from its top."""
    whole = figure.get_size_inches()[1]
    figure.text(_MARGIN / WIDTH, 1 - down / whole, line, va="top", **{"family": SANS, **dress})


def panel(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes at a place of a sheet, in shares of it, in this dress."""
    import matplotlib as mpl

    with mpl.rc_context(_MEASURES):
        return figure.add_axes((left, bottom, width, height))


def bare(axes: Axes) -> None:
    """Take frame and ticks from axes."""
    axes.set_axis_off()


def wrapped(line: str, width: int) -> list[str]:
    """A text in lines of so many signs at most."""
    import textwrap

    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]


def toned(tone: float, sign: int) -> str:
    r"""A tone as it is written: whole and with its sign; between 0 and 1 it is said to be less than 1.

    >>> toned(3.9, 1), toned(-0.4, -1) == "\N{MINUS SIGN}<1", toned(0, 0)
    ('+4', True, '±0')
    """
    return f"{SIGNS[sign]}{abs(round(tone)) if abs(tone) >= 1 or not sign else '<1'}"
