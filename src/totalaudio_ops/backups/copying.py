"""data.sql: the rows of every table as COPY, in the snapshot of the connection, streamed."""

from pathlib import Path
from typing import BinaryIO

from psycopg import sql

from totalaudio_ops.backups.queries import query
from totalaudio_ops.backups.scope import Connection, Scope
from totalaudio_ops.backups.structure import PREAMBLE
from totalaudio_ops.backups.tables import Sequence, Table

_BUFFER = 1 << 20


def write_rows(connection: Connection, tables: list[Table], path: Path) -> None:
    """Writes the rows of all tables; memory does not grow with them."""
    with path.open("wb", buffering=_BUFFER) as file:
        file.write(PREAMBLE.encode())
        for table in tables:
            _write_table(connection, table, file)


def write_ends(
    connection: Connection, scope: Scope, positions: dict[Sequence, tuple[int, bool]], path: Path
) -> None:
    """Appends where the sequences stand, and fills materialized views."""
    set_position = sql.SQL("SELECT pg_catalog.setval({}, {}, {});\n")
    with path.open("ab") as file:
        for sequence, (last, is_called) in positions.items():
            named = sql.Literal(sequence.identifier().as_string(connection))
            line = set_position.format(named, sql.Literal(last), sql.Literal(is_called))
            file.write(line.as_bytes(connection))
        for (view,) in connection.execute(query("filled_views"), scope.parameters()):
            file.write(f"REFRESH MATERIALIZED VIEW {view};\n".encode())


def copy_header(table: Table, target: sql.Identifier) -> sql.Composed:
    """The statement that reads the rows that follow it."""
    columns = sql.SQL(" ({})").format(table.written_columns()) if table.written else sql.SQL("")
    return sql.SQL("COPY {}{} FROM stdin;\n").format(target, columns)


def _write_table(connection: Connection, table: Table, file: BinaryIO) -> None:
    file.write(copy_header(table, table.identifier()).as_bytes(connection))
    query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(
        table.written_columns(), table.source()
    )
    with connection.cursor().copy(query) as rows:
        for row in rows:
            file.write(row)
    file.write(b"\\.\n\n")
