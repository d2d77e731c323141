"""Rows survive the way through data.sql, whatever is in them."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from totalaudio_ops.backups.copying import write_rows
from totalaudio_ops.backups.facts import STEADY, Rows, read_rows
from totalaudio_ops.backups.programs import newest_programs
from totalaudio_ops.backups.restoring import psql
from totalaudio_ops.backups.running import run
from totalaudio_ops.backups.scope import read_scope
from totalaudio_ops.backups.tables import Table, tables
from totalaudio_ops.backups.tests.odd import empty_house
from totalaudio_ops.postgres.roles import ensure

_MADE = """CREATE TABLE totalaudio.anything
    (a text, b bytea, c text[], d double precision, e numeric, f jsonb, g text GENERATED ALWAYS AS (a || '!') STORED)"""
_INSERT = "INSERT INTO totalaudio.anything VALUES (%s, %s, %s, %s, %s, %s)"
_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
_ODD = st.sampled_from(
    ["", "\\", "\\.", "\\N", "\n\\.\n", "\r\n", "\t", "\\x00", '"', "{}", "NULL"]
)
_WORDS = _TEXTS | _ODD
_ROWS = st.lists(
    st.tuples(
        st.none() | _WORDS,
        st.none() | st.binary(max_size=40),
        st.none() | st.lists(st.none() | _WORDS, max_size=4),
        st.none() | st.floats(),
        st.none() | st.decimals(allow_nan=False, allow_infinity=True) | st.just(Decimal("NaN")),
        st.none() | st.sampled_from(['{"a": "\\\\n"}', "[]", '"\\t"', "1e400"]),
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    with empty_house() as admin:
        ensure(admin, "key")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(_MADE)
        yield admin


def through_the_file(url: str, rows: list[tuple[object, ...]], folder: Path) -> tuple[Rows, Rows]:
    """What is known of the rows before, and after they came back out of the file alone."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("DELETE FROM totalaudio.anything")
        admin.cursor().executemany(_INSERT, rows)
        with admin.transaction():
            admin.execute(STEADY.encode())
            before = read_rows(admin, only(admin))
            write_rows(admin, [only(admin)], folder / "data.sql")
        admin.execute("DELETE FROM totalaudio.anything")
        programs = newest_programs()
        run([*psql(programs.path("psql")), f"--file={folder / 'data.sql'}"], url, "restoring")
        with admin.transaction():
            admin.execute(STEADY.encode())
            return before, read_rows(admin, only(admin))


def only(connection: psycopg.Connection[tuple[object, ...]]) -> Table:
    found = tables(connection, read_scope(connection))
    return next(table for table in found if table.name == "anything")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=_ROWS)
def test_rows_come_back_as_they_were(
    house: str, tmp_path: Path, rows: list[tuple[object, ...]]
) -> None:
    before, after = through_the_file(house, rows, tmp_path)
    assert before.count == len(rows)
    assert after == before


def test_the_hash_knows_what_is_empty_and_what_is_nothing(house: str, tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("", None, None, None, None, None),
        (None, b"", None, None, None, None),
        (None, None, [], None, None, None),
        (None, None, [None], None, None, None),
        (None, None, [""], None, None, None),
        (None, None, None, None, None, None),
    ]
    hashes = {through_the_file(house, [row], tmp_path)[0].hash for row in rows}
    assert len(hashes) == len(rows)


def test_the_same_row_twice_is_not_no_row(house: str, tmp_path: Path) -> None:
    row = ("x", None, None, None, None, None)
    hashes = {through_the_file(house, [row] * n, tmp_path)[0].hash for n in range(4)}
    assert len(hashes) == 4
