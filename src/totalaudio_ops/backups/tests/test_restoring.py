"""Restoring: all or nothing, never over something, and by an administrator who is no superuser."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from tests.support.database import Urls
from tests.support.servers import servers

from totalaudio_ops.backups.dumping import Dumped, dump
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.listing import listed
from totalaudio_ops.backups.making import Order, create
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.restoring import restore
from totalaudio_ops.backups.returning import Restoration, differing, opened, write_down
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.tests.odd import between, empty_house, facts_at
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure
from totalaudio_ops.postgres.urls import replaced
from totalaudio_ops.problems import Problem


@pytest.fixture
def dumped(db: Urls, tmp_path: Path) -> Dumped:
    with psycopg.connect(db.system, autocommit=True) as system:
        system.execute(
            "INSERT INTO ops.happenings (kind, text, source_key) VALUES ('backup', 'one', 'one')"
        )
    return dump(db.system, tmp_path)


@pytest.fixture
def house() -> Iterator[str]:
    with empty_house() as admin:
        yield admin


def test_a_database_that_holds_something_is_refused(
    dumped: Dumped, house: str, tmp_path: Path
) -> None:
    restore(tmp_path, house)
    with psycopg.connect(house, autocommit=True) as admin:
        admin.execute("DELETE FROM ops.happenings")
    before = facts_at(house)
    with pytest.raises(
        Problem, match=r"is not empty, it holds ops \(\d+ tables\) and totalaudio \("
    ):
        restore(tmp_path, house)
    assert facts_at(house) == before


def test_what_is_there_is_replaced_when_told(dumped: Dumped, house: str, tmp_path: Path) -> None:
    restore(tmp_path, house)
    with psycopg.connect(house, autocommit=True) as admin:
        admin.execute("DELETE FROM ops.happenings; CREATE TABLE totalaudio.more (n int)")
    restore(tmp_path, house, replace=True)
    assert between(dumped.facts, house) == []


def test_schemas_without_tables_are_no_hindrance(
    dumped: Dumped, house: str, tmp_path: Path
) -> None:
    ensure(house, "key")
    restore(tmp_path, house)
    assert between(dumped.facts, house) == []


@pytest.mark.parametrize("name", ["roles.sql", "schema.sql", "data.sql", "constraints.sql"])
def test_a_file_that_fails_leaves_nothing(
    dumped: Dumped, house: str, tmp_path: Path, name: str
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in tmp_path.glob("*.sql"):
        shutil.copy(path, broken)
    with (broken / name).open("a") as file:
        file.write("\nSELECT nothing_of_this_name();\n")
    with pytest.raises(Problem, match=rf"restoring failed: .*{name}.*nothing_of_this_name"):
        restore(broken, house)
    with psycopg.connect(house) as admin:
        left = "SELECT to_regnamespace('totalaudio'), to_regnamespace('ops'), to_regrole('totalaudio_app')"
        assert admin.execute(left).fetchone() == (None, None, None)


@pytest.mark.parametrize("command", [r"\! touch {}", r"\o {}", r"\copy (SELECT 1) TO {}"])
def test_a_command_of_psql_in_a_file_is_not_run(
    dumped: Dumped, house: str, tmp_path: Path, command: str
) -> None:
    trace = tmp_path / "trace"
    with (tmp_path / "schema.sql").open("a") as file:
        file.write(f"\n{command.format(trace)}\n")
    with pytest.raises(Problem, match="restricted"):
        restore(tmp_path, house)
    assert not trace.exists()


def test_what_the_server_had_its_own_part_in_is_told(db: Urls, house: str, tmp_path: Path) -> None:
    """Rights that whoever restores gives by default widen those of the backup."""
    archive = create(db.system, Order(FolderStore(tmp_path / "store"), "hand")).archive
    with opened(locate(archive, S3Settings()), Keys(), None) as found:
        with psycopg.connect(house, autocommit=True) as admin:
            admin.execute("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC")
        restore(found.folder, house)
        told = differing(house, found.described)
    assert "what PUBLIC may do with table ops.backups should not be there: SELECT" in told
    assert {line.split(" ")[0] for line in told} == {"what"}


def test_a_restored_database_that_is_as_it_was_differs_in_nothing(
    db: Urls, house: str, tmp_path: Path
) -> None:
    archive = create(db.system, Order(FolderStore(tmp_path / "store"), "hand")).archive
    with opened(locate(archive, S3Settings()), Keys(), None) as found:
        restore(found.folder, house)
        assert differing(house, found.described) == []
        came_from = "/elsewhere/a copy.tar.gz"
        restoration = Restoration("everything", "a house", "somebody")
        write_down(house, restoration, came_from, found.described, datetime.now(UTC))
    with psycopg.connect(house) as connection:
        [one] = listed(connection, FolderStore(tmp_path / "store"))[:1]
    assert (one.archive, one.state) == (came_from, "made")


def test_a_role_that_passes_by_row_security_is_refused(
    dumped: Dumped, house: str, tmp_path: Path
) -> None:
    with psycopg.connect(house, autocommit=True) as admin:
        admin.execute("CREATE ROLE totalaudio_app LOGIN BYPASSRLS")
    with pytest.raises(Problem, match="totalaudio_app is a superuser or passes by row-level"):
        restore(tmp_path, house)


@pytest.mark.parametrize("major", sorted(servers()))
def test_an_administrator_who_is_no_superuser_is_enough(
    dumped: Dumped, tmp_path: Path, major: int
) -> None:
    with throwaway_server({"PG_BINDIR": str(servers()[major])}) as server:
        with psycopg.connect(server.url, autocommit=True) as admin:
            admin.execute("CREATE ROLE manager LOGIN CREATEROLE PASSWORD 'm'")
            admin.execute("CREATE DATABASE house OWNER manager")
        url = replaced(server.url, user="manager", password="m", dbname="house")
        restore(tmp_path, url)
        assert between(dumped.facts, replaced(server.url, dbname="house")) == []
        urls = ensure(url, "key")  # the platform starts with it
        again = tmp_path / "again"
        again.mkdir()
        assert dump(urls.system, again).unreadable == ("manager",)
