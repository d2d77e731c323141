"""The worker makes backups in a process of its own; what fails or is missed becomes one incident."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType

import psycopg
import pytest
from tests.support.database import Urls
from uuid_utils.compat import uuid7

from totalaudio.core.web.operations.backups import running, tasks

NOW = datetime.now(UTC)


def incidents(db: Urls) -> list[tuple[object, ...]]:
    with psycopg.connect(db.system) as connection:
        return connection.execute(
            "SELECT level, title, source, source_key FROM ops.incidents"
        ).fetchall()


def jobs(db: Urls) -> list[tuple[object, ...]]:
    with psycopg.connect(db.system) as connection:
        return connection.execute("SELECT task_name, args FROM procrastinate_jobs").fetchall()


def installed(db: Urls, at: datetime) -> None:
    with psycopg.connect(db.owner) as connection:
        connection.execute("UPDATE ops.migrations SET applied_at = %s", [at])


def verified(db: Urls, at: datetime) -> None:
    with psycopg.connect(db.system) as connection:
        connection.execute(
            "INSERT INTO ops.backups (id, name, trigger, started_at, snapshot_at, state, verified_at, archive)"
            " VALUES (%s, 'daily', 'daily', %s, %s, 'verified', %s, 'x')",
            [uuid7(), at, at, at],
        )


@pytest.fixture
def fake_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """In the place of Python: it notes how it was called, and does what the test writes into it."""
    file = tmp_path / "command"
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(file))
    return file


def test_it_runs_the_command_in_a_process_of_its_own(fake_command: Path, tmp_path: Path) -> None:
    fake_command.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said\n')
    assert asyncio.run(running.run_daily("daily", "daily")) == ""
    said = (tmp_path / "said").read_text()
    assert said == "-P -m totalaudio backup daily --name daily --trigger daily\n"


def test_what_it_said_last_is_the_failure(fake_command: Path) -> None:
    fake_command.write_text(
        "#!/bin/sh\necho noise >&2\necho 'totalaudio: the disk is full.' >&2\nexit 2\n"
    )
    assert asyncio.run(running.run_daily("daily", "daily")) == "the disk is full."
    fake_command.write_text("#!/bin/sh\nexit 1\n")
    assert asyncio.run(running.run_daily("daily", "daily")) == "it ended without a word"


@pytest.mark.parametrize("handler", [signal.default_int_handler, signal.SIG_IGN])
def test_a_worker_that_stops_takes_it_along(
    handler: Callable[[int, FrameType | None], None] | signal.Handlers,
    fake_command: Path,
    tmp_path: Path,
) -> None:
    """At once, also where a shell has the worker ignore interrupts."""
    fake_command.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n")

    async def cancelled() -> None:
        task = asyncio.create_task(running.run_daily("daily", "daily"))
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    before = signal.signal(signal.SIGINT, handler)
    began = time.monotonic()
    try:
        asyncio.run(cancelled())
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - began < running.GRACE_SECONDS
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGCONT)


def test_a_failure_opens_one_incident(db: Urls, fake_command: Path) -> None:
    fake_command.write_text("#!/bin/sh\necho 'totalaudio: the disk is full.' >&2\nexit 2\n")
    for _ in range(2):
        asyncio.run(tasks.daily(0))
    assert incidents(db) == [("P1", "The daily backup failed", "backup", "backup daily")]


def test_a_success_opens_none(db: Urls, fake_command: Path) -> None:
    asyncio.run(tasks.make("hand"))
    assert incidents(db) == []


def test_a_new_installation_has_time_for_its_first(db: Urls) -> None:
    installed(db, NOW - timedelta(hours=25))
    tasks.watch(0)
    assert (incidents(db), jobs(db)) == ([], [("backups.make", {"trigger": "daily"})])


def test_none_verified_for_26_hours_is_an_incident_and_made_up_for(db: Urls) -> None:
    installed(db, NOW - timedelta(days=40))
    verified(db, NOW - timedelta(hours=27))
    for _ in range(2):
        tasks.watch(0)
    title = "No backup was verified for 26 hours"
    assert incidents(db) == [("P1", title, "backup", "backup daily")]
    assert jobs(db)[0] == ("backups.make", {"trigger": "daily"})


def test_one_of_last_night_is_enough(db: Urls) -> None:
    installed(db, NOW - timedelta(days=40))
    verified(db, NOW - timedelta(hours=24))
    tasks.watch(0)
    assert (incidents(db), jobs(db)) == ([], [])


def test_a_night_is_made_up_for_once_however_often_it_was_asked_for(
    db: Urls, fake_command: Path, tmp_path: Path
) -> None:
    installed(db, NOW - timedelta(days=40))
    fake_command.write_text(f"#!/bin/sh\necho once >> {tmp_path}/said\n")
    asyncio.run(tasks.make("daily"))
    verified(db, NOW)
    asyncio.run(tasks.make("daily"))
    assert (tmp_path / "said").read_text() == "once\n"


def test_it_is_two_in_the_morning_and_every_hour() -> None:
    from procrastinate.contrib.django import app

    found = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert {name: cron for name, cron in found.items() if name.startswith("backups.")} == {
        "backups.daily": "0 2 * * *",
        "backups.watch": "23 * * * *",
        "backups.look": "41 * * * *",
    }


def test_each_hour_the_store_is_looked_at_and_what_is_wrong_is_logged(
    fake_command: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fake_command.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said\necho gone >&2\nexit 1\n')
    asyncio.run(tasks.look(0))
    assert (tmp_path / "said").read_text() == "-P -m totalaudio backup look\n"
    assert [record.getMessage() for record in caplog.records] == ["backups were looked for: gone"]
