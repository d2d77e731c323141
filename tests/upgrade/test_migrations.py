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

OLDEST = Path("/usr/lib/postgresql/15/bin")
POLICIES = """
SELECT tablename, policyname, permissive, roles::text[], cmd, qual, with_check FROM pg_policies
WHERE schemaname = 'totalaudio' ORDER BY 1, 2
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
        assert _house(oldest) == _house(db)


def _house(urls: Urls) -> tuple[Catalogue, list[tuple[object, ...]]]:
    with psycopg.connect(urls.admin) as admin:
        return read_catalogue(admin), admin.execute(POLICIES).fetchall()
