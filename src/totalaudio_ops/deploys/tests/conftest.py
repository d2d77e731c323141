"""What the tests of deploys share."""

from pathlib import Path

import pytest

from totalaudio_ops.deploys.tests.bench import FIRST, Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """The first version serves."""
    bench = Bench(tmp_path / "journal")
    bench.deploy(FIRST)
    return bench
