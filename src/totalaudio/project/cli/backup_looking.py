"""`totalaudio backup list`, `drill`, `daily` and `look`: how the backups are, and whether they hold."""

import getpass
import sys
from datetime import UTC, datetime

import typer

from totalaudio.project.cli.backup import make, prove, sweep
from totalaudio.project.cli.backup_answers import age, lines_of_list, of_list
from totalaudio.project.cli.backup_reaching import database, store
from totalaudio.project.cli.options import DATA, Data, Json, answer
from totalaudio_ops.backups.listing import listed, standing
from totalaudio_ops.backups.returning import Restoration, record
from totalaudio_ops.backups.watching import report_gone
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.problems import Problem

# At night somebody may be at work by hand.
_PATIENCE = 3600.0


def list_backups(*, json: Json = False, data: Data = DATA) -> None:
    """List all backups: what is known of each, how much would be lost now, and how long a restore took.

    In JSON: backups (name, state, archive, snapshot_at, bytes, verified_at, restore_seconds, problems),
    last_verified_at, rpo_seconds, rto_seconds, next_due, missed. A state is running, made, verified, failed, pruned,
    missing (from the store) or unknown (to the database).

    Example: ./totalaudio backup list
    """
    now = datetime.now(UTC)
    with database(data) as urls, connect(urls.system) as connection:
        found, how = listed(connection, store(data)), standing(connection, now)
    if json:
        answer(of_list(found, how))
    else:
        sys.stdout.write("".join(f"{line}\n" for line in lines_of_list(found, how, now)))


def drill(*, json: Json = False, data: Data = DATA) -> None:
    """Practise the worst day: fetch the newest backup, restore it into a throwaway server, and measure.

    Exit status 1 says that it does not hold. In JSON: archive, ok, problems, notes, snapshot_at, restore_seconds,
    recorded, rpo_seconds.

    Example: ./totalaudio backup drill
    """
    began = datetime.now(UTC)
    with database(data) as urls, connect(urls.system) as connection:
        newest = next((one for one in listed(connection, store(data)) if one.is_there), None)
        if newest is None or newest.archive is None:
            raise Problem("there is no backup to try: make one with ./totalaudio backup create.")
    found = prove(newest.archive, data)
    with database(data) as urls, connect(urls.system) as connection:
        problems = tuple(map(str, found["problems"]))  # type: ignore[call-overload]  # a list
        drilled = Restoration("drill", "a throwaway server", getpass.getuser())
        record(connection, drilled, newest.archive, began, problems)
    found["rpo_seconds"] = round((began - newest.at).total_seconds())
    if json:
        answer(found)
    else:
        sys.stdout.write("".join(f"{problem}\n" for problem in problems))
        held = f"restored in {found['restore_seconds']} seconds" if found["ok"] else "does not hold"
        sys.stdout.write(f"{newest.archive}: {held}; {age(began - newest.at)} would be lost\n")
    if not found["ok"]:
        raise typer.Exit(1)


def daily(*, name: str = "daily", trigger: str = "daily", data: Data = DATA) -> None:
    """Make a backup, verify it, and throw away what is no longer kept: what the worker runs at night.

    While somebody else makes one, it waits for up to an hour.

    Example: ./totalaudio backup daily
    """
    made = make(name, trigger, data, patience=_PATIENCE)
    if not made["verifiable_here"]:
        sys.stderr.write(f"{made['archive']} was made; it must be verified where the key is.\n")
        sweep(data, dry_run=False)
        return
    found = prove(str(made["archive"]), data)
    if not found["ok"]:
        said = " ".join(map(str, found["problems"]))  # type: ignore[call-overload]  # a list
        raise Problem(f"the backup {made['archive']} is not good: {said}")
    sweep(data, dry_run=False)
    sys.stderr.write(f"{made['archive']} was made and verified.\n")


def look(data: Data = DATA) -> None:
    """Look whether every verified archive still lies in its store: what the worker asks each hour.

    One that is gone opens an incident; exit status 1.

    Example: ./totalaudio backup look
    """
    with database(data) as urls, connect(urls.system) as connection, connection.transaction():
        gone = report_gone(connection, store(data), datetime.now(UTC))
    if gone:
        sys.stderr.write("".join(f"{name} is gone from its store.\n" for name in gone))
        raise typer.Exit(1)
