"""A real PostgreSQL for every test: one database per test process, copied from a migrated one, emptied after each test.

Tests commit, as the product does, because its policies and its worker see only what was committed.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass

import psycopg
import pytest
from pytest_django import DjangoDbBlocker

from tests.support import provision
from totalaudio_ops.postgres.roles import ensure
from totalaudio_ops.schema import migrate as migrate_operations

# The same as in `totalaudio test`, which makes the roles before us.
SECRET = "tests"

# Tables that migrations fill; their rows are part of the schema.
SEEDED = ("django_migrations", "django_content_type", "auth_permission", "migrations")
# As a replica no trigger fires and no reference is checked: everything goes, and a few rows go quickly.
# Partitions of months are no part of the migrated schema: they are there when a worker has run.
EMPTY = """
DO $$ DECLARE found record; BEGIN
  SET LOCAL lock_timeout = '10s';
  SET LOCAL session_replication_role = replica;
  FOR found IN SELECT c.oid::regclass AS name FROM pg_class c
      WHERE c.relnamespace IN ('totalaudio'::regnamespace, 'ops'::regnamespace)
        AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> ALL (ARRAY['{seeded}']) LOOP
    EXECUTE format('DELETE FROM %s', found.name);
  END LOOP;
  FOR found IN SELECT c.oid::regclass AS name FROM pg_class c
      WHERE c.relnamespace = 'totalaudio'::regnamespace AND c.relispartition AND c.relkind = 'r'
        AND c.relname ~ '_[0-9]{{4}}_[0-9]{{2}}$' LOOP
    EXECUTE format('DROP TABLE %s', found.name);
  END LOOP;
END $$
""".format(seeded="', '".join(SEEDED))


@dataclass(frozen=True)
class Urls:
    """The libpq addresses of one database: of its three roles and of an administrator."""

    app: str
    system: str
    owner: str
    admin: str


@pytest.fixture(scope="session")
def original(server: str, django_db_blocker: DjangoDbBlocker, original_name: str) -> str:
    """The name of a migrated database that the processes of this run copy; nobody is connected to it."""
    with provision.server_lock(server) as admin:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not admin.execute(known, [original_name]).fetchone():
            migrate(make_urls(provision.create(server, original_name)), django_db_blocker)
    return original_name


@contextmanager
def copied(server: str, original: str) -> Iterator[Urls]:
    """A copy of the original, as long as the block lasts."""
    name = provision.unique("copy")
    with provision.server_lock(server):
        urls = make_urls(provision.create(server, name, template=original))
    try:
        yield urls
    finally:
        provision.drop(server, name)


@pytest.fixture(scope="session")
def databases(server: str, original: str) -> Iterator[Urls]:
    """The addresses of the database of this test process, to which Django is connected."""
    with copied(server, original) as urls:
        connect(urls)
        yield urls
        disconnect()


@pytest.fixture
def fresh_database(server: str, original: str) -> Iterator[Urls]:
    """A migrated database for one test alone, to which Django is not connected."""
    with copied(server, original) as urls:
        yield urls


def make_urls(administrator: str) -> Urls:
    """Make the three roles known in a database."""
    made = ensure(administrator, SECRET)
    return Urls(made.app, made.system, made.owner, administrator)


def migrate(urls: Urls, blocker: DjangoDbBlocker) -> None:
    """Apply every migration as the owner role."""
    from django.core.management import call_command

    connect(urls)
    with blocker.unblock():
        call_command("migrate", database="owner", verbosity=0)
    disconnect()
    migrate_operations(urls.owner)


def connect(urls: Urls) -> None:
    """Point Django to a database."""
    from django.conf import settings
    from django.db import connections

    from totalaudio.project.databases import database

    disconnect()
    settings.DATABASES.update(
        default=database(urls.app), system=database(urls.system), owner=database(urls.owner)
    )
    connections.configure_settings(settings.DATABASES)
    for alias in connections:
        with suppress(AttributeError):  # never used so far
            del connections[alias]


def disconnect() -> None:
    """Close what Django has open."""
    from django.db import connections

    connections.close_all()


def leave_as_new() -> None:
    """Give Django's connections back as they were opened; opening them anew costs more than most tests do."""
    from django.db import DatabaseError, connections

    for connection in connections.all(initialized_only=True):
        if connection.connection is None:
            continue
        try:
            connection.rollback()
            connection.set_autocommit(True)
            connection.connection.execute("DISCARD ALL")
            connection.ensure_timezone()
        except (DatabaseError, psycopg.Error):
            connection.close()


@dataclass
class Emptier:
    """Empties a database after each test over one connection: opening one anew costs ten times the work."""

    url: str
    connection: psycopg.Connection | None = None

    def empty(self) -> None:
        """Delete what the test wrote; a test may have cut every connection, ours as well."""
        for _ in range(2):
            if self.connection is None:
                self.connection = psycopg.connect(self.url, autocommit=True)
            try:
                self.connection.execute(EMPTY)
            except psycopg.OperationalError:
                if not self.connection.broken:
                    raise
                self.connection = None
            else:
                return
        raise RuntimeError("The database cuts the connection that empties it.")

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()


@pytest.fixture(scope="session")
def emptier(databases: Urls) -> Iterator[Emptier]:
    """What empties the database of this test process."""
    with closing(Emptier(databases.admin)) as made:
        yield made


@pytest.fixture
def db(databases: Urls, emptier: Emptier, django_db_blocker: DjangoDbBlocker) -> Iterator[Urls]:
    """The database, empty before the test and after it."""
    with django_db_blocker.unblock():
        yield databases
        leave_as_new()
    emptier.empty()


@pytest.fixture
def transactional_db(db: Urls) -> Urls:
    """The same, by the name that other plugins ask for."""
    return db
