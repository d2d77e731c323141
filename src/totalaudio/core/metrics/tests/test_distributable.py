"""The rules by which the metrics can be laid over several servers (db/citus.sql) hold."""

import re
from collections.abc import Iterator
from pathlib import Path

import postgast
import psycopg
import pytest
from tests.support.database import Urls

from .inserting import Connection

DISTRIBUTED = ["events", "usage_counters", "event_weeks", "event_firsts"]
CITUS = Path(__file__).parents[5] / "db" / "citus.sql"


@pytest.fixture
def admin(db: Urls) -> Iterator[Connection]:
    """An administrator of the database."""
    with psycopg.connect(db.admin) as connection:
        connection.execute("SET search_path = totalaudio")
        yield connection


def ask(admin: Connection, query: str) -> list[object]:
    """What the query finds for the distributed tables and their partitions."""
    tables = """WITH tables AS (
        SELECT c.oid FROM pg_class c WHERE c.oid = ANY (%s::regclass[])
        UNION SELECT inhrelid FROM pg_inherits WHERE inhparent = ANY (%s::regclass[]))"""
    return [
        row[0] for row in admin.execute((tables + query).encode(), [DISTRIBUTED] * 2).fetchall()
    ]


def test_nothing_refers_to_them_and_they_refer_to_nothing(admin: Connection) -> None:
    found = ask(
        admin,
        """SELECT conname::text FROM pg_constraint WHERE contype = 'f'
        AND (conrelid IN (SELECT oid FROM tables) OR confrelid IN (SELECT oid FROM tables))""",
    )
    assert found == []


def test_they_have_no_trigger(admin: Connection) -> None:
    found = ask(
        admin, "SELECT tgname::text FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM tables)"
    )
    assert found == []


def test_the_person_is_never_missing(admin: Connection) -> None:
    found = ask(
        admin,
        """SELECT attrelid::regclass::text FROM pg_attribute
        WHERE attrelid IN (SELECT oid FROM tables) AND attname = 'user_id' AND attnotnull ORDER BY 1""",
    )
    assert found == sorted([*DISTRIBUTED, "events_default"])


def test_every_unique_index_names_the_person_and_each_table_has_a_key(admin: Connection) -> None:
    without = ask(
        admin,
        """SELECT indexrelid::regclass::text FROM pg_index i
        WHERE i.indrelid IN (SELECT oid FROM tables) AND i.indisunique AND NOT EXISTS
            (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attname = 'user_id'
             AND a.attnum = ANY (i.indkey))""",
    )
    keyed = ask(
        admin,
        """SELECT indrelid::regclass::text FROM pg_index
        WHERE indrelid IN (SELECT oid FROM tables) AND indisprimary ORDER BY 1""",
    )
    assert without == []
    assert keyed == sorted([*DISTRIBUTED, "events_default"])


def test_the_file_distributes_just_these_and_names_functions_that_there_are(
    admin: Connection,
) -> None:
    text = CITUS.read_text(encoding="utf-8")
    assert re.findall(r"create_distributed_table\('(\w+)', 'user_id'", text) == DISTRIBUTED
    functions = re.findall(r"create_distributed_function\('([^']+)'\)", text)
    for function in functions:
        admin.execute("SELECT %s::regprocedure", [function])
    assert len(functions) == 4


def test_the_functions_of_their_policies_are_distributed_with_them(admin: Connection) -> None:
    policies = ask(
        admin,
        """SELECT coalesce(pg_get_expr(polqual, polrelid), '') FROM pg_policy
        WHERE polrelid IN (SELECT oid FROM tables)""",
    )
    asked = set(re.findall(r"(\w+)\(\)", " ".join(map(str, policies))))
    text = CITUS.read_text(encoding="utf-8")
    assert asked == {"current_user_id_v1", "is_operator_v1"}
    assert {name for name in asked if f"'{name}()'" not in text} == set()


def test_the_file_is_read_by_the_parser_of_postgresql_and_names_what_there_is() -> None:
    statements = postgast.parse(CITUS.read_text(encoding="utf-8")).stmts
    text = CITUS.read_text(encoding="utf-8")
    laid_out = re.findall(r"create_distributed_table\('(\w+)'", text)
    assert (len(statements), laid_out) == (14, DISTRIBUTED)
