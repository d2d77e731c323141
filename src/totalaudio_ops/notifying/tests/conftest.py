"""The same connection as in the tests of incidents, and a receiver."""

from collections.abc import Iterator

import pytest

from totalaudio_ops.incidents.tests.conftest import connection
from totalaudio_ops.notifying.tests.receiving import Receiver, receiving

__all__ = ["connection"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Listens on loopback."""
    with receiving() as listening:
        yield listening
