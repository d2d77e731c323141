"""A real PostgreSQL for every test: one database per test process, made once, emptied after each test.

Tests commit, as the product does, because its policies and its worker see only what was committed.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from totalaudio.project.databases import database as django_database
from totalaudio_ops.postgres import roles, throwaway_server

EMPTY = """
DO $$ DECLARE found record; filled boolean; names text := ''; BEGIN
  FOR found IN SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'totalaudio' AND c.relkind IN ('r', 'p')
        AND c.relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission') LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s)', found.name) INTO filled;
    IF filled THEN names := names || ', ' || found.name; END IF;
  END LOOP;
  IF names <> '' THEN EXECUTE 'TRUNCATE ' || ltrim(names, ', ') || ' CASCADE'; END IF;
END $$
"""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of an administrator on a throwaway server."""
    with ExitStack() as stack:
        given = os.environ.get("DATABASE_ADMIN_URL")
        yield given or stack.enter_context(throwaway_server()).url


@pytest.fixture(scope="session")
def databases(server: str, worker_id: str) -> Iterator[roles.Urls]:
    """The addresses of the three roles in a migrated database of this test process's own."""
    name = f"test_{worker_id}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    made = roles.ensure(make_conninfo(server, dbname=name), secret="tests")
    for alias, url in (("default", made.app), ("system", made.system), ("owner", made.owner)):
        settings.DATABASES[alias] = connections.configure_settings(
            {**connections.settings, alias: django_database(url)}
        )[alias]
    connections.settings = settings.DATABASES
    from django.core.management import call_command

    call_command("migrate", database="owner", verbosity=0)
    connections["owner"].close()
    yield made
    connections.close_all()
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def admin_url(server: str, databases: roles.Urls) -> str:
    """The administrator's address in the database of this test process."""
    with psycopg.connect(databases.owner) as owner:
        return make_conninfo(server, dbname=owner.info.dbname)


@pytest.fixture
def db(databases: roles.Urls, admin_url: str, django_db_blocker: object) -> Iterator[None]:
    """The database, empty before the test and after it."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django names no type
        yield
        connections.close_all()
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(EMPTY)
