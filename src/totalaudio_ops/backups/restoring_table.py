"""Brings one table back beside the live one, so that rows can be compared and taken over by hand."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from totalaudio_ops.backups.facts import STEADY
from totalaudio_ops.backups.queries import one_row, query
from totalaudio_ops.backups.restoring import restore
from totalaudio_ops.backups.scope import Connection, read_scope
from totalaudio_ops.backups.tables import Table, tables
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.roles import ensure_database
from totalaudio_ops.postgres.urls import describe
from totalaudio_ops.problems import Problem

OWNER = "totalaudio_owner"


@dataclass(frozen=True, slots=True)
class RestoredTable:
    """Where the table is now, how many rows it has, and which keys and indexes could not be made there."""

    table: str
    rows: int
    left_out: tuple[str, ...]


def restore_table(
    folder: Path, table: str, admin_url: str, *, schema: str | None = None
) -> RestoredTable:
    """Puts one table with its rows, keys and indexes into a schema of its own; only its owner may read it.

    The files are restored whole into a throwaway server first, so the table comes out of a database that works. It has
    no triggers, defaults or references there, and a computed column holds what was computed.
    """
    side = schema or f"restored_{datetime.now(UTC):%Y%m%d}"
    with throwaway_server() as server:
        source_url = ensure_database(server.url)
        restore(folder, source_url)
        with connect(source_url) as source, connect(admin_url) as target:
            source.execute(STEADY.replace("SET LOCAL", "SET").encode())
            found = _find(source, table)
            copy = sql.Identifier(side, found.name)
            _refuse_existing(target, copy, admin_url, side)
            try:
                rows, left_out = _bring(source, target, found, side)
            except psycopg.Error as error:
                said = str(error).strip().partition("\n")[0]
                raise Problem(
                    f"the table {found.shown} could not be put into {side} at {describe(admin_url)}: {said}."
                ) from None
    return RestoredTable(f"{side}.{found.name}", rows, left_out)


def _bring(
    source: Connection, target: Connection, table: Table, side: str
) -> tuple[int, tuple[str, ...]]:
    """All of it or nothing."""
    with target.transaction():
        target.execute(STEADY.encode())
        _make(source, target, table, side)
        rows = _copy_rows(source, target, table, sql.Identifier(side, table.name))
        left_out = _make_indexes(source, target, table, side)
        _close(target, side, table.name)
    return rows, left_out


def _find(source: Connection, wanted: str) -> Table:
    """The table by its name, with or without its schema."""
    found = tables(source, read_scope(source))
    named = [table for table in found if wanted in {table.shown, table.name}]
    if len(named) != 1:
        about = "is in more than one schema: name it with its schema" if named else "is not in it"
        raise Problem(f"the backup cannot give back the table {wanted}: it {about}.")
    return named[0]


def _refuse_existing(target: Connection, copy: sql.Identifier, url: str, side: str) -> None:
    shown = copy.as_string(target)
    row = target.execute("SELECT to_regclass(%s) IS NOT NULL", [shown]).fetchone()
    if row and row[0]:
        raise Problem(
            f"{shown} exists at {describe(url)}: drop it, or name another schema than {side}."
        )


def _make(source: Connection, target: Connection, table: Table, side: str) -> None:
    shown = table.identifier().as_string(source)
    columns = ", ".join(str(line) for (line,) in source.execute(query("columns_of_table"), [shown]))
    copy = sql.Identifier(side, table.name).as_string(target)
    target.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(side)))
    target.execute(f"CREATE TABLE {copy} ({columns})".encode())


def _copy_rows(source: Connection, target: Connection, table: Table, copy: sql.Identifier) -> int:
    columns = table.all_columns()
    reading = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(columns, table.source())
    writing = sql.SQL("COPY {} ({}) FROM STDIN").format(copy, columns)
    with source.cursor().copy(reading) as rows, target.cursor().copy(writing) as taken:
        for row in rows:
            taken.write(row)
    return int(str(one_row(target, sql.SQL("SELECT count(*) FROM {}").format(copy))[0]))


def _make_indexes(
    source: Connection, target: Connection, table: Table, side: str
) -> tuple[str, ...]:
    """Makes them one by one; the live database may lack what one of them needs."""
    copy = sql.Identifier(side, table.name)
    source.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(side)))
    source.execute(
        sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING INDEXES)").format(copy, table.identifier())
    )
    left_out = []
    for (statement,) in source.execute(query("indexes_of_table"), [copy.as_string(source)]):
        try:
            with target.transaction():
                target.execute(str(statement).encode())
        except psycopg.Error as error:
            left_out.append(f"{statement}: {str(error).strip().splitlines()[0]}")
    return tuple(left_out)


def _close(target: Connection, side: str, table: str) -> None:
    """Nobody but the owner of the live tables gets in, whatever the server grants on new things by default."""
    copy, schema = sql.Identifier(side, table), sql.Identifier(side)
    owner = sql.Identifier(OWNER)
    # The schema stays its maker's: the owner may not make schemas, so an administrator cannot give it one.
    target.execute(sql.SQL("REVOKE ALL ON SCHEMA {} FROM PUBLIC").format(schema))
    target.execute(sql.SQL("GRANT ALL ON SCHEMA {} TO {}").format(schema, owner))
    target.execute(sql.SQL("ALTER TABLE {} OWNER TO {}").format(copy, owner))
    shown = copy.as_string(target)
    for (stranger,) in target.execute(query("strangers_to_table"), [shown]).fetchall():
        target.execute(f"REVOKE ALL ON {shown} FROM {stranger}".encode())
