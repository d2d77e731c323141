"""A GitHub of this test's own."""

from collections.abc import Iterator

import pytest

from totalaudio_ops.github.tests.forge import Forge, serving


@pytest.fixture
def forge() -> Iterator[Forge]:
    with serving() as found:
        yield found
