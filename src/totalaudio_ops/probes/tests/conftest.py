"""An app to be asked."""

from collections.abc import Iterator

import pytest

from totalaudio_ops.probes.tests.apps import FakeApp, fake_app


@pytest.fixture
def app() -> Iterator[FakeApp]:
    with fake_app() as running:
        yield running
