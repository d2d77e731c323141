"""The mark that spares an up-to-date database its migrations, and the logs."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from totalaudio.project.platform import migrating
from totalaudio.project.platform.migrating import Mark, alone, read_mark, wanted_schema, write_mark
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure, ensure_database
from totalaudio_ops.processes.logs import LARGEST_BYTES, Logs


@pytest.fixture(scope="module")
def owner_url() -> Iterator[str]:
    with throwaway_server() as server:
        yield ensure(ensure_database(server.url), "key").owner


@pytest.mark.parametrize("mark", [Mark("abc"), Mark("abc", has_demo=True), Mark()])
def test_the_mark_is_read_as_it_was_written(owner_url: str, mark: Mark) -> None:
    with alone(owner_url) as connection:
        write_mark(connection, mark)
        assert read_mark(connection) == mark


@pytest.mark.parametrize("comment", ["NULL", "'words'", "'[]'", """'{"other": 1}'"""])
def test_a_comment_that_is_no_mark_means_that_nothing_was_done(
    owner_url: str, comment: str
) -> None:
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(f"COMMENT ON SCHEMA totalaudio IS {comment}".encode())
        assert read_mark(owner) == Mark()


def test_one_at_a_time_migrates(owner_url: str) -> None:
    with alone(owner_url), psycopg.connect(owner_url, autocommit=True) as other:
        row = other.execute(
            "SELECT pg_try_advisory_lock(%s)", [migrating.MIGRATING_LOCK]
        ).fetchone()
        assert row == (False,)


@pytest.mark.parametrize("changed", ["a/migrations/0002_next.py", "a/sql/0001_first.sql"])
def test_a_new_or_changed_file_asks_for_migrations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    monkeypatch.setattr(migrating, "SOURCE", tmp_path)
    file = tmp_path / "totalaudio" / changed
    file.parent.mkdir(parents=True)
    before = wanted_schema()
    file.write_text("one")
    between = wanted_schema()
    file.write_text("two")
    assert len({before, between, wanted_schema()}) == 3


def test_every_line_is_kept_and_errors_are_shown(tmp_path: Path) -> None:
    shown: list[str] = []
    logs = Logs(tmp_path, shown.append)
    said = [
        "all is well",
        "ERROR: disk full",
        "FATAL:  the database system is starting up",
        "Traceback (most recent",
    ]
    for line in said:
        logs.line("web", line)
    kept = (tmp_path / "web.log").read_text().splitlines()
    assert [line.split(" ", 2)[2] for line in kept] == said
    assert shown == ["web | ERROR: disk full", "web | Traceback (most recent"]


def test_a_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    logs = Logs(tmp_path, lambda line: None)
    (tmp_path / "web.log").write_bytes(b"x" * (LARGEST_BYTES + 1))
    logs.line("web", "next")
    assert (tmp_path / "web.log").stat().st_size < 100
    assert (tmp_path / "web.log.1").stat().st_size == LARGEST_BYTES + 1
