"""What is listed, pruned and missed: of rows and of the store together."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from tests.support.database import Urls
from uuid_utils.compat import uuid7

from totalaudio_ops.backups import listing, pruning, watching
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.keeping import Rule
from totalaudio_ops.incidents.entries import timeline
from totalaudio_ops.incidents.incident import unresolved

from .making_archives import described

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def name_at(at: datetime, name: str = "daily") -> str:
    return f"{name}-{at:%Y%m%dT%H%M%SZ}.tar.gz"


def keep(
    db: Urls, store: Path, days: float, state: str = "verified", *, is_there: bool = True
) -> str:
    """A backup of so many days ago, with its archive; returns the name of that."""
    at = NOW - timedelta(days=days)
    archive = store / name_at(at)
    store.mkdir(exist_ok=True)
    if is_there:
        archive.write_bytes(b"archive")
    with psycopg.connect(db.system) as connection:
        connection.execute(
            "INSERT INTO ops.backups (id, name, trigger, started_at, snapshot_at, archive, store, bytes, state,"
            " verified_at, restore_seconds) VALUES (%s, 'daily', 'daily', %s, %s, %s, %s, 7, %s, %s, 3.5)",
            [uuid7(), at, at, str(archive), str(store), state, at if state == "verified" else None],
        )
    return archive.name


def states(db: Urls, store: Path) -> list[tuple[str | None, str]]:
    with psycopg.connect(db.system) as connection:
        found = listing.listed(connection, FolderStore(store))
    return [(Path(one.archive).name if one.archive else None, one.state) for one in found]


def test_rows_and_store_are_matched(db: Urls, tmp_path: Path) -> None:
    there, gone = keep(db, tmp_path, 1), keep(db, tmp_path, 2, is_there=False)
    unknown = name_at(NOW - timedelta(days=3))
    (tmp_path / unknown).write_bytes(b"of another database")
    (tmp_path / "notes.txt").write_text("of somebody")
    assert states(db, tmp_path) == [(there, "verified"), (gone, "missing"), (unknown, "unknown")]


def test_a_renamed_archive_that_was_verified_is_listed_and_kept_by_the_rule(
    db: Urls, tmp_path: Path
) -> None:
    names = []
    for days in (1, 40):
        archive = tmp_path / keep(db, tmp_path, days)
        names.append(f"copy of {archive.name}")
        archive.rename(tmp_path / names[-1])
        with psycopg.connect(db.system) as connection:
            connection.execute(
                "UPDATE ops.backups SET archive = %s WHERE archive = %s",
                [str(tmp_path / names[-1]), str(archive)],
            )
    assert states(db, tmp_path) == [(name, "verified") for name in names]
    assert pruned(db, tmp_path, Rule(days=30)) == names[1:]


def test_one_that_lies_in_another_store_is_not_missing(db: Urls, tmp_path: Path) -> None:
    elsewhere = keep(db, tmp_path / "before", 1)
    assert states(db, tmp_path / "now") == [(elsewhere, "verified")]


def pruned(db: Urls, store: Path, rule: Rule) -> list[str]:
    with psycopg.connect(db.system) as connection:
        found = pruning.plan(connection, FolderStore(store), rule, NOW)
        pruning.prune(connection, FolderStore(store), found, NOW)
    return [Path(one.archive).name for one in found]


def test_only_our_old_archives_are_thrown_away(db: Urls, tmp_path: Path) -> None:
    old, young = keep(db, tmp_path, 31), keep(db, tmp_path, 1)
    other = name_at(NOW - timedelta(days=400))
    for name in (other, "notes.txt"):
        (tmp_path / name).write_bytes(b"of somebody")
    assert pruned(db, tmp_path, Rule(days=30)) == [old]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([young, other, "notes.txt"])
    assert states(db, tmp_path) == [(young, "verified"), (old, "pruned"), (other, "unknown")]
    assert pruned(db, tmp_path, Rule(days=30)) == []


def test_the_newest_verified_one_is_kept_when_a_younger_one_is_gone_from_the_store(
    db: Urls, tmp_path: Path
) -> None:
    old = keep(db, tmp_path, 40)
    keep(db, tmp_path, 35, is_there=False)
    keep(db, tmp_path, 1, "made")
    assert pruned(db, tmp_path, Rule(days=30)) == []
    assert (tmp_path / old).exists()


def test_how_it_stands(db: Urls, tmp_path: Path) -> None:
    keep(db, tmp_path, 0.25)
    with psycopg.connect(db.system) as connection:
        found = listing.standing(connection, NOW)
    assert (found.rpo, found.rto_seconds) == (timedelta(hours=6), 3.5)
    assert (found.next_due, found.missed) == (datetime(2026, 11, 24, 2, tzinfo=UTC), "")


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 23, 1, 59, tzinfo=UTC), datetime(2026, 11, 23, 2, tzinfo=UTC)),
        (datetime(2026, 11, 23, 2, 0, tzinfo=UTC), datetime(2026, 11, 24, 2, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), datetime(2027, 1, 1, 2, tzinfo=UTC)),
    ],
)
def test_when_the_next_is_due(now: datetime, due: datetime) -> None:
    assert listing.next_due(now) == due


def missed(db: Urls, now: datetime = NOW) -> str:
    with psycopg.connect(db.owner) as owner:
        owner.execute("UPDATE ops.migrations SET applied_at = %s", [NOW - timedelta(days=90)])
    with psycopg.connect(db.system) as connection:
        return watching.report_missed(connection, now)


def test_after_26_hours_without_a_verified_one_it_is_missed(db: Urls, tmp_path: Path) -> None:
    keep(db, tmp_path, 0)
    assert missed(db, NOW + timedelta(hours=26) - timedelta(seconds=1)) == ""
    assert missed(db, NOW + timedelta(hours=26)) == (
        "No backup was verified since 23 Nov 2026, 09:00 UTC."
    )


def test_an_old_one_that_is_verified_again_makes_it_no_younger(db: Urls, tmp_path: Path) -> None:
    keep(db, tmp_path, 3)
    with psycopg.connect(db.system) as connection:
        connection.execute("UPDATE ops.backups SET verified_at = %s", [NOW])
    assert missed(db) == "No backup was verified since 20 Nov 2026, 09:00 UTC."


def gone(db: Urls, store: Path) -> list[str]:
    with psycopg.connect(db.system) as connection:
        return watching.report_gone(connection, FolderStore(store), NOW)


def test_a_verified_archive_that_is_gone_opens_an_incident_and_counts_no_longer(
    db: Urls, tmp_path: Path
) -> None:
    older, newer = keep(db, tmp_path, 1), keep(db, tmp_path, 0.5)
    assert gone(db, tmp_path) == []
    (tmp_path / newer).unlink()
    assert gone(db, tmp_path) == [newer]
    assert gone(db, tmp_path) == []
    assert states(db, tmp_path) == [(newer, "failed"), (older, "verified")]
    with psycopg.connect(db.system) as connection:
        (there,) = unresolved(connection)
        assert (there.level, there.title) == ("P1", "A verified backup is gone from its store")
        last = listing.standing(connection, NOW)
    assert last.rpo == timedelta(days=1)


def test_what_the_rule_threw_away_or_lies_elsewhere_is_not_gone(db: Urls, tmp_path: Path) -> None:
    keep(db, tmp_path / "now", 31)
    keep(db, tmp_path / "now", 1)
    keep(db, tmp_path / "before", 2, is_there=False)
    assert len(pruned(db, tmp_path / "now", Rule(days=30))) == 1
    assert gone(db, tmp_path / "now") == []


def test_a_newer_verified_backup_is_noted_in_the_open_incident(db: Urls, tmp_path: Path) -> None:
    said = "The backup daily was verified: restored in 3.5 seconds."
    before, after = (described(time=NOW + timedelta(hours=hours)) for hours in (-1, 1))
    with psycopg.connect(db.system) as connection:
        watching.report_failure(connection, "The disk is full.", NOW)
        for found in (before, after):
            watching.note_verified(connection, said, found, NOW + timedelta(hours=2))
        (there,) = unresolved(connection)
        told = [(one.kind, one.text) for one in timeline(connection, there.id)]
    assert told[1:] == [("note", f"{said} It is newer than this incident, which can be resolved.")]
    assert there.status == "open"


def test_why_it_is_missed_is_said(db: Urls, tmp_path: Path) -> None:
    assert missed(db) == "No backup was verified so far; none was made."
    keep(db, tmp_path, 0.5, "made")
    with psycopg.connect(db.system) as connection:
        connection.execute("UPDATE ops.backups SET is_encrypted = true")
    assert missed(db) == (
        "No backup was verified so far; they are encrypted, and nobody who has the key verifies them."
    )
    with psycopg.connect(db.system) as connection:
        connection.execute(
            "UPDATE ops.backups SET state = 'failed', problems = '{The disk is full.}'"
        )
    assert missed(db) == "No backup was verified so far; the last one: The disk is full."
