"""What a verification writes down, and how the product's own check takes part in it."""

from pathlib import Path

import psycopg
import pytest
from pyrage.x25519 import Identity

from tests.support.database import Urls
from totalaudio.project.cli import backup_product
from totalaudio.project.cli.backup_product import check, product
from totalaudio_ops.backups import proving, records
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.making import Order, create
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.verifying import Verified, record_of, verify, write_down
from totalaudio_ops.problems import Problem


def test_only_what_was_restored_and_answers_is_verified(
    fresh_database: Urls, tmp_path: Path
) -> None:
    archive = create(fresh_database.system, Order(FolderStore(tmp_path), "hand")).archive
    with psycopg.connect(fresh_database.system, autocommit=True) as connection:
        found = verify(
            locate(archive, S3Settings()), Keys(), product(), record_of(connection, archive)
        )
        assert (found.problems, found.notes) == ((), ())
        assert write_down(connection, found, str(tmp_path))
        row = records.of_archive(connection, archive)
        assert row is not None
        assert (row.state, row.restore_seconds) == ("verified", round(found.seconds or 0, 3))
        damaged = Verified(archive, ("The archive is cut off.",))
        assert write_down(connection, damaged, str(tmp_path))
        row = records.of_archive(connection, archive)
        assert row is not None
        assert (row.state, row.problems) == ("failed", ["The archive is cut off."])
        told = connection.execute("SELECT text FROM ops.happenings ORDER BY id").fetchall()
    name = Path(archive).name
    assert [text for (text,) in told] == [
        f"The backup {name} was made.",
        f"The backup {name} was verified: restored in {found.seconds:.1f} seconds.",
        f"The backup {name} is not verified. The archive is cut off.",
    ]


def begin_at(urls: Urls, shift: str) -> None:
    """Another moment of its first migration makes it another installation."""
    with psycopg.connect(urls.owner) as owner:
        owner.execute(f"UPDATE ops.migrations SET applied_at = applied_at {shift}".encode())


def test_an_archive_of_this_installation_that_no_row_knows_is_taken_in_when_it_is_verified(
    source: Urls, fresh_database: Urls, archive: Path
) -> None:
    located = locate(str(archive), S3Settings())
    found = verify(located, Keys(), product(), None)
    assert found.problems == ()
    assert found.notes[0] == "The database that was asked does not know this archive."
    with psycopg.connect(fresh_database.system, autocommit=True) as connection:
        assert not write_down(connection, found, "elsewhere")
        begin_at(fresh_database, "+ interval '1 second'")
        assert not write_down(connection, found, str(archive.parent))
        begin_at(fresh_database, "- interval '1 second'")
        assert records.latest(connection) == []
        assert write_down(connection, found, str(archive.parent))
        row = records.of_archive(connection, str(archive))
        assert row is not None
        assert (row.name, row.state, row.is_encrypted) == ("proof", "verified", False)
        assert found.described is not None
        assert row.row_count == found.described.row_count


def test_a_product_that_does_not_answer_is_a_problem(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_product, "_ready", lambda _: {"reason": "database"})
    found = verify(locate(str(archive), S3Settings()), Keys(), product(), None)
    assert found.problems == ("The product does not answer from the restored database: database.",)
    assert found.seconds is None


def test_an_older_schema_is_brought_up_to_date_and_answers(fresh_database: Urls) -> None:
    with psycopg.connect(fresh_database.admin, autocommit=True) as admin:
        admin.execute("DELETE FROM ops.migrations WHERE name = '0006_backups'")
        admin.execute("DROP TABLE ops.backups, ops.restores")
    from tests.support.database import SECRET
    from totalaudio_ops.postgres.roles import urls_of

    found = check(urls_of(fresh_database.admin, SECRET))
    assert (found.problems, found.is_of_this_release) == ((), False)
    assert found.notes == (
        "It is of an older release; this release's migrations were run on it, and it answers.",
    )


def test_a_newer_schema_answers_and_is_not_compared(fresh_database: Urls) -> None:
    with psycopg.connect(fresh_database.owner) as owner:
        owner.execute("INSERT INTO ops.migrations (name) VALUES ('9999_of_tomorrow')")
    from tests.support.database import SECRET
    from totalaudio_ops.postgres.roles import urls_of

    found = check(urls_of(fresh_database.admin, SECRET))
    assert (found.problems, found.is_of_this_release) == ((), False)


def test_a_throwaway_server_that_does_not_start_is_a_problem_and_no_traceback(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BINDIR", "/nowhere")
    found = verify(locate(str(archive), S3Settings()), Keys(), product(), None)
    assert found.problems[0].startswith("It cannot be verified: PG_BINDIR names /nowhere")
    assert not found.is_judged


def test_an_archive_for_which_there_is_no_room_here_is_not_judged(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Problem("restoring failed: could not extend file: No space left on device.")

    monkeypatch.setattr(proving, "restore", full)
    found = verify(locate(str(archive), S3Settings()), Keys(), product(), None)
    assert (found.is_ok, found.is_judged) == (False, False)


def test_what_cannot_be_opened_here_is_not_judged(fresh_database: Urls, tmp_path: Path) -> None:
    order = Order(FolderStore(tmp_path), "hand", recipients=(Identity.generate().to_public(),))
    archive = create(fresh_database.system, order).archive
    for keys in (Keys(), Keys((Identity.generate(),))):
        found = verify(locate(archive, S3Settings()), keys, product(), None)
        assert (found.is_ok, found.is_judged) == (False, False)
        with psycopg.connect(fresh_database.system, autocommit=True) as connection:
            assert write_down(connection, found, str(tmp_path))
            row = records.of_archive(connection, archive)
        assert row is not None
        assert (row.state, row.problems) == ("made", [])
