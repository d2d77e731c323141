"""Brings a database up to date for this release, as its owner, in a process that ends."""

import subprocess
from collections.abc import Mapping
from dataclasses import replace

from totalaudio.project.platform.children import python
from totalaudio.project.platform.migrating import alone, read_mark, wanted_schema, write_mark
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem
from totalaudio_ops.schema import migrate as migrate_operations
from totalaudio_ops.schema import refuse_missing_schema


def bring_up_to_date(owner_url: str, environ: Mapping[str, str]) -> str:
    """Applies every migration that is missing, one platform at a time; returns a sentence, raises Problem."""
    wanted = wanted_schema()
    with alone(owner_url) as connection:
        mark = read_mark(connection)
        if mark.schema == wanted:
            return "The database has every migration of this release."
        refuse_missing_schema(connection)
        _apply(environ)
        migrate_operations(owner_url)
        write_mark(connection, replace(mark, schema=wanted))
    return "The database was brought up to date."


def _apply(environ: Mapping[str, str]) -> None:
    done = subprocess.run(
        python("django", "migrate", "--no-input", "--skip-checks"),
        env=dict(environ),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise Problem(f"the migrations were not applied: {said.rstrip('.')}; nothing was changed.")
