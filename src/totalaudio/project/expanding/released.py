"""The migrations that the last release brought: what comes after them has to expand."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from totalaudio.project.platform.places import ROOT, SOURCE
from totalaudio_ops.problems import Problem
from totalaudio_ops.schema.migrating import names

FILE: Final = ROOT / "db" / "released.txt"
OPERATIONS: Final = "ops"
HEAD: Final = (
    "# The migrations of the last release, by app; the migrations after them may only expand.\n"
    "# Written by ./totalaudio release version, else by ./totalaudio db lint --accept; by nobody else.\n"
)
_OURS: Final = re.compile(r"^src/totalaudio/(?:.*/)?(\w+)/migrations/(\d\w+)\.py$")
_OPERATIONS: Final = re.compile(r"^src/totalaudio_ops/schema/sql/(\d\w+)\.sql$")


def read(file: Path = FILE) -> set[str]:
    """The names in the list, such as intel.0001_initial and ops.0001_ground."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Problem(f"{file} cannot be read: {error.strerror}.") from None
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def write(known: Iterable[str], file: Path = FILE) -> None:
    """Writes the list anew."""
    file.write_text(written(known), encoding="utf-8")


def written(known: Iterable[str]) -> str:
    """The text of the list."""
    return HEAD + "".join(f"{one}\n" for one in sorted(known))


def of_operations() -> set[str]:
    """The names of all files of operations."""
    return {f"{OPERATIONS}.{one}" for one in names()}


def at(revision: str, released: set[str]) -> set[str]:
    """Our migrations at a revision; those of libraries as the last release had them, because git does not know them."""
    done = subprocess.run(
        ["git", "-C", str(ROOT), "ls-tree", "-r", "--name-only", "--", revision, "src"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip() or "it said nothing").splitlines()[0].removeprefix("fatal: ")
        raise Problem(f"git does not know {revision} here: {said}.")
    here = (str(file.relative_to(ROOT)) for file in SOURCE.rglob("[0-9]*.*"))
    ours = {name.partition(".")[0] for name in _named(here)}
    libraries = {name for name in released if name.partition(".")[0] not in ours}
    return _named(done.stdout.splitlines()) | libraries


def _named(paths: Iterable[str]) -> set[str]:
    found = set()
    for path in paths:
        if match := _OURS.match(path):
            found.add(f"{match[1]}.{match[2]}")
        elif match := _OPERATIONS.match(path):
            found.add(f"{OPERATIONS}.{match[1]}")
    return found
