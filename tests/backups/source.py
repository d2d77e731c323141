"""The database that is backed up: every table of the product has rows, and there are things that only others make."""

import psycopg

from tests.isolation.catalogue import read_catalogue
from tests.isolation.world import World
from tests.support.database import Urls

# What somebody may have added beside the product's tables, of kinds that the product itself has none of.
_ADDED = """
SET search_path = totalaudio;
CREATE TYPE kept_by_test_kind AS ENUM ('red', 'green');
CREATE TABLE kept_by_test (n int PRIMARY KEY, note text, kind kept_by_test_kind);
INSERT INTO kept_by_test SELECT n, 'note ' || n, 'red' FROM generate_series(1, 20) n;
CREATE VIEW kept_by_test_view WITH (security_invoker) AS SELECT n, note FROM kept_by_test WHERE n < 10;
CREATE MATERIALIZED VIEW kept_by_test_sums AS SELECT sum(n) AS total FROM kept_by_test;
-- No release names these migrations: the database would not be of this one.
DELETE FROM django_migrations WHERE app ~ '^(alice|charlie)-';
GRANT SELECT ON kept_by_test, kept_by_test_view, kept_by_test_sums TO totalaudio_system;
"""
_HAPPENED = """
INSERT INTO ops.happenings (kind, text, source_key)
    SELECT 'backup', 'Something happened: ' || n, 'made up ' || n FROM generate_series(1, 5) n
"""
_TABLES = """
    SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace = 'totalaudio'::regnamespace
        AND c.relkind IN ('r', 'p') AND NOT c.relispartition
"""


def fill(urls: Urls) -> None:
    """Give every table its rows."""
    with psycopg.connect(urls.system, autocommit=True) as system:
        system.execute("SELECT make_event_partitions_v1(2)")
        system.execute(_HAPPENED)
    with psycopg.connect(urls.admin) as admin:
        World(read_catalogue(admin), admin).build()
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute(_ADDED)


def tables_without_rows(url: str) -> list[str]:
    """The tables of the product that a damage to their rows could not hurt."""
    with psycopg.connect(url) as connection:
        tables = [str(name) for (name,) in connection.execute(_TABLES)]
        asked = "SELECT EXISTS (SELECT FROM {})"
        return [
            table
            for table in tables
            if connection.execute(asked.format(table).encode()).fetchone() == (False,)
        ]
