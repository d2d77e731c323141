"""The migrations make the same house on every server that is supported, and say all that the models say."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command

from tests.architecture.sources import ROOT
from tests.isolation.catalogue import Catalogue, read_catalogue
from tests.support.database import Urls, make_urls
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.schema import migrate as migrate_operations

OLDEST = Path("/usr/lib/postgresql/15/bin")
POLICIES = """
SELECT tablename, policyname, permissive, roles::text[], cmd, qual, with_check FROM pg_policies
WHERE schemaname IN ('totalaudio', 'ops') ORDER BY schemaname, 1, 2
"""
# What read_catalogue does not see: the tables of operations, and what the functions of them do.
OPERATIONS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
    pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = 'ops'::regnamespace AND c.relkind IN ('r', 'p', 'v') ORDER BY 1, 2
"""
FUNCTIONS = """
SELECT oid::regprocedure::text, md5(prosrc), proowner::regrole::text, prosecdef, proconfig FROM pg_proc
WHERE pronamespace = 'ops'::regnamespace ORDER BY 1
"""


def test_the_models_say_nothing_that_no_migration_says(db: Urls) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.skipif(not OLDEST.exists(), reason="the distribution has no PostgreSQL 15 here")
def test_the_oldest_supported_server_gets_the_same_tables_and_policies(db: Urls) -> None:
    with throwaway_server({"PG_BINDIR": str(OLDEST)}) as running:
        oldest = make_urls(running.url)
        done = subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity", "0"],
            env=os.environ | {"DATABASE_URL": oldest.owner},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        migrate_operations(oldest.owner)
        assert _house(oldest) == _house(db)


def _house(urls: Urls) -> tuple[Catalogue, list[list[tuple[object, ...]]]]:
    with psycopg.connect(urls.admin) as admin:
        asked = (POLICIES, OPERATIONS, FUNCTIONS)
        return read_catalogue(admin), [admin.execute(query).fetchall() for query in asked]
