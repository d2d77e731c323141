"""Brings the schema `ops` up to date, file by file, as the role that owns it."""

from functools import partial
from pathlib import Path

import psycopg

from totalaudio_ops.problems import Problem
from totalaudio_ops.schema.patience import LOCK_TIMEOUT, patiently

FILES = Path(__file__).parent / "sql"

type Connection = psycopg.Connection[tuple[object, ...]]

# Two platforms that start at once stand in line here.
_LOCK = "SELECT pg_advisory_xact_lock(7201127)"
# Only then: who stands in line is not to be sent away.
_IN_HASTE = f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"
_KNOWS = "SELECT to_regclass('ops.migrations') IS NOT NULL"


def names() -> list[str]:
    """The names of all files, in the order in which they run."""
    return sorted(file.stem for file in FILES.glob("*.sql"))


def applied(connection: Connection) -> set[str]:
    """The names of the files that this database has had."""
    row = connection.execute(_KNOWS).fetchone()
    if not row or not row[0]:
        return set()
    return {str(name) for (name,) in connection.execute("SELECT name FROM ops.migrations")}


def missing(connection: Connection) -> list[str]:
    """The names of the files that this database still needs."""
    had = applied(connection)
    return [name for name in names() if name not in had]


def migrate(owner_url: str) -> list[str]:
    """Runs what is missing, each file in a transaction of its own; returns the names of what it ran.

    Raises Problem that names the file and what the database said of it.
    """
    with psycopg.connect(owner_url, autocommit=True) as connection:
        refuse_missing_schema(connection)
        return [name for name in names() if patiently(partial(_has_run, connection, name))]


def refuse_missing_schema(connection: Connection) -> None:
    """Raises Problem when an administrator has not made the schema yet, which the owner may not."""
    found = connection.execute("SELECT to_regnamespace('ops') IS NOT NULL").fetchone()
    if not found or not found[0]:
        raise Problem(
            "the database has no schema ops: run db/roles.sql there as an administrator, and this again."
        )


def _has_run(connection: Connection, name: str) -> bool:
    with connection.transaction():
        connection.execute(_LOCK)
        if name in applied(connection):
            return False
        connection.execute(_IN_HASTE)
        _run(connection, name)
    return True


def _run(connection: Connection, name: str) -> None:
    try:
        connection.execute((FILES / f"{name}.sql").read_bytes())
    except psycopg.errors.LockNotAvailable:
        raise
    except psycopg.Error as error:
        said = str(error).strip().splitlines()[0]
        raise Problem(f"the schema of operations could not be made: {name}.sql: {said}.") from None
    connection.execute("INSERT INTO ops.migrations (name) VALUES (%s)", [name])
