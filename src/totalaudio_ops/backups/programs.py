"""The programs of PostgreSQL that dump and restore: the newest at hand, which know every older server."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from totalaudio_ops.postgres.binaries import DISTRIBUTION, find_binaries
from totalaudio_ops.problems import Problem

WANTED = ("psql", "pg_dump", "pg_restore")


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder with psql, pg_dump and pg_restore, and their major version."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        """Returns the path of one program."""
        return str(self.folder / name)


def newest_programs(server_major: int = 0) -> Programs:
    """Returns the newest at hand; raises Problem when the server is newer than all of them."""
    found = max((_version(folder), folder) for folder in (*_places(os.environ), Path()))
    programs = Programs(found[1], found[0])
    if programs.major < max(server_major, 1):
        raise Problem(
            f"the server runs PostgreSQL {server_major}, and the newest pg_dump here is of {programs.major or 'none'}: "
            f"install postgresql-client-{server_major}, or set PG_BINDIR to its programs."
        )
    return programs


def _places(environ: Mapping[str, str]) -> Iterator[Path]:
    with contextlib.suppress(Problem):  # clients are enough here
        yield find_binaries(environ).folder
    yield from DISTRIBUTION.glob("[0-9]*/bin")
    if pg_dump := shutil.which("pg_dump", path=environ.get("PATH")):
        yield Path(pg_dump).parent


@cache
def _version(folder: Path) -> int:
    if not folder.is_absolute() or not all((folder / name).exists() for name in WANTED):
        return 0
    command = [str(folder / "pg_dump"), "--version"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return 0
    version = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(version[1]) if version else 0
