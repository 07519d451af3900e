"""Runs the fenced blocks of a page of Markdown, and tells where one does not do what it shows.

What a block is called says what becomes of it:

- `console`: each line behind `$ ` runs in bash, or in this process where bash would only start azgraph; what
  stands below it must be what it prints, with `…` for whatever is left out. A command that shows nothing must
  succeed.
- `python` runs; the blocks of a page share their names. `pycon` is compared as a doctest.
- `sparql` is asked of the bundled graph and must find something.
- `turtle` must pass `azgraph check`, a kind the style sheet of the ontology. One that begins with a
  comment that is a path is written there first, for the commands below it.
- `sh` holds what installs, opens or sets up something and is not run: its targets and extras must exist.
- `text`, `r`, and blocks without a name are not run. `text` with the name of a file behind it is written there.

All blocks of a page run in one folder, in their order.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import Graph

from azgraph import findings, load, sparql, turtle
from azgraph.files import resource
from commands import azgraph

ROOT = Path(__file__).resolve().parents[1]
NOT_RUN = ("", "text", "r")
_FENCE = re.compile(r"^```(\S*)[ ]*([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_BASH = re.compile(r"""^[^']*(?:'[^']*'[^']*)*[|&;<>$`*?~#({\\]""")  # what bash reads, outside of '…'
_SETTING_UP = re.compile(r"make |pip |pipx |source \.venv/bin/activate\b|.*_AZGRAPH_COMPLETE=|#")
_COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, the line of the page where it begins, and the file it is."""

    language: str
    text: str
    line: int
    file: str = ""


def blocks(page: str) -> list[Block]:
    r"""The fenced blocks of a page; directives of the site are none.

    >>> blocks("Text\n```python\n1\n```\n")
    [Block(language='python', text='1\n', line=2, file='')]
    """
    found = [Block(m[1], m[3], page.count("\n", 0, m.start()) + 1, m[2]) for m in _FENCE.finditer(page)]
    return [block for block in found if not block.language.startswith("{")]


def commands(text: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what is shown below it."""
    return [(command, shown.strip()) for command, shown in _COMMAND.findall(text)]


def fits(shown: str, printed: str) -> bool:
    r"""Whether what is shown is what was printed, with … for any text.

    >>> fits("a … c", "a b c"), fits("a\n…\nd", "a\nb\nc\nd"), fits("a", "a b")
    (True, True, False)
    """
    pattern = ".*".join(re.escape(part) for part in shown.split("…"))
    return (
        re.fullmatch(pattern, "\n".join(map(str.rstrip, printed.strip().splitlines())), re.DOTALL) is not None
    )


class Page:
    """The blocks of one page, run in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, Any] = {}

    def complaint(self, block: Block) -> str:
        """What is wrong with a block, empty where nothing is."""
        if block.file and block.language == "text":
            (self._folder / block.file).write_text(block.text, encoding="utf-8")
        if block.language in NOT_RUN:
            return ""
        run = getattr(self, f"_{block.language}", None)
        return run(block.text) if run else f"nothing is known of blocks called {block.language!r}"

    def _console(self, text: str) -> str:
        wrong = []
        for command, shown in commands(text):
            code, printed = shell(command, self._folder)
            if shown and not fits(shown, printed):
                wrong.append(f"$ {command}\nprints\n{printed}\nand not\n{shown}")
            elif not shown and code:
                wrong.append(f"$ {command}\nfails with {code}: {printed}")
        return "\n".join(wrong)

    def _python(self, text: str) -> str:
        with contextlib.chdir(self._folder), contextlib.redirect_stdout(io.StringIO()):
            exec(text, self._names)
        return ""

    def _pycon(self, text: str) -> str:
        report = io.StringIO()
        test = doctest.DocTestParser().get_doctest(text, self._names, "block", None, None)
        with contextlib.chdir(self._folder):
            doctest.DocTestRunner(verbose=False).run(test, out=report.write, clear_globs=False)
        self._names |= test.globs
        return report.getvalue()

    def _sparql(self, text: str) -> str:
        return "" if any(True for _ in sparql.run(load(), text)) else "finds nothing"

    def _turtle(self, text: str) -> str:
        named = re.match(r"# (\S+\.ttl)\n", text)
        path = self._folder / (named[1] if named else "block.ttl")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(with_prefixes(text), encoding="utf-8")
        return "\n".join(kind_errors(path) if " a az:Kind" in text else errors(path))

    def _sh(self, text: str) -> str:
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
            "optional-dependencies"
        ]
        wrong = [t for t in re.findall(r"^make (\w+)", text, re.MULTILINE) if f"\n{t}:" not in makefile]
        wrong += [
            e for found in re.findall(r"\[([\w,]+)\]", text) for e in found.split(",") if e not in extras
        ]
        wrong += [line for line in text.splitlines() if line and not _SETTING_UP.match(line)]
        return f"neither run nor known: {', '.join(wrong)}" if wrong else ""


def shell(command: str, folder: Path) -> tuple[int, str]:
    """Run a command as a reader would, and return its exit code and all that it prints."""
    if command.startswith("azgraph ") and not _BASH.search(command):
        done = azgraph(*shlex.split(command)[1:], cwd=folder, mixed=True, COLUMNS="100")
        return done.returncode, done.stdout
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": here, "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


def with_prefixes(text: str) -> str:
    """Turtle with the prefixes that a records file begins with, unless it has its own."""
    from handbook import HEADER

    return text if "@prefix" in text else f"{HEADER}\n{text}"


def errors(path: Path) -> list[str]:
    """What `azgraph check` calls an error."""
    return [str(finding) for finding in findings.check(path) if finding.severity == "error"]


def kind_errors(path: Path) -> list[str]:
    """Where a new kind breaks the style sheet of the ontology."""
    graph: Graph = turtle.ontology()
    turtle.read(path, into=graph)
    return [message for _, node, message in findings._validate(graph, resource("ontology", "style.ttl"))]
