"""Commands as a user gives them, run in this process: a new Python for each would take a second.

That a process of its own does the same is what the installed wheel shows, and each block of the docs that needs bash.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock

from click.testing import CliRunner

from azgraph.cli import main


def azgraph(
    *arguments: str | Path, cwd: Path | None = None, stdin: str = "", mixed: bool = False, **variables: str
) -> CompletedProcess[str]:
    """What a command prints and its exit code; `mixed` puts both streams into stdout, as a terminal does."""
    words = ["azgraph", *map(str, arguments)]
    isolated = CliRunner().isolation(stdin, {"COLUMNS": "200"} | variables)
    with contextlib.chdir(cwd or "."), isolated as (out, err, both), mock.patch.object(sys, "argv", words):
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        sys.stdout.flush()
        sys.stderr.flush()
        shown = both if mixed else out
        return CompletedProcess(words, code, shown.getvalue().decode(), err.getvalue().decode())


def fault(*arguments: str | Path, cwd: Path | None = None, stdin: str = "", code: int = 2) -> str:
    """The message of a call that fails: clean output, the right exit code, no traceback."""
    result = azgraph(*arguments, cwd=cwd, stdin=stdin)
    assert result.returncode == code, result
    assert result.stdout == "", result.stdout
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("azgraph: ")
    return result.stderr
