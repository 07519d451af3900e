"""Answers as tables and JSON for people and programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rdflib import Literal
from rdflib.term import Node

from azgraph.escapes import visible
from azgraph.names import short
from azgraph.phrases import counted
from azgraph.questions import TIMED
from azgraph.when import words

if TYPE_CHECKING:
    from azgraph.citations import Citation
    from azgraph.coverage import Covered, Unitemised
    from azgraph.findings import Finding
    from azgraph.questions import Row


def text(term: Node | None) -> str:
    """A term as a reader wants it: a short name for an IRI, the bare text of a literal.

    >>> text(Literal("a")), text(None)
    ('a', '')
    """
    return "" if term is None else str(term) if isinstance(term, Literal) else short(term)


def table(columns: Sequence[str], rows: Iterable[Sequence[Node | None]]) -> str:
    """Rows under their columns, aligned, with nothing in them that steers a terminal.

    >>> print(table(["who"], [[Literal("China")]]))
    who
    -----
    China
    """
    from tabulate import tabulate

    cells = [[visible(text(term)) for term in row] for row in rows]
    return tabulate(cells, headers=list(columns), tablefmt="simple", disable_numparse=True)


def answer_text(summary: str, rows: list[Row]) -> str:
    """The answer to a question of the catalogue: each row, and the claims it rests on."""
    blocks = [summary, *map(_row_text, rows)] if rows else [summary, "The source does not say."]
    return "\n\n".join(blocks)


def answer_json(rows: list[Row]) -> str:
    """The same answer as JSON: terms by column, and `evidence` as a list of claims."""
    found = [
        {name: value(term) for name, term in row.terms.items()}
        | {"evidence": [citation_dict(c) for c in row.evidence]}
        for row in rows
    ]
    return dumps(found)


def citation_dict(citation: Citation) -> dict[str, Any]:
    """A citation as plain data, with claim and record by their short names."""
    told = citation.plain()
    return told | {"claim": short(citation.claim), "record": short(citation.record)}


def value(term: Node | None) -> Any:
    """A term as JSON has it: numbers as numbers, dates as text, IRIs in short form."""
    if not isinstance(term, Literal):
        return None if term is None else short(term)
    plain = term.toPython()
    if isinstance(plain, bool | int | float):
        return plain
    if isinstance(plain, Decimal):  # a server may have a whole number as one
        return int(plain) if plain == plain.to_integral_value() else float(plain)
    return str(term)


def finding_dict(finding: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    return asdict(finding) | {"path": None if finding.path is None else str(finding.path)}


def coverage_text(shown: list[Covered], passages: list[Covered], figures: list[Unitemised]) -> str:
    """Passages with their records or the reason for leaving them out, and what is not itemised."""
    lines = []
    for passage in shown:
        lines.append(
            f"{passage.sid}"
            + (
                f"  omitted: {passage.omitted}"
                if passage.omitted
                else ""
                if passage.records
                else "  UNACCOUNTED"
            )
        )
        lines += [f"    {record}  {label}" for record, label in passage.records]
    omitted = sum(p.omitted is not None for p in passages)
    missing = [p.sid for p in passages if not p.accounted]
    backing = len(passages) - omitted - len(missing)
    total = f"{len(passages)} passages: {backing} back records, {omitted} omitted with a reason, "
    lines += ["", f"{total}{len(missing)} unaccounted" + (f": {', '.join(missing)}" if missing else "")]
    known = [f for f in figures if f.named is not None]
    lines += ["", "Counted by the source, and named here:"] if known else []
    lines += [f"    {f.named} of {f.value} {f.unit} ({f.record})" for f in known]
    return "\n".join(lines)


def coverage_json(shown: list[Covered], passages: list[Covered], figures: list[Unitemised]) -> str:
    """The same as JSON."""
    return dumps({
        "passages": [asdict(p) | {"accounted": p.accounted} for p in shown],
        "total": len(passages),
        "unaccounted": [p.sid for p in passages if not p.accounted],
        "counted": [asdict(f) for f in figures],
    })  # fmt: skip


def findings_summary(findings: list[Finding]) -> str:
    """How many errors, warnings and notes there are."""
    counts = {s: sum(f.severity == s for f in findings) for s in ("error", "warning", "note")}
    return ", ".join(counted(n, severity) for severity, n in counts.items())


def dumps(data: Any) -> str:
    """JSON that a person can read too."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def row_parts(row: Row) -> tuple[str, list[str], list[str]]:
    """One answer in words: what it is, what is stated of it, and the claims it rests on."""
    given = {name: term for name, term in row.terms.items() if term is not None}
    named = [name for name, term in given.items() if isinstance(term, Literal)]
    title = "what" if "what" in given else next(iter(named), None)
    # The citations tell voice and stance already; the record's id comes last.
    told = {title, *(("voice", "stance") if row.evidence else ())}
    order = sorted((name for name in given if name not in told), key=lambda name: name == "record")
    stated = [_stated(name, given[name], row) for name in order]
    return text(given[title]) if title else "", stated, [str(citation) for citation in row.evidence]


def _row_text(row: Row) -> str:
    title, stated, cited = row_parts(row)
    lines = [title] if title else []
    lines += ["    " + "; ".join(stated)] if stated else []
    return "\n".join(lines + [f"    {citation}" for citation in cited])


def _stated(name: str, term: Node, row: Row) -> str:
    # Times are stated in words that are no finer than the source.
    label = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    if name in ("when", "since"):
        stated = words(str(term), row.shape)
        return stated if name == "when" or stated.startswith("since") else f"{label}: {stated}"
    return f"{label}: {words(str(term), TIMED[name]) if name in TIMED else text(term)}"
