"""The system's connection to a database of operations, each statement a transaction unless a test says otherwise."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import psycopg
import pytest

from totalaudio_ops.happenings import Connection

if TYPE_CHECKING:
    from tests.support.database import Urls


@pytest.fixture
def connection(db: "Urls") -> Iterator[Connection]:
    """As the worker has it."""
    with psycopg.connect(db.system, autocommit=True) as opened:
        yield opened
