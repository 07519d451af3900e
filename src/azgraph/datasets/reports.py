"""What became of every line that was read."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

_EXAMPLES = 3


@dataclass
class Skipped:
    """How many lines were skipped for one reason, and the first of them."""

    count: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass
class Report:
    """Lines read, kept and skipped; `of_kept` says what the kept ones are."""

    read: int = 0
    kept: int = 0
    skipped: dict[str, Skipped] = field(default_factory=dict)
    of_kept: dict[str, int] = field(default_factory=dict)
    most_examples: int = _EXAMPLES

    def skip(self, reason: str, example: str, count: int = 1) -> None:
        """Count a skipped line; the first few stand as examples."""
        entry = self.skipped.setdefault(reason, Skipped())
        entry.count += count
        if len(entry.examples) < self.most_examples:
            entry.examples.append(example)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data, the commonest reason first."""
        ranked = sorted(self.skipped.items(), key=lambda item: (-item[1].count, item[0]))
        told = asdict(self) | {"skipped": {reason: asdict(entry) for reason, entry in ranked}}
        del told["most_examples"]
        return told

    def __str__(self) -> str:
        told = self.as_dict()
        lost = sum(entry["count"] for entry in told["skipped"].values())
        lines = [f"{self.read:,} rows read, {self.kept:,} kept, {lost:,} skipped"]
        for reason, entry in told["skipped"].items():
            lines.append(f"  skipped, {reason}: {entry['count']:,}")
            lines += [f"    {example}" for example in entry["examples"]]
        lines += [f"  kept, {what}: {count:,}" for what, count in self.of_kept.items()]
        return "\n".join(lines)
