"""A managed server: nobody there is a superuser, and its administrator makes roles and databases, no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.backups.conftest import PRODUCT, Taken
from tests.support.servers import servers
from totalaudio_ops.backups.archive import unpack
from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.dumping import dump
from totalaudio_ops.backups.facts import read_facts
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.making import Made, Order, create
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.restoring import restore
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.verifying import verify
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import Urls, ensure
from totalaudio_ops.postgres.urls import replaced
from totalaudio_ops.problems import Problem


@dataclass(frozen=True)
class Managed:
    """What its owner was given; `root` is the provider's own and used by nobody but the provider."""

    root: str
    manager: str
    urls: Urls

    def empty(self, name: str) -> str:
        """A new database, made by the administrator."""
        with psycopg.connect(self.manager, autocommit=True) as manager:
            manager.execute(f'CREATE DATABASE "{name}"'.encode())
        return replaced(self.manager, dbname=name)


@pytest.fixture(scope="module", params=[15, 18])
def managed(request: pytest.FixtureRequest, taken: Taken) -> Iterator[Managed]:
    if request.param not in servers():
        pytest.skip(f"PostgreSQL {request.param} is not here: python -m tests.support.servers")
    with throwaway_server({"PG_BINDIR": str(servers()[request.param])}) as server:
        with psycopg.connect(server.url, autocommit=True) as root:
            root.execute("CREATE ROLE manager LOGIN CREATEROLE CREATEDB PASSWORD 'm'")
            root.execute("CREATE DATABASE house OWNER manager")
        manager = replaced(server.url, user="manager", password="m", dbname="house")
        restore(taken.folder, manager)
        yield Managed(server.url, manager, ensure(manager, "managed"))


@pytest.fixture(scope="module")
def made(managed: Managed, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A backup by the system role alone."""
    store = FolderStore(tmp_path_factory.mktemp("managed"))
    return create(managed.urls.system, Order(store, "managed"))


def test_its_administrator_restores_everything(managed: Managed, taken: Taken) -> None:
    with psycopg.connect(managed.manager) as connection:
        found = read_facts(connection, with_rows=False)
    with psycopg.connect(managed.urls.system) as connection:
        rows = read_facts(connection).rows
    told_since = {"ops.backups", "ops.happenings"}  # by whichever test made a backup here before
    assert {name: rows[name] for name in rows.keys() - told_since} == {
        name: kept for name, kept in taken.said.facts.rows.items() if name not in told_since
    }
    told = differences(
        type(found)(taken.said.facts.major, taken.said.facts.items, {}),
        type(found)(found.major, found.items, {}),
    )
    # Whoever may not be a superuser acts for the owner as its member; since 16 the maker of a role is its member, too.
    expected = ("manager", "sequence ops.happenings_id_seq")
    assert [line for line in told if not any(words in line for words in expected)] == []


def test_the_system_role_makes_a_backup_that_verifies(made: Made) -> None:
    found = verify(locate(made.archive, S3Settings()), Keys(), PRODUCT, None)
    assert found.problems == ()


def test_a_role_beside_the_platform_s_is_named_and_not_left_out_in_silence(
    made: Made, tmp_path: Path
) -> None:
    described = unpack(Path(made.archive), tmp_path)
    assert described.unreadable_roles == ["manager"]
    assert any("manager" in note for note in made.notes)


def test_a_schema_of_others_is_named(managed: Managed, tmp_path: Path) -> None:
    with psycopg.connect(managed.manager, autocommit=True) as manager:
        manager.execute("CREATE SCHEMA provided; CREATE TABLE provided.theirs (n int)")
    assert dump(managed.urls.system, tmp_path).other_schemas == ("provided",)


def test_it_comes_back_on_the_same_server_by_the_same_administrator(
    managed: Managed, made: Made, tmp_path: Path
) -> None:
    unpack(Path(made.archive), tmp_path)
    again = managed.empty("again")
    restore(tmp_path, again)
    with psycopg.connect(ensure(again, "managed").system) as connection:
        found = read_facts(connection)
    with psycopg.connect(managed.urls.system) as connection:
        assert read_facts(connection).items.keys() == found.items.keys()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("DROP POLICY system ON totalaudio.contacts_contact", "row security hides rows of .*contacts_contact"),
        (
            "ALTER POLICY system ON totalaudio.contacts_contact USING (name <> '')",
            "row security hides rows of .*contacts_contact",
        ),
        (
            "CREATE POLICY less ON totalaudio.contacts_contact AS RESTRICTIVE USING (name <> '')",
            "row security hides rows of .*contacts_contact",
        ),
        ("REVOKE SELECT ON totalaudio.usage_counters FROM totalaudio_system", "may not read .*usage_counters"),
        (
            "CREATE TABLE totalaudio.shut (n int); ALTER TABLE totalaudio.shut ENABLE ROW LEVEL SECURITY",
            "row security hides rows of .*shut",
        ),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_whole_is_refused_by_name(
    harm: str, told: str, managed: Managed, tmp_path: Path
) -> None:
    with psycopg.connect(managed.root, autocommit=True) as root:
        root.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'house'"
        )
        root.execute("CREATE DATABASE harmed TEMPLATE house")
    try:
        with psycopg.connect(replaced(managed.root, dbname="harmed"), autocommit=True) as root:
            root.execute("SET ROLE totalaudio_owner")
            root.execute(harm.encode())
        with pytest.raises(Problem, match=told):
            dump(replaced(managed.urls.system, dbname="harmed"), tmp_path)
        assert list(tmp_path.glob("data.sql")) == []
    finally:
        with psycopg.connect(managed.root, autocommit=True) as root:
            root.execute("DROP DATABASE harmed WITH (FORCE)")
