"""`migrate` does not stand in front of everybody else for a lock, and comes back for it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connection, transaction
from django.db.migrations import Migration, RunSQL
from tests.architecture.sources import ROOT
from tests.support.database import Urls

from totalaudio.core.web.management.commands.migrate import Command, _hasty

# As it was before the second migration of runs.
BACK = """
DELETE FROM django_migrations WHERE app = 'intel' AND name = '0002_runs_say_why';
ALTER TABLE intel_run DROP COLUMN problem;
"""
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@contextmanager
def migrating(urls: Urls) -> Iterator["subprocess.Popen[str]"]:
    settings = {"DATABASE_URL": urls.owner, "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings"}
    with subprocess.Popen(
        [sys.executable, "-m", "django", "migrate", "intel", "--skip-checks", "--no-input"],
        env=os.environ | settings | {"PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "ignore"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_long_query_keeps_the_migration_waiting_and_nobody_behind_it(
    fresh_database: Urls,
) -> None:
    urls = fresh_database
    with (
        psycopg.connect(urls.owner) as reader,
        psycopg.connect(urls.owner, autocommit=True) as other,
    ):
        other.execute(BACK)
        reader.execute("SELECT FROM intel_run")
        with migrating(urls) as process:
            while other.execute(WAITS).fetchone() != (1,):
                assert process.poll() is None, process.stdout and process.stdout.read()
            # It stands in the queue; who comes after it waits no longer than it does.
            other.execute("SET statement_timeout = '10s'")
            other.execute("SELECT FROM intel_run")
            assert process.poll() is None
            reader.rollback()
            said, _ = process.communicate(timeout=60)
        assert process.returncode == 0, said
        assert other.execute("SELECT problem FROM intel_run").fetchall() == []


def test_an_index_that_is_built_beside_the_work_may_wait_and_nothing_else(db: Urls) -> None:
    asked = "SELECT current_setting('lock_timeout') /* {} */"
    with connection.cursor() as cursor, _hasty(connection):

        def waits(word: str) -> str:
            cursor.execute(asked.format(word))
            return str(cursor.fetchone()[0])

        cursor.execute("SET lock_timeout = '2s'")
        assert [waits(""), waits("concurrently"), waits("")] == ["2s", "0", "2s"]
        with transaction.atomic():
            assert waits("CONCURRENTLY") == "2s"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone() == ("0",)


@pytest.mark.parametrize(("steps", "attempts"), [(1, 2), (2, 1)])
def test_a_migration_that_may_be_half_done_is_not_run_again(
    db: Urls, monkeypatch: pytest.MonkeyPatch, steps: int, attempts: int
) -> None:
    written = {"atomic": False, "operations": [RunSQL("SELECT 1")] * steps}
    migration = type("Migration", (Migration,), written)("0009_apart", "intel")
    ran: list[str] = []

    def locked_out(command: Command, *_: object, **__: object) -> None:
        command.migration_progress_callback("apply_start", migration)
        ran.append(migration.name)
        if len(ran) == 1:
            raise OperationalError from psycopg.errors.LockNotAvailable()
        command.migration_progress_callback("apply_success", migration)

    monkeypatch.setattr(migrate.Command, "handle", locked_out)
    command = Command()
    command.verbosity = 0
    if attempts == 1:
        with pytest.raises(CommandError, match=r"intel\.0009_apart did not get a lock, and is not"):
            command.handle(database="default")
    else:
        command.handle(database="default")
    assert len(ran) == attempts


def test_it_is_the_command_that_django_runs() -> None:
    from django.core.management import load_command_class

    assert isinstance(load_command_class("totalaudio.core.web", "migrate"), Command)
