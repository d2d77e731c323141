"""What the database itself says of its tables, columns and references."""

from dataclasses import dataclass
from functools import cached_property

import psycopg
from psycopg.rows import class_row

type Connection = psycopg.Connection[tuple[object, ...]]

_COLUMNS = """
SELECT c.relname AS "table", a.attname AS name, format_type(t.oid, NULL) AS kind, t.typtype = 'e' AS is_enum,
       a.attnotnull AS is_required, a.atthasdef OR a.attidentity <> '' AS has_default,
       a.attgenerated <> '' OR a.attidentity = 'a' AS is_generated,
       coalesce(a.attnum = ANY (i.indkey), false) AS is_key,
       (SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = c.oid AND c.relispartition) AS partition_of
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relnamespace = 'totalaudio'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY c.relname, a.attnum
"""
_REFERENCES = """
SELECT con.conname AS name, con.conrelid::regclass::text AS "table", con.confrelid::regclass::text AS target,
       ARRAY(SELECT a.attname::text FROM unnest(con.conkey) WITH ORDINALITY k (n, place)
             JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.n ORDER BY place) AS columns,
       ARRAY(SELECT a.attname::text FROM unnest(con.confkey) WITH ORDINALITY k (n, place)
             JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.n ORDER BY place) AS keys
FROM pg_constraint con
WHERE con.contype = 'f' AND con.connamespace = 'totalaudio'::regnamespace AND con.conparentid = 0
ORDER BY 2, 1
"""


@dataclass(frozen=True)
class Column:
    """A column, and what a new row must give it."""

    table: str
    name: str
    kind: str
    is_enum: bool
    is_required: bool
    has_default: bool
    is_generated: bool
    is_key: bool
    partition_of: str | None


@dataclass(frozen=True)
class Reference:
    """A foreign key: `columns` of `table` name `keys` of `target`."""

    name: str
    table: str
    target: str
    columns: list[str]
    keys: list[str]


@dataclass(frozen=True)
class Catalogue:
    """Every table of the schema with its columns and references."""

    columns: list[Column]
    references: list[Reference]

    @cached_property
    def tables(self) -> dict[str, list[Column]]:
        found: dict[str, list[Column]] = {}
        for column in self.columns:
            found.setdefault(column.table, []).append(column)
        return found

    @cached_property
    def tenant_tables(self) -> list[str]:
        """Tables whose rows belong to a workspace; those of a partition belong to its table."""
        return [
            name
            for name in self.tables
            if self.has(name, "workspace_id") and not self.partition_of(name)
        ]

    def partition_of(self, table: str) -> str | None:
        """The table whose rows a partition holds."""
        return self.tables[table][0].partition_of

    def has(self, table: str, column: str) -> bool:
        return any(found.name == column for found in self.tables[table])

    def key(self, table: str) -> list[str]:
        return [column.name for column in self.tables[table] if column.is_key]

    def references_of(self, table: str) -> list[Reference]:
        return [reference for reference in self.references if reference.table == table]

    @property
    def tenant_references(self) -> list[Reference]:
        """References from one table of a workspace to another, or to itself."""
        tenants = set(self.tenant_tables)
        return [r for r in self.references if r.table in tenants and r.target in tenants]


def read_catalogue(connection: Connection) -> Catalogue:
    """Read it with `search_path` on the schema, so that names come without it."""
    connection.execute("SET search_path = totalaudio")
    with connection.cursor(row_factory=class_row(Column)) as cursor:
        columns = cursor.execute(_COLUMNS).fetchall()
    with connection.cursor(row_factory=class_row(Reference)) as cursor:
        return Catalogue(columns, cursor.execute(_REFERENCES).fetchall())
