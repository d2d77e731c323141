"""Killed at any moment: no archive is there in half, and no restored database is."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.platform.launch import environment, until
from tests.support.database import Urls
from totalaudio_ops.backups.archive import unpack
from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.describing import facts_of
from totalaudio_ops.backups.facts import read_facts
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure_database

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1800)]

_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_HELD = "SELECT nspname::text FROM pg_namespace WHERE nspname IN ('ops', 'totalaudio') ORDER BY 1"
_STATES = "SELECT state, count(*) FROM ops.backups WHERE name ~ '^killed' GROUP BY 1 ORDER BY 1"


def started(folder: Path, *arguments: str, **settings: str) -> "subprocess.Popen[str]":
    work = folder / "work"
    work.mkdir(exist_ok=True)
    command = [sys.executable, "-P", "-m", "totalaudio", "backup", *arguments]
    return subprocess.Popen(
        [*command, "--json", "--data", str(folder / "data")],
        env=environment(TMPDIR=str(work), BACKUP_STORE=str(folder / "store"), **settings),
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def kill_somewhere(process: "subprocess.Popen[str]", seconds: float, chance: random.Random) -> None:
    """Alone, so that what it started goes on for a moment, or with everything that it started."""
    time.sleep(chance.uniform(0.1, 1.1) * seconds)
    if chance.random() < 0.5:
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)


def wait_until_alone(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    """What the killed command had started may go on for a moment."""
    until(lambda: connection.execute(_OTHERS).fetchone() == (0,))


def test_a_backup_that_is_killed_leaves_no_archive_or_a_whole_one(
    source: Urls, tmp_path: Path, *, proofs: bool
) -> None:
    chance, told = random.Random(7), {"DATABASE_SYSTEM_URL": source.system}
    began = time.monotonic()
    status, said, problem = ended(started(tmp_path, "create", "--name", "whole", **told))
    assert (status, problem) == (0, "")
    whole = time.monotonic() - began
    for number in range(20 if proofs else 2):
        kill_somewhere(
            started(tmp_path, "create", "--name", f"killed-{number}", **told), whole, chance
        )
        for file in (tmp_path / "store").glob("[!.]*"):
            folder = tmp_path / f"unpacked-{number}-{file.name}"
            folder.mkdir()
            assert unpack(file, folder).files
    status, said, problem = ended(started(tmp_path, "create", "--name", "after", **told))
    assert (status, problem) == (0, "")
    assert Path(json.loads(said)["archive"]).exists()
    assert list((tmp_path / "work").iterdir()) == []
    with psycopg.connect(source.system) as system:
        states = {str(state): int(count) for state, count in system.execute(_STATES)}
    kept = [file.name for file in (tmp_path / "store").glob("killed*")]
    assert states.get("running", 0) == 0
    assert states.get("made", 0) <= len(kept)


def test_a_restore_that_is_killed_leaves_nothing_or_everything(
    archive: Path, tmp_path: Path, *, proofs: bool
) -> None:
    chance = random.Random(11)
    (tmp_path / "files").mkdir()
    wanted = facts_of(unpack(archive, tmp_path / "files"))
    with throwaway_server() as server:

        def again(url: str) -> tuple[int, str, str]:
            return ended(started(tmp_path, "restore", str(archive), "--to", url))

        began = time.monotonic()
        assert again(ensure_database(server.url, "whole"))[0] == 0
        whole = time.monotonic() - began
        for number in range(20 if proofs else 2):
            url = ensure_database(server.url, f"killed_{number}")
            kill_somewhere(started(tmp_path, "restore", str(archive), "--to", url), whole, chance)
            with psycopg.connect(url, autocommit=True) as connection:
                wait_until_alone(connection)
                held = [str(name) for (name,) in connection.execute(_HELD)]
            status, _, said = again(url)
            if held:
                assert held == ["ops", "totalaudio"]
                assert status == 2
                assert "is not empty" in said
            else:
                assert status == 0, said
            with psycopg.connect(url) as connection:
                told = differences(wanted, read_facts(connection))
            # What a restore writes of itself is more than was in the archive.
            assert [line for line in told if "ops." not in line] == []
