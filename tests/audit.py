"""Look up the known weaknesses of every library in this environment; ends with 1 where there is one.

Where the service that tells of weaknesses does not answer, that is said, and nothing is claimed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any


def judge(dependencies: list[dict[str, Any]]) -> tuple[str, int]:
    """What a list of pip-audit says, and the exit code.

    >>> judge([{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "local"}])
    ('1 library without a known weakness, 1 that could not be looked up: b', 0)
    >>> judge([{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}])
    ('a 1: X-1, mended in 2', 1)
    >>> judge([{"name": "b", "skip_reason": "not found"}])
    ('NOT AUDITED: the service that tells of weaknesses answers for no library', 0)
    """
    told = [d for d in dependencies if "vulns" in d]
    silent = [str(d["name"]) for d in dependencies if "vulns" not in d]
    if not told:
        return "NOT AUDITED: the service that tells of weaknesses answers for no library", 0
    found = [
        f"{d['name']} {d['version']}: {v['id']}, mended in {', '.join(v['fix_versions']) or 'no version yet'}"
        for d in told
        for v in d["vulns"]
    ]
    if found:
        return "\n".join(found), 1
    said = f"{len(told)} librar{'y' if len(told) == 1 else 'ies'} without a known weakness"
    return said + (f", {len(silent)} that could not be looked up: {', '.join(silent)}" if silent else ""), 0


def main() -> int:
    """Audit this environment."""
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--local", "--format", "json", "--progress-spinner", "off"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        dependencies = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"NOT AUDITED: {(done.stderr.strip().splitlines() or ['no answer'])[-1]}")
        return 0
    said, code = judge(dependencies)
    print(said)
    return code


if __name__ == "__main__":
    sys.exit(main())
