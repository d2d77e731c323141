"""What a database is, as facts that do not depend on its server's version or on internal numbers.

Two databases with equal facts have the same objects, rights and rows. Rows are compared by a sum over
hashes of whole rows: the order in which a table happens to lie on disk changes nothing; a changed byte, a
lost or doubled row and values swapped between rows do. The server computes it in C while it reads the rows
once, beside the COPY. It is a proof against damage; an archive's checksums and signature are the proof
against forgery.
"""

import hashlib
import json
from dataclasses import dataclass
from importlib import resources

from psycopg import sql

from totalaudio_ops.backups.canonical import canonical
from totalaudio_ops.backups.queries import one_row
from totalaudio_ops.backups.scope import Connection, Scope, read_scope
from totalaudio_ops.backups.tables import Sequence, Table, positions, sequences, tables

CATALOGUE = tuple(
    sorted(
        file.name
        for file in resources.files(__package__).joinpath("catalogue").iterdir()
        if file.name.endswith(".sql")
    )
)
# Names are written with their schemas, values in one way.
STEADY = """
    SET LOCAL search_path = ''; SET LOCAL row_security = on; SET LOCAL timezone = 'UTC';
    SET LOCAL datestyle = 'ISO, MDY';
    SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex';
    SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s';
    SET LOCAL lc_monetary = 'C'; SET LOCAL xmlbinary = 'base64';
    SET LOCAL synchronize_seqscans = off; SET LOCAL quote_all_identifiers = off;
    SET LOCAL idle_in_transaction_session_timeout = 0;
    SELECT set_config(name, '0', true) FROM pg_settings WHERE name = 'transaction_timeout'
"""
_HALF = 2**64


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows a table has, and a hash of all of them."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Facts:
    """`items` maps `kind name` to a canonical text, `rows` a table to its rows; `major` is the server's."""

    major: int
    items: dict[str, str]
    rows: dict[str, Rows]

    def fingerprint(self) -> str:
        """One checksum over all items, without the rows."""
        return hashlib.sha256(json.dumps(self.items, sort_keys=True).encode()).hexdigest()


def read_facts(connection: Connection, *, with_rows: bool = True) -> Facts:
    """Reads all facts in one transaction; the role must be able to read every row (see `reading`)."""
    with connection.transaction():
        connection.execute(STEADY.encode())
        scope = read_scope(connection)
        items = read_items(connection, scope) | position_items(
            positions(connection, sequences(connection, scope))
        )
        found = tables(connection, scope) if with_rows else []
        rows = {table.shown: read_rows(connection, table) for table in found}
        return Facts(major_of(connection), items, rows)


def read_items(connection: Connection, scope: Scope) -> dict[str, str]:
    """Every fact of the catalogue."""
    folder = resources.files(__package__).joinpath("catalogue")
    items: dict[str, str] = {}
    for name in CATALOGUE:
        query = folder.joinpath(name).read_bytes()
        for item, text in connection.execute(query, scope.parameters()):
            items[str(item)] = "" if text is None else canonical(str(text))
    return items


def position_items(found: dict[Sequence, tuple[int, bool]]) -> dict[str, str]:
    """Where sequences stand, as facts."""
    return {
        f"position of sequence {sequence.shown}": f"{last}, {'used' if is_called else 'not used'}"
        for sequence, (last, is_called) in found.items()
    }


def read_rows(connection: Connection, table: Table) -> Rows:
    """Counts and hashes the rows of one table."""
    query = sql.SQL(
        "SELECT count(*), coalesce(sum(hashtextextended(r, 0)::numeric), 0),"
        " coalesce(sum(hashtextextended(r, 7201125)::numeric), 0)"
        ' FROM (SELECT ROW({})::text COLLATE "C" AS r FROM {}) AS whole'
    ).format(table.all_columns(), table.source())
    count, first, second = (int(str(value)) for value in one_row(connection, query))
    return Rows(count, f"{first % _HALF:016x}{second % _HALF:016x}")


def major_of(connection: Connection) -> int:
    """The server's major version."""
    return connection.info.server_version // 10_000
