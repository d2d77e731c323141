"""The system's connection to a database of operations, each statement a transaction unless a test says otherwise."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import psycopg
import pytest

from totalaudio_ops.happenings import Connection
from totalaudio_ops.slo.tests.traffic import DAY, OUTAGE, START, after, traffic

if TYPE_CHECKING:
    from tests.support.database import Urls


@pytest.fixture
def connection(db: "Urls") -> Iterator[Connection]:
    """As the worker has it."""
    with psycopg.connect(db.system, autocommit=True) as opened:
        yield opened


@pytest.fixture
def outage(connection: Connection) -> Connection:
    """Three days of good traffic, half an hour in which all fails, two good days."""
    traffic(connection, START - 3 * DAY, START)
    traffic(connection, START, after(OUTAGE), bad=100)
    traffic(connection, after(OUTAGE), START + 2 * DAY)
    return connection
