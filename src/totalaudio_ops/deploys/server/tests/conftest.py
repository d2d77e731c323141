"""A site for each test that asks for one; everything that it runs ends with the test."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.support import proxy
from tests.support.sites import Tried, tried


@pytest.fixture
def site() -> Iterator[Tried]:
    """A site on which nothing was deployed; nobody waits long for a version that does not come up."""
    if not proxy.IS_THERE:
        pytest.skip(proxy.WANTED)
    with tried() as made:
        yield replace(made, server=replace(made.server, ready_seconds=10.0))
