"""Each test starts with a writer and keys of its own."""

from collections.abc import Iterator

import pytest

from totalaudio.core.metrics.ingest import process


@pytest.fixture(autouse=True)
def own_process() -> Iterator[None]:
    process.reset()
    yield
    process.writer().close()
    process.reset()
