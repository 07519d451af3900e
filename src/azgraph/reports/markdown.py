"""A report as Markdown that a person would forward."""

from __future__ import annotations

import re
from urllib.parse import quote

from azgraph.reports.document import Document, Line


def as_markdown(document: Document, *, folder: str = "") -> str:
    """A document as Markdown: headings, short lines, sentence ids in brackets; pictures lie in a folder."""
    blocks = [f"# {escaped(document.title)}", escaped(document.standfirst)]
    for section in document.sections:
        lines = [f"## {escaped(section.title)}"]
        lines += [f"{escaped(section.note)}\n"] if section.note else []
        for drawn in section.pictures:
            lines.append(f"![{escaped(drawn.alt)}]({quote(folder)}/{drawn.name}.svg)\n")
        for line in section.lines:
            lines.append(_bullet(line))
            lines += [f"  {_bullet(more, bold=False)}" for more in line.more]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    r"""A text in which no sign is taken for markup.

    >>> escaped("a *b* <c>")
    'a \\*b\\* \\<c>'
    """
    return re.sub(r"([\\*_`<\[\]|])", r"\\\1", text)


def _bullet(line: Line, *, bold: bool = True) -> str:
    mark = "**" if bold else ""
    head = f"{mark}{escaped(line.head)}{mark}: " if line.head else ""
    evidence = f" ({escaped(line.evidence)})" if line.evidence else ""
    return f"- {head}{escaped(line.text)}{evidence}"
