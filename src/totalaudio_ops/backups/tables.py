"""The tables and sequences whose contents are in a backup."""

from dataclasses import dataclass

from psycopg import sql

from totalaudio_ops.backups.queries import one_row, query
from totalaudio_ops.backups.scope import Connection, Scope


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `written` are the columns that are not computed from others."""

    shown: str
    schema: str
    name: str
    is_partitioned: bool
    columns: tuple[str, ...]
    written: tuple[str, ...]

    def identifier(self) -> sql.Identifier:
        """Its name, quoted."""
        return sql.Identifier(self.schema, self.name)

    def source(self) -> sql.Composed:
        """What to select from: the partitions of a parent, but not the heirs of a table."""
        return sql.SQL("{}" if self.is_partitioned else "ONLY {}").format(self.identifier())

    def all_columns(self) -> sql.Composed:
        """Every column, for reading."""
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))

    def written_columns(self) -> sql.Composed:
        """The columns that a COPY fills."""
        return sql.SQL(", ").join(map(sql.Identifier, self.written))


@dataclass(frozen=True, slots=True)
class Sequence:
    """One sequence."""

    shown: str
    schema: str
    name: str

    def identifier(self) -> sql.Identifier:
        """Its name, quoted."""
        return sql.Identifier(self.schema, self.name)


def tables(connection: Connection, scope: Scope) -> list[Table]:
    """All tables that hold rows of their own, by name."""
    found = connection.execute(query("tables"), scope.parameters()).fetchall()
    return [
        Table(str(shown), str(schema), str(name), kind == "p", _names(columns), _names(written))
        for shown, schema, name, kind, columns, written in found
    ]


def sequences(connection: Connection, scope: Scope) -> list[Sequence]:
    """All sequences, by name."""
    found = connection.execute(query("sequences"), scope.parameters()).fetchall()
    return [Sequence(str(shown), str(schema), str(name)) for shown, schema, name in found]


def positions(connection: Connection, found: list[Sequence]) -> dict[Sequence, tuple[int, bool]]:
    """Where each stands, and whether that number was given out.

    A sequence knows no snapshot, so this is read once and used for the file and for the facts.
    """
    read: dict[Sequence, tuple[int, bool]] = {}
    for sequence in found:
        position = sql.SQL("SELECT last_value, is_called FROM {}").format(sequence.identifier())
        last, is_called = one_row(connection, position)
        read[sequence] = (int(str(last)), bool(is_called))
    return read


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
