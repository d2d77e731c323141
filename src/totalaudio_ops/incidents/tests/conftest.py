"""A connection of the system role, whose transaction each test commits by itself where others must see it."""

from collections.abc import Iterator

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.incidents.incident import Connection


@pytest.fixture
def connection(db: Urls) -> Iterator[Connection]:
    """In autocommit, so that each statement is seen at once."""
    with psycopg.connect(db.system, autocommit=True) as opened:
        yield opened
