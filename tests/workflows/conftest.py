"""A GitHub on loopback, and a clone of this checkout."""

from collections.abc import Iterator

import pytest

from tests.workflows.running import Clone
from tests.workflows.running import clone as clone_to
from totalaudio_ops.github.tests.forge import Forge, serving


@pytest.fixture
def forge() -> Iterator[Forge]:
    with serving() as found:
        yield found


@pytest.fixture(scope="session")
def _cloned(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    return clone_to(tmp_path_factory.mktemp("clone") / "checkout")


@pytest.fixture
def clone(_cloned: Clone) -> Iterator[Clone]:
    before = _cloned.commit
    yield _cloned
    _cloned.git("reset", "--quiet", "--hard", before)
    _cloned.git("clean", "-fdxq", "-e", "__pycache__")
