"""A backup is made whole or not at all, whenever it is killed, and the database knows of each."""

import dataclasses
import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import psycopg
import pytest
from pyrage.x25519 import Identity
from tests.support.database import Urls

from totalaudio_ops.backups import archive, making, metadata, naming
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.hashing import Sink
from totalaudio_ops.backups.making import create
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.working import PREFIX
from totalaudio_ops.problems import Problem

from .making_backups import archives_in, made, order, rows, states

SOURCE = Path(__file__).resolve().parents[3]


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_a_backup_is_an_archive_of_five_files_and_a_row(db: Urls, tmp_path: Path) -> None:
    found = made(db.system, tmp_path / "store", "before-upgrade")
    name = naming.parsed(Path(found.archive).name)
    assert name is not None
    assert name.name == "before-upgrade"
    assert files(tmp_path / "store") == [Path(found.archive).name]
    (tmp_path / "out").mkdir()
    described = archive.unpack(Path(found.archive), tmp_path / "out")
    assert files(tmp_path / "out") == sorted(metadata.FILES)
    (row,) = rows(db.system)
    assert (row.id, row.state, row.archive) == (found.id, "made", found.archive)
    assert (row.bytes, row.sha256) == (Path(found.archive).stat().st_size, found.result.sha256)
    assert row.digest == metadata.digest(described)
    assert row.snapshot_at == described.time == found.snapshot_at
    assert described.migrations["ops"] == max(described.migrations["ops"], "0006_backups")
    assert described.migrations["accounts"].startswith("0")
    assert Path(found.archive).stat().st_mode & 0o077 == 0


def test_what_is_encrypted_says_nothing_without_the_key(db: Urls, tmp_path: Path) -> None:
    key = Identity.generate()
    found = create(db.system, order(tmp_path, recipients=(key.to_public(),)))
    assert found.archive.endswith(".tar.gz.age")
    assert found.is_encrypted
    assert b"totalaudio" not in Path(found.archive).read_bytes()


def test_what_happened_is_told_once(db: Urls, tmp_path: Path) -> None:
    found = made(db.system, tmp_path)
    with psycopg.connect(db.system) as connection:
        told = connection.execute("SELECT kind, text FROM ops.happenings").fetchall()
    assert told == [("backup", f"The backup {Path(found.archive).name} was made.")]


def test_a_wrong_name_is_refused_before_anything_is_written(db: Urls, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot name a backup"):
        made(db.system, tmp_path / "store", "../elsewhere")
    assert (files(tmp_path / "store"), rows(db.system)) == ([], [])


def test_two_at_once_make_one(db: Urls, tmp_path: Path) -> None:
    with psycopg.connect(db.system) as other:
        other.execute("SELECT pg_advisory_lock(7201140)")
        with pytest.raises(Problem, match="another backup of this database is being made"):
            made(db.system, tmp_path / "store")
    assert (files(tmp_path / "store"), rows(db.system)) == ([], [])
    made(db.system, tmp_path / "store")


def test_one_that_has_time_waits_for_the_end_of_another(db: Urls, tmp_path: Path) -> None:
    wish = dataclasses.replace(order(tmp_path / "store"), patience=30.0)
    with psycopg.connect(db.system) as other, ThreadPoolExecutor(1) as pool:
        other.execute("SELECT pg_advisory_lock(7201140)")
        with mock.patch.object(making, "_PAUSE", 0.01):
            waiting = pool.submit(create, db.system, wish)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.1)
            assert rows(db.system) == []
            other.close()
            waiting.result(timeout=30)
    assert len(files(tmp_path / "store")) == 1


def test_a_full_disk_is_said_and_leaves_nothing(
    db: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path, target: Sink) -> None:
        target.write(b"half of it")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(archive, "pack", full)
    with pytest.raises(Problem, match="No space left on device; make room"):
        made(db.system, tmp_path / "store")
    assert files(tmp_path / "store") == []
    ((state, problems),) = states(db.system)
    assert state == "failed"
    assert "No space left on device" in problems[0]


def test_a_store_that_cannot_be_written_is_said(db: Urls, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Problem, match="cannot be written: "):
        made(db.system, tmp_path / "file")
    assert [state for state, _ in states(db.system)] == ["failed"]


