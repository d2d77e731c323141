"""One table comes back beside the live one."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.isolation.catalogue import read_catalogue
from tests.isolation.world import World
from tests.support.database import Urls, copied

from totalaudio_ops.backups.dumping import dump
from totalaudio_ops.backups.restoring_table import RestoredTable, restore_table
from totalaudio_ops.backups.tests.odd import facts_at, odd_house
from totalaudio_ops.problems import Problem


@pytest.fixture(scope="module")
def full(server: str, original: str) -> Iterator[Urls]:
    with copied(server, original) as urls:
        with psycopg.connect(urls.admin) as admin:
            World(read_catalogue(admin), admin).build()
        yield urls


@pytest.fixture
def folder(full: Urls, tmp_path: Path) -> Path:
    dump(full.system, tmp_path)
    return tmp_path


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def test_rows_that_were_deleted_lie_beside_the_live_table(full: Urls, folder: Path) -> None:
    before = rows(full.admin, "SELECT * FROM totalaudio.tracker_campaignfile ORDER BY id")
    with psycopg.connect(full.admin) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM totalaudio.tracker_campaignfile")
    live = facts_at(full.admin)
    made = restore_table(folder, "tracker_campaignfile", full.admin, schema="restored_one")
    assert made == RestoredTable("restored_one.tracker_campaignfile", len(before), ())
    assert rows(full.admin, "SELECT * FROM restored_one.tracker_campaignfile ORDER BY id") == before
    assert facts_at(full.admin) == live
    for url in (full.app, full.system):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            rows(url, "SELECT * FROM restored_one.tracker_campaignfile")
    assert rows(full.owner, "SELECT count(*) FROM restored_one.tracker_campaignfile") == [
        (len(before),)
    ]
    # The next backup is not hindered by it, and says that it is not in it.
    again = folder / "again"
    again.mkdir()
    assert "restored_one" in dump(full.system, again).other_schemas


def test_a_table_with_partitions_comes_back_as_one(full: Urls, folder: Path) -> None:
    made = restore_table(folder, "totalaudio.events", full.admin, schema="restored_two")
    assert made.rows == rows(full.admin, "SELECT count(*) FROM totalaudio.events")[0][0]


def test_what_was_restored_before_is_not_overwritten(full: Urls, folder: Path) -> None:
    restore_table(folder, "web_heartbeat", full.admin, schema="restored_three")
    with pytest.raises(
        Problem, match=r'"restored_three"."web_heartbeat" exists at .*: drop it, or'
    ):
        restore_table(folder, "web_heartbeat", full.admin, schema="restored_three")


def test_a_table_that_is_not_in_it_is_named(full: Urls, folder: Path) -> None:
    with pytest.raises(Problem, match="cannot give back the table nothing: it is not in it"):
        restore_table(folder, "nothing", full.admin)


def test_odd_columns_come_back_and_what_cannot_is_named(tmp_path: Path) -> None:
    with odd_house() as urls:
        dump(urls.system, tmp_path)
        with psycopg.connect(urls.admin, autocommit=True) as admin:
            admin.execute("DROP FUNCTION totalaudio.loud(text) CASCADE")
        wanted = 'SELECT id, "select", grid::text, parts::text, day::text FROM {}."Odd ""one"" ü" ORDER BY id'
        made = restore_table(tmp_path, 'Odd "one" ü', urls.admin, schema="side")
        assert rows(urls.admin, wanted.format("side")) == rows(
            urls.admin, wanted.format("totalaudio")
        )
        assert rows(urls.admin, 'SELECT twice FROM side."Odd ""one"" ü" WHERE id = 7') != [(None,)]
    assert (made.rows, made.left_out) == (6, ())
