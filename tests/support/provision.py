"""Databases for tests on the server of the run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

# One key for everything that touches the whole server: roles, and who makes the copy's original.
_LOCK = "SELECT pg_advisory_lock(7201126)"


@contextmanager
def server_lock(server: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """An administrator's connection that no other process of the run has at the same time."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(_LOCK)
        yield admin


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
