"""The fonts under which the map must be legible: those of a bare Debian, and those it was designed in.

Run as a script before the tests, this fetches the latter where Debian's packages can be
installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path("/usr/share/fonts/truetype")
SETS = {"bare": ("dejavu", "liberation"), "designed": ("dejavu", "liberation", "charis", "open-sans")}
"""Folders of Debian's fonts by the name of a set."""
PACKAGES = ("fonts-dejavu-core", "fonts-liberation", "fonts-sil-charis", "fonts-open-sans")


def missing(name: str) -> list[str]:
    """The folders of a set that are not here."""
    return [folder for folder in SETS[name] if not (HOME / folder).is_dir()]


def configuration(name: str, folder: Path) -> Path:
    """Write a file of fontconfig that admits a set's fonts alone."""
    path = folder / f"{name}.conf"
    folders = "".join(f"<dir>{HOME / each}</dir>" for each in SETS[name])
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{folders}<cachedir>{folder / 'cache'}</cachedir>"
        '<include ignore_missing="yes">/etc/fonts/conf.d</include></fontconfig>',
        encoding="utf-8",
    )
    return path


def main() -> int:
    """Install what is missing, where that can be done; say what was done, and fail on CI if it was in vain."""
    can = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if missing("designed") and can:
        print(f"Installing fonts for the tests: apt-get install {' '.join(PACKAGES)}", file=sys.stderr)
        for command in (["apt-get", "update"], ["apt-get", "install", "--yes", *PACKAGES]):
            subprocess.run(
                command, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
                stdin=subprocess.DEVNULL, capture_output=True, timeout=900,
            )  # fmt: skip
    lacking = missing("designed")
    if lacking:
        print(f"No fonts {', '.join(lacking)} here: legibility is not tested with them", file=sys.stderr)
    return int(bool(lacking) and "CI" in os.environ)


if __name__ == "__main__":
    sys.exit(main())
