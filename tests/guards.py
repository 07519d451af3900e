"""Take each guard of SECURITY.md out, one at a time, and see its test fail: python tests/guards.py [WORDS].

tests/guards.toml names for each promise the guards that keep it: the exact text of each, what stands
there without it, and the test that must then fail. That happens in a copy of the repository. Progress
goes to stderr; to stdout goes the page of what was seen, docs/decisions/guards-removed.md. With WORDS
only the guards are tried whose promise, file or test holds them.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = "docs/decisions/guards-removed.md"
_BUNDLED = "src/azgraph/picture/page/"
_SECONDS = 240
_MEMORY = 6_000_000_000  # what a test may take once a guard of the memory is gone
_BROKEN = re.compile(r"\b(?:Name|Import|ModuleNotFound|Indentation|UnboundLocal)Error\b")
_FAILED = re.compile(r"^\d+ failed\b|ERROR at teardown of", re.MULTILINE)  # what a test promises at its end
_HEAD = """# Guards, each taken out

`make guards` takes each guard of `SECURITY.md` out in a copy of the repository, runs the one test that must notice, and
writes this page. Every test passes while its guard is there; here is how each ended without it.

| promise | guard | in | test | without the guard it |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Guard:
    """One guard: whose promise it keeps, where it stands, what stands there without it, which test notices."""

    promise: str
    name: str
    file: str
    text: str
    without: str
    test: str

    @property
    def function(self) -> str:
        """The name of the test, without its parameters."""
        return re.split(r"::|\[", self.test)[1]

    @property
    def test_file(self) -> str:
        """The file that the test stands in."""
        return self.test.partition("::")[0]

    @property
    def places(self) -> int:
        """How often its text occurs in its file; it must be once."""
        return (ROOT / self.file).read_text(encoding="utf-8").count(self.text)

    def row(self, ending: str) -> str:
        """What the page says of it."""
        return f"| {self.promise} | {self.name} | `{self.file}` | `{self.function}` | {ending} |"


def guards() -> list[Guard]:
    """All guards, in the order of the promises of SECURITY.md."""
    read = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return [Guard(promise=p["words"], **given) for p in read["promise"] for given in p["guard"]]


def main() -> None:
    """Try the guards; ends with 1 where a test does not fail, and with 2 where it fails with its guard there."""
    wanted = " ".join(sys.argv[1:])
    chosen = [g for g in guards() if wanted in f"{g.promise} {g.name} {g.file} {g.test}"]
    if lost := [f"{g.file}: {g.text!r} occurs {g.places} times" for g in chosen if g.places != 1]:
        sys.exit("\n".join(lost))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch, "azgraph")
        _copy(tree)
        rows, missed = [], 0
        for number, guard in enumerate(chosen, start=1):
            ending = _without(tree, guard)
            missed += not ending.startswith(("fails", "dies", "never"))
            _say(f"{number}/{len(chosen)} {guard.test} {ending}: {guard.name}")
            rows.append(guard.row(ending))
        tests = list(dict.fromkeys(g.test for g in chosen))
        _say(f"{len(tests)} tests with all guards there")
        code, told = _run(tree, *tests, seconds=_SECONDS * 5)
        if code != 0:
            _say(told)
            sys.exit(2)
    print(_HEAD + "\n".join(rows))
    sys.exit(1 if missed else 0)


def _without(tree: Path, guard: Guard) -> str:
    """How the test of a guard ends without it."""
    path = tree / guard.file
    with _kept(path), _kept(*(tree / _BUNDLED / "built").iterdir()):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(guard.text, guard.without), encoding="utf-8")
        if guard.file.startswith(_BUNDLED) and guard.file.endswith(".js"):
            subprocess.run(["make", "-s", "bundle"], cwd=tree, check=True)
        code, told = _run(tree, "-x", guard.test, seconds=_SECONDS)
    if code is None:
        return "never ends"
    if code < 0:
        return f"dies of {signal.Signals(-code).name}"
    if code == 1 and _FAILED.search(told) and not _BROKEN.search(told):
        return "fails"
    _say(told)
    return "PASSES" if code == 0 else f"DOES NOT RUN ({code})"


def _run(tree: Path, *arguments: str, seconds: float) -> tuple[int | None, str]:
    """How pytest ends in a tree, and what it says; None where it does not end."""
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider"]
    env = os.environ | {"PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(
            [*command, *arguments], cwd=tree, env=env, stdout=out, stderr=out, start_new_session=True
        )
        code: int | None = None
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            _say("it does not end")
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # what the test may have left running, too
            process.wait()
        out.seek(0)
        return code, out.read()


@contextmanager
def _kept(*paths: Path) -> Iterator[None]:
    """Files that are afterwards as they were."""
    before = {path: path.read_bytes() for path in paths}
    try:
        yield
    finally:
        for path, content in before.items():
            path.write_bytes(content)


def _copy(tree: Path) -> None:
    """The repository as it stands, with what is installed beside it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)
    (tree / "build").mkdir(exist_ok=True)
    for name in (".venv", "build/page"):
        (tree / name).symlink_to(ROOT / name)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
