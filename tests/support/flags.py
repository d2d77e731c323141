"""Flags in tests: as declared, or as a test wants them, without asking the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings

from totalaudio.core.flags import current
from totalaudio.core.flags.deciding import Override, Snapshot
from totalaudio.core.flags.names import FlagName, Scope


@pytest.fixture(scope="session", autouse=True)
def flags_as_declared() -> None:
    """Let no test process listen: its databases come and go."""
    settings.FLAGS_DATABASE_URL = ""
    current.forget()


@contextmanager
def switched(**flags: bool) -> Iterator[None]:
    """Override flags for all in this process: `switched(export_formats=False)`."""
    before = current.snapshot()
    wanted = tuple(
        Override(FlagName[name.upper()], Scope.ALL, None, is_on) for name, is_on in flags.items()
    )
    current.publish(Snapshot(before.version, wanted))
    try:
        yield
    finally:
        current.publish(before)
