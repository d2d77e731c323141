"""Writes a database as files that psql alone can bring back, all of one snapshot."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from totalaudio_ops.backups.copying import write_ends, write_rows
from totalaudio_ops.backups.facts import (
    STEADY,
    Facts,
    Rows,
    major_of,
    position_items,
    read_items,
    read_rows,
)
from totalaudio_ops.backups.forwarding import reachable
from totalaudio_ops.backups.programs import newest_programs
from totalaudio_ops.backups.queries import one_row
from totalaudio_ops.backups.reading import hindrances
from totalaudio_ops.backups.roles_file import write_roles
from totalaudio_ops.backups.scope import Connection, read_scope
from totalaudio_ops.backups.structure import write_structure
from totalaudio_ops.backups.tables import Table, positions, sequences, tables
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.urls import describe
from totalaudio_ops.problems import Problem

FILES = ("roles.sql", "schema.sql", "data.sql", "constraints.sql")

# What makes and drops partitions of months takes this lock alone. It would otherwise wait for our first connection with
# our others, and everybody who reads the table, waiting behind it.
_NO_PARTITIONS = "SELECT pg_advisory_lock_shared(7201131)"


@dataclass(frozen=True, slots=True)
class Dumped:
    """What the files hold: `unreadable` roles and `other_schemas` are named because they are not in them."""

    facts: Facts
    snapshot_at: datetime
    server_version: str
    extensions: dict[str, str]
    unreadable: tuple[str, ...]
    other_schemas: tuple[str, ...]


def dump(system_url: str, folder: Path) -> Dumped:
    """Writes FILES into the folder and returns the facts of the same snapshot.

    Raises Problem when the role may not read every row of every table, so that no backup lacks some in silence.
    """
    with connect(system_url) as connection, reachable(connection, system_url) as url:
        try:
            return _dump(connection, system_url, url, folder)
        except psycopg.Error as error:
            said = str(error).strip().partition("\n")[0]
            raise Problem(
                f"the database at {describe(system_url)} could not be dumped: {said}; run it again."
            ) from None


def _dump(connection: Connection, system_url: str, url: str, folder: Path) -> Dumped:
    programs = newest_programs(major_of(connection))
    connection.execute(_NO_PARTITIONS)
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    connection.execute(STEADY.encode())
    snapshot, at = _export(connection)
    scope = read_scope(connection)
    _refuse(hindrances(connection, scope), system_url)
    found = tables(connection, scope)
    _hold(connection, found)
    with ThreadPoolExecutor(1) as beside:
        rows = beside.submit(_in_snapshot(system_url, snapshot, found))
        write_roles(connection, scope, folder / "roles.sql")
        write_structure(connection, scope, snapshot, programs, url, folder)
        write_rows(connection, found, folder / "data.sql")
        standing = positions(connection, sequences(connection, scope))
        write_ends(connection, scope, standing, folder / "data.sql")
        items = read_items(connection, scope) | position_items(standing)
        facts = Facts(major_of(connection), items, rows.result())
    connection.execute("COMMIT")
    version = str(connection.info.parameter_status("server_version"))
    extensions = {extension.name: extension.version for extension in scope.extensions}
    return Dumped(facts, at, version, extensions, scope.unreadable, scope.other_schemas)


def _export(connection: Connection) -> tuple[str, datetime]:
    exported = "SELECT pg_export_snapshot(), extract(epoch FROM statement_timestamp())"
    snapshot, at = one_row(connection, exported)
    return str(snapshot), datetime.fromtimestamp(float(str(at)), UTC)


def _hold(connection: Connection, found: list[Table]) -> None:
    """No table changes its columns or goes while it is read."""
    for table in found:
        connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(table.identifier()))


def _in_snapshot(url: str, snapshot: str, found: list[Table]) -> Callable[[], dict[str, Rows]]:
    """Counts and hashes all tables on a connection of its own, which sees the same moment."""

    def read() -> dict[str, Rows]:
        with connect(url) as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
            connection.execute(STEADY.encode())
            return {table.shown: read_rows(connection, table) for table in found}

    return read


def _refuse(said: list[str], url: str) -> None:
    if said:
        raise Problem(
            f"the database at {describe(url)} cannot be backed up whole: {'; '.join(said)}."
        )
