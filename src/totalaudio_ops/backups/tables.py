"""The tables and sequences whose contents are in a backup."""

from dataclasses import dataclass

from psycopg import sql

from totalaudio_ops.backups.scope import Connection, Scope

# The rows of partitions are read and written through their parent, which needs no right on any of them.
_TABLES = """
    SELECT c.oid::regclass::text, n.nspname::text, c.relname::text, c.relkind::text,
        coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attnum IS NOT NULL), '{}'),
        coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = ''), '{}')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.oid = ANY (%(schemas)s) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    GROUP BY c.oid, n.nspname, c.relname, c.relkind ORDER BY 2, 3
"""
_SEQUENCES = """
    SELECT c.oid::regclass::text, n.nspname::text, c.relname::text
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.oid = ANY (%(schemas)s) AND c.relkind = 'S'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY 2, 3
"""


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
    found = connection.execute(_TABLES, scope.parameters()).fetchall()
    return [
        Table(str(shown), str(schema), str(name), kind == "p", _names(columns), _names(written))
        for shown, schema, name, kind, columns, written in found
    ]


def sequences(connection: Connection, scope: Scope) -> list[Sequence]:
    """All sequences, by name."""
    found = connection.execute(_SEQUENCES, scope.parameters()).fetchall()
    return [Sequence(str(shown), str(schema), str(name)) for shown, schema, name in found]


def positions(connection: Connection, found: list[Sequence]) -> dict[Sequence, tuple[int, bool]]:
    """Where each stands, and whether that number was given out.

    A sequence knows no snapshot, so this is read once and used for the file and for the facts.
    """
    read: dict[Sequence, tuple[int, bool]] = {}
    for sequence in found:
        query = sql.SQL("SELECT last_value, is_called FROM {}").format(sequence.identifier())
        row = connection.execute(query).fetchone()
        assert row is not None, "a sequence has one row"
        read[sequence] = (int(str(row[0])), bool(row[1]))
    return read


def _names(value: object) -> tuple[str, ...]:
    assert isinstance(value, list), "an array of names"
    return tuple(str(name) for name in value)