def test_a_database_that_cannot_be_read_whole_is_refused_and_written_down(
    fresh_database: Urls, tmp_path: Path
) -> None:
    with psycopg.connect(fresh_database.owner) as owner:
        owner.execute("CREATE TABLE totalaudio.hidden (id int)")
        owner.execute("ALTER TABLE totalaudio.hidden ENABLE ROW LEVEL SECURITY")
    with pytest.raises(Problem, match=r"row security hides rows of totalaudio\.hidden"):
        made(fresh_database.system, tmp_path / "store")
    assert files(tmp_path / "store") == []
    assert [state for state, _ in states(fresh_database.system)] == ["failed"]


# Each step of create, by what it calls: a process is killed at its beginning.
STEPS = (
    "making.dump",
    "making.describe",
    "metadata.write",
    "records.aim",
    "archive.pack",
    "os.fsync",
    "records.finish",
    "making.tell",
)
KILLED_AT = """
import os, signal, sys
from pathlib import Path
from totalaudio_ops.backups import archive, making, metadata, records
from totalaudio_ops.backups.folder_store import FolderStore
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
place, name = sys.argv[3].split(".")
setattr({"making": making, "archive": archive, "metadata": metadata, "records": records, "os": os}[place], name, die)
making.create(sys.argv[1], making.Order(FolderStore(Path(sys.argv[2])), "hand"))
"""


@contextmanager
def own_temporary(tmp_path: Path) -> Iterator[dict[str, str]]:
    place = tmp_path / "tmp"
    place.mkdir()
    yield os.environ | {"PYTHONPATH": str(SOURCE), "TMPDIR": str(place)}


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_leaves_no_half_archive_and_is_found(
    step: str, db: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    with own_temporary(tmp_path) as environment:
        done = subprocess.run(
            [sys.executable, "-c", KILLED_AT, db.system, str(store), step],
            env=environment,
            timeout=60,
            check=False,
            capture_output=True,
        )
    assert done.returncode == -signal.SIGKILL, done.stderr
    is_stored = step in {"records.finish", "making.tell"}
    assert [state for state, _ in states(db.system)] == [
        "made" if step == "making.tell" else "running"
    ]
    whole = [one.name for one in archives_in(FolderStore(store))]
    assert len(whole) == is_stored
    for name in whole:  # what a list shows is whole
        (tmp_path / "out").mkdir()
        archive.unpack(store / name, tmp_path / "out")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    time.sleep(1.1 if whole else 0)  # archives carry seconds
    again = made(db.system, store)
    killed = ("failed", ["it was killed before it ended."])
    assert states(db.system) == [("made", []) if step == "making.tell" else killed, ("made", [])]
    assert Path(again.archive).exists()
    assert [name for name in files(tmp_path / "tmp") if name.startswith(PREFIX)] == []


def test_a_connection_that_breaks_in_the_middle_is_said(
    db: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(making, "dump", broken)
    with pytest.raises(Problem, match="did not let itself be read to the end: server closed"):
        made(db.system, tmp_path)
    assert [state for state, _ in states(db.system)] == ["failed"]


def test_a_dump_for_which_there_is_no_room_says_where_to_make_some(
    db: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Problem("pg_dump failed: could not write to output file: No space left on device.")

    monkeypatch.setattr(making, "dump", full)
    with pytest.raises(Problem, match=r"there is no room for what is dumped in .* set TMPDIR"):
        made(db.system, tmp_path)


def test_an_archive_is_named_as_it_is_taken_back(tmp_path: Path) -> None:
    name = "daily-20261123T020005Z.tar.gz"
    assert locate(str(tmp_path / name), S3Settings()).address == str(tmp_path / name)
    assert locate(f"s3://bucket/a/b/{name}", S3Settings()).address == f"s3://bucket/a/b/{name}"
    assert locate(name, S3Settings()).address == str(Path.cwd() / name)
    assert locate(f"/{name}", S3Settings()).address == f"/{name}"
    for wrong in ("", "folder/", "ftp://host/x"):
        with pytest.raises(Problem):
            locate(wrong, S3Settings())
