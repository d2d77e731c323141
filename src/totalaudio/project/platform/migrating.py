"""Tells, without Django, whether a database already has this release's migrations.

The mark is the comment of the schema: it lies in the database that it speaks of, goes into its backups and
comes back with them.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from totalaudio.project.platform.places import ROOT, SOURCE
from totalaudio_ops.postgres.connecting import connect

MIGRATING_LOCK = 7201126


@dataclass(frozen=True, slots=True)
class Mark:
    """What was done to a database."""

    schema: str = ""
    has_demo: bool = False


def wanted_schema() -> str:
    """Returns a checksum of every migration of ours and of the pinned libraries."""
    total = hashlib.sha256((ROOT / "requirements" / "runtime.txt").read_bytes())
    for file in _files():
        total.update(str(file.relative_to(SOURCE)).encode())
        total.update(file.read_bytes())
    return total.hexdigest()[:16]


def _files() -> list[Path]:
    product = SOURCE / "totalaudio"
    operations = SOURCE / "totalaudio_ops" / "schema" / "sql"
    migrations = [*product.glob("**/migrations/*.py"), *product.glob("**/sql/*.sql")]
    return sorted([*migrations, *operations.glob("*.sql")])


@contextmanager
def alone(owner_url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Yields the owner's connection while no other platform migrates the same database."""
    with connect(owner_url, "DATABASE_OWNER_URL") as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [MIGRATING_LOCK])
        yield connection


def read_mark(connection: psycopg.Connection[tuple[object, ...]]) -> Mark:
    """Returns what was done so far; anything that cannot be read means: nothing."""
    found = connection.execute(
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'totalaudio'"
    ).fetchone()
    try:
        return Mark(**json.loads(str(found[0]))) if found else Mark()
    except (ValueError, TypeError):
        return Mark()


def write_mark(connection: psycopg.Connection[tuple[object, ...]], mark: Mark) -> None:
    """Remembers what was done."""
    comment = sql.Literal(json.dumps(asdict(mark)))
    connection.execute(sql.SQL("COMMENT ON SCHEMA totalaudio IS {}").format(comment))
