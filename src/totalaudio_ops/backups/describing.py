"""From what was dumped to what the archive says of itself, and back to facts that can be compared."""

import hashlib
from pathlib import Path
from uuid import UUID

from totalaudio_ops.backups import metadata
from totalaudio_ops.backups.dumping import Dumped
from totalaudio_ops.backups.facts import Facts, Rows
from totalaudio_ops.backups.hashing import sha256_of
from totalaudio_ops.backups.metadata import SQL_FILES, File, Metadata
from totalaudio_ops.backups.records import Connection

# What each library was migrated to last; a server of before the first migration has no such table.
_HEADS = """
    SELECT DISTINCT ON (app) app::text, name::text FROM totalaudio.django_migrations ORDER BY app, id DESC
"""
# Two installations never began in the same microsecond, and a restored one is still the one that it was.
_BEGAN = "SELECT extract(epoch FROM min(applied_at))::numeric::text FROM ops.migrations"
_HEAD_OF_OPERATIONS = "SELECT 'ops', name FROM ops.migrations ORDER BY name DESC LIMIT 1"


def describe(
    dumped: Dumped,
    folder: Path,
    *,
    backup: UUID,
    name: str,
    trigger: str,
    revision: str,
    migrations: dict[str, str],
    installation: str = "",
) -> Metadata:
    """The description of the files in a folder, unsigned."""
    return Metadata(
        format=metadata.FORMAT,
        id=backup,
        name=name,
        trigger=trigger,
        time=dumped.snapshot_at,
        git_revision=revision,
        server_version=dumped.server_version,
        extensions=dumped.extensions,
        migrations=migrations,
        files={name: _file(folder / name) for name in SQL_FILES},
        catalogue=dumped.facts.items,
        tables={
            table: metadata.Rows(rows.count, rows.hash) for table, rows in dumped.facts.rows.items()
        },
        unreadable_roles=list(dumped.unreadable),
        other_schemas=list(dumped.other_schemas),
        signature=None,
        installation=installation,
    )


def _file(file: Path) -> File:
    return File(sha256_of(file), file.stat().st_size)


def facts_of(described: Metadata) -> Facts:
    """The facts that a restored database must have."""
    rows = {table: Rows(found.rows, found.hash) for table, found in described.tables.items()}
    return Facts(_major(described.server_version), described.catalogue, rows)


def _major(version: str) -> int:
    digits = version.partition(".")[0].split()[0] if version.strip() else ""
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def installation_of(connection: Connection) -> str:
    """A name for the installation to which a database belongs: the same in all its backups, and in no other's."""
    found = connection.execute(_BEGAN).fetchone()
    return hashlib.sha256(str(found and found[0]).encode()).hexdigest()[:16]


def migration_heads(connection: Connection) -> dict[str, str]:
    """The last migration of each part, by its name."""
    found = [*connection.execute(_HEADS), *connection.execute(_HEAD_OF_OPERATIONS)]
    return {str(part): str(name) for part, name in found}
