"""`totalaudio schema`: the whole schema as one file, to be read in reviews."""

import difflib
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from totalaudio.project.platform.places import ROOT, SCHEMA_SQL, SOURCE
from totalaudio_ops.postgres import Cluster, throwaway_server
from totalaudio_ops.postgres.roles import DATABASE, ensure, ensure_database
from totalaudio_ops.problems import Problem
from totalaudio_ops.schema import migrate as migrate_operations

HEAD = "-- The schema that the migrations make. Written by ./totalaudio schema; do not edit.\n\n"
IS_NOISE = re.compile(
    r"--|SET (?!default_)|SELECT pg_catalog\.set_config|\\(un)?restrict|COMMENT ON SCHEMA "
)


def schema(
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether the file is right.")
    ] = False,
) -> None:
    """Write db/schema.sql from the migrations, run on a throwaway server.

    Exit status 1 with --check says that the file and the migrations differ.

    Example: ./totalaudio schema --check
    """
    fresh = dump()
    written = SCHEMA_SQL.read_text(encoding="utf-8") if SCHEMA_SQL.exists() else ""
    if not check:
        SCHEMA_SQL.write_text(fresh, encoding="utf-8")
    elif fresh != written:
        differences = difflib.unified_diff(
            written.splitlines(),
            fresh.splitlines(),
            "db/schema.sql",
            "the migrations",
            lineterm="",
            n=1,
        )
        sys.stdout.write("\n".join(list(differences)[:60]))
        sys.stdout.write(
            "\ndb/schema.sql is not what the migrations make: run ./totalaudio schema.\n"
        )
        raise typer.Exit(1)


def dump() -> str:
    """Returns the schema of a newly migrated database, without what differs from run to run."""
    # Always the pinned server's own words, whatever server the tests are run on.
    environ = {name: value for name, value in os.environ.items() if name != "PG_BINDIR"}
    with throwaway_server(environ) as server:
        urls = ensure(ensure_database(server.url), "schema")
        _run(
            [
                sys.executable,
                "-P",
                "-m",
                "django",
                "migrate",
                "--no-input",
                "--skip-checks",
                "--verbosity",
                "0",
            ],
            environ
            | {"DATABASE_URL": urls.owner, "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings"},
        )
        migrate_operations(urls.owner)
        said = _run(_pg_dump(server.cluster), environ)
    return HEAD + normalised(said.splitlines())


def normalised(lines: Iterable[str]) -> str:
    """Returns a dump without comments, session settings and double blank lines."""
    return "\n".join(_squeezed(line.rstrip() for line in lines if not IS_NOISE.match(line))) + "\n"


def _squeezed(lines: Iterable[str]) -> Iterator[str]:
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line


def _pg_dump(cluster: Cluster) -> list[str]:
    return [
        cluster.binaries.path("pg_dump"),
        "--schema-only",
        "--schema=totalaudio",
        "--schema=ops",
        cluster.url(DATABASE),
    ]


def _run(command: list[str], environ: dict[str, str]) -> str:
    done = subprocess.run(
        command,
        env=environ | {"PYTHONPATH": str(SOURCE), "PYTHONWARNINGS": "ignore"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()[-1]
        raise Problem(f"the schema could not be made: {said}")
    return done.stdout
