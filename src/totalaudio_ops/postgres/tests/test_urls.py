"""Addresses of PostgreSQL."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict

from totalaudio_ops.postgres.urls import describe, parse, replaced, socket_url
from totalaudio_ops.problems import Problem

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(user=TEXT, password=TEXT, database=TEXT)
def test_libpq_reads_back_what_was_written(user: str, password: str, database: str) -> None:
    url = socket_url(user=user, password=password, database=database, socket=Path("/a folder/ü"))
    assert conninfo_to_dict(url) == {
        "user": user,
        "password": password,
        "dbname": database,
        "host": "/a folder/ü",
    }


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://admin:a@db.example:6543/house",
            "postgresql://app:p%40@db.example:6543/house",
        ),
        ("host=db.example dbname=house", "postgresql://app:p%40@db.example/house"),
        (
            "postgres://db.example/house?sslmode=require",
            "postgresql://app:p%40@db.example/house?sslmode=require",
        ),
        ("postgresql:///house?host=/run/pg", "postgresql://app:p%40@/house?host=%2Frun%2Fpg"),
        (
            "postgresql://one.example,two.example/house",
            "postgresql://app:p%40@/house?host=one.example%2Ctwo.example",
        ),
    ],
)
def test_an_address_gets_another_user(url: str, expected: str) -> None:
    changed = replaced(url, user="app", password="p@")
    assert changed == expected
    assert conninfo_to_dict(changed) | {"port": None} == conninfo_to_dict(url) | {
        "user": "app",
        "password": "p@",
        "port": None,
    }


def test_an_address_is_described_without_its_password() -> None:
    assert describe("postgresql://admin:secret@db.example/house") == "db.example:5432/house"


def test_what_is_no_address_is_refused_without_being_repeated() -> None:
    with pytest.raises(Problem) as problem:
        parse("mysql://admin:secret@db.example")
    assert str(problem.value) == (
        "DATABASE_URL is not an address of PostgreSQL: write it as postgresql://user:password@host:5432/database."
    )
