"""What `%load_ext azgraph` adds to a notebook: the magic `%%sparql`, and a look for graphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rdflib import Graph

from azgraph import frames, notebook_html
from azgraph.errors import AzgraphError, UnknownName
from azgraph.graph import load
from azgraph.names import did_you_mean

if TYPE_CHECKING:
    import pandas as pd

    from azgraph.sparql import Answer

_LONGEST = 100  # characters: a label has at most 90
_HELP = "%%sparql [GRAPH] [-p NAME[=VARIABLE]]… [-o RESULT]: a query in the lines below it"


def load_ipython_extension(shell: Any) -> None:
    """Add `%%sparql` to a notebook, and show a graph as what it holds."""
    shell.register_magic_function(Sparql(shell), magic_kind="cell", magic_name="sparql")
    shell.display_formatter.formatters["text/html"].for_type(Graph, notebook_html.html)


def _frame(found: Answer) -> pd.DataFrame:
    """A frame; pandas cuts texts at 50 characters by default, and is told to show labels whole."""
    frame = frames.as_frame(found)
    import pandas as pd

    if pd.get_option("display.max_colwidth") == 50:
        pd.set_option("display.max_colwidth", _LONGEST)
    return frame


class Sparql:
    """The magic `%%sparql`: a query in a cell, answered as a frame, or as a graph.

    `%%sparql graph -p day -p actor=who -o rows` asks the graph in the variable `graph`, by
    default the bundled one; binds the lines `VALUES ?day { … }` and `VALUES ?actor { … }` to
    what the variables `day` and `who` hold; and keeps the answer as `rows`.
    """

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._bundled: Graph | None = None

    def __call__(self, line: str, cell: str) -> Any:
        """Answer the query of a cell; what a user can mend is one line without traceback."""
        from IPython.core.error import UsageError

        try:
            graph, values, result = self._read(line)
            found = frames.answer(graph, cell, **values)
            shown = found.graph if found.graph is not None else _frame(found)
        except AzgraphError as error:
            raise UsageError(str(error)) from None
        if result is None:
            return shown
        self._shell.push({result: shown})
        return None

    def _read(self, line: str) -> tuple[Graph, dict[str, Any], str | None]:
        """The graph, the parameters and the name of the result that a line tells."""
        graph, values, result = None, {}, None
        words = iter(line.split())
        for word in words:
            if word == "-p":
                name, _, variable = self._name(next(words, ""), r"\w+(=\w+)?").partition("=")
                values[name] = self._variable(variable or name)
            elif word == "-o":
                result = self._name(next(words, ""), r"[^\W\d]\w*")
            elif graph is None and not word.startswith("-"):
                graph = self._variable(word)
            else:
                raise AzgraphError(f"no such option: {word}. {_HELP}")
        if graph is None:
            graph = self._bundled = self._bundled or load()
        if not isinstance(graph, Graph):
            raise AzgraphError(f"to be asked is an rdflib Graph, not {type(graph).__name__}. {_HELP}")
        return graph, values, result

    def _variable(self, name: str) -> Any:
        known = self._shell.user_ns
        if name not in known:
            raise UnknownName(f"no variable {name!r} in this notebook.{did_you_mean(name, known)}")
        return known[name]

    def _name(self, word: str, pattern: str) -> str:
        if not re.fullmatch(pattern, word):
            raise AzgraphError(f"not a name: {word!r}. {_HELP}")
        return word
