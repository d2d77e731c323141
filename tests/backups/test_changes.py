"""Whatever a dump lost, widened or altered is told: each kind of change, by itself, in a restored database."""

import re
from collections.abc import Iterator

import psycopg
import pytest

from tests.backups.changes import CHANGES, Change
from tests.backups.conftest import Taken
from tests.backups.source import tables_without_rows
from tests.support.database import Urls
from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.facts import read_facts
from totalaudio_ops.backups.scope import Connection


@pytest.fixture(scope="module")
def connection(restored: str) -> Iterator[Connection]:
    with psycopg.connect(restored) as opened:
        yield opened


def test_every_table_has_rows_that_can_be_lost(source: Urls) -> None:
    assert tables_without_rows(source.admin) == []


def test_what_was_restored_is_what_was_taken(taken: Taken, connection: Connection) -> None:
    assert differences(taken.said.facts, read_facts(connection)) == []


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_change_is_told(change: Change, taken: Taken, connection: Connection) -> None:
    try:
        connection.execute(change.sql.encode())
        told = differences(taken.said.facts, read_facts(connection))
    finally:
        connection.rollback()
    assert [line for line in told if re.search(change.told, line)], told
