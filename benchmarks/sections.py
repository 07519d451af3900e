"""The page docs/benchmarks.md, of which every benchmark writes its own section."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
HEAD = "# Benchmarks\n\nWritten by `make bench`; do not edit. Ratios are the result, not seconds.\n"


def write(title: str, text: str) -> None:
    """Put a section in place of the one of the same title, or at the end."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else HEAD
    section = f"## {title}\n\n{text.strip()}\n"
    old = re.search(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    if old:
        page = page[: old.start()] + section + ("\n" if page[old.end() :] else "") + page[old.end() :]
    else:
        page = f"{page.rstrip()}\n\n{section}"
    PAGE.write_text(page, encoding="utf-8")


def conditions() -> str:
    """When and on what it was measured, as the middle of a sentence."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"on {datetime.now(UTC):%d %B %Y} with {python}, on {os.cpu_count()} cores that others used too "
        f"(load {load:.1f} at the end)"
    )
