"""Who may serve people is asked of the database itself, with real roles."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg import sql
from tests.support.database import Urls

from totalaudio.core.tenancy.policies import APP_ROLE, SYSTEM_ROLE
from totalaudio.core.tenancy.startup import faults_of, rights_of
from totalaudio.project.databases import database
from totalaudio_ops.postgres.urls import replaced

NAME = f"totalaudio_test_{os.getpid()}"


@pytest.fixture
def admin(db: Urls) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """An administrator, beside a role of this test's own."""
    with psycopg.connect(db.admin, autocommit=True) as connection:
        name = sql.Identifier(NAME)
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'tests'").format(name))
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                sql.Identifier(connection.info.dbname), name
            )
        )
        yield connection
        connection.execute(sql.SQL("DROP OWNED BY {}").format(name))
        connection.execute(sql.SQL("DROP ROLE {}").format(name))


def _faults(db: Urls, wanted: str = APP_ROLE) -> list[str]:
    given = database(replaced(db.admin, user=NAME, password="tests"))
    connection = DatabaseWrapper(connections.configure_settings({"default": given})["default"])
    try:
        return [
            fault.replace(NAME, "it") for fault in faults_of(rights_of(connection), wanted=wanted)
        ]
    finally:
        connection.close()


def test_the_roles_that_the_platform_makes_may_serve(db: Urls) -> None:
    assert faults_of(rights_of(connections["default"]), wanted=APP_ROLE) == []
    assert faults_of(rights_of(connections["system"]), wanted=SYSTEM_ROLE) == []


def test_the_system_role_may_not_serve_people(db: Urls) -> None:
    assert faults_of(rights_of(connections["system"]), wanted=APP_ROLE) == [
        "totalaudio_system may act as totalaudio_system, who sees every workspace"
    ]


def test_the_app_role_is_not_enough_for_the_worker(db: Urls) -> None:
    assert faults_of(rights_of(connections["default"]), wanted=SYSTEM_ROLE) == [
        "totalaudio_app is not totalaudio_system and would see no rows"
    ]


def test_the_owner_may_not_serve_people(db: Urls) -> None:
    assert faults_of(rights_of(connections["owner"]), wanted=APP_ROLE) == [
        "totalaudio_owner owns tables, or may act as totalaudio_owner",
        "totalaudio_owner may act as totalaudio_system, who sees every workspace",
    ]


@pytest.mark.parametrize(
    ("made", "faults"),
    [
        ("ALTER ROLE {} SUPERUSER", ["it is a superuser, whom no policy stops"]),
        ("ALTER ROLE {} BYPASSRLS", ["it has BYPASSRLS, so that no policy stops it"]),
        (
            "GRANT totalaudio_system TO {}",
            ["it may act as totalaudio_system, who sees every workspace"],
        ),
        ("CREATE TABLE totalaudio.its (); ALTER TABLE totalaudio.its OWNER TO {}",
         ["it owns tables, or may act as totalaudio_owner"]),
        ("COMMENT ON ROLE {} IS 'has no right at all'", []),
    ],
)  # fmt: skip
def test_a_role_that_could_pass_the_walls_is_refused(
    made: str, faults: list[str], db: Urls, admin: psycopg.Connection[tuple[object, ...]]
) -> None:
    admin.execute(made.replace("{}", NAME).encode())
    assert _faults(db) == faults
