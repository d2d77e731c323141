"""Brings a database back from the files of a dump, with psql, in one transaction: all of it or nothing."""

import secrets
from pathlib import Path

from totalaudio_ops.backups.dumping import FILES
from totalaudio_ops.backups.facts import major_of
from totalaudio_ops.backups.forwarding import reachable
from totalaudio_ops.backups.programs import newest_programs
from totalaudio_ops.backups.queries import query
from totalaudio_ops.backups.running import run
from totalaudio_ops.backups.scope import SCHEMAS, Connection
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.urls import describe
from totalaudio_ops.problems import Problem


def restore(folder: Path, admin_url: str, *, replace: bool = False) -> None:
    """Restores roles, schema, data and constraints; nothing is left behind when one of them fails.

    Raises Problem when the platform's schemas are there already; `replace` drops them
    in the same transaction.
    """
    with connect(admin_url) as connection, reachable(connection, admin_url) as url:
        held = _held(connection)
        if any(held.values()) and not replace:
            raise Problem(_refusal(admin_url, held))
        programs = newest_programs(major_of(connection))
        away = [f"--command=DROP SCHEMA {schema} CASCADE" for schema in held]
        files = [f"--file={folder / name}" for name in FILES]
        run([*psql(programs.path("psql")), *away, *files], url, "restoring")


def psql(program: str) -> list[str]:
    """psql that stops at the first error, in one transaction, and runs no command of its own from a file."""
    key = secrets.token_hex(16)
    return [
        program, "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
        "--single-transaction", f"--command=\\restrict {key}",
    ]  # fmt: skip


def _held(connection: Connection) -> dict[str, int]:
    found = connection.execute(query("held"), [list(SCHEMAS)])
    return {str(schema): int(str(count)) for schema, count in found}


def _refusal(url: str, held: dict[str, int]) -> str:
    said = " and ".join(f"{schema} ({count} tables)" for schema, count in held.items())
    return (
        f"the database at {describe(url)} is not empty, it holds {said}: "
        "restore into an empty database, or say that these may be replaced."
    )
