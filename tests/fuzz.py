"""Fuzz one reader after what of its code a text reaches: python tests/fuzz.py READER [libFuzzer's options].

Ends at the first fault, and writes the bytes that made it to crash-*.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Fuzz the reader that is named, beginning with its seeds."""
    import atheris  # of the extra fuzz; pytest reads this file, too

    with atheris.instrument_imports(include=["azgraph"]):
        from readers import READERS, read, seeds
    name, *options = sys.argv[1:] or [""]
    if name not in READERS:
        sys.exit(f"name a reader: {', '.join(READERS)}")
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds(name)):
            Path(corpus, str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], *options, corpus], lambda data: None if read(name, data) else -1)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
