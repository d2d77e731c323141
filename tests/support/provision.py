"""Databases for tests: the three roles, and a migrated database that is made once and copied."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

ROLES_SQL = Path(__file__).resolve().parents[2] / "db" / "roles.sql"
PASSWORD = "tests"
ROLES = {
    "default": "totalaudio_app",
    "system": "totalaudio_system",
    "owner": "totalaudio_owner",
}
# One key for everything that touches the whole server: roles, and who makes the copy's original.
_LOCK = "SELECT pg_advisory_lock(7201126)"


@contextmanager
def server_lock(server: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """An administrator's connection that no other process of the run has at the same time."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(_LOCK)
        yield admin


def ensure_roles(administrator: str) -> dict[str, str]:
    """Make the roles known in this database; returns the address of each by Django's alias."""
    with psycopg.connect(administrator) as admin:
        admin.execute(ROLES_SQL.read_text(encoding="utf-8"))
        for role in ROLES.values():
            statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
            admin.execute(statement.format(sql.Identifier(role), sql.Literal(PASSWORD)))
    return {
        alias: make_conninfo(administrator, user=role, password=PASSWORD)
        for alias, role in ROLES.items()
    }


def create(server: str, name: str, *, template: str = "template1") -> str:
    """Make a database; returns its administrator's address."""
    with psycopg.connect(server, autocommit=True) as admin:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        admin.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
    return make_conninfo(server, dbname=name)


def drop(server: str, name: str) -> None:
    """Remove a database and whoever is connected to it."""
    with psycopg.connect(server, autocommit=True) as admin:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        admin.execute(statement.format(sql.Identifier(name)))


def unique(word: str) -> str:
    """A name of a database that no other run uses."""
    return f"test_{word}_{os.getpid()}_{os.urandom(3).hex()}"
