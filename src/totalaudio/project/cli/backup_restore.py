"""`totalaudio backup restore`: a whole database, or one table beside the living ones."""

import sys
import time
from typing import Annotated

import typer

from totalaudio.project.cli.backup_reaching import find, keys, known
from totalaudio.project.cli.backup_targets import DataTarget, Filled, TableTarget, Target, UrlTarget
from totalaudio.project.cli.options import DATA, Data, Json, answer
from totalaudio_ops.backups.metadata import Metadata
from totalaudio_ops.backups.returning import opened
from totalaudio_ops.problems import Problem


def restore(
    archive: Annotated[str, typer.Argument(help="An archive, or its name in the store.")],
    *,
    to: Annotated[
        str, typer.Option("--to", help="An administrator's address of the database to fill.")
    ] = "",
    table: Annotated[str, typer.Option(help="Only this table, into a schema of its own.")] = "",
    into: Annotated[
        str, typer.Option(help="The schema for the table; restored_YYYYMMDD when not named.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Replace what the target holds.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Bring a backup back: into the built-in database of a stopped platform (--data), or into another (--to).

    The archive is checked first. A target that is not empty is refused without --yes; with it, the old built-in
    database is put aside, and another one's tables are replaced. Each restore is kept in restores.log in the data
    folder. Afterwards everything is compared with the archive; exit status 1 says that something differs there.
    In JSON: archive, what, target, snapshot_at, plan, restored, seconds, notes, problems.

    Example: ./totalaudio backup restore .totalaudio/data/backups/daily-20261123T020004Z.tar.gz
    """
    if into and not table:
        raise Problem("--into names the schema for a table: name the table with --table.")
    target = _target(data, to, table, into, is_told=yes)
    located = find(archive, data)
    began = time.monotonic()
    with known(data, located.address) as record, opened(located, keys(), record) as found:
        plan = [*_plan(found.described), *target.plan()]
        if not json:
            sys.stderr.write("".join(f"{line}\n" for line in plan))
        filled = Filled(()) if dry_run else target.fill(found, located.address)
    if json:
        answer(
            {
                "archive": located.address,
                "what": target.what,
                "target": target.shown,
                "snapshot_at": found.described.time.isoformat(),
                "plan": plan,
                "restored": not dry_run,
                "seconds": round(time.monotonic() - began, 3),
                "notes": list(filled.notes),
                "problems": list(filled.problems),
            }
        )
    else:
        sys.stderr.write("".join(f"{line}\n" for line in (*filled.problems, *filled.notes)))
        done = "nothing was changed" if dry_run else f"restored into {target.shown}"
        sys.stdout.write(f"{done}\n")
    if filled.problems:
        raise typer.Exit(1)


def _target(data: Data, to: str, table: str, into: str, *, is_told: bool) -> Target:
    if table:
        return TableTarget(data, to, table, into)
    return UrlTarget(data, to, is_told=is_told) if to else DataTarget(data, is_told=is_told)


def _plan(described: Metadata) -> list[str]:
    held = f"{len(described.tables)} tables, {described.row_count} rows"
    of = f"{described.name} of {described.time:%d %b %Y, %H:%M:%S} UTC"
    return [f"The archive is sound: {of}, {held}, from PostgreSQL {described.server_version}."]
